/* Opinion map, cordee: how different statements vary together, before any model. Only pairs of
 * votes that one person cast count, and no statement with itself: what a statement has of its own
 * (its variance) then makes no axis, and where votes are independent the expectation is zero
 * (the deleted diagonal of Cai, Li, Chi, Poor and Chen, "Subspace estimation from unbalanced and
 * incomplete data matrices", Annals of Statistics 49, 2021). */
#include "methods/opinion_inner.h"

#include <math.h>

enum { DENSE_MOST = 2000 };
#define SIGHT 20.0

struct remainders {
	const struct opinion_matrix *a;
	const uint32_t *weights;
	const float *r; /* per vote: what the averages leave, over its statement's root energy */
	const double *own;   /* per statement: the deleted diagonal */
	double usual;        /* so that weights are 1 on average */
};

/* Someone who votes on everything makes as many pairs as hundreds of others: from SIGHT votes on,
 * when their place is known anyway, each further vote adds less. */
static double weigh(const struct remainders *x, size_t person)
{
	return (x->weights ? x->weights[person] : 1) * x->usual /
	       (SIGHT + (double)votes_of(x->a, person));
}

static float *remainders_of(struct arena *arena, const struct opinion_model *model,
                            const struct opinion_matrix *a, const uint32_t *weights,
                            struct opinion_spectrum *s)
{
	float *r = arena_many(arena, float, a->votes);
	for (size_t i = 0; i < a->n; i++) {
		double w = weights ? weights[i] : 1;
		for (size_t v = a->row[i]; v < a->row[i + 1]; v++) {
			uint32_t j = a->statement[v];
			double x = a->value[v] - model->mean - model->a[i] - model->b[j];
			r[v] = (float)x;
			s->energy[j] += w * x * x;
			s->count[j] += w;
		}
	}
	return r;
}

static void scale(const struct opinion_matrix *a, const struct opinion_spectrum *s, float *r,
                  struct random *signs)
{
	uint64_t bits = 0;
	double energy = 0, votes = 0;
	for (size_t j = 0; j < a->m; j++) {
		energy += s->energy[j];
		votes += s->count[j];
	}
	double little = votes > 0 ? SIGHT * energy / votes : 1;
	for (size_t v = 0; v < a->votes; v++) {
		double e = s->energy[a->statement[v]] + little;
		r[v] = e > 0 ? (float)(r[v] / sqrt(e)) : 0;
		if (!signs)
			continue;
		if (v % 64 == 0)
			bits = random_bits(signs);
		r[v] = bits >> (v % 64) & 1 ? -r[v] : r[v];
	}
}

static double *gram(struct arena *arena, const struct remainders *x)
{
	const struct opinion_matrix *a = x->a;
	double *g = arena_many(arena, double, a->m * a->m);
	for (size_t i = 0; i < a->n; i++) {
		const uint32_t *at = a->statement + a->row[i];
		const float *r = x->r + a->row[i];
		double w = weigh(x, i);
		size_t n = w > 0 ? votes_of(a, i) : 0;
		for (size_t v = 1; v < n; v++) {
			double *row = g + at[v] * a->m, share = w * (double)r[v];
			for (size_t u = 0; u < v; u++)
				row[at[u]] += share * (double)r[u];
		}
	}
	for (size_t i = 0; i < a->m; i++)
		for (size_t j = 0; j < i; j++)
			g[j * a->m + i] = g[i * a->m + j];
	return g;
}

static void times_remainders(const void *user, const double *in, double *out)
{
	const struct remainders *x = user;
	const struct opinion_matrix *a = x->a;
	for (size_t j = 0; j < a->m; j++)
		out[j] = -x->own[j] * in[j];
	for (size_t i = 0; i < a->n; i++) {
		double s = 0;
		for (size_t v = a->row[i]; v < a->row[i + 1]; v++)
			s += (double)x->r[v] * in[a->statement[v]];
		s *= weigh(x, i);
		for (size_t v = a->row[i]; v < a->row[i + 1]; v++)
			out[a->statement[v]] += s * (double)x->r[v];
	}
}

static double *diagonal(struct arena *arena, const struct remainders *x)
{
	double *own = arena_many(arena, double, x->a->m);
	for (size_t i = 0; i < x->a->n; i++)
		for (size_t v = x->a->row[i]; v < x->a->row[i + 1]; v++)
			own[x->a->statement[v]] += weigh(x, i) * (double)x->r[v] * (double)x->r[v];
	return own;
}

struct opinion_spectrum opinion_spectrum_of(struct arena *arena, const struct opinion_model *model,
                                            const struct opinion_matrix *a, const uint32_t *weights,
                                            size_t d, struct random *signs)
{
	ARENA_SCOPED scratch = arena_new();
	struct opinion_spectrum s = { .d = d,
		                      .vectors = arena_many(arena, double, d * a->m),
		                      .energy = arena_many(arena, double, a->m),
		                      .count = arena_many(arena, double, a->m) };
	float *r = remainders_of(scratch, model, a, weights, &s);
	scale(a, &s, r, signs);
	struct remainders x = { .a = a, .weights = weights, .r = r, .usual = 1 };
	double pairs = 0, weighed = 0;
	for (size_t i = 0; i < a->n; i++) {
		double squared = (double)votes_of(a, i) * (double)votes_of(a, i);
		pairs += squared;
		weighed += weigh(&x, i) / (weights && weights[i] ? weights[i] : 1) * squared;
	}
	x.usual = weighed > 0 ? pairs / weighed : 1;
	if (a->m <= DENSE_MOST) {
		opinion_eigen_dense(gram(scratch, &x), a->m, d, true, s.values, s.vectors);
	} else {
		x.own = diagonal(scratch, &x);
		opinion_eigen(&(struct opinion_operator){ a->m, times_remainders, &x }, d, true,
		              s.values, s.vectors);
	}
	return s;
}
