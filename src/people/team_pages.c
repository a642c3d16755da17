/* The team of a cycle: people by role, invitations that wait, and inviting. */
#include "people/invite.h"
#include "people/pages.h"
#include "people/team.h"

#include <inttypes.h>

#include "team.html.h"

static const struct option team_roles[] = {
	OPTION("facilitator", N_("Animation")),
	OPTION("juror", N_("Jury")),
	OPTION("expert", N_("Intervenante ou intervenant")),
	OPTION("observer", N_("Observation")),
	OPTION("elected", N_("Élue ou élu")),
	OPTION("staff", N_("Technicienne ou technicien")),
	{ .label = NULL },
};

struct team_input {
	struct text role, name, email, office;
	int64_t member;
};
static const struct field team_fields[] = {
	FIELD(struct team_input, role, FIELD_CHOICE, N_("Rôle"), .options = team_roles),
	FIELD(struct team_input, name, FIELD_TEXT, N_("Prénom et nom"), .max = 120),
	FIELD(struct team_input, email, FIELD_EMAIL, N_("Adresse électronique")),
	FIELD(struct team_input, office, FIELD_TEXT, N_("Fonction"), .max = 160, .optional = true),
	FIELD(struct team_input, member, FIELD_CHOICE, N_("Territoire"), .optional = true,
	      .help = N_("Pour les élus et techniciens de la cohorte seulement.")),
};
static const struct form team_form = FORM(team_fields);

struct member_row {
	int64_t id;
	struct text name;
};
STATEMENT(members_of,
          "SELECT m.id, t.name FROM member m JOIN territory t ON t.id = m.territory"
          " WHERE m.cycle = $1 AND m.withdrawn IS NULL ORDER BY t.name",
          .params = "i", ROW(struct member_row, id, name))

/* The territories of the cohort, as choices of the form. */
static void offer_members(struct request *r)
{
	struct rows rows = db_all(r->db, r->arena, &members_of, BIND(r->viewer->cycle));
	const struct member_row *member = rows.at;
	struct option *options = arena_many(r->arena, struct option, rows.n + 1);
	for (size_t i = 0; i < rows.n; i++)
		options[i] = (struct option){ .value = text_format(r->arena, "%" PRId64, member[i].id),
			                      .name = member[i].name };
	form_options(r, &team_form, "member", options);
}

void team_page(struct request *r)
{
	struct rows people = participants_of(r->db, r->arena, r->viewer->cycle);
	struct rows waiting = invitations_waiting(r->db, r->arena, r->viewer->cycle);
	offer_members(r);
	struct page *p = page_start(r);
	struct frame frame = people_cycle_frame(r, page_t(p, N_("Équipe et rôles"), NULL));
	frame.private = true;
	frame.wide = true;
	struct team team = {
		.slug = path_text(r, "cycle"), .form = &team_form, .viewer = r->viewer,
		.people = people.at, .n_people = people.n, .waiting = waiting.at, .n_waiting = waiting.n,
	};
	view_team(p, &frame, &team);
	page_send(p, r->error.code ? 422 : page_status(r));
}

static void back_to_team(struct request *r)
{
	reply_redirect(r, URL("/cycles/$1/equipe", path_text(r, "cycle")));
}

static void invited(struct request *r)
{
	flash(r, "ok", N_("L'invitation est partie."), NULL);
	back_to_team(r);
}

static bool pair_has_member(struct request *r, enum role role, int64_t member)
{
	bool pair = (role & ROLE_PAIR) != 0;
	if (pair && !member)
		return form_refuse(r, "member", N_("Dites de quel territoire est cette personne."));
	if (!pair && member)
		return form_refuse(r, "member", N_("Seuls les élus et techniciens sont d'un territoire de la cohorte."));
	return true;
}

void team_invite_post(struct request *r)
{
	struct team_input input = { 0 };
	enum role role = 0;
	offer_members(r);
	if (!form_read(r, &team_form, &input) || !role_parse(input.role, &role)
	    || !pair_has_member(r, role, input.member)) {
		team_page(r);
		return;
	}
	struct invitation_send_input *in = arena_one(r->arena, struct invitation_send_input);
	*in = (struct invitation_send_input){ .app = r->app, .invitation = { .cycle = r->viewer->cycle,
		.member = input.member, .by = r->viewer->person, .role = role, .email = input.email,
		.name = input.name, .office = input.office } };
	request_write(r, invitation_send, in, invited, team_page);
}

static struct invitation_again *again(struct request *r)
{
	struct invitation_again *in = arena_one(r->arena, struct invitation_again);
	*in = (struct invitation_again){ .app = r->app, .id = path_id(r, "id"), .cycle = r->viewer->cycle,
		                         .by = r->viewer->person };
	return in;
}

static void refused(struct request *r)
{
	if (r->error.code == ERROR_MISSING) {
		reply_missing(r);
		return;
	}
	flash_refusal(r);
	back_to_team(r);
}

void team_resend_post(struct request *r)
{
	request_write(r, invitation_resend, again(r), invited, refused);
}

static void cancelled(struct request *r)
{
	flash(r, "ok", N_("L'invitation est annulée : son lien n'ouvre plus rien."), NULL);
	back_to_team(r);
}

void team_cancel_post(struct request *r)
{
	request_write(r, invitation_cancel, again(r), cancelled, refused);
}

struct remove_input {
	struct text role;
};
static const struct field remove_fields[] = { FIELD(struct remove_input, role, FIELD_HIDDEN, "") };
static const struct form remove_form = FORM(remove_fields);

static void removed(struct request *r)
{
	flash(r, "ok", N_("Le rôle est retiré."), NULL);
	back_to_team(r);
}

void team_remove_post(struct request *r)
{
	struct remove_input input = { 0 };
	if (!form_read(r, &remove_form, &input)) {
		reply_missing(r);
		return;
	}
	struct role_end *in = arena_one(r->arena, struct role_end);
	*in = (struct role_end){ .cycle = r->viewer->cycle, .person = path_id(r, "id"), .role = input.role };
	request_write(r, role_end, in, removed, refused);
}
