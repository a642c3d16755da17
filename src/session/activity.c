/* Commands of the facilitator: an activity is made, opened, closed, opened again, its ideas hidden
 * or shown. What the room does is in ideas.c. */
#include "session/activity.h"

#include "base/check.h"
#include "session/activity_live.h"
#include "session/activity_store.h"

#include <sodium.h>

enum { CODE_LETTERS = 6, CODE_LEAST = 4, CODE_MOST = 12, CODE_TRIES = 20 };

struct url activity_url(const struct cycle *c, const struct activity *a)
{
	return URL("/cycles/$1/seances/$2/activites/$3", c->slug, a->session, a->id);
}

struct url activity_join_url(struct text code)
{
	return URL("/a/$1", code);
}

/* Nothing that looks like something else from the back of a room, and no vowel, so no word. */
static struct text random_code(struct arena *arena)
{
	static const char letters[] = "BCDFGHJKMNPQRSTVWXYZ3479";
	char *code = arena_many(arena, char, CODE_LETTERS);
	for (int i = 0; i < CODE_LETTERS; i++)
		code[i] = letters[randombytes_uniform(sizeof letters - 1)];
	return (struct text){ code, CODE_LETTERS };
}

static bool is_code(struct text code)
{
	for (size_t i = 0; i < code.n; i++)
		if (!((code.at[i] >= 'A' && code.at[i] <= 'Z') || (code.at[i] >= '0' && code.at[i] <= '9')))
			return false;
	return code.n >= CODE_LEAST && code.n <= CODE_MOST;
}

static bool make_with_code(struct db *tx, const struct activity_input *in, struct made *made, struct error *err)
{
	if (!is_code(in->code))
		return error_input(err, "code", N_("Un code tient en 4 à 12 lettres majuscules ou chiffres."));
	made->name = in->code;
	made->id = activity_insert(tx, in, in->code, clock_now());
	return made->id || error_input(err, "code", N_("Ce code sert déjà à une autre activité."));
}

/* With 24^6 codes, two tries in a row hardly ever meet one that is taken. */
static bool make(struct db *tx, struct arena *arena, const struct activity_input *in, struct made *made, struct error *err)
{
	if (in->code.n)
		return make_with_code(tx, in, made, err);
	for (int i = 0; i < CODE_TRIES && !made->id && !db_failed(tx); i++) {
		made->name = random_code(arena);
		made->id = activity_insert(tx, in, made->name, clock_now());
	}
	return made->id || error_set(err, ERROR_INTERNAL, N_("L'activité n'a pas pu être ajoutée. Recommencez."),
	                             "no free code in %d tries", CODE_TRIES);
}

bool activity_save(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct activity_input *in = input;
	if (in->votes_each < 1 || in->votes_each > VOTES_MOST)
		return error_input(err, "votes_each", N_("De 1 à 10 voix par personne."));
	if (!in->id)
		return session_by_id(tx, arena, in->session) ? make(tx, arena, in, made, err) : error_missing(err);
	const struct activity *a = activity_by_id(tx, arena, in->id);
	if (!a || a->session != in->session)
		return error_missing(err);
	activity_update(tx, in);
	tell_everyone(tx, arena, in->id);
	*made = (struct made){ a->id, a->code };
	return true;
}

/* The activity that a part is of; NULL, and err says missing. */
static const struct activity *activity_of_part(struct db *tx, struct arena *arena, const struct activity_part *in,
                                               struct made *made, struct error *err)
{
	const struct activity *a = activity_by_id(tx, arena, in->activity);
	if (!a || a->session != in->session) {
		error_missing(err);
		return NULL;
	}
	made->id = a->id;
	return a;
}

bool activity_open(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct activity *a = activity_of_part(tx, arena, input, made, err);
	if (!a)
		return false;
	if (activity_is(a, "open"))
		return true;
	activity_set_open(tx, a->id, clock_now());
	votes_give_back(tx, a->id); /* of what was hidden since it was closed */
	tell_everyone(tx, arena, a->id);
	return true;
}

bool activity_close(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct activity *a = activity_of_part(tx, arena, input, made, err);
	if (!a)
		return false;
	if (activity_is(a, "draft"))
		return error_rule(err, N_("Cette activité n'a pas été ouverte : il n'y a rien à clore."));
	if (activity_is(a, "closed"))
		return true;
	activity_set_closed(tx, a->id, clock_now());
	tell_everyone(tx, arena, a->id);
	return true;
}

bool activity_remove(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct activity *a = activity_of_part(tx, arena, input, made, err);
	if (!a)
		return false;
	if (a->voices > 0)
		return error_rule(err, N_("Des personnes ont déjà participé : cette activité ne peut plus être supprimée."));
	activity_delete(tx, a->id);
	return true;
}

bool idea_hide(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct activity_part *in = input;
	const struct activity *a = activity_of_part(tx, arena, in, made, err);
	const struct idea *idea = a ? idea_by_id(tx, arena, in->idea) : NULL;
	if (!idea || idea->activity != a->id)
		return error_missing(err);
	if (idea->hidden == in->hidden)
		return true;
	idea_set_hidden(tx, idea->id, in->hidden);
	if (in->hidden && activity_is(a, "open"))
		votes_give_back(tx, a->id);
	tell_everyone(tx, arena, a->id);
	return true;
}
