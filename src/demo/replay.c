/* Replay: events in order, and the commands that they run. */
#include "demo/replay.h"

#include <stdlib.h>

void replay_problem(struct replay *r, const char *what, struct text name)
{
	error_set(r->err, ERROR_INPUT, NULL, "demo: %s: %" TEXT, what, text_args(name));
}

void replay_at(struct replay *r, struct instant at, play_fn *play, struct told_cycle *cycle, const json_t *item)
{
	if (at.s == 0)
		replay_problem(r, "something has no date in", text_of(cycle ? cycle->folder : "articles"));
	if (at.s <= r->until.s)
		list_add(r->arena, &r->events, (struct event){ at, r->events.n, play, cycle, item });
}

struct made replay_run(struct replay *r, command_fn *command, const void *in, struct text what)
{
	struct made made = { 0 };
	if (replay_failed(r))
		return made;
	struct error refused = { 0 };
	if (!command(r->tx, r->arena, in, &made, &refused))
		error_set(r->err, ERROR_INPUT, NULL, "demo: %" TEXT ": %" TEXT, text_args(text_excerpt(r->arena, what, 60)),
		          text_args(error_text(r->arena, LANG_FR, &refused)));
	return made;
}

static int by_date(const void *a, const void *b)
{
	const struct event *x = a, *y = b;
	if (x->at.s != y->at.s)
		return x->at.s < y->at.s ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

void replay_play(struct replay *r)
{
	if (r->events.n)
		qsort(r->events.at, r->events.n, sizeof *r->events.at, by_date);
	for (size_t i = 0; i < r->events.n && !replay_failed(r) && !db_failed(r->tx); i++) {
		const struct event *e = &r->events.at[i];
		clock_set(e->at);
		e->play(r, e->cycle, e->item);
	}
}

int64_t alias_id(struct replay *r, const struct alias *aliases, size_t n, struct text name)
{
	for (size_t i = 0; i < n; i++)
		if (text_equal(aliases[i].name, name))
			return aliases[i].id;
	replay_problem(r, "nothing has this name", name);
	return 0;
}

struct alias person_told(struct replay *r, struct told_cycle *c, struct text email)
{
	if (email.n == 0)
		return (struct alias){ .id = c->facilitator };
	for (size_t i = 0; i < c->people.n; i++)
		if (text_equal(c->people.at[i].name, email))
			return c->people.at[i];
	replay_problem(r, "nobody has this address", email);
	return (struct alias){ 0 };
}

bool is_facilitator(const struct told_cycle *c, int64_t person)
{
	const json_t *told;
	size_t i;
	json_array_foreach(json_object_get(c->told, "people"), i, told)
		if (text_is(told_text(told, "role"), "facilitator"))
			for (size_t j = 0; j < c->people.n; j++)
				if (c->people.at[j].id == person && text_equal(c->people.at[j].name, told_text(told, "email")))
					return true;
	return false;
}
