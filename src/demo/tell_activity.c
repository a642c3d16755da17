/* The live activity of a working day: ideas of those who are named, and as many votes for each as were
 * counted, given in turn by those who were there. */
#include "demo/replay.h"
#include "session/activity.h"

enum { MINUTE = 60, OPENS = 60 * MINUTE, CLOSES = 110 * MINUTE, VOTES_EACH = 3 };

static int64_t votes_each(const json_t *activity)
{
	int64_t told = told_number(activity, "votes_each");
	return told ? told : VOTES_EACH;
}

/* Someone of those who were there, in turn. */
static struct voice attendant(struct replay *r, struct told_cycle *c, const json_t *session, size_t turn)
{
	const json_t *people = json_object_get(session, "attendance");
	size_t n = json_array_size(people);
	struct text email = n ? text_of(json_string_value(json_array_get(people, turn % n))) : NO_TEXT;
	return (struct voice){ person_told(r, c, email).id, NO_TEXT };
}

static int64_t propose(struct replay *r, struct told_cycle *c, const json_t *session, int64_t activity, const json_t *idea,
                       size_t turn)
{
	struct text by = told_text(idea, "by");
	struct idea_input in = { .activity = activity, .text = told_text(idea, "text"), .named = by.n > 0 };
	in.voice = by.n ? (struct voice){ person_told(r, c, by).id, NO_TEXT } : attendant(r, c, session, turn);
	return replay_run(r, idea_add, &in, in.text).id;
}

static void gather(struct replay *r, struct told_cycle *c, const json_t *told)
{
	const json_t *activity = json_object_get(told, "activity"), *idea;
	size_t i;
	struct activity_input in = { .session = alias_id(r, c->sessions.at, c->sessions.n, told_text(told, "key")),
		                     .title = told_text(activity, "title"), .prompt = told_text(activity, "prompt"),
		                     .votes_each = votes_each(activity), .totals = true };
	int64_t id = replay_run(r, activity_save, &in, in.title).id;
	size_t voter = 0;
	replay_run(r, activity_open, &(struct activity_part){ .session = in.session, .activity = id }, in.title);
	json_array_foreach(json_object_get(activity, "ideas"), i, idea) {
		struct vote_input vote = { .activity = id, .given = true,
			                   .idea = propose(r, c, told, id, idea, i) };
		for (int64_t n = told_number(idea, "votes"); n > 0 && !replay_failed(r); n--) {
			vote.voice = attendant(r, c, told, voter++);
			replay_run(r, idea_vote, &vote, told_text(idea, "text"));
		}
	}
}

static void conclude(struct replay *r, struct told_cycle *c, const json_t *told)
{
	int64_t session = alias_id(r, c->sessions.at, c->sessions.n, told_text(told, "key"));
	struct rows activities = activities_of(r->tx, r->arena, session, false);
	for (const struct activity *a = activities.at; a < (const struct activity *)activities.at + activities.n; a++)
		replay_run(r, activity_close, &(struct activity_part){ .session = session, .activity = a->id }, a->title);
}

void tell_activity(struct replay *r, struct told_cycle *c, const json_t *session, struct instant starts)
{
	if (!json_is_object(json_object_get(session, "activity")))
		return;
	replay_at(r, later(starts, OPENS), gather, c, session);
	replay_at(r, later(starts, CLOSES), conclude, c, session);
}
