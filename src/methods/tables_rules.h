/* What is asked, made ready for the search: people by rank (their ids' order), pairs as lists of
 * neighbours, tables and their sizes for each round. Inner to tables_*.c. Nothing here changes
 * once it is made. */
#ifndef CORDEE_TABLES_RULES_H
#define CORDEE_TABLES_RULES_H
#include "methods/tables.h"

enum { TABLES_VALUES_MAX = 500 };
enum { TABLES_MILLION = 1000000 };

struct tables_neighbour {
	uint32_t other;
	tables_rounds together, apart;
};

struct tables_rules {
	size_t people, rounds, past;
	const uint32_t *person;  /* by rank: index in the input */
	const uint32_t *rank;    /* and back */
	tables_rounds *present;  /* by rank, rounds that exist only */
	uint16_t *earlier;       /* rounds × people, by rank, or NULL */

	size_t stride;           /* tables of the round that has most */
	size_t width;            /* people at the largest table */
	uint16_t *tables_n;      /* of each round */
	uint16_t *size;          /* rounds × stride: people at each table */
	bool may_exchange_sizes; /* which table is smaller does not matter */

	uint32_t *first;         /* people + 1: neighbours of a person in `neighbour` */
	struct tables_neighbour *neighbour;
	uint16_t *stay;          /* rounds × people: the table to keep, or NULL when nobody stays */

	size_t features;         /* those that count, each person's value of each */
	uint16_t *value;         /* people × features: index below `values`, or TABLES_NONE */
	size_t values;
	bool *mixed;             /* of each value: belongs to a feature to mix */
	uint32_t *share;         /* rounds × values: of those present, in thousand-millionths */
	uint16_t *least, *most;  /* rounds × values, or NULL when there is no limit */
};

bool tables_rules_make(struct arena *, const struct tables_input *, struct tables_rules *, struct error *);

/* Sizes of the tables of a round where `n` people are present, largest first (or as the seats of
 * the input); false with a message when it cannot be. */
bool tables_sizes(const struct tables_input *, size_t n, uint16_t *tables_n, uint16_t *size, struct error *);
/* The most tables that a round of this input can have. */
size_t tables_most(const struct tables_input *);

static inline bool tables_here(const struct tables_rules *rules, size_t round, size_t person)
{
	return rules->present[person] >> round & 1;
}

/* How far from its share a table of `size` is that holds `count` people with a value: squared,
 * in millionths. Written out so that the step from one count to the next is exact. */
static inline int64_t tables_expected(const struct tables_rules *rules, size_t round, size_t value, size_t size)
{
	return ((int64_t)size * rules->share[round * rules->values + value] + 500) / 1000;
}

static inline int64_t tables_deviation(int64_t expected, int64_t count)
{
	return count * count * TABLES_MILLION - 2 * count * expected +
	       (expected * expected + TABLES_MILLION / 2) / TABLES_MILLION;
}
#endif
