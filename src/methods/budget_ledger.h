/* Ledger: exact values that each follow from those before. Equal shares and Phragmén's rule both
 * fix one value a purchase, v = (constant + Σ a_k·v_k) / divisor with whole numbers a_k ≥ 0, and
 * both compare such values. All are kept over one common denominator, the product of what each
 * purchase adds to it: D_k = D_(k-1)·r_k, v_k = P_k / D_k. A sum is then Horner's scheme over
 * whole numbers, and no greatest common divisor of large numbers is ever needed. Inner to
 * methods/budget*.c. */
#ifndef CORDEE_BUDGET_LEDGER_H
#define CORDEE_BUDGET_LEDGER_H
#include "methods/rational.h"

struct ledger_entry {
	const uint64_t *limb; /* P */
	uint32_t n;
	uint64_t raise;       /* r */
};

struct ledger {
	struct arena *limbs;
	struct ledger_entry *entries;
	double *values;       /* v, to the nearest few units of the last place */
	size_t n;
	uint64_t *common;     /* D */
	size_t common_n, room;
};

/* Room for n purchases, itself in `arena`, its numbers in `limbs`, which holds nothing else. */
void ledger_open(struct ledger *, struct arena *arena, struct arena *limbs, size_t n);
/* Empty again, for another count. */
void ledger_clear(struct ledger *);
/* (constant + Σ a_k·v_k)·D for the n coefficients given. */
struct big ledger_sum(const struct ledger *, struct arena *, wide constant, const uint64_t *coefficients, size_t n);
/* constant·D */
struct big ledger_whole(const struct ledger *, struct arena *, wide constant);
/* The next value: sum / (D·divisor), sum > 0, divisor > 0. */
void ledger_add(struct ledger *, struct arena *scratch, struct big sum, uint64_t divisor);
/* v of the last entry, divided by `by`. */
struct rational ledger_last(const struct ledger *, struct arena *, int64_t by);
/* sum / (D·divisor) as a double. */
double ledger_real(const struct ledger *, struct big sum, uint64_t divisor);
#endif
