/* What listens to an activity. For this folder only. */
#ifndef CORDEE_ACTIVITY_LIVE_H
#define CORDEE_ACTIVITY_LIVE_H
#include "session/activity.h"

/* Inside a command: the wall and the facilitator's page have changed; or the phones too. */
void tell_screens(struct db *tx, struct arena *, int64_t activity);
void tell_everyone(struct db *tx, struct arena *, int64_t activity);

/* Topics of the hub. */
struct text phones_topic(struct arena *, int64_t activity);
struct text wall_topic(struct arena *, int64_t activity);
struct text desk_topic(struct arena *, int64_t activity);
#endif
