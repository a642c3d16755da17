/* Rules of sessions that need no database: what fits in a day, when the door is open, who
 * reads the minutes. For this folder and its tests. */
#ifndef CORDEE_SESSION_RULES_H
#define CORDEE_SESSION_RULES_H
#include "session/session.h"

/* Day and hours make a session of that cycle. */
bool session_hours_fit(const struct session_input *, const struct cycle *, struct error *);
/* What people put in their calendar is not the same any more. */
bool session_is_moved(const struct session *, const struct session_input *);
/* It is not over: there is someone to tell. */
bool session_is_ahead(const struct session *, struct instant now);

/* An item begins within the day and crosses no other, but that workshops may run side by side in
 * the same hours. One that ends after the day is accepted: agenda_overrun tells. */
bool agenda_item_fits(const struct agenda_input *, const struct session *, const struct agenda_item *, size_t n,
                      struct error *);
/* Minutes of the programme before the hour of opening, and after that of closing. */
struct overrun {
	int64_t before, after;
};
struct overrun agenda_overrun(const struct session *, const struct agenda_item *, size_t n);
/* Is this item under way? */
bool agenda_item_is_now(const struct session *, const struct agenda_item *, struct instant now);

/* The door: people check in by themselves from two hours before to two hours after. */
enum door { DOOR_EARLY, DOOR_OPEN, DOOR_CLOSED };
struct instant door_opens(const struct session *);
enum door door_of(const struct session *, struct instant now);

/* Minutes published to pairs are read by elected and staff, not by experts and observers. */
bool minutes_seen(const struct session *, const struct viewer *);
/* Takeaways are the cohort's; they go with minutes that are public. */
bool takeaways_seen(const struct session *, const struct viewer *);
#endif
