/* Durable writes: how many votes a second are acknowledged after they are on disk, with 1, 64,
 * 256 and 1,000 clients that each wait for their answer, beside SQLite alone with one row a
 * transaction on the same disk in the same run.
 *
 *     writes FOLDER              SQLite, in a new file in FOLDER
 *     writes FOLDER postgresql://…
 */
#include "store/store.h"

#include "base/check.h"
#include "base/log.h"

#include <sqlite3.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SECONDS = 2, MOST_CLIENTS = 1000, MOST_SAMPLES = 1 << 20 };

STATEMENT(vote_add,
          "INSERT INTO bench_vote (voice, idea, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
          .params = "iii")

/* On PostgreSQL, the unique constraint is guard enough for one voice, one vote. */
struct client {
	struct write write;
	struct bench *bench;
	int64_t voice, idea, began;
};

struct bench {
	struct store *store;
	struct client clients[MOST_CLIENTS];
	atomic_int running;
	int64_t end;
	atomic_int answered, refused;
	int *samples; /* microseconds, for the first answers */
};

static bool vote(struct db *tx, struct arena *arena, const void *in, struct made *made,
                 struct error *err)
{
	const struct client *c = in;
	(void)arena;
	(void)made;
	(void)err;
	db_run(tx, &vote_add, BIND(c->voice, c->idea, clock_now()));
	return true;
}

static void again(struct client *c)
{
	arena_reset(c->write.arena);
	c->idea++;
	c->began = clock_us();
	store_submit(c->bench->store, &c->write);
}

static void answered(struct write *w)
{
	struct client *c = w->user;
	struct bench *b = c->bench;
	int64_t now = clock_us();
	int n = b->answered++;
	if (n < MOST_SAMPLES)
		b->samples[n] = (int)(now - c->began);
	b->refused += !w->ok;
	if (now < b->end)
		again(c);
	else
		b->running--;
}

static int by_size(const void *a, const void *b)
{
	int x = *(const int *)a, y = *(const int *)b;
	return (x > y) - (x < y);
}

static double measure(struct bench *b, int clients, double reference)
{
	static int64_t ideas;
	int64_t start = clock_us();
	b->answered = b->refused = 0;
	b->running = clients;
	b->end = start + (int64_t)SECONDS * 1000000;
	ideas += 1000000000;
	for (int i = 0; i < clients; i++) {
		struct client *c = &b->clients[i];
		struct arena *arena = c->write.arena ? c->write.arena : arena_new();
		*c = (struct client){ .bench = b, .voice = i + 1, .idea = ideas };
		c->write = (struct write){ .run = vote,
			                   .in = c,
			                   .arena = arena,
			                   .done = answered,
			                   .user = c,
			                   .relaxed = true };
		again(c);
	}
	while (b->running)
		usleep(1000);
	double rate = b->answered * 1e6 / (double)(clock_us() - start);
	int n = b->answered < MOST_SAMPLES ? b->answered : MOST_SAMPLES;
	qsort(b->samples, (size_t)n, sizeof *b->samples, by_size);
	printf("%4d clients  %8.0f votes/s  %5.1f x  p50 %6.2f ms  p99 %6.2f ms  %d refused\n",
	       clients, rate, rate / reference, b->samples[n / 2] / 1e3,
	       b->samples[n * 99 / 100] / 1e3, b->refused);
	return rate;
}

static void must(int rc, sqlite3 *db)
{
	if (rc == SQLITE_OK || rc == SQLITE_DONE)
		return;
	fprintf(stderr, "writes: %s\n", sqlite3_errmsg(db));
	exit(1);
}

/* SQLite by itself, as careful as we are: what one fsync a vote allows. */
static double reference_rate(const char *folder)
{
	char path[500];
	sqlite3 *db;
	sqlite3_stmt *insert;
	snprintf(path, sizeof path, "%s/reference.db", folder);
	must(sqlite3_open(path, &db), db);
	must(sqlite3_exec(
		     db,
		     "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
		     "CREATE TABLE bench_vote (voice INTEGER, idea INTEGER, at INTEGER, PRIMARY KEY (idea, voice))",
		     NULL, NULL, NULL),
	     db);
	must(sqlite3_prepare_v2(db, "INSERT INTO bench_vote VALUES (1, ?, 3)", -1, &insert, NULL),
	     db);
	int64_t start = clock_us(), now = start, n = 0;
	for (; now < start + (int64_t)SECONDS * 1000000; now = clock_us()) {
		sqlite3_bind_int64(insert, 1, ++n);
		must(sqlite3_step(insert), db);
		must(sqlite3_reset(insert), db);
	}
	sqlite3_finalize(insert);
	sqlite3_close(db);
	double rate = (double)n * 1e6 / (double)(now - start);
	printf("sqlite alone, one row a transaction  %8.0f votes/s\n", rate);
	return rate;
}

static bool make_table(struct db *tx, struct arena *arena, const void *in, struct made *made,
                       struct error *err)
{
	static const struct statement make = {
		.name = "make",
		.sql = "CREATE TABLE IF NOT EXISTS bench_vote (voice bigint, idea bigint, at bigint, PRIMARY KEY (idea, voice))"
	};
	(void)arena;
	(void)in;
	(void)made;
	(void)err;
	db_run(tx, &make, BIND_NONE);
	return true;
}

static void remove_files(const char *folder)
{
	static const char *const names[] = { "reference.db", "cordee.db" };
	static const char *const ends[] = { "", "-wal", "-shm" };
	char path[500];
	for (size_t i = 0; i < 2; i++)
		for (size_t k = 0; k < 3; k++) {
			snprintf(path, sizeof path, "%s/%s%s", folder, names[i], ends[k]);
			unlink(path);
		}
	rmdir(folder);
}

int main(int argc, char **argv)
{
	static struct bench bench;
	static const int clients[] = { 1, 64, 256, MOST_CLIENTS };
	struct error err = { 0 };
	char folder[400], address[500];
	if (argc < 2) {
		fprintf(stderr, "usage: writes FOLDER [postgresql://…]\n");
		return 2;
	}
	snprintf(folder, sizeof folder, "%s/writes-XXXXXX", argv[1]);
	check(mkdtemp(folder) != NULL);
	snprintf(address, sizeof address, "sqlite:%s/cordee.db", folder);
	log_set(LOG_WARN);
	bench.samples = calloc(MOST_SAMPLES, sizeof *bench.samples);
	bench.store = store_open(argc > 2 ? argv[2] : address, &err);
	check(bench.samples != NULL && bench.store != NULL);
	ARENA_SCOPED arena = arena_new();
	check(store_do(bench.store, arena, make_table, NULL, NULL, &err));
	double reference = reference_rate(folder);
	for (size_t i = 0; i < sizeof clients / sizeof *clients; i++)
		measure(&bench, clients[i], reference);
	store_close(bench.store);
	for (size_t i = 0; i < MOST_CLIENTS; i++)
		arena_free(bench.clients[i].write.arena);
	free(bench.samples);
	remove_files(folder);
	return 0;
}
