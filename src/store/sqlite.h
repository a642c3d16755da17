/* What the writer knows of SQLite beyond the engine's table. */
#ifndef CORDEE_SQLITE_H
#define CORDEE_SQLITE_H
#include "store/engine.h"

/* False once an error has rolled the whole transaction back. */
bool sqlite_in_transaction(const struct db *);
#endif
