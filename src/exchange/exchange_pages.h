/* The handlers of this folder, gathered by one table of routes (exchange_pages.c), and what their
 * views share. */
#ifndef CORDEE_EXCHANGE_PAGES_H
#define CORDEE_EXCHANGE_PAGES_H
#include "exchange/exchange_store.h"
#include "html/fields.h"
#include "html/parts.h"

/* blocker_pages.c */
handler_fn blocker_page, blocker_reply_post, blocker_move_post;
/* blocker_edit.c */
handler_fn blocker_new_page, blocker_new_post, blocker_edit_page, blocker_edit_post;
/* experience_pages.c */
handler_fn experience_list_page, experience_page, experience_sheet_page;
/* experience_edit.c */
handler_fn experience_new_page, experience_new_post, experience_edit_page, experience_edit_post;

enum {
	PAGE_LINES = 60,
	EXCERPT = 120, /* of a text in a list: three lines of a phone */
};
/* The page of the list that is asked for, from 1. */
int64_t exchange_page_asked(struct request *);

/* Pages on which a form is shown again. */
int exchange_status(const struct request *);
void exchange_refused(struct request *); /* a refusal that has no form to stand in */

/* The list of blockers: which, and what the filters offer. */
struct blocker_list {
	const struct cycle *c;
	const struct viewer *v;
	struct list_filter filter;
	const struct facet *facets;
	size_t n_facets;
	const struct blocker_line *lines;
	size_t n;
	int64_t page, pages;
};
struct url blocker_list_url(const struct cycle *, struct text state, struct text topic);
struct url blocker_list_page_url(int64_t number, const void *list);
/* Blockers of that state and topic (empty: any). */
int64_t facet_count(const struct blocker_list *, struct text state, struct text topic);

struct experience_list {
	const struct cycle *c;
	const struct viewer *v;
	const struct experience_line *lines;
	size_t n;
	int64_t page, pages;
};
struct url experience_list_page_url(int64_t number, const void *list);

/* A thread. */
struct thread {
	const struct cycle *c;
	const struct viewer *v;
	const struct blocker *b;
	struct rows replies, alike;
	const struct form *reply_form, *change_form;
	bool may_edit, may_move, lifting; /* lifting: the words of what lifted it are being written */
};

/* A form that writes or changes an item. other: what was saved meanwhile, or NULL. */
struct blocker_form {
	const struct cycle *c;
	const struct viewer *v;
	const struct form *form;
	const struct blocker *b, *other; /* b: NULL for a new one */
	int64_t version;
	struct rows topics;
};
struct experience_form {
	const struct cycle *c;
	const struct viewer *v;
	const struct form *form;
	const struct experience *e, *other;
	int64_t version;
};
/* The version that the form on this request was written from; `now` when it is first shown. */
int64_t version_typed(const struct request *, int64_t now);
/* Choices of audience for who is of that member, or of none. */
const struct option *audiences_of(int64_t member);
#endif
