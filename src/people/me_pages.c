/* "Mes données": profile, cycles, applications, browsers, private calendar and export.
 * Erasure has its own file. */
#include "people/pages.h"

#include "people/me.h"
#include "people/export.h"

#include "me.html.h"

static const struct option languages[] = {
	{ T("fr"), NULL, T("Français"), NULL },
	{ T("en"), NULL, T("English"), NULL },
	{ .label = NULL },
};

struct profile_input {
	struct text name, office, phone, lang;
	bool digest;
};
static const struct field profile_fields[] = {
	FIELD(struct profile_input, name, FIELD_TEXT, N_("Prénom et nom"), .max = 120, .autocomplete = "name"),
	FIELD(struct profile_input, office, FIELD_TEXT, N_("Fonction"), .max = 160, .optional = true,
	      .autocomplete = "organization-title",
	      .help = N_("Comme dans « adjointe au maire » ou « chargé de mission transitions ».")),
	FIELD(struct profile_input, phone, FIELD_TEXT, N_("Téléphone"), .max = 40, .optional = true,
	      .autocomplete = "tel", .help = N_("Visible de l'animation et de votre cohorte.")),
	FIELD(struct profile_input, lang, FIELD_CHOICE, N_("Langue des pages et des courriels"), .options = languages),
	FIELD(struct profile_input, digest, FIELD_CHECK, N_("Recevoir le résumé de la semaine"), .optional = true),
};
static const struct form profile_form = FORM(profile_fields);

struct profile_change {
	int64_t person;
	struct profile_input to;
};
STATEMENT(profile_update,
          "UPDATE person SET name = $2, office = $3, phone = $4, lang = $5, digest = $6 WHERE id = $1",
          .params = "itttti")

static bool save_profile(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	(void)arena, (void)made, (void)err;
	const struct profile_change *in = input;
	db_run(tx, &profile_update, BIND(in->person, in->to.name, in->to.office, in->to.phone, in->to.lang,
	                                 in->to.digest));
	return true;
}

void me_page(struct request *r)
{
	int64_t person = r->viewer->person;
	struct rows roles = my_roles(r->db, r->arena, person);
	struct rows applications = my_applications(r->db, r->arena, person);
	struct rows logins = my_logins(r->db, r->arena, person);
	const struct my_profile *me = my_profile(r->db, r->arena, person);
	form_fill(r, &profile_form, &(struct profile_input){ .name = me->name, .office = me->office,
		  .phone = me->phone, .lang = me->lang, .digest = me->digest });
	struct me my = {
		.profile = me, .form = &profile_form, .token = visit_of(r)->token,
		.roles = roles.at, .n_roles = roles.n,
		.applications = applications.at, .n_applications = applications.n,
		.logins = logins.at, .n_logins = logins.n,
	};
	struct page *p = page_start(r);
	view_me(p, &my);
	page_send(p, page_status(r));
}

static void profile_saved(struct request *r)
{
	enum { YEAR = 365 * 24 * 3600 };
	reply_cookie(r, "lang", form_typed(r, "lang"), YEAR);
	flash(r, "ok", N_("Votre profil est enregistré."), NULL);
	reply_redirect(r, URL("/moi"));
}

void me_post(struct request *r)
{
	struct profile_change *in = arena_one(r->arena, struct profile_change);
	in->person = r->viewer->person;
	if (form_read(r, &profile_form, &in->to))
		request_write(r, save_profile, in, profile_saved, me_page);
	else
		me_page(r);
}

static void failed(struct request *r)
{
	reply_error(r, &r->error);
}

static void logged_out(struct request *r)
{
	flash(r, "ok", N_("Ce navigateur est déconnecté."), NULL);
	reply_redirect(r, URL("/moi"));
}

static void logged_out_everywhere(struct request *r)
{
	reply_cookie(r, LOGIN_COOKIE, NO_TEXT, 0);
	flash(r, "ok", N_("Toutes vos connexions sont fermées."), NULL);
	reply_redirect(r, URL("/connexion"));
}

struct logout_input {
	struct text login;
};
static const struct field logout_fields[] = { FIELD(struct logout_input, login, FIELD_HIDDEN, "") };
static const struct form logout_form = FORM(logout_fields);

void me_logout_post(struct request *r)
{
	struct logout_input input = { 0 };
	struct login_end *in = arena_one(r->arena, struct login_end);
	bool right = form_read(r, &logout_form, &input);
	*in = (struct login_end){ .person = r->viewer->person, .token = input.login };
	if (right)
		request_write(r, login_end, in, logged_out, failed);
	else
		reply_missing(r);
}

void me_logout_all_post(struct request *r)
{
	struct login_end *in = arena_one(r->arena, struct login_end);
	*in = (struct login_end){ .person = r->viewer->person };
	request_write(r, login_end, in, logged_out_everywhere, failed);
}

/* The private calendar. */

struct calendar_change {
	int64_t person;
	struct text hash; /* none: revoke */
};
STATEMENT(calendar_update, "UPDATE person SET calendar = $2 WHERE id = $1", .params = "it")

static bool set_calendar(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	(void)arena, (void)made, (void)err;
	const struct calendar_change *in = input;
	db_run(tx, &calendar_update, BIND(in->person, in->hash.n ? V(in->hash) : v_id(0)));
	return true;
}

static struct token calendar_token(struct request *r)
{
	return token_of(r->arena, r->app, "calendar", form_key_posted(r));
}

/* Shown once, straight from the POST: only its hash is kept. */
static void calendar_made(struct request *r)
{
	struct url feed = calendar_feed_url(calendar_token(r).plain);
	struct page *p = page_start(r);
	view_calendar_made(p, url_absolute(r->arena, r->app->settings.base_url, feed));
	page_send(p, 200);
}

void calendar_post(struct request *r)
{
	struct calendar_change *in = arena_one(r->arena, struct calendar_change);
	*in = (struct calendar_change){ .person = r->viewer->person, .hash = calendar_token(r).hash };
	request_write(r, set_calendar, in, calendar_made, failed);
}

static void calendar_revoked(struct request *r)
{
	flash(r, "ok", N_("L'adresse de votre calendrier ne répond plus."), NULL);
	reply_redirect(r, URL("/moi"));
}

void calendar_revoke_post(struct request *r)
{
	struct calendar_change *in = arena_one(r->arena, struct calendar_change);
	in->person = r->viewer->person;
	request_write(r, set_calendar, in, calendar_revoked, failed);
}

void me_export(struct request *r)
{
	struct text json = export_person(r->db, r->arena, r->viewer->person);
	if (json.n)
		reply_download(r, "application/json", text("mes-donnees.json"), json);
	else
		reply_missing(r); /* the server answers for a database that failed */
}
