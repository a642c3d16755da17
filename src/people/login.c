/* Logins: the rows, and links by mail. Passwords live in password.c, pages in signin_pages.c. */
#include "people/login.h"

#include "mail/mail.h"
#include "people/people.h"

STATEMENT(insert_login,
          "INSERT INTO login (token, person, created, seen, expires, browser) VALUES ($1, $2, $3, $3, $4, $5)",
          .params = "tiiit")

STATEMENT(count_links, "SELECT CAST(count(*) AS bigint) AS n FROM magic_link WHERE email = $1 AND created > $2",
          .params = "ti")

STATEMENT(insert_link,
          "INSERT INTO magic_link (token, email, back, created, expires) VALUES ($1, $2, $3, $4, $5)",
          .params = "tttii")

STATEMENT(select_link, "SELECT email, back, expires, used FROM magic_link WHERE token = $1", .params = "t",
          ROW(struct link, email, back, expires, used))

STATEMENT(use_link, "UPDATE magic_link SET used = $2 WHERE token = $1 AND used IS NULL", .params = "ti")

/* What is over goes with the next of its kind, so that the tables stay small without a job. */
enum { LINKS_KEPT = 7 * 24 * 3600 };
STATEMENT(forget_logins, "DELETE FROM login WHERE expires <= $1", .params = "i")
STATEMENT(forget_links, "DELETE FROM magic_link WHERE expires <= $1", .params = "i")

STATEMENT(delete_login, "DELETE FROM login WHERE person = $1 AND token = $2", .params = "it")
STATEMENT(delete_logins, "DELETE FROM login WHERE person = $1", .params = "i")

void login_insert(struct db *tx, int64_t person, const struct login_start *login)
{
	int64_t now = clock_now().s;
	db_run(tx, &forget_logins, BIND(now));
	db_run(tx, &insert_login, BIND(login->hash, person, now, now + LOGIN_SECONDS, login->browser));
}

struct login_start login_prepare(struct request *r)
{
	enum { BROWSER_LETTERS = 200 };
	struct visit *visit = visit_of(r);
	visit->fresh = token_of(r->arena, r->app, "login", form_key_posted(r));
	return (struct login_start){ .hash = visit->fresh.hash,
		                     .browser = text_excerpt(r->arena, header(r, "User-Agent"), BROWSER_LETTERS) };
}

void login_give(struct request *r)
{
	reply_cookie(r, LOGIN_COOKIE, visit_of(r)->fresh.plain, LOGIN_SECONDS);
}

struct sign_in {
	int64_t person;
	struct login_start login;
};

static bool sign_in(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	(void)arena, (void)err;
	const struct sign_in *in = input;
	login_insert(tx, in->person, &in->login);
	made->id = in->person;
	return true;
}

static void signed_in(struct request *r)
{
	login_give(r);
	visit_of(r)->then(r);
}

static void not_signed_in(struct request *r)
{
	reply_error(r, &r->error);
}

void people_sign_in(struct request *r, int64_t person, handler_fn *then)
{
	struct sign_in *in = arena_one(r->arena, struct sign_in);
	*in = (struct sign_in){ .person = person, .login = login_prepare(r) };
	visit_of(r)->then = then;
	request_write(r, sign_in, in, signed_in, not_signed_in);
}

bool login_end(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	(void)arena, (void)made, (void)err;
	const struct login_end *in = input;
	if (in->token.n)
		db_run(tx, &delete_login, BIND(in->person, in->token));
	else
		db_run(tx, &delete_logins, BIND(in->person));
	return true;
}

struct text magic_link_make(struct db *tx, struct arena *arena, const struct app *app, struct text email,
                            struct text back)
{
	struct token token = token_new(arena);
	int64_t now = clock_now().s;
	db_run(tx, &forget_links, BIND(now - LINKS_KEPT));
	db_run(tx, &insert_link, BIND(token.hash, text_lower(arena, email), back, now, now + LINK_SECONDS));
	return url_absolute(arena, app->settings.base_url, URL("/connexion/lien/$1", token.plain));
}

bool (*people_welcomes)(struct db *, struct arena *, struct text path);

static void mail_link(struct db *tx, struct arena *arena, const struct link_request *in, const struct person *person)
{
	struct text address = magic_link_make(tx, arena, in->app, person->email, in->back);
	enum lang lang = person_lang(person);
	struct text site = in->app->settings.centre;
	mail_queue(tx, arena, in->app, &(struct mail){
		.key = text_join(arena, text("sign-in:"), token_new(arena).plain),
		.kind = "sign-in",
		.to = person->email,
		.to_name = person->name,
		.lang = lang,
		.subject = translate(arena, lang, N_("Votre lien de connexion"), NULL),
		.paragraphs = { translate(arena, lang, N_("Bonjour {name},"), &(struct words){ .name = person->name }),
		                translate(arena, lang, N_("Voici le lien qui vous connecte à l'espace des cycles d'accompagnement ({title})."),
		                          &(struct words){ .title = site }) },
		.button = translate(arena, lang, N_("Me connecter"), NULL),
		.address = address,
		.small = translate(arena, lang, N_("Ce lien sert une seule fois, pendant trente minutes. Si vous ne l'avez pas demandé, ignorez ce message : personne ne peut entrer sans lui."), NULL),
	});
}

/* Someone who has no account yet: their address stands for their name until they give one. */
static const struct person *stranger(struct arena *arena, struct text email)
{
	struct person *person = arena_one(arena, struct person);
	*person = (struct person){ .email = email, .name = email };
	return person;
}

bool link_send(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	(void)made, (void)err;
	const struct link_request *in = input;
	int64_t now = clock_now().s;
	const struct person *person = person_by_email(tx, arena, in->email);
	if (!person && people_welcomes && people_welcomes(tx, arena, in->back))
		person = stranger(arena, in->email);
	if (!person || db_int(tx, &count_links, BIND(person->email, now - 3600)) >= LINKS_AN_HOUR)
		return true;
	mail_link(tx, arena, in, person);
	return true;
}

enum link_state link_find(struct db *db, struct arena *arena, struct text token, struct link *out)
{
	struct text hash = token_hash(arena, token);
	const struct link *link = hash.n ? db_one(db, arena, &select_link, BIND(hash)) : NULL;
	if (!link)
		return LINK_UNKNOWN;
	*out = *link;
	if (link->used.s)
		return LINK_USED;
	return link->expires.s <= clock_now().s ? LINK_EXPIRED : LINK_GOOD;
}

bool link_spend(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct link_use *in = input;
	struct link link;
	if (link_find(tx, arena, in->token, &link) != LINK_GOOD ||
	    db_run(tx, &use_link, BIND(token_hash(arena, in->token), clock_now())) != 1)
		return error_rule(err, N_("Ce lien ne peut plus servir."));
	/* A link goes to a known address, or to a stranger who was welcome: the account is made here. */
	int64_t person = person_ensure(tx, arena, link.email, link.email, NO_TEXT);
	login_insert(tx, person, &in->login);
	*made = (struct made){ .id = person, .name = link.back };
	return true;
}
