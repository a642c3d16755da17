/* Rules of roadmaps that need no database. For this folder and its tests. */
#ifndef CORDEE_ROADMAP_RULES_H
#define CORDEE_ROADMAP_RULES_H
#include "roadmap/roadmap.h"

/* States of an action, in order. */
struct action_state {
	struct text name;
	const char *label, *label_many; /* msgids: "prévue", "prévues" */
};
extern const struct action_state action_states[];
extern const size_t action_states_n;
bool action_is_open(const struct action *); /* still to be done */

/* The pair of that territory, and the facilitators. */
bool roadmap_may_write(int64_t member, int64_t own, bool facilitates);
/* From a state to another, with the words that some changes need. */
bool action_change_fits(struct text before, const struct action_change *, struct error *);
bool cap_passage_fits(const struct cap_passage *, struct day today, struct error *);
#endif
