/* Opinion map, cordee: whole rankings with effect sizes: what stands for a group, what bridges,
 * what divides, what leaves people unsure. Each with its counts, a 95 % interval and a
 * significance that keeps false discoveries under control; sorted by the end of the interval
 * nearest to nothing, so that few votes do not make a first place. No count below five people. */
#include "methods/opinion_inner.h"

#include <math.h>

/* Shares, their difference and its interval with one success and one failure added to each side:
 * Agresti and Caffo, The American Statistician 54, 2000. */
static void set_effect(struct opinion_claim *c, uint32_t s1, uint32_t n1, uint32_t s2, uint32_t n2)
{
	double p = (s1 + 1.0) / (n1 + 2.0), q = (s2 + 1.0) / (n2 + 2.0);
	double half = OPINION_Z95 * sqrt(p * (1 - p) / (n1 + 2.0) + q * (1 - q) / (n2 + 2.0));
	c->effect = p - q;
	c->low = fmax(c->effect - half, -1);
	c->high = fmin(c->effect + half, 1);
	c->p_success = p;
	c->p_test = opinion_z_share(s1, n1);
	c->repness = p / q;
	c->repness_test = opinion_z_two(s1, s2, n1, n2);
	c->p_value = opinion_chance_above(c->repness_test);
}

struct claims {
	struct opinion_claim *at;
	uint32_t *group;
	size_t n;
};

static void consider_side(struct claims *all, uint32_t g, uint32_t j, bool agree,
                          const struct opinion_cell *in, const struct opinion_cell *rest)
{
	uint32_t s1 = agree ? in->agree : in->disagree, s2 = agree ? rest->agree : rest->disagree;
	if (in->seen < OPINION_CELL || rest->seen < OPINION_CELL || s1 < OPINION_CELL)
		return;
	struct opinion_claim c = {
		.statement = j, .agree = agree, .success = s1, .trials = in->seen
	};
	set_effect(&c, s1, in->seen, s2, rest->seen);
	all->group[all->n] = g;
	all->at[all->n++] = c;
}

static void consider_group(const struct opinion_matrix *a, const struct opinion_result *r,
                           uint32_t g, struct claims *all)
{
	for (uint32_t j = 0; j < a->m; j++) {
		struct opinion_cell rest = { 0 };
		const struct opinion_cell *in = &r->cells[g * a->m + j];
		for (size_t h = 0; h < (size_t)r->k; h++) {
			const struct opinion_cell *c = &r->cells[h * a->m + j];
			if (h != g)
				rest = (struct opinion_cell){ rest.agree + c->agree,
					                      rest.disagree + c->disagree,
					                      rest.seen + c->seen };
		}
		if (is_silent(&a->statements[j]))
			continue;
		consider_side(all, g, j, true, in, &rest);
		consider_side(all, g, j, false, in, &rest);
	}
}

static int by_low(const void *a, const void *b)
{
	const struct opinion_claim *x = a, *y = b;
	if (x->low != y->low)
		return x->low > y->low ? -1 : 1;
	if (x->statement != y->statement)
		return x->statement < y->statement ? -1 : 1;
	return x->agree - y->agree;
}

/* A group's own: most of it on that side, more than in the others, and not by chance. */
static void represent(struct arena *arena, const struct opinion_matrix *a,
                      const struct opinion_options *options, struct opinion_result *r)
{
	size_t k = (size_t)r->k;
	struct opinion_claims *of = arena_many(arena, struct opinion_claims, k);
	ARENA_SCOPED scratch = arena_new();
	struct claims all = { arena_many(scratch, struct opinion_claim, 2 * k * a->m),
		              arena_many(scratch, uint32_t, 2 * k * a->m), 0 };
	for (uint32_t g = 0; g < k; g++)
		consider_group(a, r, g, &all);
	double *p = arena_many(scratch, double, all.n), *q = arena_many(scratch, double, all.n);
	for (size_t i = 0; i < all.n; i++)
		p[i] = all.at[i].p_value;
	opinion_q_values(scratch, p, all.n, q);
	for (size_t g = 0; g < k; g++) {
		struct opinion_claim *at = arena_many(arena, struct opinion_claim, 2 * a->m);
		size_t n = 0;
		for (size_t i = 0; i < all.n; i++) {
			all.at[i].q_value = q[i];
			if (all.group[i] == g && q[i] <= options->discovery_rate &&
			    all.at[i].p_success > 0.5)
				at[n++] = all.at[i];
		}
		qsort(at, n, sizeof *at, by_low);
		of[g] = (struct opinion_claims){ n, at };
	}
	r->representative = of;
}

