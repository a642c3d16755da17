/* Applications: what only this folder's files share. */
#ifndef CORDEE_APPLICATION_H
#define CORDEE_APPLICATION_H
#include "call/call.h"

/* The moments of a pair's life, for the facilitator's list; nothing of what was written. */
struct progress {
	int64_t id;
	struct text name, kind, number, outcome;
	struct instant created, submitted;
	struct text elected_name, staff_name;
	struct instant elected_confirmed, staff_confirmed;
};
struct rows progress_of(struct db *, struct arena *, int64_t call); /* submitted first, by number */

/* Who saved the last version of a draft, for the other browser. */
struct saver {
	struct text name;
	struct instant at;
};
struct saver saver_of(struct db *, struct arena *, int64_t application);

int64_t application_of_territory(struct db *, int64_t call, int64_t territory);
int64_t application_insert(struct db *tx, int64_t call, int64_t territory, int64_t author, struct instant at);
void application_touch(struct db *tx, const struct application_draft *);
void application_set_submitted(struct db *tx, int64_t application, struct text number, struct instant at);
/* How many numbers that year ("2021-") has given. */
int64_t numbers_given(struct db *, struct arena *, struct text year);

void answer_put(struct db *tx, int64_t application, int64_t question, struct text value);
void answer_delete(struct db *tx, int64_t application, int64_t question);
int64_t answer_file_insert(struct db *tx, const struct attachment *);
void answer_file_delete(struct db *tx, int64_t application, int64_t file);
struct answer_file {
	struct text hash, name, type;
};
struct answer_file *answer_file(struct db *, struct arena *, int64_t application, int64_t file);

/* token: hashed; none for the half who starts. */
void applicant_put(struct db *tx, const struct applicant *, struct text token);
void applicant_set_confirmed(struct db *tx, int64_t application, struct text side, int64_t person, struct instant at);
struct applicant *applicant_of_side(struct db *, struct arena *, int64_t application, struct text side);
struct applicant *applicant_with_token(struct db *, struct arena *, struct text token);

/* "elected" or "staff": the other half. */
struct text other_side(struct text side);
const char *side_label(struct text side); /* msgid: "élue ou élu"… */
/* The side of someone in the pair, or NO_TEXT. */
struct text side_of(const struct application *, int64_t person);
bool pair_complete(const struct application *);

/* May that person change it now? Else false and why. */
bool application_open_to(struct db *, struct arena *, const struct application *, int64_t person, struct instant at,
                         struct error *);

/* A link that confirms lives this long, and never beyond the end of the call. */
enum { CONFIRM_SECONDS = 30 * 24 * 3600, INVITE_AGAIN_SECONDS = 60 };
enum confirm_state { CONFIRM_GOOD, CONFIRM_UNKNOWN, CONFIRM_EXPIRED, CONFIRM_USED };
enum confirm_state confirm_state(const struct applicant *, const struct call *, struct instant now);

/* A reminder to those of a pair who have not confirmed, or to who has not invited yet. */
struct nudge {
	const struct app *app;
	int64_t application, call;
	struct instant at;
};
command_fn pair_nudge;

/* Mails, inside a command (call_mails.c). */
struct call_mail {
	const struct app *app;
	const struct call *call;
	const struct application *application;
};
void mail_invitation(struct db *tx, struct arena *, const struct call_mail *, const struct applicant *to,
                     struct text from, struct text token);
void mail_reminder(struct db *tx, struct arena *, const struct call_mail *, const struct applicant *to,
                   struct instant at);
/* To the half that waited, about the one that has confirmed. */
void mail_confirmed(struct db *tx, struct arena *, const struct call_mail *, const struct applicant *to,
                    struct text confirmed);
void mail_receipt(struct db *tx, struct arena *, const struct call_mail *, const struct applicant *to);
#endif
