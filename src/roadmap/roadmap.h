/* Roadmap: what each territory decided to do and where it stands. Actions, most of them born of
 * a takeaway, with an owner, a due day, a state and its history; caps, milestones that are
 * passed with a proof. Each has its audience, as in exchange/exchange.h; the public reads no
 * person's name. Who writes: the pair of the territory, and the facilitators. */
#ifndef CORDEE_ROADMAP_H
#define CORDEE_ROADMAP_H
#include "cycle/cycle.h"

struct action {
	int64_t id, cycle, member, takeaway, owner; /* takeaway, owner: or 0 */
	int64_t version, audience;         /* version grows by one with each saving of its words */
	struct text title, detail;
	struct text state;                 /* planned progress done dropped */
	struct day due;                    /* or none */
	struct instant created, updated;
	struct text owner_name, territory;
	int64_t session;                   /* of the takeaway */
	struct text takeaway_text, session_title;
};
struct step {                              /* a line of an action's history */
	int64_t id, action, person;
	struct text state, note, author;
	struct instant at;
};
struct cap {
	int64_t id, cycle, member, version, audience;
	struct text title, expected, evidence, territory;
	struct day planned, reached;       /* reached: none while it is not */
	struct instant created;
};

/* Reading. NULL when there is none. */
struct action *action_by_id(struct db *, struct arena *, int64_t id);
struct cap *cap_by_id(struct db *, struct arena *, int64_t id);
/* What a territory shows everyone: its sheet at the restitution. By day, then as added. Without
 * names; with the takeaway's words when the minutes of its session are public. */
struct rows public_actions_of(struct db *, struct arena *, int64_t member); /* struct action */
struct rows public_caps_of(struct db *, struct arena *, int64_t member);    /* struct cap */

/* Still to be done, and its day has passed. */
bool action_is_late(const struct action *, struct day today);
bool cap_is_late(const struct cap *, struct day today);
const char *action_state_label(struct text state); /* msgid */

struct url roadmap_url(const struct cycle *, int64_t member);
struct url action_url(const struct cycle *, int64_t action);
/* The form of a new action, born of this takeaway (0: of none). */
struct url action_new_url(const struct cycle *, int64_t takeaway);

/* Commands. person, own (their own territory, or 0) and facilitates say who acts; what is of
 * another cycle or territory is missing. */
struct action_input {
	int64_t id, cycle, member;         /* id 0: a new one, of that member */
	int64_t person, own;
	bool facilitates;
	int64_t version;                   /* the one that was being edited */
	int64_t takeaway, owner, audience; /* owner: of the member's pair */
	struct text title, detail;
	struct day due;
	struct text note;                  /* of a new one: the first line of its history */
};
struct action_change {
	int64_t cycle, action, person, own;
	bool facilitates;
	struct text state, note;           /* note: required to drop, and to stay in the same state */
};
struct cap_input {
	int64_t id, cycle, member, person, own;
	bool facilitates;
	int64_t version, audience;
	struct text title, expected;
	struct day planned;
};
struct cap_passage {
	int64_t cycle, cap, person, own;
	bool facilitates;
	struct day reached;                /* none: it was not reached after all */
	struct text evidence;
};
command_fn action_save; /* struct action_input; made.id: the action */
command_fn action_move; /* struct action_change */
command_fn cap_save;    /* struct cap_input; made.id: the cap */
command_fn cap_reach;   /* struct cap_passage */

extern const struct routes roadmap_routes;
#endif
