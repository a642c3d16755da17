/* Addresses: a path made normal stays so and never climbs; what one may go back to is of this
 * site; what decodes is text; what is written holds no byte that an address may not. */
#include "fuzz.h"

#include "base/check.h"
#include "http/router.h"
#include "http/url.h"

#include <string.h>

static void nothing(struct request *r) { (void)r; }

static const struct route table[] = {
	{ METHOD_GET, "/", 0, nothing, 0 },
	{ METHOD_GET, "/cycles/{cycle}/blocages/{id}", 0, nothing, 0 },
	{ METHOD_GET, "/{page}", 0, nothing, 0 },
};
static const struct routes routes = ROUTES(table);
static const struct routes *const all[] = { &routes, NULL };

static void paths(struct arena *arena, struct text t)
{
	struct text normal = path_normal(arena, t);
	struct match match;
	if (normal.n == 0)
		return;
	check(normal.at[0] == '/' && text_equal(path_normal(arena, normal), normal));
	check(text_find(normal, text("//")) == normal.n && text_find(normal, text("/../")) == normal.n);
	struct router *router = router_new(all);
	if (router_find(router, arena, METHOD_GET, normal, &match) == FOUND)
		for (size_t i = 0; i < match.n; i++)
			check(text_valid(match.values[i].value) && text_find(match.values[i].value, text("/")) == match.values[i].value.n);
	router_free(router);
}

static void written(struct arena *arena, struct text t)
{
	struct text external = url_text(arena, url_external(t)), back = url_back(t);
	for (size_t i = 0; i < external.n; i++)
		check(external.at[i] > ' ' && external.at[i] < 0x7f && external.at[i] != '"' && external.at[i] != '<');
	check(external.n > 0 && strchr("#hHmMtT", external.at[0]) != NULL);
	check(back.at[0] == '/' && !text_starts(back, "//") && text_find(back, text("\\")) == back.n);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct text t = { (const char *)bytes, n }, decoded;
	if (n > 1 << 14)
		return 0;
	ARENA_SCOPED arena = arena_new();
	if (url_decode(arena, t, &decoded))
		check(text_valid(decoded) && decoded.n <= n);
	paths(arena, t);
	if (text_valid(t))
		written(arena, t);
	return 0;
}
