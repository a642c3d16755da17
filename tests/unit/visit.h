/* A request that no server received, for tests of what pages write. */
#ifndef CORDEE_VISIT_H
#define CORDEE_VISIT_H
#include "unit.h"

#include "html/page.h"
#include "http/connection.h"
#include "http/server_inner.h"

static inline struct request *visit(struct arena *arena, const struct app *app, enum lang lang)
{
	struct connection *c = arena_one(arena, struct connection);
	c->server = arena_one(arena, struct server);
	c->request = (struct request){ .app = app, .arena = arena, .lang = lang, .path = T("/cycles/x"),
		                       .connection = c };
	return &c->request;
}

/* What was typed: the query of a GET. */
static inline void type_in(struct request *r, const char *name, const char *value)
{
	list_add(r->arena, &r->connection->query, (struct pair){ text_of(name), text_of(value) });
}

static inline bool holds(struct text all, const char *part)
{
	return text_find(all, text_of(part)) < all.n;
}

#define assert_holds(all, part)                                                             \
	do {                                                                                \
		if (!holds((all), (part)))                                                  \
			fail_msg("\"%s\" is not in\n%" TEXT, (part), text_args(all));       \
	} while (0)
#define assert_without(all, part)                                                           \
	do {                                                                                \
		if (holds((all), (part)))                                                   \
			fail_msg("\"%s\" is in\n%" TEXT, (part), text_args(all));           \
	} while (0)
#endif
