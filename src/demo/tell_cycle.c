/* The cycle, its team and its call, as their facilitator would make them. */
#include "call/call.h"
#include "demo/replay.h"
#include "people/person.h"
#include "selection/selection.h"

enum { DAY = 86400 };

static void add_people(struct replay *r, struct told_cycle *c)
{
	const json_t *told;
	size_t i;
	json_array_foreach(json_object_get(c->told, "people"), i, told) {
		int64_t id = person_ensure(r->tx, r->arena, told_text(told, "email"), told_text(told, "name"),
		                           told_text(told, "office"));
		list_add(r->arena, &c->people, (struct alias){ told_text(told, "email"), id, 0 });
		if (!c->facilitator && text_is(told_text(told, "role"), "facilitator"))
			c->facilitator = id;
	}
}

static void add_roles(struct replay *r, struct told_cycle *c)
{
	const json_t *told;
	size_t i;
	json_array_foreach(json_object_get(c->told, "people"), i, told) {
		enum role role;
		if (role_parse(told_text(told, "role"), &role))
			role_add(r->tx, c->id, c->people.at[i].id, role, 0);
		else
			replay_problem(r, "no such role", told_text(told, "role"));
	}
}

static void make_cycle(struct replay *r, struct told_cycle *c, const json_t *told)
{
	add_people(r, c);
	struct text name = told_text(told, "name");
	struct cycle_input in = { .by = c->facilitator, .name = name, .slug = told_text(told, "slug"),
		                  .track = told_text(told, "track"), .summary = told_text(told, "summary"),
		                  .body = told_text(told, "body"), .note = told_text(told, "note"),
		                  .starts = told_day(told, "starts"), .ends = told_day(told, "ends") };
	c->id = replay_run(r, cycle_save, &in, name).id;
	replay_run(r, cycle_publish, &(struct cycle_publication){ c->id, true }, name);
	add_roles(r, c);
}

static void make_questions(struct replay *r, int64_t call, const json_t *questions)
{
	const json_t *told, *choice;
	size_t i, j;
	json_array_foreach(questions, i, told) {
		struct text choices = NO_TEXT;
		json_array_foreach(json_object_get(told, "choices"), j, choice)
			choices = text_format(r->arena, "%" TEXT "%s%s", text_args(choices), j ? "\n" : "", json_string_value(choice));
		struct question_input in = { .call = call, .key = told_text(told, "key"), .label = told_text(told, "label"),
			                     .help = told_text(told, "help"), .kind = told_text(told, "kind"), .choices = choices,
			                     .required = json_is_true(json_object_get(told, "required")), .most = told_number(told, "max") };
		replay_run(r, question_save, &in, in.label);
	}
}

static void make_grid(struct replay *r, struct told_cycle *c)
{
	const json_t *told;
	size_t i;
	json_array_foreach(json_object_get(c->told, "criteria"), i, told) {
		struct criterion_input in = { .call = c->call, .key = told_text(told, "key"), .label = told_text(told, "label"),
			                      .help = told_text(told, "help") };
		replay_run(r, criterion_save, &in, in.label);
	}
	const char *outcome;
	json_t *letter;
	json_object_foreach(json_object_get(c->told, "letters"), outcome, letter) {
		struct letter_input in = { .call = c->call, .outcome = text_of(outcome), .subject = told_text(letter, "subject"),
			                   .body = told_text(letter, "body") };
		replay_run(r, letter_save, &in, in.subject);
	}
}

static void make_call(struct replay *r, struct told_cycle *c, const json_t *told)
{
	struct call_input in = { .cycle = c->id, .title = told_text(told, "title"), .summary = told_text(told, "summary"),
		                 .body = told_text(told, "body"), .who = told_text(told, "who"),
		                 .opens = told_instant(told, "opens"), .closes = told_instant(told, "closes"),
		                 .contact_name = told_text(told, "contact_name"), .contact_email = told_text(told, "contact_email") };
	const json_t *quota;
	size_t i;
	json_array_foreach(json_object_get(told, "quotas"), i, quota) {
		int64_t *seats = call_seats(&in, told_text(quota, "kind"));
		if (seats)
			*seats = told_number(quota, "seats");
		else
			replay_problem(r, "no such kind of territory", told_text(quota, "kind"));
	}
	c->call = replay_run(r, call_save, &in, in.title).id;
	make_questions(r, c->call, json_object_get(told, "questions"));
	make_grid(r, c);
	replay_run(r, call_publish, &(struct call_publication){ c->call, true }, in.title);
}

void tell_cycle(struct replay *r, struct told_cycle *c)
{
	const json_t *call = json_object_get(c->told, "call");
	c->opens = told_instant(call, "opens");
	c->decided = told_instant(c->told, "decided");
	replay_at(r, later(c->opens, -30 * DAY), make_cycle, c, c->told);
	replay_at(r, later(c->opens, -20 * DAY), make_call, c, call);
}
