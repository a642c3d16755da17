/* Rational: exact fractions. In 128 bits as long as numerator and denominator fit, which is
 * nearly always; a result that would not fit becomes a fraction of big whole numbers, and comes
 * back when it shrinks: no overflow, no rounding, one value has one form. Operations that may
 * need room say so by their first parameter. */
#ifndef CORDEE_RATIONAL_H
#define CORDEE_RATIONAL_H
#include "methods/big.h"

struct fraction {
	struct big num, den;
};

struct rational {
	wide num, den;              /* in lowest terms, den > 0; meaningless when large is set */
	const struct fraction *large;
};

/* Zero, one, any whole number. */
static inline struct rational rational_of(int64_t n) { return (struct rational){ n, 1, NULL }; }
/* num / den, den not zero. */
struct rational rational_ratio(struct arena *, wide num, wide den);
struct rational rational_from_big(struct arena *, struct big num, struct big den);
struct rational rational_add(struct arena *, struct rational a, struct rational b);
struct rational rational_subtract(struct arena *, struct rational a, struct rational b);
struct rational rational_multiply(struct arena *, struct rational a, struct rational b);
/* b not zero */
struct rational rational_divide(struct arena *, struct rational a, struct rational b);
int rational_compare(struct rational a, struct rational b);
int rational_sign(struct rational);
/* The largest whole number that is not larger; false when it does not fit in 64 bits. */
bool rational_floor(struct rational, int64_t *out);
/* Within a few units of the last place. */
double rational_real(struct rational);
/* "7", "-1/3" */
struct text rational_text(struct arena *, struct rational);
#endif
