/* The SQL of the event and of registrations, for this folder only. */
#ifndef CORDEE_RESTITUTION_STORE_H
#define CORDEE_RESTITUTION_STORE_H
#include "restitution/restitution.h"

/* Takes the event of that cycle for this transaction: the next command about its places waits for
 * the end of this one, then reads what it wrote. False when there is none. */
bool restitution_take(struct db *tx, int64_t cycle);

struct restitution *restitution_by_id(struct db *, struct arena *, int64_t id);
int64_t restitution_insert(struct db *tx, const struct restitution_input *, struct instant now);
void restitution_update(struct db *tx, const struct restitution_input *);
/* The calendar entry has changed: its next number, and when. */
void restitution_rescheduled(struct db *tx, int64_t cycle, struct instant now);
void restitution_set_published(struct db *tx, const struct restitution_publication *);

/* Registrations. NULL when there is none. */
struct registration *registration_by_token(struct db *, struct arena *, struct text hash);
struct registration *registration_of_address(struct db *, struct arena *, int64_t restitution, struct text email);
/* struct registration: those with a place, then the waiting list, then the cancelled; each in order. */
struct rows registrations_of(struct db *, struct arena *, int64_t restitution);

struct registration_row {
	int64_t restitution;
	struct text state, token_hash;
	struct instant now;
};
int64_t registration_insert(struct db *tx, const struct registration_input *, const struct registration_row *);
/* Someone who had cancelled comes back: at the end of the order. */
void registration_renew(struct db *tx, int64_t id, const struct registration_input *, const struct registration_row *);
void registration_set_cancelled(struct db *tx, int64_t id, struct instant now);
/* Gives a place to the first n of the waiting list, and returns them: struct registration. */
struct rows registrations_admit(struct db *tx, struct arena *, int64_t restitution, int64_t n, struct instant now);
#endif
