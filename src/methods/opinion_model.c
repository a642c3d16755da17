/* Opinion map, cordee: a low-rank model fitted to the votes that were cast, and to no other.
 * Alternating regularised least squares, where what is known of each person carries its
 * uncertainty: probabilistic principal components with missing values (Tipping and Bishop,
 * Journal of the Royal Statistical Society B 61, 1999; Ilin and Raiko, "Practical approaches to principal
 * component analysis in the presence of missing values", JMLR 11, 2010). The averages a and b
 * are as in Community Notes (Wojcik et al., "Birdwatch: crowd wisdom and bridging algorithms can
 * inform understanding and reduce the spread of misinformation", 2022): b, what is left of the
 * approval of a statement when leanings are accounted for, is the bridging score. */
#include "methods/opinion_inner.h"

#include <math.h>

enum { AVERAGE_ROUNDS = 3 };
#define STATEMENT_RIDGE 1.0 /* b: as if one vote had been exactly average */
#define LOADING_RIDGE 1.0   /* q: likewise */

struct opinion_model opinion_model_new(struct arena *arena, size_t n, size_t m, size_t d)
{
	return (struct opinion_model){ .n = n,
		                       .m = m,
		                       .d = d,
		                       .noise = 1,
		                       .a = arena_many(arena, double, n),
		                       .b = arena_many(arena, double, m),
		                       .b_error = arena_many(arena, double, m),
		                       .q = arena_many(arena, double, m *d),
		                       .p = arena_many(arena, double, n *d),
		                       .c = arena_many(arena, double, n *(d * (d + 1) / 2)) };
}

static double weight_of(const uint32_t *weights, size_t i)
{
	return weights ? weights[i] : 1;
}

static void average_statements(struct arena *scratch, struct opinion_model *z,
                               const struct opinion_matrix *a, const uint32_t *weights)
{
	double *sum = arena_many(scratch, double, a->m), *count = arena_many(scratch, double, a->m);
	for (size_t i = 0; i < a->n; i++) {
		double w = weight_of(weights, i);
		for (size_t v = a->row[i]; v < a->row[i + 1]; v++) {
			sum[a->statement[v]] += w * (a->value[v] - z->mean - z->a[i]);
			count[a->statement[v]] += w;
		}
	}
	for (size_t j = 0; j < a->m; j++)
		z->b[j] = sum[j] / (count[j] + STATEMENT_RIDGE);
}

/* Noise, and how much people differ in how readily they agree: two remainders of one person vary
 * together by the variance of a, and not otherwise. */
static void measure_people(struct opinion_model *z, const struct opinion_matrix *a,
                           const uint32_t *weights)
{
	double together = 0, pairs = 0, squares = 0, votes = 0;
	for (size_t i = 0; i < a->n; i++) {
		double w = weight_of(weights, i), sum = 0, own = 0, n = (double)votes_of(a, i);
		for (size_t v = a->row[i]; v < a->row[i + 1]; v++) {
			double x = a->value[v] - z->mean - z->b[a->statement[v]];
			sum += x;
			own += x * x;
		}
		together += w * (sum * sum - own);
		pairs += w * n * (n - 1);
		squares += w * own;
		votes += w * n;
	}
	double variance = pairs > 0 ? together / pairs : 0;
	z->noise = fmax(votes > 0 ? squares / votes : 1, 1e-6);
	z->person_ridge = variance > 1e-3 * z->noise ? z->noise / variance : INFINITY;
}

static void average_people(struct opinion_model *z, const struct opinion_matrix *a)
{
	for (size_t i = 0; i < a->n; i++) {
		double sum = 0;
		for (size_t v = a->row[i]; v < a->row[i + 1]; v++)
			sum += a->value[v] - z->mean - z->b[a->statement[v]];
		z->a[i] = sum / ((double)votes_of(a, i) + z->person_ridge);
	}
}

