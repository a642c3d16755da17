/* Lottery, columns: the program of the Nature paper, for when the relaxation promises more than
 * whole panels can give. At each level a linear program mixes the panels known so far; the prices
 * of its kinds are the weights by which an integer program looks for one more; when it proves that
 * none would raise the level, or the level has reached what the relaxation allows, the kinds that
 * hold it there are fixed. */
#include "methods/lottery_inner.h"

struct columns {
	struct panel_search *search;
	struct program *program;  /* columns: units of each kind, height, then a share a panel */
	struct levels levels;
	size_t first_share, shares; /* columns of shares, and how many */
	size_t first_link;  /* rows: shares × panels - units = 0, one a kind */
	size_t whole;       /* row: the shares are 1 in all */
	struct program *relaxed; /* the relaxation, with the same chances fixed */
	struct levels bound;
	double *weights;
};

static bool lost(struct error *err, enum program_state state)
{
	return error_set(err, ERROR_INTERNAL, N_("Le calcul n'a pas abouti : les nombres sont devenus trop imprécis."),
	                 "column generation: state %d", state);
}

static void add_share(struct columns *c, const struct panel *panel)
{
	ARENA_SCOPED scratch = arena_new();
	size_t *rows = arena_many(scratch, size_t, panel->n + 1);
	double *factors = arena_many(scratch, double, panel->n + 1);
	for (size_t i = 0; i < panel->n; i++) {
		rows[i] = c->first_link + panel->terms[i].kind;
		factors[i] = panel->terms[i].units;
	}
	rows[panel->n] = c->whole;
	factors[panel->n] = 1;
	program_fill_column(c->program, program_column(c->program, 0, INFINITY, false), rows, factors, panel->n + 1);
	c->shares++;
}

/* Panels found since the last time: all of the portfolio, in its order. */
static void add_shares(struct columns *c)
{
	while (c->shares < c->search->portfolio.n)
		add_share(c, &c->search->portfolio.at[c->shares]);
}

static void begin_mixture(struct columns *c, struct arena *arena)
{
	const struct quota_pool *pool = c->search->pool;
	for (size_t k = 0; k < pool->kinds_n; k++)
		program_column(c->program, 0, (double)pool->kinds[k].units, false);
	levels_begin(&c->levels, arena, pool, c->program);
	c->first_share = pool->kinds_n + 1;
	for (size_t k = 0; k < pool->kinds_n; k++) {
		const double minus = -1;
		size_t row = program_row(c->program, 0, 0);
		c->first_link = row - k;
		program_fill_row(c->program, row, &k, &minus, 1);
	}
	c->whole = program_row(c->program, 1, 1);
	add_shares(c);
}

/* Prices of the mixture as weights of at most 1, and what the mixture is worth by them; returns
 * what they were divided by. */
static double read_weights(const struct columns *c, double *here)
{
	double largest = 0;
	for (size_t k = 0; k < c->search->pool->kinds_n; k++) {
		c->weights[k] = -program_row_price(c->program, c->first_link + k);
		largest = fmax(largest, fabs(c->weights[k]));
	}
	*here = program_row_price(c->program, c->whole);
	for (size_t k = 0; largest > 0 && k < c->search->pool->kinds_n; k++)
		c->weights[k] /= largest;
	*here /= largest > 0 ? largest : 1;
	return largest;
}

enum level_end { LEVEL_BY_PANELS, LEVEL_BY_RELAXATION, LEVEL_STOPPED, LEVEL_FAILED };

/* One more panel; *none when none would raise the level. */
static bool one_more(struct columns *c, bool *none, struct error *err)
{
	struct found found;
	double here, scale = read_weights(c, &here);
	if (!panel_search_find(c->search, c->weights, here, 0, &found, err))
		return false;
	*none = (found.bound - here) * scale <= LOTTERY_EXACT;
	/* A panel that the mixture already has cannot help: as far as numbers go. */
	if (found.any && c->search->portfolio.n == c->shares)
		*none = true;
	add_shares(c);
	return true;
}

