/* Hub: topics, their present state as a fragment a language, and the readers it is for. One
 * thread renders; a topic that changes again waits for its next tick. A topic lives as long
 * as it has readers. What a reader is owed is always the latest state, so a slow one skips
 * what came between, and one that comes back gets what it missed as one fragment. */
#include "http/hub.h"

#include "base/check.h"
#include "base/log.h"
#include "base/thread.h"
#include "http/app.h"
#include "http/hub_inner.h"
#include "http/hub_reader.h"

#include <errno.h>
#include <sodium.h>
#include <stdlib.h>
#include <time.h>

enum { TICK_US = 200000, RETRY_US = 1000000, BEAT_US = 20000000, FRAGMENT_MOST = 512 << 10 };

const struct hub_kind *hub_kind_of(const struct hub *hub, struct text name, int64_t *id)
{
	struct text rest = name, kind = text_cut(&rest, ':');
	if (!text_to_int(rest, id) || *id <= 0)
		return NULL;
	for (const struct hub_kind *const *k = hub->kinds; *k; k++)
		if (text_is(kind, (*k)->kind))
			return *k;
	return NULL;
}

bool hub_topic_known(const struct hub *hub, struct text name)
{
	int64_t id;
	return hub && name.n < TOPIC_NAME_MOST && hub_kind_of(hub, name, &id);
}

struct topic *hub_find(const struct hub *hub, struct text name)
{
	struct topic *t = hub->topics;
	while (t && !text_is(name, t->name))
		t = t->next;
	return t;
}

/* Cheap when nobody listens: the store calls it for every event of every command. */
void hub_touch(struct hub *hub, struct text name)
{
	pthread_mutex_lock(&hub->lock);
	struct topic *topic = hub_find(hub, name);
	if (topic && !topic->touched) {
		topic->touched = true;
		pthread_cond_signal(&hub->changed);
	}
	pthread_mutex_unlock(&hub->lock);
}

/* Renders one language; NULL when the database failed. Without the lock. */
static struct fragment *render(struct hub *hub, struct db *db, const struct topic *topic, enum lang lang)
{
	ARENA_SCOPED arena = arena_new();
	struct buffer out;
	struct fragment *fragment = NULL;
	struct error err = { 0 };
	buffer_init(&out, FRAGMENT_MOST);
	topic->kind->render(hub->app, db, arena, topic->id, lang, &out);
	if (db_failed(db)) {
		db_error(db, &err);
		db_recover(db);
		log_error("live %s: %s", topic->name, err.detail);
	} else if (buffer_failed(&out)) {
		log_error("live %s: the fragment is too long", topic->name);
	} else {
		fragment = fragment_new(buffer_view(&out));
	}
	buffer_free(&out);
	return fragment;
}

/* The new state takes the place of the old for everyone who reads this language; the same state is
 * only for those who came behind. */
static void give(struct hub *hub, struct topic *topic, enum lang lang, struct fragment *fragment)
{
	struct fragment *before = topic->fragments[lang];
	bool same = before && fragment_same(before, fragment);
	if (same) {
		fragment_drop(fragment);
		fragment = before;
	} else {
		fragment_number(fragment, hub->epoch, ++hub->last);
		topic->fragments[lang] = fragment;
		fragment_drop(before);
	}
	for (struct reader *r = topic->readers; r; r = r->next)
		if (r->lang == lang && (!same || r->behind))
			reader_give(r, fragment);
}

/* Renders a touched topic in the languages that are listened to. Called with the lock, which
 * is let go meanwhile; `held` keeps the topic. */
