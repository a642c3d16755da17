/* Reals as digits. Large results hold hundreds of thousands of them, and the C library takes a
 * microsecond for each; so the usual ones are made in the wider format of the processor, whose error is
 * known, and the few that it cannot decide are left to the C library. */
#include "formats/real.h"

#include "base/check.h"
#include "base/text.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SHORT = 15, ALWAYS = 17 };

/* Fifteen digits always read back as they were written, so that what is short comes out short (below
 * 1e-307, where a double holds fewer digits, it may come out longer); seventeen always tell one double
 * from another (IEEE 754-2019, 5.12.2). */
size_t real_digits_slowly(char digits[static REAL_DIGITS], double x)
{
	int n = 0;
	for (int precision = SHORT; precision <= ALWAYS; precision++) {
		n = snprintf(digits, REAL_DIGITS, "%.*g", precision, x);
		if (strtod(digits, NULL) == x)
			break;
	}
	check(n > 0 && n < REAL_DIGITS);
	return (size_t)n;
}

/* Exact in 64 bits of mantissa: 10²⁰ is 5²⁰ × 2²⁰, and 5²⁰ < 2⁴⁷. */
static const long double powers[] = { 1e0L,  1e1L,  1e2L,  1e3L,  1e4L,  1e5L,  1e6L,  1e7L,  1e8L,  1e9L, 1e10L,
	                              1e11L, 1e12L, 1e13L, 1e14L, 1e15L, 1e16L, 1e17L, 1e18L, 1e19L, 1e20L };

/* a, at least 10⁻⁴ and below 10¹⁵, is `count` × 10^-scale. */
struct decimal {
	int64_t count;
	int scale;
};

enum verdict { READS_BACK, IS_ANOTHER, UNDECIDED };

/* The decimal of so many digits nearest to a. What it is at from a, counted in its last digit, is known
 * within a·10^scale·2⁻⁶³, which is below 2⁻⁸ of half the gap between a and its neighbours: nearer than that
 * half by a margin, it reads back as a; farther, it does not. */
static enum verdict nearest(double a, int exponent, int digits, struct decimal *out)
{
	const long double margin = 0x1p-6L;
	int scale = digits - 1 - exponent;
	if (scale < 0 || scale >= (int)(sizeof powers / sizeof *powers))
		return UNDECIDED; /* the exponent was misjudged at a power of ten, */
	long double scaled = a * powers[scale], count = floorl(scaled + 0.5L), off = fabsl(scaled - count);
	long double half_gap = ldexpl(1, ilogb(a) - DBL_MANT_DIG) * powers[scale];
	if (count < powers[digits - 1] || count >= powers[digits])
		return UNDECIDED; /* at another */
	*out = (struct decimal){ (int64_t)count, scale };
	if (digits < ALWAYS && off > half_gap * (1 + margin))
		return IS_ANOTHER;
	bool sure = digits == ALWAYS || off < half_gap * (1 - margin);
	return sure && off < 0.5L - margin ? READS_BACK : UNDECIDED;
}

static bool find(double a, struct decimal *out)
{
	int binary;
	if (a < 1e15 && a == floor(a)) {
		*out = (struct decimal){ (int64_t)a, 0 };
		return true;
	}
	/* A power of two has its neighbours at different distances; it is left to the C library. */
	if (LDBL_MANT_DIG < 64 || !(a >= 1e-4 && a < 1e15) || frexp(a, &binary) == 0.5)
		return false;
	int exponent = (int)floor(log10(a));
	for (int digits = SHORT; digits <= ALWAYS; digits++) {
		enum verdict verdict = nearest(a, exponent, digits, out);
		if (verdict != IS_ANOTHER)
			return verdict == READS_BACK;
	}
	return false;
}

static size_t write_decimal(char *out, bool negative, struct decimal d)
{
	char room[TEXT_DIGITS];
	size_t n = 0;
	while (d.scale > 0 && d.count % 10 == 0) {
		d.count /= 10;
		d.scale--;
	}
	struct text digits = text_digits(room, d.count);
	size_t scale = (size_t)d.scale, whole = digits.n > scale ? digits.n - scale : 0;
	if (negative)
		out[n++] = '-';
	if (whole == 0)
		out[n++] = '0';
	memcpy(out + n, digits.at, whole);
	n += whole;
	if (scale > 0)
		out[n++] = '.';
	for (size_t zeros = digits.n - whole; zeros < scale; zeros++)
		out[n++] = '0';
	memcpy(out + n, digits.at + whole, digits.n - whole);
	n += digits.n - whole;
	out[n] = '\0';
	return n;
}

size_t real_digits(char digits[static REAL_DIGITS], double x)
{
	struct decimal decimal;
	return find(fabs(x), &decimal) ? write_decimal(digits, signbit(x) != 0, decimal) : real_digits_slowly(digits, x);
}