static enum level_end raise_level(struct columns *c, double *height, struct error *err)
{
	enum program_state state = program_solve_linear(c->relaxed);
	double most = state == PROGRAM_OPTIMAL ? program_value(c->relaxed) : INFINITY;
	bool none = false;
	for (;;) {
		state = program_solve_linear(c->program);
		if (state != PROGRAM_OPTIMAL)
			return lost(err, state), LEVEL_FAILED;
		*height = program_value(c->program);
		if (*height >= most - LOTTERY_EXACT / 10)
			return LEVEL_BY_RELAXATION;
		if (none)
			return LEVEL_BY_PANELS;
		if (!panel_search_goes_on(c->search, (double)(c->levels.done + 1) / (double)(c->levels.done + 2)))
			return LEVEL_STOPPED;
		if (!one_more(c, &none, err))
			return LEVEL_FAILED;
	}
}

/* The same kinds are fixed in the mixture and in the relaxation. */
static bool fix_both(struct columns *c, enum level_end by, double height)
{
	struct levels *priced = by == LEVEL_BY_RELAXATION ? &c->bound : &c->levels;
	struct levels *other = by == LEVEL_BY_RELAXATION ? &c->levels : &c->bound;
	return levels_fix(other, priced, height) && levels_fix(priced, priced, height);
}

static void read_mixture(struct columns *c, struct mixture *out)
{
	struct arena *arena = c->search->arena;
	size_t kinds = c->search->pool->kinds_n;
	double sum = 0;
	*out = (struct mixture){ arena_many(arena, size_t, c->shares), arena_many(arena, double, c->shares), 0,
		                 arena_many(arena, double, kinds), 0 };
	for (size_t i = 0; i < c->shares; i++) {
		double share = program_column_value(c->program, c->first_share + i);
		if (share <= LOTTERY_EXACT * LOTTERY_EXACT)
			continue;
		out->panels[out->n] = i;
		out->shares[out->n++] = share;
		sum += share;
	}
	for (size_t i = 0; i < out->n; i++) {
		const struct panel *p = &c->search->portfolio.at[out->panels[i]];
		out->shares[i] /= sum;
		for (size_t t = 0; t < p->n; t++)
			out->units[p->terms[t].kind] += out->shares[i] * p->terms[t].units;
	}
}

static void read_target(const struct columns *c, struct mixture *mixture, double *target)
{
	for (size_t k = 0; k < c->search->pool->kinds_n; k++) {
		double units = (double)c->search->pool->kinds[k].units;
		target[k] = c->levels.fixed[k] ? c->levels.chances[k] * units : mixture->units[k];
		mixture->shortfall = fmax(mixture->shortfall, (target[k] - mixture->units[k]) / units);
	}
}

static bool run_levels(struct columns *c, size_t levels_most, struct error *err)
{
	double height;
	while (c->levels.left > 0 && c->levels.done < levels_most) {
		enum level_end end = raise_level(c, &height, err);
		if (end == LEVEL_FAILED)
			return false;
		if (end == LEVEL_STOPPED)
			break;
		if (!fix_both(c, end, height))
			return lost(err, PROGRAM_FAILED);
	}
	/* The last fixing came after the last solution, and leaves the height without a limit. */
	program_gain(c->program, c->levels.height, 0);
	enum program_state state = program_solve_linear(c->program);
	return state == PROGRAM_OPTIMAL || lost(err, state);
}

bool columns_chances(struct panel_search *search, size_t levels_most, double *target, struct mixture *out, size_t *levels,
                     struct error *err)
{
	ARENA_SCOPED scratch = arena_new();
	PROGRAM_SCOPED program = program_new();
	PROGRAM_SCOPED relaxed = quota_program(search->pool);
	struct columns c = { .search = search, .program = program, .relaxed = relaxed };
	c.weights = arena_many(scratch, double, search->pool->kinds_n);
	panel_search_face(search, NULL);
	begin_mixture(&c, scratch);
	levels_begin(&c.bound, scratch, search->pool, relaxed);
	bool fine = run_levels(&c, levels_most, err);
	search->steps += program_steps(program) + program_steps(relaxed);
	if (!fine)
		return false;
	read_mixture(&c, out);
	read_target(&c, out, target);
	*levels = c.levels.done;
	return true;
}
