/* The handlers of this folder, gathered by one table of routes (restitution_pages.c), and what
 * their files and views share. */
#ifndef CORDEE_RESTITUTION_PAGES_H
#define CORDEE_RESTITUTION_PAGES_H
#include "html/fields.h"
#include "html/parts.h"
#include "restitution/restitution_rules.h"
#include "restitution/sheet_store.h"

/* restitution_edit.c */
handler_fn event_edit_page, event_edit_post;
/* registration_pages.c */
handler_fn register_page, register_post, register_sent_page;
/* registration_own.c */
handler_fn own_page, own_cancel_page, own_cancel_post, own_calendar;
/* registered_pages.c */
handler_fn registered_page, registered_file, registered_print, removal_page, removal_post;
/* sheet_pages.c */
handler_fn sheet_page;
/* sheet_edit.c */
handler_fn sheet_edit_page, sheet_edit_post;

/* The event of the path, when this viewer may see it: published, or theirs to run. NULL when
 * there is none; event_of_path has then sent the 404 page. */
struct restitution *event_seen(struct request *);
struct restitution *event_of_path(struct request *);
/* A link of the event: "/cycles/$1/restitution/inscrits". */
struct url event_url(const struct cycle *, const char *pattern);
/* A page that shows a form or a refusal again: of what is not there, the 404 page is sent instead. */
bool refused_as_missing(struct request *);

/* The public page. */
struct event_sight {
	const struct cycle *c;
	const struct restitution *e;   /* NULL: none, or not published yet */
	const struct viewer *v;
	enum entrance entrance;
	struct rows sheets;            /* struct sheet_line: every territory */
	size_t published, missing;     /* sheets that are published; territories still in, without one */
};
/* The first paragraph: what a card shows of an introduction. */
struct text first_paragraph(struct text markdown);

/* The form of the event. other: what was saved meanwhile, or NULL. */
struct event_form {
	const struct cycle *c;
	const struct form *form;
	const struct restitution *e, *other; /* e: NULL for a new one */
	int64_t version;
};

/* Someone's own registration. */
struct own_sight {
	const struct cycle *c;
	const struct restitution *e;
	const struct registration *g;
	struct text token;
	bool ahead;                    /* it has not started: there is something to cancel */
};

/* Who is registered. */
struct registered_sight {
	const struct cycle *c;
	const struct restitution *e;
	struct registration *placed, *waiting, *cancelled; /* placed by name, the others in order */
	size_t n_placed, n_waiting, n_cancelled;
	bool ahead;
};

/* A territory's sheet: what it made public, gathered. */
struct sheet_sight {
	const struct cycle *c;
	const struct viewer *v;
	const struct member *m;
	const struct sheet *s;         /* NULL: not written yet */
	struct rows caps, actions, experiences, blockers; /* caps reached, actions done first, blockers lifted */
	bool writes;
};
/* Of the path, whether published or not; NULL, and the 404 page has been sent, when there is no
 * such territory in this cycle. */
struct sheet_sight *sheet_of_path(struct request *);
size_t sheet_items(const struct sheet_sight *);

struct sheet_form {
	const struct sheet_sight *x;
	const struct form *form;
	const struct sheet *other;     /* what was saved meanwhile, or NULL */
	int64_t version;
	struct rows kept;              /* struct kept_item */
};
const char *kept_kind_label(struct text kind); /* msgid */
struct url kept_item_url(const struct cycle *, const struct kept_item *);
#endif
