/* Opinion map, cordee: model, axes that chance alone does not explain, groups that come back. */
#include "methods/opinion_inner.h"

#include <math.h>

enum { ROUNDS = 8, REFRESH_ROUNDS = 2, NULLS = 8, SEARCH_VOTES = 400000 };
#define SIGNAL_DEVIATIONS 4.0
#define SIGNAL_MARGIN 1.05

struct work {
	const struct opinion_matrix *a;
	const struct opinion_options *options;
	struct opinion_matrix some;  /* people enough for searching */
	uint32_t *who;               /* their places in a */
	struct opinion_model model;
};

/* As many people as hold SEARCH_VOTES votes, drawn, or all. */
static void draw_some(struct arena *arena, struct work *w)
{
	const struct opinion_matrix *a = w->a;
	uint32_t *all = arena_many(arena, uint32_t, a->n), n = 0;
	bool *in = arena_many(arena, bool, a->n);
	size_t votes = 0;
	for (uint32_t i = 0; i < a->n; i++)
		all[i] = i;
	struct random random = random_seed(w->options->seed);
	if (a->votes > SEARCH_VOTES)
		random_shuffle(&random, all, a->n, sizeof *all);
	for (size_t i = 0; i < a->n && votes < SEARCH_VOTES; i++) {
		in[all[i]] = true;
		votes += votes_of(a, all[i]);
	}
	for (uint32_t i = 0; i < a->n; i++)
		if (in[i])
			all[n++] = i;
	w->who = all;
	w->some = opinion_matrix_some(arena, a, all, n);
	if (a->grouped) {
		bool *grouped = arena_many(arena, bool, n);
		for (size_t i = 0; i < n; i++)
			grouped[i] = a->grouped[all[i]];
		w->some.grouped = grouped;
	}
}

/* How many axes of `seen` are stronger than what the same votes give with their remainders' signs
 * drawn (parallel analysis: Horn, Psychometrika 30, 1965). */
static size_t count_axes(const struct work *w, const struct opinion_model *averages,
                         const struct opinion_spectrum *seen, double *noise)
{
	ARENA_SCOPED scratch = arena_new();
	struct random signs = random_seed(w->options->seed);
	double sum = 0, squares = 0;
	for (int i = 0; i < NULLS; i++) {
		arena_reset(scratch);
		double top =
			opinion_spectrum_of(scratch, averages, &w->some, NULL, 1, &signs).values[0];
		sum += top;
		squares += top * top;
	}
	double mean = sum / NULLS, variance = fmax(squares / NULLS - mean * mean, 0);
	*noise = SIGNAL_MARGIN * mean + SIGNAL_DEVIATIONS * sqrt(variance);
	size_t axes = 0;
	while (axes < seen->d && axes < w->a->m && seen->values[axes] > *noise)
		axes++;
	return axes;
}

/* From nothing: the spectrum of some people, then the model of all. */
static bool fit_anew(struct arena *arena, struct work *w, struct opinion_result *r)
{
	ARENA_SCOPED scratch = arena_new();
	struct opinion_model averages = opinion_model_new(scratch, w->some.n, w->a->m, 0);
	opinion_model_averages(&averages, &w->some, NULL);
	struct opinion_spectrum seen =
		opinion_spectrum_of(scratch, &averages, &w->some, NULL, OPINION_RANK_MOST, NULL);
	r->axes = count_axes(w, &averages, &seen, &r->noise);
	r->signal = seen.values[0];
	size_t d = r->axes < OPINION_AXES ? OPINION_AXES : r->axes;
	w->model = opinion_model_new(arena, w->a->n, w->a->m, d);
	opinion_model_averages(&w->model, w->a, NULL);
	w->model.n = w->some.n;
	opinion_model_start(&w->model, &seen);
	w->model.n = w->a->n;
	for (int round = 0; round < ROUNDS; round++) {
		ARENA_SCOPED once = arena_new();
		opinion_model_round(once, &w->model, w->a, NULL);
		if (!progress_tell(w->options->progress, 0.1 + 0.4 * (round + 1) / ROUNDS))
			return false;
	}
	return true;
}

/* From an earlier model, whose loadings are nearly right: a few rounds. */
static void fit_again(struct arena *arena, struct work *w, struct opinion_result *r)
{
	const struct opinion_result *old = w->options->previous;
	const struct opinion_model *from = old->model;
	w->model = opinion_model_new(arena, w->a->n, w->a->m, from->d);
	opinion_model_averages(&w->model, w->a, NULL);
	w->model.noise = from->noise;
	for (size_t j = 0, o = 0; j < w->a->m && o < old->statements_n;) {
		int64_t id = w->a->statements[j].id;
		if (id != old->statement_ids[o]) {
			*(id < old->statement_ids[o] ? &j : &o) += 1;
			continue;
		}
		memcpy(w->model.q + j * from->d, from->q + o * from->d, from->d * sizeof *from->q);
		w->model.b[j++] = from->b[o++];
	}
	for (int round = 0; round < REFRESH_ROUNDS; round++) {
		ARENA_SCOPED once = arena_new();
		opinion_model_round(once, &w->model, w->a, NULL);
	}
	r->axes = old->axes;
	r->signal = old->signal;
	r->noise = old->noise;
}

