/* Constructions: rounds in which no two points share a table twice, known by theorem for tables
 * of equal size. A plan puts people on points; points that nobody takes are empty seats, the last
 * ones first, because in these orders they then fall at different tables. Inner to tables_*.c.
 *
 *   polygon: the round-robin of 2n players in 2n − 1 rounds (Kirkman 1847; Lucas, "Récréations
 *     mathématiques" II, 1883).
 *   transversal: k columns of q points, where k elements of a ring of q have invertible differences
 *     (q a prime power; MacNeish, "Euler squares", Annals of Mathematics 23, 1922, otherwise): in
 *     round m, (c, x) sits at table x − m·a_c. Points of one column never meet, until further rounds
 *     seat each column by itself where k divides q: affine planes are the case k = q.
 *   progression: the same in Z_q for any q, in fewer rounds.
 *   Kirkman: triples in which every two points meet once (Ray-Chaudhuri and Wilson, "Solution of
 *     Kirkman's schoolgirl problem", 1971), for 3q and 2q + 1 points, q = 6t + 1 a prime power. */
#ifndef CORDEE_TABLES_DESIGN_H
#define CORDEE_TABLES_DESIGN_H
#include "methods/tables.h"

struct tables_design {
	enum tables_method method;
	size_t points, tables, rounds;
	uint16_t *table; /* rounds × points */
};

enum { TABLES_DESIGNS_MAX = 5 };

/* Those that exist for `tables` tables of `seats`, with at most `rounds` rounds each: how many. */
size_t tables_designs(struct arena *, size_t tables, size_t seats, size_t rounds,
                      struct tables_design designs[TABLES_DESIGNS_MAX]);
#endif