/* On everybody's votes: more than half on one side, against one half. */
static struct opinion_claims majority(struct arena *arena, const struct opinion_matrix *a,
                                      const struct opinion_options *options,
                                      const struct opinion_result *r, bool agree)
{
	ARENA_SCOPED scratch = arena_new();
	struct opinion_claim *at = arena_many(arena, struct opinion_claim, a->m);
	double *p = arena_many(scratch, double, a->m), *q = arena_many(scratch, double, a->m);
	size_t n = 0, kept = 0;
	for (uint32_t j = 0; j < a->m; j++) {
		uint32_t s = agree ? r->total[j].agree : r->total[j].disagree,
			 seen = r->total[j].seen;
		if (is_silent(&a->statements[j]) || s < OPINION_CELL)
			continue;
		/* Wilson's interval of the share, told as what it exceeds one half by. */
		double z2 = OPINION_Z95 * OPINION_Z95, share = (double)s / seen,
		       middle = (share + z2 / (2.0 * seen)) / (1 + z2 / seen);
		double half = OPINION_Z95 / (1 + z2 / seen) *
		              sqrt(share * (1 - share) / seen + z2 / (4.0 * seen * seen));
		at[n] = (struct opinion_claim){ .statement = j,
			                        .agree = agree,
			                        .success = s,
			                        .trials = seen,
			                        .p_success = (s + 1.0) / (seen + 2.0),
			                        .p_test = opinion_z_share(s, seen),
			                        .repness = 1,
			                        .effect = share - 0.5,
			                        .low = middle - half - 0.5,
			                        .high = middle + half - 0.5 };
		p[n] = at[n].p_value = opinion_chance_above((share - 0.5) * 2 * sqrt(seen));
		n++;
	}
	opinion_q_values(scratch, p, n, q);
	for (size_t i = 0; i < n; i++) {
		at[i].q_value = q[i];
		if (q[i] <= options->discovery_rate && at[i].effect > 0)
			at[kept++] = at[i];
	}
	qsort(at, kept, sizeof *at, by_low);
	return (struct opinion_claims){ kept, at };
}

static int by_rank(const void *a, const void *b)
{
	const struct opinion_ranked *x = a, *y = b;
	if (x->low != y->low)
		return x->low > y->low ? -1 : 1;
	return (x->statement > y->statement) - (x->statement < y->statement);
}

static struct opinion_ranking finish(struct opinion_ranked *at, size_t n, double rate)
{
	ARENA_SCOPED scratch = arena_new();
	double *p = arena_many(scratch, double, n), *q = arena_many(scratch, double, n);
	for (size_t i = 0; i < n; i++)
		p[i] = at[i].p_value;
	opinion_q_values(scratch, p, n, q);
	for (size_t i = 0; i < n; i++) {
		at[i].q_value = q[i];
		at[i].significant = q[i] <= rate;
	}
	qsort(at, n, sizeof *at, by_rank);
	return (struct opinion_ranking){ n, at };
}

static bool is_ranked(const struct opinion_matrix *a, const struct opinion_result *r, size_t j)
{
	return !is_silent(&a->statements[j]) && r->total[j].seen >= OPINION_CELL;
}

/* The approval that leanings do not explain, against none. */
static struct opinion_ranking rank_bridging(struct arena *arena, const struct opinion_matrix *a,
                                            const struct opinion_options *options,
                                            const struct opinion_result *r)
{
	struct opinion_ranked *at = arena_many(arena, struct opinion_ranked, a->m);
	size_t n = 0;
	for (uint32_t j = 0; j < a->m; j++) {
		double value = r->center[j], error = fmax(r->model->b_error[j], 1e-9);
		if (is_ranked(a, r, j))
			at[n++] = (struct opinion_ranked){ .statement = j,
				                           .value = value,
				                           .low = value - OPINION_Z95 * error,
				                           .high = value + OPINION_Z95 * error,
				                           .p_value = opinion_chance_above(value /
				                                                           error) };
	}
	return finish(at, n, options->discovery_rate);
}

/* A group's mean vote, half a vote of each kind added (Jeffreys), and its variance. */
static void mean_vote(const struct opinion_cell *c, double *mean, double *variance)
{
	double seen = c->seen + 1.5, agree = (c->agree + 0.5) / seen,
	       disagree = (c->disagree + 0.5) / seen;
	*mean = agree - disagree;
	*variance = (agree + disagree - *mean * *mean) / seen;
}

