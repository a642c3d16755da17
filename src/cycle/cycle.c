/* Rules of cycles: where each stage is in time, what may be saved. No SQL, no HTML. */
#include "cycle/cycle.h"

#include "cycle/cycle_store.h"
#include "people/person.h"

static const struct {
	const char *label, *path;
} stages[STAGE_COUNT] = {
	[STAGE_CALL] = { N_("Appel"), "/cycles/$1/appel" },
	[STAGE_SELECTION] = { N_("Sélection"), "/cycles/$1/selection" },
	[STAGE_COHORT] = { N_("Cohorte"), "/cycles/$1/cohorte" },
	[STAGE_SESSION] = { N_("Séances"), "/cycles/$1/seances" },
	[STAGE_EXCHANGE] = { N_("Échanges"), "/cycles/$1/echanges" },
	[STAGE_ROADMAP] = { N_("Feuille de route"), "/cycles/$1/feuille-de-route" },
	[STAGE_RESTITUTION] = { N_("Restitution"), "/cycles/$1/restitution" },
};

const char *stage_label(enum stage stage)
{
	return stages[stage].label;
}

struct url cycle_url(const struct cycle *c)
{
	return URL("/cycles/$1", c->slug);
}

struct url stage_url(const struct cycle *c, enum stage stage)
{
	return URL(stages[stage].path, c->slug);
}

/* To come before `from`, done after `until`; an end that is not known yet is in the future. */
static enum rope_state between(struct instant from, struct instant until, struct instant now)
{
	if (from.s == 0 || now.s < from.s)
		return ROPE_TO_COME;
	return until.s != 0 && now.s > until.s ? ROPE_DONE : ROPE_NOW;
}

static struct instant end_of(struct day day)
{
	return day.n ? day_at((struct day){ day.n + 1 }, 0, 0) : (struct instant){ 0 };
}

static struct instant start_of(struct day day)
{
	return day.n ? day_at(day, 0, 0) : (struct instant){ 0 };
}

enum rope_state stage_state(const struct calendar *c, enum stage stage, struct instant now)
{
	switch (stage) {
	case STAGE_CALL:
		return between(c->call_opens, c->call_closes, now);
	case STAGE_SELECTION:
		return between(c->call_closes, c->decided, now);
	case STAGE_COHORT:
		return between(c->decided, start_of(c->first_session), now);
	case STAGE_SESSION:
		return between(start_of(c->first_session), end_of(c->last_session), now);
	case STAGE_EXCHANGE:
	case STAGE_ROADMAP:
		return between(c->decided, end_of(c->cycle_ends), now);
	case STAGE_RESTITUTION:
		return between(c->registration_opens, c->restitution_ends, now);
	case STAGE_COUNT:
		break;
	}
	return ROPE_TO_COME;
}

enum stage stage_now(const struct calendar *c, struct instant now)
{
	enum stage furthest = STAGE_NONE;
	bool under_way = false;
	for (enum stage s = 0; s < STAGE_COUNT; s++) {
		enum rope_state state = stage_state(c, s, now);
		if (state == ROPE_NOW || (state == ROPE_DONE && !under_way))
			furthest = s;
		under_way |= state == ROPE_NOW;
	}
	return furthest;
}

const char *track_label(struct text track)
{
	if (text_is(track, "food"))
		return N_("Alimentation");
	return text_is(track, "participation") ? N_("Participation") : N_("Transitions");
}

static bool input_fits(struct db *tx, const struct cycle_input *in, struct error *err)
{
	if (in->ends.n < in->starts.n)
		return error_input(err, "ends", N_("La fin ne peut pas précéder le début : choisissez une date plus tardive."));
	if (cycle_slug_taken(tx, in->slug, in->id))
		return error_input(err, "slug", N_("Un autre cycle a déjà cette adresse : choisissez-en une autre."));
	return true;
}

bool cycle_save(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	struct cycle_input in = *(const struct cycle_input *)input;
	in.slug = text_slug(arena, in.slug.n ? in.slug : in.name);
	if (in.slug.n == 0)
		return error_input(err, "slug", N_("Écrivez une adresse d'au moins une lettre."));
	if (!input_fits(tx, &in, err))
		return false;
	if (in.id == 0) {
		in.id = cycle_insert(tx, &in, clock_now());
		role_add(tx, in.id, in.by, ROLE_FACILITATOR, 0);
	} else {
		cycle_update(tx, &in);
	}
	*made = (struct made){ in.id, in.slug };
	return true;
}

bool cycle_publish(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	(void)arena;
	(void)err;
	const struct cycle_publication *in = input;
	cycle_set_published(tx, in);
	made->id = in->id;
	return true;
}
