/* Lottery: leximin against an exact one, by enumeration of all sets and the simplex method in
 * fractions; the list and the draw; the same answer in any order. */
#include "../unit/unit.h"
#include "methods/lottery.h"
#include "methods/rational.h"
#include "selections.h"

#include <math.h>

enum { ROWS = SMALL_PEOPLE + 1, COLUMNS = (1 << SMALL_PEOPLE) + 1 + SMALL_PEOPLE + ROWS + 1 };

/* A linear program with its answer in sight (Dantzig's tableau, Bland's rule, two phases):
 * columns are shares of sets, the height, surpluses, artificials, and the right side. */
struct exact {
	struct arena *arena;
	struct rational at[ROWS][COLUMNS], cost[COLUMNS];
	size_t basis[ROWS], rows, columns, height, surplus, artificial;
};

static void subtract_row(struct exact *e, struct rational *from, const struct rational *row, struct rational factor)
{
	for (size_t j = 0; rational_sign(factor) != 0 && j < e->columns; j++)
		if (rational_sign(row[j]) != 0)
			from[j] = rational_subtract(e->arena, from[j], rational_multiply(e->arena, factor, row[j]));
}

static void pivot(struct exact *e, size_t row, size_t column)
{
	struct rational by = e->at[row][column];
	for (size_t j = 0; j < e->columns; j++)
		if (rational_sign(e->at[row][j]) != 0)
			e->at[row][j] = rational_divide(e->arena, e->at[row][j], by);
	for (size_t i = 0; i < e->rows; i++)
		if (i != row)
			subtract_row(e, e->at[i], e->at[row], e->at[i][column]);
	subtract_row(e, e->cost, e->at[row], e->cost[column]);
	e->basis[row] = column;
}

/* Minimises; the cost row holds reduced costs and, on the right, minus the value. */
static void minimise(struct exact *e, size_t allowed)
{
	for (;;) {
		size_t column = 0, row = SIZE_MAX;
		while (column < allowed && rational_sign(e->cost[column]) >= 0)
			column++;
		if (column == allowed)
			return;
		struct rational best = rational_of(0);
		for (size_t i = 0; i < e->rows; i++) {
			if (rational_sign(e->at[i][column]) <= 0)
				continue;
			struct rational ratio = rational_divide(e->arena, e->at[i][e->columns - 1], e->at[i][column]);
			int order = row == SIZE_MAX ? -1 : rational_compare(ratio, best);
			if (order < 0 || (order == 0 && e->basis[i] < e->basis[row])) {
				row = i;
				best = ratio;
			}
		}
		assert_true(row != SIZE_MAX);
		pivot(e, row, column);
	}
}

static void price_out(struct exact *e)
{
	for (size_t i = 0; i < e->rows; i++)
		subtract_row(e, e->cost, e->at[i], e->cost[e->basis[i]]);
}

static void begin_level(struct exact *e, const struct small *s, const unsigned *sets, size_t sets_n, const bool *fixed,
                        const struct rational *chances)
{
	size_t n = s->in.people_n;
	struct arena *arena = e->arena;
	memset(e, 0, sizeof *e);
	*e = (struct exact){ .arena = arena, .rows = n + 1, .height = sets_n, .surplus = sets_n + 1, .artificial = sets_n + 1 + n };
	e->columns = e->artificial + e->rows + 1;
	for (size_t i = 0; i < e->rows; i++)
		for (size_t j = 0; j < e->columns; j++)
			e->at[i][j] = rational_of(0);
	for (size_t j = 0; j < e->columns; j++)
		e->cost[j] = rational_of(j >= e->artificial && j + 1 < e->columns);
	for (size_t i = 0; i <= n; i++) {
		for (size_t j = 0; j < sets_n; j++)
			e->at[i][j] = rational_of(i == n || (sets[j] >> i & 1));
		e->at[i][e->artificial + i] = rational_of(1);
		e->basis[i] = e->artificial + i;
		e->at[i][e->columns - 1] = i == n ? rational_of(1) : fixed[i] ? chances[i] : rational_of(0);
		if (i < n) {
			e->at[i][e->height] = rational_of(fixed[i] ? 0 : -1);
			e->at[i][e->surplus + i] = rational_of(-1);
		}
	}
	price_out(e);
}

/* The largest height, and the people whom its prices hold there. */
static void exact_level(struct exact *e, const struct small *s, bool *fixed, struct rational *chances)
{
	size_t right = e->columns - 1;
	minimise(e, e->artificial);
	assert_int_equal(rational_sign(e->cost[right]), 0);
	for (size_t i = 0; i < e->rows; i++) /* an artificial left at zero makes way */
		for (size_t j = 0; e->basis[i] >= e->artificial && j < e->artificial; j++)
			if (rational_sign(e->at[i][j]) != 0)
				pivot(e, i, j);
	for (size_t j = 0; j < e->columns; j++)
		e->cost[j] = rational_of(j == e->height ? -1 : 0);
	price_out(e);
	minimise(e, e->artificial);
	for (size_t p = 0; p < s->in.people_n; p++)
		if (!fixed[p] && rational_sign(e->cost[e->surplus + p]) > 0) {
			fixed[p] = true;
			chances[p] = e->cost[right];
		}
}