/* Pearson's chi-square of three answers by groups; how many groups it is over. */
static double chi2_of(const struct opinion_matrix *a, const struct opinion_result *r, size_t j,
                      size_t *groups, size_t *answers)
{
	double all[3] = { 0 }, total = 0, chi2 = 0;
	*groups = *answers = 0;
	for (int pass = 0; pass < 2; pass++)
		for (size_t g = 0; g < (size_t)r->k; g++) {
			const struct opinion_cell *c = &r->cells[g * a->m + j];
			double votes[3] = { c->agree, c->disagree,
				            c->seen - c->agree - c->disagree };
			if (c->seen < OPINION_CELL)
				continue;
			*groups += pass == 0;
			total += pass == 0 ? c->seen : 0;
			for (size_t x = 0; x < 3; x++) {
				double expected = pass ? all[x] * c->seen / total : 0;
				all[x] += pass == 0 ? votes[x] : 0;
				chi2 += expected > 0 ? (votes[x] - expected) *
				                               (votes[x] - expected) / expected
				                     : 0;
			}
		}
	for (size_t x = 0; x < 3; x++)
		*answers += all[x] > 0;
	return chi2;
}

/* Half the distance between the mean votes of the two groups furthest apart: 0 to 1. */
static struct opinion_ranked divide(const struct opinion_matrix *a, const struct opinion_result *r,
                                    uint32_t j)
{
	double most = -INFINITY, least = INFINITY, variance_most = 0, variance_least = 0;
	for (size_t g = 0; g < (size_t)r->k; g++) {
		double mean, variance;
		if (r->cells[g * a->m + j].seen < OPINION_CELL)
			continue;
		mean_vote(&r->cells[g * a->m + j], &mean, &variance);
		if (mean > most) {
			most = mean;
			variance_most = variance;
		}
		if (mean < least) {
			least = mean;
			variance_least = variance;
		}
	}
	double value = (most - least) / 2,
	       half = OPINION_Z95 * sqrt(variance_most + variance_least) / 2;
	return (struct opinion_ranked){ .statement = j,
		                        .value = value,
		                        .low = fmax(value - half, 0),
		                        .high = fmin(value + half, 1) };
}

static struct opinion_ranking rank_divisive(struct arena *arena, const struct opinion_matrix *a,
                                            const struct opinion_options *options,
                                            const struct opinion_result *r)
{
	struct opinion_ranked *at = arena_many(arena, struct opinion_ranked, a->m);
	size_t n = 0;
	for (uint32_t j = 0; j < a->m; j++) {
		size_t groups, answers;
		double chi2 = chi2_of(a, r, j, &groups, &answers);
		if (!is_ranked(a, r, j) || groups < 2)
			continue;
		at[n] = divide(a, r, j);
		at[n++].p_value =
			answers < 2
				? 1
				: opinion_chance_chi2(chi2, (double)((groups - 1) * (answers - 1)));
	}
	return finish(at, n, options->discovery_rate);
}

/* Share of passes with Wilson's interval (Journal of the American Statistical Association 22,
 * 1927), against the share of passes among all votes. */
static struct opinion_ranking rank_uncertain(struct arena *arena, const struct opinion_matrix *a,
                                             const struct opinion_options *options,
                                             const struct opinion_result *r)
{
	struct opinion_ranked *at = arena_many(arena, struct opinion_ranked, a->m);
	double passes = 0, votes = 0;
	size_t n = 0;
	for (size_t j = 0; j < a->m; j++) {
		passes += r->total[j].seen - r->total[j].agree - r->total[j].disagree;
		votes += r->total[j].seen;
	}
	double usual = (passes + 0.5) / (votes + 1), z2 = OPINION_Z95 * OPINION_Z95;
	for (uint32_t j = 0; j < a->m; j++) {
		if (!is_ranked(a, r, j))
			continue;
		double seen = r->total[j].seen,
		       p = (seen - r->total[j].agree - r->total[j].disagree) / seen;
		double middle = (p + z2 / (2 * seen)) / (1 + z2 / seen);
		double half = OPINION_Z95 / (1 + z2 / seen) *
		              sqrt(p * (1 - p) / seen + z2 / (4 * seen * seen));
		at[n++] = (struct opinion_ranked){
			.statement = j,
			.value = p,
			.low = middle - half,
			.high = middle + half,
			.p_value =
				opinion_chance_above((p - usual) / sqrt(usual * (1 - usual) / seen))
		};
	}
	return finish(at, n, options->discovery_rate);
}

void opinion_rank(struct arena *arena, const struct opinion_matrix *a,
                  const struct opinion_options *options, struct opinion_result *r)
{
	represent(arena, a, options, r);
	r->majority_agree = majority(arena, a, options, r, true);
	r->majority_disagree = majority(arena, a, options, r, false);
	r->bridging = rank_bridging(arena, a, options, r);
	r->divisive = rank_divisive(arena, a, options, r);
	r->uncertain = rank_uncertain(arena, a, options, r);
}
