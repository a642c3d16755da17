/* Big: sign and magnitude over schoolbook kernels. */
#include "methods/big.h"

#include "base/check.h"

#include <math.h>
#include <string.h>

enum { BITS = 64 };

uint64_t limbs_multiply(uint64_t *out, const uint64_t *a, size_t n, uint64_t by)
{
	uint64_t carry = 0;
	for (size_t i = 0; i < n; i++) {
		uwide product = (uwide)a[i] * by + carry;
		out[i] = (uint64_t)product;
		carry = (uint64_t)(product >> BITS);
	}
	return carry;
}

uint64_t limbs_add_product(uint64_t *out, const uint64_t *a, size_t n, uint64_t by)
{
	uint64_t carry = 0;
	for (size_t i = 0; i < n; i++) {
		uwide product = (uwide)a[i] * by + out[i] + carry;
		out[i] = (uint64_t)product;
		carry = (uint64_t)(product >> BITS);
	}
	return carry;
}

/* out -= a·by; what must still be taken from the limb above is returned. */
static uint64_t subtract_product(uint64_t *out, const uint64_t *a, size_t n, uint64_t by)
{
	uint64_t borrow = 0;
	for (size_t i = 0; i < n; i++) {
		uwide product = (uwide)a[i] * by + borrow;
		uint64_t low = (uint64_t)product;
		borrow = (uint64_t)(product >> BITS) + (out[i] < low);
		out[i] -= low;
	}
	return borrow;
}

uint64_t limbs_divide(uint64_t *out, const uint64_t *a, size_t n, uint64_t by)
{
	uint64_t rest = 0;
	for (size_t i = n; i-- > 0;) {
		uwide part = (uwide)rest << BITS | a[i];
		out[i] = (uint64_t)(part / by);
		rest = (uint64_t)(part % by);
	}
	return rest;
}

static struct big made(const uint64_t *limb, size_t n, bool negative)
{
	while (n > 0 && limb[n - 1] == 0)
		n--;
	return (struct big){ limb, (uint32_t)n, negative && n > 0 };
}

struct big big_of(struct arena *arena, wide value)
{
	uwide size = value < 0 ? -(uwide)value : (uwide)value;
	uint64_t *limb = arena_many(arena, uint64_t, 2);
	limb[0] = (uint64_t)size;
	limb[1] = (uint64_t)(size >> BITS);
	return made(limb, 2, value < 0);
}

bool big_to_wide(struct big a, wide *out)
{
	if (a.n > 2 || (a.n == 2 && a.limb[1] >> (BITS - 1)))
		return false; /* the least of all numbers is left out: its opposite would not fit */
	uwide size = 0;
	for (size_t i = a.n; i-- > 0;)
		size = size << BITS | a.limb[i];
	*out = a.negative ? -(wide)size : (wide)size;
	return true;
}

struct big big_negate(struct big a)
{
	return (struct big){ a.limb, a.n, !a.negative && a.n > 0 };
}

static int compare_sizes(struct big a, struct big b)
{
	if (a.n != b.n)
		return a.n < b.n ? -1 : 1;
	for (size_t i = a.n; i-- > 0;)
		if (a.limb[i] != b.limb[i])
			return a.limb[i] < b.limb[i] ? -1 : 1;
	return 0;
}

int big_compare(struct big a, struct big b)
{
	if (a.negative != b.negative)
		return a.negative ? -1 : 1;
	int order = compare_sizes(a, b);
	return a.negative ? -order : order;
}

/* |a| + |b|, |a| having as many limbs as |b| or more. */
static struct big add_sizes(struct arena *arena, struct big a, struct big b, bool negative)
{
	uint64_t *limb = arena_many(arena, uint64_t, a.n + 1u), carry = 0;
	memcpy(limb, a.limb, a.n * sizeof *limb);
	if (b.n > 0)
		carry = limbs_add_product(limb, b.limb, b.n, 1);
	for (size_t i = b.n; carry; i++)
		carry = (limb[i] += carry) < carry;
	return made(limb, a.n + 1u, negative);
}

/* |a| - |b|, |a| being no smaller than |b|. */
static struct big subtract_sizes(struct arena *arena, struct big a, struct big b, bool negative)
{
	uint64_t *limb = arena_copy(arena, a.limb, a.n * sizeof *limb), borrow = 0;
	if (b.n > 0)
		borrow = subtract_product(limb, b.limb, b.n, 1);
	for (size_t i = b.n; borrow; i++)
		borrow = limb[i]-- == 0;
	return made(limb, a.n, negative);
}

struct big big_add(struct arena *arena, struct big a, struct big b)
{
	if (a.n == 0 || b.n == 0)
		return a.n ? a : b;
	if (compare_sizes(a, b) < 0) {
		struct big other = a;
		a = b;
		b = other;
	}
	return a.negative == b.negative ? add_sizes(arena, a, b, a.negative) :
	                                  subtract_sizes(arena, a, b, a.negative);
}

struct big big_subtract(struct arena *arena, struct big a, struct big b)
{
	return big_add(arena, a, big_negate(b));
}

struct big big_multiply(struct arena *arena, struct big a, struct big b)
{
	if (a.n == 0 || b.n == 0)
		return (struct big){ 0 };
	uint64_t *limb = arena_many(arena, uint64_t, (size_t)a.n + b.n);
	for (size_t i = 0; i < b.n; i++)
		limb[i + a.n] = limbs_add_product(limb + i, a.limb, a.n, b.limb[i]);
	return made(limb, (size_t)a.n + b.n, a.negative != b.negative);
}

