/* Opinion map, cordee: to which group each person belongs, and how surely. Each group is a normal
 * distribution in the model's space; a person's few votes are a noisy look at where they stand.
 * Someone who voted little may well be near a centre by chance: the confidence says so. */
#include "methods/opinion_inner.h"

#include <math.h>

enum { ROUNDS = 10 };
#define WIDTH_LEAST 0.05 /* of a group's variance, in units of the whole population's */
#define STILL 0.05       /* gain in log-likelihood below which rounds end */

struct mixture {
	size_t k, d;
	double center[OPINION_GROUPS_MOST][OPINION_RANK_MOST], share[OPINION_GROUPS_MOST];
	double width[OPINION_RANK_MOST]; /* variance inside groups, by axis */
	/* From these: W⁻¹c, and log share − cᵀW⁻¹c/2. */
	double pull[OPINION_GROUPS_MOST][OPINION_RANK_MOST], constant[OPINION_GROUPS_MOST];
};

/* What one person's votes say alone, without the model's prior: precision B = C⁻¹ − 1, and B times
 * the place they point to, t = C⁻¹ p. */
struct evidence {
	uint32_t person;
	double b[OPINION_PACKED], t[OPINION_RANK_MOST];
};

struct all_evidence { size_t n, d; struct evidence *at; };

static void weigh_votes(const struct opinion_model *z, size_t d, struct evidence *e)
{
	double l[OPINION_PACKED];
	/* The first d axes alone are the first rows of the triangle. */
	memcpy(l, z->c + e->person * (z->d * (z->d + 1) / 2), d * (d + 1) / 2 * sizeof *l);
	opinion_factor(l, d);
	opinion_invert(l, d, e->b);
	for (size_t r = 0; r < d; r++)
		for (size_t c = 0; c < d; c++)
			e->t[r] += e->b[r >= c ? r * (r + 1) / 2 + c : c * (c + 1) / 2 + r] *
			           z->p[e->person * z->d + c];
	for (size_t r = 0; r < d; r++)
		e->b[r * (r + 1) / 2 + r] -= 1;
}

static struct all_evidence evidence_of(struct arena *arena, const struct opinion_matrix *a,
                                       const struct opinion_model *z, size_t d)
{
	struct all_evidence all = { 0, d, arena_many(arena, struct evidence, a->n) };
	for (uint32_t i = 0; i < a->n; i++)
		if (opinion_enough(a, i)) {
			all.at[all.n].person = i;
			weigh_votes(z, d, &all.at[all.n++]);
		}
	return all;
}

/* One person under a mixture: chance of each group, and for each the place that votes and group
 * together point to, and how surely (the diagonal of K⁻¹, K = B + W⁻¹, the same for all groups). */
struct look {
	double chance[OPINION_GROUPS_MOST], place[OPINION_GROUPS_MOST][OPINION_RANK_MOST],
		unsure[OPINION_RANK_MOST];
	double likelihood; /* logarithm, up to what no mixture changes */
};

/* Logarithms to chances; the logarithm of their sum. */
static double share_out(double *chance, size_t k)
{
	double most = -INFINITY, sum = 0;
	for (size_t g = 0; g < k; g++)
		most = fmax(most, chance[g]);
	for (size_t g = 0; g < k; g++)
		sum += chance[g] = exp(chance[g] - most);
	for (size_t g = 0; g < k; g++)
		chance[g] /= sum;
	return most + log(sum);
}

/* What depends on the group in the logarithm of share × density below; the place is K⁻¹u. */
static double look_at_group(const struct evidence *e, const struct mixture *x, size_t g,
                            const double *inverse, double *place)
{
	double u[OPINION_RANK_MOST], l = x->constant[g];
	for (size_t r = 0; r < x->d; r++) {
		u[r] = e->t[r] + x->pull[g][r];
		place[r] = 0;
	}
	for (size_t r = 0; r < x->d; r++, inverse += r) {
		for (size_t c = 0; c < r; c++) {
			place[r] += inverse[c] * u[c];
			place[c] += inverse[c] * u[r];
		}
		place[r] += inverse[r] * u[r];
	}
	for (size_t r = 0; r < x->d; r++)
		l += u[r] * place[r] / 2;
	return l;
}

/* ∫ exp(t·p − pᵀBp/2) N(p; c, W) dp = |W|^-½ |K|^-½ exp(uᵀK⁻¹u/2 − cᵀW⁻¹c/2), u = t + W⁻¹c. */
static void look_at(const struct evidence *e, const struct mixture *x, struct look *y)
{
	double k[OPINION_PACKED], inverse[OPINION_PACKED], size = 1;
	memcpy(k, e->b, sizeof k);
	for (size_t r = 0; r < x->d; r++)
		k[r * (r + 1) / 2 + r] += 1 / x->width[r];
	opinion_factor(k, x->d);
	opinion_invert(k, x->d, inverse);
	for (size_t r = 0; r < x->d; r++) {
		size *= x->width[r] * k[r * (r + 1) / 2 + r] * k[r * (r + 1) / 2 + r];
		y->unsure[r] = inverse[r * (r + 1) / 2 + r];
	}
	for (size_t g = 0; g < x->k; g++)
		y->chance[g] = look_at_group(e, x, g, inverse, y->place[g]) - log(size) / 2;
	y->likelihood = share_out(y->chance, x->k);
}

