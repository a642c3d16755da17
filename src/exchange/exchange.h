/* Exchange: what peers tell each other. Blockers, with replies, a state and the words of what
 * lifted them; experiences, told in a structured way. Each item has its audience.
 *
 * Who reads what. An item of the pair: its territory and the facilitators; of the cohort:
 * everyone with a role other than juror alone; public: everyone, with the territory in place
 * of people's names. Replies have the audience of their blocker, which cannot grow once
 * someone else has replied. Who writes: elected, staff, experts, facilitators. */
#ifndef CORDEE_EXCHANGE_H
#define CORDEE_EXCHANGE_H
#include "cycle/cycle.h"

struct blocker {
	int64_t id, cycle, person, member; /* member 0: an expert's or a facilitator's */
	int64_t version;                   /* grows by one with each saving */
	int64_t audience, replies;
	struct text title, body, topic;
	struct text state;                 /* open progress lifted */
	struct text lifted_by;             /* what lifted it; kept when it is open again */
	struct instant lifted, created, active; /* lifted: none while it is not */
	struct text author, office, territory;
};
struct reply {
	int64_t id, person, member;        /* member: they were of that territory then */
	struct text body, author, office, territory;
	struct instant created;
};
struct experience {
	int64_t id, cycle, person, member, version, audience;
	struct text title, context, done, results, difficulties, advice;
	struct instant created, updated;
	struct text author, office, territory;
};

/* Reading. NULL when there is none. */
struct blocker *blocker_by_id(struct db *, struct arena *, int64_t id);
struct experience *experience_by_id(struct db *, struct arena *, int64_t id);
/* What a territory tells everyone, the latest first: its sheet at the restitution. Without
 * names: author and office are empty. */
struct rows public_blockers_of(struct db *, struct arena *, int64_t member);    /* struct blocker */
struct rows public_experiences_of(struct db *, struct arena *, int64_t member); /* struct experience */

struct url blocker_url(const struct cycle *, int64_t blocker);
struct url experience_url(const struct cycle *, int64_t experience);
const char *blocker_state_label(struct text state); /* msgid */

/* Parts that later stages use: who can read a thing, in an icon and words; who wrote it (a name
 * and a territory, or for the public the territory alone). */
void view_audience(struct page *, int64_t audience);
void view_byline(struct page *, const struct viewer *, struct text author, struct text territory);

/* Commands. person, member (their own territory, or 0) and facilitates say who acts; an item
 * of another cycle, or out of their reach, is missing. */
struct blocker_input {
	int64_t id, cycle;                 /* id 0: a new one */
	int64_t person, member;            /* of a new one by a facilitator: the territory concerned */
	bool facilitates;
	int64_t version;                   /* the one that was being edited */
	int64_t audience;
	struct text title, body, topic;
};
struct blocker_reply_input {
	const struct app *app;             /* needed to tell people */
	int64_t cycle, blocker, person, member;
	bool facilitates;
	struct text body;
};
struct blocker_change {
	int64_t cycle, blocker, person, member;
	bool facilitates;
	struct text state, lifted_by;      /* lifted: what lifted it is required */
};
struct experience_input {
	int64_t id, cycle, person, member; /* as for a blocker */
	bool facilitates;
	int64_t version, audience;
	struct text title, context, done, results, difficulties, advice;
};
command_fn blocker_open;     /* struct blocker_input; made.id: the blocker */
command_fn blocker_edit;     /* struct blocker_input: by who opened it, or a facilitator */
command_fn blocker_reply;    /* struct blocker_reply_input; made.id: the reply */
command_fn blocker_move;     /* struct blocker_change: by its author, its territory, a facilitator */
command_fn experience_save;  /* struct experience_input; made.id: the experience */

extern const struct routes exchange_routes;
#endif
