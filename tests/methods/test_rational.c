/* Rational: the laws of whole numbers and fractions on thousands of numbers of all sizes, made
 * of the limbs at which algorithms break, and values reckoned elsewhere. */
#include "../unit/unit.h"
#include "methods/random.h"
#include "methods/rational.h"

#include <math.h>

/* Up to `limbs` limbs, many of them 0, 1, 2⁶³ or 2⁶⁴ - 1. */
static struct big any_big(struct arena *arena, struct random *r, size_t limbs)
{
	static const uint64_t EDGES[] = { 0, 1, UINT64_MAX, (uint64_t)1 << 63, UINT64_MAX - 1, 2 };
	struct big made = big_of(arena, 0), base = big_of(arena, (wide)1 << 64);
	for (size_t n = random_below(r, limbs + 1); n > 0; n--) {
		uint64_t limb = random_below(r, 3) ? EDGES[random_below(r, 6)] : random_bits(r);
		made = big_add(arena, big_multiply(arena, made, base), big_of(arena, (wide)limb));
	}
	return random_below(r, 2) ? big_negate(made) : made;
}

static void division_undoes_multiplication(void **state)
{
	(void)state;
	struct random r = random_seed(1);
	for (int i = 0; i < 20000; i++) {
		ARENA_SCOPED arena = arena_new();
		struct big a = any_big(arena, &r, 9), b = any_big(arena, &r, 5), rest;
		if (b.n == 0)
			continue;
		struct big q = big_divide(arena, a, b, &rest);
		assert_int_equal(big_compare(big_add(arena, big_multiply(arena, q, b), rest), a), 0);
		struct big size = rest, by = b;
		size.negative = by.negative = false;
		assert_true(big_compare(size, by) < 0);
		assert_true(rest.n == 0 || rest.negative == a.negative);
	}
}

static void sums_come_back(void **state)
{
	(void)state;
	struct random r = random_seed(2);
	for (int i = 0; i < 20000; i++) {
		ARENA_SCOPED arena = arena_new();
		struct big a = any_big(arena, &r, 6), b = any_big(arena, &r, 6), c = any_big(arena, &r, 3);
		struct big sum = big_add(arena, a, b);
		assert_int_equal(big_compare(big_subtract(arena, sum, b), a), 0);
		assert_int_equal(big_compare(a, b), big_sign(big_subtract(arena, a, b)));
		struct big apart = big_add(arena, big_multiply(arena, a, c), big_multiply(arena, b, c));
		assert_int_equal(big_compare(big_multiply(arena, sum, c), apart), 0);
	}
}

static void divisors_are_common_and_greatest(void **state)
{
	(void)state;
	struct random r = random_seed(3);
	for (int i = 0; i < 3000; i++) {
		ARENA_SCOPED arena = arena_new();
		struct big a = any_big(arena, &r, 4), b = any_big(arena, &r, 4), c = any_big(arena, &r, 2), rest;
		struct big g = big_gcd(arena, big_multiply(arena, a, c), big_multiply(arena, b, c));
		if (g.n == 0)
			continue;
		big_divide(arena, big_multiply(arena, a, c), g, &rest);
		assert_int_equal(rest.n, 0);
		big_divide(arena, g, c, &rest); /* what is common to both divides their greatest */
		assert_int_equal(rest.n, 0);
	}
}

/* Small enough now and then for 128 bits, and then again not. */
static struct rational any_rational(struct arena *arena, struct random *r)
{
	struct big den = any_big(arena, r, 3);
	return rational_from_big(arena, any_big(arena, r, 3), den.n ? den : big_of(arena, 7));
}

static void is_in_lowest_terms(struct arena *arena, struct rational a)
{
	struct big num = a.large ? a.large->num : big_of(arena, a.num);
	struct big den = a.large ? a.large->den : big_of(arena, a.den);
	wide small;
	assert_text(big_text(arena, big_gcd(arena, num, den)), "1");
	assert_int_equal(big_sign(den), 1);
	assert_true(!a.large || !big_to_wide(num, &small) || !big_to_wide(den, &small));
}

static void fractions_obey_their_laws(void **state)
{
	(void)state;
	struct random r = random_seed(4);
	for (int i = 0; i < 5000; i++) {
		ARENA_SCOPED arena = arena_new();
		struct rational a = any_rational(arena, &r), b = any_rational(arena, &r), c = any_rational(arena, &r);
		struct rational sum = rational_add(arena, a, b), product = rational_multiply(arena, a, c);
		is_in_lowest_terms(arena, sum);
		is_in_lowest_terms(arena, product);
		assert_int_equal(rational_compare(rational_subtract(arena, sum, b), a), 0);
		struct rational apart = rational_add(arena, product, rational_multiply(arena, b, c));
		assert_int_equal(rational_compare(rational_multiply(arena, sum, c), apart), 0);
		assert_int_equal(rational_compare(a, b), rational_sign(rational_subtract(arena, a, b)));
		if (rational_sign(c) != 0)
			assert_int_equal(rational_compare(rational_divide(arena, product, c), a), 0);
	}
}

static void values_reckoned_elsewhere(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct rational sum = rational_of(0), power = rational_of(1);
	for (int64_t i = 1; i <= 100; i++)
		sum = rational_add(arena, sum, rational_ratio(arena, 1, i));
	/* The hundredth harmonic number. */
	assert_text(rational_text(arena, sum), "14466636279520351160221518043104131447711/"
	                                       "2788815009188499086581352357412492142272");
	assert_true(fabs(rational_real(sum) - 5.187377517639621) < 1e-14);
	for (int i = 0; i < 40; i++)
		power = rational_multiply(arena, power, rational_ratio(arena, -10, 3));
	assert_text(rational_text(arena, power),
	            "10000000000000000000000000000000000000000/12157665459056928801");
	assert_text(rational_text(arena, rational_ratio(arena, 6, -4)), "-3/2");
	assert_text(rational_text(arena, rational_ratio(arena, 0, -4)), "0");
	assert_text(rational_text(arena, rational_ratio(arena, (wide)((uwide)1 << 127), 2)), "-85070591730234615865843651857942052864");
}

static void floors_go_down(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	static const struct { int num, den, floor; } cases[] = {
		{ 7, 2, 3 }, { -7, 2, -4 }, { 6, 2, 3 }, { -6, 2, -3 }, { 0, 5, 0 }, { -1, 3, -1 },
	};
	int64_t found = 0;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_true(rational_floor(rational_ratio(arena, cases[i].num, cases[i].den), &found));
		assert_int_equal(found, cases[i].floor);
	}
	assert_false(rational_floor(rational_ratio(arena, (wide)1 << 100, 3), &found));
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(division_undoes_multiplication), cmocka_unit_test(sums_come_back),
	cmocka_unit_test(divisors_are_common_and_greatest), cmocka_unit_test(fractions_obey_their_laws),
	cmocka_unit_test(values_reckoned_elsewhere), cmocka_unit_test(floors_go_down),
};
RUN(tests)
