/* Logins: what a browser holds after signing in, and the two ways to get one (a link by mail,
 * a password). Commands and their inputs; no page. Inner to people/. */
#ifndef CORDEE_LOGIN_H
#define CORDEE_LOGIN_H
#include "people/person.h"
#include "people/token.h"

enum {
	LOGIN_SECONDS = 30 * 24 * 3600, LOGIN_RENEWED_AFTER = 24 * 3600,
	LINK_SECONDS = 30 * 60, LINKS_AN_HOUR = 5,
	TRIES = 5, TRIES_WITHIN = 15 * 60,
	INVITATION_SECONDS = 30 * 24 * 3600,
};

/* What the guard learns and what a request that signs in must remember until it is answered.
 * The request's viewer is its first member. */
struct visit {
	struct viewer viewer;
	struct text token;          /* hash of this browser's login */
	struct token fresh;         /* of the login being made */
	handler_fn *then;
};
struct visit *visit_of(const struct request *);

/* Inside a command: makes the login. */
struct login_start {
	struct text hash, browser;  /* hash of the token that the cookie will hold */
};
void login_insert(struct db *tx, int64_t person, const struct login_start *);
/* Prepares one for this browser; after the commit, login_give sets the cookie. */
struct login_start login_prepare(struct request *);
void login_give(struct request *);

/* A link by mail. Silent when the address is unknown (unless strangers are welcome where they
 * go back to) or has had too many. */
struct link_request {
	const struct app *app;
	struct text email, back;
};
command_fn link_send;

enum link_state { LINK_GOOD, LINK_UNKNOWN, LINK_EXPIRED, LINK_USED };
struct link {
	struct text email, back;
	struct instant expires, used;
};
enum link_state link_find(struct db *, struct arena *, struct text token, struct link *);

/* Uses it: made.id is the person, made.name where to go back. Refused by ERROR_RULE. */
struct link_use {
	struct text token;
	struct login_start login;
};
command_fn link_spend;

/* Signs out: this login of the person, or all of them when token is empty. */
struct login_end {
	int64_t person;
	struct text token;          /* hash */
};
command_fn login_end;

/* A password: hash is checked before (it is slow), the limit and the login are decided inside.
 * made.id is the person, 0 when the password is wrong. */
struct password_try {
	struct text email;
	int64_t person;             /* 0: wrong */
	struct login_start login;
};
command_fn password_sign_in;
bool password_limited(struct db *, struct arena *, struct text email);
/* No text when 32 MB of memory cannot be had. */
struct text password_hash(struct arena *, struct text password);
/* Takes as long when the hash is empty (no such account, or no password set). */
bool password_right(struct arena *, struct text hash, struct text password);
#endif
