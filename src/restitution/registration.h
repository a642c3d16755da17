/* The waiting list, for the commands of this folder. */
#ifndef CORDEE_REGISTRATION_H
#define CORDEE_REGISTRATION_H
#include "restitution/restitution_mails.h"

/* Inside a command that has taken the event: gives the places that are free to the first who wait,
 * and tells them. */
void waiting_list_move(struct db *tx, struct arena *, const struct news *);
#endif
