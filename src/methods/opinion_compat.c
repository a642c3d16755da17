/* Opinion map, compat: matrix, principal components, who is grouped, base clusters and groups,
 * as Polis does them on final votes. */
#include "methods/opinion_inner.h"

#include <math.h>

enum {
	BASES = 100,
	BASE_ROUNDS = 100,
	GROUP_ROUNDS = 20,
	GROUPS_MOST = 5,
	BASES_PER_GROUP = 12,
	GROUPED_LEAST = 15
};
#define STILL 0.01
enum { DENSE_MOST = 2000 }; /* statements: above, the matrix is not written out */

static const double *centers_of(struct arena *arena, const struct opinion_matrix *a)
{
	double *sum = arena_many(arena, double, a->m), *count = arena_many(arena, double, a->m);
	for (size_t v = 0; v < a->votes; v++) {
		sum[a->statement[v]] += a->value[v];
		count[a->statement[v]]++;
	}
	for (size_t j = 0; j < a->m; j++)
		sum[j] = is_silent(&a->statements[j]) || count[j] == 0 ? 0 : sum[j] / count[j];
	return sum;
}

/* The centred matrix, filled with its columns' means, is 0 wherever there is no vote, and in
 * silent columns: it stays sparse. */
struct centred {
	const struct opinion_matrix *a;
	const double *center;
	const bool *silent;
};

static double cell(const struct centred *x, size_t vote)
{
	uint32_t j = x->a->statement[vote];
	return x->silent[j] ? 0 : x->a->value[vote] - x->center[j];
}

static void times_centred(const void *user, const double *in, double *out)
{
	const struct centred *x = user;
	memset(out, 0, x->a->m * sizeof *out);
	for (size_t i = 0; i < x->a->n; i++) {
		double s = 0;
		for (size_t v = x->a->row[i]; v < x->a->row[i + 1]; v++)
			s += cell(x, v) * in[x->a->statement[v]];
		for (size_t v = x->a->row[i]; v < x->a->row[i + 1]; v++)
			out[x->a->statement[v]] += s * cell(x, v);
	}
}

/* XᵀX written out, from one person's votes after another's. */
static double *gram(struct arena *arena, const struct centred *x)
{
	const struct opinion_matrix *a = x->a;
	double *g = arena_many(arena, double, a->m * a->m), *row = arena_many(arena, double, a->m);
	for (size_t i = 0; i < a->n; i++) {
		const uint32_t *at = a->statement + a->row[i];
		size_t n = votes_of(a, i);
		for (size_t v = 0; v < n; v++)
			row[v] = cell(x, a->row[i] + v);
		for (size_t v = 0; v < n; v++)
			for (size_t w = 0; w <= v; w++)
				g[at[v] * a->m + at[w]] += row[v] * row[w];
	}
	for (size_t i = 0; i < a->m; i++)
		for (size_t j = 0; j < i; j++)
			g[j * a->m + i] = g[i * a->m + j];
	return g;
}

static void find_components(struct arena *arena, const struct opinion_matrix *a,
                            struct opinion_result *r)
{
	ARENA_SCOPED scratch = arena_new();
	bool *silent = arena_many(scratch, bool, a->m);
	for (size_t j = 0; j < a->m; j++)
		silent[j] = is_silent(&a->statements[j]);
	struct centred x = { a, r->center, silent };
	double values[OPINION_AXES], *vectors = arena_many(arena, double, OPINION_AXES * a->m);
	if (a->m <= DENSE_MOST)
		opinion_eigen_dense(gram(scratch, &x), a->m, OPINION_AXES, false, values, vectors);
	else
		opinion_eigen(&(struct opinion_operator){ a->m, times_centred, &x }, OPINION_AXES,
		              false, values, vectors);
	for (size_t c = 0; c < OPINION_AXES; c++) {
		/* Without variance left there is no axis. */
		if (values[c] <= 1e-12 * values[0] || values[0] <= 0)
			memset(vectors + c * a->m, 0, a->m * sizeof *vectors);
		r->components[c] = vectors + c * a->m;
	}
}

