/* Schulze against the enumeration of paths, the run-off against its definition, and the examples
 * of the literature. */
#include "../unit/unit.h"

#include "ballots.h"
#include "methods/judgment_runoff.h"
#include "methods/judgment_schulze.h"

enum { ELECTIONS = 3000 };

/* The strongest path by trying every simple one. */
static struct judgment_duel strongest(const struct judgment_schulze *r, size_t n, size_t from, size_t to, unsigned seen)
{
	struct judgment_duel best = r->duels[from * n + to];
	for (size_t by = 0; by < n; by++) {
		if (by == to || by == from || (seen & 1u << by))
			continue;
		struct judgment_duel first = r->duels[from * n + by], rest = strongest(r, n, by, to, seen | 1u << from);
		struct judgment_duel weakest = judgment_duel_compare(r->strength, first, rest) < 0 ? rest : first;
		if (judgment_duel_compare(r->strength, weakest, best) < 0)
			best = weakest;
	}
	return best;
}

static uint64_t prefer(const struct judgment_ballots *b, size_t i, size_t j)
{
	uint64_t n = 0;
	for (size_t row = 0; row < b->rows; row++) {
		int32_t x = judgment_said(b, row, i), y = judgment_said(b, row, j);
		if (x != JUDGMENT_NOTHING && (y == JUDGMENT_NOTHING || x < y))
			n += judgment_count(b, row);
	}
	return n;
}

static void check_schulze(const struct judgment_ballots *b, const struct judgment_schulze *r)
{
	size_t n = b->options;
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++) {
			if (i == j)
				continue;
			assert_int_equal(r->duels[i * n + j].support, prefer(b, i, j));
			struct judgment_duel by_hand = strongest(r, n, i, j, 0);
			assert_int_equal(judgment_duel_compare(r->strength, r->paths[i * n + j], by_hand), 0);
		}
	/* Nothing is placed above an option that beats it. */
	for (size_t i = 0; i < n; i++)
		for (size_t j = i + 1; j < n; j++) {
			size_t x = r->order.options[i], y = r->order.options[j];
			assert_true(judgment_duel_compare(r->strength, r->paths[y * n + x], r->paths[x * n + y]) >= 0);
		}
	if (r->condorcet < n)
		assert_int_equal(r->order.options[0], r->condorcet);
}

static void takes_the_strongest_paths(void **state)
{
	(void)state;
	struct random r = random_seed(21);
	for (size_t i = 0; i < ELECTIONS; i++) {
		ARENA_SCOPED arena = arena_new();
		struct judgment_ballots b = some_ballots(arena, &r, 1 + random_below(&r, 6), random_below(&r, 8), 5, 5);
		struct judgment_ballots again = shuffled(arena, &r, &b);
		struct judgment_schulze_options o = judgment_schulze_defaults();
		o.strength = i % 2 ? JUDGMENT_MARGINS : JUDGMENT_WINNING_VOTES;
		o.ending.draw = i % 3 == 0;
		struct judgment_schulze s, same;
		struct error error = { 0 };
		assert_true(judgment_schulze(arena, &b, &o, &s, &error) && judgment_schulze(arena, &again, &o, &same, &error));
		check_schulze(&b, &s);
		assert_same_order(&s.order, &same.order);
	}
}

/* Examples 1 and 2 of Schulze (2011), sections 3.1 and 3.2, and the one with 45 voters by which
 * the method is often taught. */
static void agrees_with_schulze(void **state)
{
	(void)state;
	static const struct ranked first[] = { { 8, "acdb" }, { 2, "badc" }, { 4, "cdba" }, { 4, "dbac" }, { 3, "dcba" } };
	static const struct ranked taught[] = { { 5, "acbed" }, { 5, "adecb" }, { 8, "bedac" }, { 3, "cabed" },
		                                { 7, "caebd" }, { 2, "cbade" }, { 7, "dceba" }, { 8, "ebadc" } };
	static const uint64_t paths[] = { 0, 28, 28, 30, 24, 25, 0, 28, 33, 24, 25, 29, 0, 29, 24,
		                          25, 28, 28, 0, 24, 25, 28, 28, 31, 0 };
	ARENA_SCOPED arena = arena_new();
	struct judgment_ballots b = ranked_ballots(arena, 4, first, 5);
	struct judgment_schulze_options o = judgment_schulze_defaults();
	struct judgment_schulze s;
	struct error error = { 0 };
	assert_true(judgment_schulze(arena, &b, &o, &s, &error));
	assert_order(&s.order, "DACB");
	assert_int_equal(s.duels[0 * 4 + 2].support, 14);
	assert_int_equal(s.duels[3 * 4 + 1].support, 19);
	assert_int_equal(s.paths[3 * 4 + 0].support, 13); /* d b a */
	assert_int_equal(s.paths[0 * 4 + 3].support, 12); /* a c d */
	assert_int_equal(s.condorcet, 4);
	b = ranked_ballots(arena, 5, taught, 8);
	assert_true(judgment_schulze(arena, &b, &o, &s, &error));
	assert_order(&s.order, "EACBD");
	for (size_t i = 0; i < 25; i++)
		if (i % 6)
			assert_int_equal(s.paths[i].support, paths[i]);
	assert_int_equal(s.order.ties_n, 0);
}

/* Two ballots, opposite: everyone ties, and being tied is reported once. */
static void tells_a_tie_once(void **state)
{
	(void)state;
	static const struct ranked rows[] = { { 1, "abc" }, { 1, "cba" } };
	ARENA_SCOPED arena = arena_new();
	struct judgment_ballots b = ranked_ballots(arena, 3, rows, 2);
	struct judgment_schulze_options o = judgment_schulze_defaults();
	struct judgment_schulze s;
	struct error error = { 0 };
	assert_true(judgment_schulze(arena, &b, &o, &s, &error));
	assert_order(&s.order, "ABC");
	assert_int_equal(s.order.ties_n, 1);
	assert_int_equal(s.order.ties[0].n, 3);
	assert_int_equal(s.order.places[2], 1);
}

