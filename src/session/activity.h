/* Activity: one use of a method in a working day. This one gathers ideas and votes: everyone in the
 * room joins by a short code or its QR code, without an account, adds ideas and gives their votes;
 * the wall shows them. The facilitator opens it, closes it, and hides what should not be there; the
 * results stay on the session's page, for the cohort.
 *
 * A voice is a device (a random token in its cookie) or a person who is signed in, whatever the
 * device. One voice gives one vote at most to an idea and `votes_each` in all. */
#ifndef CORDEE_ACTIVITY_H
#define CORDEE_ACTIVITY_H
#include "session/session.h"

enum {
	IDEA_LETTERS = 280,
	IDEAS_OF_A_VOICE = 20,
	IDEAS_SHOWN = 200,      /* of an activity, hidden ones apart: a list that a room can read */
	VOTES_MOST = 10,
};

struct activity {
	int64_t id, session, cycle;
	struct text title, prompt, code, state; /* state: draft open closed */
	int64_t votes_each;
	bool totals;                       /* the wall shows the votes of each idea while people vote */
	struct instant opened, closed;
	int64_t ideas, voices, votes;      /* ideas that are not hidden, and their votes */
};
struct idea {
	int64_t id, activity, votes;
	struct text text, author;          /* author: as signed, when signed */
	bool hidden, mine;                 /* mine: voted for by the voice that asks */
	struct instant created;
};

/* Reading. NULL or no row when there is none. */
/* struct activity, as made; with those that are not open yet, or without. */
struct rows activities_of(struct db *, struct arena *, int64_t session, bool drafts);
struct activity *activity_by_id(struct db *, struct arena *, int64_t id);
/* As people type it: in either case, with spaces. Without its counts. */
struct activity *activity_by_code(struct db *, struct arena *, struct text code);
/* Results of the closed ones of a session: struct idea without the hidden, by activity, the most
 * voted first. */
struct rows results_of(struct db *, struct arena *, int64_t session);

static inline bool activity_is(const struct activity *a, const char *state) { return text_is(a->state, state); }

struct url activity_url(const struct cycle *, const struct activity *); /* the facilitator's page */
struct url activity_join_url(struct text code);                         /* what the QR code says */

/* Commands of the facilitator. */
struct activity_input {
	int64_t id, session;               /* id 0: a new one, in draft */
	struct text title, prompt;
	int64_t votes_each;
	bool totals;
	struct text code;                  /* wished, for a new one; empty: random */
};
struct activity_part { /* an activity, or one of its ideas, of that session */
	int64_t session, activity, idea;
	bool hidden;                       /* idea_hide */
};
command_fn activity_save;   /* struct activity_input; made.id: the activity, made.name: its code */
command_fn activity_open;   /* struct activity_part; also opens again */
command_fn activity_close;  /* struct activity_part */
command_fn activity_remove; /* struct activity_part; only when nobody has taken part */
/* struct activity_part. While votes are being given, those of a hidden idea go back to who gave
 * them, and shown again it starts from none. */
command_fn idea_hide;

/* Commands of the room. They bear being repeated and need READ COMMITTED only: what must hold is
 * held by unique constraints and by counters that refuse to pass their limit. */
struct voice {
	int64_t person;                    /* 0: not signed in */
	struct text token;                 /* of the device */
};
struct idea_input {
	int64_t activity;
	struct voice voice;
	struct text text, author;
	bool named;                        /* signed by the name of the person */
};
struct vote_input {
	int64_t activity, idea;
	struct voice voice;
	bool given;                        /* false: taken back */
};
command_fn idea_add;        /* struct idea_input; made.id: the idea */
command_fn idea_vote;       /* struct vote_input; made.id: the idea */

extern const struct hub_kind ideas_kind, ideas_wall_kind, ideas_desk_kind;
#endif
