/* Forms: each kind of field as people type it, requirements, drafts, filling, refusals. */
#include "visit.h"

#include "http/form.h"
#include "http/form_key.h"

static const struct app app;

struct input {
	struct text title, body, email, password, page, choice, hidden;
	int64_t number, clock, rank;
	struct day day;
	struct instant at;
	bool agreed, news, flag;
	int small;
	unsigned count;
	struct many topics;
};

static const struct option words[] = { OPTION("oui", "Oui"), OPTION("non", "Non"), { .label = NULL } };
static const struct option ranks[] = { OPTION("1", "Un"), OPTION("2", "Deux"), { .label = NULL } };

#define ONE(name, member, kind, ...)                                                        \
	static const struct field name##_fields[] = { FIELD(struct input, member, kind, "x", ##__VA_ARGS__) }; \
	static const struct form name = FORM(name##_fields)

ONE(title, title, FIELD_TEXT, .min = 3, .max = 5);
ONE(body, body, FIELD_LONG, .max = 10);
ONE(email, email, FIELD_EMAIL);
ONE(password, password, FIELD_PASSWORD, .min = 4);
ONE(web, page, FIELD_URL);
ONE(number, number, FIELD_NUMBER, .min = -5, .max = 12345);
ONE(any_number, number, FIELD_NUMBER);
ONE(small, small, FIELD_NUMBER, .min = -9999999999, .max = 9999999999);
ONE(count, count, FIELD_NUMBER);
ONE(hidden_small, small, FIELD_HIDDEN);
ONE(flag, flag, FIELD_HIDDEN);
ONE(clock_form, clock, FIELD_CLOCK);
ONE(day_form, day, FIELD_DAY);
ONE(instant_form, at, FIELD_INSTANT);
ONE(choice, choice, FIELD_CHOICE, .options = words);
ONE(rank, rank, FIELD_CHOICE, .options = ranks);
ONE(topics, topics, FIELD_MANY, .options = words);
ONE(agreed, agreed, FIELD_CHECK, .min = 1);
ONE(news, news, FIELD_CHECK);
ONE(optional, title, FIELD_TEXT, .optional = true);

/* Types a value, reads the form; what is said about it, "" when nothing is. */
static struct text read_one(struct arena *arena, const struct form *form, const char *typed, struct input *in)
{
	struct request *r = visit(arena, &app, LANG_FR);
	type_in(r, form->fields[0].name, typed);
	bool right = form_read(r, form, in);
	assert_int_equal(right, !r->form.wrong);
	assert_text(form_typed(r, form->fields[0].name), typed);
	return right ? NO_TEXT : text_of(r->form.errors[0].message);
}

static bool starts(struct text message, const char *words_)
{
	return text_starts(message, words_);
}

static void texts(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct input in;
	assert_text(read_one(arena, &title, " ab\ncd ", &in), "");
	assert_text(in.title, "ab cd");
	assert_text(read_one(arena, &title, "ééééé", &in), "");
	assert_true(starts(read_one(arena, &title, "éééééé", &in), "Raccourcissez"));
	assert_true(starts(read_one(arena, &title, "ab", &in), "Écrivez au moins"));
	assert_true(starts(read_one(arena, &title, " \u00a0 ", &in), "Remplissez"));
	assert_text(read_one(arena, &body, "a\nb", &in), "");
	assert_text(in.body, "a\nb");
	assert_text(read_one(arena, &optional, "", &in), "");
	assert_text(read_one(arena, &password, " a b ", &in), "");
	assert_text(in.password, " a b ");
}

static void addresses(void **state)
{
	(void)state;
	static const char *const right[] = { "a@b.fr", " Marie.Dupont+cycle@Sous-domaine.exemple.fr ", "o'hara@a1.b2" };
	static const char *const wrong[] = { "a", "a@b", "@b.fr", "a@", "a@b..fr", "a@.fr", "a b@c.fr", "a@b.fr, c@d.fr",
		                             ".a@b.fr", "a..b@c.fr", "a@-b.fr", "a@b_c.fr", "é@b.fr", "<a@b.fr>" };
	ARENA_SCOPED arena = arena_new();
	struct input in;
	for (size_t i = 0; i < sizeof right / sizeof *right; i++)
		assert_text(read_one(arena, &email, right[i], &in), "");
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_true(starts(read_one(arena, &email, wrong[i], &in), "Indiquez une adresse complète"));
	read_one(arena, &email, " Marie@Exemple.FR", &in);
	assert_text(in.email, "marie@exemple.fr");
	assert_text(read_one(arena, &web, "www.exemple.fr/é?a=b", &in), "");
	assert_text(in.page, "https://www.exemple.fr/é?a=b");
	assert_text(read_one(arena, &web, "HTTP://exemple.fr", &in), "");
	static const char *const no[] = { "javascript:alert(1)", "exemple", "http://", "https://a b.fr", "mailto:a@b.fr", "//a.fr" };
	for (size_t i = 0; i < sizeof no / sizeof *no; i++)
		assert_true(read_one(arena, &web, no[i], &in).n > 0);
}

static void numbers(void **state)
{
	(void)state;
	static const struct { const char *typed; int64_t n; } right[] = {
		{ "12", 12 }, { " 12 345 ", 12345 }, { "12\u00a0345", 12345 }, { "12\u202f345", 12345 }, { "12,0", 12 },
		{ "12.00", 12 }, { "-5", -5 }, { "0", 0 }, { "007", 7 },
	};
	static const char *const wrong[] = { "a", "1,5", "1.5", "12,345", "--1", "1e3", "+1", ",", "12346", "-6", "9999999999999999999999" };
	ARENA_SCOPED arena = arena_new();
	struct input in;
	for (size_t i = 0; i < sizeof right / sizeof *right; i++) {
		assert_text(read_one(arena, &number, right[i].typed, &in), "");
		assert_int_equal(in.number, right[i].n);
	}
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_true(read_one(arena, &number, wrong[i], &in).n > 0);
	struct request *r = visit(arena, &app, LANG_EN);
	type_in(r, "number", "12,345");
	assert_true(form_read(r, &number, &in) && in.number == 12345);
}

/* A number that its member cannot hold would become another one. */
static void numbers_and_members(void **state)
{
	(void)state;
	static const struct { const struct form *form; const char *typed; bool fits; } cases[] = {
		{ &any_number, "9223372036854775807", true }, { &any_number, "9223372036854775808", false },
		{ &small, "2147483647", true },   { &small, "2 147 483 648", false },
		{ &small, "-2147483648", true },  { &small, "-2147483649", false },
		{ &count, "4294967295", true },   { &count, "4294967296", false }, { &count, "-1", false },
		{ &hidden_small, "-2147483648", true }, { &hidden_small, "2147483648", false },
		{ &flag, "1", true },             { &flag, "0", true },            { &flag, "256", false },
	};
	ARENA_SCOPED arena = arena_new();
	struct input in;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(read_one(arena, cases[i].form, cases[i].typed, &in).n == 0, cases[i].fits);
	read_one(arena, &count, "4294967295", &in);
	assert_true(in.count == 4294967295);
	assert_text(read_one(arena, &small, "2147483648", &in), "Indiquez un nombre d'au plus {n}.");
}

static void days_and_hours(void **state)
{
	(void)state;
	static const char *const days[] = { "2021-07-08", "8/7/2021", "08/07/2021", " 8.7.2021", "8 / 7 / 2021", "8-7-2021" };
	static const char *const no_days[] = { "31/2/2021", "8/7/21", "8/7", "2021-13-01", "juillet", "8/7/2021x", "/7/2021", "8/7/20211" };
	static const char *const hours[] = { "9:30", "09:30", "9h30", "9 h 30", "9H30", "9\u00a0h\u00a030" };
	static const char *const no_hours[] = { "24:00", "9:60", "9", "h30", "9:3", "9:", "930", "9h30m" };
	ARENA_SCOPED arena = arena_new();
	struct input in;
	for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
		assert_text(read_one(arena, &day_form, days[i], &in), "");
		assert_int_equal(in.day.n, day_make(2021, 7, 8).n);
	}
	for (size_t i = 0; i < sizeof no_days / sizeof *no_days; i++)
		assert_true(starts(read_one(arena, &day_form, no_days[i], &in), "Indiquez une date"));
	for (size_t i = 0; i < sizeof hours / sizeof *hours; i++) {
		assert_text(read_one(arena, &clock_form, hours[i], &in), "");
		assert_int_equal(in.clock, 570);
	}
	for (size_t i = 0; i < sizeof no_hours / sizeof *no_hours; i++)
		assert_true(starts(read_one(arena, &clock_form, no_hours[i], &in), "Indiquez une heure"));
	assert_text(read_one(arena, &clock_form, "9 h", &in), "");
	assert_int_equal(in.clock, 540);
}

