/* Merit, what may happen next: withdrawals and who replaces them, and sets worth as much. */
#include "methods/merit_inner.h"

#include "base/list.h"

/* The quotas of the chosen set with one unit exchanged, in whole numbers. */
static bool fits(const struct merit_search *s, int64_t *kinds, size_t out, size_t in)
{
	kinds[s->units[out].kind]--;
	kinds[s->units[in].kind]++;
	bool met = quota_met(s->pool, kinds);
	kinds[s->units[in].kind]--;
	kinds[s->units[out].kind]++;
	return met;
}

static struct text first_name(const struct merit_search *s, size_t unit)
{
	return s->pool->input->people[s->pool->order[s->units[unit].first]];
}

/* Who takes the place of a unit alone: the best score, then the first name. */
static void find_replacement(const struct merit_search *s, int64_t *kinds, size_t unit, struct merit_withdrawal *out)
{
	size_t best = SIZE_MAX;
	for (size_t u = 0; u < s->units_n; u++) {
		if (s->chosen[u] || !fits(s, kinds, unit, u))
			continue;
		int64_t better = best == SIZE_MAX ? 1 : s->units[u].score - s->units[best].score;
		out->others = better > 0 ? 0 : out->others + (better == 0);
		if (better > 0 || (better == 0 && text_compare(first_name(s, u), first_name(s, best)) < 0))
			best = u;
	}
	out->replaced = best != SIZE_MAX;
	if (out->replaced)
		out->by = s->pool->order[s->units[best].first];
}

static bool find_again(struct merit_search *s, size_t unit, struct merit_withdrawal *out, struct error *err)
{
	bool *set = arena_many(s->scratch, bool, s->units_n), *stay = arena_many(s->scratch, bool, s->units_n);
	program_bound_column(s->program, unit, 0, 0);
	enum merit_answer answer = merit_best(s, set, &out->score, err);
	program_bound_column(s->program, unit, 0, 1);
	s->stopped |= answer == MERIT_STOPPED;
	out->again = answer == MERIT_SET;
	if (!out->again)
		return answer != MERIT_FAILED;
	memcpy(stay, s->chosen, s->units_n * sizeof *stay);
	stay[unit] = false;
	out->in = merit_difference(s, set, s->chosen, &out->in_n);
	out->out = merit_difference(s, stay, set, &out->out_n);
	return true;
}

static size_t unit_of(const struct merit_search *s, size_t person)
{
	for (size_t u = 0; u < s->units_n; u++)
		for (size_t i = 0; i < s->units[u].size; i++)
			if (s->pool->order[s->units[u].first + i] == person)
				return u;
	return s->units_n;
}

bool merit_waiting(struct merit_search *s, struct merit_result *out, struct error *err)
{
	struct merit_withdrawal *waiting = arena_many(s->arena, struct merit_withdrawal, out->chosen_n);
	int64_t *kinds = arena_many(s->scratch, int64_t, s->pool->kinds_n);
	for (size_t u = 0; u < s->units_n; u++)
		kinds[s->units[u].kind] += s->chosen[u];
	for (size_t i = 0; i < out->chosen_n && merit_goes_on(s); i++) {
		size_t unit = unit_of(s, out->chosen[i]);
		waiting[i].person = out->chosen[i];
		find_replacement(s, kinds, unit, &waiting[i]);
		if (!find_again(s, unit, &waiting[i], err))
			return false;
	}
	out->waiting = waiting;
	out->waiting_n = s->stopped ? 0 : out->chosen_n;
	return true;
}

/* Any other set differs from this one by at least one unit in or out. */
static void exclude(struct merit_search *s, const bool *set)
{
	size_t *columns = arena_many(s->scratch, size_t, s->units_n), held = 0;
	double *factors = arena_many(s->scratch, double, s->units_n);
	for (size_t u = 0; u < s->units_n; u++) {
		columns[u] = u;
		factors[u] = set[u] ? 1 : -1;
		held += set[u];
	}
	program_fill_row(s->program, program_row(s->program, -INFINITY, (double)held - 1), columns, factors, s->units_n);
}

bool merit_ties(struct merit_search *s, struct merit_result *out, struct error *err)
{
	LIST(struct merit_set) ties = { 0 };
	bool *set = arena_many(s->scratch, bool, s->units_n);
	exclude(s, s->chosen);
	while (merit_goes_on(s)) {
		int64_t score = 0;
		enum merit_answer answer = merit_best(s, set, &score, err);
		if (answer == MERIT_FAILED)
			return false;
		s->stopped |= answer == MERIT_STOPPED;
		if (answer != MERIT_SET || score < s->score)
			break;
		out->more_ties = ties.n == s->options->ties;
		if (out->more_ties)
			break;
		struct merit_set tie = { 0 };
		tie.in = merit_difference(s, set, s->chosen, &tie.in_n);
		tie.out = merit_difference(s, s->chosen, set, &tie.out_n);
		list_add(s->arena, &ties, tie);
		exclude(s, set);
	}
	out->ties = ties.at;
	out->ties_n = ties.n;
	return true;
}
