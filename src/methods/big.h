/* Big: whole numbers of any size, exact, for rules in which a rounding would decide. Values are
 * immutable and live in an arena: sign and magnitude, 64 bits a limb, least first, no leading
 * zero. Schoolbook algorithms (Knuth, The Art of Computer Programming 2, 4.3.1), since what we
 * meet has tens of limbs; the fast path is in those who use them (methods/rational.h). */
#ifndef CORDEE_BIG_H
#define CORDEE_BIG_H
#include "base/arena.h"
#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

__extension__ typedef __int128 wide;
__extension__ typedef unsigned __int128 uwide;

struct big {
	const uint64_t *limb;
	uint32_t n; /* 0: zero */
	bool negative;
};

struct big big_of(struct arena *, wide);
/* False when it does not fit. */
bool big_to_wide(struct big, wide *out);
struct big big_negate(struct big);
struct big big_add(struct arena *, struct big a, struct big b);
struct big big_subtract(struct arena *, struct big a, struct big b);
struct big big_multiply(struct arena *, struct big a, struct big b);
/* Towards zero, b not zero; *rest has the sign of a (as / and % of C). */
struct big big_divide(struct arena *, struct big a, struct big b, struct big *rest);
/* The greatest common divisor, not negative. */
struct big big_gcd(struct arena *, struct big a, struct big b);
/* The same of two words of the machine. */
uint64_t big_gcd_words(uint64_t a, uint64_t b);
int big_compare(struct big a, struct big b);
static inline int big_sign(struct big a) { return a.n == 0 ? 0 : a.negative ? -1 : 1; }
/* a / b within two units of the last place, whatever their sizes; b not zero. */
double big_ratio(struct big a, struct big b);
struct text big_text(struct arena *, struct big); /* decimal */

/* Kernels, for those who hold their own limbs (magnitudes). n ≥ 1 limbs each; the carry that
 * leaves the top is returned. `out` may be `a`. */
uint64_t limbs_multiply(uint64_t *out, const uint64_t *a, size_t n, uint64_t by);
uint64_t limbs_add_product(uint64_t *out, const uint64_t *a, size_t n, uint64_t by); /* out += a·by */
uint64_t limbs_divide(uint64_t *out, const uint64_t *a, size_t n, uint64_t by); /* returns a mod by */
#endif
