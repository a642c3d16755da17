/* Router: what wins, parameters, methods, paths made normal. */
#include "unit.h"

#include "http/router.h"

static void nothing(struct request *r) { (void)r; }

static const struct route first[] = {
	{ METHOD_GET, "/cycles/{cycle}", 0, nothing, 0 },
	{ METHOD_GET, "/cycles/{cycle}/blocages/{id}", 0, nothing, 0 },
	{ METHOD_GET, "/cycles/{cycle}/blocages/{tag}", 0, nothing, 0 },
	{ METHOD_POST, "/cycles/{cycle}", 0, nothing, 0 },
	{ METHOD_GET, "/", 0, nothing, 0 },
};
static const struct route second[] = {
	{ METHOD_GET, "/cycles/nouveau", 0, nothing, 0 },
	{ METHOD_GET, "/{page}", 0, nothing, 0 },
	{ METHOD_POST, "/votes/{statement_id}/{choice}", 0, nothing, 0 },
};
static const struct routes tables[] = { ROUTES(first), ROUTES(second) };
static const struct routes *const all[] = { &tables[0], &tables[1], NULL };

static void finding(void **state)
{
	(void)state;
	static const struct { enum method method; const char *path, *pattern; enum found found; } cases[] = {
		{ METHOD_GET, "/", "/", FOUND },
		{ METHOD_GET, "/cycles", "/{page}", FOUND },
		{ METHOD_GET, "/cycles/nouveau", "/cycles/nouveau", FOUND },
		{ METHOD_GET, "/cycles/%6eouveau", "/cycles/nouveau", FOUND },
		{ METHOD_POST, "/cycles/nouveau", "/cycles/{cycle}", FOUND },
		{ METHOD_GET, "/cycles/x/blocages/3", "/cycles/{cycle}/blocages/{id}", FOUND },
		{ METHOD_GET, "/cycles/x/blocages/3b", "/cycles/{cycle}/blocages/{tag}", FOUND },
		{ METHOD_GET, "/cycles/x/blocages/0", "/cycles/{cycle}/blocages/{tag}", FOUND },
		{ METHOD_POST, "/votes/9/oui", "/votes/{statement_id}/{choice}", FOUND },
		{ METHOD_POST, "/votes/-9/oui", NULL, FOUND_NOTHING },
		{ METHOD_POST, "/votes/99999999999999999999/oui", NULL, FOUND_NOTHING },
		{ METHOD_GET, "/votes/9/oui", NULL, FOUND_OTHER_METHOD },
		{ METHOD_GET, "/cycles/a%2Fb", NULL, FOUND_NOTHING },
		{ METHOD_GET, "/cycles/%ff", NULL, FOUND_NOTHING },
		{ METHOD_GET, "/1/2/3/4/5/6/7/8/9/10/11/12/13", NULL, FOUND_NOTHING },
		{ METHOD_GET, "x", NULL, FOUND_NOTHING },
	};
	ARENA_SCOPED arena = arena_new();
	struct router *router = router_new(all);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct match match;
		enum found found = router_find(router, arena, cases[i].method, text_of(cases[i].path), &match);
		assert_int_equal(found, cases[i].found);
		if (found == FOUND)
			assert_string_equal(match.route->pattern, cases[i].pattern);
	}
	router_free(router);
}

static void parameters(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct router *router = router_new(all);
	struct match match;
	assert_int_equal(router_find(router, arena, METHOD_GET, text("/cycles/%C3%A9t%C3%A9/blocages/12"), &match), FOUND);
	assert_int_equal(match.n, 2);
	assert_text(match.values[0].name, "cycle");
	assert_text(match.values[0].value, "été");
	assert_text(match.values[1].name, "id");
	assert_int_equal(match.values[1].id, 12);
	router_free(router);
}

static void normal(void **state)
{
	(void)state;
	static const struct { const char *path, *normal; } cases[] = {
		{ "/", "/" },           { "//", "/" },      { "/a/b", "/a/b" },  { "/a/b/", "/a/b" },
		{ "/a//b", "/a/b" },    { "/a/./b", "/a/b" }, { "/a/../b", "/b" }, { "/a/..", "/" },
		{ "/a/b/../..", "/" },  { "/...", "/..." }, { "/a/%2e", "/a/%2e" },
	};
	static const char *const wrong[] = { "", "a", "/..", "/a/../..", "*", "http://a/b" };
	ARENA_SCOPED arena = arena_new();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_text(path_normal(arena, text_of(cases[i].path)), cases[i].normal);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_int_equal(path_normal(arena, text_of(wrong[i])).n, 0);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(finding), cmocka_unit_test(parameters), cmocka_unit_test(normal),
};
RUN(tests)