/* Silent columns are 0 for everyone: they count as votes that say nothing. */
static struct opinion_point project(const struct opinion_matrix *a, const struct opinion_result *r,
                                    size_t silent, size_t i)
{
	size_t n = silent;
	struct opinion_point p = { 0, 0 };
	for (size_t v = a->row[i]; v < a->row[i + 1]; v++) {
		uint32_t j = a->statement[v];
		if (is_silent(&a->statements[j]))
			continue;
		double x = a->value[v] - r->center[j];
		p.x += x * r->components[0][j];
		p.y += x * r->components[1][j];
		n++;
	}
	double scale = sqrt((double)a->m / (double)(n ? n : 1));
	return (struct opinion_point){ scale * p.x, scale * p.y };
}

static void project_all(struct arena *arena, const struct opinion_matrix *a,
                        struct opinion_result *r)
{
	struct opinion_point *people = arena_many(arena, struct opinion_point, a->n);
	struct opinion_place *places = arena_many(arena, struct opinion_place, a->m);
	size_t silent = 0;
	for (size_t j = 0; j < a->m; j++) {
		/* The participant whose only vote is "agree" on it. */
		double share = sqrt((double)a->m) * (1 - r->center[j]);
		double x = share * r->components[0][j], y = share * r->components[1][j];
		places[j] = (struct opinion_place){ x, y, sqrt(x * x + y * y) };
		silent += is_silent(&a->statements[j]);
	}
	for (size_t i = 0; i < a->n; i++)
		people[i] = project(a, r, silent, i);
	r->projection = people;
	r->places = places;
}

struct person {
	int64_t first, votes;
	uint32_t at;
	bool in;
};

