/* Distances under equal shares: at which cost, or with how many more supporters, a project would
 * have been bought in some round instead of the one that was. Until that round nothing would be
 * different, so each round is asked alone: at the price ρ of its purchase, do the supporters,
 * with what they have, give enough? Doubles answer when they are clear, exact sums otherwise. */
#include "methods/budget_shares.h"

#include <math.h>

/* The project asked about, as it might have been. */
struct wish {
	uint32_t rank, taken;
	const struct quote *quote; /* of the one taken; NULL: at the end, all give what they have */
	int64_t cost, more;        /* in cents; supporters who do not exist */
};

/* --- exactly --- */

/* What a supporter is asked for, for each point: num / (D·den). */
struct asked {
	struct big num, den;
};

static struct asked asked_of(struct shares *run, const struct wish *w)
{
	bool by_cost = run->box->options->utility == BUDGET_BY_COST;
	struct big cost = big_of(run->scratch, by_cost ? w->cost : 1);
	wide den = (wide)w->quote->rich * box_unit(run->box, w->taken);
	return (struct asked){ big_multiply(run->scratch, w->quote->sum, cost), big_of(run->scratch, den) };
}

/* What `more` new supporters, with a whole share each, would give; times D·den. *rich: they would
 * have been able to give more. */
static struct big new_money(struct shares *run, const struct wish *w, const struct asked *asked, wide *rich)
{
	struct arena *scratch = run->scratch;
	struct big each = big_multiply(scratch, ledger_whole(&run->ledger, scratch, run->share), asked->den);
	struct big most = big_multiply(scratch, asked->num, big_of(scratch, run->box->most_points));
	if (w->quote && big_compare(most, each) <= 0) {
		each = most;
		*rich += w->more;
	}
	return big_multiply(scratch, each, big_of(scratch, w->more));
}

/* The same in doubles. */
static double pay_of(const struct shares *run, const struct wish *w)
{
	bool by_cost = run->box->options->utility == BUDGET_BY_COST;
	return w->quote->pay / (double)box_unit(run->box, w->taken) * (by_cost ? (double)w->cost : 1);
}

/* Those who have less than they are asked for, listed; the points of the others. */
static size_t list_poor(struct shares *run, const struct wish *w, const struct asked *asked,
                        struct box_entry *poor, wide *rich)
{
	const struct supporters *s = &run->supporters[w->rank];
	double pay = w->quote ? pay_of(run, w) : INFINITY, margin = w->quote ? run->error + pay * 0x1p-46 : 0;
	size_t n = 0;
	for (size_t i = 0; i < s->n; i++) {
		struct box_entry e = s->at[i];
		double beside = run->left[e.at] / e.points - pay;
		if (run->left[e.at] == 0)
			continue;
		if (fabs(beside) > margin ? beside < 0 : money_against(run, e.at, e.points, asked->num, asked->den) < 0)
			poor[n++] = e;
		else
			*rich += (wide)e.points * run->box->weight[e.at];
	}
	return n;
}

/* What is given against the cost. Just enough is better than the price when all give what they
 * have, and less than they are asked for: a lower price would do. */
static int compare_given(struct shares *run, const struct wish *w)
{
	struct arena *scratch = run->scratch;
	struct asked asked = { { 0 }, big_of(scratch, 1) };
	if (w->quote)
		asked = asked_of(run, w);
	wide rich = 0;
	struct box_entry *poor = arena_many(scratch, struct box_entry, run->supporters[w->rank].n);
	size_t n = list_poor(run, w, &asked, poor, &rich);
	struct big beyond = big_multiply(scratch, beyond_money(run, shares_cost(run, w->cost), poor, n), asked.den);
	struct big given = big_multiply(scratch, asked.num, big_of(scratch, rich));
	given = big_add(scratch, given, new_money(run, w, &asked, &rich));
	int order = big_compare(given, beyond);
	return order == 0 && rich == 0 ? 1 : order;
}

/* Whether the wish would have come first, the published order deciding when the money is just
 * enough: then ρ is the same. Monotone in cost and in votes. */
static bool would_win(struct shares *run, const struct wish *w)
{
	ARENA_SCOPED own = arena_new();
	struct arena *of_the_round = run->scratch;
	run->scratch = own;
	int order = compare_given(run, w);
	run->scratch = of_the_round;
	if (order != 0 || !w->quote)
		return order >= 0;
	return box_before(run->box, w->rank, run->box->votes[w->rank] + w->more, w->cost, w->taken);
}

/* --- in doubles --- */

struct given {
	double money, poor_money, rich; /* all, of those who have less, points of the others */
};

