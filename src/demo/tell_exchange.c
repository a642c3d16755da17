/* Blockers, their replies and what lifted them; experiences. */
#include "demo/replay.h"
#include "exchange/exchange.h"

enum { DAY = 86400 };

/* A blocker's id is known once it is open: it is kept beside the item, under its key. */
static int64_t blocker_told(struct replay *r, struct told_cycle *c, const json_t *told)
{
	return alias_id(r, c->takeaways.at, c->takeaways.n, told_text(told, "key"));
}

static struct text of_whom(const json_t *told)
{
	return told_text(told, "by");
}

static void open_blocker(struct replay *r, struct told_cycle *c, const json_t *told)
{
	struct alias by = person_told(r, c, of_whom(told));
	bool facilitates = is_facilitator(c, by.id);
	struct blocker_input in = { .cycle = c->id, .person = by.id, .facilitates = facilitates,
		                    .member = facilitates ? member_told(r, c, told_text(told, "territory")) : by.member,
		                    .audience = told_audience(told, "audience"), .title = told_text(told, "title"),
		                    .body = told_text(told, "body"), .topic = told_text(told, "topic") };
	int64_t id = replay_run(r, blocker_open, &in, in.title).id;
	list_add(r->arena, &c->takeaways, (struct alias){ told_text(told, "key"), id, 0 });
}

/* item: the blocker and the reply. */
static void reply_to(struct replay *r, struct told_cycle *c, const json_t *told)
{
	const json_t *reply = json_object_get(told, "item");
	struct alias by = person_told(r, c, of_whom(reply));
	struct blocker_reply_input in = { .app = r->app, .cycle = c->id, .person = by.id, .member = by.member,
		                          .blocker = blocker_told(r, c, json_object_get(told, "blocker")),
		                          .facilitates = is_facilitator(c, by.id), .body = told_text(reply, "body") };
	replay_run(r, blocker_reply, &in, in.body);
}

static void move(struct replay *r, struct told_cycle *c, const json_t *told)
{
	struct alias by = person_told(r, c, of_whom(told));
	struct blocker_change in = { .cycle = c->id, .blocker = blocker_told(r, c, told), .person = by.id, .member = by.member,
		                     .facilitates = is_facilitator(c, by.id), .state = told_text(told, "state"),
		                     .lifted_by = told_text(told, "lifted_by") };
	replay_run(r, blocker_move, &in, told_text(told, "title"));
}

static void tell_experience(struct replay *r, struct told_cycle *c, const json_t *told)
{
	struct alias by = person_told(r, c, of_whom(told));
	struct experience_input in = { .cycle = c->id, .person = by.id, .member = by.member, .facilitates = is_facilitator(c, by.id),
		                       .audience = told_audience(told, "audience"), .title = told_text(told, "title"),
		                       .context = told_text(told, "context"), .done = told_text(told, "done"),
		                       .results = told_text(told, "results"), .difficulties = told_text(told, "difficulties"),
		                       .advice = told_text(told, "advice") };
	replay_run(r, experience_save, &in, in.title);
}

static void tell_blocker(struct replay *r, struct told_cycle *c, const json_t *told)
{
	struct instant last = told_instant(told, "at");
	replay_at(r, last, open_blocker, c, told);
	const json_t *reply;
	size_t i;
	json_array_foreach(json_object_get(told, "replies"), i, reply) {
		json_t *item = json_pack("{s:O,s:O}", "blocker", told, "item", reply);
		if (item)
			list_add(r->arena, &r->documents, item);
		last = told_instant(reply, "at");
		replay_at(r, last, reply_to, c, item);
	}
	if (text_is(told_text(told, "state"), "lifted"))
		replay_at(r, told_instant(told, "lifted_at"), move, c, told);
	else if (text_is(told_text(told, "state"), "progress"))
		replay_at(r, later(last, DAY), move, c, told);
}

void tell_exchange(struct replay *r, struct told_cycle *c)
{
	const json_t *told, *all = told_file(r, c->folder, "exchange.json");
	size_t i;
	json_array_foreach(json_object_get(all, "blockers"), i, told)
		tell_blocker(r, c, told);
	json_array_foreach(json_object_get(all, "experiences"), i, told)
		replay_at(r, told_instant(told, "at"), tell_experience, c, told);
}
