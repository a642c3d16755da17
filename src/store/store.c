/* The store: opening and closing, a connection a thread for reading, commands, events. */
#include "store/migrate.h"
#include "store/postgres.h"

#include "base/check.h"
#include "base/thread.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The only place that knows how many engines there are. */
const struct engine *engine_of(const char *address)
{
	struct text a = text_of(address);
	if (text_starts(a, "sqlite:") && a.n > strlen("sqlite:"))
		return &sqlite_engine;
	if (text_starts(a, "postgresql://") || text_starts(a, "postgres://"))
		return &postgres_engine;
	return NULL;
}

enum store_kind store_kind(const struct store *store)
{
	return store->engine->kind;
}

/* Migrates on a connection of its own. */
static bool prepare_schema(const struct engine *engine, const char *address, struct error *err)
{
	ARENA_SCOPED arena = arena_new();
	const char *path = NULL, *copy = NULL;
	if (engine->kind == STORE_SQLITE) {
		path = address + strlen("sqlite:");
		struct text now = instant_iso(arena, clock_now());
		copy = text_z(arena, text_format(arena, "%s.before-%" TEXT, path, text_args(now)));
		if (!private_file(path, err))
			return false;
	}
	struct db *db = engine->open(address, DB_SCHEMA);
	bool done = db_failed(db) ? db_error(db, err) : migrate(db, NULL, copy, err);
	engine->close(db);
	return done;
}

/* One thread writes to a SQLite file; several connections to PostgreSQL, which wait for its disk
 * at the same time. */
static void start_workers(struct store *store)
{
	bool sqlite = store->engine->kind == STORE_SQLITE;
	store->workers_n = sqlite ? 1 : STORE_WORKERS;
	for (size_t i = 0; i < store->workers_n; i++)
		check(thread_start(&store->workers[i], sqlite ? writer_run : worker_run, store));
	if (!sqlite)
		store->notifier = notifier_start(store);
}

struct store *store_open(const char *address, struct error *err)
{
	static _Atomic uint64_t serials;
	const struct engine *engine = engine_of(address);
	if (!engine) {
		error_set(
			err, ERROR_INPUT,
			N_("L'adresse de la base de données commence par sqlite: ou postgresql://."),
			"unknown kind of database");
		return NULL;
	}
	if (engine->kind == STORE_POSTGRES && !libpq_load(err))
		return NULL;
	if (!prepare_schema(engine, address, err))
		return NULL;
	struct store *store = calloc(1, sizeof *store);
	check(store != NULL);
	store->engine = engine;
	store->address = strdup(address);
	check(store->address != NULL);
	store->serial = ++serials;
	pthread_mutex_init(&store->lock, NULL);
	queue_init(&store->queue);
	start_workers(store);
	return store;
}

/* Leaving the write-ahead log wants every other connection gone, and takes its files away: one is left. */
bool store_remove(const char *address, struct error *err)
{
	check(engine_of(address) == &sqlite_engine);
	const char *path = address + strlen("sqlite:");
	struct db *db = sqlite_engine.open(address, DB_SCHEMA);
	bool alone = db_script(db, "PRAGMA busy_timeout = 0; PRAGMA journal_mode = DELETE");
	sqlite_engine.close(db);
	if (!alone)
		return error_set(err, ERROR_CONFLICT, NULL, "%s is in use: stop the server that has it open", path);
	return unlink(path) == 0 || error_set(err, ERROR_INTERNAL, NULL, "%s: %s", path, strerror(errno));
}

/* The connections for reading belong to threads that have ended by now, or read no more. */
void store_close(struct store *store)
{
	if (!store)
		return;
	queue_close(&store->queue);
	for (size_t i = 0; i < store->workers_n; i++)
		pthread_join(store->workers[i], NULL);
	notifier_stop(store->notifier);
	while (store->readers) {
		struct reader *reader = store->readers;
		store->readers = reader->next;
		store->engine->close(reader->db);
		free(reader);
	}
	queue_free(&store->queue);
	pthread_mutex_destroy(&store->lock);
	free(store->address);
	free(store);
}

/* A thread that is gone leaves its connection to the next one of the same identity. */
static struct db *find_reader(struct store *store)
{
	struct db *found = NULL;
	pthread_mutex_lock(&store->lock);
	for (struct reader *r = store->readers; r && !found; r = r->next)
		if (pthread_equal(r->thread, pthread_self()))
			found = r->db;
	pthread_mutex_unlock(&store->lock);
	return found;
}

/* A connection that could not be opened is one that has failed: the page says so, and the next
 * request tries again. */
static struct db *open_reader(struct store *store)
{
	struct reader *reader = calloc(1, sizeof *reader);
	check(reader != NULL);
	reader->thread = pthread_self();
	reader->db = store->engine->open(store->address, DB_READS);
	pthread_mutex_lock(&store->lock);
	reader->next = store->readers;
	store->readers = reader;
	pthread_mutex_unlock(&store->lock);
	return reader->db;
}

/* Remembered by the thread, so that it costs nothing; found in the list when a test works with
 * several stores in turn. */
struct db *store_reader(struct store *store)
{
	static _Thread_local uint64_t serial;
	static _Thread_local struct db *mine;
	if (serial == store->serial)
		return mine;
	mine = find_reader(store);
	if (!mine)
		mine = open_reader(store);
	serial = store->serial;
	return mine;
}

void store_submit(struct store *store, struct write *w)
{
	queue_put(&store->queue, w);
}

struct waiting {
	pthread_mutex_t lock;
	pthread_cond_t answered;
	bool done;
};

/* Signalled under the lock: the waiting one owns what this touches, and is then free to go. */
static void wake(struct write *w)
{
	struct waiting *waiting = w->user;
	pthread_mutex_lock(&waiting->lock);
	waiting->done = true;
	pthread_cond_signal(&waiting->answered);
	pthread_mutex_unlock(&waiting->lock);
}

bool store_do(struct store *store, struct arena *arena, command_fn *run, const void *in,
              struct made *made, struct error *err)
{
	struct waiting waiting = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, false };
	struct write w = { .run = run, .in = in, .arena = arena, .done = wake, .user = &waiting };
	/* The writer would wait for itself. */
	for (size_t i = 0; i < store->workers_n; i++)
		check(!pthread_equal(store->workers[i], pthread_self()));
	store_submit(store, &w);
	pthread_mutex_lock(&waiting.lock);
	while (!waiting.done)
		pthread_cond_wait(&waiting.answered, &waiting.lock);
	pthread_mutex_unlock(&waiting.lock);
	if (made)
		*made = w.made;
	if (!w.ok && err)
		*err = w.error;
	return w.ok;
}

void store_on_event(struct store *store, void (*hook)(void *, struct text, struct text), void *user)
{
	pthread_mutex_lock(&store->lock);
	store->hook = hook;
	store->hook_user = user;
	pthread_mutex_unlock(&store->lock);
}

/* The hook is called outside of the lock: it may ask the store for something. */
void event_deliver(struct store *store, const struct event *event)
{
	pthread_mutex_lock(&store->lock);
	void (*hook)(void *, struct text, struct text) = store->hook;
	void *user = store->hook_user;
	pthread_mutex_unlock(&store->lock);
	if (hook)
		hook(user, event->topic, event->payload);
}

void events_deliver(struct store *store, const struct db *tx)
{
	for (const struct event *e = tx->events; e; e = e->next) {
		event_deliver(store, e);
		if (store->notifier)
			notifier_add(store->notifier, e);
	}
}
