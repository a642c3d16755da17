/* Router: which route answers a path. A literal segment wins over a parameter, wherever they
 * stand in the tables. Pure: built once from the constant tables, then only read. */
#ifndef CORDEE_ROUTER_H
#define CORDEE_ROUTER_H
#include "base/arena.h"
#include "http/request.h"

enum { ROUTE_SEGMENTS = 12, ROUTE_VALUES = 6 };

/* A route found, and the parameters of the path, decoded. */
struct match {
	const struct route *route;
	size_t n;
	struct match_value {
		struct text name, value;
		int64_t id;
	} values[ROUTE_VALUES];
};

enum found { FOUND, FOUND_NOTHING, FOUND_OTHER_METHOD };

struct router;

/* A malformed or doubled pattern stops the program. */
struct router *router_new(const struct routes *const *tables);
void router_free(struct router *);
enum found router_find(const struct router *, struct arena *, enum method, struct text path, struct match *);

/* The path without empty and dot segments and without a final '/' ("/a//./b/" → "/a/b"), or
 * no text when it climbs above the root. */
struct text path_normal(struct arena *, struct text path);
#endif