/* Sums over people, each divided among groups by chance. */
struct sums {
	double people[OPINION_GROUPS_MOST], place[OPINION_GROUPS_MOST][OPINION_RANK_MOST],
		squares[OPINION_RANK_MOST];
	double likelihood;
};

static void add_look(struct sums *s, const struct look *y, size_t k, size_t d)
{
	s->likelihood += y->likelihood;
	for (size_t g = 0; g < k; g++) {
		s->people[g] += y->chance[g];
		for (size_t r = 0; r < d; r++) {
			s->place[g][r] += y->chance[g] * y->place[g][r];
			s->squares[r] +=
				y->chance[g] * (y->place[g][r] * y->place[g][r] + y->unsure[r]);
		}
	}
}

/* Shares, and what follows from shares, centres and widths. */
static void finish(struct mixture *x, const double *people, size_t n)
{
	for (size_t g = 0; g < x->k; g++) {
		x->share[g] = (people[g] + 0.5) / ((double)n + 0.5 * (double)x->k);
		x->constant[g] = log(x->share[g]);
		for (size_t r = 0; r < x->d; r++) {
			x->pull[g][r] = x->center[g][r] / x->width[r];
			x->constant[g] -= x->center[g][r] * x->pull[g][r] / 2;
		}
	}
}

/* One round of expectation-maximisation; the likelihood before it. */
static double improve(const struct all_evidence *all, struct mixture *x)
{
	struct sums s = { 0 };
	struct look y;
	for (size_t i = 0; i < all->n; i++) {
		look_at(&all->at[i], x, &y);
		add_look(&s, &y, x->k, x->d);
	}
	for (size_t r = 0; r < x->d; r++) {
		double between = 0;
		for (size_t g = 0; g < x->k; g++) {
			x->center[g][r] = s.place[g][r] / fmax(s.people[g], 1e-9);
			between += s.people[g] * x->center[g][r] * x->center[g][r];
		}
		x->width[r] = fmax((s.squares[r] - between) / (double)all->n, WIDTH_LEAST);
	}
	finish(x, s.people, all->n);
	return s.likelihood;
}

/* First centres: where each group's votes together point to; a little prior keeps them finite. */
static void start(const struct all_evidence *all, const int32_t *of, struct mixture *x)
{
	double b[OPINION_GROUPS_MOST][OPINION_PACKED] = { { 0 } },
	       people[OPINION_GROUPS_MOST] = { 0 };
	size_t d = x->d;
	for (size_t i = 0; i < all->n; i++) {
		const struct evidence *e = &all->at[i];
		int32_t g = of[e->person];
		if (g < 0)
			continue;
		for (size_t at = 0; at < d * (d + 1) / 2; at++)
			b[g][at] += e->b[at];
		for (size_t r = 0; r < d; r++)
			x->center[g][r] += e->t[r];
		people[g]++;
	}
	for (size_t g = 0; g < x->k; g++) {
		for (size_t r = 0; r < d; r++)
			b[g][r * (r + 1) / 2 + r] += 1;
		opinion_factor(b[g], d);
		opinion_solve(b[g], d, x->center[g]);
	}
	for (size_t r = 0; r < d; r++)
		x->width[r] = 0.5;
	finish(x, people, all->n);
}

static void settle(const struct all_evidence *all, const struct mixture *x, int32_t *of,
                   double *confidence)
{
	for (size_t i = 0; i < all->n; i++) {
		uint32_t person = all->at[i].person;
		struct look y;
		look_at(&all->at[i], x, &y);
		for (size_t g = 0; g < x->k; g++)
			if (y.chance[g] > confidence[person]) {
				confidence[person] = y.chance[g];
				of[person] = (int32_t)g;
			}
	}
}

double opinion_belong(const struct opinion_matrix *a, const struct opinion_model *z, size_t d,
                      size_t k, int32_t *of, double *confidence)
{
	ARENA_SCOPED scratch = arena_new();
	struct all_evidence all = evidence_of(scratch, a, z, d);
	struct mixture *x = arena_one(scratch, struct mixture);
	double likelihood = -INFINITY, before;
	x->k = k;
	x->d = d;
	if (all.n == 0)
		return -INFINITY;
	start(&all, of, x);
	for (int round = 0; round < ROUNDS; round++) {
		before = likelihood;
		likelihood = improve(&all, x);
		if (likelihood - before < STILL)
			break;
	}
	for (size_t i = 0; i < a->n; i++) {
		of[i] = OPINION_NONE;
		confidence[i] = 0;
	}
	settle(&all, x, of, confidence);
	/* Schwarz, "Estimating the dimension of a model", Annals of Statistics 6, 1978. */
	double freedom = (double)(k * d + k - 1 + d);
	return likelihood - freedom / 2 * log((double)all.n);
}