static void instants(void **state)
{
	(void)state;
	static const char *const right[] = { "2021-07-08T09:30", "2021-07-08 09:30", "8/7/2021 9h30", "8/7/2021, 9 h 30",
		                             "2021-07-08T09:30:00", "2021-07-08T07:30Z" };
	static const char *const wrong[] = { "2021-07-08", "9h30", "8/7/2021 25h", "8/7/2021,", "demain 9h" };
	ARENA_SCOPED arena = arena_new();
	struct input in;
	for (size_t i = 0; i < sizeof right / sizeof *right; i++) {
		assert_text(read_one(arena, &instant_form, right[i], &in), "");
		assert_int_equal(in.at.s, day_at(day_make(2021, 7, 8), 9, 30).s);
	}
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_true(read_one(arena, &instant_form, wrong[i], &in).n > 0);
}

/* A deadline to the second is the same second after its form was opened and saved. */
static void instants_shown(void **state)
{
	(void)state;
	static const char *const shown[] = { "2021-07-08T09:30", "2021-07-08T23:59:59" };
	ARENA_SCOPED arena = arena_new();
	for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
		struct input in, again;
		read_one(arena, &instant_form, shown[i], &in);
		struct request *r = visit(arena, &app, LANG_FR);
		form_fill(r, &instant_form, &in);
		assert_text(form_state_of(r, &instant_form)->typed[0], shown[i]);
		read_one(arena, &instant_form, shown[i], &again);
		assert_int_equal(again.at.s, in.at.s);
	}
}

