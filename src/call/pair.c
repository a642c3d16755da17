/* Rules of the pair: one half invites the other, who confirms from their own mailbox by a link
 * that serves once. */
#include "call/application.h"

#include "people/person.h"
#include "people/token.h"

enum confirm_state confirm_state(const struct applicant *a, const struct call *call, struct instant now)
{
	if (!a)
		return CONFIRM_UNKNOWN;
	if (a->confirmed.s)
		return CONFIRM_USED;
	bool fresh = now.s - a->invited.s <= CONFIRM_SECONDS;
	return fresh && call && call_accepts(call, now) ? CONFIRM_GOOD : CONFIRM_EXPIRED;
}

/* Anyone may begin an application: this must not be a way to write to the whole world. Counted
 * with the other tries that are bounded, and forgotten with them. */
enum { INVITATIONS = 5, INVITATIONS_WITHIN = 15 * 60 };
STATEMENT(count_invitations, "SELECT CAST(count(*) AS bigint) AS n FROM attempt WHERE subject = $1 AND at > $2", .params = "ti")
STATEMENT(count_invitation, "INSERT INTO attempt (subject, at) VALUES ($1, $2)", .params = "ti")

static bool spare_mailboxes(struct db *tx, struct arena *arena, const struct pair_invitation *in, struct error *err)
{
	struct text subject = text_format(arena, "pair:%lld", (long long)in->application);
	if (db_int(tx, &count_invitations, BIND(subject, in->at.s - INVITATIONS_WITHIN)) >= INVITATIONS)
		return error_rule(err, N_("Plusieurs invitations viennent de partir pour cette candidature : attendez un quart d'heure avant la suivante."));
	db_run(tx, &count_invitation, BIND(subject, in->at));
	return true;
}

static bool may_invite(const struct applicant *me, const struct applicant *other, const struct pair_invitation *in,
                       struct error *err)
{
	if (text_equal(me->email, in->email))
		return error_input(err, "email", N_("C'est votre propre adresse : chaque moitié du binôme confirme depuis la sienne."));
	if (!other)
		return true;
	if (other->confirmed.s)
		return error_rule(err, N_("Votre binôme a déjà confirmé."));
	if (text_equal(other->email, in->email) && in->at.s - other->invited.s < INVITE_AGAIN_SECONDS)
		return error_rule(err, N_("Une invitation vient de partir à cette adresse : attendez une minute avant de la renvoyer."));
	return true;
}

/* A new link replaces the one before. */
static void invite(struct db *tx, struct arena *arena, const struct call_mail *about, const struct applicant *to,
                   struct text from)
{
	struct token token = token_new(arena);
	applicant_put(tx, to, token.hash);
	mail_invitation(tx, arena, about, to, from, token.plain);
}

bool applicant_invite(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	struct pair_invitation in = *(const struct pair_invitation *)input;
	const struct application *a = application_by_id(tx, arena, in.application);
	if (!application_open_to(tx, arena, a, in.person, in.at, err))
		return false;
	in.email = text_lower(arena, in.email);
	struct text side = side_of(a, in.person);
	const struct applicant *me = applicant_of_side(tx, arena, a->id, side);
	const struct applicant *other = applicant_of_side(tx, arena, a->id, other_side(side));
	if (!may_invite(me, other, &in, err) || !spare_mailboxes(tx, arena, &in, err))
		return false;
	const struct applicant to = { .application = a->id, .side = other_side(side), .email = in.email,
		                      .name = in.name,
		                      .office = in.office, .invited = in.at };
	invite(tx, arena, &(struct call_mail){ in.app, call_by_id(tx, arena, a->call), a }, &to, me->name);
	made->id = a->id;
	return true;
}

static bool may_confirm(enum confirm_state state, struct error *err)
{
	switch (state) {
	case CONFIRM_GOOD:
		return true;
	case CONFIRM_USED:
		return error_rule(err, N_("Ce lien a déjà servi : vous avez confirmé."));
	case CONFIRM_EXPIRED:
		return error_rule(err, N_("Ce lien n'est plus valable."));
	case CONFIRM_UNKNOWN:
		break;
	}
	return error_missing(err);
}

bool applicant_confirm(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct pair_confirmation *in = input;
	const struct applicant *a = in->token.n ? applicant_with_token(tx, arena, token_hash(arena, in->token))
	                                        : applicant_of_side(tx, arena, in->application, in->side);
	const struct application *application = a ? application_by_id(tx, arena, a->application) : NULL;
	const struct call *call = application ? call_by_id(tx, arena, application->call) : NULL;
	if (!may_confirm(confirm_state(a, call, in->at), err))
		return false;
	made->id = person_ensure(tx, arena, a->email, a->name, a->office);
	person_introduce(tx, made->id, a->name, a->office);
	applicant_set_confirmed(tx, a->application, a->side, made->id, in->at);
	const struct applicant *waiting = applicant_of_side(tx, arena, a->application, other_side(a->side));
	if (waiting && waiting->confirmed.s)
		mail_confirmed(tx, arena, &(struct call_mail){ in->app, call, application }, waiting, a->name);
	return true;
}

bool pair_nudge(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct nudge *in = input;
	const struct application *a = application_by_id(tx, arena, in->application);
	const struct call *call = a ? call_by_id(tx, arena, a->call) : NULL;
	if (!call || a->call != in->call)
		return error_missing(err);
	if (pair_complete(a) || a->submitted.s)
		return error_rule(err, N_("Ce binôme est complet : il n'y a personne à relancer."));
	if (!call_accepts(call, in->at))
		return error_rule(err, N_("L'appel n'est plus ouvert : confirmer ne servirait à rien."));
	struct text there = a->elected ? text("elected") : text("staff");
	const struct applicant *first = applicant_of_side(tx, arena, a->id, there);
	struct applicant *second = applicant_of_side(tx, arena, a->id, other_side(there));
	const struct call_mail about = { in->app, call, a };
	made->id = a->id;
	if (!second) {
		mail_reminder(tx, arena, &about, first, in->at);
		return true;
	}
	if (in->at.s - second->invited.s < 24 * 3600)
		return error_rule(err, N_("Cette personne a reçu une invitation il y a moins d'un jour : laissez-lui le temps de la lire."));
	second->invited = in->at;
	invite(tx, arena, &about, second, first->name);
	return true;
}
