/* Quotes of equal shares: what a project asks of its supporters. For any division of them into
 * poor and rich, pay ≥ (cost - money of the poor) / points of the rich, with equality for the
 * true one (whose poor are those with less than that): so the division is found from below, and
 * any reckoning is a lower bound. */
#include "methods/budget_shares.h"

#include <math.h>

/* Of doubles: half a unit of the last place is 2⁻⁵³; a few of them in each step. */
static const double FEW_UNITS = 0x1p-50;

wide shares_cost(const struct shares *run, int64_t cents)
{
	return (wide)cents * (wide)run->box->input->n_voters;
}

/* --- exact sums --- */

struct big beyond_money(struct shares *run, wide constant, const struct box_entry *groups, size_t n)
{
	const struct box *box = run->box;
	size_t used = 0;
	for (size_t i = 0; i < n; i++) {
		uint32_t g = groups[i].at;
		constant -= box->weight[g] * run->share;
		const struct box_entry *paid = run->paid + box->ballot_from[g];
		for (size_t k = 0; k < run->paid_n[g]; k++) {
			run->coefficients[paid[k].at] += (uint64_t)paid[k].points * box->weight[g];
			used = used < paid[k].at + 1u ? paid[k].at + 1u : used;
		}
	}
	struct big sum = ledger_sum(&run->ledger, run->scratch, constant, run->coefficients, used);
	memset(run->coefficients, 0, used * sizeof *run->coefficients);
	return sum;
}

int money_against(struct shares *run, uint32_t group, uint32_t points, struct big num, struct big den)
{
	struct box_entry one = { .at = group };
	struct big money = big_negate(beyond_money(run, 0, &one, 1)); /* times the group's weight */
	wide weighted = (wide)points * run->box->weight[group];
	return big_compare(big_multiply(run->scratch, money, den),
	                   big_multiply(run->scratch, num, big_of(run->scratch, weighted)));
}

/* --- in doubles --- */

struct pass {
	double poor_money, least_rich, most_poor; /* the latter per point */
	uint64_t rich;
	size_t poor;
};

/* Who could give `pay` a point and who could not. Those without money leave the list. */
static struct pass pass_over(const struct shares *run, struct supporters *s, double pay)
{
	struct pass p = { .least_rich = INFINITY };
	for (size_t i = 0; i < s->n;) {
		struct box_entry e = s->at[i];
		double left = run->left[e.at], each = left / e.points;
		if (left == 0) {
			s->at[i] = s->at[--s->n];
			s->at[s->n] = e;
			continue;
		}
		if (each < pay) {
			p.poor_money += left * run->box->weight[e.at];
			p.most_poor = fmax(p.most_poor, each);
			p.poor++;
		} else {
			p.rich += (uint64_t)e.points * run->box->weight[e.at];
			p.least_rich = fmin(p.least_rich, each);
		}
		i++;
	}
	return p;
}

/* How far a sum over the supporters may be from the truth. */
static double sum_error(const struct shares *run, uint32_t rank, double sum)
{
	return (double)run->box->votes[rank] * run->error + (double)(run->supporters[rank].n + 4) * 0x1p-52 * sum;
}

static void set_bounds(struct shares *run, uint32_t rank, struct quote *q, double slack)
{
	double unit = (double)box_unit(run->box, rank);
	q->low = (q->pay - slack) / unit * (1 - FEW_UNITS);
	q->high = (q->pay + slack) / unit * (1 + FEW_UNITS);
	run->pay_floor[rank] = fmax(run->pay_floor[rank], q->pay - slack);
}