void opinion_model_averages(struct opinion_model *z, const struct opinion_matrix *a,
                            const uint32_t *weights)
{
	ARENA_SCOPED scratch = arena_new();
	double sum = 0, votes = 0;
	for (size_t i = 0; i < a->n; i++)
		for (size_t v = a->row[i]; v < a->row[i + 1]; v++) {
			sum += weight_of(weights, i) * a->value[v];
			votes += weight_of(weights, i);
		}
	z->mean = votes > 0 ? sum / votes : 0;
	average_statements(scratch, z, a, weights);
	measure_people(z, a, weights);
	for (int round = 1; round < AVERAGE_ROUNDS && isfinite(z->person_ridge); round++) {
		average_people(z, a);
		average_statements(scratch, z, a, weights);
	}
}

/* Loadings along the spectrum's vectors, of a length that would give the co-variation seen if
 * votes were missing at random: two statements of c and c' votes then share c c'/n people. */
void opinion_model_start(struct opinion_model *z, const struct opinion_spectrum *s)
{
	for (size_t c = 0; c < z->d; c++) {
		const double *u = s->vectors + c * z->m;
		double reach = 0;
		for (size_t j = 0; j < z->m; j++)
			reach += s->count[j] * u[j] * u[j];
		double share = reach > 0 ? fmax(s->values[c], 1e-3) * (double)z->n / reach : 0;
		for (size_t j = 0; j < z->m; j++)
			z->q[j * z->d + c] =
				s->count[j] > 0 ? u[j] * sqrt(share * s->energy[j] / s->count[j])
						: 0;
	}
}

/* Σ q qᵀ and Σ q x over a person's votes. Inlined for each number of axes that there is, so that
 * the inner loops unroll: all else waits for this one. */
static inline __attribute__((always_inline)) void
sum_votes(const struct opinion_model *z, const struct opinion_matrix *a, size_t i, size_t d,
          double *l, double *t)
{
	double squares[OPINION_PACKED] = { 0 }, products[OPINION_RANK_MOST] = { 0 };
	double usual = z->mean + z->a[i];
	for (size_t v = a->row[i]; v < a->row[i + 1]; v++) {
		uint32_t j = a->statement[v];
		const double *q = z->q + j * d;
		double x = a->value[v] - usual - z->b[j];
		for (size_t r = 0; r < d; r++) {
			products[r] += q[r] * x;
			for (size_t c = 0; c <= r; c++)
				squares[r * (r + 1) / 2 + c] += q[r] * q[c];
		}
	}
	memcpy(l, squares, d * (d + 1) / 2 * sizeof *l);
	memcpy(t, products, d * sizeof *t);
}

/* Where a person's votes place them, and how surely: precision 1 + Σ q qᵀ/σ². */
static void place_person(struct opinion_model *z, const struct opinion_matrix *a, size_t i)
{
	size_t d = z->d, packed = d * (d + 1) / 2;
	double l[OPINION_PACKED], t[OPINION_RANK_MOST];
	switch (d) {
	case 1: sum_votes(z, a, i, 1, l, t); break;
	case 2: sum_votes(z, a, i, 2, l, t); break;
	case 3: sum_votes(z, a, i, 3, l, t); break;
	default: sum_votes(z, a, i, OPINION_RANK_MOST, l, t);
	}
	for (size_t at = 0; at < packed; at++)
		l[at] /= z->noise;
	for (size_t r = 0; r < d; r++) {
		l[r * (r + 1) / 2 + r] += 1;
		t[r] /= z->noise;
	}
	opinion_factor(l, d);
	opinion_solve(l, d, t);
	opinion_invert(l, d, z->c + i * packed);
	memcpy(z->p + i * d, t, d * sizeof *t);
}

static void lean_person(struct opinion_model *z, const struct opinion_matrix *a, size_t i)
{
	if (!isfinite(z->person_ridge))
		return;
	double sum = 0;
	for (size_t v = a->row[i]; v < a->row[i + 1]; v++) {
		uint32_t j = a->statement[v];
		double x = a->value[v] - z->mean - z->b[j];
		for (size_t r = 0; r < z->d; r++)
			x -= z->p[i * z->d + r] * z->q[j * z->d + r];
		sum += x;
	}
	z->a[i] = sum / ((double)votes_of(a, i) + z->person_ridge);
}

