/* Rules of the choice that the facilitator tries before deciding. */
#include "selection/selection_store.h"

static bool choice_open(struct db *tx, struct arena *arena, int64_t call, struct error *err)
{
	const struct call *c = call_by_id(tx, arena, call);
	if (!c)
		return error_missing(err);
	return c->decided.s ? error_rule(err, N_("Le jury a décidé : plus rien ne change.")) : true;
}

static bool known_outcome(struct text outcome)
{
	return outcome.n == 0 || text_is(outcome, "selected") || text_is(outcome, "waiting") || text_is(outcome, "refused");
}

/* Doubled, so that the one that moves lands beside the one that holds the rank it was given:
 * before it when it comes from below or from outside, after it when it comes from above. */
static int64_t moved_rank(int64_t before, int64_t given)
{
	if (given == 0 || given == before)
		return 2 * given;
	return before && given > before ? 2 * given + 1 : 2 * given - 1;
}

static bool choice_apply(struct standing *all, size_t n, const struct choices_input *in, struct error *err)
{
	for (size_t i = 0; i < n; i++)
		all[i].rank *= 2;
	for (size_t i = 0; i < in->n; i++) {
		const struct choice_input *choice = &in->at[i];
		struct standing *s = all;
		while (s < all + n && s->application != choice->application)
			s++;
		if (s == all + n || !known_outcome(choice->outcome))
			return error_missing(err);
		s->rank = moved_rank(s->rank / 2, choice->rank > 0 ? choice->rank : 0);
		s->outcome = choice->outcome;
	}
	return true;
}

static void write_changes(struct db *tx, const struct standing *before, const struct standing *after, size_t n)
{
	struct instant now = clock_now();
	for (size_t i = 0; i < n; i++)
		if (!text_equal(before[i].outcome, after[i].outcome) || before[i].rank != after[i].rank)
			choice_put(tx, &after[i], now);
}

bool choice_set(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct choices_input *in = input;
	if (!choice_open(tx, arena, in->call, err))
		return false;
	struct rows rows = standings_of(tx, arena, in->call);
	const struct standing *before = arena_copy(arena, rows.at, rows.n * sizeof *before);
	if (!choice_apply(rows.at, rows.n, in, err))
		return false;
	waiting_number(arena, rows.at, rows.n);
	write_changes(tx, before, rows.at, rows.n);
	made->id = in->call;
	return true;
}

bool choice_propose(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct proposal_input *in = input;
	if (!choice_open(tx, arena, in->call, err))
		return false;
	struct rows rows = standings_of(tx, arena, in->call);
	struct rows quotas = quotas_of(tx, arena, in->call);
	const struct standing *before = arena_copy(arena, rows.at, rows.n * sizeof *before);
	proposal_make(rows.at, rows.n, quotas.at, quotas.n, in->waiting);
	write_changes(tx, before, rows.at, rows.n);
	made->id = in->call;
	return true;
}
