/* Opinion map, cordee: planted groups are found where votes are few, and none where there are none. */
#include "../unit/unit.h"
#include "base/time.h"
#include "methods/opinion_inner.h"
#include "opinion.h"

#include <math.h>

static struct opinion_result map_with(struct arena *arena, const struct opinion_input *in,
                                      const struct opinion_options *o)
{
	struct opinion_result r;
	struct error err = { 0 };
	assert_true(opinion_map(arena, in, o, &r, &err));
	return r;
}

/* 10,000 people, 500 statements, half of them divisive, groups of 50, 30 and 20 %, one vote in twenty. */
static void finds_planted_groups_in_few_votes(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 2; seed++) {
		ARENA_SCOPED arena = arena_new();
		struct drawing d = { 10000, 500, 3, 0.05, 0.3, false };
		struct drawn c = draw_conversation(arena, &d, seed);
		struct opinion_options o = opinion_defaults();
		o.samples = 5;
		struct opinion_result r = map_with(arena, &c.input, &o);
		assert_true(r.clear);
		assert_int_equal(r.k, 3);
		assert_true(adjusted_rand(r.group_of, c.truth, d.people) >= 0.5);
	}
}

/* Weaker: twelve votes a person on what divides, each saying little. */
static void finds_weak_groups(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct drawing d = { 10000, 500, 3, 0.05, 0.2, false };
	struct drawn c = draw_conversation(arena, &d, 1);
	struct opinion_options o = opinion_defaults();
	o.samples = 5;
	struct opinion_result r = map_with(arena, &c.input, &o);
	assert_true(r.clear);
	assert_true(adjusted_rand(r.group_of, c.truth, d.people) >= 0.2);
}

static void says_when_there_are_none(void **state)
{
	(void)state;
	static const struct drawing kinds[] = {
		{ 300, 40, 0, 0.5, 0, false },
		{ 800, 60, 0, 0.2, 0, true },
		{ 60, 80, 0, 0.5, 0, true },
		{ 1500, 30, 0, 0.3, 0, false },
	};
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		for (uint64_t seed = 1; seed <= 6; seed++) {
			ARENA_SCOPED arena = arena_new();
			struct drawn c = draw_conversation(arena, &kinds[i], seed);
			struct opinion_options o = opinion_defaults();
			struct opinion_result r = map_with(arena, &c.input, &o);
			assert_false(r.clear);
			assert_int_equal(r.k, 0);
			assert_true(text_find(opinion_explain(arena, LANG_EN, &r, NULL),
			                      text("No clear groups")) <
			            opinion_explain(arena, LANG_EN, &r, NULL).n);
		}
}

static void confidence_grows_with_votes(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct drawing d = { 1000, 200, 2, 0.15, 0.25, true };
	struct drawn c = draw_conversation(arena, &d, 2);
	struct opinion_options o = opinion_defaults();
	struct opinion_result r = map_with(arena, &c.input, &o);
	double sum[2] = { 0 }, n[2] = { 0 }, blur[2] = { 0 };
	assert_int_equal(r.k, 2);
	for (size_t i = 0; i < r.people_n; i++) {
		bool many = r.votes_of[i] > 30;
		if (r.group_of[i] == OPINION_NONE) {
			assert_true(r.votes_of[i] < OPINION_VOTES_LEAST);
			assert_true(r.confidence[i] == 0);
			continue;
		}
		assert_true(r.confidence[i] >= 0.5 && r.confidence[i] <= 1);
		sum[many] += r.confidence[i];
		blur[many] += r.blur[i];
		n[many]++;
	}
	assert_true(sum[1] / n[1] > sum[0] / n[0] + 0.02);
	assert_true(blur[1] / n[1] < blur[0] / n[0]);
}

/* No count below five people, and significance that keeps its word. */
static void tells_no_small_count(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 10; seed++) {
		ARENA_SCOPED arena = arena_new();
		struct drawing d = { 60, 30, 2, 0.5, 0.45, false };
		struct drawn c = draw_conversation(arena, &d, seed);
		struct opinion_options o = opinion_defaults();
		struct opinion_result r = map_with(arena, &c.input, &o);
		for (size_t g = 0; g < (size_t)r.k; g++)
			for (size_t i = 0; i < r.representative[g].n; i++) {
				const struct opinion_claim *x = &r.representative[g].at[i];
				assert_true(x->success >= OPINION_CELL &&
				            x->trials >= OPINION_CELL);
				assert_true(x->q_value <= o.discovery_rate &&
				            x->q_value >= x->p_value);
				assert_true(x->low <= x->effect && x->effect <= x->high);
			}
		for (size_t i = 0; i < r.uncertain.n; i++) {
			assert_true(r.total[r.uncertain.at[i].statement].seen >= OPINION_CELL);
			assert_true(i == 0 || r.uncertain.at[i - 1].low >= r.uncertain.at[i].low);
		}
		assert_false(opinion_may_tell(&r, 4));
		assert_true(opinion_may_tell(&r, 0) && opinion_may_tell(&r, 5));
	}
}

