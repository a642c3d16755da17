/* The SQL of exchanges, for this folder only. */
#ifndef CORDEE_EXCHANGE_STORE_H
#define CORDEE_EXCHANGE_STORE_H
#include "exchange/exchange.h"

/* An item that a viewer, or who acts in a command, can reach; NULL when there is none in that
 * cycle. reach and member: see SEEN (people/viewer.h). */
struct blocker *blocker_seen(struct db *, struct arena *, int64_t id, int64_t cycle, int64_t reach, int64_t member);
struct experience *experience_seen(struct db *, struct arena *, int64_t id, int64_t cycle, int64_t reach,
                                   int64_t member);

/* A line of a list; the page shows the beginning of its body. total: of the whole list, all
 * pages (of blockers, the facets say it). */
struct blocker_line {
	int64_t id, audience, replies;
	struct text title, body, topic, state, author, territory;
	struct instant created;
};
struct experience_line {
	int64_t id, audience, total;
	struct text title, body, author, territory;
	struct instant created;
};
struct list_filter {
	struct text state, topic; /* empty: any */
	int64_t limit, offset;
};
/* The latest to move first. No name is read for who may see none. */
struct rows blockers_seen(struct db *, struct arena *, const struct viewer *, const struct list_filter *);
struct rows experiences_seen(struct db *, struct arena *, const struct viewer *, int64_t limit, int64_t offset);

/* How many the viewer can reach of each topic and state. */
struct facet {
	struct text topic, state;
	int64_t n;
};
struct rows blocker_facets(struct db *, struct arena *, const struct viewer *);

struct rows replies_of(struct db *, struct arena *, int64_t blocker); /* struct reply, as written */
/* Lifted ones of the same topic, the latest first; lifted_by in body. A few. */
struct rows blockers_alike(struct db *, struct arena *, const struct viewer *, const struct blocker *);

/* Spellings of the topics of a cycle. */
struct topic {
	struct text topic;
};
struct rows topics_of(struct db *, struct arena *, int64_t cycle);
/* Replies by others than who opened it. */
int64_t replies_by_others(struct db *, const struct blocker *);
struct text exchange_slug_of(struct db *, struct arena *, int64_t cycle);

int64_t blocker_insert(struct db *tx, const struct blocker_input *, struct instant now);
void blocker_update(struct db *tx, const struct blocker_input *, struct instant now);
void blocker_set_state(struct db *tx, const struct blocker_change *, struct instant now);
int64_t reply_insert(struct db *tx, const struct blocker_reply_input *, struct instant now);
int64_t experience_insert(struct db *tx, const struct experience_input *, struct instant now);
void experience_update(struct db *tx, const struct experience_input *, struct instant now);

/* Who follows a blocker (opened it, or replied), can still read it, and is not who acts. */
struct follower {
	int64_t id;
	struct text email, name, lang;
	bool opened;
};
struct rows followers_of(struct db *, struct arena *, const struct blocker *, int64_t except);
#endif
