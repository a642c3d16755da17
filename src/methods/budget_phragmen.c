/* Phragmén's sequential rule: every voter receives money at the same steady speed; a project is
 * bought as soon as its supporters together hold its cost, which leaves them nothing. A project
 * is bought at the time t with supporters·t - Σ (time of their last purchase) = cost; the count
 * ends when the next project would pass the budget. Times are cents received by each voter. */
#include "methods/budget_heap.h"
#include "methods/budget_inner.h"

#include <math.h>

struct phragmen {
	const struct box *box;
	struct arena *scratch;
	struct ledger ledger;   /* the time of each purchase */
	struct heap heap;
	uint32_t *last;         /* by group: 1 + its last purchase, 0 before any */
	uint64_t *coefficients;
	struct big *sums;       /* by rank, of this round: time = sum / (D·votes) */
	double *low;            /* by rank, when last reckoned */
	uint32_t *round, *contenders;
};

static double time_of(const struct phragmen *run, uint32_t group)
{
	return run->last[group] ? run->ledger.values[run->last[group] - 1] : 0;
}

/* Within a relative error of 2⁻⁵³ for each of the sums: all is positive. */
static double reckon_low(struct phragmen *run, uint32_t rank)
{
	const struct box *box = run->box;
	double sum = (double)box->cost[rank];
	size_t n = box->support_from[rank + 1] - box->support_from[rank];
	const struct box_entry *supporters = box->supporters + box->support_from[rank];
	for (size_t i = 0; i < n; i++)
		sum += time_of(run, supporters[i].at) * box->weight[supporters[i].at];
	run->low[rank] = sum / (double)box->votes[rank] * (1 - (double)(n + 8) * 0x1p-52);
	return run->low[rank];
}

/* (cost + Σ times of the supporters)·D */
static struct big exact_sum(struct phragmen *run, uint32_t rank, wide cost)
{
	const struct box *box = run->box;
	memset(run->coefficients, 0, run->ledger.n * sizeof *run->coefficients);
	for (size_t i = box->support_from[rank]; i < box->support_from[rank + 1]; i++) {
		uint32_t g = box->supporters[i].at;
		if (run->last[g])
			run->coefficients[run->last[g] - 1] += box->weight[g];
	}
	return ledger_sum(&run->ledger, run->scratch, cost, run->coefficients, run->ledger.n);
}

/* Order of the times sum / (D·votes). */
static int compare_times(struct phragmen *run, struct big a, int64_t a_votes, struct big b, int64_t b_votes)
{
	return big_compare(big_multiply(run->scratch, a, big_of(run->scratch, b_votes)),
	                   big_multiply(run->scratch, b, big_of(run->scratch, a_votes)));
}

/* --- the queue --- */

static size_t gather(struct phragmen *run, struct limits *limits, uint32_t round)
{
	size_t n = 0;
	double best = INFINITY;
	while (run->heap.n > 0 && run->heap.at[0].low <= best) {
		struct heap_item top = run->heap.at[0];
		if (run->round[top.rank] == round) {
			double error = (double)(run->box->votes[top.rank] + 16) * 0x1p-51;
			best = fmin(best, top.low * (1 + error));
			run->contenders[n++] = top.rank;
			heap_pop(&run->heap);
		} else if (!limits_allow(limits, top.rank)) {
			heap_pop(&run->heap);
		} else {
			run->round[top.rank] = round;
			heap_raise(&run->heap, reckon_low(run, top.rank));
		}
	}
	return n;
}

static void put_back(struct phragmen *run, uint32_t rank)
{
	heap_add(&run->heap, (struct heap_item){ run->low[rank], rank });
}

/* The earliest of the contenders, ties included, in the published order; the others go back. */
static size_t choose(struct phragmen *run, size_t n)
{
	uint32_t *all = run->contenders;
	const int64_t *votes = run->box->votes;
	size_t ties = 0;
	for (size_t i = 0; i < n; i++) {
		uint32_t rank = all[i];
		run->sums[rank] = exact_sum(run, rank, run->box->cost[rank]);
		int order = ties == 0 ? 0 :
		    compare_times(run, run->sums[rank], votes[rank], run->sums[all[0]], votes[all[0]]);
		for (; order < 0 && ties > 0; ties--)
			put_back(run, all[ties - 1]);
		if (order > 0) {
			put_back(run, rank);
			continue;
		}
		size_t to = ties++;
		for (; to > 0 && all[to - 1] > rank; to--)
			all[to] = all[to - 1];
		all[to] = rank;
	}
	return ties;
}

/* --- how far the others were --- */

