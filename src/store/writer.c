/* The only thread that writes to a SQLite file. What waits is written together: a savepoint a
 * command, so that a refused one rolls back alone, and one commit, so one fsync, for all. */
#include "store/inner.h"
#include "store/sqlite.h"

enum { LARGEST_BATCH = 1000 };

static const struct statement begin = { .name = "begin", .sql = "BEGIN IMMEDIATE" };
static const struct statement commit = { .name = "commit", .sql = "COMMIT" };
static const struct statement savepoint = { .name = "savepoint", .sql = "SAVEPOINT command" };
static const struct statement rollback_to = { .name = "rollback to", .sql = "ROLLBACK TO command" };
static const struct statement release = { .name = "release", .sql = "RELEASE command" };

/* Undoes one command. A full disk may have undone the whole transaction instead: the failure
 * then stays, and everyone is told. */
static void undo(struct db *tx, struct event **events_end)
{
	*events_end = NULL;
	tx->events_end = events_end;
	if (!sqlite_in_transaction(tx))
		return;
	tx->failure = (struct error){ 0 };
	db_run(tx, &rollback_to, BIND_NONE);
}

/* A savepoint costs microseconds; the fsync it lets others share costs milliseconds. */
static void run_one(struct db *tx, struct write *w)
{
	struct event **events_end = tx->events_end;
	tx->arena = w->arena;
	db_run(tx, &savepoint, BIND_NONE);
	w->ok = command_run(tx, w);
	if (!w->ok)
		undo(tx, events_end);
	db_run(tx, &release, BIND_NONE);
}

/* Those that were refused keep their own reason. */
static void tell_failure(struct db *tx, struct write *batch)
{
	for (struct write *w = batch; w; w = w->next) {
		if (!w->ok)
			continue;
		w->ok = false;
		w->error = (struct error){ 0 };
		db_error(tx, &w->error);
	}
}

/* Nobody is answered before the commit is on disk, and all are told when it is not. */
static void run_batch(struct store *store, struct db *tx, struct write *batch)
{
	events_begin(tx, NULL);
	db_run(tx, &begin, BIND_NONE);
	for (struct write *w = batch; w; w = w->next)
		run_one(tx, w);
	db_run(tx, &commit, BIND_NONE);
	if (db_failed(tx))
		tell_failure(tx, batch);
	else
		events_deliver(store, tx);
	db_recover(tx);
}

/* While one batch is being synced, the next one gathers in the queue: the slower the disk, the
 * larger the batches. */
void *writer_run(void *user)
{
	struct store *store = user;
	struct db *tx = store->engine->open(store->address, DB_WRITES);
	for (struct write *batch; (batch = queue_take(&store->queue, LARGEST_BATCH));) {
		run_batch(store, tx, batch);
		/* done may free the command. */
		for (struct write *w = batch, *next; w; w = next) {
			next = w->next;
			w->done(w);
		}
	}
	store->engine->close(tx);
	return NULL;
}
