/* What the pages of the cohort share, for this folder only. */
#ifndef CORDEE_COHORT_PAGES_H
#define CORDEE_COHORT_PAGES_H
#include "cohort/cohort_store.h"
#include "people/person.h"

enum cohort_tab { TAB_COHORT, TAB_DIRECTORY };
void view_cohort_tabs(struct page *, const struct cycle *, const struct viewer *, enum cohort_tab here);

/* In and gone, counted. */
struct cohort_count {
	int64_t in, gone;
};
struct cohort_home {
	const struct cycle *cycle;
	const struct viewer *viewer;
	struct calendar calendar;
	struct rows members;
	struct cohort_count count;
	bool inside;                 /* the viewer belongs to it: the private part is shown */
};
struct text member_detail(struct page *, const struct member *);

/* A line of the directory: someone, in one of their roles. */
struct directory_section {
	const char *title;           /* msgid */
	struct participant *at;
	size_t n;
	bool territories;            /* grouped by territory, by name */
};
enum { DIRECTORY_SECTIONS = 4 };

struct member_page {
	const struct cycle *cycle;
	const struct viewer *viewer;
	const struct member *member;
	const struct member *replaced, *replacing; /* or NULL */
	struct rows people;                        /* struct participant: the pair */
	const struct form *form;                   /* of a replacement, for the facilitator; or NULL */
	bool own;                                  /* the viewer's territory */
};
struct url phone_url(struct page *, struct text phone);

handler_fn directory_page, member_page, replacement_post, withdrawal_page, withdrawal_post;
handler_fn welcome_page, welcome_post;
#endif
