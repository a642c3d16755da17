/* Cycle: what every stage belongs to, and the calendar of its path, shown as a rope. */
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

/* The dates that say where a cycle is on its path; 0 where nothing is set yet. */
struct calendar {
	int64_t cycle;
	struct instant call_opens, call_closes, decided;
	struct day first_session, last_session, cycle_ends;
	struct instant registration_opens, restitution_starts, restitution_ends;
};

/* Where a stage is at that instant. Exchange and roadmap live from the decision to the end of
 * the cycle, beside the working days: several stages may be under way at once. */
enum rope_state stage_state(const struct calendar *, enum stage, struct instant now);
const char *stage_label(enum stage); /* msgid */
/* The furthest stage under way; the last one done when none is; STAGE_NONE before the start. */
enum stage stage_now(const struct calendar *, struct instant now);

/* The cycle of the path ({cycle}); the guard has checked that it exists and may be seen. */
const struct cycle *cycle_of(struct request *);
struct cycle *cycle_by_id(struct db *, struct arena *, int64_t id);
struct calendar cycle_calendar(struct db *, struct arena *, int64_t id);

struct url cycle_url(const struct cycle *);
struct url stage_url(const struct cycle *, enum stage);
/* A frame for a page of the cycle: title, rope with `here`. Fill the rest before page_open. */
struct frame cycle_frame(struct request *, const struct cycle *, enum stage here, struct text title);

/* For the pages of people/ that are about a cycle (its hook people_cycle_frame). */
struct frame cycle_frame_here(struct request *, struct text title);

struct cycle_card { /* a line of the list of cycles */
	int64_t id;
	struct text slug, name, track, summary;
	struct day starts, ends;
	bool published;
	int64_t territories;
	struct calendar calendar;
};
/* Published cycles, and those that the viewer facilitates; the latest first. */
struct rows cycle_cards(struct db *, struct arena *, const struct viewer *);
void view_cycle_cards(struct page *, const struct cycle_card *, size_t n);

const char *track_label(struct text track); /* msgid */

/* What a facilitator types about a cycle. */
struct cycle_input {
	int64_t id, by;              /* id 0: a new one */
	struct text name, slug, track, summary, body, note;
	struct day starts, ends;
};
command_fn cycle_save, cycle_publish; /* cycle_publish reads a struct cycle_publication */
struct cycle_publication {
	int64_t id, published; /* published: 0 or 1 */
};

extern const struct routes cycle_routes;
#endif
