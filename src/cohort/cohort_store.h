/* The SQL of the cohort, for this folder only. Members' own is in cycle/member.c. */
#ifndef CORDEE_COHORT_STORE_H
#define CORDEE_COHORT_STORE_H
#include "cohort/cohort.h"

void welcome_put(struct db *tx, const struct welcome_input *);
/* The member that took the place of that one, or 0. */
int64_t member_replacing(struct db *, int64_t member);
#endif
