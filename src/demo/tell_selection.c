/* The jury's work and the decision; the cohort's welcome and its departures. */
#include "cohort/cohort.h"
#include "demo/replay.h"
#include "selection/selection.h"

enum { HOUR = 3600 };

static int64_t application_of(struct replay *r, struct told_cycle *c, const json_t *told)
{
	struct text code = told_text(told, "territory");
	return alias_id(r, c->applications.at, c->applications.n, code.n ? code : told_text(told, "name"));
}

/* What is nested in an application must find it again when played. */
static const json_t *nested(struct replay *r, const json_t *application, const json_t *item)
{
	json_t *pair = json_pack("{s:O,s:O}", "application", application, "item", item);
	if (pair)
		list_add(r->arena, &r->documents, pair);
	return pair;
}

static void review(struct replay *r, struct told_cycle *c, const json_t *told)
{
	const json_t *application = json_object_get(told, "application"), *score = json_object_get(told, "item");
	struct rows rows = criteria_of(r->tx, r->arena, c->call);
	const struct criterion *criteria = rows.at;
	struct mark_input *marks = arena_many(r->arena, struct mark_input, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		marks[i] = (struct mark_input){ criteria[i].id, told_number(json_object_get(score, "marks"),
			                                                    text_z(r->arena, criteria[i].key)) };
	struct review_input in = { .application = application_of(r, c, application),
		                   .juror = person_told(r, c, told_text(score, "juror")).id, .marks = marks, .n = rows.n,
		                   .comment = told_text(score, "comment") };
	replay_run(r, review_save, &in, told_text(application, "name"));
}

static void recuse(struct replay *r, struct told_cycle *c, const json_t *told)
{
	const json_t *application = json_object_get(told, "application"), *recusal = json_object_get(told, "item");
	struct recusal_input in = { .application = application_of(r, c, application),
		                    .juror = person_told(r, c, told_text(recusal, "juror")).id,
		                    .reason = told_text(recusal, "reason") };
	replay_run(r, recusal_declare, &in, told_text(application, "name"));
}

static void choose(struct replay *r, struct told_cycle *c, const json_t *applications)
{
	struct choice_input *choices = arena_many(r->arena, struct choice_input, json_array_size(applications));
	const json_t *told;
	size_t i, n = 0;
	json_array_foreach(applications, i, told)
		if (told_instant(told, "submitted").s)
			choices[n++] = (struct choice_input){ application_of(r, c, told), told_text(told, "outcome"),
				                              told_number(told, "rank") };
	replay_run(r, choice_set, &(struct choices_input){ .call = c->call, .at = choices, .n = n }, text_of(c->folder));
}

/* Who is of which territory is known once the cohort is. */
static void know_members(struct replay *r, struct told_cycle *c, const json_t *applications)
{
	static const char *const sides[] = { "elected", "staff" };
	const json_t *told;
	size_t i;
	json_array_foreach(applications, i, told) {
		if (!text_is(told_text(told, "outcome"), "selected"))
			continue;
		int64_t member = member_told(r, c, told_text(told, "territory"));
		for (size_t side = 0; side < 2; side++)
			for (size_t j = 0; j < c->people.n; j++)
				if (text_equal(c->people.at[j].name, told_text(json_object_get(told, sides[side]), "email")))
					c->people.at[j].member = member;
	}
}

static void decide_all(struct replay *r, struct told_cycle *c, const json_t *applications)
{
	replay_run(r, decide, &(struct decision_input){ .app = r->app, .call = c->call, .by = c->facilitator }, text_of(c->folder));
	if (!replay_failed(r))
		know_members(r, c, applications);
}

int64_t member_told(struct replay *r, struct told_cycle *c, struct text code)
{
	struct rows rows = members_of(r->tx, r->arena, c->id);
	for (const struct member *m = rows.at; m < (const struct member *)rows.at + rows.n; m++)
		if (text_equal(m->code, code))
			return m->id;
	replay_problem(r, "no member has this code", code);
	return 0;
}

void tell_selection(struct replay *r, struct told_cycle *c)
{
	const json_t *all = told_file(r, c->folder, "applications.json"), *told, *item;
	size_t i, j;
	json_array_foreach(all, i, told) {
		json_array_foreach(json_object_get(told, "scores"), j, item)
			replay_at(r, told_instant(item, "at"), review, c, nested(r, told, item));
		json_array_foreach(json_object_get(told, "recusals"), j, item)
			replay_at(r, told_instant(item, "at"), recuse, c, nested(r, told, item));
	}
	replay_at(r, later(c->decided, -HOUR), choose, c, all);
	replay_at(r, c->decided, decide_all, c, all);
}

static void welcome(struct replay *r, struct told_cycle *c, const json_t *told)
{
	struct welcome_input in = { .cycle = c->id, .welcome = told_text(told, "welcome"), .charter = told_text(told, "charter") };
	replay_run(r, welcome_save, &in, text_of(c->folder));
}

static void withdraw(struct replay *r, struct told_cycle *c, const json_t *told)
{
	struct withdrawal_input in = { .app = r->app, .member = member_told(r, c, told_text(told, "territory")),
		                       .by = c->facilitator, .reason = told_text(told, "reason") };
	replay_run(r, member_withdraw, &in, in.reason);
}

void tell_cohort(struct replay *r, struct told_cycle *c)
{
	const json_t *cohort = told_file(r, c->folder, "cohort.json"), *told;
	size_t i;
	replay_at(r, later(c->decided, HOUR), welcome, c, cohort);
	json_array_foreach(json_object_get(cohort, "withdrawals"), i, told)
		replay_at(r, told_instant(told, "at"), withdraw, c, told);
}
