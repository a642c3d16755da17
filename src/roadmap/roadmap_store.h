/* The SQL of roadmaps, for this folder only. */
#ifndef CORDEE_ROADMAP_STORE_H
#define CORDEE_ROADMAP_STORE_H
#include "roadmap/roadmap.h"

/* Who asks: what SEEN takes, and with reach 3 (the public) no name is read. */
struct sight_of {
	int64_t reach, member;
};
#define SIGHT_OF(viewer) ((struct sight_of){ SEEN_BY(viewer) })

/* Within reach, of that cycle; NULL when there is none. */
struct action *action_seen(struct db *, struct arena *, int64_t id, int64_t cycle, struct sight_of);
struct cap *cap_seen(struct db *, struct arena *, int64_t id, int64_t cycle, struct sight_of);

/* Of a territory: what is to be done first, by day. */
struct rows actions_of(struct db *, struct arena *, int64_t member, struct sight_of); /* struct action */
struct rows caps_of(struct db *, struct arena *, int64_t member, struct sight_of);    /* struct cap, by day */
/* The histories of all its actions: by action, the oldest first. */
struct rows steps_of_member(struct db *, struct arena *, int64_t member, struct sight_of);
struct rows steps_of_action(struct db *, struct arena *, int64_t action, struct sight_of);

/* A territory's line on the page of the cohort. */
struct progress {
	int64_t member;
	struct text territory;
	struct instant withdrawn;
	int64_t planned, progress, done, dropped, late; /* actions */
	int64_t caps, reached;
	struct day next;                                /* the next due day, or none */
};
struct rows cohort_progress_of(struct db *, struct arena *, int64_t cycle, struct sight_of, struct day today);
/* Actions of the cohort that are still to be done and have a day, the nearest first. */
struct rows actions_due(struct db *, struct arena *, int64_t cycle, struct sight_of, int64_t limit);

/* Someone who may own an action; of one member, or of all when member is 0. */
struct owner {
	int64_t person, member;
	struct text name, territory;
};
struct rows owners_of(struct db *, struct arena *, int64_t cycle, int64_t member);
bool owner_fits(struct db *, int64_t cycle, int64_t member, int64_t person);

int64_t action_insert(struct db *tx, const struct action_input *, struct instant now);
void action_update(struct db *tx, const struct action_input *, struct instant now);
/* Adds a step, and gives the action its state. */
void step_add(struct db *tx, const struct action_change *, struct instant now);
int64_t cap_insert(struct db *tx, const struct cap_input *, struct instant now);
void cap_update(struct db *tx, const struct cap_input *);
void cap_set_reached(struct db *tx, const struct cap_passage *);
#endif
