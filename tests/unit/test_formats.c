/* Open formats out: iCalendar's escaping and folding, Atom's. */
#include "unit.h"

#include "formats/atom.h"
#include "formats/csv.h"
#include "formats/ical.h"

static const struct instant nine_thirty = { 1625729400 }; /* 2021-07-08T07:30:00Z */

static struct text written(struct arena *arena, const struct ical_event *e)
{
	struct buffer out;
	buffer_init(&out, 100000);
	ical_write(&out, text("Cordée"), "PUBLISH", e, 1);
	assert_false(buffer_failed(&out));
	struct text copy = text_copy(arena, buffer_view(&out));
	buffer_free(&out);
	return copy;
}

static void assert_holds(struct text all, const char *part)
{
	if (text_find(all, text_of(part)) == all.n)
		fail_msg("\"%s\" is not in:\n%.*s", part, (int)all.n, all.at);
}

static void an_event_is_in_utc_and_escaped(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct text all = written(arena, &(struct ical_event){
		.uid = text("session-1@x.example"), .sequence = 2, .starts = nine_thirty,
		.ends = { nine_thirty.s + 3600 }, .stamp = nine_thirty, .summary = text("Coopérer; décider, agir\nensemble"),
		.url = text("https://x.example/a,b") });
	assert_holds(all, "DTSTART:20210708T073000Z\r\n");
	assert_holds(all, "SEQUENCE:2\r\nSTATUS:CONFIRMED\r\n");
	assert_holds(all, "SUMMARY:Coopérer\\; décider\\, agir\\nensemble\r\n");
	assert_holds(all, "URL:https://x.example/a,b\r\n");
}

static void long_lines_fold_between_characters(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct text words = NO_TEXT;
	for (int i = 0; i < 60; i++)
		words = text_join(arena, words, text("é"));
	struct text all = written(arena, &(struct ical_event){ .uid = text("u"), .summary = words });
	assert_true(text_valid(all));
	for (struct text rest = all; rest.at;)
		assert_true(text_cut(&rest, '\n').n <= 76); /* 75 and the CR */
	assert_holds(all, "\r\n é");
}

static void a_feed_escapes_and_is_as_fresh_as_its_entries(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct buffer out;
	buffer_init(&out, 100000);
	struct atom_entry entry = { .title = text("Coûts & <choix>"), .url = text("https://x.example/1"),
		                    .author = text("Centre"), .published = { 1 }, .updated = nine_thirty };
	atom_write(&out, arena, &(struct atom_feed){ .title = text("Contenus"), .url = text("https://x.example/f"),
		.home = text("https://x.example/"), .entries = &entry, .n = 1 });
	struct text all = buffer_view(&out);
	assert_holds(all, "<title>Coûts &amp; &lt;choix&gt;</title>");
	assert_holds(all, "<updated>2021-07-08T07:30:00Z</updated>\n<entry>");
	buffer_free(&out);
}

static void cells_stay_words(void **state)
{
	(void)state;
	struct buffer out;
	buffer_init(&out, 1000);
	csv_begin(&out);
	csv_row(&out, (const struct text[]){ T("Ada"), T(""), T("l'eau; le \"pain\""), T("deux\nlignes") }, 4);
	csv_row(&out, (const struct text[]){ T("=1+1"), T("-2"), T("@x"), T("a=b") }, 4);
	assert_text(buffer_view(&out), "\xEF\xBB\xBF" "Ada;;\"l'eau; le \"\"pain\"\"\";\"deux\nlignes\"\r\n"
	                               "\"'=1+1\";\"'-2\";\"'@x\";a=b\r\n");
	buffer_free(&out);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(an_event_is_in_utc_and_escaped),
	cmocka_unit_test(long_lines_fold_between_characters),
	cmocka_unit_test(a_feed_escapes_and_is_as_fresh_as_its_entries),
	cmocka_unit_test(cells_stay_words),
};
RUN(tests)
