/* Header values: cookies, languages, codings, tags, origins, names of files. */
#include "unit.h"

#include "http/header.h"

static void cookies(void **state)
{
	(void)state;
	struct text all = text("a=1; login=x=y;  lang=en ;loginx=no; empty=");
	assert_text(header_cookie(all, text("a")), "1");
	assert_text(header_cookie(all, text("login")), "x=y");
	assert_text(header_cookie(all, text("lang")), "en");
	assert_int_equal(header_cookie(all, text("empty")).n, 0);
	assert_int_equal(header_cookie(all, text("log")).n, 0);
	assert_int_equal(header_cookie(NO_TEXT, text("a")).n, 0);
	assert_text(header_cookie(text("__Host-login=z; login=evil"), text("__Host-login")), "z");
}

static void languages(void **state)
{
	(void)state;
	static const struct { const char *header; bool known; enum lang lang; } cases[] = {
		{ "fr", true, LANG_FR },
		{ "en-GB,en;q=0.9", true, LANG_EN },
		{ "de, en;q=0.3, fr-CA;q=0.7", true, LANG_FR },
		{ "fr;q=0.1,EN;q=0.2", true, LANG_EN },
		{ "en;q=0, fr;q=0.1", true, LANG_FR },
		{ "en ; q=0.5 , fr ; q=0.4", true, LANG_EN },
		{ "de", false, LANG_FR }, { "", false, LANG_FR }, { "*", false, LANG_FR },
		{ "en;q=x", false, LANG_FR }, { ",,;;=", false, LANG_FR },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		enum lang lang = LANG_FR;
		assert_int_equal(header_lang(text_of(cases[i].header), &lang), cases[i].known);
		assert_int_equal(lang, cases[i].lang);
	}
}

static void codings(void **state)
{
	(void)state;
	assert_true(header_accepts(text("gzip, deflate, br"), "br"));
	assert_true(header_accepts(text("GZIP;q=0.5"), "gzip"));
	assert_false(header_accepts(text("gzip;q=0, br"), "gzip"));
	assert_false(header_accepts(text("gzip;q=0.000"), "gzip"));
	assert_false(header_accepts(text("xgzip"), "gzip"));
	assert_false(header_accepts(NO_TEXT, "gzip"));
}

static void tags(void **state)
{
	(void)state;
	struct text tag = text("\"abc\"");
	assert_true(header_matches(text("\"abc\""), tag));
	assert_true(header_matches(text("\"x\", W/\"abc\""), tag));
	assert_true(header_matches(text("*"), tag));
	assert_false(header_matches(text("\"abcd\", abc"), tag));
	assert_false(header_matches(NO_TEXT, tag));
}

static void origins(void **state)
{
	(void)state;
	assert_text(header_authority(text("https://a.example:8443")), "a.example:8443");
	assert_int_equal(header_authority(text("null")).n, 0);
	assert_true(header_type_is(text("Text/Html ; charset=utf-8"), "text/html"));
	assert_false(header_type_is(text("text/htmlx"), "text/html"));
}

static void names(void **state)
{
	(void)state;
	struct buffer out;
	buffer_init(&out, 1000);
	header_disposition(&out, "attachment", text("é\"\\ a\r\n%.pdf"));
	assert_text(buffer_view(&out), "attachment; filename=\"____ a___.pdf\"; filename*=UTF-8''%C3%A9%22%5C%20a%0D%0A%25.pdf");
	buffer_free(&out);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(cookies), cmocka_unit_test(languages), cmocka_unit_test(codings),
	cmocka_unit_test(tags),    cmocka_unit_test(origins),   cmocka_unit_test(names),
};
RUN(tests)
