/* Means, order, proposals under quotas, counts and ties of the selection. */
#include "unit.h"

#include "selection/standing.h"

#include <string.h>

static struct standing made(int64_t id, const char *name, const char *kind, int64_t sum, int64_t n)
{
	return (struct standing){ .application = id, .name = text_of(name), .kind = text_of(kind), .score = { sum, n },
		                  .readings = n / 5 };
}

static void means_are_compared_exactly(void **state)
{
	(void)state;
	static const struct { struct score a, b; int order; } cases[] = {
		{ { 10, 5 }, { 20, 10 }, 0 }, { { 1, 3 }, { 333, 1000 }, 1 }, { { 0, 5 }, { 0, 0 }, 1 },
		{ { 0, 0 }, { 0, 0 }, 0 }, { { 49, 15 }, { 50, 15 }, -1 }, { { 65, 20 }, { 49, 15 }, -1 },
		/* Too close for double precision. */
		{ { 900719925, 900719926 }, { 900719926, 900719927 }, -1 },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int forward = score_compare(cases[i].a, cases[i].b), backward = score_compare(cases[i].b, cases[i].a);
		assert_int_equal((forward > 0) - (forward < 0), cases[i].order);
		assert_int_equal((backward > 0) - (backward < 0), -cases[i].order);
	}
}

