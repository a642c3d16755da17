/* Rules of the restitution. No SQL, no HTML. */
#include "restitution/restitution_rules.h"

enum entrance entrance_of(const struct restitution *e, struct instant now)
{
	if (now.s >= e->ends.s)
		return ENTRANCE_OVER;
	if (now.s >= e->starts.s)
		return ENTRANCE_BEGUN;
	if (now.s < e->opens.s)
		return ENTRANCE_EARLY;
	return places_free(e) > 0 ? ENTRANCE_OPEN : ENTRANCE_WAITING;
}

bool entrance_lets_in(enum entrance entrance)
{
	return entrance == ENTRANCE_OPEN || entrance == ENTRANCE_WAITING;
}

bool registration_fits(const struct restitution *e, struct instant now, struct error *err)
{
	switch (entrance_of(e, now)) {
	case ENTRANCE_EARLY:
		err->date = e->opens;
		return error_rule(err, N_("Les inscriptions ouvrent le {date}, heure de Paris : revenez à ce moment-là."));
	case ENTRANCE_BEGUN:
		return error_rule(err, N_("L'événement a commencé : il est trop tard pour s'inscrire."));
	case ENTRANCE_OVER:
		return error_rule(err, N_("L'événement est passé : il n'est plus possible de s'inscrire."));
	case ENTRANCE_OPEN:
	case ENTRANCE_WAITING:
		break;
	}
	return true;
}

bool cancellation_fits(const struct restitution *e, struct instant now, struct error *err)
{
	if (now.s < e->starts.s)
		return true;
	return error_rule(err, N_("L'événement a commencé : il n'y a plus d'inscription à annuler."));
}

int64_t places_free(const struct restitution *e)
{
	return e->registered < e->capacity ? e->capacity - e->registered : 0;
}

int64_t places_exceeded(const struct restitution *e)
{
	return e->registered > e->capacity ? e->registered - e->capacity : 0;
}

int64_t places_to_give(const struct restitution *e, struct instant now)
{
	if (now.s >= e->starts.s)
		return 0;
	int64_t free = places_free(e);
	return free < e->waiting ? free : e->waiting;
}

bool restitution_fits(const struct restitution_input *in, struct error *err)
{
	if (in->ends.s <= in->starts.s)
		return error_input(err, "ends", N_("La fin doit venir après le début : choisissez une heure plus tardive."));
	if (in->opens.s >= in->starts.s)
		return error_input(err, "opens", N_("Les inscriptions doivent ouvrir avant le début de l'événement : choisissez une date plus proche."));
	if (in->capacity < 1)
		return error_input(err, "capacity", N_("Il faut au moins une place."));
	return true;
}

bool restitution_is_moved(const struct restitution *e, const struct restitution_input *in)
{
	return e->starts.s != in->starts.s || e->ends.s != in->ends.s || !text_equal(e->place, in->place) ||
	       !text_equal(e->address, in->address);
}

bool registration_is(const struct registration *g, const char *state)
{
	return text_is(g->state, state);
}

const char *registration_state_label(struct text state)
{
	if (text_is(state, "registered"))
		return N_("inscrit·e");
	return text_is(state, "waiting") ? N_("en liste d'attente") : N_("annulée");
}

bool sheet_may_write(int64_t member, int64_t own, bool facilitates)
{
	return facilitates || (member != 0 && member == own);
}

int action_order(struct text state)
{
	static const char *const order[] = { "done", "progress", "planned" };
	int i = 0;
	while (i < 3 && !text_is(state, order[i]))
		i++;
	return i;
}