static void choices(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct input in;
	assert_text(read_one(arena, &choice, "oui", &in), "");
	assert_text(in.choice, "oui");
	assert_true(read_one(arena, &choice, "Oui", &in).n > 0);
	assert_text(read_one(arena, &rank, "2", &in), "");
	assert_int_equal(in.rank, 2);
	assert_true(read_one(arena, &rank, "3", &in).n > 0);
	assert_text(read_one(arena, &agreed, "1", &in), "");
	assert_true(in.agreed);
	assert_true(starts(read_one(arena, &agreed, "", &in), "Cochez"));
	assert_text(read_one(arena, &news, "", &in), "");
	assert_false(in.news);
	assert_true(read_one(arena, &topics, "", &in).n > 0);
	struct request *r = visit(arena, &app, LANG_FR);
	type_in(r, "topics", "non");
	type_in(r, "topics", "oui");
	assert_true(form_read(r, &topics, &in));
	assert_int_equal(in.topics.n, 2);
	assert_text(in.topics.at[1], "oui");
	assert_text(form_typed(r, "topics"), "non\noui");
}

static void options_of_the_request(void **state)
{
	(void)state;
	static const struct option members[] = { OPTION("41", "Vimy"), { .label = NULL } };
	ARENA_SCOPED arena = arena_new();
	struct input in;
	struct request *r = visit(arena, &app, LANG_FR);
	form_options(r, &rank, "rank", members);
	type_in(r, "rank", "41");
	assert_true(form_read(r, &rank, &in) && in.rank == 41);
}

static void drafts(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct input in;
	struct request *r = visit(arena, &app, LANG_FR);
	assert_true(form_read_draft(r, &agreed, &in));
	r = visit(arena, &app, LANG_FR);
	type_in(r, "title", "a");
	assert_true(form_read_draft(r, &title, &in));
	r = visit(arena, &app, LANG_FR);
	type_in(r, "title", "beaucoup trop long");
	assert_false(form_read_draft(r, &title, &in));
}

