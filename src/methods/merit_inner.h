/* Merit, inside: the program over units (a person, or people who must be together). */
#ifndef CORDEE_MERIT_INNER_H
#define CORDEE_MERIT_INNER_H
#include "methods/merit.h"
#include "methods/quota_inner.h"

struct merit_unit {
	size_t first, size, kind; /* people of pool->order */
	int64_t score;
};

struct merit_search {
	struct arena *arena, *scratch;
	const struct quota_pool *pool;
	const int64_t *scores;
	const struct merit_options *options;
	struct program *program; /* a column a unit, 0 or 1 */
	struct merit_unit *units;
	size_t units_n;
	bool *chosen;            /* by unit: the set chosen */
	int64_t score;
	bool stopped;
	size_t questions, answered;
};

enum merit_answer { MERIT_NONE, MERIT_SET, MERIT_STOPPED, MERIT_FAILED };

/* The best set within the bounds of the columns, and its score in whole numbers. */
enum merit_answer merit_best(struct merit_search *, bool *set, int64_t *score, struct error *);
/* One question less. False when it is asked to stop. */
bool merit_goes_on(struct merit_search *);
/* The people of units in one set and not in the other, in the order of names. */
const size_t *merit_difference(struct merit_search *, const bool *in, const bool *not_in, size_t *n);
bool merit_waiting(struct merit_search *, struct merit_result *, struct error *);
bool merit_ties(struct merit_search *, struct merit_result *, struct error *);
#endif
