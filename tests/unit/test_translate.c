/* Translating: lookup, plurals by language, what messages name, numbers. */
#include "unit.h"

#include "base/translate.h"

#include <math.h>

static void lookup(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	const char *known = "Cette page n'existe pas.";
	assert_text(translate(arena, LANG_FR, known, NULL), known);
	assert_text(translate(arena, LANG_EN, known, NULL), "This page does not exist.");
	assert_text(translate(arena, LANG_EN, "Sans traduction.", NULL), "Sans traduction.");
	assert_text(translate(arena, LANG_EN, "", NULL), "");
	/* French spaces do not break, wherever the code has plain ones. */
	assert_text(translate(arena, LANG_FR, "Erreur : {title}", &(struct words){ .title = T("x") }), "Erreur\u00a0: x");
}

static void names(void **state)
{
	(void)state;
	static const struct { const char *message, *filled; } cases[] = {
		{ "{name}, {n} sur {of}", "Vimy, 3 sur 12\u00a0345" },
		{ "{date}", "jeudi 8 juillet 2021, 9\u00a0h\u00a030" },
		{ "{day} ; {short_day}", "jeudi 8 juillet 2021 ; 8 juillet 2021" },
		{ "{h} h {mm} {", "{h} h {mm} {" },
		{ "} {name", "} {name" },
		{ "{{name}}", "{Vimy}" },
	};
	struct instant date;
	assert_true(instant_parse(text("2021-07-08T09:30"), &date));
	const struct words words = { .n = 3, .of = 12345, .name = T("Vimy"), .date = date,
		                     .day = day_of(date), .short_day = day_of(date) };
	ARENA_SCOPED arena = arena_new();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_text(translate(arena, LANG_FR, cases[i].message, &words), cases[i].filled);
	/* What is filled in is not read again for names. */
	assert_text(translate(arena, LANG_FR, "{title}{name}", &(struct words){ .title = T("{name}"), .name = T("x") }),
	            "{name}x");
}

static void plurals(void **state)
{
	(void)state;
	static const struct { int64_t n; const char *fr, *en; } cases[] = {
		{ 0, "une 0", "0 des" }, { 1, "une 1", "une 1" }, { 2, "2 des", "2 des" }, { -1, "une -1", "une -1" },
		{ 12345, "12\u00a0345 des", "12,345 des" },
	};
	ARENA_SCOPED arena = arena_new();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_text(translate_n(arena, LANG_FR, "une {n}", "{n} des", cases[i].n, NULL), cases[i].fr);
		assert_text(translate_n(arena, LANG_EN, "une {n}", "{n} des", cases[i].n, NULL), cases[i].en);
	}
}

static void numbers(void **state)
{
	(void)state;
	static const struct { int64_t n; const char *fr, *en; } cases[] = {
		{ 0, "0", "0" }, { 2021, "2021", "2021" }, { -9999, "-9999", "-9999" },
		{ 10000, "10\u00a0000", "10,000" }, { -1234567, "-1\u00a0234\u00a0567", "-1,234,567" },
		{ INT64_MIN, "-9\u00a0223\u00a0372\u00a0036\u00a0854\u00a0775\u00a0808", "-9,223,372,036,854,775,808" },
	};
	ARENA_SCOPED arena = arena_new();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_text(number_text(arena, LANG_FR, cases[i].n), cases[i].fr);
		assert_text(number_text(arena, LANG_EN, cases[i].n), cases[i].en);
	}
}

static void errors(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct error e = { 0 };
	assert_text(error_text(arena, LANG_EN, &e), "");
	error_input(&e, "title", "Au plus {n}.");
	e.n = 7;
	assert_text(error_text(arena, LANG_FR, &e), "Au plus 7.");
}

static void languages(void **state)
{
	(void)state;
	enum lang lang = LANG_FR;
	assert_true(lang_parse(text("en"), &lang) && lang == LANG_EN);
	assert_false(lang_parse(text("EN"), &lang) || lang_parse(text(""), &lang) || lang_parse(text("eng"), &lang));
	assert_string_equal(lang_name(LANG_FR), "fr");
}

static void reals(void **state)
{
	(void)state;
	static const struct { double x; int decimals; const char *fr, *en; } cases[] = {
		{ 0, 0, "0", "0" }, { -0.0001, 2, "0,00", "0.00" }, { -0.6, 0, "-1", "-1" }, { 1234.5, 1, "1234,5", "1234.5" },
		{ 12345.678, 2, "12\u00a0345,68", "12,345.68" }, { -1e6, 0, "-1\u00a0000\u00a0000", "-1,000,000" },
		{ NAN, 2, "–", "–" }, { INFINITY, 0, "–", "–" }, { 0.1234567891234, 99, "0,123456789", "0.123456789" },
	};
	ARENA_SCOPED arena = arena_new();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_text(real_text(arena, LANG_FR, cases[i].x, cases[i].decimals), cases[i].fr);
		assert_text(real_text(arena, LANG_EN, cases[i].x, cases[i].decimals), cases[i].en);
	}
	assert_text(share_text(arena, LANG_FR, 0.3456, 1), "34,6\u00a0%");
	assert_text(share_text(arena, LANG_EN, 1, 0), "100%");
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(reals),
	cmocka_unit_test(lookup),  cmocka_unit_test(names),  cmocka_unit_test(plurals),
	cmocka_unit_test(numbers), cmocka_unit_test(errors), cmocka_unit_test(languages),
};
RUN(tests)
