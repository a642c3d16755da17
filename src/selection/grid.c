/* Rules of the grid: criteria are written, ordered and removed until the first mark exists. */
#include "selection/selection_store.h"

static bool grid_open(struct db *tx, struct arena *arena, int64_t call, struct error *err)
{
	const struct call *c = call_by_id(tx, arena, call);
	if (!c)
		return error_missing(err);
	if (c->decided.s || call_is_marked(tx, call))
		return error_rule(err, N_("Le jury a commencé à noter : la grille ne peut plus changer."));
	return true;
}

static bool criterion_belongs(struct db *tx, struct arena *arena, int64_t id, int64_t call, struct error *err)
{
	const struct criterion *c = criterion_by_id(tx, arena, id);
	return c && c->call == call ? true : error_missing(err);
}

static int64_t last_place(const struct criterion *at, size_t n)
{
	return n ? at[n - 1].place : 0;
}

static bool add_criterion(struct db *tx, struct arena *arena, struct criterion_input *in, struct error *err)
{
	struct rows criteria = criteria_of(tx, arena, in->call);
	if (criteria.n >= CRITERIA_MAX)
		return error_rule(err, N_("Douze critères suffisent : au-delà, plus personne ne note avec soin."));
	in->id = criterion_insert(tx, in, last_place(criteria.at, criteria.n) + 1);
	return true;
}

bool criterion_save(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	struct criterion_input in = *(const struct criterion_input *)input;
	in.key = text_slug(arena, in.key.n ? in.key : in.label);
	if (!grid_open(tx, arena, in.call, err) || (in.id && !criterion_belongs(tx, arena, in.id, in.call, err)))
		return false;
	if (in.key.n == 0)
		return error_input(err, "label", N_("Écrivez un nom d'au moins une lettre."));
	if (criterion_key_taken(tx, in.call, in.key, in.id))
		return error_input(err, "label", N_("Un autre critère porte déjà ce nom : choisissez-en un autre."));
	if (in.id)
		criterion_update(tx, &in);
	else if (!add_criterion(tx, arena, &in, err))
		return false;
	made->id = in.id;
	return true;
}

bool criterion_move(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct criterion_target *in = input;
	if (!grid_open(tx, arena, in->call, err) || !criterion_belongs(tx, arena, in->id, in->call, err))
		return false;
	struct rows rows = criteria_of(tx, arena, in->call);
	const struct criterion *c = rows.at;
	size_t i = 0;
	while (c[i].id != in->id)
		i++;
	size_t other = in->up ? i - 1 : i + 1; /* past either end: already there */
	if (other < rows.n) {
		criterion_place(tx, c[i].id, c[other].place);
		criterion_place(tx, c[other].id, c[i].place);
	}
	made->id = in->id;
	return true;
}

bool criterion_remove(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct criterion_target *in = input;
	if (!grid_open(tx, arena, in->call, err) || !criterion_belongs(tx, arena, in->id, in->call, err))
		return false;
	criterion_delete(tx, in->id);
	made->id = in->id;
	return true;
}
