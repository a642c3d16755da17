/* The SQL of sessions, for this folder only. */
#ifndef CORDEE_SESSION_STORE_H
#define CORDEE_SESSION_STORE_H
#include "session/session.h"

int64_t session_insert(struct db *tx, const struct session_input *, struct text checkin, struct instant now);
void session_update(struct db *tx, const struct session_input *);
/* The calendar entry has changed: its next number, and when. */
void session_rescheduled(struct db *tx, int64_t id, struct instant now);
void session_delete(struct db *tx, int64_t id);
/* How many documents, attendances, takeaways, savings of the minutes and activities it has. */
int64_t session_attached(struct db *, int64_t id);

struct agenda_item *agenda_item_by_id(struct db *, struct arena *, int64_t id);
int64_t agenda_insert(struct db *tx, const struct agenda_input *);
void agenda_update(struct db *tx, const struct agenda_input *);
bool agenda_delete(struct db *tx, const struct session_part *);

struct document *document_by_file(struct db *, struct arena *, int64_t file);
int64_t document_insert(struct db *tx, const struct document_input *, struct instant now);
bool document_delete(struct db *tx, const struct session_part *);

int64_t takeaway_insert(struct db *tx, const struct takeaway_input *, struct instant now);
/* Of that session, by its author or by a facilitator; false when there is none such. */
bool takeaway_update(struct db *tx, const struct takeaway_input *);
bool takeaway_delete(struct db *tx, const struct takeaway_removal *, struct instant now);

/* Those whom a change concerns: everyone with a role in the cycle, jurors apart. */
struct reader {
	int64_t person;
	struct text email, name, lang;
};
struct rows readers_of(struct db *, struct arena *, int64_t cycle);
bool takes_part(struct db *, int64_t cycle, int64_t person);
/* Sessions of every cycle in which they have such a role, published or theirs to run; by cycle,
 * then day. */
struct rows sessions_of_person(struct db *, struct arena *, int64_t person);
#endif