/* By the definition: what is left on each ballot, counted again in each round. */
static size_t fewest_by_hand(const struct judgment_ballots *b, unsigned out, uint64_t *tied)
{
	size_t last = b->options;
	uint64_t fewest = UINT64_MAX;
	*tied = 0;
	for (size_t i = 0; i < b->options; i++) {
		uint64_t n = 0;
		if (out & 1u << i)
			continue;
		for (size_t row = 0; row < b->rows; row++) {
			bool tops = judgment_said(b, row, i) != JUDGMENT_NOTHING;
			for (size_t j = 0; j < b->options; j++)
				if (!(out & 1u << j) && judgment_said(b, row, j) != JUDGMENT_NOTHING &&
				    judgment_said(b, row, j) < judgment_said(b, row, i))
					tops = false;
			n += tops ? judgment_count(b, row) : 0;
		}
		*tied = n == fewest ? *tied + 1 : n < fewest ? 1 : *tied;
		if (n <= fewest) { /* the last published of those with the fewest */
			fewest = n;
			last = i;
		}
	}
	return last;
}

/* Ballots without equal ranks: each a random order, cut somewhere. */
static struct judgment_ballots strict(struct arena *arena, struct random *r, size_t options, size_t rows)
{
	struct judgment_ballots b = some_ballots(arena, r, options, rows, 1, 0);
	int32_t *said = arena_many(arena, int32_t, rows * options);
	for (size_t row = 0; row < rows; row++) {
		size_t order[8];
		for (size_t i = 0; i < options; i++)
			order[i] = i;
		random_shuffle(r, order, options, sizeof *order);
		size_t cut = random_below(r, options + 1);
		for (size_t i = 0; i < options; i++)
			said[row * options + order[i]] = i < cut ? (int32_t)(2 * i + 1) : JUDGMENT_NOTHING;
	}
	b.said = said;
	return b;
}

static void eliminates_by_the_definition(void **state)
{
	(void)state;
	struct random r = random_seed(22);
	for (size_t i = 0; i < ELECTIONS; i++) {
		ARENA_SCOPED arena = arena_new();
		struct judgment_ballots b = strict(arena, &r, 1 + random_below(&r, 6), random_below(&r, 10));
		struct judgment_ballots again = shuffled(arena, &r, &b);
		struct judgment_runoff result, same;
		struct error error = { 0 };
		assert_true(judgment_runoff(arena, &b, (struct judgment_ending){ 0 }, &result, &error));
		assert_true(judgment_runoff(arena, &again, (struct judgment_ending){ 0 }, &same, &error));
		assert_same_order(&result.order, &same.order);
		unsigned out = 0;
		size_t ties = 0;
		for (size_t round = 0; round < b.options; round++) {
			uint64_t tied, counted = result.rounds[round].exhausted;
			size_t last = fewest_by_hand(&b, out, &tied);
			assert_int_equal(result.rounds[round].out, last);
			assert_int_equal(result.order.options[b.options - 1 - round], last);
			ties += tied > 1;
			out |= 1u << last;
			for (size_t j = 0; j < b.options; j++)
				counted += result.rounds[round].counts[j];
			assert_int_equal(counted, result.voters);
		}
		assert_int_equal(result.order.ties_n, ties);
	}
}

/* Tennessee chooses its capital: the run-off takes Knoxville, every duel Nashville (a classroom
 * example, here with its usual shares). a Memphis, b Nashville, c Chattanooga, d Knoxville. */
static void differs_from_the_duels(void **state)
{
	(void)state;
	static const struct ranked rows[] = { { 42, "abcd" }, { 26, "bcda" }, { 15, "cdba" }, { 17, "dcba" } };
	ARENA_SCOPED arena = arena_new();
	struct judgment_ballots b = ranked_ballots(arena, 4, rows, 4);
	struct judgment_schulze_options o = judgment_schulze_defaults();
	struct judgment_schulze s;
	struct judgment_runoff r;
	struct error error = { 0 };
	assert_true(judgment_schulze(arena, &b, &o, &s, &error));
	assert_true(judgment_runoff(arena, &b, (struct judgment_ending){ 0 }, &r, &error));
	assert_order(&s.order, "BCDA");
	assert_int_equal(s.condorcet, 1);
	assert_order(&r.order, "DABC");
	assert_int_equal(r.majority_round, 3);
	assert_text(judgment_runoff_explain(arena, LANG_EN, &b, &r),
	            "D wins: in round 3, 58 of the 100 ballots that still count. No tie.");
}

static void refuses_equal_ranks_in_a_runoff(void **state)
{
	(void)state;
	const int32_t said[] = { 1, 2, 3, 1, 2, 2 };
	struct judgment_ballots b = { letters, 3, 2, said, NULL };
	ARENA_SCOPED arena = arena_new();
	struct judgment_runoff r;
	struct error error = { 0 };
	assert_false(judgment_runoff(arena, &b, (struct judgment_ending){ 0 }, &r, &error));
	assert_int_equal(error.n, 2);
	assert_text(error.name, "C");
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(takes_the_strongest_paths), cmocka_unit_test(agrees_with_schulze),
	cmocka_unit_test(tells_a_tie_once),          cmocka_unit_test(eliminates_by_the_definition),
	cmocka_unit_test(differs_from_the_duels),    cmocka_unit_test(refuses_equal_ranks_in_a_runoff),
};
RUN(tests)
