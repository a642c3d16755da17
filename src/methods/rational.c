/* Rational: 128 bits first, big whole numbers when they do not do. */
#include "methods/rational.h"

#include "base/check.h"

static const wide LARGEST = (wide)(~(uwide)0 >> 1);

static uwide size_of(wide a)
{
	return a < 0 ? -(uwide)a : (uwide)a;
}

static uwide gcd(uwide a, uwide b)
{
	while (b > UINT64_MAX) {
		uwide rest = a % b;
		a = b;
		b = rest;
	}
	if (b == 0)
		return a;
	return big_gcd_words((uint64_t)b, (uint64_t)(a % b)); /* below 2⁶⁴ the machine divides by itself */
}

/* The products and sums of 128 bits that clang does without its own runtime library. Results
 * stay symmetric around zero, so that a sign can always change. */
static bool multiply(wide a, wide b, wide *out)
{
	uwide x = size_of(a), y = size_of(b);
	if ((x >> 64) && (y >> 64))
		return false;
	if (x < y) {
		uwide other = x;
		x = y;
		y = other;
	}
	uwide low = (uwide)(uint64_t)x * y, high = (x >> 64) * y;
	if (high >> 63)
		return false;
	uwide product = low + (high << 64);
	if (product < low || product > (uwide)LARGEST)
		return false;
	*out = (a < 0) != (b < 0) ? -(wide)product : (wide)product;
	return true;
}

static bool add(wide a, wide b, wide *out)
{
	if (b > 0 ? a > LARGEST - b : a < -LARGEST - b)
		return false;
	*out = a + b;
	return true;
}

static struct fraction large_of(struct arena *arena, struct rational a)
{
	return a.large ? *a.large : (struct fraction){ big_of(arena, a.num), big_of(arena, a.den) };
}

/* Lowest terms, a positive denominator, and 128 bits again when they do. */
struct rational rational_from_big(struct arena *arena, struct big num, struct big den)
{
	struct big common = big_gcd(arena, num, den), rest;
	num = big_divide(arena, num, common, &rest);
	den = big_divide(arena, den, common, &rest);
	if (den.negative) {
		num = big_negate(num);
		den = big_negate(den);
	}
	struct rational made = { 0, 1, NULL };
	if (big_to_wide(num, &made.num) && big_to_wide(den, &made.den))
		return made;
	struct fraction *large = arena_one(arena, struct fraction);
	*large = (struct fraction){ num, den };
	return (struct rational){ 0, 1, large };
}

struct rational rational_ratio(struct arena *arena, wide num, wide den)
{
	check(den != 0);
	if (num < -LARGEST || den < -LARGEST) /* has no opposite in 128 bits */
		return rational_from_big(arena, big_of(arena, num), big_of(arena, den));
	wide common = (wide)gcd(size_of(num), size_of(den));
	if (den < 0)
		common = -common;
	return (struct rational){ num / common, den / common, NULL };
}

static struct rational add_large(struct arena *arena, struct rational a, struct rational b)
{
	struct fraction x = large_of(arena, a), y = large_of(arena, b);
	struct big num = big_add(arena, big_multiply(arena, x.num, y.den), big_multiply(arena, y.num, x.den));
	return rational_from_big(arena, num, big_multiply(arena, x.den, y.den));
}

/* Knuth, 4.5.1: with the common part of the denominators taken out first, numbers stay small. */
struct rational rational_add(struct arena *arena, struct rational a, struct rational b)
{
	if (a.large || b.large)
		return add_large(arena, a, b);
	wide common = (wide)gcd(size_of(a.den), size_of(b.den)), x, y, num, den;
	if (!multiply(a.num, b.den / common, &x) || !multiply(b.num, a.den / common, &y) || !add(x, y, &num))
		return add_large(arena, a, b);
	wide again = (wide)gcd(size_of(num), (uwide)common);
	if (!multiply(a.den / common, b.den / again, &den))
		return add_large(arena, a, b);
	return (struct rational){ num / again, den, NULL };
}

static struct rational negate(struct arena *arena, struct rational a)
{
	if (!a.large)
		return (struct rational){ -a.num, a.den, NULL };
	return rational_from_big(arena, big_negate(a.large->num), a.large->den);
}

struct rational rational_subtract(struct arena *arena, struct rational a, struct rational b)
{
	return rational_add(arena, a, negate(arena, b));
}

struct rational rational_multiply(struct arena *arena, struct rational a, struct rational b)
{
	if (!a.large && !b.large) {
		wide across = (wide)gcd(size_of(a.num), size_of(b.den));
		wide back = (wide)gcd(size_of(b.num), size_of(a.den)), num, den;
		if (multiply(a.num / across, b.num / back, &num) && multiply(a.den / back, b.den / across, &den))
			return (struct rational){ num, den, NULL };
	}
	struct fraction x = large_of(arena, a), y = large_of(arena, b);
	return rational_from_big(arena, big_multiply(arena, x.num, y.num), big_multiply(arena, x.den, y.den));
}

struct rational rational_divide(struct arena *arena, struct rational a, struct rational b)
{
	check(rational_sign(b) != 0);
	struct rational inverse = { b.num < 0 ? -b.den : b.den, b.num < 0 ? -b.num : b.num, NULL };
	if (b.large)
		inverse = rational_from_big(arena, b.large->den, b.large->num);
	return rational_multiply(arena, a, inverse);
}

int rational_sign(struct rational a)
{
	return a.large ? big_sign(a.large->num) : (a.num > 0) - (a.num < 0);
}

int rational_compare(struct rational a, struct rational b)
{
	if (!a.large && !b.large) {
		wide x, y;
		if (a.den == b.den)
			return (a.num > b.num) - (a.num < b.num);
		if (multiply(a.num, b.den, &x) && multiply(b.num, a.den, &y))
			return (x > y) - (x < y);
	}
	ARENA_SCOPED scratch = arena_new();
	struct fraction x = large_of(scratch, a), y = large_of(scratch, b);
	return big_compare(big_multiply(scratch, x.num, y.den), big_multiply(scratch, y.num, x.den));
}

bool rational_floor(struct rational a, int64_t *out)
{
	ARENA_SCOPED scratch = arena_new();
	struct fraction x = large_of(scratch, a);
	struct big rest, whole = big_divide(scratch, x.num, x.den, &rest);
	wide found;
	if (!big_to_wide(whole, &found))
		return false;
	found -= rest.negative;
	if (found < INT64_MIN || found > INT64_MAX)
		return false;
	*out = (int64_t)found;
	return true;
}

double rational_real(struct rational a)
{
	return a.large ? big_ratio(a.large->num, a.large->den) : (double)a.num / (double)a.den;
}

struct text rational_text(struct arena *arena, struct rational a)
{
	struct fraction x = large_of(arena, a);
	struct text num = big_text(arena, x.num), den = big_text(arena, x.den);
	return text_is(den, "1") ? num : TEXT_CONCAT(arena, num, T("/"), den);
}
