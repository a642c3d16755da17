/* Rules of exchanges: states, who may do what, who may read what. No SQL, no HTML. */
#include "exchange/exchange_rules.h"

const struct blocker_state blocker_states[] = {
	{ T("open"), T("ouvert"), N_("ouvert"), N_("ouverts") },
	{ T("progress"), T("en-cours"), N_("en cours"), N_("en cours") },
	{ T("lifted"), T("leve"), N_("levé"), N_("levés") },
};
const size_t blocker_states_n = sizeof blocker_states / sizeof *blocker_states;

const struct blocker_state *blocker_state_of(struct text name)
{
	for (size_t i = 0; i < blocker_states_n; i++)
		if (text_equal(blocker_states[i].name, name))
			return &blocker_states[i];
	return NULL;
}

const char *blocker_state_label(struct text name)
{
	const struct blocker_state *state = blocker_state_of(name);
	return state ? state->label : "";
}

int64_t reach_of(bool facilitates)
{
	return facilitates ? AUDIENCE_PAIR : AUDIENCE_COHORT;
}

bool blocker_may_edit(const struct blocker *b, int64_t person, bool facilitates)
{
	return facilitates || b->person == person;
}

bool blocker_may_move(const struct blocker *b, int64_t person, int64_t member, bool facilitates)
{
	return blocker_may_edit(b, person, facilitates) || (member != 0 && b->member == member);
}

bool experience_may_edit(const struct experience *e, int64_t person, int64_t member, bool facilitates)
{
	return facilitates || e->person == person || (member != 0 && e->member == member);
}

bool audience_fits_member(int64_t audience, int64_t member, struct error *err)
{
	if (audience != AUDIENCE_PAIR || member != 0)
		return true;
	return error_input(err, "audience", N_("Sans territoire, il n'y a pas de binôme à qui le réserver : choisissez la cohorte ou tout le monde."));
}

bool audience_keeps(int64_t before, int64_t after, int64_t replies_by_others, struct error *err)
{
	if (after <= before || replies_by_others == 0)
		return true;
	return error_input(err, "audience", N_("Des personnes ont répondu en pensant n'être lues que par ce cercle : gardez-le. Pour raconter la suite à davantage de monde, écrivez un retour d'expérience."));
}

bool blocker_change_fits(const struct blocker_change *in, struct error *err)
{
	if (!blocker_state_of(in->state))
		return error_input(err, "state", N_("Choisissez un état : ouvert, en cours ou levé."));
	if (text_is(in->state, "lifted") && text_trim(in->lifted_by).n == 0)
		return error_input(err, "lifted_by", N_("Dites en une phrase ce qui l'a levé : c'est ce que les autres viendront chercher."));
	return true;
}

struct text topic_spelling(struct arena *arena, const struct text *known, size_t n, struct text typed)
{
	struct text folded = text_fold(arena, typed);
	for (size_t i = 0; i < n; i++)
		if (text_equal(text_fold(arena, known[i]), folded))
			return known[i];
	return typed;
}
