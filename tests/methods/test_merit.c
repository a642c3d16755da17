/* Quotas and merit, against all sets: whether one exists, the smallest change, what contradicts;
 * the best set, who replaces whom, ties, margins; the same in any order. */
#include "../unit/unit.h"
#include "methods/merit.h"
#include "selections.h"

#include <stdlib.h>

static int64_t missing(int64_t n, int64_t least, int64_t most)
{
	return n < least ? least - n : n > most ? n - most : 0;
}

/* By how much a set of the right size, its pairs kept, misses the quotas; -1: not such a set. */
static int64_t misses(const struct small *s, unsigned set, bool any_size)
{
	struct small free = *s;
	int64_t total = 0, size = __builtin_popcount(set);
	for (size_t f = 0; f < s->in.features_n; f++)
		for (size_t v = 0; v < s->features[f].values_n; v++) {
			total += missing(small_count(s, set, f, v), s->values[f][v].least, s->values[f][v].most);
			free.values[f][v].least = 0;
			free.values[f][v].most = SMALL_PEOPLE;
		}
	if (any_size) {
		total += missing(size, s->in.least, s->in.most);
		free.in.least = 0;
		free.in.most = SMALL_PEOPLE;
	}
	return small_meets(&free, set) ? total : -1;
}

static int64_t smallest_change(const struct small *s)
{
	for (int any_size = 0; any_size < 2; any_size++) {
		int64_t best = -1;
		for (unsigned set = 0; set < 1u << s->in.people_n; set++) {
			int64_t n = misses(s, set, any_size);
			if (n >= 0 && (best < 0 || n < best))
				best = n;
		}
		if (best >= 0)
			return best;
	}
	return -1;
}

/* With only the bounds of the conflict, or all of them but one. */
static bool meets_conflict(const struct small *s, const struct quota_verdict *v, size_t without)
{
	static unsigned sets[1 << SMALL_PEOPLE];
	struct small only = *s;
	for (size_t f = 0; f < s->in.features_n; f++)
		for (size_t value = 0; value < s->features[f].values_n; value++) {
			only.values[f][value].least = 0;
			only.values[f][value].most = SMALL_PEOPLE;
		}
	for (size_t i = 0; i < v->conflict_n; i++) {
		const struct quota_change *c = &v->conflict[i];
		if (i != without && c->most)
			only.values[c->feature][c->value].most = c->from;
		else if (i != without)
			only.values[c->feature][c->value].least = c->from;
	}
	return small_sets(&only, sets) > 0;
}

static void tells_contradictions(void **state)
{
	(void)state;
	static unsigned sets[1 << SMALL_PEOPLE];
	struct random r = random_seed(3);
	struct small s;
	size_t contradictory = 0;
	for (int i = 0; i < 2000; i++) {
		ARENA_SCOPED arena = arena_new();
		struct quota_verdict v;
		struct error err = { 0 };
		small_make(&s, &r);
		if (random_below(&r, 2)) { /* one minimum more than the set it was made around has */
			struct quota_value *value = &s.values[0][random_below(&r, s.features[0].values_n)];
			value->most += 2;
			value->least = value->most;
		}
		struct quota_pool *pool = quota_pool(arena, &s.in, &err);
		if (!pool)
			continue;
		assert_true(quota_judge(arena, pool, &v, &err));
		assert_int_equal(v.feasible, small_sets(&s, sets) > 0);
		if (v.feasible)
			continue;
		contradictory++;
		assert_int_equal(v.total, smallest_change(&s));
		assert_false(meets_conflict(&s, &v, SIZE_MAX));
		for (size_t j = 0; j < v.conflict_n; j++)
			assert_true(meets_conflict(&s, &v, j));
		assert_true(quota_explain(arena, LANG_EN, &s.in, &v).n > 20);
	}
	assert_true(contradictory > 100);
}

static int64_t worth(const int64_t *scores, unsigned set)
{
	int64_t sum = 0;
	for (size_t p = 0; p < SMALL_PEOPLE; p++)
		sum += set >> p & 1 ? scores[p] : 0;
	return sum;
}

