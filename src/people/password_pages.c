/* Signing in with a password, and setting one. Hashing takes tens of milliseconds: these
 * handlers run on a worker (ROUTE_SLOW). */
#include "people/pages.h"

#include "mail/mail.h"

#include "password.html.h"

struct password_input {
	struct text email, password, back;
};
static const struct field password_fields[] = {
	FIELD(struct password_input, email, FIELD_EMAIL, N_("Votre adresse électronique"), .autocomplete = "email"),
	FIELD(struct password_input, password, FIELD_PASSWORD, N_("Mot de passe"), .autocomplete = "current-password",
	      .max = 200),
	FIELD(struct password_input, back, FIELD_HIDDEN, "", .optional = true),
};
static const struct form password_form = FORM(password_fields);

STATEMENT(select_password, "SELECT COALESCE(password, '') AS name FROM person WHERE id = $1", .params = "i",
          ROW(struct made, name))

static struct text hash_of(struct request *r, const struct person *person)
{
	const struct made *row = person ? db_one(r->db, r->arena, &select_password, BIND(person->id)) : NULL;
	return row ? row->name : NO_TEXT;
}

static void show_password(struct request *r)
{
	struct page *p = page_start(r);
	view_password(p, &password_form);
	page_send(p, page_status(r));
}

void password_page(struct request *r)
{
	form_fill(r, &password_form, &(struct password_input){ .back = url_back(query_text(r, "retour")) });
	show_password(r);
}

static void password_answered(struct request *r)
{
	if (r->made.id) {
		login_give(r);
		reply_redirect_to(r, url_back(form_typed(r, "back")));
		return;
	}
	/* One sentence for both: it does not tell which addresses have an account. */
	form_refuse(r, "password", N_("Cette adresse et ce mot de passe ne vont pas ensemble."));
	show_password(r);
}

void password_post(struct request *r)
{
	struct password_input input = { 0 };
	if (!form_read(r, &password_form, &input)) {
		show_password(r);
		return;
	}
	struct password_try *in = arena_one(r->arena, struct password_try);
	*in = (struct password_try){ .email = input.email, .login = login_prepare(r) };
	/* When limited the command refuses: the hash is not even computed. */
	if (!password_limited(r->db, r->arena, input.email)) {
		const struct person *person = person_by_email(r->db, r->arena, input.email);
		if (password_right(r->arena, hash_of(r, person), input.password))
			in->person = person->id;
	}
	request_write(r, password_sign_in, in, password_answered, show_password);
}

/* Setting one. */

struct change_input {
	struct text password;
};
enum { PASSWORD_MIN = 12, PASSWORD_MAX = 200 };
static const struct field change_fields[] = {
	FIELD(struct change_input, password, FIELD_PASSWORD, N_("Nouveau mot de passe"), .min = PASSWORD_MIN,
	      .max = PASSWORD_MAX, .autocomplete = "new-password", .optional = true,
	      .help = N_("Douze caractères au moins : quelques mots sans rapport font l'affaire. Laissé vide, il n'y a plus de mot de passe.")),
};
static const struct form change_form = FORM(change_fields);

struct password_change {
	const struct app *app;
	int64_t person;
	struct text hash, login; /* the login that stays */
};

STATEMENT(set_password, "UPDATE person SET password = $2 WHERE id = $1", .params = "it")
STATEMENT(end_others, "DELETE FROM login WHERE person = $1 AND token <> $2", .params = "it")

/* Whoever changed it stays signed in, all others are out, and the mailbox is told. */
static bool change_password(struct db *tx, struct arena *arena, const void *input, struct made *made,
                            struct error *err)
{
	(void)err;
	const struct password_change *in = input;
	db_run(tx, &set_password, BIND(in->person, in->hash.n ? V(in->hash) : v_id(0)));
	db_run(tx, &end_others, BIND(in->person, in->login));
	made->id = in->person;
	const struct person *person = person_by_id(tx, arena, in->person);
	if (!person)
		return error_missing(err);
	enum lang lang = person_lang(person);
	mail_queue(tx, arena, in->app, &(struct mail){
		.key = text_join(arena, text("password:"), token_new(arena).plain),
		.kind = "password",
		.to = person->email,
		.to_name = person->name,
		.lang = lang,
		.subject = translate(arena, lang, N_("Votre mot de passe a changé"), NULL),
		.paragraphs = { translate(arena, lang, N_("Bonjour {name},"), &(struct words){ .name = person->name }),
		                translate(arena, lang, N_("Le mot de passe de votre compte vient d'être changé le {date}, et vos autres connexions sont fermées."),
		                          &(struct words){ .date = clock_now() }),
		                translate(arena, lang, N_("Si ce n'est pas vous, connectez-vous par un lien et changez-le tout de suite."), NULL) },
		.button = translate(arena, lang, N_("Mes données"), NULL),
		.address = url_absolute(arena, in->app->settings.base_url, URL("/moi")),
	});
	return true;
}

void password_change_page(struct request *r)
{
	struct page *p = page_start(r);
	view_password_change(p, &change_form, r->viewer->email);
	page_send(p, page_status(r));
}

static void password_changed(struct request *r)
{
	flash(r, "ok", N_("C'est fait. Vos autres navigateurs sont déconnectés."), NULL);
	reply_redirect(r, URL("/moi"));
}

void password_change_post(struct request *r)
{
	struct change_input input = { 0 };
	if (!form_read(r, &change_form, &input)) {
		password_change_page(r);
		return;
	}
	struct password_change *in = arena_one(r->arena, struct password_change);
	*in = (struct password_change){ .app = r->app, .person = r->viewer->person, .login = visit_of(r)->token };
	if (input.password.n) {
		in->hash = password_hash(r->arena, input.password);
		if (!in->hash.n) {
			form_refuse(r, NULL, N_("Le serveur est trop occupé. Réessayez dans un instant."));
			password_change_page(r);
			return;
		}
	}
	request_write(r, change_password, in, password_changed, password_change_page);
}
