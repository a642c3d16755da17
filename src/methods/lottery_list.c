/* Lottery, the list: a mixture of panels over kinds becomes n panels of people, each as likely.
 * How often each panel over kinds comes is rounded, then exchanged one for one as long as the
 * sum of squares of what kinds gain or lose decreases; within a kind, units take turns, so that
 * any two of them come as often, but for once. What anyone's chance moves by is then counted, and
 * said: it holds for this very list, and is far below what a theorem promises for all lists. */
#include "methods/lottery_inner.h"

struct rounding {
	const struct panel_search *search;
	const struct mixture *mixture;
	size_t kinds_n;
	double *surplus; /* units of each kind in the list, less those that the mixture wants */
	double *scale;   /* 1 / units of the kind */
	int64_t *times;  /* of each panel of the mixture */
};

static const struct panel *panel_of(const struct rounding *r, size_t i)
{
	return &r->search->portfolio.at[r->mixture->panels[i]];
}

static void count(struct rounding *r, size_t i, int64_t times)
{
	const struct panel *p = panel_of(r, i);
	r->times[i] += times;
	for (size_t t = 0; t < p->n; t++)
		r->surplus[p->terms[t].kind] += (double)times * p->terms[t].units;
}

static double square(const struct rounding *r, const struct panel *p)
{
	double sum = 0;
	for (size_t t = 0; t < p->n; t++)
		sum += r->scale[p->terms[t].kind] * p->terms[t].units * p->terms[t].units;
	return sum;
}

/* How much the sum of squares grows with one more of the panel (sign 1), or one fewer (-1). */
static double growth(const struct rounding *r, size_t i, double sign)
{
	const struct panel *p = panel_of(r, i);
	double sum = 0;
	for (size_t t = 0; t < p->n; t++)
		sum += r->scale[p->terms[t].kind] * r->surplus[p->terms[t].kind] * p->terms[t].units;
	return 2 * sign * sum + square(r, p);
}

/* Of all panels (or of those in the list), the one that makes the sum grow least. */
static size_t best_to(const struct rounding *r, double sign, double *grows)
{
	size_t best = SIZE_MAX;
	for (size_t i = 0; i < r->mixture->n; i++) {
		if (sign < 0 && r->times[i] == 0)
			continue;
		double g = growth(r, i, sign);
		if (best == SIZE_MAX || g < *grows) {
			best = i;
			*grows = g;
		}
	}
	return best;
}

static void round_down(struct rounding *r, size_t n)
{
	size_t listed = 0;
	double grows;
	for (size_t k = 0; k < r->kinds_n; k++)
		r->surplus[k] = -(double)n * r->mixture->units[k];
	for (size_t i = 0; i < r->mixture->n; i++) {
		count(r, i, (int64_t)floor((double)n * r->mixture->shares[i]));
		listed += (size_t)r->times[i];
	}
	for (; listed < n; listed++)
		count(r, best_to(r, 1, &grows), 1);
	for (; listed > n; listed--)
		count(r, best_to(r, -1, &grows), -1);
}

/* One out, one in, as long as it pays: each time the sum of squares is less. */
static void exchange(struct rounding *r)
{
	const double least = 1e-9;
	for (;;) {
		double without = 0, with = 0;
		size_t out = best_to(r, -1, &without);
		count(r, out, -1);
		size_t in = best_to(r, 1, &with);
		count(r, in, 1);
		if (without + with >= -least) {
			count(r, in, -1);
			count(r, out, 1);
			return;
		}
	}
}

/* The people of one more panel: the next units of each of its kinds, in turn. */
static struct lottery_panel take_turns(struct arena *arena, const struct quota_pool *pool, const struct panel *p, size_t *turn)
{
	struct lottery_panel panel = { 0 };
	for (size_t t = 0; t < p->n; t++)
		panel.n += p->terms[t].units * pool->kinds[p->terms[t].kind].size;
	size_t *people = arena_many(arena, size_t, panel.n), n = 0;
	for (size_t t = 0; t < p->n; t++) {
		const struct quota_kind *kind = &pool->kinds[p->terms[t].kind];
		for (size_t u = 0; u < p->terms[t].units; u++) {
			size_t unit = turn[p->terms[t].kind]++ % kind->units;
			for (size_t i = 0; i < kind->size; i++)
				people[n++] = pool->order[kind->first + unit * kind->size + i];
		}
	}
	panel.people = people;
	return panel;
}

void lottery_make_list(struct arena *arena, const struct panel_search *search, const struct mixture *mixture,
                       const double *chances, size_t n, struct lottery_list *out)
{
	ARENA_SCOPED scratch = arena_new();
	const struct quota_pool *pool = search->pool;
	struct rounding r = { .search = search, .mixture = mixture, .kinds_n = pool->kinds_n };
	r.surplus = arena_many(scratch, double, r.kinds_n);
	r.scale = arena_many(scratch, double, r.kinds_n);
	r.times = arena_many(scratch, int64_t, mixture->n);
	for (size_t k = 0; k < r.kinds_n; k++)
		r.scale[k] = 1 / (double)pool->kinds[k].units;
	round_down(&r, n);
	exchange(&r);
	size_t *turn = arena_many(scratch, size_t, r.kinds_n), listed = 0;
	struct lottery_panel *panels = arena_many(arena, struct lottery_panel, n);
	for (size_t i = 0; i < mixture->n; i++)
		for (int64_t j = 0; j < r.times[i]; j++)
			panels[listed++] = take_turns(arena, pool, panel_of(&r, i), turn);
	lottery_finish_list(arena, pool, panels, n, chances, out);
}
