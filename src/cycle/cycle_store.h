/* The SQL of cycles, for this folder only. */
#ifndef CORDEE_CYCLE_STORE_H
#define CORDEE_CYCLE_STORE_H
#include "cycle/cycle.h"

bool cycle_slug_taken(struct db *, struct text slug, int64_t except);
int64_t cycle_insert(struct db *tx, const struct cycle_input *, struct instant now);
void cycle_update(struct db *tx, const struct cycle_input *);
void cycle_set_published(struct db *tx, const struct cycle_publication *);
#endif
