/* The hub's own: topics, fragments and readers, all under the hub's lock. */
#ifndef CORDEE_HUB_INNER_H
#define CORDEE_HUB_INNER_H
#include "http/hub.h"
#include "http/loop.h"
#include "http/post.h"

#include <pthread.h>

enum { TOPIC_NAME_MOST = 64 };

/* The state of a topic in a language, as the bytes of an event. Shared by counting. */
struct fragment {
	unsigned holders;
	char id[40];    /* "EPOCH-NUMBER" */
	size_t head_n;  /* "id: …\n", written apart: the rest is what is compared */
	char head[48];
	size_t n;
	char at[];      /* "data: …\n" a line, and an empty line */
};

struct topic {
	struct topic *next;
	char name[TOPIC_NAME_MOST];
	const struct hub_kind *kind;
	int64_t id;
	bool touched, held;
	int64_t due; /* monotonic µs: not rendered again before */
	struct fragment *fragments[LANG_COUNT];
	struct reader *readers;
};

struct reader {
	struct reader *next, **link;
	struct hub *hub;
	struct topic *topic;
	enum lang lang;
	struct post post;
	struct loop *loop;
	struct MHD_Connection *mhd;
	struct fragment *sending, *pending;
	size_t sent;   /* of `sending` */
	int64_t heard; /* monotonic µs of the last bytes */
	bool hello, waiting, beat, ended;
	bool behind; /* came while the topic was out of date: is owed the next fragment, new or not */
};

struct hub {
	struct app *app;
	const struct hub_kind *const *kinds;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	struct topic *topics;
	uint32_t epoch; /* tells this hub's numbers from those of an earlier one */
	uint64_t last;  /* number of the last event */
	int64_t beaten;
	bool stopping, ended;
};

/* "ideas:12" → its kind and id; NULL when malformed or unknown. */
const struct hub_kind *hub_kind_of(const struct hub *, struct text name, int64_t *id);
struct topic *hub_find(const struct hub *, struct text name);

struct fragment *fragment_new(struct text markup);
void fragment_number(struct fragment *, uint32_t epoch, uint64_t number);
bool fragment_same(const struct fragment *, const struct fragment *);
void fragment_drop(struct fragment *); /* one holder less; NULL is none */

/* Frees a topic that nobody reads or holds. */
void topic_free_unread(struct topic **topics, struct topic *);

/* The latest state: takes the place of what the reader has not begun to receive. */
void reader_give(struct reader *, struct fragment *);
void reader_wake(struct reader *);
#endif