static struct given given_at(const struct shares *run, uint32_t rank, double pay)
{
	const struct supporters *s = &run->supporters[rank];
	struct given g = { 0 };
	for (size_t i = 0; i < s->n; i++) {
		struct box_entry e = s->at[i];
		double left = run->left[e.at] * run->box->weight[e.at];
		double asked = pay * e.points * run->box->weight[e.at];
		if (left < asked)
			g.poor_money += left;
		else
			g.rich += (double)e.points * run->box->weight[e.at];
	}
	g.money = g.poor_money + (g.rich > 0 ? g.rich * pay : 0);
	return g;
}

/* A number of the truth and how far it may be from it. */
struct estimate {
	double value, error;
};

static double money_error(const struct shares *run, uint32_t rank, double money)
{
	return (double)run->box->votes[rank] * run->error + (double)(run->supporters[rank].n + 8) * 0x1p-50 * money;
}

/* The largest x with given(x·rho) ≥ n·x: the left side is concave in x, so Newton's steps from
 * the right (what the supporters have in all) go down to it and never below. Where the two are
 * parallel, as when votes tie, doubles only tell that it is at most x. */
static struct estimate largest_by_cost(const struct shares *run, uint32_t rank, double rho)
{
	double n = (double)run->box->input->n_voters;
	double x = given_at(run, rank, INFINITY).money / n;
	for (;;) {
		struct given g = given_at(run, rank, rho * x);
		double slope = n - g.rich * rho, next = g.poor_money / slope;
		if (slope < n * 0x1p-40)
			return (struct estimate){ x, x };
		if (!(next < x))
			return (struct estimate){ x, (money_error(run, rank, g.money + n * x) + x * n * 0x1p-48) / slope };
		x = next;
	}
}

static struct estimate largest_cost(const struct shares *run, const struct wish *w)
{
	double n = (double)run->box->input->n_voters;
	if (w->quote && run->box->options->utility == BUDGET_BY_COST)
		return largest_by_cost(run, w->rank, w->quote->pay / (double)box_unit(run->box, w->taken));
	double money = given_at(run, w->rank, w->quote ? w->quote->pay : INFINITY).money;
	return (struct estimate){ money / n, money_error(run, w->rank, money) / n };
}

static struct estimate fewest_votes(const struct shares *run, const struct wish *w)
{
	double share = (double)run->share, pay = INFINITY, each = share;
	if (w->quote) {
		pay = w->quote->pay / (double)box_unit(run->box, w->taken) * (double)box_unit(run->box, w->rank);
		each = fmin(share, pay * run->box->most_points);
	}
	double money = given_at(run, w->rank, pay).money, cost = (double)shares_cost(run, w->cost);
	return (struct estimate){ (cost - money) / each,
		                  money_error(run, w->rank, money + cost) / each + cost / each * 0x1p-50 };
}

/* --- both --- */

static bool wins_at(struct shares *run, struct wish *w, int64_t cost)
{
	w->cost = cost;
	return would_win(run, w);
}

/* The estimate says where to look; that it wins there is asked exactly, for at one and the same
 * price (as when votes tie) costs win or lose by the published order alone. */
static void measure_cost(struct shares *run, struct wish w, int64_t room, struct distance *d)
{
	struct estimate e = largest_cost(run, &w);
	double high = fmin(floor(e.value + e.error), (double)room), low = fmin(floor(e.value - e.error), high);
	int64_t wins = d->cost, most = (int64_t)high;
	if (most <= wins)
		return;
	if (low > (double)wins) {
		if (wins_at(run, &w, (int64_t)low))
			wins = (int64_t)low;
		else
			most = (int64_t)low - 1;
	}
	while (wins < most) {
		int64_t half = wins + (most - wins + 1) / 2;
		if (wins_at(run, &w, half))
			wins = half;
		else
			most = half - 1;
	}
	distance_cost(d, wins);
}

static void measure_votes(struct shares *run, struct wish w, struct distance *d)
{
	struct estimate e = fewest_votes(run, &w);
	double low = fmax(ceil(e.value - e.error), 1), high = fmax(ceil(e.value + e.error), 1);
	if (high > BUDGET_VOTERS_MAX)
		return;
	/* Equal at the upper end may still lose the tie: one more then wins it. */
	for (w.more = (int64_t)low; (double)w.more < high || low == high; w.more++)
		if ((d->votes >= 0 && w.more >= d->votes) || low == high || would_win(run, &w))
			break;
	distance_votes(d, w.more);
}

void shares_measure(struct shares *run, struct count *count, uint32_t taken, const struct quote *quote)
{
	for (uint32_t rank = 0; rank < count->box->n; rank++) {
		int64_t room = count->wanted[rank] ? limits_room(&count->limits, rank) : 0, cost = count->box->cost[rank];
		if (room < 1)
			continue;
		struct wish w = { rank, taken, quote, cost, 0 };
		measure_cost(run, w, room, &count->distances[rank]);
		if (cost <= room)
			measure_votes(run, w, &count->distances[rank]);
	}
}
