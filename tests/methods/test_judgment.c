/* Majority judgment against the removal of ballots one by one; sums; questions; ties. */
#include "../unit/unit.h"

#include "ballots.h"
#include "methods/judgment_majority.h"
#include "methods/judgment_question.h"
#include "methods/judgment_sum.h"

enum { ELECTIONS = 4000, MOST_GRADES = 512 };

/* An option's grades one by one, worst first, each `times` times. */
struct grades {
	size_t n;
	size_t at[MOST_GRADES];
};

static struct grades spread_out(const struct judgment_merit *m, size_t levels, uint64_t times)
{
	struct grades g = { 0 };
	for (size_t level = 0; level < levels; level++)
		for (uint64_t i = 0; i < m->counts[level] * times; i++) {
			assert_true(g.n < MOST_GRADES);
			g.at[g.n++] = level;
		}
	return g;
}

static size_t take_median(struct grades *g)
{
	size_t at = (g->n - 1) / 2, median = g->at[at];
	memmove(g->at + at, g->at + at + 1, (--g->n - at) * sizeof *g->at);
	return median;
}

/* The definition: medians compared, removed, compared again. As many grades of both: each
 * repeated as often as the other has grades. */
static int by_removal(const struct judgment_merit *a, const struct judgment_merit *b, size_t levels, uint64_t *removed)
{
	*removed = 0;
	if (!a->graded || !b->graded)
		return !a->graded - !b->graded;
	bool same = a->graded == b->graded;
	struct grades left = spread_out(a, levels, same ? 1 : b->graded), right = spread_out(b, levels, same ? 1 : a->graded);
	for (; left.n; (*removed)++) {
		size_t x = take_median(&left), y = take_median(&right);
		if (x != y)
			return x > y ? -1 : 1;
	}
	return 0;
}

static void check_pairs(const struct judgment_majority *m, bool leave_out)
{
	for (size_t i = 0; i < m->order.n; i++)
		for (size_t j = 0; j < m->order.n; j++) {
			uint64_t removed, expected;
			int order = judgment_majority_compare(&m->merits[i], &m->merits[j], m->grades_n, &removed);
			assert_int_equal(order, by_removal(&m->merits[i], &m->merits[j], m->grades_n, &expected));
			if (!leave_out)
				assert_int_equal(removed, expected);
		}
}

static void check_ranking(const struct judgment_majority *m)
{
	for (size_t i = 1; i < m->order.n; i++) {
		size_t above = m->order.options[i - 1], below = m->order.options[i];
		uint64_t removed;
		int order = by_removal(&m->merits[above], &m->merits[below], m->grades_n, &removed);
		assert_true(order < 0 || (order == 0 && above < below));
		assert_int_equal(m->order.places[i], order ? i + 1 : m->order.places[i - 1]);
	}
}

static void removes_ballots_one_by_one(void **state)
{
	(void)state;
	struct random r = random_seed(11);
	static const struct text words[] = { T("0"), T("1"), T("2"), T("3"), T("4") };
	for (size_t i = 0; i < ELECTIONS; i++) {
		ARENA_SCOPED arena = arena_new();
		size_t levels = 2 + random_below(&r, 4);
		struct judgment_ballots b =
			some_ballots(arena, &r, 1 + random_below(&r, 5), random_below(&r, 8), (unsigned)levels, 4);
		struct judgment_ballots again = shuffled(arena, &r, &b);
		struct judgment_majority_options o = { .grades = words, .grades_n = levels, .leave_out = i % 2 };
		struct judgment_majority m, same;
		struct error error = { 0 };
		assert_true(judgment_majority(arena, &b, &o, &m, &error));
		assert_true(judgment_majority(arena, &again, &o, &same, &error));
		assert_same_order(&m.order, &same.order);
		check_pairs(&m, o.leave_out);
		check_ranking(&m);
	}
}

/* The 2007 presidential election at Orsay, 1,733 ballots of six grades, in tenths of a percent
 * (Balinski and Laraki, "Election by majority judgment: experimental evidence", 2007, table 1).
 * Worst grade first; rounding makes some rows 999 or 1,001: they are compared as shares. */
