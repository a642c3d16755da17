/* Opinion map: k-means (Lloyd, "Least squares quantization in PCM", IEEE Transactions on Information Theory
 * 28, 1982), exact, and silhouettes. Centres are kept in the order of their first coordinate, so
 * that a point looks only at those that can still be the nearest. */
#include "methods/opinion_inner.h"

#include <float.h>
#include <math.h>

static double weight_of(const struct opinion_points *p, size_t i)
{
	return p->weight ? p->weight[i] : 1;
}

static inline double distance2(const double *x, const double *y, size_t d)
{
	double sum = 0;
	for (size_t c = 0; c < d; c++)
		sum += (x[c] - y[c]) * (x[c] - y[c]);
	return sum;
}

enum { FEW = 12 }; /* centres: below, looking at all is quicker */

struct sorted_center { double first; uint32_t at; };

static int by_first(const void *a, const void *b)
{
	const struct sorted_center *x = a, *y = b;
	if (x->first != y->first)
		return x->first < y->first ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

struct nearest {
	double distance;
	uint32_t at;
};

static inline void consider(const double *x, const double *centers, uint32_t at, size_t d,
                            struct nearest *best)
{
	double d2 = distance2(x, centers + at * d, d);
	if (d2 < best->distance || (d2 == best->distance && at < best->at))
		*best = (struct nearest){ d2, at };
}

/* From the guess outwards among the centres sorted by first coordinate, on both sides, as far as
 * that coordinate alone is not already too far. */
static inline struct nearest nearest_center(const double *x, const double *centers,
                                            const struct sorted_center *sorted, size_t k,
                                            size_t guess, size_t d)
{
	uint32_t at = sorted[guess].at;
	struct nearest best = { distance2(x, centers + at * d, d), at };
	for (size_t i = guess + 1; i < k; i++) {
		double gap = sorted[i].first - x[0];
		if (gap > 0 && gap * gap > best.distance)
			break;
		consider(x, centers, sorted[i].at, d, &best);
	}
	for (size_t i = guess; i-- > 0;) {
		double gap = x[0] - sorted[i].first;
		if (gap > 0 && gap * gap > best.distance)
			break;
		consider(x, centers, sorted[i].at, d, &best);
	}
	return best;
}

/* Inlined for each number of coordinates that there is, so that the loops over them unroll. */
static inline struct nearest nearest_of_few(const double *x, const double *centers, size_t k,
                                            size_t d)
{
	struct nearest best = { distance2(x, centers, d), 0 };
	for (uint32_t g = 1; g < k; g++) {
		double d2 = distance2(x, centers + g * d, d);
		best.at = d2 < best.distance ? g : best.at;
		best.distance = d2 < best.distance ? d2 : best.distance;
	}
	return best;
}

static void assign_few(const struct opinion_points *p, struct opinion_clusters *c)
{
	for (size_t i = 0; i < p->n; i++) {
		const double *x = p->at + i * p->d;
		struct nearest best;
		switch (p->d) {
		case 1: best = nearest_of_few(x, c->centers, c->k, 1); break;
		case 2: best = nearest_of_few(x, c->centers, c->k, 2); break;
		case 3: best = nearest_of_few(x, c->centers, c->k, 3); break;
		case 4: best = nearest_of_few(x, c->centers, c->k, 4); break;
		default: best = nearest_of_few(x, c->centers, c->k, p->d);
		}
		c->of[i] = best.at;
		c->spread += weight_of(p, i) * best.distance;
	}
}

static void assign(struct arena *scratch, const struct opinion_points *p,
                   struct opinion_clusters *c)
{
	struct sorted_center *sorted = arena_many(scratch, struct sorted_center, c->k);
	c->spread = 0;
	if (c->k <= FEW) {
		assign_few(p, c);
		return;
	}
	for (uint32_t g = 0; g < c->k; g++)
		sorted[g] = (struct sorted_center){ c->centers[g * p->d], g };
	qsort(sorted, c->k, sizeof *sorted, by_first);
	size_t *rank = arena_many(scratch, size_t, c->k);
	for (size_t g = 0; g < c->k; g++)
		rank[sorted[g].at] = g;
	for (size_t i = 0; i < p->n; i++) {
		const double *x = p->at + i * p->d;
		size_t guess = c->of[i] < c->k ? rank[c->of[i]] : 0;
		struct nearest best =
			p->d == 2 ? nearest_center(x, c->centers, sorted, c->k, guess, 2)
			          : nearest_center(x, c->centers, sorted, c->k, guess, p->d);
		c->of[i] = best.at;
		c->spread += weight_of(p, i) * best.distance;
	}
}

/* Drops clusters that nobody is in, the others keeping their order. */
static void drop_empty(struct arena *scratch, const struct opinion_points *p,
                       struct opinion_clusters *c, double *sums, double *weights)
{
	uint32_t *to = arena_many(scratch, uint32_t, c->k);
	uint32_t kept = 0;
	for (size_t g = 0; g < c->k; g++) {
		if (weights[g] == 0)
			continue;
		to[g] = kept;
		weights[kept] = weights[g];
		memmove(sums + kept * p->d, sums + g * p->d, p->d * sizeof *sums);
		memmove(c->centers + kept * p->d, c->centers + g * p->d, p->d * sizeof *sums);
		kept++;
	}
	for (size_t i = 0; i < p->n; i++)
		c->of[i] = to[c->of[i]];
	c->k = kept;
}

/* Centres to the means of their points; the longest way that one moved. */
static double move_centers(struct arena *scratch, const struct opinion_points *p,
                           struct opinion_clusters *c)
{
	size_t d = p->d;
	double *sums = arena_many(scratch, double, c->k *d),
	       *weights = arena_many(scratch, double, c->k);
	for (size_t i = 0; i < p->n; i++) {
		double w = weight_of(p, i);
		weights[c->of[i]] += w;
		for (size_t x = 0; x < d; x++)
			sums[c->of[i] * d + x] += w * p->at[i * d + x];
	}
	drop_empty(scratch, p, c, sums, weights);
	double moved = 0;
	for (size_t g = 0; g < c->k; g++) {
		for (size_t x = 0; x < d; x++)
			sums[g * d + x] /= weights[g];
		moved = fmax(moved, distance2(sums + g * d, c->centers + g * d, d));
	}
	memcpy(c->centers, sums, c->k * d * sizeof *sums);
	return sqrt(moved);
}

/* Lloyd's rounds; a point is in the cluster of the centres before their last move, as in Polis. */
static void lloyd(const struct opinion_points *p, struct opinion_clusters *c, double still,
                  size_t rounds)
{
	ARENA_SCOPED scratch = arena_new();
	for (size_t round = 0; round < rounds; round++) {
		arena_reset(scratch);
		assign(scratch, p, c);
		if (move_centers(scratch, p, c) < still)
			break;
	}
}

static struct opinion_clusters clusters_new(struct arena *arena, const struct opinion_points *p,
                                            size_t k)
{
	return (struct opinion_clusters){ .centers = arena_many(arena, double, k * p->d),
		                          .of = arena_many(arena, uint32_t, p->n) };
}

static bool is_among(const double *x, const struct opinion_clusters *c, size_t d)
{
	for (size_t g = 0; g < c->k; g++)
		if (distance2(x, c->centers + g * d, d) == 0)
			return true;
	return false;
}

struct opinion_clusters opinion_lloyd_first(struct arena *arena, const struct opinion_points *p,
                                            size_t k, double still, size_t rounds)
{
	struct opinion_clusters c = clusters_new(arena, p, k);
	for (size_t i = 0; i < p->n && c.k < k; i++)
		if (!is_among(p->at + i * p->d, &c, p->d)) {
			memcpy(c.centers + c.k * p->d, p->at + i * p->d, p->d * sizeof *c.centers);
			c.k++;
		}
	lloyd(p, &c, still, rounds);
	return c;
}

struct opinion_clusters opinion_lloyd_from(struct arena *arena, const struct opinion_points *p,
                                           size_t k, const double *centers, size_t rounds)
{
	struct opinion_clusters c = clusters_new(arena, p, k);
	c.k = k;
	memcpy(c.centers, centers, k * p->d * sizeof *centers);
	lloyd(p, &c, DBL_MIN, rounds);
	return c;
}

/* The point at share `unit` of the total of `at`. */
static size_t drawn(const double *at, size_t n, double total, double unit)
{
	double rest = unit * total;
	for (size_t i = 0; i < n; i++) {
		rest -= at[i];
		if (rest < 0)
			return i;
	}
	return n - 1;
}

/* k-means++ (Arthur and Vassilvitskii, SODA 2007): each seed drawn by its squared distance to those before. */
static void seed_spread(struct arena *scratch, const struct opinion_points *p,
                        struct opinion_clusters *c, size_t k, struct random *r)
{
	double *share = arena_many(scratch, double, p->n), *d2 = arena_many(scratch, double, p->n);
	for (size_t i = 0; i < p->n; i++)
		d2[i] = INFINITY;
	for (c->k = 0; c->k < k; c->k++) {
		double total = 0;
		for (size_t i = 0; i < p->n; i++) {
			if (c->k > 0)
				d2[i] = fmin(d2[i],
				             distance2(p->at + i * p->d,
				                       c->centers + (c->k - 1) * p->d, p->d));
			share[i] = weight_of(p, i) * (c->k > 0 ? d2[i] : 1);
			total += share[i];
		}
		if (total <= 0)
			return;
		size_t i = drawn(share, p->n, total, random_unit(r));
		memcpy(c->centers + c->k * p->d, p->at + i * p->d, p->d * sizeof *c->centers);
	}
}

struct opinion_clusters opinion_lloyd_best(struct arena *arena, const struct opinion_points *p,
                                           size_t k, size_t restarts, uint64_t seed)
{
	enum { ROUNDS = 20 };
	struct opinion_clusters best = clusters_new(arena, p, k), c = clusters_new(arena, p, k);
	ARENA_SCOPED scratch = arena_new();
	struct random r = random_seed(seed);
	/* Still: half a hundredth of the standard deviation is beyond what a map shows. */
	double still = 0;
	for (size_t i = 0; i < p->n * p->d; i++)
		still += p->at[i] * p->at[i];
	still = 5e-3 * sqrt(still / (double)(p->n ? p->n : 1));
	best.spread = INFINITY;
	for (size_t i = 0; i < restarts; i++) {
		arena_reset(scratch);
		seed_spread(scratch, p, &c, k, &r);
		lloyd(p, &c, still, ROUNDS);
		if (c.spread < best.spread) {
			struct opinion_clusters swap = best;
			best = c;
			c = swap;
		}
	}
	return best;
}

void opinion_distances(const struct opinion_points *p, double *distances)
{
	for (size_t i = 0; i < p->n; i++)
		for (size_t j = 0; j <= i; j++) {
			double d = sqrt(distance2(p->at + i * p->d, p->at + j * p->d, p->d));
			distances[i * p->n + j] = distances[j * p->n + i] = d;
		}
}

/* Of one point, from the sums of its distances to each cluster's points. */
static double silhouette_of(const double *sums, const double *sizes, uint32_t own, size_t k)
{
	if (sizes[own] <= 1)
		return 0;
	double a = sums[own] / (sizes[own] - 1), b = INFINITY;
	for (size_t g = 0; g < k; g++)
		if (g != own && sizes[g] > 0)
			b = fmin(b, sums[g] / sizes[g]);
	double most = fmax(a, b);
	return isfinite(b) && most > 0 ? (b - a) / most : 0;
}

double opinion_silhouette(struct arena *arena, const double *distances, size_t n,
                          const double *weight, const uint32_t *of, size_t k)
{
	double *sums = arena_many(arena, double, k), *sizes = arena_many(arena, double, k),
	       total = 0, weights = 0;
	for (size_t i = 0; i < n; i++)
		sizes[of[i]]++;
	for (size_t i = 0; i < n; i++) {
		memset(sums, 0, k * sizeof *sums);
		for (size_t j = 0; j < n; j++)
			sums[of[j]] += distances[i * n + j];
		double w = weight ? weight[i] : 1;
		total += w * silhouette_of(sums, sizes, of[i], k);
		weights += w;
	}
	return weights > 0 ? total / weights : 0;
}
