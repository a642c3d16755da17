/* Lottery, stratified: the plain method used in practice, for comparison. Until the panel is
 * full: of the values that still lack people, the most urgent (needed over available) is taken,
 * and someone available is drawn from it; whoever would pass a maximum is no longer available.
 * Panels that come to a dead end are thrown away and begun again. Chances are those seen. */
#include "methods/lottery_inner.h"

#include "methods/random.h"

/* A draw that needs more beginnings than this is no method. */
enum { TRIES_MOST = 2000 };

struct stratified {
	const struct quota_pool *pool;
	struct random random;
	int64_t *sums;     /* of each row */
	size_t *free;      /* units of each kind not yet drawn */
	bool *closed;      /* kinds that would pass a maximum */
	size_t *drawn;     /* of each kind: units drawn, first of its part of `units` */
	size_t *units;     /* numbers of units, kind after kind: those drawn first */
	size_t *base;      /* of each kind, in `units` */
};

static void begin(struct stratified *s)
{
	memset(s->sums, 0, s->pool->rows_n * sizeof *s->sums);
	for (size_t k = 0; k < s->pool->kinds_n; k++) {
		s->free[k] = s->pool->kinds[k].units;
		s->drawn[k] = 0;
		s->closed[k] = false;
	}
}

/* Kinds of which a unit would pass the row's maximum. */
static void close_kinds(struct stratified *s, size_t row)
{
	const struct quota_row *r = &s->pool->rows[row];
	for (size_t t = 0; t < r->terms_n; t++)
		if (s->sums[row] + r->terms[t].count > r->most)
			s->closed[r->terms[t].kind] = true;
}

static size_t available(const struct stratified *s, size_t kind)
{
	return s->closed[kind] ? 0 : s->free[kind];
}

static size_t available_in(const struct stratified *s, const struct quota_row *row)
{
	size_t n = 0;
	for (size_t t = 0; t < row->terms_n; t++)
		n += available(s, row->terms[t].kind);
	return n;
}

/* The row to draw from: most urgent of those that lack someone, or the size; NULL when none can
 * be, or when the panel is full (*full). */
static const struct quota_row *most_urgent(const struct stratified *s, bool *full)
{
	const struct quota_row *best = NULL;
	double urgency = -1;
	*full = true;
	for (size_t r = 0; r < s->pool->rows_n; r++) {
		const struct quota_row *row = &s->pool->rows[r];
		int64_t lacking = row->least - s->sums[r];
		if (lacking <= 0)
			continue;
		*full = false;
		size_t n = available_in(s, row);
		if (n == 0)
			return NULL;
		double u = row->size ? 0 : (double)lacking / (double)n;
		if (u > urgency) {
			urgency = u;
			best = row;
		}
	}
	return best;
}

static void draw_unit(struct stratified *s, size_t kind)
{
	size_t *units = s->units + s->base[kind], n = s->pool->kinds[kind].units;
	size_t at = s->drawn[kind] + (size_t)random_below(&s->random, n - s->drawn[kind]);
	size_t unit = units[at];
	units[at] = units[s->drawn[kind]];
	units[s->drawn[kind]++] = unit;
	s->free[kind]--;
	for (size_t r = 0; r < s->pool->rows_n; r++) {
		const struct quota_row *row = &s->pool->rows[r];
		for (size_t t = 0; t < row->terms_n; t++)
			if (row->terms[t].kind == kind) {
				s->sums[r] += row->terms[t].count;
				close_kinds(s, r);
			}
	}
}

static void draw_from(struct stratified *s, const struct quota_row *row)
{
	uint64_t nth = random_below(&s->random, available_in(s, row));
	for (size_t t = 0; t < row->terms_n; t++) {
		size_t kind = row->terms[t].kind;
		if (nth < available(s, kind)) {
			draw_unit(s, kind);
			return;
		}
		nth -= available(s, kind);
	}
}

static bool draw_panel(struct stratified *s)
{
	for (size_t try = 0; try < TRIES_MOST; try++) {
		bool full = false;
		const struct quota_row *row;
		begin(s);
		for (size_t r = 0; r < s->pool->rows_n; r++)
			close_kinds(s, r);
		while ((row = most_urgent(s, &full)))
			draw_from(s, row);
		if (full)
			return true;
	}
	return false;
}

static struct lottery_panel read_panel(struct arena *arena, const struct stratified *s)
{
	struct lottery_panel panel = { 0 };
	const struct quota_pool *pool = s->pool;
	for (size_t k = 0; k < pool->kinds_n; k++)
		panel.n += s->drawn[k] * pool->kinds[k].size;
	size_t *people = arena_many(arena, size_t, panel.n), n = 0;
	for (size_t k = 0; k < pool->kinds_n; k++)
		for (size_t u = 0; u < s->drawn[k]; u++)
			for (size_t i = 0; i < pool->kinds[k].size; i++)
				people[n++] = pool->order[pool->kinds[k].first + s->units[s->base[k] + u] * pool->kinds[k].size + i];
	panel.people = people;
	return panel;
}

static void make(struct stratified *s, struct arena *scratch, const struct quota_pool *pool, uint64_t seed)
{
	*s = (struct stratified){ .pool = pool, .random = random_seed(seed) };
	s->sums = arena_many(scratch, int64_t, pool->rows_n);
	s->free = arena_many(scratch, size_t, pool->kinds_n);
	s->closed = arena_many(scratch, bool, pool->kinds_n);
	s->drawn = arena_many(scratch, size_t, pool->kinds_n);
	s->base = arena_many(scratch, size_t, pool->kinds_n);
	s->units = arena_many(scratch, size_t, pool->input->people_n);
	for (size_t k = 0, n = 0; k < pool->kinds_n; k++) {
		s->base[k] = n;
		for (size_t u = 0; u < pool->kinds[k].units; u++)
			s->units[n++] = u;
	}
}

bool lottery_stratified(struct arena *arena, const struct quota_pool *pool, const struct lottery_options *options,
                        struct lottery_result *out, struct error *err)
{
	ARENA_SCOPED scratch = arena_new();
	struct stratified s;
	struct lottery_panel *panels = arena_many(arena, struct lottery_panel, options->panels);
	make(&s, scratch, pool, options->seed);
	for (size_t i = 0; i < options->panels; i++) {
		if (!draw_panel(&s))
			return error_rule(err, N_("Le tirage stratifié n'aboutit pas : il se retrouve chaque fois dans "
			                          "une impasse. Essayez leximin."));
		panels[i] = read_panel(arena, &s);
		if (!progress_tell(options->progress, (double)(i + 1) / (double)options->panels))
			return error_rule(err, N_("Le calcul a été interrompu."));
	}
	lottery_finish_list(arena, pool, panels, options->panels, NULL, &out->list);
	out->chances = out->list.chances;
	out->least = out->bound = 1;
	for (size_t p = 0; p < pool->input->people_n; p++)
		out->least = fmin(out->least, out->chances[p]);
	out->kinds = pool->kinds_n;
	out->portfolio = options->panels;
	return true;
}
