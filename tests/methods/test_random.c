/* Random: the published generator, and draws without a preference. */
#include "../unit/unit.h"
#include "methods/random.h"

/* From an independent reckoning of the papers' definitions. */
static void is_the_published_generator(void **state)
{
	(void)state;
	struct random r = { { 1, 2, 3, 4 } };
	assert_int_equal(random_bits(&r), 11520);
	assert_int_equal(random_bits(&r), 0);
	assert_int_equal(random_bits(&r), 1509978240);
	assert_int_equal(random_seed(0).state[0], 0xe220a8397b1dcdaf);
}

static void draws_each_as_often(void **state)
{
	(void)state;
	enum { SIDES = 6, DRAWS = 60000 };
	struct random r = random_seed(1);
	int seen[SIDES] = { 0 };
	for (int i = 0; i < DRAWS; i++)
		seen[random_below(&r, SIDES)]++;
	for (int i = 0; i < SIDES; i++)
		assert_in_range(seen[i], 9700, 10300);
}

static void shuffles_to_every_order(void **state)
{
	(void)state;
	enum { DRAWS = 60000 };
	struct random r = random_seed(2);
	int seen[27] = { 0 };
	for (int i = 0; i < DRAWS; i++) {
		int order[] = { 0, 1, 2 };
		random_shuffle(&r, order, 3, sizeof *order);
		seen[order[0] * 9 + order[1] * 3 + order[2]]++;
	}
	int orders = 0;
	for (int i = 0; i < 27; i++) {
		orders += seen[i] > 0;
		assert_true(seen[i] == 0 || (seen[i] > 9700 && seen[i] < 10300));
	}
	assert_int_equal(orders, 6);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(is_the_published_generator), cmocka_unit_test(draws_each_as_often),
	cmocka_unit_test(shuffles_to_every_order),
};
RUN(tests)
