/* Lottery, levels: one linear program solved again and again. At each level the height that all
 * kinds not yet fixed can reach is maximised; by complementary slackness a kind whose row has a
 * price is at that height in every optimum, so its chance is fixed there. Here also the
 * relaxation: leximin over mixtures that need not be made of whole panels. */
#include "methods/lottery_inner.h"

/* Fixed chances are kept by a bound a little below, so that rounding does not make the next
 * level infeasible. */
#define SLACK 1e-11

void levels_begin(struct levels *l, struct arena *arena, const struct quota_pool *pool, struct program *program)
{
	size_t n = pool->kinds_n;
	*l = (struct levels){ .pool = pool, .program = program, .left = n };
	l->fixed = arena_many(arena, bool, n);
	l->chances = arena_many(arena, double, n);
	l->height = program_column(program, -INFINITY, INFINITY, false);
	program_gain(program, l->height, 1);
	for (size_t k = 0; k < n; k++) {
		const size_t columns[] = { k, l->height };
		const double factors[] = { 1 / (double)pool->kinds[k].units, -1 };
		size_t row = program_row(program, 0, INFINITY);
		l->first_row = row - k;
		program_fill_row(program, row, columns, factors, 2);
	}
}

bool levels_fix(struct levels *l, const struct levels *by, double height)
{
	/* Prices of the rows not fixed add up to 1, and there are at most 100,000. */
	const double priced = 1e-7;
	double chance = height > 0 ? height : 0;
	size_t left = l->left;
	for (size_t k = 0; k < l->pool->kinds_n; k++) {
		double units = (double)l->pool->kinds[k].units;
		if (l->fixed[k] || fabs(program_row_price(by->program, by->first_row + k)) < priced)
			continue;
		l->fixed[k] = true;
		l->chances[k] = chance < 1 ? chance : 1;
		l->left--;
		program_bound_row(l->program, l->first_row + k, -INFINITY, INFINITY);
		program_bound_column(l->program, k, fmax(0, units * (l->chances[k] - SLACK)), units);
	}
	l->done++;
	return l->left < left;
}

bool relaxed_chances(struct panel_search *s, size_t levels_most, double *units, double *least, size_t *levels,
                     struct error *err)
{
	ARENA_SCOPED scratch = arena_new();
	PROGRAM_SCOPED program = quota_program(s->pool);
	struct levels l;
	enum program_state state = PROGRAM_OPTIMAL;
	levels_begin(&l, scratch, s->pool, program);
	while (l.left > 0 && l.done < levels_most) {
		state = program_solve_linear(program);
		if (state != PROGRAM_OPTIMAL)
			break;
		double height = program_value(program);
		if (l.done == 0)
			*least = fmax(height, 0);
		if (!levels_fix(&l, &l, height))
			break;
	}
	s->steps += program_steps(program);
	*levels = l.done;
	for (size_t k = 0; k < s->pool->kinds_n; k++)
		units[k] = l.fixed[k] ? l.chances[k] * (double)s->pool->kinds[k].units : program_column_value(program, k);
	if (state == PROGRAM_OPTIMAL)
		return true;
	return error_set(err, ERROR_INTERNAL, N_("Le calcul n'a pas abouti : les nombres sont devenus trop imprécis."),
	                 "relaxation: state %d at level %zu", state, l.done);
}
