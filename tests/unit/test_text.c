/* Text: views, folding, numbers, UTF-8 at the border. */
#include "unit.h"

#include "base/sort.h"

static void views(void **state)
{
	(void)state;
	struct text rest = text("a,b,"), cut;
	assert_text(text_trim(text(" \t\u00a0 mot \n\u00a0")), "mot");
	assert_text(text_trim(text(" \u00a0")), "");
	assert_text(text_cut(&rest, ','), "a");
	assert_text(text_cut(&rest, ','), "b");
	cut = text_cut(&rest, ',');
	assert_int_equal(cut.n, 0);
	assert_null(rest.at);
	assert_int_equal(text_find(text("cordée"), text("dé")), 3);
	assert_int_equal(text_find(text("cordée"), text("x")), 7);
	assert_true(text_compare(text("a"), text("ab")) < 0);
	assert_true(text_starts(text("cordée"), "cor") && text_ends(text("cordée"), "ée"));
	assert_true(text_equal(NO_TEXT, text("")));
}

static void folding(void **state)
{
	(void)state;
	static const struct { const char *in, *fold, *slug; } cases[] = {
		{ "Annœullin", "annoeullin", "annoeullin" },
		{ "  L'Haÿ-les-Roses !", "l hay les roses", "l-hay-les-roses" },
		{ "Margny-lès-Compiègne", "margny les compiegne", "margny-les-compiegne" },
		{ "ÉCOLE ½", "ecole 1 2", "ecole-1-2" },
		{ "e\u0301te\u0301", "ete", "ete" },
		{ "Bœuf, Ærø, ﬁn, STRAẞE", "boeuf aerø fin strasse", "boeuf-aer-fin-strasse" },
		{ "\ufdfa", "صلى الله عليه وسلم", "" }, /* 18 for one: none is longer */
		{ "soft\u00adhyphen\u200b.", "softhyphen", "softhyphen" },
		{ "", "", "" },
		{ "— …", "", "" },
	};
	ARENA_SCOPED arena = arena_new();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_text(text_fold(arena, text_of(cases[i].in)), cases[i].fold);
		assert_text(text_slug(arena, text_of(cases[i].in)), cases[i].slug);
	}
	assert_text(text_lower(arena, text("ÉCOLE")), "école");
}

static void excerpts(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	assert_text(text_excerpt(arena, text("été à la mer"), 7), "été à…");
	assert_text(text_excerpt(arena, text("été"), 3), "été");
	assert_text(text_excerpt(arena, text("étonnamment"), 3), "éto…");
	assert_text(text_excerpt(arena, text("été\nvenu"), 5), "été…");
	assert_text(text_excerpt(arena, text(" étonnamment"), 4), "éto…");
	assert_text(text_excerpt(arena, text("un 🌍 rond"), 4), "un…");
	assert_text(text_excerpt(arena, text("🌍🌍🌍"), 2), "🌍🌍…");
	assert_text(text_excerpt(arena, text("trop vite, puis"), 12), "trop vite…");
	assert_text(text_excerpt(arena, text("ceci : cela"), 8), "ceci…");
	assert_text(text_excerpt(arena, text(""), 5), "");
	assert_int_equal(text_length(text("été à")), 5);
	assert_text(text_unix_lines(arena, text("a\r\nb\rc\n\r")), "a\nb\nc\n\n");
}

