/* The SQL of the selection, for this folder only. */
#ifndef CORDEE_SELECTION_STORE_H
#define CORDEE_SELECTION_STORE_H
#include "selection/standing.h"

/* The grid (grid_store.c). */
struct criterion *criterion_by_id(struct db *, struct arena *, int64_t id);
bool criterion_key_taken(struct db *, int64_t call, struct text key, int64_t except);
int64_t criterion_insert(struct db *tx, const struct criterion_input *, int64_t place);
void criterion_update(struct db *tx, const struct criterion_input *);
void criterion_delete(struct db *tx, int64_t id);
void criterion_place(struct db *tx, int64_t id, int64_t place);
bool call_is_marked(struct db *, int64_t call);

/* Readings (review_store.c). What decides whether someone may judge an application. */
struct judging {
	int64_t call, cycle;
	struct instant closes, decided, submitted;
	bool juror, recused;
};
struct judging *judging_of(struct db *, struct arena *, int64_t application, int64_t juror);
void review_put(struct db *tx, const struct review_input *, struct instant);
void review_erase(struct db *tx, int64_t application, int64_t juror);
void recusal_put(struct db *tx, const struct recusal_input *, struct instant);
bool recusal_delete(struct db *tx, int64_t application, int64_t juror);

/* A line of a juror's list. */
struct reading_item {
	int64_t application, readings;
	struct text name, kind;
	bool mine, recused;
};
struct rows reading_items(struct db *, struct arena *, int64_t call, int64_t juror); /* by name */
/* The next for this juror: not read by them, the least read first, after `after` when equal;
 * 0: none left. */
int64_t reading_next(struct db *, int64_t call, int64_t juror, int64_t after);

/* Of the call, or of one application, or of one juror (0: all); by application, then juror's name. */
struct review {
	int64_t application, juror;
	struct text name, comment;
	struct instant at;
};
struct mark { /* in the order of the grid */
	int64_t application, juror, criterion, mark;
};
struct recusal {
	int64_t application, juror;
	struct text name, reason;
	struct instant at;
};
struct whose {
	int64_t call, application, juror;
};
struct rows reviews_of(struct db *, struct arena *, struct whose);
struct rows marks_of(struct db *, struct arena *, struct whose);
struct rows recusals_of(struct db *, struct arena *, struct whose);
/* What each juror gave to each application, as sums. */
struct rows readings_of(struct db *, struct arena *, int64_t call);

/* How far each juror is. */
struct juror {
	int64_t person, readings, recusals, sum, marks;
	struct text name, office;
};
struct rows jurors_of(struct db *, struct arena *, int64_t call); /* by name */

/* Choice and decision (decision_store.c). Standings are scored and ordered. */
struct rows standings_of(struct db *, struct arena *, int64_t call);
void choice_put(struct db *tx, const struct standing *, struct instant);

struct letter {
	int64_t call;
	struct text outcome, subject, body;
	struct instant sent;
};
struct rows letters_of(struct db *, struct arena *, int64_t call);
void letter_put(struct db *tx, const struct letter_input *);
void letters_set_sent(struct db *tx, int64_t call, struct instant);

struct decision {
	int64_t call, person;
	struct instant at;
	struct text name, record, hash; /* name: of the person */
};
struct decision *decision_of(struct db *, struct arena *, int64_t call);
void decision_insert(struct db *tx, const struct decision *);

/* What became of the letters in the outbox. */
struct posted {
	int64_t queued, sent, failed;
};
struct posted letters_posted(struct db *, struct arena *, int64_t cycle);
#endif
