/* What each role may do, as one matrix. */
#include "people/viewer.h"
#include "unit.h"

/* The capabilities in order, one letter each: anyone, signed in, see the Cohort, take Part, Own
 * a member, Judge, Facilitate, Make a cycle, aDmin. */
static const char letters[] = "asCPOJFMD";

static const struct {
	const char *who;
	struct viewer viewer;
	const char *may;
	int64_t reach;
} cases[] = {
	{ "nobody", { 0 }, "a........", 3 },
	{ "a person without role", { .person = 1 }, "as.......", 3 },
	{ "facilitator", { .person = 1, .cycle = 1, .roles = ROLE_FACILITATOR, .facilitates = true }, "asCPOJFM.", 1 },
	{ "facilitator of another cycle", { .person = 1, .cycle = 1, .facilitates = true }, "as.....M.", 3 },
	{ "juror", { .person = 1, .cycle = 1, .roles = ROLE_JUROR }, "as...J...", 3 },
	{ "juror and expert", { .person = 1, .cycle = 1, .roles = ROLE_JUROR | ROLE_EXPERT }, "asCP.J...", 2 },
	{ "elected", { .person = 1, .cycle = 1, .roles = ROLE_ELECTED, .member = 4 }, "asCPO....", 2 },
	{ "staff", { .person = 1, .cycle = 1, .roles = ROLE_STAFF, .member = 4 }, "asCPO....", 2 },
	{ "staff of no member", { .person = 1, .cycle = 1, .roles = ROLE_STAFF }, "asCP.....", 2 },
	{ "expert", { .person = 1, .cycle = 1, .roles = ROLE_EXPERT }, "asCP.....", 2 },
	{ "observer", { .person = 1, .cycle = 1, .roles = ROLE_OBSERVER }, "asC......", 2 },
	{ "administrator, outside a cycle", { .person = 1, .admin = true }, "as.....MD", 3 },
	{ "administrator, in a cycle", { .person = 1, .admin = true, .cycle = 1, .roles = ROLE_FACILITATOR }, "asCPOJFMD", 1 },
};

static void capabilities(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char seen[sizeof letters] = { 0 };
		for (enum may may = MAY_ANYONE; may <= MAY_ADMIN; may++)
			seen[may] = viewer_may(&cases[i].viewer, may) ? letters[may] : '.';
		if (!text_is(text_of(seen), cases[i].may))
			fail_msg("%s may %s, not %s", cases[i].who, seen, cases[i].may);
		assert_int_equal(viewer_reach(&cases[i].viewer), cases[i].reach);
	}
}

static void what_is_not_a_capability_is_refused(void **state)
{
	(void)state;
	assert_false(viewer_may(&(struct viewer){ .person = 1, .admin = true, .roles = ~0U }, (enum may)99));
}

static void names_of_roles(void **state)
{
	enum role role = 0;
	(void)state;
	for (unsigned bit = ROLE_FACILITATOR; bit <= ROLE_OBSERVER; bit <<= 1) {
		assert_true(role_parse(text_of(role_name((enum role)bit)), &role));
		assert_int_equal(role, bit);
	}
	assert_false(role_parse(text("admin"), &role));
	assert_false(role_parse(NO_TEXT, &role));
	assert_string_equal(audience_label(AUDIENCE_COHORT), "la cohorte");
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(capabilities),
	cmocka_unit_test(what_is_not_a_capability_is_refused),
	cmocka_unit_test(names_of_roles),
};
RUN(tests)
