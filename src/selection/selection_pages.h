/* What the pages of the selection share, for this folder only. */
#ifndef CORDEE_SELECTION_PAGES_H
#define CORDEE_SELECTION_PAGES_H
#include "selection/letter.h"
#include "selection/selection_store.h"

enum selection_tab { TAB_HOME, TAB_READINGS, TAB_NOTES, TAB_CHOICE, TAB_DECISION, TAB_NONE };

/* The cycle of the path and its call. */
struct selection {
	const struct cycle *cycle;
	const struct call *call;
	const struct viewer *viewer;
	bool facilitates, judges; /* judges: is of the jury, which a facilitator may not be */
	enum call_state state;
};
/* False after having answered: there is no call. */
bool selection_of_path(struct request *, struct selection *);
struct frame *selection_frame(struct request *, const struct selection *, struct text title);

/* selection_home.html: the tabs, for those who have some. */
void view_selection_tabs(struct page *, const struct selection *, enum selection_tab here);

/* What the public reads. */
struct selection_home {
	int64_t received, jurors;
	struct rows criteria, quotas, selected;
};

/* The page of one application (reading_pages.c). */
struct reading_page {
	const struct application *application;
	struct rows criteria, answers, applicants;
	struct rows reviews, marks, recusals; /* what the viewer may see of them */
	const struct recusal *mine;           /* the viewer's own recusal, or NULL */
	bool marked;                          /* by the viewer */
	const struct form *marks_form, *recusal_form;
};
const char *grid_field(struct arena *, int64_t criterion);
/* The mark given, or -1. */
int64_t mark_given(const struct reading_page *, int64_t juror, int64_t criterion);

/* Who has read what (notes_pages.c): a cell a row and column. */
struct note_cell {
	struct score score;
	bool recused;
};
struct notes {
	struct rows standings, jurors;       /* the facilitator's: all of them */
	struct rows criteria, items;         /* a juror's own */
	const struct note_cell *cells;       /* rows × columns */
	const struct score *totals;          /* a juror's own, a row */
};

/* The table where the cohort is tried (choice_pages.c). */
struct choice_page {
	struct rows standings, seats, ties;
	struct tally tally;
	const struct form *form;
	bool decided;
};
struct text choice_typed(struct request *, const struct form *, const char *prefix, int64_t application);

/* The page of the decision (decision_pages.c). */
struct letter_view {
	const char *outcome;
	int64_t n;                     /* applications that get it */
	const struct letter *letter;   /* NULL: not written */
	struct mail sample;            /* as the first of them will get it */
	struct text people;            /* "Samir Ouali, Julie Wacheux" */
	struct text territory;
};
struct decision_page {
	struct rows standings, seats, ties;
	struct tally tally;
	struct letter_view letters[OUTCOMES];
	const struct decision *decision; /* NULL: not yet */
	struct posted posted;
	int64_t unread, people;          /* people: letters that will leave */
	const struct form *form;
};

handler_fn grid_page, grid_post, criterion_page, criterion_post, criterion_move_post, criterion_remove_post;
handler_fn readings_page, reading_page, reading_post, recusal_post, recusal_lift_post, notes_page;
handler_fn choice_page, choice_post, proposal_post;
handler_fn decision_page, decision_post, letter_page, letter_post, record_page, record_download;
#endif
