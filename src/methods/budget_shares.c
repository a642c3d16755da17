/* The Method of Equal Shares: rounds. In each, the project of the smallest ρ is bought by its
 * supporters. */
#include "methods/budget_shares.h"

#include "base/check.h"

#include <math.h>

static int compare_items(const void *left, const void *right)
{
	const struct heap_item *a = left, *b = right;
	return (a->low > b->low) - (a->low < b->low);
}

/* With whole shares, no project asks less than its cost divided by all the points given to it. */
static double least_pay(const struct shares *run, uint32_t rank)
{
	return (double)shares_cost(run, run->box->cost[rank]) / (double)run->box->score[rank] * (1 - 0x1p-50);
}

static void line_up(struct shares *run)
{
	const struct box *box = run->box;
	for (uint32_t rank = 0; rank < box->n; rank++) {
		struct supporters *s = &run->supporters[rank];
		s->all = box->support_from[rank + 1] - box->support_from[rank];
		s->at = box->supporters + box->support_from[rank];
		if (s->all > 0)
			run->first[run->first_n++] =
			    (struct heap_item){ least_pay(run, rank) / (double)box_unit(box, rank), rank };
	}
	qsort(run->first, run->first_n, sizeof *run->first, compare_items);
}

struct shares *shares_open(struct arena *arena, struct arena *limbs, struct arena *scratch, const struct box *box)
{
	struct shares *run = arena_one(arena, struct shares);
	*run = (struct shares){ .box = box, .scratch = scratch };
	ledger_open(&run->ledger, arena, limbs, box->n);
	run->left = arena_many(arena, double, box->n_groups);
	run->paid = arena_many(arena, struct box_entry, box->ballot_from[box->n_groups]);
	run->paid_n = arena_many(arena, uint32_t, box->n_groups);
	run->supporters = arena_many(arena, struct supporters, box->n);
	run->quotes = arena_many(arena, struct quote, box->n);
	run->quoted = arena_many(arena, uint32_t, box->n);
	run->pay_floor = arena_many(arena, double, box->n);
	run->heap.at = arena_many(arena, struct heap_item, box->n);
	run->first = arena_many(arena, struct heap_item, box->n);
	run->coefficients = arena_many(arena, uint64_t, box->n);
	run->contenders = arena_many(arena, uint32_t, box->n);
	line_up(run);
	return run;
}

static void begin(struct shares *run, wide share)
{
	const struct box *box = run->box;
	ledger_clear(&run->ledger);
	run->share = share;
	run->error = (double)share * 0x1p-52;
	for (size_t g = 0; g < box->n_groups; g++)
		run->left[g] = (double)share;
	memset(run->paid_n, 0, box->n_groups * sizeof *run->paid_n);
	run->heap.n = 0;
	for (size_t i = 0; i < run->first_n; i++) {
		uint32_t rank = run->first[i].rank;
		run->supporters[rank].n = run->supporters[rank].all;
		run->pay_floor[rank] = least_pay(run, rank);
		run->quoted[rank] = 0;
		if (shares_cost(run, box->cost[rank]) <= box->votes[rank] * share)
			run->heap.at[run->heap.n++] = run->first[i]; /* in order: a heap already */
	}
}

/* Takes from the queue all that may have the smallest ρ, their quotes made in this round. */
static size_t gather(struct shares *run, struct limits *limits, uint32_t round)
{
	size_t n = 0;
	double best = INFINITY;
	while (run->heap.n > 0 && run->heap.at[0].low <= best) {
		uint32_t rank = run->heap.at[0].rank;
		struct quote *q = &run->quotes[rank];
		if (run->quoted[rank] == round) {
			best = fmin(best, q->high);
			run->contenders[n++] = rank;
			heap_pop(&run->heap);
			continue;
		}
		if (!limits_allow(limits, rank) || !quote_make(run, rank, q)) {
			heap_pop(&run->heap); /* set aside: nobody's money comes back */
			continue;
		}
		run->quoted[rank] = round;
		heap_raise(&run->heap, q->low);
	}
	return n;
}

/* Puts the best of the contenders, ties included, first and in the published order, the others
 * back into the queue; returns how many are tied. */
static size_t choose(struct shares *run, size_t n)
{
	uint32_t *all = run->contenders;
	size_t ties = 0;
	for (size_t i = 0; i < n; i++) {
		uint32_t rank = all[i];
		int order = ties == 0 ? 0 : quote_compare(run, rank, all[0]);
		for (; order < 0 && ties > 0; ties--)
			heap_add(&run->heap, (struct heap_item){ run->quotes[all[ties - 1]].low, all[ties - 1] });
		if (order > 0) {
			heap_add(&run->heap, (struct heap_item){ run->quotes[rank].low, rank });
			continue;
		}
		size_t to = ties++;
		for (; to > 0 && all[to - 1] > rank; to--)
			all[to] = all[to - 1];
		all[to] = rank;
	}
	return ties;
}

/* What a group pays at that price; true: the rest of its money, which was less. */
static bool pay_up(struct shares *run, struct box_entry e, const struct quote *q)
{
	double *left = &run->left[e.at], beside = *left / e.points - q->pay;
	int order = beside < 0 ? -1 : 1;
	if (fabs(beside) <= q->margin)
		order = money_against(run, e.at, e.points, q->sum, big_of(run->scratch, (wide)q->rich));
	if (order <= 0) {
		*left = 0;
		return order < 0;
	}
	*left = fmax(*left - q->pay * e.points, 0x1p-1000); /* a trace of money is not none */
	size_t at = run->box->ballot_from[e.at] + run->paid_n[e.at]++;
	run->paid[at] = (struct box_entry){ (uint32_t)run->ledger.n, e.points };
	return false;
}

static void buy(struct shares *run, struct count *count, uint32_t rank)
{
	struct purchase made = { .rank = rank, .stage = BUDGET_BY_RULE };
	const struct quote *q = &run->quotes[rank];
	const struct supporters *s = &run->supporters[rank];
	for (size_t i = 0; i < s->n; i++) {
		if (run->left[s->at[i].at] == 0)
			continue;
		int64_t voters = run->box->weight[s->at[i].at];
		if (pay_up(run, s->at[i], q))
			made.the_rest += voters;
		else
			made.in_full += voters;
	}
	ledger_add(&run->ledger, run->scratch, q->sum, q->rich);
	/* A product and a difference, each rounded, of amounts no larger than a share. */
	run->error += (double)run->share * 0x1p-50;
	if (count->watched)
		made.paid = ledger_last(&run->ledger, count->arena, (int64_t)run->box->input->n_voters);
	count_buy(count, made);
}

void shares_count(struct shares *run, struct count *count, wide share)
{
	begin(run, share);
	for (uint32_t round = 1; !limits_passed(&count->limits); round++) {
		arena_reset(run->scratch);
		size_t n = choose(run, gather(run, &count->limits, round));
		if (n == 0)
			break;
		uint32_t rank = run->contenders[0];
		check(quote_settle(run, rank, &run->quotes[rank]));
		count_tie(count, BUDGET_BY_RULE, run->contenders, n);
		if (count->watched)
			shares_measure(run, count, rank, &run->quotes[rank]);
		buy(run, count, rank);
		for (size_t i = 1; i < n; i++)
			heap_add(&run->heap, (struct heap_item){ run->quotes[run->contenders[i]].low, run->contenders[i] });
	}
	if (count->watched)
		shares_measure(run, count, 0, NULL);
}