/* What both groups approve comes before what one alone does, however large that one is. */
static void bridging_is_not_majority(void **state)
{
	(void)state;
	enum { PEOPLE = 300, STATEMENTS = 20 };
	ARENA_SCOPED arena = arena_new();
	struct random random = random_seed(8);
	int64_t *people = arena_many(arena, int64_t, PEOPLE);
	struct opinion_statement *statements =
		arena_many(arena, struct opinion_statement, STATEMENTS);
	struct opinion_vote *votes = arena_many(arena, struct opinion_vote, PEOPLE * STATEMENTS);
	size_t n = 0;
	for (uint32_t j = 0; j < STATEMENTS; j++)
		statements[j].id = j;
	for (uint32_t i = 0; i < PEOPLE; i++) {
		bool large = i % 5 != 0; /* four in five */
		people[i] = i;
		for (uint32_t j = 0; j < STATEMENTS; j++) {
			/* 0: seven in ten of everyone; the others: nine in ten of the large group, or of the small. */
			double share = j == 0 ? 0.7 : (j % 2 == 1) == large ? 0.9 : 0.1;
			votes[n++] = (struct opinion_vote){
				i, j, (int8_t)(random_unit(&random) < share ? 1 : -1)
			};
		}
	}
	struct opinion_input in = { .people_n = PEOPLE,
		                    .statements_n = STATEMENTS,
		                    .votes_n = n,
		                    .people = people,
		                    .statements = statements,
		                    .votes = votes };
	struct opinion_options o = opinion_defaults();
	struct opinion_result r = map_with(arena, &in, &o);
	assert_int_equal(r.k, 2);
	size_t best = 0;
	for (size_t j = 1; j < STATEMENTS; j++) {
		assert_true(
			r.total[1].agree >
			r.total[0].agree); /* the large group's statements have the most votes */
		best = r.group_informed[j] > r.group_informed[best] ? j : best;
	}
	assert_int_equal(best, 0);
}

static double moved(const struct opinion_result *a, const struct opinion_result *b)
{
	double apart = 0, size = 0;
	for (size_t i = 0; i < a->people_n; i++) {
		apart += hypot(a->projection[i].x - b->projection[i].x,
		               a->projection[i].y - b->projection[i].y);
		size += hypot(a->projection[i].x, a->projection[i].y);
	}
	return apart / size;
}

/* A map upside down is turned back onto the earlier one; groups keep their ids. */
static void follows_the_earlier_map(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct drawing d = { 300, 60, 3, 0.4, 0.4, false };
	struct drawn c = draw_conversation(arena, &d, 6);
	struct opinion_options o = opinion_defaults();
	struct opinion_result first = map_with(arena, &c.input, &o), turned = first, again;
	struct opinion_point *at = arena_copy(arena, first.projection, first.people_n * sizeof *at);
	struct opinion_group *groups =
		arena_copy(arena, first.groups, (size_t)first.k * sizeof *groups);
	int32_t *of = arena_copy(arena, first.group_of, first.people_n * sizeof *of);
	for (size_t i = 0; i < first.people_n; i++)
		at[i] = (struct opinion_point){ -first.projection[i].y, -first.projection[i].x };
	for (size_t i = 0; i < first.people_n; i++)
		of[i] = of[i] < 0 ? of[i] : (int32_t)first.k - 1 - of[i];
	turned.projection = at;
	turned.groups = groups;
	turned.group_of = of;
	o.previous = &turned;
	again = map_with(arena, &c.input, &o);
	assert_true(moved(&turned, &again) < 1e-6);
	assert_memory_equal(again.group_of, of, first.people_n * sizeof *of);
}

/* 1,000 people, 200 statements, one vote more: within 20 ms of processor time when optimised; here the
 * answer, and a bound that sanitizers keep too. */
static void one_more_vote_is_shown_at_once(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct drawing d = { 1000, 200, 2, 0.2, 0.3, false };
	struct drawn c = draw_conversation(arena, &d, 9);
	struct opinion_options o = opinion_defaults();
	o.samples = 6;
	struct opinion_result first = map_with(arena, &c.input, &o);
	struct opinion_vote *votes = arena_many(arena, struct opinion_vote, c.input.votes_n + 1);
	memcpy(votes, c.input.votes, c.input.votes_n * sizeof *votes);
	votes[c.input.votes_n] = (struct opinion_vote){ 3, 5, 1 };
	for (size_t v = 0; v < c.input.votes_n; v++)
		if (votes[v].person == 3 && votes[v].statement == 5)
			votes[c.input.votes_n].statement = UINT32_MAX;
	c.input.votes = votes;
	c.input.votes_n += votes[c.input.votes_n].statement != UINT32_MAX;
	o.previous = &first;
	o.refresh = true;
	int64_t began = clock_us();
	struct opinion_result second = map_with(arena, &c.input, &o);
	assert_true(clock_us() - began < 500000);
	assert_int_equal(second.k, first.k);
	assert_true(moved(&first, &second) < 0.05);
	size_t same = 0;
	for (size_t i = 0; i < d.people; i++)
		same += first.group_of[i] == second.group_of[i];
	assert_true(same >= d.people * 97 / 100);
}

static bool stop_at_once(void *user, double done)
{
	*(double *)user = done;
	return false;
}

static void stops_when_told(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct drawing d = { 100, 30, 2, 0.5, 0.4, false };
	struct drawn c = draw_conversation(arena, &d, 1);
	double done = 0;
	struct progress progress = { stop_at_once, &done };
	struct opinion_options o = opinion_defaults();
	struct opinion_result r;
	struct error err = { 0 };
	o.progress = &progress;
	assert_false(opinion_map(arena, &c.input, &o, &r, &err));
	assert_true(error_is(&err) && done > 0 && done < 1);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(finds_planted_groups_in_few_votes),
	cmocka_unit_test(finds_weak_groups),
	cmocka_unit_test(says_when_there_are_none),
	cmocka_unit_test(confidence_grows_with_votes),
	cmocka_unit_test(tells_no_small_count),
	cmocka_unit_test(bridging_is_not_majority),
	cmocka_unit_test(follows_the_earlier_map),
	cmocka_unit_test(one_more_vote_is_shown_at_once),
	cmocka_unit_test(stops_when_told),
};
RUN(tests)