static void ranks_the_election_of_2007(void **state)
{
	(void)state;
	enum { CANDIDATES = 12, GRADES = 6 };
	static const struct { const char *name; uint64_t percent[GRADES]; } rows[CANDIDATES] = {
		{ "Besancenot", { 311, 226, 160, 163, 99, 41 } },  { "Buffet", { 304, 264, 206, 125, 76, 25 } },
		{ "Schivardi", { 604, 249, 95, 39, 10, 5 } },      { "Bayrou", { 74, 84, 148, 251, 307, 136 } },
		{ "Bové", { 395, 257, 160, 114, 60, 15 } },        { "Voynet", { 205, 261, 237, 175, 93, 29 } },
		{ "Villiers", { 555, 158, 113, 87, 64, 24 } },     { "Royal", { 126, 122, 168, 191, 227, 167 } },
		{ "Nihous", { 550, 267, 110, 53, 18, 3 } },        { "Le Pen", { 744, 54, 65, 62, 46, 30 } },
		{ "Laguiller", { 401, 259, 166, 102, 53, 21 } },   { "Sarkozy", { 282, 71, 115, 143, 198, 191 } },
	};
	static const char *const expected[] = { "Bayrou", "Royal", "Sarkozy", "Voynet", "Besancenot", "Buffet",
		                                "Bové", "Laguiller", "Nihous", "Villiers", "Schivardi", "Le Pen" };
	struct text names[CANDIDATES];
	int32_t said[CANDIDATES * GRADES * CANDIDATES];
	uint64_t counts[CANDIDATES * GRADES];
	for (size_t i = 0; i < CANDIDATES; i++) {
		names[i] = text_of(rows[i].name);
		for (size_t g = 0; g < GRADES; g++) {
			size_t row = i * GRADES + g;
			counts[row] = rows[i].percent[g];
			for (size_t j = 0; j < CANDIDATES; j++)
				said[row * CANDIDATES + j] = i == j ? (int32_t)g : JUDGMENT_NOTHING;
		}
	}
	ARENA_SCOPED arena = arena_new();
	struct judgment_ballots b = { names, CANDIDATES, CANDIDATES * GRADES, said, counts };
	struct judgment_majority_options o = judgment_majority_defaults(arena, LANG_FR);
	o.grades_n = GRADES;
	o.leave_out = true;
	struct judgment_majority m;
	struct error error = { 0 };
	assert_true(judgment_majority(arena, &b, &o, &m, &error));
	for (size_t i = 0; i < CANDIDATES; i++)
		assert_text(names[m.order.options[i]], expected[i]);
	/* Their majority gauges: Bayrou 44.3 % above "Assez bien" and 30.6 % below. */
	assert_int_equal(m.merits[3].majority, 3);
	assert_int_equal(m.merits[3].above, 443);
	assert_int_equal(m.merits[3].below, 306);
	assert_int_equal(m.merits[7].above, 394);
	assert_int_equal(m.order.ties_n, 0);
}

/* Proponents and opponents tie: the gauge is silent, the removals are not. And two billion
 * ballots are as quick as two. */
static void separates_where_the_gauge_cannot(void **state)
{
	(void)state;
	const int32_t said[] = { 0, 1, 1, 0, 2, 2, 3, 3, 4, 4 };
	const uint64_t counts[] = { 100000000, 100000000, 1000000000, 200000000, 0 };
	struct judgment_ballots b = { letters, 2, 5, said, counts };
	ARENA_SCOPED arena = arena_new();
	struct judgment_majority_options o = judgment_majority_defaults(arena, LANG_FR);
	struct judgment_majority m;
	struct error error = { 0 };
	assert_true(judgment_majority(arena, &b, &o, &m, &error));
	assert_int_equal(m.order.places[1], 1); /* the two profiles are the same: a tie */
	assert_int_equal(m.order.ties_n, 1);
	const int32_t uneven[] = { 0, 1, 1, 1, 2, 2, 3, 3, 3, 4 };
	const uint64_t halves[] = { 100000000, 100000000, 1000000000, 100000000, 100000000 };
	b = (struct judgment_ballots){ letters, 2, 5, uneven, halves };
	assert_true(judgment_majority(arena, &b, &o, &m, &error));
	assert_int_equal(m.merits[0].above, m.merits[1].above);
	assert_int_equal(m.merits[0].below, m.merits[1].below);
	assert_order(&m.order, "BA");
	assert_int_equal(m.order.ties_n, 0);
	uint64_t removed;
	assert_true(judgment_majority_compare(&m.merits[1], &m.merits[0], m.grades_n, &removed) < 0);
	/* Both halves part after 600 million of their 700 are gone; the lower one goes first. */
	assert_int_equal(removed, 1200000000);
}

