/* SVG out: escaped, described, the same bytes for the same picture. */
#include "unit.h"

#include "formats/svg.h"

static void begin(struct svg *s, struct buffer *out)
{
	buffer_init(out, 100000);
	svg_begin(s, out, &(struct svg_head){ 200, 100.5, text("Qui & quoi"), text("Deux <groupes>"), LANG_FR });
}

static bool holds(const struct buffer *out, const char *part)
{
	struct text all = buffer_view(out);
	return text_find(all, text_of(part)) < all.n;
}

static void is_told_in_words(void **state)
{
	(void)state;
	struct buffer out;
	struct svg s;
	begin(&s, &out);
	svg_group(&s, "g0", text("Groupe \"A\""));
	svg_mark(&s, "g0", 0, 10, 20.126, 3);
	svg_close(&s);
	svg_text(&s, "strong", SVG_END, 1.0 / 3, -0.001, text("a < b"));
	svg_end(&s);
	assert_false(buffer_failed(&out));
	assert_true(text_starts(buffer_view(&out), "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 200 100.5\" "
	                        "width=\"200\" height=\"100.5\" lang=\"fr\" role=\"img\" aria-labelledby=\"title desc\">\n"
	                        "<title id=\"title\">Qui &amp; quoi</title>\n<desc id=\"desc\">Deux &lt;groupes&gt;</desc>\n"));
	assert_true(holds(&out, "<g class=\"g0\">\n<title>Groupe &quot;A&quot;</title>\n"
	                        "<circle class=\"g0\" cx=\"10\" cy=\"20.13\" r=\"3\"/>\n</g>\n"));
	assert_true(holds(&out, "<text class=\"strong\" x=\"0.33\" y=\"0\" text-anchor=\"end\">a &lt; b</text>\n</svg>\n"));
	buffer_free(&out);
}

static void every_mark_is_another_shape(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct text seen[SVG_GROUPS];
	for (size_t i = 0; i < SVG_GROUPS; i++) {
		struct buffer out;
		struct svg s = { .out = &out };
		buffer_init(&out, 1000);
		svg_mark(&s, "x", i, 50, 50, 5);
		seen[i] = text_copy(arena, buffer_view(&out));
		buffer_free(&out);
		for (size_t j = 0; j < i; j++)
			assert_false(text_equal(seen[i], seen[j]));
	}
}

static void words_are_cut_between_words(void **state)
{
	(void)state;
	struct buffer out;
	struct svg s = { .out = &out };
	buffer_init(&out, 10000);
	assert_int_equal(svg_words(&s, "ink", SVG_START, 0, 0, 10, 16, text("Un été à anticonstitutionnellement dire")), 3);
	assert_true(holds(&out, ">Un été à<"));
	assert_true(holds(&out, "y=\"16\">anticonstitutionnellement<"));
	assert_true(holds(&out, ">dire<"));
	assert_int_equal(svg_words(&s, "ink", SVG_START, 0, 0, 10, 16, text("  ")), 0);
	buffer_free(&out);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(is_told_in_words),
	cmocka_unit_test(every_mark_is_another_shape),
	cmocka_unit_test(words_are_cut_between_words),
};
RUN(tests)
