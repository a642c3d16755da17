/* Commands of the room: an idea is added, a vote given or taken back. Asked by a thousand phones at
 * once, and again by those whose answer was lost: each bears being repeated, and holds its own
 * voice's row from the start, so that the same person's requests follow one another. On PostgreSQL
 * READ COMMITTED is enough: a limit is a counter that refuses to pass it, a vote a primary key. What
 * crosses a closing in the same instant is counted or not, and the results always add up. */
#include "people/person.h"
#include "session/activity_live.h"
#include "session/activity_store.h"

static bool is_open(struct text state, struct error *err)
{
	if (text_is(state, "open"))
		return true;
	return error_rule(err, text_is(state, "draft")
	                           ? N_("L'activité n'est pas encore ouverte. Gardez cette page : elle va l'être.")
	                           : N_("L'activité est close : les idées et les voix ne changent plus."));
}

static bool idea_fits(const struct idea_input *in, const struct activity *a, struct error *err)
{
	if (!is_open(a->state, err))
		return false;
	if (text_trim(in->text).n == 0)
		return error_input(err, "text", N_("Écrivez votre idée."));
	if (text_length(in->text) > IDEA_LETTERS)
		return error_input(err, "text", N_("Une idée tient en 280 caractères : raccourcissez-la, ou faites-en deux."));
	if (a->ideas >= IDEAS_SHOWN)
		return error_rule(err, N_("La liste est pleine : plus personne ne lirait la suite. Donnez vos voix à ce qui est déjà là."));
	return true;
}

static struct text signature(struct db *tx, struct arena *arena, const struct idea_input *in)
{
	if (!in->named || !in->voice.person)
		return text_trim(in->author);
	const struct person *person = person_by_id(tx, arena, in->voice.person);
	return person ? person->name : NO_TEXT;
}

bool idea_add(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct idea_input *in = input;
	const struct activity *a = activity_by_id(tx, arena, in->activity);
	if (!a)
		return error_missing(err);
	if (!idea_fits(in, a, err))
		return false;
	int64_t voice = voice_ensure(tx, arena, a->id, &in->voice, clock_now());
	made->id = idea_twin(tx, voice, in->text);
	if (made->id)
		return true;
	if (!voice_takes_idea(tx, voice))
		return error_rule(err, N_("Vous avez déjà proposé 20 idées : laissez-en aux autres."));
	made->id = idea_insert(tx, in, voice, signature(tx, arena, in), clock_now());
	tell_everyone(tx, arena, a->id);
	return true;
}

static bool give(struct db *tx, struct arena *arena, const struct vote_input *in, const struct vote_rule *rule,
                 struct error *err)
{
	int64_t voice = voice_ensure(tx, arena, in->activity, &in->voice, clock_now());
	if (!vote_insert(tx, in->idea, voice, clock_now()))
		return true;
	if (!voice_counts(tx, voice, 1, rule->votes_each))
		return error_rule(err, N_("Vous avez déjà donné toutes vos voix. Reprenez-en une pour la donner ici."));
	if (!idea_counts(tx, in->idea, 1))
		return error_rule(err, N_("Cette idée vient d'être retirée de la liste."));
	tell_screens(tx, arena, in->activity);
	return true;
}

static void take_back(struct db *tx, struct arena *arena, const struct vote_input *in)
{
	if (!ballot_of(tx, arena, in->activity, &in->voice).id)
		return;
	int64_t voice = voice_ensure(tx, arena, in->activity, &in->voice, clock_now());
	if (!vote_delete(tx, in->idea, voice))
		return;
	voice_counts(tx, voice, -1, VOTES_MOST);
	idea_counts(tx, in->idea, -1);
	tell_screens(tx, arena, in->activity);
}

bool idea_vote(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct vote_input *in = input;
	const struct vote_rule *rule = vote_rule_of(tx, arena, in);
	if (!rule)
		return error_missing(err);
	if (!is_open(rule->state, err))
		return false;
	made->id = in->idea;
	if (rule->hidden)
		return error_rule(err, N_("Cette idée vient d'être retirée de la liste."));
	if (in->given)
		return give(tx, arena, in, rule, err);
	take_back(tx, arena, in);
	return true;
}
