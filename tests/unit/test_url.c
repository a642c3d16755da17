/* URLs: patterns and values, percent-encoding both ways, where one may go back to; pairs. */
#include "unit.h"

#include "http/pairs.h"
#include "http/url.h"

static void patterns(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	assert_text(url_text(arena, URL("/cycles/$1/blocages/$2", text("été 2021"), (int64_t)12)),
	            "/cycles/%C3%A9t%C3%A9%202021/blocages/12");
	assert_text(url_text(arena, URL("/x?back=$1#$2", "/a?b=c&d", "e/f")), "/x?back=%2Fa%3Fb%3Dc%26d#e%2Ff");
	assert_text(url_text(arena, URL("/$2-$1-$2", 1, 2)), "/2-1-2");
	assert_text(url_text(arena, URL("/")), "/");
	assert_text(url_absolute(arena, text("https://c.example"), URL("/$1", "x")), "https://c.example/x");
}

static void external(void **state)
{
	(void)state;
	static const struct { const char *typed, *written; } cases[] = {
		{ "https://a.example/b?c=d#e", "https://a.example/b?c=d#e" },
		{ "HTTPS://a.example/é \"<", "HTTPS://a.example/%C3%A9%20%22%3C" },
		{ "http://[::1]/", "http://[::1]/" },
		{ "mailto:a@b.example", "mailto:a@b.example" },
		{ "javascript:alert(1)", "#" }, { " https://a.example", "#" }, { "//a.example", "#" },
		{ "data:text/html,x", "#" },    { "", "#" },
	};
	ARENA_SCOPED arena = arena_new();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_text(url_text(arena, url_external(text_of(cases[i].typed))), cases[i].written);
}

static void back(void **state)
{
	(void)state;
	static const char *const kept[] = { "/", "/a", "/a?b=c", "/%C3%A9", "/a//b", "/été" };
	static const char *const dropped[] = {
		"", "a", "//evil.example", "/\\evil.example", "https://evil.example", "/a\nb", "/\t/evil", "/a\\b", "\\/evil",
	};
	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
		assert_text(url_back(text_of(kept[i])), kept[i]);
	for (size_t i = 0; i < sizeof dropped / sizeof *dropped; i++)
		assert_text(url_back(text_of(dropped[i])), "/");
}

static void decoding(void **state)
{
	(void)state;
	static const char *const wrong[] = { "%", "%4", "%zz", "%-1", "a%", "%ff", "%C3", "%00", "%1b", "%ED%A0%80", "%c0%af" };
	ARENA_SCOPED arena = arena_new();
	struct text out;
	assert_true(url_decode(arena, text("a+b%2B%c3%A9"), &out));
	assert_text(out, "a b+é");
	assert_true(url_decode_path(arena, text("a+b"), &out));
	assert_text(out, "a+b");
	assert_true(url_decode(arena, NO_TEXT, &out) && out.n == 0);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_false(url_decode(arena, text_of(wrong[i]), &out));
}

static void encoding_comes_back(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct buffer out;
	struct text all = text("a b&c=d+e%é/?#~-._'\"<>"), decoded;
	buffer_init(&out, 1000);
	url_encode(&out, all);
	assert_true(url_decode(arena, buffer_view(&out), &decoded));
	assert_true(text_equal(decoded, all));
	buffer_free(&out);
}

static void hosts(void **state)
{
	(void)state;
	assert_text(url_host(text("https://cordee.example")), "cordee.example");
	assert_text(url_host(text("http://localhost:8080/sous/dossier")), "localhost");
}

static void pairs(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct pairs p = { 0 };
	assert_true(pairs_read(arena, text("a=1&&b=x+y&a=2&c&=d&e=f=g"), &p));
	assert_int_equal(p.n, 6);
	assert_text(pairs_get(&p, text("a")), "1");
	assert_text(pairs_get(&p, text("b")), "x y");
	assert_text(pairs_get(&p, text("e")), "f=g");
	assert_int_equal(pairs_get(&p, text("c")).n, 0);
	assert_null(pairs_get(&p, text("z")).at);
	assert_false(pairs_read(arena, text("a=%"), &p));
	struct pairs full = { 0 };
	for (size_t i = 0; i < PAIRS_MOST; i++)
		assert_true(pairs_add(arena, &full, text("a"), NO_TEXT));
	assert_false(pairs_add(arena, &full, text("a"), NO_TEXT));
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(patterns), cmocka_unit_test(external),            cmocka_unit_test(back),
	cmocka_unit_test(decoding), cmocka_unit_test(encoding_comes_back), cmocka_unit_test(pairs),
	cmocka_unit_test(hosts),
};
RUN(tests)