static void ends_ties_by_order_or_draw(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	const int32_t said[] = { 1, 1, 1, 0 };
	const struct text moved[] = { T("D"), T("C"), T("B"), T("A") };
	const int32_t moved_said[] = { 0, 1, 1, 1 };
	struct judgment_ballots b = { letters, 4, 1, said, NULL }, other = { moved, 4, 1, moved_said, NULL };
	struct judgment_sum_options o = judgment_approval_defaults();
	struct judgment_sum s, t;
	struct error error = { 0 };
	assert_true(judgment_sum(arena, &b, &o, &s, &error));
	assert_order(&s.order, "ABCD");
	assert_int_equal(s.order.ties_n, 1);
	assert_int_equal(s.order.ties[0].n, 3);
	assert_int_equal(s.order.places[2], 1);
	assert_int_equal(s.order.places[3], 4);
	assert_text(judgment_ties_explain(arena, LANG_EN, &b, &s.order),
	            "A tie between A, B and C: the published order of the options put them in this order.");
	size_t first[4] = { 0 };
	for (uint64_t seed = 0; seed < 300; seed++) {
		o.ending = (struct judgment_ending){ true, seed };
		assert_true(judgment_sum(arena, &b, &o, &s, &error) && judgment_sum(arena, &other, &o, &t, &error));
		first[s.order.options[0]]++;
		for (size_t i = 0; i < 4; i++) /* the draw does not see the order of the columns */
			assert_true(text_equal(letters[s.order.options[i]], moved[t.order.options[i]]));
	}
	for (size_t i = 0; i < 3; i++)
		assert_in_range(first[i], 70, 130);
}

static void adds_marks_exactly(void **state)
{
	(void)state;
	struct random r = random_seed(12);
	for (size_t i = 0; i < ELECTIONS; i++) {
		ARENA_SCOPED arena = arena_new();
		struct judgment_ballots b = some_ballots(arena, &r, 1 + random_below(&r, 5), random_below(&r, 8), 6, 3);
		struct judgment_sum_options o = judgment_score_defaults(5);
		struct judgment_sum s;
		struct error error = { 0 };
		assert_true(judgment_sum(arena, &b, &o, &s, &error));
		for (size_t j = 0; j < b.options; j++) {
			uint64_t total = 0, given = 0;
			for (size_t row = 0; row < b.rows; row++)
				if (judgment_said(&b, row, j) >= 0) {
					total += (uint64_t)judgment_said(&b, row, j) * judgment_count(&b, row);
					given += judgment_count(&b, row);
				}
			double mean = given ? (double)total / (double)given : 0, square = 0;
			for (size_t row = 0; row < b.rows; row++)
				if (judgment_said(&b, row, j) >= 0) {
					double apart = (double)judgment_said(&b, row, j) - mean;
					square += apart * apart * (double)judgment_count(&b, row);
				}
			assert_int_equal(s.totals[j].top * given, s.totals[j].bottom * total);
			double variance = given ? square / (double)given : 0;
			assert_true(s.totals[j].spread * s.totals[j].spread - variance < 1e-9 &&
			            variance - s.totals[j].spread * s.totals[j].spread < 1e-9);
		}
		for (size_t k = 1; k < b.options; k++) {
			const struct judgment_total *x = &s.totals[s.order.options[k - 1]], *y = &s.totals[s.order.options[k]];
			assert_true(y->bottom == 0 || (x->bottom > 0 && x->top * y->bottom >= y->top * x->bottom));
		}
	}
}

static void refuses_what_a_ballot_may_not_say(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct judgment_sum s;
	struct judgment_sum_options two = judgment_approval_defaults(), dots = judgment_dots_defaults(3, 2);
	const int32_t three[] = { 1, 1, 1 }, none[] = { 0, 0, 0 }, heap[] = { 3, 0, 0 }, four[] = { 2, 1, 1 }, fine[] = { 2, 1, 0 };
	two.least = 1;
	two.most = 2;
	const struct { const int32_t *said; const struct judgment_sum_options *o; bool good; } cases[] = {
		{ three, &two, false }, { none, &two, false }, { heap, &dots, false }, { four, &dots, false }, { fine, &dots, true },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct judgment_ballots b = { letters, 3, 1, cases[i].said, NULL };
		struct error error = { 0 };
		assert_int_equal(judgment_sum(arena, &b, cases[i].o, &s, &error), cases[i].good);
		assert_int_equal(error.n, cases[i].good ? 0 : 1);
	}
	const struct text twice[] = { T("A"), T("B"), T("A") };
	struct judgment_ballots b = { twice, 3, 1, fine, NULL };
	struct error error = { 0 };
	assert_false(judgment_sum(arena, &b, &dots, &s, &error));
	assert_text(error.name, "A");
	b = (struct judgment_ballots){ letters, 0, 0, NULL, NULL };
	error = (struct error){ 0 };
	assert_false(judgment_sum(arena, &b, &dots, &s, &error));
	const uint64_t many[] = { JUDGMENT_VOTERS + 1 };
	b = (struct judgment_ballots){ letters, 3, 1, fine, many };
	error = (struct error){ 0 };
	assert_false(judgment_sum(arena, &b, &dots, &s, &error));
}

