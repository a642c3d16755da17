/* cordee select --json: the keys that scripts rely on. People are in the order of their ids. */
#include "cli/select_cli.h"

#include <stdlib.h>

static void ids(struct json *j, const struct select_read *read, const char *key, const size_t *people, size_t n)
{
	if (key)
		json_key(j, key);
	json_line(j);
	json_open_array(j);
	for (size_t i = 0; i < n; i++)
		json_text(j, read->input.people[people[i]]);
	json_close(j);
}

struct named {
	struct text name;
	size_t person;
};

static int by_name(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	return text_compare(x->name, y->name);
}

static void chances(struct cli *cli, struct json *j, const struct select_read *read, const char *key, const double *of)
{
	size_t n = read->input.people_n;
	struct named *names = arena_many(cli->arena, struct named, n);
	for (size_t p = 0; p < n; p++)
		names[p] = (struct named){ read->input.people[p], p };
	qsort(names, n, sizeof *names, by_name);
	json_key(j, key);
	json_open_object(j);
	for (size_t i = 0; i < n; i++) {
		json_key_text(j, names[i].name);
		json_number(j, of[names[i].person]);
	}
	json_close(j);
}

static void draw(struct json *j, const struct select_read *read, const struct select_outcome *out)
{
	const struct lottery_panel *panel = &out->lottery.list.panels[out->draw.number];
	if (!out->draw.randomness.at)
		return;
	json_member_text(j, "randomness", out->draw.randomness);
	json_member_int(j, "draw", (int64_t)out->draw.number);
	ids(j, read, "drawn", panel->people, panel->n);
}

static void least(struct json *j, const char *key, double chance)
{
	if (chance >= 0)
		json_member_number(j, key, chance);
}

static void comparison(struct json *j, const struct select_outcome *out)
{
	if (!out->compared)
		return;
	json_key(j, "smallest_chance_by_rule");
	json_open_object(j);
	least(j, "leximin", out->leximin);
	least(j, "maximin", out->maximin);
	least(j, "stratified", out->stratified);
	json_close(j);
}

void select_json_lottery(struct cli *cli, const struct select_read *read, const struct select_outcome *out)
{
	const struct lottery_result *r = &out->lottery;
	struct json j;
	cli_json(cli, &j);
	json_open_object(&j);
	json_member_bool(&j, "feasible", true);
	json_member_text(&j, "rule", text_of(select_rules[out->rule]));
	json_member_number(&j, "min_probability", r->least);
	json_member_number(&j, "bound", r->bound);
	json_member_bool(&j, "proven", r->proven);
	json_member_number(&j, "shortfall", r->shortfall);
	json_member_int(&j, "levels", (int64_t)r->levels);
	json_member_int(&j, "kinds", (int64_t)r->kinds);
	json_member_int(&j, "portfolio", (int64_t)r->portfolio);
	json_member_int(&j, "steps", r->steps);
	comparison(&j, out);
	json_member_text(&j, "explanation", lottery_explain(cli->arena, cli->lang, &read->input, &out->options, r));
	ids(&j, read, "excluded", r->excluded, r->excluded_n);
	chances(cli, &j, read, "probabilities", r->chances);
	chances(cli, &j, read, "list_probabilities", r->list.chances);
	json_member_number(&j, "moved", r->list.moved);
	json_member_text(&j, "list_hash", out->list_hash);
	draw(&j, read, out);
	json_key(&j, "panels");
	json_open_array(&j);
	for (size_t i = 0; i < r->list.n; i++)
		ids(&j, read, NULL, r->list.panels[i].people, r->list.panels[i].n);
	json_close(&j);
	json_close(&j);
	json_end(&j);
}

