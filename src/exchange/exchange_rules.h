/* Rules of exchanges that need no database. For this folder and its tests. */
#ifndef CORDEE_EXCHANGE_RULES_H
#define CORDEE_EXCHANGE_RULES_H
#include "exchange/exchange.h"

/* States of a blocker, and how an address says them ("?etat=leve"). */
struct blocker_state {
	struct text name, slug;
	const char *label, *label_many; /* msgids */
};
extern const struct blocker_state blocker_states[];
extern const size_t blocker_states_n;
const struct blocker_state *blocker_state_of(struct text name); /* NULL: no such state */

/* How far who acts in a command can see: what SEEN takes (people/viewer.h). Only those who
 * take part in the cycle act. */
int64_t reach_of(bool facilitates);

bool blocker_may_edit(const struct blocker *, int64_t person, bool facilitates);
bool blocker_may_move(const struct blocker *, int64_t person, int64_t member, bool facilitates);
bool experience_may_edit(const struct experience *, int64_t person, int64_t member, bool facilitates);

/* Only a territory has a pair to keep an item to. */
bool audience_fits_member(int64_t audience, int64_t member, struct error *);
/* Replies were written for those who could read then: once others have replied, no one more. */
bool audience_keeps(int64_t before, int64_t after, int64_t replies_by_others, struct error *);
bool blocker_change_fits(const struct blocker_change *, struct error *);

/* The spelling already in use of a topic (case and accents aside), or the one typed. */
struct text topic_spelling(struct arena *, const struct text *known, size_t n, struct text typed);
#endif
