/* Replay: what is told, put in the order of dates and played inside one transaction. Inner to
 * demo/. Texts point into the documents read, which are kept until the end. */
#ifndef CORDEE_REPLAY_H
#define CORDEE_REPLAY_H
#include "base/list.h"
#include "cycle/cycle.h"

#include <jansson.h>

struct told_cycle;
struct replay;
typedef void play_fn(struct replay *, struct told_cycle *, const json_t *item);

/* Something that happens at an instant; ties keep the order in which they were added. */
struct event {
	struct instant at;
	size_t order;
	play_fn *play;
	struct told_cycle *cycle;
	const json_t *item;
};

struct replay {
	const struct app *app;
	struct arena *arena;
	struct db *tx;
	const char *folder;
	struct instant until;       /* the demonstration's clock */
	LIST(struct event) events;
	LIST(json_t *) documents;
	struct error *err;          /* the first thing that went wrong */
};

/* Names that the files use, and the ids that they got. */
struct alias {
	struct text name;
	int64_t id, member;
};
struct told_cycle {
	const char *folder;
	const json_t *told;         /* cycle.json */
	int64_t id, call, facilitator;
	LIST(struct alias) people;       /* by e-mail; member: their territory */
	LIST(struct alias) applications; /* by code, or by name without code */
	LIST(struct alias) takeaways;    /* by key */
	LIST(struct alias) sessions;     /* by key */
	struct instant opens, decided;
	struct day first_session;
};

/* Adds an event; one without date is an error of the file. */
void replay_at(struct replay *, struct instant, play_fn *, struct told_cycle *, const json_t *item);
/* Runs a command as the pages would; what it refuses stops the replay, with `what` in the
 * message. Returns what it made. */
struct made replay_run(struct replay *, command_fn *, const void *in, struct text what);
static inline bool replay_failed(const struct replay *r) { return error_is(r->err); }
/* Says that the files are wrong. */
void replay_problem(struct replay *, const char *what, struct text name);
/* Plays all that happens until the clock, in order. */
void replay_play(struct replay *);

/* Reading: a file of the folder, as JSON, owned by the replay. NULL when there is none. */
const json_t *told_file(struct replay *, const char *folder, const char *name);
struct text told_text(const json_t *, const char *key);
int64_t told_number(const json_t *, const char *key);
struct day told_day(const json_t *, const char *key);
struct instant told_instant(const json_t *, const char *key);
int64_t told_clock(const json_t *, const char *key);   /* "09:30" as minutes */
int64_t told_audience(const json_t *, const char *key);
struct instant later(struct instant, int64_t seconds);

/* The id behind a name; 0 and a problem when there is none. */
int64_t alias_id(struct replay *, const struct alias *, size_t n, struct text name);
/* A person of the cycle by e-mail; the facilitator when nobody is named. */
struct alias person_told(struct replay *, struct told_cycle *, struct text email);
bool is_facilitator(const struct told_cycle *, int64_t person);
/* A member of the cohort by code, or the one without code. */
int64_t member_told(struct replay *, struct told_cycle *, struct text code);

/* Each stage's part: reads its file and adds its events. */
void tell_cycle(struct replay *, struct told_cycle *);
void tell_applications(struct replay *, struct told_cycle *);
void tell_selection(struct replay *, struct told_cycle *);
void tell_cohort(struct replay *, struct told_cycle *);
void tell_sessions(struct replay *, struct told_cycle *);
/* The live activity of a session, if it had one. */
void tell_activity(struct replay *, struct told_cycle *, const json_t *session, struct instant starts);
void tell_exchange(struct replay *, struct told_cycle *);
void tell_roadmap(struct replay *, struct told_cycle *);
void tell_restitution(struct replay *, struct told_cycle *);
void tell_articles(struct replay *);
void tell_pages(struct replay *);
#endif