static void filling(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct input in = { .title = text("abc"), .password = text("secret"), .day = day_make(2021, 7, 8), .clock = 570,
		            .topics = { 2, (struct text[]){ T("oui"), T("non") } } };
	struct request *r = visit(arena, &app, LANG_FR);
	const struct form *const forms[] = { &title, &password, &day_form, &clock_form, &topics, &instant_form };
	static const char *const shown[] = { "abc", "", "2021-07-08", "09:30", "oui\nnon", "" };
	for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
		form_fill(r, forms[i], &in);
		assert_text(form_state_of(r, forms[i])->typed[0], shown[i]);
	}
	form_fill_typed(r, &title, "title", text("autre"));
	assert_text(form_state_of(r, &title)->typed[0], "autre");
	assert_null(form_state_of(r, &web));
}

static void refilling(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct input in = { .title = text("abc") };
	struct request *r = visit(arena, &app, LANG_FR);
	type_in(r, "title", "trop long");
	assert_false(form_read(r, &title, &in));
	form_fill(r, &title, &(struct input){ .title = text("autre") });
	assert_text(form_typed(r, "title"), "trop long");
	form_fill(r, &web, &(struct input){ .page = text("https://a.fr") });
	assert_text(form_state_of(r, &web)->typed[0], "https://a.fr");
	assert_true(form_state_of(r, &title)->wrong && !form_state_of(r, &web)->wrong);
}

static void refusals(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct input in;
	struct request *r = visit(arena, &app, LANG_FR);
	type_in(r, "title", "abc");
	assert_true(form_read(r, &title, &in));
	assert_false(form_refuse(r, "title", "Non."));
	assert_string_equal(r->form.errors[0].message, "Non.");
	assert_false(form_refuse(r, NULL, "Trop tard."));
	assert_string_equal(r->form.error.message, "Trop tard.");
	assert_true(r->form.wrong);
	form_refuse_error(r, &(struct error){ .code = ERROR_INPUT, .field = "inconnu", .message = "Ailleurs." });
	assert_string_equal(r->form.error.message, "Ailleurs.");
}

/* As posted, on a request of its own. */
static bool right_later(struct arena *arena, struct text key, int64_t seconds)
{
	struct request *r = visit(arena, &app, LANG_FR);
	struct instant now = clock_now();
	pairs_add(arena, &r->connection->body.fields, text("_key"), key);
	clock_set((struct instant){ now.s + seconds });
	bool right = form_key_right(r);
	clock_set(now);
	return right;
}

static void keys_grow_old(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct text key = form_key(visit(arena, &app, LANG_FR)), other = form_key(visit(arena, &app, LANG_FR));
	assert_false(text_equal(key, other));
	assert_true(right_later(arena, key, 0));
	assert_true(right_later(arena, key, FORM_KEY_SECONDS - 5));
	assert_false(right_later(arena, key, FORM_KEY_SECONDS + 5));
	assert_false(right_later(arena, text_slice(key, 0, key.n - 2), 0));
	assert_false(right_later(arena, text_join(arena, key, text("00")), 0));
	/* A younger time under the same proof. */
	char *forged = arena_copy(arena, key.at, key.n);
	forged[text_find(key, text(".")) + 1] ^= 1;
	assert_false(right_later(arena, (struct text){ forged, key.n }, 0));
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(texts),    cmocka_unit_test(addresses), cmocka_unit_test(numbers),
	cmocka_unit_test(numbers_and_members),
	cmocka_unit_test(days_and_hours), cmocka_unit_test(instants), cmocka_unit_test(instants_shown),
	cmocka_unit_test(choices),
	cmocka_unit_test(options_of_the_request), cmocka_unit_test(drafts), cmocka_unit_test(filling),
	cmocka_unit_test(refilling), cmocka_unit_test(refusals),
	cmocka_unit_test(keys_grow_old),
};
RUN(tests)