static void lines(void **state)
{
	(void)state;
	static const struct { const char *all; size_t width; const char *cut; } cases[] = {
		{ "un deux trois", 7, "un deux|trois" }, { "un deux trois", 8, "un deux|trois" }, { "un deux", 1, "un|deux" },
		{ "a\nb c\n\nd", 9, "a|b c||d" }, { "été à\u00a0dire", 3, "été|à\u00a0dire" }, { "", 5, "" },
		{ "interminable x", 4, "interminable|x" }, { "a interminable", 4, "a|interminable" }, { "fin ", 3, "fin|" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		ARENA_SCOPED arena = arena_new();
		struct text rest = text_of(cases[i].all), cut = text_line(&rest, cases[i].width);
		while (rest.at)
			cut = TEXT_CONCAT(arena, cut, text("|"), text_line(&rest, cases[i].width));
		assert_text(cut, cases[i].cut);
	}
}

static void utf8(void **state)
{
	(void)state;
	static const struct { struct text in; bool valid; } cases[] = {
		{ T("é\t\r\n"), true },   { T("a\0b"), false },       { T("\x1b[0m"), false },
		{ T("\xc3"), false },     { T("\xc0\xaf"), false },   { T("\xed\xa0\x80"), false },
		{ T("\xf4\x90\x80\x80"), false }, { T("\x7f"), false }, { T(""), true },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(text_valid(cases[i].in), cases[i].valid);
}

/* Long texts are read by runs: a fault is seen wherever it stands, and letters across two runs are none. */
static void long_utf8(void **state)
{
	(void)state;
	enum { LONG = 200 };
	static const char *const good[] = { "\t", "\n", "\r", "~", " ", "é", "€", "🌍" };
	static const char *const bad[] = { "\x1f", "\x7f", "\x80", "\xff", "\xc3", "\b" };
	char at[LONG];
	for (size_t i = 0; i + 4 <= LONG; i++) {
		for (size_t g = 0; g < sizeof good / sizeof *good; g++) {
			memset(at, 'a', LONG);
			memcpy(at + i, good[g], strlen(good[g]));
			assert_true(text_valid((struct text){ at, LONG }));
		}
		for (size_t b = 0; b < sizeof bad / sizeof *bad; b++) {
			memset(at, 'a', LONG);
			memcpy(at + i, bad[b], strlen(bad[b]));
			assert_false(text_valid((struct text){ at, LONG }));
		}
	}
}

static void numbers(void **state)
{
	(void)state;
	int64_t n = 7;
	double r = 7;
	assert_true(text_to_int(text("-9223372036854775808"), &n) && n == INT64_MIN);
	assert_true(text_to_int(text("9223372036854775807"), &n) && n == INT64_MAX);
	n = 7;
	static const char *const wrong[] = { "", "-", "9223372036854775808", "1 ", "1.0", "0x1", "+1" };
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_false(text_to_int(text_of(wrong[i]), &n));
	assert_int_equal(n, 7);
	assert_true(text_to_real(text("1,5"), &r) && r > 1.49 && r < 1.51);
	assert_true(text_to_real(text("-.25"), &r) && r < -0.24 && r > -0.26);
	assert_false(text_to_real(text("1,5,2"), &r) || text_to_real(text("."), &r) || text_to_real(text("nan"), &r));
}

static void hex(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	unsigned char bytes[2] = { 0x0f, 0xa0 }, back[2];
	assert_text(text_hex(arena, bytes, 2), "0fa0");
	assert_true(text_unhex(text("0fa0"), back, 2) && back[0] == 0x0f && back[1] == 0xa0);
	assert_false(text_unhex(text("0fa"), back, 2) || text_unhex(text("0fAg"), back, 2));
}

static void sorting(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct place {
		int64_t id;
		struct text kind, name;
	} places[] = {
		{ 1, T("b"), T("Étaples") }, { 2, T("a"), T("Wimereux") }, { 3, T("b"), T("arques") },
		{ 4, T("a"), T("Œuf-en-Ternois") }, { 5, T("b"), T("Etaples") },
	};
	sort_by_text(arena, places, 5, sizeof *places, offsetof(struct place, name));
	static const int64_t by_name[] = { 3, 1, 5, 4, 2 }, by_kind[] = { 4, 2, 3, 1, 5 };
	for (size_t i = 0; i < 5; i++)
		assert_int_equal(places[i].id, by_name[i]);
	sort_by_text(arena, places, 5, sizeof *places, offsetof(struct place, kind));
	for (size_t i = 0; i < 5; i++)
		assert_int_equal(places[i].id, by_kind[i]);
	sort_by_text(arena, NULL, 0, sizeof *places, 0);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(views), cmocka_unit_test(folding), cmocka_unit_test(excerpts),
	cmocka_unit_test(lines), cmocka_unit_test(utf8),  cmocka_unit_test(long_utf8), cmocka_unit_test(numbers), cmocka_unit_test(hex),
	cmocka_unit_test(sorting),
};
RUN(tests)