static void means_are_written_on_twenty(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	static const struct { struct score score; const char *french, *english; } cases[] = {
		{ { 50, 15 }, "16,67", "16.67" }, { { 51, 15 }, "17", "17" }, { { 49, 15 }, "16,33", "16.33" },
		{ { 1, 20 }, "0,25", "0.25" }, { { 0, 5 }, "0", "0" }, { { 20, 5 }, "20", "20" }, { { 0, 0 }, "", "" },
		{ { 1, 15 }, "0,33", "0.33" }, { { 301, 100 }, "15,05", "15.05" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_text(score_text(arena, LANG_FR, cases[i].score), cases[i].french);
		assert_text(score_text(arena, LANG_EN, cases[i].score), cases[i].english);
	}
	arena_free(arena);
}

static void readings_add_up(void **state)
{
	(void)state;
	struct standing all[] = { made(7, "Vimy", "commune", 0, 0), made(8, "Arques", "commune", 0, 0) };
	static const struct reading readings[] = { { 7, 1, 12, 5 }, { 7, 2, 18, 5 }, { 7, 3, 15, 5 }, { 99, 1, 20, 5 } };
	standings_score(all, 2, readings, 4);
	assert_int_equal(all[0].readings, 3);
	assert_int_equal(all[0].score.sum, 45);
	assert_int_equal(all[0].score.n, 15);
	assert_int_equal(all[0].low.sum, 12);
	assert_int_equal(all[0].high.sum, 18);
	assert_int_equal(all[1].readings, 0);
	standings_order(all, 2);
	assert_int_equal(all[0].application, 7);
	standings_order(all, 0);
}

static void outcomes_are(const struct standing *all, size_t n, const char *letters)
{
	for (size_t i = 0; i < n; i++) {
		char seen = all[i].outcome.n ? all[i].outcome.at[0] : '-';
		if (seen != letters[i])
			fail_msg("%.*s: %c is not %c", (int)all[i].name.n, all[i].name.at, seen, letters[i]);
	}
}

static void seats_go_to_the_best_of_each_kind(void **state)
{
	(void)state;
	struct standing all[] = {
		made(1, "A", "commune", 56, 15), made(2, "B", "pnr", 54, 15), made(3, "C", "commune", 52, 15),
		made(4, "D", "commune", 50, 15), made(5, "E", "epci", 48, 15), made(6, "F", "pnr", 47, 15),
		made(7, "G", "commune", 40, 15), made(8, "H", "commune", 0, 0),
	};
	static const struct quota quotas[] = { { T("commune"), 2 }, { T("epci"), 3 }, { T("pnr"), 1 } };
	proposal_make(all, 8, quotas, 3, 2);
	/* One epci for three seats: what is left stays empty. H was read by nobody. */
	outcomes_are(all, 8, "ssswswr-");
	assert_int_equal(all[3].rank, 1);
	assert_int_equal(all[5].rank, 2);
	proposal_make(all, 8, quotas, 3, 0);
	outcomes_are(all, 8, "sssrsrr-");
	proposal_make(all, 8, NULL, 0, 1);
	outcomes_are(all, 8, "wrrrrrr-");
}

static void ties_at_the_last_seat_are_left_open(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	struct standing all[] = {
		made(1, "A", "commune", 56, 15), made(2, "B", "commune", 50, 15), made(3, "C", "commune", 100, 30),
		made(4, "D", "epci", 50, 15), made(5, "E", "commune", 40, 15),
	};
	static const struct quota quotas[] = { { T("commune"), 2 }, { T("epci"), 1 } };
	proposal_make(all, 5, quotas, 2, 5);
	outcomes_are(all, 5, "s--sw");
	assert_int_equal(ties_find(arena, all, 5).n, 0); /* nothing has told B from C */
	all[1].outcome = text("selected");
	all[2].outcome = text("waiting");
	struct rows ties = ties_find(arena, all, 5);
	assert_int_equal(ties.n, 1);
	assert_text(((const struct tie *)ties.at)->kind, "commune");
	assert_text(((const struct tie *)ties.at)->names, "B, C");
	all[1].outcome = text("waiting");
	ties = ties_find(arena, all, 5);
	assert_int_equal(ties.n, 1);
	assert_text(((const struct tie *)ties.at)->kind, "");
	/* A tie within the seats tells nothing apart. */
	static const struct quota three[] = { { T("commune"), 3 }, { T("epci"), 1 } };
	proposal_make(all, 5, three, 2, 0);
	outcomes_are(all, 5, "ssssr");
	assert_int_equal(ties_find(arena, all, 5).n, 0);
	arena_free(arena);
}

/* Against every subset: with no tie at the border, no set that meets the quotas sums to more. */
static int64_t best_sum(const struct standing *all, size_t n, const struct quota *quotas, size_t n_quotas)
{
	int64_t best = -1;
	for (unsigned set = 0; set < 1U << n; set++) {
		int64_t sum = 0, left[4] = { 0 };
		bool fits = true;
		for (size_t k = 0; k < n_quotas; k++)
			left[k] = quotas[k].seats;
		for (size_t i = 0; i < n; i++)
			for (size_t k = 0; k < n_quotas && (set >> i & 1); k++)
				if (text_equal(all[i].kind, quotas[k].kind)) {
					fits = fits && left[k]-- > 0;
					sum += all[i].score.sum;
				}
		if (fits && sum > best)
			best = sum;
	}
	return best;
}

static void no_other_set_sums_to_more(void **state)
{
	(void)state;
	static const char *const kinds[] = { "commune", "epci", "pnr" };
	static const struct quota quotas[] = { { T("commune"), 3 }, { T("epci"), 2 }, { T("pnr"), 1 } };
	uint64_t seed = 42;
	for (int round = 0; round < 50; round++) {
		struct standing all[10];
		for (size_t i = 0; i < 10; i++) {
			seed = seed * 6364136223846793005U + 1442695040888963407U;
			/* Sums all differ: no tie. */
			all[i] = made((int64_t)i + 1, "x", kinds[seed >> 40 & 3 ? seed >> 42 & 1 : 2],
			              (int64_t)(seed >> 33) % 5 * 10 + (int64_t)i + 1, 15);
		}
		standings_order(all, 10);
		proposal_make(all, 10, quotas, 3, 0);
		int64_t sum = 0;
		for (size_t i = 0; i < 10; i++)
			sum += text_is(all[i].outcome, "selected") ? all[i].score.sum : 0;
		assert_int_equal(sum, best_sum(all, 10, quotas, 3));
	}
}

static void the_waiting_list_is_numbered(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	struct standing all[] = { made(1, "A", "commune", 50, 15), made(2, "B", "commune", 49, 15),
		                  made(3, "C", "commune", 48, 15), made(4, "D", "commune", 47, 15) };
	static const int64_t given[] = { 0, 7, 3, 3 }, expected[] = { 4, 3, 1, 2 };
	for (size_t i = 0; i < 4; i++) {
		all[i].outcome = text("waiting");
		all[i].rank = given[i];
	}
	waiting_number(arena, all, 4);
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(all[i].rank, expected[i]);
	all[2].outcome = text("refused");
	waiting_number(arena, all, 4);
	assert_int_equal(all[2].rank, 0);
	assert_int_equal(all[3].rank, 1);
	assert_int_equal(all[0].rank, 3);
	arena_free(arena);
}

static void seats_are_counted(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	struct standing all[] = { made(1, "A", "commune", 50, 15), made(2, "B", "petr", 49, 15), made(3, "C", "commune", 1, 15) };
	static const struct quota quotas[] = { { T("commune"), 10 } };
	all[0].outcome = all[1].outcome = text("selected");
	struct rows rows = seats_count(arena, all, 3, quotas, 1);
	const struct seats *seats = rows.at;
	assert_int_equal(rows.n, 2);
	assert_int_equal(seats[0].taken, 1);
	assert_int_equal(seats[0].seats, 10);
	assert_text(seats[1].kind, "petr");
	assert_int_equal(seats[1].taken, 1);
	assert_int_equal(seats[1].seats, 0);
	struct tally tally = tally_of(all, 3);
	assert_int_equal(tally.selected, 2);
	assert_int_equal(tally.open, 1);
	arena_free(arena);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(means_are_compared_exactly), cmocka_unit_test(means_are_written_on_twenty),
	cmocka_unit_test(readings_add_up), cmocka_unit_test(seats_go_to_the_best_of_each_kind),
	cmocka_unit_test(ties_at_the_last_seat_are_left_open), cmocka_unit_test(no_other_set_sums_to_more),
	cmocka_unit_test(the_waiting_list_is_numbered), cmocka_unit_test(seats_are_counted),
};
RUN(tests)
