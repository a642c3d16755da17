/* The store: one interface over a SQLite file and a PostgreSQL database.
 *
 * Reading: each thread asks store_reader once and keeps it. Writing: a command, run inside a
 * transaction (see command_fn). Rows land in an arena. A database error sticks to the
 * connection: the functions then return nothing, and db_failed says so before any answer is
 * given; it is cleared by db_recover (done by the server after each request). */
#ifndef CORDEE_STORE_H
#define CORDEE_STORE_H
#include "base/arena.h"
#include "base/error.h"
#include "store/statement.h"

struct store;
struct db; /* one connection, or the transaction of a command */

enum store_kind { STORE_SQLITE, STORE_POSTGRES };

/* address: "sqlite:PATH" or "postgresql://…". Applies the migrations it lacks, after a copy
 * of a SQLite file beside it. NULL and err on failure. */
struct store *store_open(const char *address, struct error *err);
void store_close(struct store *); /* after the waiting commands */
enum store_kind store_kind(const struct store *);
/* Deletes a database that is a SQLite file; refuses while someone has it open. */
bool store_remove(const char *address, struct error *err);

/* This thread's connection for reading. */
struct db *store_reader(struct store *);

struct rows {
	size_t n;
	void *at; /* array of the statement's struct; NULL when there is none */
};

/* One row, or NULL when there is none. */
void *db_one(struct db *, struct arena *, const struct statement *, size_t n, const struct value *);
struct rows db_all(struct db *, struct arena *, const struct statement *, size_t n, const struct value *);
/* First column of the first row; 0 when none. */
int64_t db_int(struct db *, const struct statement *, size_t n, const struct value *);
/* Rows inserted, changed or deleted. */
int64_t db_run(struct db *, const struct statement *, size_t n, const struct value *);
bool db_failed(const struct db *);
/* Fills err from the sticky failure (ERROR_FULL; ERROR_CONFLICT for a unique constraint, which
 * `ON CONFLICT DO NOTHING` avoids; else ERROR_INTERNAL); returns false. */
bool db_error(const struct db *, struct error *);
void db_recover(struct db *);
enum store_kind db_kind(const struct db *);

/* What is read between the two is of one moment, whatever is committed meanwhile; and SQLite
 * locks its file once, not at each statement. PostgreSQL, where each would be one more journey,
 * ignores both. For a reader's connection, and for as long as a page takes: SQLite's log grows
 * while one is open. */
void db_moment_begin(struct db *);
void db_moment_end(struct db *);

/* What a command made or changed: an id, and a text when one is needed (a slug, a receipt
 * number, a token). Kept with the one-time key of the form, so that a repeat after a lost
 * answer has one effect and gets the same answer. */
struct made {
	int64_t id;
	struct text name;
};

/* A command: loads what its rule needs, asks the rule, writes. It has no effect outside the
 * transaction, so it may run again (PostgreSQL repeats it on a serialization failure).
 * Returns false with err filled to refuse: everything it wrote is rolled back. */
typedef bool command_fn(struct db *tx, struct arena *, const void *in, struct made *, struct error *);

/* A command and what it waits in. Filled by the caller, owned by it until done is called. */
struct write {
	command_fn *run;
	const void *in;
	struct text once;   /* the form's one-time key, or none */
	bool relaxed;       /* READ COMMITTED is enough on PostgreSQL; the caller says why */
	struct arena *arena;
	void (*done)(struct write *); /* after the commit or the refusal, on a thread of the store */
	void *user;
	/* the answer */
	bool ok;            /* committed and on disk */
	bool repeated;      /* the key had been used: made is that of the first time */
	struct made made;
	struct error error;
	struct write *next; /* the store's */
};

/* Never refuses: queued, run in order, one fsync for all that wait (SQLite). */
void store_submit(struct store *, struct write *);
/* The same, waiting for it: for subcommands, jobs and tests, never in a handler. */
bool store_do(struct store *, struct arena *, command_fn *, const void *in, struct made *, struct error *);

/* Events: delivered after the commit, to this process by the hook and, on PostgreSQL, to the
 * others (NOTIFY), once a tick of 100 ms however often it was said. Topic and payload are short
 * texts ("activity:12", at most 1,000 bytes each), a topic without line ends. */
void db_publish(struct db *tx, struct text topic, struct text payload);
void store_on_event(struct store *, void (*hook)(void *user, struct text topic, struct text payload), void *user);

/* Backup: one SQLite file that holds every table and every uploaded file, whatever the
 * engine; consistent, taken while serving. An uploaded file that is missing is logged and
 * does not keep the rest from being saved. Restore fills an empty database (ERROR_RULE when it
 * is not) from a backup of this version or an earlier one. */
bool store_backup(struct store *, const char *files_folder, const char *path, struct error *);
bool store_restore(struct store *, const char *files_folder, const char *path, struct error *);
#endif
