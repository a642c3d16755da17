/* Rules of the restitution that need no database: when people may register, who has a place, who
 * writes a sheet. For this folder and its tests. */
#ifndef CORDEE_RESTITUTION_RULES_H
#define CORDEE_RESTITUTION_RULES_H
#include "restitution/restitution.h"

/* What someone who comes to register finds. */
enum entrance { ENTRANCE_EARLY, ENTRANCE_OPEN, ENTRANCE_WAITING, ENTRANCE_BEGUN, ENTRANCE_OVER };
enum entrance entrance_of(const struct restitution *, struct instant now);
/* Someone may register, if only on the waiting list. */
bool entrance_lets_in(enum entrance);
bool registration_fits(const struct restitution *, struct instant now, struct error *);
/* Until the event starts. */
bool cancellation_fits(const struct restitution *, struct instant now, struct error *);

/* Places left to give: those registered beyond a capacity that was lowered keep theirs. */
int64_t places_free(const struct restitution *);
/* How many are registered beyond the capacity. */
int64_t places_exceeded(const struct restitution *);
/* How many of the waiting list have a place now; none once the event has started. */
int64_t places_to_give(const struct restitution *, struct instant now);

bool restitution_fits(const struct restitution_input *, struct error *);
/* What people put in their calendar is not the same any more. */
bool restitution_is_moved(const struct restitution *, const struct restitution_input *);

/* States of a registration. */
bool registration_is(const struct registration *, const char *state);
const char *registration_state_label(struct text state); /* msgid */

/* The pair of that territory, and the facilitators. */
bool sheet_may_write(int64_t member, int64_t own, bool facilitates);
/* Actions as a sheet shows them: done first, then under way, planned, dropped. */
int action_order(struct text state);
#endif
