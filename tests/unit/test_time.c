/* Time: the calendar, Paris and its two odd hours, ISO 8601, dates in words. */
#include "unit.h"

#include "base/time.h"

static void calendar_round_trips(void **state)
{
	(void)state;
	for (int64_t n = -800000; n < 800000; n += 13) {
		struct civil c = day_civil((struct day){ n });
		assert_int_equal(day_make(c.year, c.month, c.day).n, n);
	}
	assert_int_equal(day_civil(day_make(2021, 7, 8)).weekday, 3);
	assert_int_equal(day_civil(day_make(1970, 1, 1)).weekday, 3);
}

static void instants_parse(void **state)
{
	(void)state;
	static const struct { const char *in, *out; } cases[] = {
		{ "2021-03-12T23:59", "2021-03-12T22:59:00Z" },
		{ "2021-07-08T09:30", "2021-07-08T07:30:00Z" },
		{ "2021-07-08 09:30:15", "2021-07-08T07:30:15Z" },
		{ "2021-07-08T09:30:00Z", "2021-07-08T09:30:00Z" },
		{ "2021-07-08T09:30:00-02:30", "2021-07-08T12:00:00Z" },
		{ "2021-03-28T01:59", "2021-03-28T00:59:00Z" },
		{ "2021-03-28T02:30", "2021-03-28T01:30:00Z" }, /* does not exist: read as 3:30 */
		{ "2021-03-28T03:30", "2021-03-28T01:30:00Z" },
		{ "2021-10-31T02:30", "2021-10-31T00:30:00Z" }, /* exists twice: the first */
		{ "2021-10-31T03:00", "2021-10-31T02:00:00Z" },
		{ "2024-02-29T00:00", "2024-02-28T23:00:00Z" },
	};
	static const char *const wrong[] = { "", "2021-02-29T00:00", "2021-13-01T00:00", "2021-07-08T24:00",
		"2021-07-08T09:60", "2021-07-08T09:30:60", "2021-07-08", "2021-07-08T09:30x", "2021-7-08T09:30",
		"2021-07-08T09:30+2:00", "0000-01-01T00:00" };
	ARENA_SCOPED arena = arena_new();
	struct instant at = { 42 };
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_false(instant_parse(text_of(wrong[i]), &at));
	assert_int_equal(at.s, 42);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_true(instant_parse(text_of(cases[i].in), &at));
		assert_text(instant_iso(arena, at), cases[i].out);
	}
}

/* Every half hour of a year goes to Paris time and back, but for the second of two hours. */
static void paris_round_trips(void **state)
{
	(void)state;
	int64_t start = day_make(2021, 1, 1).n * 86400, differ = 0;
	for (int64_t s = start; s < start + 365 * 86400; s += 1800) {
		struct instant back;
		assert_true(civil_instant(civil_of((struct instant){ s }), &back));
		differ += back.s != s;
	}
	assert_int_equal(differ, 2);
}

static void words(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct instant at = day_at(day_make(2021, 7, 8), 9, 30);
	int64_t minutes;
	assert_text(instant_long(arena, LANG_FR, at), "jeudi 8 juillet 2021, 9\u00a0h\u00a030");
	assert_text(instant_long(arena, LANG_EN, at), "Thursday 8 July 2021, 9:30");
	assert_text(day_short(arena, LANG_FR, day_make(2022, 8, 1)), "1er août 2022");
	assert_text(clock_text(arena, LANG_FR, 14 * 60), "14\u00a0h");
	assert_text(instant_local(arena, at), "2021-07-08T09:30");
	assert_text(instant_rfc822(arena, at), "Thu, 08 Jul 2021 07:30:00 +0000");
	assert_text(day_iso(arena, day_of(at)), "2021-07-08");
	assert_text(day_iso(arena, day_make(987, 6, 5)), "0987-06-05");
	assert_text(clock_text(arena, LANG_FR, 9 * 60 + 5), "9\u00a0h\u00a005");
	assert_text(clock_text(arena, LANG_EN, 0), "0:00");
	assert_true(clock_parse(text("23:59"), &minutes) && minutes == 1439);
	assert_false(clock_parse(text("24:00"), &minutes) || clock_parse(text("9:30"), &minutes));
}

static void clock_can_be_set(void **state)
{
	(void)state;
	clock_set(day_at(day_make(2021, 7, 8), 9, 30));
	struct day today = day_of(clock_now());
	clock_set((struct instant){ 0 });
	assert_int_equal(today.n, day_make(2021, 7, 8).n);
	assert_true(clock_now().s < 5);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(calendar_round_trips), cmocka_unit_test(instants_parse),
	cmocka_unit_test(paris_round_trips),    cmocka_unit_test(words),
	cmocka_unit_test(clock_can_be_set),
};
RUN(tests)
