/* Restitution: what the cycle hands on. A public event that anyone may register for without an
 * account, with a number of places and a waiting list that moves by itself; and a public sheet
 * per territory, assembled from what it made public in its exchanges and its roadmap.
 *
 * Who reads what. Everyone: the event and the sheets, once published. Who is registered: the
 * facilitators; each person their own registration, by the link they were mailed. */
#ifndef CORDEE_RESTITUTION_H
#define CORDEE_RESTITUTION_H
#include "cycle/cycle.h"
#include "cycle/member.h"

struct restitution {
	int64_t id, cycle;
	struct text title, summary, body;  /* body: Markdown */
	struct instant starts, ends, opens; /* opens: registration, which closes when the event starts */
	struct text place, address;
	int64_t capacity;
	bool published;
	int64_t version;                   /* grows by one with each saving */
	int64_t sequence;                  /* of the calendar entry: grows with hours and place */
	struct instant changed;            /* when the calendar entry was made or last changed */
	int64_t registered, waiting;       /* how many */
};
struct registration {
	int64_t id, restitution, sequence;
	struct text name, email, organisation;
	struct text state;                 /* registered waiting cancelled */
	struct text lang;
	struct instant at;                 /* when they took their place in the order */
	int64_t rank;                      /* on the waiting list, from 1; 0: not waiting */
};
struct sheet {
	int64_t member, version;           /* version 0: not written yet */
	struct text intro;                 /* Markdown */
	struct instant published, updated; /* published: or none */
};

/* Reading. NULL when there is none. A cycle has one event at most. */
struct restitution *restitution_of(struct db *, struct arena *, int64_t cycle);
struct registration *registration_by_id(struct db *, struct arena *, int64_t id);
struct sheet *sheet_of(struct db *, struct arena *, int64_t member);

struct url sheet_url(const struct cycle *, int64_t member);

/* Commands. Those about places take turns on the event, whatever the isolation: the capacity is
 * never exceeded, and READ COMMITTED is enough for them. */
struct restitution_input { /* makes the event of the cycle or changes it */
	const struct app *app;
	int64_t cycle, version;            /* version: the one that was being edited; 0: there was none */
	struct text title, summary, body;
	struct instant starts, ends, opens;
	struct text place, address;
	int64_t capacity;
	bool tell;                         /* those registered, by mail, when hours or place change */
};
struct restitution_publication {
	int64_t cycle;
	int64_t published;                 /* 0 or 1; 0 only while nobody is registered */
};
struct registration_input {
	const struct app *app;
	int64_t cycle;
	struct text name, email, organisation;
	enum lang lang;
};
struct registration_cancellation { /* by the person, who has the token, or by a facilitator */
	const struct app *app;
	struct text token;                 /* as mailed; empty: by a facilitator of … */
	int64_t cycle, id;                 /* … that cycle, for that registration */
};
struct sheet_input { /* person's own territory (or 0) and facilitates say who acts */
	int64_t cycle, member, own;
	bool facilitates;
	int64_t version;                   /* the one that was being edited; 0: there was none */
	struct text intro;
	bool published;
};
command_fn restitution_save;    /* struct restitution_input; made.id: the event */
command_fn restitution_publish; /* struct restitution_publication; made.id: the event */
command_fn registration_add;    /* struct registration_input; made.id: the registration, new or not */
command_fn registration_cancel; /* struct registration_cancellation; twice is no error; made.id: it */
command_fn sheet_save;          /* struct sheet_input; made.id: the member */

extern const struct routes restitution_routes;
#endif
