/* Migrations: numbered SQL files, embedded in the program, applied in order. */
#ifndef CORDEE_MIGRATE_H
#define CORDEE_MIGRATE_H
#include "store/engine.h"

struct migration {
	const char *name; /* "0001_house" */
	const char *only; /* "sqlite", "postgresql" or NULL: both */
	const char *hash; /* BLAKE2b-256 of the file, hexadecimal */
	const char *sql;
};

/* In the order of their numbers; written by tools/embed_migrations. */
extern const struct migration migrations[];
extern const size_t migrations_n;

/* Applies those that the database lacks, each in its transaction; the names up to `last`
 * only when it is given (tests begin from an earlier version). copy_to: before the first one
 * on a SQLite file that already has some, a copy is made at this path; NULL: none. */
bool migrate(struct db *, const char *last, const char *copy_to, struct error *);
/* Whether nothing is lacking. */
bool migrated(struct db *);
#endif
