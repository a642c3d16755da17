/* Rules of roadmaps: states, lateness, who writes. No SQL, no HTML. */
#include "roadmap/roadmap_rules.h"

const struct action_state action_states[] = {
	{ T("planned"), N_("prévue"), N_("prévues") },
	{ T("progress"), N_("en cours"), N_("en cours") },
	{ T("done"), N_("faite"), N_("faites") },
	{ T("dropped"), N_("abandonnée"), N_("abandonnées") },
};
const size_t action_states_n = sizeof action_states / sizeof *action_states;

static const struct action_state *state_of(struct text name)
{
	for (size_t i = 0; i < action_states_n; i++)
		if (text_equal(action_states[i].name, name))
			return &action_states[i];
	return NULL;
}

const char *action_state_label(struct text name)
{
	const struct action_state *state = state_of(name);
	return state ? state->label : "";
}

bool action_is_open(const struct action *a)
{
	return text_is(a->state, "planned") || text_is(a->state, "progress");
}

bool action_is_late(const struct action *a, struct day today)
{
	return action_is_open(a) && a->due.n != 0 && a->due.n < today.n;
}

bool cap_is_late(const struct cap *c, struct day today)
{
	return c->reached.n == 0 && c->planned.n != 0 && c->planned.n < today.n;
}

bool roadmap_may_write(int64_t member, int64_t own, bool facilitates)
{
	return facilitates || (own != 0 && own == member);
}

bool action_change_fits(struct text before, const struct action_change *in, struct error *err)
{
	bool noted = text_trim(in->note).n > 0;
	if (!state_of(in->state))
		return error_input(err, "state", N_("Choisissez un état : prévue, en cours, faite ou abandonnée."));
	if (text_is(in->state, "dropped") && !noted)
		return error_input(err, "note", N_("Dites pourquoi vous l'abandonnez : c'est une leçon pour les autres."));
	if (text_equal(in->state, before) && !noted)
		return error_input(err, "note", N_("L'état ne change pas : écrivez ce qui a avancé, ou choisissez un autre état."));
	return true;
}

bool cap_passage_fits(const struct cap_passage *in, struct day today, struct error *err)
{
	if (in->reached.n == 0)
		return true;
	if (in->reached.n > today.n)
		return error_input(err, "reached", N_("Cette date est à venir : indiquez le jour où le cap a été passé."));
	if (text_trim(in->evidence).n == 0)
		return error_input(err, "evidence", N_("Dites ce qui le montre : un document, un nombre, une date, un fait que d'autres peuvent vérifier."));
	return true;
}
