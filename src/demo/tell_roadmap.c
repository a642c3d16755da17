/* Roadmaps: actions and their history, caps and the proof that they were passed. */
#include "demo/replay.h"
#include "roadmap/roadmap.h"

/* Who writes for a territory: the owner of the action, or the facilitator. */
struct writer {
	int64_t person, own;
	bool facilitates;
};

static struct writer writer_of(struct replay *r, struct told_cycle *c, struct text email, int64_t member)
{
	struct alias by = person_told(r, c, email);
	if (by.member == member && by.id)
		return (struct writer){ by.id, member, false };
	return (struct writer){ c->facilitator, 0, true };
}

static const json_t *first_step(const json_t *told)
{
	return json_array_get(json_object_get(told, "history"), 0);
}

static void make_action(struct replay *r, struct told_cycle *c, const json_t *told)
{
	int64_t member = member_told(r, c, told_text(told, "territory"));
	struct writer by = writer_of(r, c, told_text(told, "owner"), member);
	struct text takeaway = told_text(told, "takeaway");
	struct action_input in = { .cycle = c->id, .member = member, .person = by.person, .own = by.own, .facilitates = by.facilitates,
		                   .takeaway = takeaway.n ? alias_id(r, c->takeaways.at, c->takeaways.n, takeaway) : 0,
		                   .owner = by.facilitates ? 0 : by.person, .audience = told_audience(told, "audience"),
		                   .title = told_text(told, "title"), .detail = told_text(told, "detail"), .due = told_day(told, "due"),
		                   .note = told_text(first_step(told), "note") };
	int64_t id = replay_run(r, action_save, &in, in.title).id;
	list_add(r->arena, &c->takeaways, (struct alias){ in.title, id, member });
}

/* item: the action and the step. */
static void move(struct replay *r, struct told_cycle *c, const json_t *told)
{
	const json_t *action = json_object_get(told, "action"), *step = json_object_get(told, "item");
	int64_t member = member_told(r, c, told_text(action, "territory"));
	struct writer by = writer_of(r, c, told_text(action, "owner"), member);
	struct action_change in = { .cycle = c->id, .person = by.person, .own = by.own, .facilitates = by.facilitates,
		                    .action = alias_id(r, c->takeaways.at, c->takeaways.n, told_text(action, "title")),
		                    .state = told_text(step, "state"), .note = told_text(step, "note") };
	replay_run(r, action_move, &in, told_text(action, "title"));
}

static void tell_action(struct replay *r, struct told_cycle *c, const json_t *told)
{
	const json_t *step;
	size_t i;
	replay_at(r, told_instant(first_step(told), "at"), make_action, c, told);
	json_array_foreach(json_object_get(told, "history"), i, step) {
		if (i == 0 && text_is(told_text(step, "state"), "planned"))
			continue;
		json_t *item = json_pack("{s:O,s:O}", "action", told, "item", step);
		if (item)
			list_add(r->arena, &r->documents, item);
		replay_at(r, told_instant(step, "at"), move, c, item);
	}
}

static void make_cap(struct replay *r, struct told_cycle *c, const json_t *told)
{
	struct cap_input in = { .cycle = c->id, .member = member_told(r, c, told_text(told, "territory")), .person = c->facilitator,
		                .facilitates = true, .audience = AUDIENCE_PUBLIC, .title = told_text(told, "title"),
		                .expected = told_text(told, "expected"), .planned = told_day(told, "planned") };
	int64_t id = replay_run(r, cap_save, &in, in.title).id;
	list_add(r->arena, &c->takeaways, (struct alias){ in.title, id, in.member });
}

/* Two territories may give a cap the same title. */
static int64_t cap_told(struct replay *r, struct told_cycle *c, const json_t *told)
{
	int64_t member = member_told(r, c, told_text(told, "territory"));
	for (size_t i = 0; i < c->takeaways.n; i++)
		if (c->takeaways.at[i].member == member && text_equal(c->takeaways.at[i].name, told_text(told, "title")))
			return c->takeaways.at[i].id;
	replay_problem(r, "no such cap", told_text(told, "title"));
	return 0;
}

static void reach(struct replay *r, struct told_cycle *c, const json_t *told)
{
	struct cap_passage in = { .cycle = c->id, .cap = cap_told(r, c, told), .person = c->facilitator, .facilitates = true,
		                  .reached = day_of(told_instant(told, "reached_at")), .evidence = told_text(told, "evidence") };
	replay_run(r, cap_reach, &in, told_text(told, "title"));
}

void tell_roadmap(struct replay *r, struct told_cycle *c)
{
	const json_t *told, *all = told_file(r, c->folder, "roadmap.json");
	size_t i;
	json_array_foreach(json_object_get(all, "actions"), i, told)
		tell_action(r, c, told);
	json_array_foreach(json_object_get(all, "caps"), i, told) {
		struct instant reached = told_instant(told, "reached_at"), made = day_at(c->first_session, 18, 0);
		if (reached.s && reached.s < made.s)
			made = reached;
		replay_at(r, made, make_cap, c, told);
		if (reached.s)
			replay_at(r, reached, reach, c, told);
	}
}
