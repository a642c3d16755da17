/* Invitations: addressed to an e-mail before any account exists; the link makes the account. */
#include "people/invite.h"

#include "mail/mail.h"

STATEMENT(upsert_invitation,
          "INSERT INTO invitation (token, cycle, email, name, office, role, member, invited_by, created, expires)"
          " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
          " ON CONFLICT (cycle, email, role) DO UPDATE SET token = excluded.token, name = excluded.name,"
          " office = excluded.office, member = excluded.member, invited_by = excluded.invited_by,"
          " created = excluded.created, expires = excluded.expires, accepted = NULL",
          .params = "tittttiiii")

#define INVITATION_COLUMNS                                                                                       \
	"SELECT i.id, i.cycle, i.member, p.id AS person, i.email, i.name, i.office, i.role, c.slug,"             \
	" c.name AS cycle_name, t.name AS territory, b.name AS by, i.created, i.expires, i.accepted"             \
	" FROM invitation i JOIN cycle c ON c.id = i.cycle LEFT JOIN person p ON p.email = i.email"              \
	" LEFT JOIN person b ON b.id = i.invited_by LEFT JOIN member m ON m.id = i.member"                       \
	" LEFT JOIN territory t ON t.id = m.territory"
#define INVITATION_ROW                                                                                           \
	ROW(struct invitation, id, cycle, member, person, email, name, office, role, slug, cycle_name, territory, \
	    by, created, expires, accepted)

STATEMENT(invitation_by_token, INVITATION_COLUMNS " WHERE i.token = $1", .params = "t", INVITATION_ROW)
STATEMENT(invitation_by_id, INVITATION_COLUMNS " WHERE i.id = $1 AND i.cycle = $2 AND i.accepted IS NULL",
          .params = "ii", INVITATION_ROW)
STATEMENT(invitations_of, INVITATION_COLUMNS " WHERE i.cycle = $1 AND i.accepted IS NULL ORDER BY i.name, i.id",
          .params = "i", INVITATION_ROW)
STATEMENT(accept_invitation, "UPDATE invitation SET accepted = $2 WHERE id = $1 AND accepted IS NULL",
          .params = "ii")
STATEMENT(delete_invitation, "DELETE FROM invitation WHERE id = $1 AND cycle = $2 AND accepted IS NULL",
          .params = "ii")
STATEMENT(has_role,
          "SELECT CAST(count(*) AS bigint) AS n FROM role r JOIN person p ON p.id = r.person"
          " WHERE r.cycle = $1 AND p.email = $2 AND r.role = $3", .params = "itt")

struct names {
	struct text cycle, by;
};
STATEMENT(names_of, "SELECT c.name AS cycle, p.name AS by FROM cycle c LEFT JOIN person p ON p.id = $2 WHERE c.id = $1",
          .params = "ii", ROW(struct names, cycle, by))

static void mail_invitation(struct db *tx, struct arena *arena, const struct app *app,
                            const struct invitation_input *in, const struct token *token)
{
	const struct names *names = db_one(tx, arena, &names_of, BIND(in->cycle, in->by));
	if (!names)
		return;
	const struct person *known = person_by_email(tx, arena, in->email);
	enum lang lang = known ? person_lang(known) : LANG_FR;
	struct words words = { .name = names->by.n ? names->by : app->settings.centre, .cycle = names->cycle,
		               .kind = translate(arena, lang, role_label(in->role), NULL) };
	mail_queue(tx, arena, app, &(struct mail){
		.key = text_join(arena, text("invitation:"), token->hash),
		.kind = "invitation",
		.cycle = in->cycle,
		.to = text_lower(arena, in->email),
		.to_name = in->name,
		.lang = lang,
		.subject = translate(arena, lang, N_("Invitation : {cycle}"), &words),
		.paragraphs = { translate(arena, lang, N_("Bonjour {name},"), &(struct words){ .name = in->name }),
		                translate(arena, lang, N_("{name} vous invite à rejoindre le cycle « {cycle} »."), &words) },
		.facts = { { translate(arena, lang, N_("Votre rôle"), NULL), words.kind } },
		.button = translate(arena, lang, N_("Voir l'invitation"), NULL),
		.address = url_absolute(arena, app->settings.base_url, URL("/invitation/$1", token->plain)),
		.small = translate(arena, lang, N_("Ce lien est personnel et reste valable trente jours."), NULL),
	});
}

