/* Mail: composed with the transaction that causes it (outbox), sent after the commit by a
 * worker over SMTP, retried with back-off, kept and readable in a demo. A mail is written
 * once, as blocks; plain text and HTML are both made from them. */
#ifndef CORDEE_MAIL_H
#define CORDEE_MAIL_H
#include "base/translate.h"
#include "http/app.h"
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
	struct mail_line facts[12];  /* shown after the first paragraph */
	struct text button, address; /* one action: label and absolute address */
	struct text small;           /* under the button: "Ce lien sert une fois…" */
	struct text calendar;        /* .ics to carry, when not empty */
};

/* Inside a command. Does nothing when the key was used. */
void mail_queue(struct db *tx, struct arena *, const struct app *, const struct mail *);
/* The app for commands that mail; set once at start. */
struct mailer;
struct mailer *mailer_start(struct app *);
void mailer_stop(struct mailer *);
#endif
