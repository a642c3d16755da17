/* What the pages of the call share: handlers by file, and what the views are given. For this
 * folder only. */
#ifndef CORDEE_CALL_PAGES_H
#define CORDEE_CALL_PAGES_H
#include "call/application.h"
#include "call/question.h"

/* call_pages.c */
handler_fn call_page, call_preview_page, call_list_page, call_nudge_post;
/* call_edit.c */
handler_fn call_edit_page, call_edit_post, call_publish_post;
/* question_pages.c */
handler_fn questions_page, question_new_page, question_new_post, question_edit_page, question_edit_post;
handler_fn question_move_post, question_remove_post;
/* start_pages.c */
handler_fn start_page, start_post;
/* draft_pages.c, piece_pages.c */
handler_fn application_page, draft_post, draft_auto_post, piece_page, piece_post, piece_remove_post, answer_file_page;
/* submit_pages.c */
handler_fn submit_page, submit_post, receipt_page;
/* pair_pages.c */
handler_fn invite_page, invite_post, confirm_page, confirm_post;

/* The call of the path's cycle, for who may see it; NULL after having answered. */
struct call *call_of_path(struct request *);
/* The application of the path ({id}), when the viewer's reach holds one of `bits`; NULL after
 * having answered 404. */
struct application *application_of_path(struct request *, unsigned bits);

struct call_view {
	const struct cycle *cycle;
	const struct call *call;         /* NULL: none yet, or not for the viewer */
	struct rows quotas, questions;
	struct rows mine;                /* struct application */
	enum call_state state;
	bool facilitates;
};
struct progress_view {
	const struct cycle *cycle;
	const struct call *call;
	struct rows lines;               /* struct progress */
	int64_t submitted, drafts, incomplete;
};

/* The form of a call's questions: one field "q12" a question that is typed. */
struct draft_form {
	const struct form *form;
	const struct question *questions;
	size_t n;
};
struct draft_form *draft_form(struct arena *, struct rows questions);
const char *question_field(struct arena *, int64_t question); /* "q12" */

struct application_view {
	const struct cycle *cycle;
	const struct call *call;
	const struct application *application;
	struct rows questions, answers, applicants;
	const struct applicant *me, *other; /* NULL: nobody on that side */
	bool open;                       /* may still change */
	unsigned reach;
};
struct application_view *application_view(struct request *, const struct application *);
struct draft_view {
	const struct application_view *a;
	const struct draft_form *form;
	struct saver saver;              /* of the version kept, when another browser saved it */
	bool conflict;
};
/* Among answers in the order of the questions; NULL when there is none of that question. */
const struct answer *answer_of(struct rows answers, int64_t question);
#endif
