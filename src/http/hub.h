/* Hub: topics that browsers listen to (server-sent events). A topic is a kind and an id,
 * "ideas:12". What is sent is a fragment of page, rendered once an event and a language,
 * not once a reader; at most five times a second a topic (a later change waits for the next
 * tick and shows the latest state). Topics are marked changed by the store's events, so the
 * other processes on PostgreSQL hear them too. */
#ifndef CORDEE_HUB_H
#define CORDEE_HUB_H
#include "base/buffer.h"
#include "base/time.h"
#include "store/store.h"

struct app;

/* Renders the present state of the topic's id for everyone who listens. */
struct hub_kind {
	const char *kind;
	void (*render)(const struct app *, struct db *, struct arena *, int64_t id, enum lang, struct buffer *out);
};

struct hub *hub_new(struct app *, const struct hub_kind *const *kinds /* ended by NULL */);
void hub_free(struct hub *);
/* Marks a topic changed: called by the store's event hook. Any thread. */
void hub_touch(struct hub *, struct text topic);
#endif
