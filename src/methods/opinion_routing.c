/* Opinion map: which statement to show next, with weights that the facilitator can read. */
#include "methods/opinion_inner.h"

#include <math.h>

#define META_PRIORITY 49.0 /* Polis': 7, squared */

/* Polis: what few passed on, many agreed with and the map holds apart; new ones bubble up. */
static double priority(const struct opinion_statement *s, const struct opinion_cell *c,
                       double extremity, double marks)
{
	if (s->meta)
		return META_PRIORITY;
	double seen = c->seen, passes = seen - c->agree - c->disagree;
	double importance =
		(1 - (passes + 1) / (seen + 2)) * (extremity + 1) * (c->agree + 1.0) / (seen + 2);
	double weight = importance * (1 + 8 * exp2(-seen / 5)) * marks;
	return weight * weight;
}

/* compat: the grouped alone; cordee: everybody, and nothing for what is moderated out. */
static double weigh(const struct opinion_matrix *a, const struct opinion_result *r, size_t j)
{
	const struct opinion_statement *s = &a->statements[j];
	struct opinion_cell sum = { 0 };
	if (r->mode == OPINION_CORDEE) {
		/* Who marked it "important to me" makes it count more, up to twice as much. */
		double marks = 1 + fmin(s->important / (r->total[j].seen + 2.0), 1);
		return s->out ? 0 : priority(s, &r->total[j], r->places[j].extremity, marks);
	}
	for (size_t g = 0; g < (size_t)r->k; g++) {
		const struct opinion_cell *c = &r->cells[g * a->m + j];
		sum = (struct opinion_cell){ sum.agree + c->agree, sum.disagree + c->disagree,
			                     sum.seen + c->seen };
	}
	return priority(s, &sum, r->places[j].extremity, 1);
}

/* Seeds first, then what has been seen too little for anything to be said of it. */
static enum opinion_stage stage_of(const struct opinion_statement *s, const struct opinion_cell *c,
                                   uint32_t exposure_least)
{
	if (s->out)
		return OPINION_STAGE_OUT;
	if (s->seed)
		return OPINION_STAGE_SEED;
	return c->seen < exposure_least ? OPINION_STAGE_NEW : OPINION_STAGE_OPEN;
}

void opinion_priorities(struct arena *arena, const struct opinion_matrix *a,
                        const struct opinion_options *options, struct opinion_result *r)
{
	double *weight = arena_many(arena, double, a->m), sums[OPINION_STAGE_OUT + 1] = { 0 };
	struct opinion_route *routes = arena_many(arena, struct opinion_route, a->m);
	for (size_t j = 0; j < a->m; j++) {
		weight[j] = weigh(a, r, j);
		routes[j].stage =
			stage_of(&a->statements[j], &r->total[j], options->exposure_least);
		routes[j].weight = weight[j];
		sums[routes[j].stage] += weight[j];
	}
	for (size_t j = 0; j < a->m; j++)
		routes[j].share = sums[routes[j].stage] > 0 ? weight[j] / sums[routes[j].stage] : 0;
	r->priority = weight;
	r->routes = routes;
}

int64_t opinion_next(const struct opinion_result *r, const bool *voted, double unit, size_t visit,
                     size_t visit_most)
{
	int64_t last = OPINION_NONE;
	if (visit >= visit_most)
		return OPINION_NONE;
	for (enum opinion_stage stage = OPINION_STAGE_SEED;
	     stage < OPINION_STAGE_OUT && last == OPINION_NONE; stage++) {
		double total = 0;
		for (size_t j = 0; j < r->statements_n; j++)
			total += r->routes[j].stage == stage && !voted[j] ? r->routes[j].weight : 0;
		double rest = unit * total;
		for (size_t j = 0; j < r->statements_n && rest >= 0; j++)
			if (r->routes[j].stage == stage && !voted[j]) {
				last = (int64_t)j;
				rest -= r->routes[j].weight;
			}
	}
	return last;
}
