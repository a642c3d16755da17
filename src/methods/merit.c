/* Merit: the set, and how far each person is from changing sides. */
#include "methods/merit_inner.h"

#include "base/list.h"

#include <stdlib.h>

struct merit_options merit_defaults(void)
{
	return (struct merit_options){ .ties = MERIT_TIES };
}

static bool lost(struct error *err, enum program_state state)
{
	return error_set(err, ERROR_INTERNAL, N_("Le calcul n'a pas abouti : les nombres sont devenus trop imprécis."),
	                 "integer program for merit: state %d", state);
}

/* Counted again in whole numbers: the solver's are not. */
static bool read_set(const struct merit_search *s, bool *set, int64_t *score)
{
	ARENA_SCOPED scratch = arena_new();
	int64_t *kinds = arena_many(scratch, int64_t, s->pool->kinds_n);
	*score = 0;
	for (size_t u = 0; u < s->units_n; u++) {
		set[u] = program_column_whole(s->program, u) == 1;
		kinds[s->units[u].kind] += set[u];
		*score += set[u] ? s->units[u].score : 0;
	}
	return quota_met(s->pool, kinds);
}

enum merit_answer merit_best(struct merit_search *s, bool *set, int64_t *score, struct error *err)
{
	struct program_limits limits = PROGRAM_NO_LIMITS;
	limits.steps = s->options->steps;
	enum program_state state = program_solve_linear(s->program);
	if (state == PROGRAM_OPTIMAL)
		state = program_solve_whole(s->program, &limits);
	if (state == PROGRAM_INFEASIBLE)
		return MERIT_NONE;
	if (state == PROGRAM_STOPPED)
		return MERIT_STOPPED;
	if (state != PROGRAM_OPTIMAL || !read_set(s, set, score))
		return lost(err, state), MERIT_FAILED;
	return MERIT_SET;
}

bool merit_goes_on(struct merit_search *s)
{
	s->answered++;
	if (!progress_tell(s->options->progress, (double)s->answered / (double)s->questions))
		s->stopped = true;
	return !s->stopped;
}

static void make_units(struct merit_search *s)
{
	const struct quota_pool *pool = s->pool;
	s->units = arena_many(s->scratch, struct merit_unit, pool->input->people_n);
	for (size_t k = 0; k < pool->kinds_n; k++)
		for (size_t u = 0; u < pool->kinds[k].units; u++) {
			struct merit_unit unit = { pool->kinds[k].first + u * pool->kinds[k].size, pool->kinds[k].size, k, 0 };
			for (size_t i = 0; i < unit.size; i++)
				unit.score += s->scores[pool->order[unit.first + i]];
			s->units[s->units_n++] = unit;
		}
}

static void add_row(struct merit_search *s, size_t row)
{
	const struct quota_row *r = &s->pool->rows[row];
	size_t *columns = arena_many(s->scratch, size_t, s->units_n), n = 0;
	double *factors = arena_many(s->scratch, double, s->units_n);
	for (size_t t = 0, u = 0; t < r->terms_n; t++) {
		for (; s->units[u].kind < r->terms[t].kind; u++)
			;
		for (; u < s->units_n && s->units[u].kind == r->terms[t].kind; u++) {
			columns[n] = u;
			factors[n++] = (double)r->terms[t].count;
		}
	}
	program_row(s->program, (double)r->least, (double)r->most);
	program_fill_row(s->program, row, columns, factors, n);
}

static void make_program(struct merit_search *s)
{
	for (size_t u = 0; u < s->units_n; u++) {
		program_column(s->program, 0, 1, true);
		program_gain(s->program, u, (double)s->units[u].score);
	}
	for (size_t r = 0; r < s->pool->rows_n; r++)
		add_row(s, r);
}

struct named {
	struct text name;
	size_t person, unit;
};

static int by_name(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	return text_compare(x->name, y->name);
}

static struct named *people_in_order(struct merit_search *s)
{
	size_t n = 0;
	struct named *names = arena_many(s->scratch, struct named, s->pool->input->people_n);
	for (size_t u = 0; u < s->units_n; u++)
		for (size_t i = 0; i < s->units[u].size; i++) {
			size_t person = s->pool->order[s->units[u].first + i];
			names[n++] = (struct named){ s->pool->input->people[person], person, u };
		}
	qsort(names, n, sizeof *names, by_name);
	return names;
}