/* The best worth of the sets that hold (or not) this person; false when there is none. */
static bool best_with(const unsigned *sets, size_t n, const int64_t *scores, unsigned person, bool with, int64_t *best)
{
	bool found = false;
	for (size_t i = 0; i < n; i++)
		if ((sets[i] >> person & 1) == with && (!found || worth(scores, sets[i]) > *best)) {
			*best = worth(scores, sets[i]);
			found = true;
		}
	return found;
}

/* Scores of people who must be together move together: their margins are those of all of them. */
static void check_margins(const unsigned *sets, size_t n, const int64_t *scores, const struct merit_result *result)
{
	for (size_t i = 0; i < result->margins_n; i++) {
		const struct merit_margin *m = &result->margins[i];
		int64_t other = 0;
		bool found = best_with(sets, n, scores, (unsigned)m->person, !m->chosen, &other);
		assert_int_equal(m->standing == MERIT_MOVES, found);
		if (found)
			assert_int_equal(m->points, result->score - other);
	}
	for (size_t i = 0; i < result->waiting_n; i++) {
		int64_t other = 0;
		bool found = best_with(sets, n, scores, (unsigned)result->waiting[i].person, false, &other);
		assert_int_equal(result->waiting[i].again, found);
		if (found)
			assert_int_equal(result->waiting[i].score, other);
	}
}

static void is_the_best(void **state)
{
	(void)state;
	static unsigned sets[1 << SMALL_PEOPLE];
	struct random r = random_seed(4);
	struct small s;
	for (int i = 0; i < 600; i++) {
		ARENA_SCOPED arena = arena_new();
		struct merit_result result;
		struct merit_options o = merit_defaults();
		struct error err = { 0 };
		int64_t scores[SMALL_PEOPLE], best = INT64_MIN;
		unsigned chosen = 0;
		size_t optimal = 0;
		small_make(&s, &r);
		for (size_t p = 0; p < SMALL_PEOPLE; p++)
			scores[p] = p < s.in.people_n ? (int64_t)random_below(&r, 9) - 2 : 0;
		struct quota_pool *pool = quota_pool(arena, &s.in, &err);
		size_t n = pool ? small_sets(&s, sets) : 0;
		if (!pool)
			continue;
		o.ties = 1 << SMALL_PEOPLE;
		assert_int_equal(merit_choose(arena, pool, scores, &o, &result, &err), n > 0);
		if (n == 0)
			continue;
		for (size_t j = 0; j < n; j++)
			best = worth(scores, sets[j]) > best ? worth(scores, sets[j]) : best;
		for (size_t j = 0; j < n; j++)
			optimal += worth(scores, sets[j]) == best;
		for (size_t j = 0; j < result.chosen_n; j++)
			chosen |= 1u << result.chosen[j];
		assert_true(result.complete && small_meets(&s, chosen));
		assert_int_equal(worth(scores, chosen), best);
		assert_int_equal(result.score, best);
		assert_int_equal(result.ties_n, optimal - 1);
		check_margins(sets, n, scores, &result);
	}
}

static void is_the_same_in_any_order(void **state)
{
	(void)state;
	struct random r = random_seed(5);
	struct small s, t;
	for (int i = 0; i < 300; i++) {
		ARENA_SCOPED arena = arena_new();
		struct merit_result one, other;
		struct merit_options o = merit_defaults();
		struct error err = { 0 };
		size_t place[SMALL_PEOPLE];
		int64_t scores[SMALL_PEOPLE], moved[SMALL_PEOPLE];
		small_make(&s, &r);
		small_shuffle(&s, &t, &r, place);
		for (size_t p = 0; p < s.in.people_n; p++)
			scores[p] = moved[place[p]] = (int64_t)random_below(&r, 3);
		struct quota_pool *first = quota_pool(arena, &s.in, &err), *second = quota_pool(arena, &t.in, &err);
		assert_int_equal(!first, !second);
		if (!first || !merit_choose(arena, first, scores, &o, &one, &err))
			continue;
		assert_true(merit_choose(arena, second, moved, &o, &other, &err));
		assert_int_equal(one.chosen_n, other.chosen_n);
		for (size_t j = 0; j < one.chosen_n; j++)
			assert_true(text_equal(s.in.people[one.chosen[j]], t.in.people[other.chosen[j]]));
	}
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(tells_contradictions), cmocka_unit_test(is_the_best), cmocka_unit_test(is_the_same_in_any_order),
};
RUN(tests)
