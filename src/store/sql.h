/* SQL: the few words that the two engines spell differently, written {so}. */
#ifndef CORDEE_SQL_H
#define CORDEE_SQL_H
#include "store/store.h"

/* Expands the tokens of a statement or of a migration; anything else is left as it is. */
const char *sql_expand(struct arena *, enum store_kind, const char *sql);
#endif