static bool would_win(struct phragmen *run, uint32_t rank, int64_t cost, int64_t more, uint32_t taken)
{
	int64_t votes = run->box->votes[rank] + more;
	int order = compare_times(run, exact_sum(run, rank, cost), votes, run->sums[taken], run->box->votes[taken]);
	return order < 0 || (order == 0 && box_before(run->box, rank, votes, cost, taken));
}

/* For each, an estimate from the doubles; what they leave open is tried exactly. */
static void measure_cost(struct phragmen *run, uint32_t rank, uint32_t taken, double time, int64_t room,
                         struct distance *d)
{
	double votes = (double)run->box->votes[rank], own = reckon_low(run, rank) * votes;
	double most = time * votes - (own - (double)run->box->cost[rank]);
	double error = (votes + 32) * 0x1p-50 * (time * votes + own), low = floor(most - error);
	double high = fmin(floor(most + error), (double)room);
	int64_t cost = (int64_t)high;
	for (; cost > d->cost && (double)cost > low; cost--)
		if (would_win(run, rank, cost, 0, taken))
			break;
	distance_cost(d, cost);
}

static void measure_votes(struct phragmen *run, uint32_t rank, uint32_t taken, double time, struct distance *d)
{
	double votes = (double)run->box->votes[rank], need = reckon_low(run, rank) * votes / time;
	double error = (votes + 32) * 0x1p-50 * (need + votes);
	double low = fmax(ceil(need - votes - error), 1), high = fmax(ceil(need - votes + error), 1);
	if (high > BUDGET_VOTERS_MAX)
		return;
	int64_t more = (int64_t)low;
	for (; (double)more < high && (d->votes < 0 || more < d->votes); more++)
		if (would_win(run, rank, run->box->cost[rank], more, taken))
			break;
	distance_votes(d, more);
}

static void measure_others(struct phragmen *run, struct count *count, uint32_t taken)
{
	double time = ledger_real(&run->ledger, run->sums[taken], (uint64_t)run->box->votes[taken]);
	for (uint32_t rank = 0; rank < run->box->n; rank++) {
		int64_t room = count->wanted[rank] ? limits_room(&count->limits, rank) : 0;
		if (room < 1)
			continue;
		measure_cost(run, rank, taken, time, room, &count->distances[rank]);
		if (rank != taken && run->box->cost[rank] <= room)
			measure_votes(run, rank, taken, time, &count->distances[rank]);
	}
}

/* --- rounds --- */

static void buy(struct phragmen *run, struct count *count, uint32_t rank)
{
	const struct box *box = run->box;
	struct purchase made = { .rank = rank, .stage = BUDGET_BY_RULE, .in_full = box->votes[rank] };
	ledger_add(&run->ledger, run->scratch, run->sums[rank], (uint64_t)box->votes[rank]);
	for (size_t i = box->support_from[rank]; i < box->support_from[rank + 1]; i++)
		run->last[box->supporters[i].at] = (uint32_t)run->ledger.n;
	if (count->watched)
		made.paid = ledger_last(&run->ledger, count->arena, 1);
	count_buy(count, made);
}

static void begin(struct phragmen *run, struct arena *arena, struct arena *limbs)
{
	const struct box *box = run->box;
	ledger_open(&run->ledger, arena, limbs, box->n);
	run->heap.at = arena_many(arena, struct heap_item, box->n);
	run->last = arena_many(arena, uint32_t, box->n_groups);
	run->coefficients = arena_many(arena, uint64_t, box->n);
	run->sums = arena_many(arena, struct big, box->n);
	run->low = arena_many(arena, double, box->n);
	run->round = arena_many(arena, uint32_t, box->n);
	run->contenders = arena_many(arena, uint32_t, box->n);
	for (uint32_t rank = 0; rank < box->n; rank++)
		if (box->votes[rank] > 0)
			heap_add(&run->heap, (struct heap_item){ reckon_low(run, rank), rank });
}

void phragmen_count(struct count *count, struct arena *scratch)
{
	ARENA_SCOPED own = arena_new();
	ARENA_SCOPED limbs = arena_new();
	struct phragmen run = { .box = count->box, .scratch = scratch };
	begin(&run, own, limbs);
	for (uint32_t round = 1;; round++) {
		arena_reset(scratch);
		size_t n = choose(&run, gather(&run, &count->limits, round));
		if (n == 0)
			break;
		uint32_t rank = run.contenders[0];
		count_tie(count, BUDGET_BY_RULE, run.contenders, n);
		if (count->watched)
			measure_others(&run, count, rank);
		if (run.box->cost[rank] > limits_left(&count->limits))
			break;
		buy(&run, count, rank);
		for (size_t i = 1; i < n; i++)
			put_back(&run, run.contenders[i]);
	}
}
