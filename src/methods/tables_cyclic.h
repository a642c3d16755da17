/* Cyclic constructions: a round or two from which the others follow by turning, so that a small
 * search finds what a large one would miss. Inner to tables_*.c. */
#ifndef CORDEE_TABLES_CYCLIC_H
#define CORDEE_TABLES_CYCLIC_H
#include "methods/tables_search.h"

/* Rounds for `people` at tables of equal size, seats × tables ≥ people, in which few pairs meet
 * twice: none when it returns true. Spends at most a share of the run's work. */
bool tables_cyclic(struct arena *, struct tables_run *, size_t tables, size_t seats, struct tables_design *);
#endif