/* Sums of a statement's normal equations, over (1, p): lower triangle by rows, then the right side. */
enum { SUMS_MOST = (OPINION_RANK_MOST + 1) * (OPINION_RANK_MOST + 2) / 2 + OPINION_RANK_MOST + 1 };

static void add_person(const struct opinion_model *z, const struct opinion_matrix *a, size_t i,
                       double w, size_t sums_n, double *sums)
{
	size_t d = z->d, at = 0;
	double own[SUMS_MOST], one[OPINION_RANK_MOST + 1] = { 1 };
	const double *c = z->c + i * (d * (d + 1) / 2);
	memcpy(one + 1, z->p + i * d, d * sizeof *one);
	for (size_t r = 0; r <= d; r++)
		for (size_t s = 0; s <= r; s++, at++)
			own[at] = w * (one[r] * one[s] + (s > 0 ? c[(r - 1) * r / 2 + s - 1] : 0));
	for (size_t v = a->row[i]; v < a->row[i + 1]; v++) {
		double *to = sums + a->statement[v] * sums_n;
		double x = w * (a->value[v] - z->mean - z->a[i]);
		for (size_t s = 0; s < at; s++)
			to[s] += own[s];
		for (size_t s = 0; s <= d; s++)
			to[at + s] += x * one[s];
	}
}

/* (b, q) of a statement from its sums; what it leaves unexplained, of `x2` the sum of squares. */
static double solve_statement(struct opinion_model *z, size_t j, const double *sums, double x2)
{
	size_t d = z->d, packed = (d + 1) * (d + 2) / 2;
	double l[SUMS_MOST], x[OPINION_RANK_MOST + 1], inverse[SUMS_MOST], explained = 0;
	memcpy(l, sums, packed * sizeof *l);
	memcpy(x, sums + packed, (d + 1) * sizeof *x);
	for (size_t r = 0; r <= d; r++)
		l[r * (r + 1) / 2 + r] += r == 0 ? STATEMENT_RIDGE : LOADING_RIDGE;
	opinion_factor(l, d + 1);
	opinion_solve(l, d + 1, x);
	opinion_invert(l, d + 1, inverse);
	z->b[j] = x[0];
	z->b_error[j] = inverse[0]; /* times σ², once that is known */
	memcpy(z->q + j * d, x + 1, d * sizeof *x);
	/* Σ (x − b − p·q)² with the uncertainty of p = x² − 2 x·s + xᵀ S x. */
	for (size_t r = 0; r <= d; r++) {
		double product = 0;
		for (size_t s = 0; s <= d; s++)
			product += x[s] * sums[r >= s ? r * (r + 1) / 2 + s : s * (s + 1) / 2 + r];
		explained += x[r] * (2 * sums[packed + r] - product);
	}
	return x2 - explained;
}

void opinion_model_round(struct arena *arena, struct opinion_model *z,
                         const struct opinion_matrix *a, const uint32_t *weights)
{
	size_t d = z->d, sums_n = (d + 1) * (d + 2) / 2 + d + 1;
	double *sums = arena_many(arena, double, a->m *sums_n),
	       *x2 = arena_many(arena, double, a->m);
	double left = 0, votes = 0;
	for (size_t i = 0; i < a->n; i++) {
		double w = weight_of(weights, i);
		if (w == 0)
			continue;
		place_person(z, a, i);
		lean_person(z, a, i);
		add_person(z, a, i, w, sums_n, sums);
		for (size_t v = a->row[i]; v < a->row[i + 1]; v++) {
			double x = a->value[v] - z->mean - z->a[i];
			x2[a->statement[v]] += w * x * x;
		}
		votes += w * (double)votes_of(a, i);
	}
	for (size_t j = 0; j < a->m; j++)
		left += solve_statement(z, j, sums + j * sums_n, x2[j]);
	z->noise = fmax(votes > 0 ? left / votes : 1, 1e-3);
	for (size_t j = 0; j < a->m; j++)
		z->b_error[j] = sqrt(z->noise * z->b_error[j]);
}

void opinion_model_people(struct opinion_model *z, const struct opinion_matrix *a)
{
	for (size_t i = 0; i < a->n; i++)
		place_person(z, a, i);
}