static size_t exact_leximin(const struct small *s, const unsigned *sets, size_t sets_n, size_t levels_most,
                            double chances[static SMALL_PEOPLE])
{
	static struct exact e;
	ARENA_SCOPED arena = arena_new();
	bool fixed[SMALL_PEOPLE] = { false };
	struct rational exact[SMALL_PEOPLE];
	size_t left = s->in.people_n, levels = 0;
	e.arena = arena;
	while (left > 0 && levels < levels_most) {
		begin_level(&e, s, sets, sets_n, fixed, exact);
		exact_level(&e, s, fixed, exact);
		left = 0;
		for (size_t p = 0; p < s->in.people_n; p++)
			left += !fixed[p];
		levels++;
	}
	for (size_t p = 0; p < s->in.people_n; p++)
		chances[p] = fixed[p] ? rational_real(exact[p]) : NAN;
	return levels;
}

static void assert_list(const struct small *s, const struct lottery_result *result, size_t n)
{
	const struct lottery_list *list = &result->list;
	double seen[SMALL_PEOPLE] = { 0 };
	assert_int_equal(list->n, n);
	for (size_t i = 0; i < n; i++) {
		unsigned set = 0;
		for (size_t j = 0; j < list->panels[i].n; j++) {
			set |= 1u << list->panels[i].people[j];
			seen[list->panels[i].people[j]] += 1 / (double)n;
		}
		assert_true(small_meets(s, set));
	}
	for (size_t p = 0; p < s->in.people_n; p++) {
		assert_true(fabs(seen[p] - list->chances[p]) < 1e-9);
		assert_true(fabs(list->chances[p] - result->chances[p]) <= list->moved + 1e-12);
	}
}

static void check_one(const struct small *s, enum lottery_rule rule)
{
	static unsigned sets[1 << SMALL_PEOPLE];
	double exact[SMALL_PEOPLE];
	ARENA_SCOPED arena = arena_new();
	struct error err = { 0 };
	struct lottery_result result;
	struct lottery_options options = lottery_defaults();
	size_t sets_n = small_sets(s, sets);
	struct quota_pool *pool = quota_pool(arena, &s->in, &err);
	if (!pool)
		return;
	options.rule = rule;
	options.panels = 50;
	bool found = lottery_find(arena, pool, &options, &result, &err);
	if (found != (sets_n > 0))
		fail_msg("%zu sets, found %d: %s", sets_n, found, err.detail);
	if (!found)
		return;
	exact_leximin(s, sets, sets_n, rule == LOTTERY_MAXIMIN ? 1 : SIZE_MAX, exact);
	assert_true(result.proven && result.shortfall <= 1e-6 && result.bound >= result.least - 1e-9 && result.bound < result.least + 1e-6);
	double least = 1;
	for (size_t p = 0; p < s->in.people_n; p++) {
		least = fmin(least, isnan(exact[p]) ? 1 : exact[p]);
		if (!isnan(exact[p]) && rule == LOTTERY_LEXIMIN && fabs(result.chances[p] - exact[p]) > 1e-6)
			fail_msg("person %zu has %.9f, exactly %.9f", p, result.chances[p], exact[p]);
	}
	assert_true(fabs(result.least - least) < 1e-6);
	unsigned anyone = 0, excluded = 0;
	for (size_t i = 0; i < sets_n; i++)
		anyone |= sets[i];
	for (size_t i = 0; i < result.excluded_n; i++)
		excluded |= 1u << result.excluded[i];
	assert_int_equal(excluded, ~anyone & ((1u << s->in.people_n) - 1));
	assert_list(s, &result, options.panels);
}

static void is_leximin(void **state)
{
	(void)state;
	struct random r = random_seed(1);
	struct small s;
	for (int i = 0; i < 2000; i++) {
		small_make(&s, &r);
		check_one(&s, LOTTERY_LEXIMIN);
	}
}

static void is_maximin(void **state)
{
	(void)state;
	struct random r = random_seed(2);
	struct small s;
	for (int i = 0; i < 500; i++) {
		small_make(&s, &r);
		check_one(&s, LOTTERY_MAXIMIN);
	}
}

/* To the byte: chances and list. */
static void is_the_same_in_any_order(void **state)
{
	(void)state;
	struct random r = random_seed(3);
	struct small s, t;
	for (int i = 0; i < 300; i++) {
		ARENA_SCOPED arena = arena_new();
		struct lottery_options o = lottery_defaults();
		struct lottery_result one, other;
		struct error err = { 0 };
		size_t place[SMALL_PEOPLE];
		small_make(&s, &r);
		small_shuffle(&s, &t, &r, place);
		o.panels = 20;
		o.rule = (enum lottery_rule)random_below(&r, 3);
		struct quota_pool *first = quota_pool(arena, &s.in, &err), *second = quota_pool(arena, &t.in, &err);
		assert_int_equal(!first, !second);
		if (!first || !lottery_find(arena, first, &o, &one, &err))
			continue;
		assert_true(lottery_find(arena, second, &o, &other, &err));
		for (size_t p = 0; p < s.in.people_n; p++)
			assert_memory_equal(&one.chances[p], &other.chances[place[p]], sizeof(double));
		struct text list = lottery_list_text(arena, s.in.people, &one.list);
		assert_true(text_equal(list, lottery_list_text(arena, t.in.people, &other.list)));
	}
}

/* The hash as b2sum gives it, and the draw as anyone does it by hand. */
static void draws_as_said(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	assert_text(lottery_hash(arena, text("abc")), "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
	size_t seen[10] = { 0 };
	for (int i = 0; i < 10000; i++)
		seen[lottery_draw(text_format(arena, "%d", i), text("list"), 10)]++;
	for (size_t i = 0; i < 10; i++)
		assert_in_range(seen[i], 900, 1100);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(is_leximin), cmocka_unit_test(is_maximin), cmocka_unit_test(is_the_same_in_any_order),
	cmocka_unit_test(draws_as_said),
};
RUN(tests)
