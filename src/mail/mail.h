/* Mail: composed with the transaction that causes it (outbox), sent after the commit by a
 * thread over SMTP, retried with back-off, kept and readable in a demo. A mail is written
 * once, as blocks; plain text and HTML are both made from them. */
#ifndef CORDEE_MAIL_H
#define CORDEE_MAIL_H
#include "base/translate.h"
#include "http/app.h"
#include "http/url.h"
#include "store/store.h"

struct mail_line {           /* a fact: "Territoire : Vimy" */
	struct text label, value;
};

struct mail {
	struct text key;         /* unique: sent once */
	const char *kind;        /* a row of the table of kinds (mail_kinds.c): "receipt", "sign-in"… */
	int64_t cycle;           /* 0: none */
	struct text to, to_name;
	enum lang lang;
	struct text subject;     /* already in the language of the reader */
	struct text paragraphs[12];  /* ended by an empty one; LF inside are line breaks */
	/* Shown after the first paragraph that is more than a greeting ("Bonjour,"). */
	struct mail_line facts[12];
	struct text button, address; /* one action: label and absolute address */
	struct text small;           /* under the button: "Ce lien sert une fois…" */
	struct text calendar;        /* .ics to carry, when not empty */
};

/* Inside a command. Does nothing when the key was used, or when `to` is empty (an erased
 * person). Commands get the app from their input. */
void mail_queue(struct db *tx, struct arena *, const struct app *, const struct mail *);

/* Kinds: what each mail is for; digests may be refused by one click, the others answer
 * something that was asked or decided. */
struct mail_kind {
	const char *name;
	const char *label;       /* msgid: "lien de connexion" */
	bool digest;
};
extern const struct mail_kind mail_kinds[]; /* ended by one without name */
const struct mail_kind *mail_kind(struct text name); /* NULL: unknown */

/* One click to stop the digests, without signing in: proves itself by a keyed hash. */
struct url mail_unsubscribe_url(struct arena *, const struct app *, int64_t person);
bool mail_unsubscribe_right(struct arena *, const struct app *, int64_t person, struct text token);

/* The thread that sends. Does nothing when settings.smtp is empty: mails are kept. */
struct mailer;
/* False, and why, when settings.smtp wants a library that the system does not have: do not start. */
bool mailer_possible(const struct app *, struct error *);
struct mailer *mailer_start(struct app *);
void mailer_stop(struct mailer *);
#endif
