/* Lottery: the rules, from the pool to the result. */
#include "methods/lottery_inner.h"

#include "base/list.h"

enum { PANELS = 1000 };

struct lottery_options lottery_defaults(void)
{
	return (struct lottery_options){ .rule = LOTTERY_LEXIMIN, .panels = PANELS };
}

/* What one computation has: the target of the rule and the mixture that comes nearest. */
struct finding {
	struct panel_search search;
	double *target; /* units of each kind */
	double bound;   /* of the smallest chance */
	struct mixture mixture;
	size_t levels, levels_most;
	bool proven;
};

static bool none_at_all(struct error *err)
{
	return error_rule(err, N_("Aucun ensemble ne respecte ces quotas."));
}

/* One panel, whichever: so that all that follows has an answer. */
static bool begin(struct finding *f, struct error *err)
{
	ARENA_SCOPED scratch = arena_new();
	const double *nothing = arena_many(scratch, double, f->search.pool->kinds_n);
	struct found found;
	if (!panel_search_find(&f->search, nothing, 0, 0, &found, err))
		return false;
	return found.any || none_at_all(err);
}

/* By the relaxation; then, when whole panels cannot keep its promise, by columns. */
static bool find_mixture(struct finding *f, struct error *err)
{
	struct panel_search *s = &f->search;
	f->target = arena_many(s->arena, double, s->pool->kinds_n);
	if (!begin(f, err) || !relaxed_chances(s, f->levels_most, f->target, &f->bound, &f->levels, err))
		return false;
	panel_search_face(s, f->target);
	enum nearest_end end = nearest_mixture(s, f->target, &f->mixture, err);
	if (end == NEAREST_FAILED)
		return false;
	f->proven = end == NEAREST_REACHED;
	if (end != NEAREST_APART)
		return true;
	if (!columns_chances(s, f->levels_most, f->target, &f->mixture, &f->levels, err))
		return false;
	f->proven = !s->stopped;
	return true;
}

static void read_chances(struct arena *arena, const struct finding *f, struct lottery_result *out)
{
	const struct quota_pool *pool = f->search.pool;
	double *chances = arena_many(arena, double, pool->input->people_n);
	out->least = 1;
	for (size_t k = 0; k < pool->kinds_n; k++) {
		const struct quota_kind *kind = &pool->kinds[k];
		double chance = fmin(fmax(f->mixture.units[k] / (double)kind->units, 0), 1);
		for (size_t i = 0; i < kind->units * kind->size; i++)
			chances[pool->order[kind->first + i]] = chance;
		out->least = fmin(out->least, chance);
	}
	out->chances = chances;
}

struct name_index {
	struct text name;
	size_t index;
};

static int by_name(const void *a, const void *b)
{
	const struct name_index *x = a, *y = b;
	return text_compare(x->name, y->name);
}

static void sort_people(const struct quota_input *in, size_t *people, size_t n)
{
	ARENA_SCOPED scratch = arena_new();
	struct name_index *names = arena_many(scratch, struct name_index, n);
	for (size_t i = 0; i < n; i++)
		names[i] = (struct name_index){ in->people[people[i]], people[i] };
	if (n)
		qsort(names, n, sizeof *names, by_name);
	for (size_t i = 0; i < n; i++)
		people[i] = names[i].index;
}

/* Who has no chance is asked of the integer program: is there a panel with them? */
static bool find_excluded(struct arena *arena, struct panel_search *s, struct lottery_result *out, struct error *err)
{
	ARENA_SCOPED scratch = arena_new();
	const struct quota_pool *pool = s->pool;
	double *weights = arena_many(scratch, double, pool->kinds_n);
	LIST(size_t) excluded = { 0 };
	panel_search_face(s, NULL);
	for (size_t k = 0; k < pool->kinds_n; k++) {
		const struct quota_kind *kind = &pool->kinds[k];
		struct found found;
		if (out->chances[pool->order[kind->first]] > LOTTERY_REACHED)
			continue;
		weights[k] = 1;
		if (!panel_search_find(s, weights, 0, LOTTERY_EXACT, &found, err))
			return false;
		weights[k] = 0;
		for (size_t i = 0; found.any && found.value < 0.5 && i < kind->units * kind->size; i++)
			list_add(arena, &excluded, pool->order[kind->first + i]);
	}
	sort_people(pool->input, excluded.at, excluded.n);
	out->excluded = excluded.at;
	out->excluded_n = excluded.n;
	return true;
}

static bool find_best(struct arena *arena, const struct quota_pool *pool, const struct lottery_options *options,
                      struct finding *f, struct lottery_result *out, struct error *err)
{
	struct panel_search *s = &f->search;
	f->levels_most = options->rule == LOTTERY_MAXIMIN ? 1 : SIZE_MAX;
	if (!find_mixture(f, err))
		return false;
	read_chances(arena, f, out);
	out->bound = f->proven && out->least + LOTTERY_REACHED < f->bound ? out->least : f->bound;
	out->proven = f->proven;
	out->shortfall = f->proven ? f->mixture.shortfall : fmax(0, f->bound - out->least);
	out->levels = f->levels;
	out->kinds = pool->kinds_n;
	out->portfolio = f->mixture.n;
	out->steps = panel_search_steps(s);
	lottery_make_list(arena, s, &f->mixture, out->chances, options->panels, &out->list);
	return find_excluded(arena, s, out, err);
}

bool lottery_find(struct arena *arena, const struct quota_pool *pool, const struct lottery_options *options,
                  struct lottery_result *out, struct error *err)
{
	*out = (struct lottery_result){ 0 };
	err->n = LOTTERY_PANELS_MOST;
	if (options->panels < 1 || options->panels > LOTTERY_PANELS_MOST)
		return error_input(err, NULL, N_("La liste à tirer compte de 1 à {n} ensembles."));
	ARENA_SCOPED scratch = arena_new();
	struct finding f = { 0 };
	panel_search_begin(&f.search, scratch, pool, options);
	bool fine = options->rule == LOTTERY_STRATIFIED
	                    ? begin(&f, err) && lottery_stratified(arena, pool, options, out, err) &&
	                              find_excluded(arena, &f.search, out, err)
	                    : find_best(arena, pool, options, &f, out, err);
	panel_search_end(&f.search);
	return fine;
}

static int by_people(const void *a, const void *b, void *names)
{
	const struct lottery_panel *x = a, *y = b;
	const struct text *people = names;
	for (size_t i = 0; i < x->n && i < y->n; i++) {
		int order = text_compare(people[x->people[i]], people[y->people[i]]);
		if (order)
			return order;
	}
	return (x->n > y->n) - (x->n < y->n);
}

void lottery_finish_list(struct arena *arena, const struct quota_pool *pool, struct lottery_panel *panels, size_t n,
                         const double *chances, struct lottery_list *out)
{
	const struct quota_input *in = pool->input;
	double *listed = arena_many(arena, double, in->people_n);
	for (size_t i = 0; i < n; i++) {
		size_t *people = arena_copy(arena, panels[i].people, panels[i].n * sizeof *people);
		sort_people(in, people, panels[i].n);
		panels[i].people = people;
		for (size_t j = 0; j < panels[i].n; j++)
			listed[people[j]]++;
	}
	qsort_r(panels, n, sizeof *panels, by_people, (void *)(uintptr_t)in->people);
	*out = (struct lottery_list){ .panels = panels, .n = n, .chances = listed };
	for (size_t p = 0; p < in->people_n; p++) {
		listed[p] /= (double)n;
		if (chances)
			out->moved = fmax(out->moved, fabs(listed[p] - chances[p]));
	}
}
