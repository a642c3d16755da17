/* Opinion map, cordee: how many groups there are, if any. For each number of groups, k-means on
 * where people stand, and how well that many account for the votes. The best numbers, if better
 * than one group, are tried on samples of the people drawn with replacement, the whole computation
 * done again: a group is there if it comes back (Hennig, "Cluster-wise assessment of cluster
 * stability", Computational Statistics and Data Analysis 52, 2007). Of the numbers whose every
 * group is large and comes back, the one that accounts best for the votes. */
#include "methods/opinion_inner.h"

#include <math.h>

enum { K_LEAST = 2, RESTARTS = 4, SAMPLE_RESTARTS = 2, SUMMARY = 400, LOOK_AFTER = 2 };
#define FAR 0.15
#define SHARE_BEFORE 0.5 /* of the whole work, done before the first sample */

/* One number of groups under trial. */
struct trial {
	size_t k;
	bool alive;
	uint32_t *of;      /* of each of those to be grouped */
	double account, silhouette, stability[OPINION_GROUPS_MOST];
};

struct search {
	const struct opinion_matrix *a;
	const struct opinion_options *options;
	const uint32_t *who;  /* people to be grouped */
	size_t n, axes;
	struct trial trials[OPINION_GROUPS_MOST + 1];
};

/* Coordinates of the people to be grouped, in units of votes, along the axes that matter; each
 * weighs as much as their votes tell: 1 − what is still uncertain. */
static struct opinion_points points_of(struct arena *arena, const struct search *s,
                                       const struct opinion_model *z, const uint32_t *times)
{
	double *at = arena_many(arena, double, s->n * s->axes),
	       *weight = arena_many(arena, double, s->n);
	double lengths[OPINION_RANK_MOST];
	size_t packed = z->d * (z->d + 1) / 2;
	opinion_model_lengths(z, lengths);
	for (size_t i = 0; i < s->n; i++) {
		size_t person = s->who[i];
		double unsure = 0;
		for (size_t c = 0; c < s->axes; c++) {
			at[i * s->axes + c] = z->p[person * z->d + c] * lengths[c];
			unsure += z->c[person * packed + c * (c + 1) / 2 + c];
		}
		weight[i] = fmax(1 - unsure / (double)s->axes, 1e-3) * (times ? times[person] : 1);
	}
	return (struct opinion_points){ s->n, s->axes, at, weight };
}

static bool is_large(const struct search *s, const uint32_t *of, size_t k)
{
	size_t sizes[OPINION_GROUPS_MOST] = { 0 };
	for (size_t i = 0; i < s->n; i++)
		sizes[of[i]]++;
	for (size_t g = 0; g < k; g++)
		if (sizes[g] < s->options->group_least ||
		    (double)sizes[g] < s->options->group_share * (double)s->n)
			return false;
	return true;
}

/* How well k groups that start at these clusters account for the votes. */
static double account_for(struct arena *arena, const struct search *s,
                          const struct opinion_model *z, const uint32_t *of, size_t k)
{
	int32_t *groups = arena_many(arena, int32_t, s->a->n);
	double *confidence = arena_many(arena, double, s->a->n);
	for (size_t i = 0; i < s->a->n; i++)
		groups[i] = OPINION_NONE;
	for (size_t i = 0; i < s->n; i++)
		groups[s->who[i]] = of ? (int32_t)of[i] : 0;
	return opinion_belong(s->a, z, s->axes, k, groups, confidence);
}

static void try_all(struct arena *arena, struct search *s, const struct opinion_model *z,
                    const struct opinion_points *p)
{
	double one = account_for(arena, s, z, NULL, 1);
	for (size_t k = K_LEAST; k <= OPINION_GROUPS_MOST; k++) {
		struct opinion_clusters c =
			opinion_lloyd_best(arena, p, k, RESTARTS, s->options->seed + k);
		struct trial *t = &s->trials[k];
		*t = (struct trial){ .k = k, .of = c.of, .alive = c.k == k && is_large(s, c.of, k) };
		t->account = t->alive ? account_for(arena, s, z, c.of, k) : -INFINITY;
		t->alive = t->account > one;
	}
}

/* A few hundred people stand for all in silhouettes, which are quadratic: every so many of them. */
static double silhouette_of(struct arena *arena, const struct opinion_points *p,
                            const uint32_t *groups, size_t k)
{
	size_t n = p->n < SUMMARY ? p->n : SUMMARY, d = p->d;
	double *at = arena_many(arena, double, n * d), *weight = arena_many(arena, double, n);
	double *distances = arena_many(arena, double, n * n);
	uint32_t *of = arena_many(arena, uint32_t, n);
	for (size_t i = 0; i < n; i++) {
		memcpy(at + i * d, p->at + i * p->n / n * d, d * sizeof *at);
		weight[i] = p->weight[i * p->n / n];
		of[i] = groups[i * p->n / n];
	}
	opinion_distances(&(struct opinion_points){ n, d, at, weight }, distances);
	return opinion_silhouette(arena, distances, n, weight, of, k);
}

