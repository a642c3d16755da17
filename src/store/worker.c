/* Threads that write to PostgreSQL: each takes a command, runs it in its own transaction, and
 * runs it again when the server says that two transactions crossed. */
#include "store/inner.h"

#include <sodium.h>
#include <time.h>

enum { MOST_REPEATS = 5, TOGETHER = 2, LONGEST_PAUSE_US = 20000 };

/* What can be done after an attempt. */
enum next { ANSWER, REPEAT, RECONNECT };

/* SERIALIZABLE: what the command's rule read is still true when it commits. Of a hundred that
 * cross, each attempt lets few through: one that has crossed others twice runs alone, and cannot
 * fail again. The table of keys stands for the right to write; LOCK, which every transaction asks
 * first, is taken before it sees anything (PostgreSQL, "LOCK", notes). */
static bool begin(struct db *tx, bool relaxed, bool alone)
{
	static const char *const together[] = {
		"BEGIN ISOLATION LEVEL SERIALIZABLE; LOCK TABLE once IN ROW EXCLUSIVE MODE",
		"BEGIN ISOLATION LEVEL READ COMMITTED; LOCK TABLE once IN ROW EXCLUSIVE MODE",
	};
	return db_script(tx, alone ? "BEGIN ISOLATION LEVEL SERIALIZABLE; LOCK TABLE once IN EXCLUSIVE MODE"
	                           : together[relaxed]);
}

static enum next attempt(struct store *store, struct db *tx, struct write *w, bool alone)
{
	bool committing = false;
	events_begin(tx, w->arena);
	bool open = begin(tx, w->relaxed, alone);
	bool accepted = open && command_run(tx, w);
	if (accepted) {
		committing = true;
		w->ok = db_script(tx, "COMMIT");
	} else if (!db_failed(tx)) {
		db_script(tx, "ROLLBACK");
		db_recover(tx);
		return ANSWER;
	}
	if (w->ok) {
		events_deliver(store, tx);
		return ANSWER;
	}
	w->error = tx->failure;
	/* When the server is lost during the commit, nobody knows: only a one-time key can tell. */
	enum next next = tx->again                                ? REPEAT
	                 : tx->lost && (!committing || w->once.n) ? RECONNECT
	                                                          : ANSWER;
	db_recover(tx);
	return next;
}

/* Two commands that crossed must not meet again: each waits for a time of its own. */
static void pause_a_little(int repeat)
{
	long us = (long)randombytes_uniform((uint32_t)LONGEST_PAUSE_US << repeat >> MOST_REPEATS) +
	          100;
	nanosleep(&(struct timespec){ .tv_nsec = us * 1000 }, NULL);
}

/* Answers always: after the last repeat, the failure is the answer. */
static void run(struct store *store, struct db *tx, struct write *w)
{
	bool reconnected = false;
	w->ok = false;
	for (int repeat = 0; repeat <= MOST_REPEATS; repeat++) {
		enum next next = attempt(store, tx, w, repeat >= TOGETHER);
		/* A server that was lost, or a unique constraint: once more, and no more. */
		bool again = next == REPEAT && (w->error.code != ERROR_CONFLICT || repeat == 0);
		if (!again && (next != RECONNECT || reconnected))
			return;
		reconnected = next == RECONNECT;
		pause_a_little(repeat);
	}
}

/* Each has its own connection, found again after a failure before the next command. */
void *worker_run(void *user)
{
	struct store *store = user;
	struct db *tx = store->engine->open(store->address, DB_WRITES);
	for (struct write *w; (w = queue_take(&store->queue, 1));) {
		db_recover(tx);
		run(store, tx, w);
		w->done(w);
	}
	store->engine->close(tx);
	return NULL;
}
