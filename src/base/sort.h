/* Sorting rows by what people read in them: "Étaples" between "Douai" and "Fourmies", where the
 * database, which compares bytes, would put it last. */
#ifndef CORDEE_SORT_H
#define CORDEE_SORT_H
#include "base/arena.h"
#include "base/text.h"

/* n structs of `size` bytes, by the folded text `offset` bytes into each. Equal ones keep their
 * order, so that sorting by name, then by kind, groups by kind. */
void sort_by_text(struct arena *, void *at, size_t n, size_t size, size_t offset);
#endif