/* a·2^by, by < 64, in room for one limb more. */
static uint64_t *shifted(struct arena *arena, struct big a, int by)
{
	uint64_t *limb = arena_many(arena, uint64_t, a.n + 1u);
	limb[a.n] = limbs_multiply(limb, a.limb, a.n, (uint64_t)1 << by);
	return limb;
}

/* One digit of the quotient (Knuth's step D3): of top (n + 1 limbs) by b (n ≥ 2 limbs, whose
 * highest bit is set); at most two too large, and then put right by the two limbs below. */
static uint64_t guess_digit(const uint64_t *top, const uint64_t *b, size_t n)
{
	uwide head = (uwide)top[n] << BITS | top[n - 1];
	uwide digit = top[n] >= b[n - 1] ? UINT64_MAX : head / b[n - 1];
	uwide rest = head - digit * b[n - 1];
	while (!(rest >> BITS) && digit * b[n - 2] > (rest << BITS | top[n - 2])) {
		digit--;
		rest += b[n - 1];
	}
	return (uint64_t)digit;
}

/* Knuth's algorithm D: leaves the rest in a (an + 1 limbs), writes the quotient's digits. */
static void divide_limbs(uint64_t *quotient, uint64_t *a, size_t an, const uint64_t *b, size_t bn)
{
	for (size_t i = an - bn + 1; i-- > 0;) {
		uint64_t *top = a + i, digit = guess_digit(top, b, bn);
		uint64_t borrow = subtract_product(top, b, bn, digit);
		bool below = top[bn] < borrow;
		top[bn] -= borrow;
		if (below) { /* one too large still: rare, and the tests reach it */
			digit--;
			top[bn] += limbs_add_product(top, b, bn, 1);
		}
		quotient[i] = digit;
	}
}

static struct big divide_by_limb(struct arena *arena, struct big a, struct big b, struct big *rest)
{
	uint64_t *limb = arena_many(arena, uint64_t, a.n), left = limbs_divide(limb, a.limb, a.n, b.limb[0]);
	*rest = big_of(arena, (wide)left);
	rest->negative = a.negative && rest->n > 0;
	return made(limb, a.n, a.negative != b.negative);
}

struct big big_divide(struct arena *arena, struct big a, struct big b, struct big *rest)
{
	check(b.n > 0);
	if (compare_sizes(a, b) < 0) {
		*rest = a;
		return (struct big){ 0 };
	}
	if (b.n == 1)
		return divide_by_limb(arena, a, b, rest);
	int shift = __builtin_clzll(b.limb[b.n - 1]);
	uint64_t *left = shifted(arena, a, shift), *by = shifted(arena, b, shift);
	uint64_t *quotient = arena_many(arena, uint64_t, (size_t)a.n - b.n + 1);
	divide_limbs(quotient, left, a.n, by, b.n);
	for (size_t i = 0; shift && i < b.n; i++)
		left[i] = left[i] >> shift | left[i + 1] << (BITS - shift);
	*rest = made(left, b.n, a.negative);
	return made(quotient, (size_t)a.n - b.n + 1, a.negative != b.negative);
}

uint64_t big_gcd_words(uint64_t a, uint64_t b)
{
	while (b) {
		uint64_t rest = a % b;
		a = b;
		b = rest;
	}
	return a;
}

struct big big_gcd(struct arena *arena, struct big a, struct big b)
{
	while (b.n > 0) {
		struct big rest;
		big_divide(arena, a, b, &rest);
		a = b;
		b = rest;
	}
	return (struct big){ a.limb, a.n, false };
}

/* The highest 64 bits, truncated, and how many bits lie below them. */
static uint64_t leading_bits(struct big a, int64_t *below)
{
	uint64_t top = a.limb[a.n - 1];
	int shift = __builtin_clzll(top);
	*below = (int64_t)(a.n - 1) * BITS - shift;
	return shift && a.n > 1 ? top << shift | a.limb[a.n - 2] >> (BITS - shift) : top << shift;
}

double big_ratio(struct big a, struct big b)
{
	if (a.n == 0)
		return 0;
	int64_t a_below, b_below;
	double ratio = (double)leading_bits(a, &a_below) / (double)leading_bits(b, &b_below);
	int64_t by = a_below - b_below;
	ratio = ldexp(ratio, by > 4096 ? 4096 : by < -4096 ? -4096 : (int)by);
	return a.negative != b.negative ? -ratio : ratio;
}

struct text big_text(struct arena *arena, struct big a)
{
	static const uint64_t PART = 10000000000000000000u; /* the largest power of ten in a limb */
	size_t room = (size_t)a.n * 20 + 2, at = room, n = a.n;
	char *digits = arena_alloc(arena, room);
	uint64_t *left = arena_copy(arena, a.limb, n * sizeof *left);
	while (n > 0) {
		uint64_t part = limbs_divide(left, left, n, PART);
		n -= left[n - 1] == 0;
		for (int i = 0; i < 19 && (n > 0 || part > 0); i++, part /= 10)
			digits[--at] = (char)('0' + part % 10);
	}
	if (at == room)
		digits[--at] = '0';
	if (a.negative)
		digits[--at] = '-';
	return (struct text){ digits + at, room - at };
}