/* The map: scores along the two strongest axes in units of votes; statements by their loadings. */
static void draw_map(struct arena *arena, const struct work *w, struct opinion_result *r)
{
	const struct opinion_model *z = &w->model;
	double lengths[OPINION_RANK_MOST], *center = arena_many(arena, double, z->m);
	double *components = arena_many(arena, double, OPINION_AXES * z->m),
	       *blur = arena_many(arena, double, z->n);
	struct opinion_point *people = arena_many(arena, struct opinion_point, z->n);
	struct opinion_place *places = arena_many(arena, struct opinion_place, z->m);
	size_t packed = z->d * (z->d + 1) / 2;
	opinion_model_lengths(z, lengths);
	for (size_t i = 0; i < z->n; i++) {
		const double *p = z->p + i * z->d, *c = z->c + i * packed;
		people[i] = (struct opinion_point){ p[0] * lengths[0], p[1] * lengths[1] };
		blur[i] = sqrt((c[0] * lengths[0] * lengths[0] + c[2] * lengths[1] * lengths[1]) /
		               OPINION_AXES);
	}
	for (size_t j = 0; j < z->m; j++) {
		center[j] = z->mean + z->b[j];
		for (size_t c = 0; c < OPINION_AXES; c++)
			components[c * z->m + j] =
				lengths[c] > 0 ? z->q[j * z->d + c] / lengths[c] : 0;
		double share = sqrt((double)z->m), x = share * components[j],
		       y = share * components[z->m + j];
		places[j] = (struct opinion_place){ x, y, hypot(x, y) };
	}
	r->projection = people;
	r->places = places;
	if (w->options->previous)
		opinion_follow(r, w->options->previous, people, places, components);
	r->center = center;
	r->blur = blur;
	for (size_t c = 0; c < OPINION_AXES; c++)
		r->components[c] = components + c * z->m;
}

/* How many people each new group shares with each old one. */
static void count_shared(const struct opinion_result *r, const struct opinion_result *old,
                         const int32_t *of, size_t shared[OPINION_GROUPS_MOST][OPINION_GROUPS_MOST])
{
	for (size_t i = 0, o = 0; i < r->people_n && o < old->people_n;) {
		if (r->people_ids[i] != old->people_ids[o]) {
			*(r->people_ids[i] < old->people_ids[o] ? &i : &o) += 1;
			continue;
		}
		int32_t now = of[i++], before = old->group_of[o++];
		if (now >= 0 && before >= 0 && before < OPINION_GROUPS_MOST)
			shared[now][before]++;
	}
}

/* Ids: the old group's that each shares most people with, the largest share first; the rest by
 * size, the least free numbers. */
static void name_groups(const struct opinion_result *r, const struct opinion_result *old,
                        const struct opinion_found *found, int64_t *ids)
{
	size_t shared[OPINION_GROUPS_MOST][OPINION_GROUPS_MOST] = { { 0 } },
	       size[OPINION_GROUPS_MOST] = { 0 };
	bool taken[2 * OPINION_GROUPS_MOST] = { false };
	for (size_t i = 0; i < r->people_n; i++)
		if (found->of[i] >= 0)
			size[found->of[i]]++;
	if (old && old->group_of)
		count_shared(r, old, found->of, shared);
	for (size_t g = 0; g < found->k; g++)
		ids[g] = OPINION_NONE;
	for (size_t turn = 0; turn < found->k; turn++) {
		size_t best = OPINION_GROUPS_MOST, most = 0, with = 0;
		for (size_t g = 0; g < found->k; g++)
			for (size_t h = 0; old && ids[g] == OPINION_NONE && h < (size_t)old->k &&
			                   h < OPINION_GROUPS_MOST;
			     h++)
				if (shared[g][h] > most &&
				    old->groups[h].id < OPINION_GROUPS_MOST &&
				    !taken[old->groups[h].id]) {
					best = g;
					with = h;
					most = shared[g][h];
				}
		for (size_t g = 0; most == 0 && g < found->k; g++)
			if (ids[g] == OPINION_NONE &&
			    (best == OPINION_GROUPS_MOST || size[g] > size[best]))
				best = g;
		int64_t id = most > 0 ? old->groups[with].id : 0;
		while (most == 0 && taken[id])
			id++;
		taken[id] = true;
		ids[best] = id;
	}
}

