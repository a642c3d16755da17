/* Cycle: what every stage belongs to, and its rope. */
#ifndef CORDEE_CYCLE_H
#define CORDEE_CYCLE_H
#include "html/page.h"
#include "people/viewer.h"

struct cycle {
	int64_t id;
	struct text slug, name, track, summary, body, note, welcome, charter;
	struct day starts, ends;
	bool published;
};

/* Stages of the path, in order. */
enum stage {
	STAGE_CALL, STAGE_SELECTION, STAGE_COHORT, STAGE_SESSION, STAGE_EXCHANGE, STAGE_ROADMAP,
	STAGE_RESTITUTION, STAGE_COUNT, STAGE_NONE = STAGE_COUNT,
};

/* The cycle of the path ({cycle}); the guard has checked that it exists and may be seen. */
const struct cycle *cycle_of(struct request *);
struct cycle *cycle_by_slug(struct db *, struct arena *, struct text slug);
struct cycle *cycle_by_id(struct db *, struct arena *, int64_t id);

struct url cycle_url(const struct cycle *);
struct url stage_url(const struct cycle *, enum stage);
/* A frame for a page of the cycle: title, rope with `here`. Fill the rest before page_open. */
struct frame cycle_frame(struct request *, const struct cycle *, enum stage here, struct text title);
#endif
