/* Lottery, panels: the portfolio of those found, and the search for another one by the integer
 * program over kinds. Each panel is checked in whole numbers before it is kept. */
#include "methods/lottery_inner.h"

#include "base/list.h"

enum { FIRST_SLOTS = 64 };

double panel_value(const struct panel *p, const double *weights)
{
	double sum = 0;
	for (size_t i = 0; i < p->n; i++)
		sum += weights[p->terms[i].kind] * p->terms[i].units;
	return sum;
}

static uint64_t panel_hash(const struct panel *p)
{
	uint64_t hash = 0x9e3779b97f4a7c15;
	for (size_t i = 0; i < p->n; i++) {
		hash ^= (uint64_t)p->terms[i].kind << 32 | p->terms[i].units;
		hash *= 0xbf58476d1ce4e5b9;
		hash ^= hash >> 29;
	}
	return hash;
}

/* The slot of the panel, or the empty one where it belongs. */
static size_t *slot_of(const struct portfolio *f, const struct panel *p)
{
	size_t at = panel_hash(p) & (f->slots_n - 1);
	for (; f->slots[at]; at = (at + 1) & (f->slots_n - 1)) {
		const struct panel *other = &f->at[f->slots[at] - 1];
		if (other->n == p->n && (p->n == 0 || memcmp(other->terms, p->terms, p->n * sizeof *p->terms) == 0))
			break;
	}
	return &f->slots[at];
}

static void make_slots(struct portfolio *f)
{
	if (f->n * 2 < f->slots_n)
		return;
	f->slots_n = f->slots_n ? f->slots_n * 2 : FIRST_SLOTS;
	f->slots = arena_many(f->arena, size_t, f->slots_n);
	for (size_t i = 0; i < f->n; i++)
		*slot_of(f, &f->at[i]) = i + 1;
}

size_t portfolio_add(struct portfolio *f, const int64_t *units, size_t kinds_n)
{
	struct panel panel = { 0 };
	for (size_t k = 0; k < kinds_n; k++)
		panel.n += units[k] > 0;
	struct panel_term *terms = arena_many(f->arena, struct panel_term, panel.n);
	for (size_t k = 0, i = 0; k < kinds_n; k++)
		if (units[k] > 0)
			terms[i++] = (struct panel_term){ (uint32_t)k, (uint32_t)units[k] };
	panel.terms = terms;
	make_slots(f);
	size_t *slot = slot_of(f, &panel);
	if (!*slot) {
		list_add(f->arena, f, panel);
		*slot = f->n;
	}
	return *slot - 1;
}

void panel_search_begin(struct panel_search *s, struct arena *arena, const struct quota_pool *pool,
                        const struct lottery_options *options)
{
	*s = (struct panel_search){ .arena = arena, .pool = pool, .options = options, .program = quota_program(pool) };
	s->portfolio.arena = arena;
}

void panel_search_end(struct panel_search *s)
{
	program_free(s->program);
}

int64_t panel_search_steps(const struct panel_search *s)
{
	return s->steps + program_steps(s->program);
}

bool panel_search_goes_on(struct panel_search *s, double done)
{
	if (done > s->done)
		s->done = done;
	if (s->options->steps > 0 && panel_search_steps(s) >= s->options->steps)
		s->stopped = true;
	if (!s->stopped && !progress_tell(s->options->progress, s->done))
		s->stopped = true;
	return !s->stopped;
}

/* Rounded from the solver: what is nearer than this to a bound is at it. A wrong guess costs
 * time, never a wrong answer: the face then has no mixture that gives the point. */
static bool at_bound(double value, int64_t bound)
{
	const double near = 1e-7;
	return fabs(value - (double)bound) <= near * (1 + fabs((double)bound));
}

void panel_search_face(struct panel_search *s, const double *point)
{
	const struct quota_pool *pool = s->pool;
	for (size_t k = 0; k < pool->kinds_n; k++) {
		int64_t all = (int64_t)pool->kinds[k].units;
		bool full = point && at_bound(point[k], all), none = point && !full && at_bound(point[k], 0);
		program_bound_column(s->program, k, full ? (double)all : 0, none ? 0 : (double)all);
	}
	for (size_t r = 0; r < pool->rows_n; r++) {
		const struct quota_row *row = &pool->rows[r];
		double sum = 0;
		for (size_t t = 0; point && t < row->terms_n; t++)
			sum += (double)row->terms[t].count * point[row->terms[t].kind];
		bool most = point && at_bound(sum, row->most), least = point && !most && at_bound(sum, row->least);
		program_bound_row(s->program, r, (double)(most ? row->most : row->least), (double)(least ? row->least : row->most));
	}
}

static bool lost(struct error *err, enum program_state state)
{
	return error_set(err, ERROR_INTERNAL, N_("Le calcul n'a pas abouti : les nombres sont devenus trop imprécis."),
	                 "integer program for a panel: state %d", state);
}

static bool keep_panel(struct panel_search *s, const double *weights, struct found *out, struct error *err)
{
	ARENA_SCOPED scratch = arena_new();
	int64_t *units = arena_many(scratch, int64_t, s->pool->kinds_n);
	for (size_t k = 0; k < s->pool->kinds_n; k++)
		units[k] = program_column_whole(s->program, k);
	if (!quota_met(s->pool, units))
		return lost(err, PROGRAM_FAILED);
	out->panel = portfolio_add(&s->portfolio, units, s->pool->kinds_n);
	out->value = panel_value(&s->portfolio.at[out->panel], weights);
	out->any = true;
	return true;
}

bool panel_search_find(struct panel_search *s, const double *weights, double above, double share, struct found *out,
                       struct error *err)
{
	struct program_limits limits = { .enough = INFINITY, .above = above, .share = share };
	*out = (struct found){ .bound = -INFINITY };
	if (s->options->steps > 0)
		limits.steps = s->options->steps - panel_search_steps(s);
	for (size_t k = 0; k < s->pool->kinds_n; k++)
		program_gain(s->program, k, weights[k]);
	enum program_state state = program_solve_linear(s->program);
	if (state == PROGRAM_OPTIMAL)
		state = program_solve_whole(s->program, &limits);
	if (state == PROGRAM_INFEASIBLE)
		return true;
	if (state != PROGRAM_OPTIMAL && state != PROGRAM_STOPPED)
		return lost(err, state);
	out->bound = program_bound(s->program);
	return program_found(s->program) ? keep_panel(s, weights, out, err) : true;
}
