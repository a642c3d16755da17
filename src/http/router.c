/* Router: patterns cut into segments at start, sorted so that the first match is the best. */
#include "http/router.h"

#include "base/check.h"
#include "base/list.h"

#include <stdlib.h>

struct segment {
	struct text word; /* a literal, or a parameter's name */
	bool parameter, number;
};

struct compiled {
	const struct route *route;
	size_t n;
	struct segment segments[ROUTE_SEGMENTS];
};

struct router {
	struct arena *arena;
	struct compiled *at;
	size_t n, cap;
};

/* What a parameter is called says what it takes: id and …_id are numbers. */
static struct segment compile_segment(struct text word)
{
	if (!text_starts(word, "{"))
		return (struct segment){ .word = word };
	check(text_ends(word, "}") && word.n > 2);
	word = text_slice(word, 1, word.n - 1);
	return (struct segment){ word, true, text_is(word, "id") || text_ends(word, "_id") };
}

/* The pattern is ours: one that is not lawful stops the program at its start. */
static void compile(struct router *router, const struct route *route)
{
	struct compiled c = { .route = route };
	struct text rest = text_of(route->pattern);
	size_t parameters = 0;
	check(text_starts(rest, "/"));
	rest = text_slice(rest, 1, rest.n);
	while (rest.n > 0) {
		check(c.n < ROUTE_SEGMENTS);
		c.segments[c.n] = compile_segment(text_cut(&rest, '/'));
		parameters += c.segments[c.n++].parameter;
	}
	check(parameters <= ROUTE_VALUES);
	list_add(router->arena, router, c);
}

/* Fewer segments first; then literals before numbers before texts, from the left. */
static int compare(const void *left, const void *right)
{
	const struct compiled *a = left, *b = right;
	if (a->n != b->n)
		return a->n < b->n ? -1 : 1;
	for (size_t i = 0; i < a->n; i++) {
		const struct segment *x = &a->segments[i], *y = &b->segments[i];
		if (x->parameter != y->parameter)
			return x->parameter - y->parameter;
		if (x->number != y->number)
			return y->number - x->number;
		int order = x->parameter ? 0 : text_compare(x->word, y->word);
		if (order)
			return order;
	}
	return (int)a->route->method - (int)b->route->method;
}

struct router *router_new(const struct routes *const *tables)
{
	struct arena *arena = arena_new();
	struct router *router = arena_one(arena, struct router);
	router->arena = arena;
	for (; *tables; tables++)
		for (size_t i = 0; i < (*tables)->n; i++)
			compile(router, &(*tables)->at[i]);
	if (router->n)
		qsort(router->at, router->n, sizeof *router->at, compare);
	/* Two routes for the same path and method: one would never be reached. */
	for (size_t i = 1; i < router->n; i++)
		check(compare(&router->at[i - 1], &router->at[i]) != 0);
	return router;
}

void router_free(struct router *router)
{
	if (router)
		arena_free(router->arena);
}

static bool match_parameter(const struct segment *s, struct text word, struct match *out)
{
	struct match_value value = { .name = s->word, .value = word };
	if (s->number && (!text_to_int(word, &value.id) || value.id <= 0))
		return false;
	out->values[out->n++] = value;
	return true;
}

static bool match_route(const struct compiled *c, const struct text *words, struct match *out)
{
	*out = (struct match){ .route = c->route };
	for (size_t i = 0; i < c->n; i++) {
		const struct segment *s = &c->segments[i];
		if (s->parameter ? !match_parameter(s, words[i], out) : !text_equal(s->word, words[i]))
			return false;
	}
	return true;
}

/* Decoded segments of a normal path; false when there are too many or one holds a '/'. */
static bool split(struct arena *arena, struct text path, struct text *words, size_t *n)
{
	struct text rest = text_slice(path, 1, path.n);
	for (*n = 0; rest.n > 0; (*n)++) {
		if (*n == ROUTE_SEGMENTS)
			return false;
		struct text word = text_cut(&rest, '/');
		if (!url_decode_path(arena, word, &words[*n]) ||
		    text_find(words[*n], text("/")) < words[*n].n)
			return false;
	}
	return true;
}

/* A few hundred routes, most passed over by their number of segments: some hundred
 * nanoseconds, less than a tree would cost to read. */
enum found router_find(const struct router *router, struct arena *arena, enum method method,
                       struct text path, struct match *out)
{
	struct text words[ROUTE_SEGMENTS];
	size_t n;
	enum found found = FOUND_NOTHING;
	if (!text_starts(path, "/") || !split(arena, path, words, &n))
		return FOUND_NOTHING;
	for (size_t i = 0; i < router->n && router->at[i].n <= n; i++) {
		if (router->at[i].n != n || !match_route(&router->at[i], words, out))
			continue;
		if (out->route->method == method)
			return FOUND;
		found = FOUND_OTHER_METHOD;
	}
	return found;
}

/* Drops the last segment of what is written so far; false above the root. */
static bool climb(const char *at, size_t *n)
{
	if (*n == 0)
		return false;
	while (at[--*n] != '/')
		;
	return true;
}

struct text path_normal(struct arena *arena, struct text path)
{
	if (!text_starts(path, "/"))
		return NO_TEXT;
	char *at = arena_alloc(arena, path.n + 1);
	size_t n = 0;
	while (path.n > 0) {
		struct text word = text_cut(&path, '/');
		if (word.n == 0 || text_is(word, "."))
			continue;
		if (text_is(word, "..")) {
			if (!climb(at, &n))
				return NO_TEXT;
			continue;
		}
		at[n++] = '/';
		for (size_t i = 0; i < word.n; i++)
			at[n++] = word.at[i];
	}
	if (n == 0)
		at[n++] = '/';
	return (struct text){ at, n };
}
