/* What the writer and the copies know of SQLite beyond the engine's table. */
#ifndef CORDEE_SQLITE_H
#define CORDEE_SQLITE_H
#include "store/engine.h"

/* False once an error has rolled the whole transaction back. */
bool sqlite_in_transaction(const struct db *);
/* A copy of the database as it stands, in a new file, durable. */
bool sqlite_copy(struct db *, const char *path);
#endif
