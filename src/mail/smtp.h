/* SMTP: one mail to one server, by libcurl. Inner to mail/. */
#ifndef CORDEE_SMTP_H
#define CORDEE_SMTP_H
#include "base/arena.h"
#include "base/time.h"
#include "http/app.h"

/* A row of the outbox, as it is sent. */
struct letter {
	int64_t id, tries;
	struct text key, kind, recipient, recipient_name, subject, plain, html, calendar;
	struct instant created;
	int64_t person;              /* who has that address; 0: nobody known */
};

/* What to note; never an address. */
struct delivery {
	bool sent;
	bool final;                  /* the server says no for good (5xx): trying again is of no use */
	struct text problem;
};

struct smtp;
struct smtp *smtp_new(void);
void smtp_free(struct smtp *);
struct delivery smtp_send(struct smtp *, struct arena *, const struct app *, const struct letter *);
#endif