bool quote_make(struct shares *run, uint32_t rank, struct quote *q)
{
	struct supporters *s = &run->supporters[rank];
	double cost = (double)shares_cost(run, run->box->cost[rank]);
	*q = (struct quote){ .pay = run->pay_floor[rank], .margin = INFINITY };
	struct pass p;
	for (;;) {
		p = pass_over(run, s, q->pay);
		if (p.rich == 0)
			break;
		q->pay = (cost - p.poor_money) / (double)p.rich;
		if (q->pay <= p.least_rich)
			break; /* the same are rich at this price */
	}
	double error = sum_error(run, rank, cost + p.poor_money);
	if (p.rich == 0)
		return p.poor_money >= cost - error && quote_settle(run, rank, q);
	double slack = error / (double)p.rich + q->pay * FEW_UNITS;
	q->margin = run->error + slack + q->pay * FEW_UNITS;
	q->rich = p.rich;
	if (p.least_rich - q->pay <= q->margin || (p.poor > 0 && q->pay - p.most_poor <= q->margin))
		return quote_settle(run, rank, q);
	q->plain = p.poor == 0;
	set_bounds(run, rank, q, slack);
	return true;
}

/* --- exactly --- */

/* Supporters by what doubles say of them at that price. */
struct division {
	struct box_entry *poor, *unsure;
	size_t poor_n, unsure_n;
	uint64_t rich; /* points of those who are not poor */
};

static struct division divide(struct shares *run, const struct supporters *s, const struct quote *q)
{
	struct division d = { .poor = arena_many(run->scratch, struct box_entry, s->n),
		              .unsure = arena_many(run->scratch, struct box_entry, s->n) };
	for (size_t i = 0; i < s->n; i++) {
		struct box_entry e = s->at[i];
		double beside = run->left[e.at] / e.points - q->pay;
		if (run->left[e.at] == 0)
			continue;
		if (beside < -q->margin) {
			d.poor[d.poor_n++] = e;
			continue;
		}
		d.rich += (uint64_t)e.points * run->box->weight[e.at];
		if (beside <= q->margin)
			d.unsure[d.unsure_n++] = e;
	}
	return d;
}

/* Moves those who cannot pay this price to the poor; false when all could. */
static bool move_poor(struct shares *run, struct division *d, struct big sum)
{
	struct big rich = big_of(run->scratch, (wide)d->rich);
	size_t kept = 0, before = d->poor_n;
	for (size_t i = 0; i < d->unsure_n; i++) {
		struct box_entry e = d->unsure[i];
		if (money_against(run, e.at, e.points, sum, rich) < 0) {
			d->poor[d->poor_n++] = e;
			d->rich -= (uint64_t)e.points * run->box->weight[e.at];
		} else {
			d->unsure[kept++] = e;
		}
	}
	d->unsure_n = kept;
	return d->poor_n > before;
}

bool quote_settle(struct shares *run, uint32_t rank, struct quote *q)
{
	if (q->exact)
		return true;
	struct division d = divide(run, &run->supporters[rank], q);
	wide cost = shares_cost(run, run->box->cost[rank]);
	do {
		if (d.rich == 0)
			return false;
		q->sum = beyond_money(run, cost, d.poor, d.poor_n);
	} while (move_poor(run, &d, q->sum));
	q->exact = true;
	q->rich = d.rich;
	q->plain = d.poor_n == 0;
	q->pay = ledger_real(&run->ledger, q->sum, q->rich);
	set_bounds(run, rank, q, q->pay * FEW_UNITS);
	q->margin = run->error + 2 * q->pay * FEW_UNITS;
	return true;
}

int quote_compare(struct shares *run, uint32_t a, uint32_t b)
{
	const struct box *box = run->box;
	struct quote *x = &run->quotes[a], *y = &run->quotes[b];
	if (x->high < y->low || y->high < x->low)
		return x->high < y->low ? -1 : 1;
	wide x_rich = (wide)x->rich * box_unit(box, a), y_rich = (wide)y->rich * box_unit(box, b);
	if (x->plain && y->plain) {
		/* cost / (rich·unit) of each: at most 10¹³·10¹²·10¹³ < 2¹²⁷ on one side */
		wide left = box->cost[a] * y_rich, right = box->cost[b] * x_rich;
		return (left > right) - (left < right);
	}
	quote_settle(run, a, x);
	quote_settle(run, b, y);
	struct arena *scratch = run->scratch;
	return big_compare(big_multiply(scratch, x->sum, big_of(scratch, y_rich)),
	                   big_multiply(scratch, y->sum, big_of(scratch, x_rich)));
}
