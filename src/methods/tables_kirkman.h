/* Kirkman's triples: every two points share a table exactly once, round after round, at tables
 * of 3. Inner to tables_*.c. */
#ifndef CORDEE_TABLES_KIRKMAN_H
#define CORDEE_TABLES_KIRKMAN_H
#include "methods/tables_design.h"

/* Two constructions at most, for 3q and for 2q + 1 points; how many fit. */
size_t tables_kirkman(struct arena *, size_t tables, size_t rounds, struct tables_design *designs);
#endif
