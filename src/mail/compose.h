/* Composition: from the blocks of a mail to its plain text and its HTML. Inner to mail/. */
#ifndef CORDEE_MAIL_COMPOSE_H
#define CORDEE_MAIL_COMPOSE_H
#include "mail/mail.h"

/* What surrounds every mail: who sends it, why, and how to stop it. */
struct mail_furniture {
	struct text centre, site;    /* name and address of the site */
	struct text unsubscribe;     /* absolute address; none: not a digest */
};

/* The paragraph that the facts follow. */
size_t mail_facts_after(const struct mail *);
struct text mail_plain(struct arena *, const struct mail *, const struct mail_furniture *);
struct text mail_html(struct arena *, const struct mail *, const struct mail_furniture *);
/* A text of ours without the keys of its links: every run of hexadecimal of 32 letters or more is cut. */
struct text mail_without_keys(struct arena *, struct text);
#endif