static void bound(struct json *j, const struct select_read *read, const struct quota_change *c, bool change)
{
	json_line(j);
	json_open_object(j);
	if (c->feature != QUOTA_NO_FEATURE) {
		json_member_text(j, "feature", read->input.features[c->feature].name);
		json_member_text(j, "value", read->input.features[c->feature].values[c->value].name);
	} else {
		json_member_bool(j, "size", true);
	}
	json_member_text(j, "bound", c->most ? text("max") : text("min"));
	json_member_int(j, change ? "from" : "is", c->from);
	if (change)
		json_member_int(j, "to", c->to);
	json_close(j);
}

void select_json_infeasible(struct cli *cli, const struct select_read *read, const struct quota_verdict *v)
{
	struct json j;
	cli_json(cli, &j);
	json_open_object(&j);
	json_member_bool(&j, "feasible", false);
	json_member_text(&j, "explanation", quota_explain(cli->arena, cli->lang, &read->input, v));
	json_key(&j, "conflict");
	json_open_array(&j);
	for (size_t i = 0; i < v->conflict_n; i++)
		bound(&j, read, &v->conflict[i], false);
	json_close(&j);
	json_key(&j, "relaxation");
	json_open_array(&j);
	for (size_t i = 0; i < v->changes_n; i++)
		bound(&j, read, &v->changes[i], true);
	json_close(&j);
	json_member_int(&j, "relaxation_total", v->total);
	json_close(&j);
	json_end(&j);
}

static void waiting(struct json *j, const struct select_read *read, const struct merit_withdrawal *w)
{
	json_open_object(j);
	json_member_text(j, "withdrawn", read->input.people[w->person]);
	json_key(j, "replacement");
	if (w->replaced)
		json_text(j, read->input.people[w->by]);
	else
		json_nothing(j);
	json_member_int(j, "as_good", (int64_t)w->others);
	json_key(j, "anew");
	if (w->again) {
		json_open_object(j);
		json_member_int(j, "score", w->score);
		ids(j, read, "in", w->in, w->in_n);
		ids(j, read, "out", w->out, w->out_n);
		json_close(j);
	} else {
		json_nothing(j);
	}
	json_close(j);
}

static void margin(struct json *j, const struct select_read *read, const struct merit_margin *m)
{
	static const char *const standings[] = { "moves", "never", "always" };
	json_line(j);
	json_open_object(j);
	json_member_text(j, "id", read->input.people[m->person]);
	json_member_bool(j, "selected", m->chosen);
	json_member_text(j, "standing", text_of(standings[m->standing]));
	json_key(j, "points");
	if (m->standing == MERIT_MOVES)
		json_int(j, m->points);
	else
		json_nothing(j);
	json_close(j);
}

static void ties(struct json *j, const struct select_read *read, const struct merit_result *r)
{
	json_key(j, "ties");
	json_open_array(j);
	for (size_t i = 0; i < r->ties_n; i++) {
		json_open_object(j);
		ids(j, read, "in", r->ties[i].in, r->ties[i].in_n);
		ids(j, read, "out", r->ties[i].out, r->ties[i].out_n);
		json_close(j);
	}
	json_close(j);
	json_member_bool(j, "more_ties", r->more_ties);
}

void select_json_merit(struct cli *cli, const struct select_read *read, const struct merit_result *r)
{
	struct json j;
	cli_json(cli, &j);
	json_open_object(&j);
	json_member_bool(&j, "feasible", true);
	json_member_text(&j, "rule", text("merit"));
	ids(&j, read, "selected", r->chosen, r->chosen_n);
	json_member_int(&j, "score", r->score);
	json_member_bool(&j, "complete", r->complete);
	json_member_text(&j, "explanation", merit_explain(cli->arena, cli->lang, &read->input, r));
	json_key(&j, "waiting");
	json_open_array(&j);
	for (size_t i = 0; i < r->waiting_n; i++)
		waiting(&j, read, &r->waiting[i]);
	json_close(&j);
	ties(&j, read, r);
	json_key(&j, "sensitivity");
	json_open_array(&j);
	for (size_t i = 0; i < r->margins_n; i++)
		margin(&j, read, &r->margins[i]);
	json_close(&j);
	json_close(&j);
	json_end(&j);
}
