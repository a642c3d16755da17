/* The mails of the event, and its entry in calendars. Inside a command, for this folder. */
#ifndef CORDEE_RESTITUTION_MAILS_H
#define CORDEE_RESTITUTION_MAILS_H
#include "base/buffer.h"
#include "formats/ical.h"
#include "restitution/restitution.h"

/* "jeudi 19 mai 2022, 9 h 30 – 16 h 30" */
struct text restitution_when(struct arena *, enum lang, const struct restitution *);
/* "La Halle aux Barques, 20 rue des Passages, 80000 Amiens" */
struct text restitution_where(struct arena *, const struct restitution *);

/* What was mailed to that person: the same for the same address, and kept nowhere. */
struct token registration_token(struct arena *, const struct app *, int64_t restitution, struct text email);

/* The entry in the calendar of that person; holds nothing about them. */
void restitution_calendar(struct buffer *, struct arena *, const struct app *, const struct cycle *,
                          const struct restitution *, const struct registration *);

enum notice {
	NOTICE_REGISTERED, /* they have a place */
	NOTICE_WAITING,    /* they are on the list */
	NOTICE_AGAIN,      /* they, or someone who typed their address, registered twice */
	NOTICE_ADMITTED,   /* a place came to them */
	NOTICE_CANCELLED,  /* by themselves */
	NOTICE_REMOVED,    /* by a facilitator */
	NOTICE_MOVED,      /* the event has other hours or another place */
};
struct news {
	const struct app *app;
	const struct cycle *cycle;
	const struct restitution *event, *before; /* before: of NOTICE_MOVED */
};
void registration_tell(struct db *tx, struct arena *, const struct news *, enum notice, const struct registration *);
#endif
