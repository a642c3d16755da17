/* People: what the program's start needs of this folder. */
#ifndef CORDEE_PEOPLE_H
#define CORDEE_PEOPLE_H
#include "html/page.h"

extern const struct routes people_routes; /* sign-in, /moi, invitations, teams, the demo's pages */
extern const struct routes mail_routes;   /* the mails of a cycle, the demo's mails */

/* The frame of a page that belongs to a cycle, with its rope: set at start by cycle/, which
 * stands above this folder. The cycle is the viewer's. */
extern struct frame (*people_cycle_frame)(struct request *, struct text title);

/* Whether someone unknown may make an account on the way to that path of the site: set at start
 * by the stage that receives strangers (an open call). NULL: only those who were invited. */
extern bool (*people_welcomes)(struct db *, struct arena *, struct text path);
#endif
