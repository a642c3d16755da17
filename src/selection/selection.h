/* Selection: the jury reads the applications, marks them by criterion or steps aside; the
 * facilitator tries a cohort under the quotas, then decides, once: outcomes, members, letters
 * and the record of why are written together. Nothing of the jury's work changes after. */
#ifndef CORDEE_SELECTION_H
#define CORDEE_SELECTION_H
#include "call/call.h"

enum { MARK_MAX = 4, CRITERIA_MAX = 12 };

struct criterion { /* each is marked from 0 to MARK_MAX */
	int64_t id, call, place;
	struct text key, label, help;
};
struct rows criteria_of(struct db *, struct arena *, int64_t call); /* in order */

/* A territory that was kept, for the public. `joined`: as a replacement, after the decision. */
struct selected {
	int64_t application;
	struct text name, kind, departement;
	int64_t population;
	struct instant joined;
};
struct rows selected_of(struct db *, struct arena *, int64_t call); /* by kind, then name */

/* The waiting list, by rank: those whom a replacement may be taken from. */
struct waiting {
	int64_t application, territory, rank;
	struct text name, kind;
};
struct rows waiting_of(struct db *, struct arena *, int64_t call);

/* The two of each pair that applied: where their letters go. `email`: as known now, none for
 * a person who was erased. */
struct addressee {
	int64_t application, person;
	struct text side, email, name, lang;
};
struct rows addressees_of(struct db *, struct arena *, int64_t call);

struct url reading_url(const struct cycle *, int64_t application);

/* Commands. Each refuses once the call is decided. */
struct criterion_input { /* until the first mark exists */
	int64_t id, call;           /* id 0: a new one, at the end */
	struct text key, label, help; /* key: drawn from the label when empty */
};
struct criterion_target {
	int64_t id, call;
	bool up;                    /* of a move */
};
struct mark_input {
	int64_t criterion, mark;
};
struct review_input { /* every criterion is marked; saving again replaces */
	int64_t application, juror;
	const struct mark_input *marks;
	size_t n;
	struct text comment;
};
struct recusal_input { /* their marks on this application, if any, are erased */
	int64_t application, juror;
	struct text reason;
};
struct choice_input {
	int64_t application;
	struct text outcome;        /* selected waiting refused; empty: not chosen yet */
	int64_t rank;               /* of waiting, from 1; 0: after the others, by mean */
};
struct choices_input { /* choices that are not named stay; then the waiting list is numbered 1, 2, 3… */
	int64_t call;
	const struct choice_input *at;
	size_t n;
};
struct proposal_input { /* by the means, under the quotas */
	int64_t call, waiting;      /* waiting: how many on the waiting list */
};
struct letter_input { /* may hold {territory}, {cycle} and, on the waiting list, {rank} */
	int64_t call;
	struct text outcome, subject, body;
};
struct decision_input {
	const struct app *app;
	int64_t call, by;
};
command_fn criterion_save;     /* struct criterion_input; made.id: the criterion */
command_fn criterion_move, criterion_remove; /* struct criterion_target */
command_fn review_save;        /* struct review_input; made.id: the application */
command_fn recusal_declare;    /* struct recusal_input */
command_fn recusal_lift;       /* struct recusal_input, reason unused; by the facilitator */
command_fn choice_set;         /* struct choices_input */
command_fn choice_propose;     /* struct proposal_input */
command_fn letter_save;        /* struct letter_input */
command_fn decide;             /* struct decision_input; made.name: the record's hash */

extern const struct routes selection_routes;
#endif