static void refresh(struct hub *hub, struct db *db, struct topic *topic)
{
	bool wanted[LANG_COUNT] = { false };
	for (const struct reader *r = topic->readers; r; r = r->next)
		wanted[r->lang] = true;
	topic->touched = false;
	topic->held = true;
	topic->due = clock_us() + TICK_US;
	for (enum lang lang = 0; lang < LANG_COUNT; lang++) {
		struct fragment *fragment = NULL;
		if (wanted[lang]) {
			pthread_mutex_unlock(&hub->lock);
			fragment = render(hub, db, topic, lang);
			pthread_mutex_lock(&hub->lock);
		}
		if (fragment) {
			give(hub, topic, lang, fragment);
		} else if (wanted[lang]) {
			topic->touched = true;
			topic->due = clock_us() + RETRY_US;
		} else { /* it would be out of date when someone comes */
			fragment_drop(topic->fragments[lang]);
			topic->fragments[lang] = NULL;
		}
	}
	topic->held = false;
	topic_free_unread(&hub->topics, topic);
}

/* To those who have heard nothing for a while: finds the ones who left. */
static void beat(struct hub *hub, int64_t now)
{
	for (struct topic *t = hub->topics; t; t = t->next)
		for (struct reader *r = t->readers; r; r = r->next)
			if (r->waiting && now - r->heard >= BEAT_US) {
				r->beat = true;
				reader_wake(r);
			}
}

/* The touched topic that is due first; NULL when none is touched. */
static struct topic *next_due(const struct hub *hub)
{
	struct topic *first = NULL;
	for (struct topic *t = hub->topics; t; t = t->next)
		if (t->touched && (!first || t->due < first->due))
			first = t;
	return first;
}

static void wait_until(struct hub *hub, int64_t us)
{
	struct timespec at = { .tv_sec = us / 1000000, .tv_nsec = us % 1000000 * 1000 };
	int answer = pthread_cond_timedwait(&hub->changed, &hub->lock, &at);
	check(answer == 0 || answer == ETIMEDOUT);
}

/* One thread renders all topics: a room has a handful, and what it makes is shared by all. */
static void *run(void *user)
{
	enum { SECOND_US = 1000000 };
	struct hub *hub = user;
	struct db *db = store_reader(hub->app->store);
	pthread_mutex_lock(&hub->lock);
	while (!hub->stopping) {
		int64_t now = clock_us();
		struct topic *topic = next_due(hub);
		if (now - hub->beaten >= SECOND_US) {
			hub->beaten = now;
			beat(hub, now);
		}
		if (topic && topic->due <= now)
			refresh(hub, db, topic);
		else
			wait_until(hub, topic && topic->due < now + SECOND_US ? topic->due : now + SECOND_US);
	}
	pthread_mutex_unlock(&hub->lock);
	return NULL;
}

struct hub *hub_new(struct app *app, const struct hub_kind *const *kinds)
{
	struct hub *hub = calloc(1, sizeof *hub);
	pthread_condattr_t monotonic;
	check(hub != NULL && sodium_init() >= 0);
	hub->app = app;
	hub->kinds = kinds;
	hub->epoch = randombytes_random();
	pthread_mutex_init(&hub->lock, NULL);
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&hub->changed, &monotonic);
	pthread_condattr_destroy(&monotonic);
	check(thread_start(&hub->thread, run, hub));
	return hub;
}

void hub_free(struct hub *hub)
{
	if (!hub)
		return;
	pthread_mutex_lock(&hub->lock);
	hub->stopping = true;
	pthread_cond_signal(&hub->changed);
	pthread_mutex_unlock(&hub->lock);
	pthread_join(hub->thread, NULL);
	check(hub->topics == NULL); /* the server, and its readers, stop first */
	pthread_cond_destroy(&hub->changed);
	pthread_mutex_destroy(&hub->lock);
	free(hub);
}

void hub_end_streams(struct hub *hub)
{
	pthread_mutex_lock(&hub->lock);
	hub->ended = true;
	for (struct topic *t = hub->topics; t; t = t->next)
		for (struct reader *r = t->readers; r; r = r->next) {
			r->ended = true;
			reader_wake(r);
		}
	pthread_mutex_unlock(&hub->lock);
}