/* Groups in the order of their ids. */
static void order_groups(struct arena *arena, const struct opinion_result *old,
                         struct opinion_result *r, struct opinion_found *found)
{
	int64_t ids[OPINION_GROUPS_MOST], sorted[OPINION_GROUPS_MOST];
	int32_t to[OPINION_GROUPS_MOST];
	name_groups(r, old, found, ids);
	for (size_t g = 0; g < found->k; g++) {
		to[g] = 0;
		for (size_t h = 0; h < found->k; h++)
			to[g] += ids[h] < ids[g];
		sorted[to[g]] = ids[g];
	}
	for (size_t i = 0; i < r->people_n; i++)
		found->of[i] = found->of[i] < 0 ? OPINION_NONE : to[found->of[i]];
	opinion_gather(arena, r, found->of, sorted, found->k);
	struct opinion_group *groups = arena_copy(arena, r->groups, found->k * sizeof *groups);
	r->stability = found->k ? 1 : NAN;
	for (size_t g = 0; g < found->k; g++) {
		groups[to[g]].stability = found->stability[g];
		r->stability = fmin(r->stability, found->stability[g]);
	}
	r->groups = groups;
}

/* From nothing: a search among some people; `of` of everyone else is OPINION_NONE. */
static struct opinion_found search_groups(struct arena *scratch, const struct work *w,
                                          const struct opinion_result *r, int32_t *of)
{
	struct opinion_model some = w->model;
	size_t d = some.d, packed = d * (d + 1) / 2;
	some.n = w->some.n;
	some.p = arena_many(scratch, double, some.n * d);
	some.c = arena_many(scratch, double, some.n * packed);
	for (size_t i = 0; i < some.n; i++) {
		memcpy(some.p + i * d, w->model.p + w->who[i] * d, d * sizeof *some.p);
		memcpy(some.c + i * packed, w->model.c + w->who[i] * packed,
		       packed * sizeof *some.c);
	}
	struct opinion_found found = opinion_search(scratch, &w->some, &some, r->axes, w->options);
	for (size_t i = 0; i < some.n; i++)
		of[w->who[i]] = found.of[i];
	return found;
}

/* Where the earlier result had people; who is new is in no group yet. */
static struct opinion_found recall_groups(const struct opinion_result *old,
                                          const struct opinion_result *r, int32_t *of)
{
	struct opinion_found found = { .k = (size_t)old->k, .silhouette = old->silhouette };
	for (size_t g = 0; g < found.k; g++)
		found.stability[g] = old->groups[g].stability;
	for (size_t i = 0, o = 0; i < r->people_n && o < old->people_n;) {
		if (r->people_ids[i] == old->people_ids[o])
			of[i++] = old->group_of[o++];
		else
			*(r->people_ids[i] < old->people_ids[o] ? &i : &o) += 1;
	}
	return found;
}

static bool find_groups(struct arena *arena, struct work *w, bool refresh, struct opinion_result *r)
{
	ARENA_SCOPED scratch = arena_new();
	int32_t *of = arena_many(arena, int32_t, w->a->n);
	double *confidence = arena_many(arena, double, w->a->n);
	for (size_t i = 0; i < w->a->n; i++)
		of[i] = OPINION_NONE;
	struct opinion_found found = refresh ? recall_groups(w->options->previous, r, of)
	                                     : search_groups(scratch, w, r, of);
	if (found.k)
		opinion_belong(w->a, &w->model, r->axes, found.k, of, confidence);
	found.of = of;
	r->confidence = confidence;
	r->silhouette = found.k ? found.silhouette : NAN;
	r->clear = found.k > 0;
	order_groups(arena, w->options->previous, r, &found);
	return !found.stopped;
}

static bool compute(struct arena *arena, struct arena *scratch, struct work *w, bool refresh,
                    struct opinion_result *r)
{
	if (refresh) {
		fit_again(arena, w, r);
	} else {
		draw_some(scratch, w);
		if (!fit_anew(arena, w, r))
			return false;
	}
	opinion_model_people(&w->model, w->a);
	opinion_model_turn(&w->model);
	draw_map(arena, w, r);
	r->clear = true;
	if (!w->a->groups)
		return find_groups(arena, w, refresh, r);
	opinion_given(arena, w->a, r);
	return true;
}

bool opinion_cordee(struct arena *arena, const struct opinion_matrix *a,
                    const struct opinion_options *options, struct opinion_result *r,
                    struct error *err)
{
	ARENA_SCOPED scratch = arena_new();
	struct work w = { .a = a, .options = options };
	bool refresh = options->refresh && options->previous && options->previous->model;
	if (!compute(arena, scratch, &w, refresh, r))
		return error_rule(err, N_("Le calcul a été arrêté avant la fin."));
	r->model = arena_copy(arena, &w.model, sizeof w.model);
	return true;
}