static int by_first_vote(const void *a, const void *b)
{
	const struct person *x = a, *y = b;
	if (x->first != y->first)
		return x->first < y->first ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

static int by_votes(const void *a, const void *b)
{
	const struct person *x = a, *y = b;
	if (x->in != y->in)
		return x->in ? -1 : 1;
	if (x->votes != y->votes)
		return x->votes > y->votes ? -1 : 1;
	return by_first_vote(a, b);
}

bool opinion_enough(const struct opinion_matrix *a, size_t i)
{
	if (a->grouped)
		return a->grouped[i];
	return votes_of(a, i) >= (a->m < OPINION_VOTES_LEAST ? a->m : OPINION_VOTES_LEAST);
}

/* Those to be grouped, in the order of their first vote. */
static size_t grouped_people(const struct opinion_matrix *a, struct person *people)
{
	size_t in = 0;
	for (size_t i = 0; i < a->n; i++) {
		people[i] = (struct person){ a->first[i], (int64_t)votes_of(a, i), (uint32_t)i,
			                     opinion_enough(a, i) };
		in += people[i].in;
	}
	qsort(people, a->n, sizeof *people, by_votes);
	if (!a->grouped && in < GROUPED_LEAST)
		in = a->n < GROUPED_LEAST ? a->n : GROUPED_LEAST;
	qsort(people, in, sizeof *people, by_first_vote);
	return in;
}

/* Base clusters: their centres, weights, and the base of each grouped person. */
struct bases {
	size_t n;
	double *at, *weight;
	uint32_t *of;
};

static int by_value(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

/* The given bases of the grouped, numbered in the order of their ids; people without one leave. */
static size_t given_bases(struct arena *arena, const struct opinion_matrix *a,
                          struct person *people, size_t n, uint32_t *of)
{
	int64_t *ids = arena_many(arena, int64_t, n + 1);
	size_t kept = 0, bases = 0;
	for (size_t i = 0; i < n; i++)
		if (a->bases[people[i].at] != OPINION_NONE) {
			people[kept] = people[i];
			ids[kept++] = a->bases[people[i].at];
		}
	qsort(ids, kept, sizeof *ids, by_value);
	for (size_t i = 0; i < kept; i++)
		if (i == 0 || ids[i] != ids[i - 1])
			ids[bases++] = ids[i];
	for (size_t i = 0; i < kept; i++) {
		const int64_t *at =
			bsearch(&a->bases[people[i].at], ids, bases, sizeof *ids, by_value);
		of[i] = (uint32_t)(at - ids);
	}
	return kept;
}

static struct bases bases_of(struct arena *arena, const struct opinion_points *p, uint32_t *given)
{
	struct bases b = { 0 };
	if (given) {
		b.of = given;
	} else if (p->n <= BASES) {
		b.of = arena_many(arena, uint32_t, p->n);
		for (size_t i = 0; i < p->n; i++)
			b.of[i] = (uint32_t)i;
	} else {
		b.of = opinion_lloyd_first(arena, p, BASES, STILL, BASE_ROUNDS).of;
	}
	for (size_t i = 0; i < p->n; i++)
		b.n = b.of[i] >= b.n ? b.of[i] + 1 : b.n;
	b.at = arena_many(arena, double, b.n * OPINION_AXES);
	b.weight = arena_many(arena, double, b.n);
	for (size_t i = 0; i < p->n; i++) {
		b.weight[b.of[i]]++;
		b.at[b.of[i] * 2] += p->at[i * 2];
		b.at[b.of[i] * 2 + 1] += p->at[i * 2 + 1];
	}
	for (size_t g = 0; g < b.n * 2; g++)
		b.at[g] /= b.weight[g / 2];
	return b;
}

/* Of k from 2 to the most, that with the best silhouette, the first of equals. */
static struct opinion_clusters best_groups(struct arena *arena, const struct bases *b,
                                           double *silhouette)
{
	struct opinion_points p = { b->n, OPINION_AXES, b->at, b->weight };
	size_t most = 2 + b->n / BASES_PER_GROUP;
	double *distances = arena_many(arena, double, b->n * b->n);
	opinion_distances(&p, distances);
	struct opinion_clusters best = { 0 };
	*silhouette = -INFINITY;
	for (size_t k = 2; k <= (most < GROUPS_MOST ? most : GROUPS_MOST); k++) {
		struct opinion_clusters c = opinion_lloyd_first(arena, &p, k, STILL, GROUP_ROUNDS);
		double s = opinion_silhouette(arena, distances, b->n, NULL, c.of, c.k);
		if (s > *silhouette) {
			best = c;
			*silhouette = s;
		}
	}
	return best;
}

static void find_groups(struct arena *arena, const struct opinion_matrix *a,
                        struct opinion_result *r)
{
	ARENA_SCOPED scratch = arena_new();
	struct person *people = arena_many(scratch, struct person, a->n);
	size_t n = grouped_people(a, people);
	uint32_t *given = a->bases ? arena_many(scratch, uint32_t, n) : NULL;
	if (given)
		n = given_bases(scratch, a, people, n, given);
	double *at = arena_many(scratch, double, n * OPINION_AXES);
	for (size_t i = 0; i < n; i++) {
		at[i * 2] = r->projection[people[i].at].x;
		at[i * 2 + 1] = r->projection[people[i].at].y;
	}
	struct bases b =
		bases_of(scratch, &(struct opinion_points){ n, OPINION_AXES, at, NULL }, given);
	struct opinion_clusters c = best_groups(scratch, &b, &r->silhouette);
	int32_t *of = arena_many(arena, int32_t, a->n);
	for (size_t i = 0; i < a->n; i++)
		of[i] = OPINION_NONE;
	for (size_t i = 0; i < n; i++)
		of[people[i].at] = (int32_t)c.of[b.of[i]];
	int64_t *ids = arena_many(scratch, int64_t, c.k);
	for (size_t g = 0; g < c.k; g++)
		ids[g] = (int64_t)g;
	opinion_gather(arena, r, of, ids, c.k);
}

void opinion_compat(struct arena *arena, const struct opinion_matrix *a, struct opinion_result *r)
{
	r->center = centers_of(arena, a);
	find_components(arena, a, r);
	project_all(arena, a, r);
	r->clear = true;
	if (a->groups)
		opinion_given(arena, a, r);
	else
		find_groups(arena, a, r);
}
