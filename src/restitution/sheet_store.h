/* The SQL of sheets, for this folder only. */
#ifndef CORDEE_SHEET_STORE_H
#define CORDEE_SHEET_STORE_H
#include "restitution/restitution.h"

void sheet_put(struct db *tx, const struct sheet_input *, struct instant published, struct instant now);

/* A territory and where its sheet is. */
struct sheet_line {
	int64_t member;
	struct text territory, kind, intro;
	struct instant published, withdrawn; /* published: none while the sheet is not */
};
/* Every territory of the cycle, by name. */
struct rows sheet_lines(struct db *, struct arena *, int64_t cycle);

/* What a territory keeps to itself or to the cohort, and that its sheet therefore does not show;
 * caps that are not reached and blockers that are not lifted aside. */
struct kept_item {
	struct text kind;    /* cap action experience blocker */
	int64_t id, audience;
	struct text title;
};
struct rows kept_items_of(struct db *, struct arena *, int64_t member);
#endif