/* To each group's mark, the best Jaccard similarity with a group of the sample. */
static void compare(const struct search *s, struct trial *t, const struct opinion_clusters *c)
{
	double both[OPINION_GROUPS_MOST][OPINION_GROUPS_MOST] = { { 0 } };
	double ours[OPINION_GROUPS_MOST] = { 0 }, theirs[OPINION_GROUPS_MOST] = { 0 };
	for (size_t i = 0; i < s->n; i++) {
		both[t->of[i]][c->of[i]]++;
		ours[t->of[i]]++;
		theirs[c->of[i]]++;
	}
	for (size_t g = 0; g < t->k; g++) {
		double best = 0;
		for (size_t h = 0; h < c->k; h++)
			best = fmax(best, both[g][h] / (ours[g] + theirs[h] - both[g][h]));
		t->stability[g] += best / (double)s->options->samples;
	}
}

static void draw_people(struct random *random, uint32_t *times, size_t n)
{
	memset(times, 0, n * sizeof *times);
	for (size_t i = 0; i < n; i++)
		times[random_below(random, n)]++;
}

/* The whole computation on one sample: averages, spectrum, model, k-means. */
static void try_sample(struct search *s, const uint32_t *times, uint64_t seed)
{
	ARENA_SCOPED scratch = arena_new();
	struct opinion_model z = opinion_model_new(scratch, s->a->n, s->a->m, s->axes);
	opinion_model_averages(&z, s->a, times);
	struct opinion_spectrum spectrum =
		opinion_spectrum_of(scratch, &z, s->a, times, s->axes, NULL);
	opinion_model_start(&z, &spectrum);
	opinion_model_round(scratch, &z, s->a, times);
	opinion_model_people(&z, s->a);
	opinion_model_turn(&z);
	struct opinion_points p = points_of(scratch, s, &z, times),
			      all = points_of(scratch, s, &z, NULL);
	for (size_t k = K_LEAST; k <= OPINION_GROUPS_MOST; k++) {
		if (!s->trials[k].alive)
			continue;
		struct opinion_clusters c =
			opinion_lloyd_best(scratch, &p, k, SAMPLE_RESTARTS, seed + k);
		c = opinion_lloyd_from(scratch, &all, c.k, c.centers, 1);
		compare(s, &s->trials[k], &c);
	}
}

static double least_stability(const struct trial *t)
{
	double least = 1;
	for (size_t g = 0; g < t->k; g++)
		least = fmin(least, t->stability[g]);
	return least;
}

static const struct trial *best_above(const struct search *s, double stability)
{
	const struct trial *best = NULL;
	for (size_t k = K_LEAST; k <= OPINION_GROUPS_MOST; k++) {
		const struct trial *t = &s->trials[k];
		if (t->alive && least_stability(t) >= stability &&
		    (!best || t->account > best->account))
			best = t;
	}
	return best;
}

/* Gives up on numbers of groups that can no longer reach the stability wanted, or that after a few
 * samples are so far from it that they will not. */
static void drop_hopeless(struct search *s, size_t done)
{
	double share = (double)done / (double)s->options->samples,
	       least = s->options->stability_least;
	for (size_t k = K_LEAST; k <= OPINION_GROUPS_MOST; k++) {
		double sum = s->trials[k].alive ? least_stability(&s->trials[k]) : 0;
		if (sum + 1 - share < least || (done >= LOOK_AFTER && sum / share < least - FAR))
			s->trials[k].alive = false;
	}
}

static bool is_any_alive(const struct search *s)
{
	for (size_t k = K_LEAST; k <= OPINION_GROUPS_MOST; k++)
		if (s->trials[k].alive)
			return true;
	return false;
}

struct opinion_found opinion_search(struct arena *arena, const struct opinion_matrix *a,
                                    const struct opinion_model *z, size_t axes,
                                    const struct opinion_options *options)
{
	ARENA_SCOPED scratch = arena_new();
	struct search *s = arena_one(scratch, struct search);
	uint32_t *who = arena_many(scratch, uint32_t, a->n),
		 *times = arena_many(scratch, uint32_t, a->n);
	*s = (struct search){ .a = a, .options = options, .who = who, .axes = axes };
	for (uint32_t i = 0; i < a->n; i++)
		if (opinion_enough(a, i))
			who[s->n++] = i;
	struct opinion_found found = { .of = arena_many(arena, int32_t, a->n) };
	for (size_t i = 0; i < a->n; i++)
		found.of[i] = OPINION_NONE;
	if (s->n < 2 * options->group_least || axes == 0)
		return found;
	struct opinion_points p = points_of(scratch, s, z, NULL);
	try_all(scratch, s, z, &p);
	struct random random = random_seed(options->seed);
	for (size_t b = 0; b < options->samples && is_any_alive(s); b++) {
		double done =
			SHARE_BEFORE + (1 - SHARE_BEFORE) * (double)b / (double)options->samples;
		if (!progress_tell(options->progress, done)) {
			found.stopped = true;
			return found;
		}
		draw_people(&random, times, a->n);
		try_sample(s, times, random_bits(&random));
		drop_hopeless(s, b + 1);
	}
	const struct trial *best = best_above(s, options->stability_wanted);
	if (!best)
		best = best_above(s, options->stability_least);
	if (!best)
		return found;
	found.k = best->k;
	found.silhouette = silhouette_of(scratch, &p, best->of, best->k);
	memcpy(found.stability, best->stability, sizeof found.stability);
	for (size_t i = 0; i < s->n; i++)
		found.of[who[i]] = (int32_t)best->of[i];
	return found;
}
