/* Rules of sessions that need no database. No SQL, no HTML. */
#include "session/session_rules.h"

enum { DAY_MINUTES = 24 * 60, DOOR_SECONDS = 2 * 3600 };

/* Hours of a working day exist in every zone change (which is at night), but 24 h is the next
 * day's midnight. */
static struct instant at_minute(struct day day, int64_t minutes)
{
	if (minutes >= DAY_MINUTES)
		return day_at((struct day){ day.n + 1 }, 0, 0);
	return day_at(day, (int)(minutes / 60), (int)(minutes % 60));
}

struct instant session_starts(const struct session *s)
{
	return at_minute(s->day, s->starts);
}

struct instant session_ends(const struct session *s)
{
	return at_minute(s->day, s->ends);
}

bool session_hours_fit(const struct session_input *in, const struct cycle *c, struct error *err)
{
	if (in->day.n < c->starts.n)
		return error_input(err, "day", N_("Ce jour est avant le début du cycle : choisissez un jour du cycle, ou changez d'abord ses dates."));
	if (in->day.n > c->ends.n)
		return error_input(err, "day", N_("Ce jour est après la fin du cycle : choisissez un jour du cycle, ou changez d'abord ses dates."));
	if (in->starts < 0 || in->ends > DAY_MINUTES)
		return error_input(err, "starts", N_("Les heures vont de 0 h à 24 h."));
	if (in->ends <= in->starts)
		return error_input(err, "ends", N_("La séance doit finir après son début : choisissez une heure plus tardive."));
	return true;
}

bool session_is_moved(const struct session *s, const struct session_input *in)
{
	return s->day.n != in->day.n || s->starts != in->starts || s->ends != in->ends ||
	       !text_equal(s->place, in->place) || !text_equal(s->address, in->address);
}

bool session_is_ahead(const struct session *s, struct instant now)
{
	return session_ends(s).s > now.s;
}

static bool side_by_side(const struct agenda_input *in, const struct agenda_item *other)
{
	return text_is(in->kind, "workshop") && text_is(other->kind, "workshop") && in->starts == other->starts &&
	       in->ends == other->ends;
}

bool agenda_item_fits(const struct agenda_input *in, const struct session *s, const struct agenda_item *items,
                      size_t n, struct error *err)
{
	if (in->ends <= in->starts)
		return error_input(err, "ends", N_("Ce temps doit finir après son début : choisissez une heure plus tardive."));
	if (in->starts < s->starts)
		return error_input(err, "starts", N_("La journée n'a pas commencé à cette heure : choisissez une heure plus tardive, ou avancez le début de la séance."));
	if (in->starts >= s->ends)
		return error_input(err, "starts", N_("La journée est finie à cette heure : choisissez une heure plus tôt, ou reculez la fin de la séance."));
	for (const struct agenda_item *other = items; other < items + n; other++) {
		if (other->id == in->id || in->ends <= other->starts || in->starts >= other->ends || side_by_side(in, other))
			continue;
		err->name = other->title;
		return error_input(err, "starts", N_("Ces heures chevauchent « {name} » : changez-les, ou changez d'abord l'autre temps. Seuls deux ateliers aux mêmes heures peuvent aller de front."));
	}
	return true;
}

struct overrun agenda_overrun(const struct session *s, const struct agenda_item *items, size_t n)
{
	struct overrun over = { 0 };
	for (const struct agenda_item *item = items; item < items + n; item++) {
		if (s->starts - item->starts > over.before)
			over.before = s->starts - item->starts;
		if (item->ends - s->ends > over.after)
			over.after = item->ends - s->ends;
	}
	return over;
}

bool agenda_item_is_now(const struct session *s, const struct agenda_item *item, struct instant now)
{
	return now.s >= at_minute(s->day, item->starts).s && now.s < at_minute(s->day, item->ends).s;
}

struct instant door_opens(const struct session *s)
{
	return (struct instant){ session_starts(s).s - DOOR_SECONDS };
}

enum door door_of(const struct session *s, struct instant now)
{
	if (now.s < door_opens(s).s)
		return DOOR_EARLY;
	return now.s > session_ends(s).s + DOOR_SECONDS ? DOOR_CLOSED : DOOR_OPEN;
}

bool minutes_seen(const struct session *s, const struct viewer *v)
{
	if (s->minutes_version == 0)
		return false;
	if (viewer_may(v, MAY_FACILITATE))
		return true;
	switch (s->minutes_audience) {
	case AUDIENCE_PAIR:
		return viewer_is(v, ROLE_PAIR);
	case AUDIENCE_COHORT:
		return viewer_may(v, MAY_SEE_COHORT);
	case AUDIENCE_PUBLIC:
		return true;
	default:
		return false;
	}
}

bool takeaways_seen(const struct session *s, const struct viewer *v)
{
	return viewer_may(v, MAY_SEE_COHORT) || s->minutes_audience == AUDIENCE_PUBLIC;
}
