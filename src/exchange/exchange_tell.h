/* What a command of exchanges tells the rest of the house: the index of public contents, and
 * the people who follow a blocker. Inside the command, for this folder. */
#ifndef CORDEE_EXCHANGE_TELL_H
#define CORDEE_EXCHANGE_TELL_H
#include "exchange/exchange.h"

/* Puts the item in the index when it is public, and takes it out when it is not. */
void index_blocker(struct db *tx, struct arena *, int64_t id);
void index_experience(struct db *tx, struct arena *, int64_t id);

/* One mail to who opened the blocker and to each who replied before, but not to who replies. */
void tell_followers(struct db *tx, struct arena *, const struct blocker *, const struct blocker_reply_input *,
                    int64_t reply);
#endif
