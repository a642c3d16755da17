/* Engine: what a connection to either database can do, behind the functions of store.h. For
 * the files of this folder only; each engine is one table of functions in a file of its own. */
#ifndef CORDEE_ENGINE_H
#define CORDEE_ENGINE_H
#include "store/store.h"

/* What a connection is for. DB_SCHEMA: migrations and copies; foreign keys are not enforced
 * row by row there but checked as a whole before the commit. DB_BACKUP: a SQLite file that is
 * left as it is. */
enum db_use { DB_READS, DB_WRITES, DB_SCHEMA, DB_BACKUP };

struct event {
	struct text topic, payload;
	struct event *next;
};

/* The part of a connection that both engines share; each puts it first in its own struct. */
struct db {
	const struct engine *engine;
	enum db_use use;
	struct error failure; /* sticky: nothing runs until db_recover */
	bool again;           /* the failure passes when the transaction is run again */
	bool lost;            /* the server is gone */
	bool streams;         /* rows come one at a time from the server: for copies */
	/* While a command runs: where its events go, in order, delivered after the commit. */
	struct arena *arena;
	struct event *events, **events_end;
};

/* Typedefs, since text( is a macro. */
typedef struct text get_text_fn(struct db *, size_t column);
typedef struct text describe_fn(struct db *, struct arena *, const struct statement *);

struct engine {
	enum store_kind kind;
	const char *name; /* as in the names of migrations */
	/* Never NULL: what went wrong is the connection's sticky failure. */
	struct db *(*open)(const char *address, enum db_use);
	void (*close)(struct db *);
	/* After a failure: makes the connection usable again, outside any transaction. */
	void (*recover)(struct db *);
	/* db_moment_begin and _end, where they are worth their while; or NULL. */
	void (*moment_begin)(struct db *);
	void (*moment_end)(struct db *);
	/* Several statements without parameters. */
	bool (*script)(struct db *, const char *sql);
	/* A statement: start, step until there is no row, finish. Values were checked. */
	bool (*start)(struct db *, const struct statement *, const struct value *);
	bool (*step)(struct db *);
	bool (*is_null)(struct db *, size_t column);
	int64_t (*get_int)(struct db *, size_t column);
	double (*get_real)(struct db *, size_t column);
	get_text_fn *get_text;          /* until the next step; no bytes for NULL */
	int64_t (*finish)(struct db *); /* rows changed */
	/* For tests: prepares, and says how it differs from its declaration; no text: it does not. */
	describe_fn *describe;
};

extern const struct engine sqlite_engine, postgres_engine;

/* The engine of an address, or NULL. */
const struct engine *engine_of(const char *address);

/* Sets the sticky failure (the first one wins) and logs it, unless it is to be run again. */
void db_fail(struct db *, enum error_code, const char *statement, const char *detail);
bool db_script(struct db *, const char *sql);
#endif