static void asks_one_question(void **state)
{
	(void)state;
	static const struct { struct judgment_poll p; struct judgment_share quorum, majority; bool or_equal;
		              enum judgment_outcome outcome; } cases[] = {
		{ { 100, 30, 20, 0 }, { 1, 2 }, { 1, 2 }, false, JUDGMENT_ADOPTED },
		{ { 100, 30, 19, 0 }, { 1, 2 }, { 1, 2 }, false, JUDGMENT_NO_QUORUM },
		{ { 100, 30, 19, 1 }, { 1, 2 }, { 1, 2 }, false, JUDGMENT_ADOPTED },
		{ { 100, 25, 25, 9 }, { 0, 1 }, { 1, 2 }, false, JUDGMENT_EVEN },
		{ { 100, 20, 10, 0 }, { 0, 1 }, { 2, 3 }, false, JUDGMENT_REFUSED },
		{ { 100, 20, 10, 0 }, { 0, 1 }, { 2, 3 }, true, JUDGMENT_ADOPTED },
		{ { 100, 0, 0, 60 }, { 1, 2 }, { 1, 2 }, true, JUDGMENT_EVEN },
		{ { 0, 0, 0, 0 }, { 1, 2 }, { 1, 2 }, false, JUDGMENT_EVEN },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct judgment_poll_options o = { cases[i].quorum, cases[i].majority, cases[i].or_equal };
		enum judgment_outcome outcome;
		struct error error = { 0 };
		assert_true(judgment_poll(&cases[i].p, &o, &outcome, &error));
		assert_int_equal(outcome, cases[i].outcome);
	}
	struct judgment_poll_options o = judgment_poll_defaults();
	enum judgment_outcome outcome;
	struct error error = { 0 };
	assert_false(judgment_poll(&(struct judgment_poll){ 3, 2, 2, 0 }, &o, &outcome, &error));
}

static void measures_a_scale(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	const int32_t values[] = { -2, 0, 1, 1, 2 };
	struct judgment_scale s;
	struct error error = { 0 };
	assert_true(judgment_scale(arena, values, 5, -2, 2, &s, &error));
	assert_int_equal(s.median, 1);
	assert_int_equal(s.quarter, 0);
	assert_int_equal(s.three_quarters, 1);
	assert_int_equal(s.total, 2);
	assert_int_equal(s.counts[3], 2);
	assert_true(s.spread > 1.3564 && s.spread < 1.3566); /* √1.84 */
	assert_true(judgment_scale(arena, values, 0, -2, 2, &s, &error));
	assert_false(judgment_scale(arena, values, 5, -1, 2, &s, &error));
	assert_int_equal(error.n, 1);
}

static void stands_by_consent(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	const struct judgment_objection said[] = {
		{ 0, T("trop loin des écoles"), true }, { 1, T("le budget n'y suffit pas"), false }, { 1, T("bruit"), true },
	};
	struct judgment_consent *c;
	struct error error = { 0 };
	assert_true(judgment_consent(arena, said, 3, 3, &c, &error));
	assert_true(c[0].stands && !c[1].stands && c[2].stands);
	assert_int_equal(c[1].open, 1);
	assert_int_equal(c[1].raised, 2);
	assert_text(judgment_consent_explain(arena, LANG_FR, &c[1]), "Il reste une objection à lever.");
	const struct judgment_objection mute = { 0, T("  "), false };
	assert_false(judgment_consent(arena, &mute, 1, 1, &c, &error));
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(removes_ballots_one_by_one),  cmocka_unit_test(ranks_the_election_of_2007),
	cmocka_unit_test(separates_where_the_gauge_cannot), cmocka_unit_test(ends_ties_by_order_or_draw),
	cmocka_unit_test(adds_marks_exactly),          cmocka_unit_test(refuses_what_a_ballot_may_not_say),
	cmocka_unit_test(asks_one_question),           cmocka_unit_test(measures_a_scale),
	cmocka_unit_test(stands_by_consent),
};
RUN(tests)