const size_t *merit_difference(struct merit_search *s, const bool *in, const bool *not_in, size_t *n)
{
	const struct named *names = people_in_order(s);
	LIST(size_t) people = { 0 };
	for (size_t i = 0; i < s->pool->input->people_n; i++)
		if (in[names[i].unit] && !not_in[names[i].unit])
			list_add(s->arena, &people, names[i].person);
	*n = people.n;
	return people.at;
}

/* The best set on the other side, and what it lacks. */
static bool find_margin(struct merit_search *s, size_t unit, struct merit_margin *out, struct error *err)
{
	bool *set = arena_many(s->scratch, bool, s->units_n), chosen = s->chosen[unit];
	int64_t score = 0;
	program_bound_column(s->program, unit, !chosen, !chosen);
	enum merit_answer answer = merit_best(s, set, &score, err);
	program_bound_column(s->program, unit, 0, 1);
	s->stopped |= answer == MERIT_STOPPED;
	out->chosen = chosen;
	out->standing = answer == MERIT_SET ? MERIT_MOVES : chosen ? MERIT_ALWAYS : MERIT_NEVER;
	out->points = answer == MERIT_SET ? s->score - score : 0;
	return answer != MERIT_FAILED;
}

static bool find_margins(struct merit_search *s, struct merit_result *out, struct error *err)
{
	const struct named *names = people_in_order(s);
	size_t n = s->pool->input->people_n;
	struct merit_margin *margins = arena_many(s->arena, struct merit_margin, n);
	struct merit_margin *of_unit = arena_many(s->scratch, struct merit_margin, s->units_n);
	for (size_t u = 0; u < s->units_n && merit_goes_on(s); u++)
		if (!find_margin(s, u, &of_unit[u], err))
			return false;
	for (size_t i = 0; i < n && !s->stopped; i++) {
		margins[i] = of_unit[names[i].unit];
		margins[i].person = names[i].person;
	}
	out->margins = margins;
	out->margins_n = s->stopped ? 0 : n;
	return true;
}

static bool check_scores(const struct quota_pool *pool, const int64_t *scores, struct error *err)
{
	err->n = MERIT_PEOPLE_MOST;
	if (pool->input->people_n > MERIT_PEOPLE_MOST)
		return error_input(err, NULL, N_("La liste dépasse {n} personnes."));
	err->n = MERIT_SCORE_MOST;
	for (size_t p = 0; p < pool->input->people_n; p++) {
		err->name = pool->input->people[p];
		if (scores[p] > MERIT_SCORE_MOST || scores[p] < -MERIT_SCORE_MOST)
			return error_input(err, NULL, N_("Le score de « {name} » dépasse {n}."));
	}
	err->n = 0;
	err->name = NO_TEXT;
	return true;
}

static bool choose(struct merit_search *s, struct merit_result *out, struct error *err)
{
	const bool *none = arena_many(s->scratch, bool, s->units_n);
	s->chosen = arena_many(s->scratch, bool, s->units_n);
	switch (merit_best(s, s->chosen, &s->score, err)) {
	case MERIT_NONE: return error_rule(err, N_("Aucun ensemble ne respecte ces quotas."));
	case MERIT_STOPPED: return error_rule(err, N_("Le calcul a été interrompu."));
	case MERIT_FAILED: return false;
	case MERIT_SET: break;
	}
	out->chosen = merit_difference(s, s->chosen, none, &out->chosen_n);
	out->score = s->score;
	s->questions = 2 * s->units_n + s->options->ties + 1;
	if (!find_margins(s, out, err) || (!s->stopped && !merit_waiting(s, out, err)) ||
	    (!s->stopped && !merit_ties(s, out, err)))
		return false;
	out->complete = !s->stopped;
	return true;
}

bool merit_choose(struct arena *arena, const struct quota_pool *pool, const int64_t *scores,
                  const struct merit_options *options, struct merit_result *out, struct error *err)
{
	ARENA_SCOPED scratch = arena_new();
	PROGRAM_SCOPED program = program_new();
	struct merit_search s = { .arena = arena, .scratch = scratch, .pool = pool, .scores = scores, .options = options,
		                  .program = program };
	*out = (struct merit_result){ 0 };
	if (!check_scores(pool, scores, err))
		return false;
	make_units(&s);
	make_program(&s);
	return choose(&s, out, err);
}
