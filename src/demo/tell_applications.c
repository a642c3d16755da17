/* Applications: each starts with the staff member, who invites the elected official. */
#include "call/call.h"
#include "demo/replay.h"
#include "people/person.h"

static struct text key_of(const json_t *told)
{
	struct text code = told_text(told, "territory");
	return code.n ? code : told_text(told, "name");
}

static int64_t application_told(struct replay *r, struct told_cycle *c, const json_t *told)
{
	return alias_id(r, c->applications.at, c->applications.n, key_of(told));
}

static int64_t person_of(struct replay *r, struct told_cycle *c, const json_t *told)
{
	int64_t id = person_ensure(r->tx, r->arena, told_text(told, "email"), told_text(told, "name"), told_text(told, "office"));
	list_add(r->arena, &c->people, (struct alias){ told_text(told, "email"), id, 0 });
	return id;
}

static void start(struct replay *r, struct told_cycle *c, const json_t *told)
{
	const json_t *staff = json_object_get(told, "staff"), *elected = json_object_get(told, "elected");
	struct text name = told_text(told, "name");
	int64_t person = person_of(r, c, staff);
	struct candidacy in = { .call = c->call, .person = person, .side = text("staff"), .my_name = told_text(staff, "name"),
		                .my_office = told_text(staff, "office"), .code = told_text(told, "territory"),
		                .kind = told_text(told, "kind"), .name = name, .at = clock_now() };
	int64_t application = replay_run(r, application_start, &in, name).id;
	list_add(r->arena, &c->applications, (struct alias){ key_of(told), application, 0 });
	struct pair_invitation invited = { .app = r->app, .application = application, .person = person,
		                           .name = told_text(elected, "name"), .email = told_text(elected, "email"),
		                           .office = told_text(elected, "office"), .at = clock_now() };
	replay_run(r, applicant_invite, &invited, name);
}

static void confirm(struct replay *r, struct told_cycle *c, const json_t *told)
{
	person_of(r, c, json_object_get(told, "elected"));
	struct pair_confirmation in = { .app = r->app, .application = application_told(r, c, told),
		                        .side = text("elected"), .at = clock_now() };
	replay_run(r, applicant_confirm, &in, told_text(told, "name"));
}

static struct text answer_text(struct arena *arena, const json_t *value)
{
	if (json_is_integer(value))
		return text_format(arena, "%lld", (long long)json_integer_value(value));
	return json_is_string(value) ? text_of(json_string_value(value)) : NO_TEXT;
}

static void answer(struct replay *r, struct told_cycle *c, const json_t *told)
{
	struct rows rows = questions_of(r->tx, r->arena, c->call);
	const struct question *questions = rows.at;
	struct answer_input *answers = arena_many(r->arena, struct answer_input, rows.n);
	size_t n = 0;
	for (size_t i = 0; i < rows.n; i++) {
		const json_t *value = json_object_get(json_object_get(told, "answers"), text_z(r->arena, questions[i].key));
		struct text words = answer_text(r->arena, value);
		if (words.n)
			answers[n++] = (struct answer_input){ questions[i].id, words };
	}
	int64_t id = application_told(r, c, told);
	const struct application *a = application_by_id(r->tx, r->arena, id);
	if (!a)
		return;
	struct application_draft in = { .application = id, .person = a->author, .version = a->version, .answers = answers,
		                        .n = n, .at = clock_now() };
	replay_run(r, application_save, &in, a->name);
}

static void submit(struct replay *r, struct told_cycle *c, const json_t *told)
{
	int64_t id = application_told(r, c, told);
	const struct application *a = application_by_id(r->tx, r->arena, id);
	if (a)
		replay_run(r, application_submit,
		           &(struct submission){ .app = r->app, .application = id, .person = a->author, .at = clock_now() }, a->name);
}

void tell_applications(struct replay *r, struct told_cycle *c)
{
	enum { HOUR = 3600, TWO_DAYS = 2 * 86400 };
	const json_t *told, *all = told_file(r, c->folder, "applications.json");
	size_t i;
	json_array_foreach(all, i, told) {
		struct instant created = told_instant(told, "created"), submitted = told_instant(told, "submitted");
		replay_at(r, created, start, c, told);
		replay_at(r, later(created, HOUR / 4), answer, c, told);
		if (submitted.s == 0)
			continue;
		int64_t half = (submitted.s - created.s) / 2; /* soon, while the link lives */
		replay_at(r, later(created, half < TWO_DAYS ? half : TWO_DAYS), confirm, c, told);
		replay_at(r, submitted, submit, c, told);
	}
}