bool person_invite(struct db *tx, struct arena *arena, const struct app *app, const struct invitation_input *in,
                   struct error *err)
{
	struct text email = text_lower(arena, in->email);
	const char *role = role_name(in->role);
	if (db_int(tx, &has_role, BIND(in->cycle, email, role)))
		return error_input(err, "email", N_("Cette personne a déjà ce rôle dans le cycle."));
	struct token token = token_new(arena);
	int64_t now = clock_now().s;
	db_run(tx, &upsert_invitation,
	       BIND(token.hash, in->cycle, email, in->name, in->office.n ? in->office : text(""), role,
	            v_id(in->member), v_id(in->by), now, now + INVITATION_SECONDS));
	mail_invitation(tx, arena, app, in, &token);
	return true;
}

bool invitation_send(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	(void)made;
	const struct invitation_send_input *in = input;
	return person_invite(tx, arena, in->app, &in->invitation, err);
}

enum invitation_state invitation_find(struct db *db, struct arena *arena, struct text token, struct invitation *out)
{
	struct text hash = token_hash(arena, token);
	const struct invitation *found = hash.n ? db_one(db, arena, &invitation_by_token, BIND(hash)) : NULL;
	if (!found)
		return INVITATION_UNKNOWN;
	*out = *found;
	if (found->accepted.s)
		return INVITATION_USED;
	return found->expires.s <= clock_now().s ? INVITATION_EXPIRED : INVITATION_GOOD;
}

struct rows invitations_waiting(struct db *db, struct arena *arena, int64_t cycle)
{
	return db_all(db, arena, &invitations_of, BIND(cycle));
}

bool invitation_accept(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct invitation_accept_input *in = input;
	struct invitation invitation;
	enum role role;
	if (invitation_find(tx, arena, in->token, &invitation) != INVITATION_GOOD || !role_parse(invitation.role, &role))
		return error_rule(err, N_("Cette invitation ne peut plus servir."));
	int64_t person = person_ensure(tx, arena, invitation.email, invitation.name, invitation.office);
	role_add(tx, invitation.cycle, person, role, invitation.member);
	db_run(tx, &accept_invitation, BIND(invitation.id, clock_now()));
	login_insert(tx, person, &in->login);
	*made = (struct made){ .id = person, .name = invitation.slug };
	return true;
}

bool invitation_resend(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	(void)made;
	const struct invitation_again *in = input;
	const struct invitation *before = db_one(tx, arena, &invitation_by_id, BIND(in->id, in->cycle));
	enum role role;
	if (!before || !role_parse(before->role, &role))
		return error_missing(err);
	return person_invite(tx, arena, in->app, &(struct invitation_input){ .cycle = before->cycle,
		.member = before->member, .by = in->by, .role = role, .email = before->email, .name = before->name,
		.office = before->office }, err);
}

bool invitation_cancel(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	(void)arena, (void)made;
	const struct invitation_again *in = input;
	return db_run(tx, &delete_invitation, BIND(in->id, in->cycle)) == 1 || error_missing(err);
}

STATEMENT(count_facilitators,
          "SELECT CAST(count(*) AS bigint) AS n FROM role WHERE cycle = $1 AND role = 'facilitator'", .params = "i")

bool role_end(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	(void)arena, (void)made;
	const struct role_end *in = input;
	enum role role;
	if (!role_parse(in->role, &role))
		return error_missing(err);
	if (role == ROLE_FACILITATOR && db_int(tx, &count_facilitators, BIND(in->cycle)) <= 1)
		return error_rule(err, N_("Un cycle garde toujours au moins une personne qui l'anime."));
	role_remove(tx, in->cycle, in->person, role);
	return true;
}
