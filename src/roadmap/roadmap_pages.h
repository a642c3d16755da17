/* The handlers of this folder, gathered by one table of routes (roadmap_pages.c), and what their
 * views share. */
#ifndef CORDEE_ROADMAP_PAGES_H
#define CORDEE_ROADMAP_PAGES_H
#include "cycle/member.h"
#include "exchange/exchange.h"
#include "html/fields.h"
#include "html/parts.h"
#include "roadmap/roadmap_rules.h"
#include "roadmap/roadmap_store.h"
#include "session/session.h"

/* action_pages.c */
handler_fn action_page, action_move_post;
/* action_edit.c */
handler_fn action_new_page, action_new_post, action_edit_page, action_edit_post;
/* cap_pages.c */
handler_fn cap_page, cap_reach_post, cap_unreach_post, cap_new_page, cap_new_post, cap_edit_page, cap_edit_post;

/* The cohort on one page. own: the reader's territory, or NULL. */
struct cohort_progress {
	const struct cycle *c;
	const struct viewer *v;
	const struct progress *lines, *own;
	size_t n;
	struct progress total;
	struct rows due; /* struct action */
	struct day today;
};

/* A territory's roadmap. */
struct roadmap {
	const struct cycle *c;
	const struct viewer *v;
	const struct member *m;
	struct rows actions, caps, steps;
	struct day today;
	bool writes;
};

struct action_sight {
	const struct cycle *c;
	const struct viewer *v;
	const struct action *a;
	struct rows steps;
	const struct form *change_form;
	struct day today;
	bool writes;
};
struct cap_sight {
	const struct cycle *c;
	const struct viewer *v;
	const struct cap *k;
	const struct form *passage_form;
	struct day today;
	bool writes;
};

/* A form that writes or changes an action or a cap. other: what was saved meanwhile, or NULL;
 * member: whose roadmap, NULL when a facilitator has yet to choose. */
struct action_form {
	const struct cycle *c;
	const struct form *form;
	const struct action *a, *other;
	const struct member *m;
	const struct takeaway *born_of;
	int64_t version;
};
struct cap_form {
	const struct cycle *c;
	const struct form *form;
	const struct cap *k, *other;
	const struct member *m;
	int64_t version;
};

/* May this viewer write that territory's roadmap? */
bool viewer_writes(const struct viewer *, int64_t member);
/* Whose roadmap a new item is of: the viewer's own territory or, for a facilitator, the one that
 * the address or the form names; NULL when none is. */
const struct member *member_asked(struct request *);
/* Was the form on this request written from an older version than this? */
bool roadmap_overtaken(const struct request *, int64_t version);
int roadmap_status(const struct request *);
#endif
