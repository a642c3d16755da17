/* Call: the call of a cycle, its quotas and questions, and the applications that answer it.
 * An application belongs to a pair, one elected and one staff member, each of whom confirms
 * from their own mailbox; it is a draft until submitted, and never changes after. */
#ifndef CORDEE_CALL_H
#define CORDEE_CALL_H
#include "cycle/cycle.h"

struct call {
	int64_t id, cycle;
	struct text title, summary, body, who; /* body, who: Markdown */
	struct instant opens, closes, decided; /* closes: the last second that counts */
	struct text contact_name, contact_email;
	bool published;
};
enum call_state { CALL_TO_COME, CALL_OPEN, CALL_CLOSED, CALL_DECIDED };

struct quota { /* kinds without a seat have no row and cannot apply */
	struct text kind;
	int64_t seats;
};
struct question {
	int64_t id, call, place;
	struct text key, label, help, kind; /* kind: short long choice number file */
	bool required;
	int64_t most;                       /* characters, or the largest number; 0: the default */
	struct text choices;                /* one a line */
};
struct application {
	int64_t id, call, cycle, territory, author, version;
	struct text number;                 /* "2021-0007"; none for a draft */
	struct text name, kind, code, departement; /* of the territory */
	int64_t population;                 /* 0: unknown */
	struct instant created, saved, submitted;
	struct text outcome;                /* selected waiting refused, or none */
	int64_t rank;                       /* on the waiting list, from 1; 0: none */
	int64_t elected, staff;             /* persons; 0: not confirmed yet */
	struct text elected_name, elected_office, staff_name, staff_office;
};
struct applicant {
	int64_t application, person;        /* person: 0 until confirmed */
	struct text side, email, name, office; /* side: elected staff */
	struct instant invited, confirmed;
};
struct answer { /* one row a question, in the order of the form; value empty: no answer */
	int64_t question;
	struct text label, kind, value;
	int64_t file, file_size;            /* kind file: id of the file, or 0 */
	struct text file_name;
};

/* Reading. NULL or no row when there is none. */
struct call *call_of_cycle(struct db *, struct arena *, int64_t cycle);
struct call *call_by_id(struct db *, struct arena *, int64_t id);
struct rows quotas_of(struct db *, struct arena *, int64_t call);    /* struct quota, communes first */
struct rows questions_of(struct db *, struct arena *, int64_t call); /* struct question, in order */
struct application *application_by_id(struct db *, struct arena *, int64_t id);
struct rows applications_submitted(struct db *, struct arena *, int64_t call); /* by name */
struct rows applications_of_person(struct db *, struct arena *, int64_t call, int64_t person);
struct rows answers_of(struct db *, struct arena *, int64_t application);      /* struct answer */
struct rows applicants_of(struct db *, struct arena *, int64_t application);   /* elected, then staff */

enum call_state call_state(const struct call *, struct instant now);
/* Does that path lead to apply to a call that is open now? Strangers may then make an account
 * (people_welcomes). */
bool call_welcomes(struct db *, struct arena *, struct text path);
/* Was it there in time? `arrived` is when the request came in, not when it is decided. */
bool call_accepts(const struct call *, struct instant arrived);

struct url call_url(const struct cycle *);
struct url application_url(int64_t application);
struct url answer_file_url(int64_t application, int64_t file);

/* What someone may do with an application, as bits; 0: they cannot know that it exists. A
 * juror reads what was submitted, unless recused. */
enum reach { REACH_READ = 1, REACH_WRITE = 2, REACH_FACILITATE = 4 };
unsigned application_reach(struct db *, struct arena *, const struct viewer *, const struct application *);

/* The answers of an application, as definitions under <h3>: for its own pages and the jury's. */
void view_application_answers(struct page *, int64_t application, const struct answer *, size_t n);

/* Commands. `at` is the arrival of the request. */
struct call_input { /* makes the call of the cycle or changes it */
	int64_t cycle;
	struct text title, summary, body, who;
	struct instant opens, closes;
	struct text contact_name, contact_email;
	int64_t commune, epci, pnr, petr, departement, region, autre; /* seats */
};
/* The seats of a kind, to read or set; NULL when there is no such kind. */
int64_t *call_seats(struct call_input *, struct text kind);
struct call_publication {
	int64_t call;
	bool published;
};
struct question_input { /* once someone has started to answer, a question only grows */
	int64_t id, call;           /* id 0: a new one, at the end */
	struct text key, label, help, kind, choices; /* key: drawn from the label when empty */
	bool required;
	int64_t most;
};
struct question_target {
	int64_t id, call;
	bool up;                    /* of a move */
};
struct candidacy {          /* starts an application */
	int64_t call, person;       /* person: the half who starts, confirmed by being signed in */
	struct text side;           /* theirs */
	struct text my_name, my_office;
	struct text code;           /* of the territory; when empty: */
	struct text kind, name;     /* one without official code */
	struct instant at;
};
struct answer_input {
	int64_t question;
	struct text value;          /* empty: no answer */
};
struct application_draft {
	int64_t application, person, version; /* version: the one that was being edited */
	const struct answer_input *answers;   /* questions that are not named keep theirs */
	size_t n;
	struct instant at;
};
struct attachment { /* the file of a question of kind file; hash empty: takes it away */
	int64_t application, person, question;
	struct upload file;
	struct instant at;
};
struct pair_invitation { /* of the other half; again: sends again, to the address given */
	const struct app *app;
	int64_t application, person;
	struct text name, email, office;
	struct instant at;
};
struct pair_confirmation {
	const struct app *app;
	int64_t application;
	struct text side;
	struct text token;          /* of the link; none: the caller knows by other means who confirms */
	struct instant at;
};
struct submission {
	const struct app *app;
	int64_t application, person, version; /* version: the one that was read before; 0: any */
	struct instant at;
};
command_fn call_save;          /* struct call_input; made.id: the call */
command_fn call_publish;       /* struct call_publication */
command_fn question_save;      /* struct question_input; made.id: the question */
command_fn question_move, question_remove; /* struct question_target */
command_fn application_start;  /* struct candidacy; made.id: the application */
command_fn application_save;   /* struct application_draft; made.id: the new version */
command_fn application_attach; /* struct attachment; made.id: the file */
command_fn applicant_invite;   /* struct pair_invitation */
command_fn applicant_confirm;  /* struct pair_confirmation; made.id: the person */
command_fn application_submit; /* struct submission; made.name: the number; again: the same number */

/* Inside a command of the jury: the decision. outcome: selected waiting refused. */
void call_set_decided(struct db *tx, int64_t call, struct instant);
void application_set_outcome(struct db *tx, int64_t application, struct text outcome, int64_t rank);

extern const struct routes call_routes;
#endif
