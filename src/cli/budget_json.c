/* cordee budget: the account for machines. Amounts are in whole units of the currency, as in
 * the file. */
#include "cli/budget_cli.h"

static void put_money(struct json *j, const char *key, int64_t cents)
{
	if (cents % 100 == 0)
		json_member_int(j, key, cents / 100);
	else
		json_member_number(j, key, (double)cents / 100);
}

static void put_ids(struct json *j, const char *key, const struct budget_input *in, const uint32_t *projects, size_t n)
{
	json_key(j, key);
	json_line(j);
	json_open_array(j);
	for (size_t i = 0; i < n; i++)
		json_text(j, in->projects[projects[i]].id);
	json_close(j);
}

static void put_winners(struct cli *cli, struct json *j, const struct budget_input *in, const struct budget_result *r)
{
	uint32_t *winners = arena_many(cli->arena, uint32_t, r->n_funded);
	for (size_t i = 0; i < r->n_funded; i++)
		winners[i] = r->funded[i].project;
	put_ids(j, "winners", in, winners, r->n_funded);
	put_money(j, "cost", r->cost);
}

static void put_funded(struct cli *cli, struct json *j, const struct budgeted *b, size_t i)
{
	static const char *const stages[] = { "rule", "completion", "floor" };
	const struct budget_funded *f = &b->result->funded[i];
	json_line(j);
	json_open_object(j);
	json_member_text(j, "id", b->in->projects[f->project].id);
	put_money(j, "cost", b->in->projects[f->project].cost);
	json_member_int(j, "votes", f->votes);
	json_member_text(j, "stage", text_of(stages[f->stage]));
	if (rational_sign(f->paid) > 0) {
		json_member_number(j, "paid", rational_real(f->paid) / 100);
		json_member_number(j, "paid_share", rational_real(f->paid) / (double)b->in->projects[f->project].cost);
		json_member_int(j, "in_full", f->in_full);
		json_member_int(j, "the_rest", f->the_rest);
	}
	json_member_text(j, "why", budget_explain_funded(cli->arena, cli->lang, b->in, b->result, i, b->currency));
	json_close(j);
}

static void put_unfunded(struct cli *cli, struct json *j, const struct budgeted *b, size_t i)
{
	static const char *const reasons[] = { "unpaid", "few", "excluded", "ceiling", "reserved" };
	const struct budget_unfunded *u = &b->result->unfunded[i];
	json_line(j);
	json_open_object(j);
	json_member_text(j, "id", b->in->projects[u->project].id);
	put_money(j, "cost", b->in->projects[u->project].cost);
	json_member_int(j, "votes", u->votes);
	json_member_text(j, "reason", text_of(reasons[u->reason]));
	if (u->reason == BUDGET_UNPAID)
		put_money(j, "enough_cost", u->enough_cost);
	if (u->enough_votes >= 0)
		json_member_int(j, "enough_votes", u->enough_votes);
	json_member_text(j, "why", budget_explain_unfunded(cli->arena, cli->lang, b->in, b->result, i, b->currency));
	json_close(j);
}

static void put_voters(struct json *j, const struct budget_input *in, const struct budget_satisfaction *s)
{
	json_key(j, "voters");
	json_line(j);
	json_open_object(j);
	json_member_int(j, "all", (int64_t)in->n_voters);
	json_member_int(j, "with_one", s->with_one);
	json_key(j, "by_count");
	json_open_array(j);
	for (size_t i = 0; i < BUDGET_COUNTS; i++)
		json_int(j, s->by_count[i]);
	json_close(j);
	json_key(j, "tenths");
	json_open_array(j);
	for (size_t i = 0; i < BUDGET_TENTHS; i++)
		json_number(j, (double)s->tenths[i] / 100);
	json_close(j);
	json_member_number(j, "mean", (double)s->mean / 100);
	json_close(j);
}

static void put_classes(struct json *j, const char *key, const struct budgeted *b, enum budget_family f)
{
	json_key(j, key);
	json_open_array(j);
	for (size_t i = 0; i < b->in->families[f].n; i++) {
		const struct budget_class_share *c = &b->result->classes[f][i];
		json_line(j);
		json_open_object(j);
		json_member_text(j, "name", b->in->families[f].at[i].name);
		put_money(j, "spent", c->spent);
		json_member_int(j, "projects", c->projects);
		json_member_int(j, "funded", c->funded);
		json_member_int(j, "votes", c->votes);
		put_money(j, "missing", c->missing);
		if (f == BUDGET_DISTRICT && b->in->voter_district) {
			json_member_int(j, "voters", c->voters);
			json_member_int(j, "with_one", c->with_one);
		}
		json_close(j);
	}
	json_close(j);
}

static void put_explanation(struct cli *cli, struct json *j, const struct budgeted *b)
{
	json_key(j, "explanation");
	json_open_object(j);
	json_member_text(j, "text", budget_explain(cli->arena, cli->lang, b->in, b->result, b->currency));
	if (b->result->options.rule == BUDGET_EQUAL_SHARES) {
		json_member_number(j, "share", rational_real(b->result->share) / 100);
		json_member_int(j, "raises", b->result->raises);
	}
	json_key(j, "funded");
	json_open_array(j);
	for (size_t i = 0; i < b->result->n_funded; i++)
		put_funded(cli, j, b, i);
	json_close(j);
	json_key(j, "unfunded");
	json_open_array(j);
	for (size_t i = 0; i < b->result->n_unfunded; i++)
		put_unfunded(cli, j, b, i);
	json_close(j);
	put_voters(j, b->in, &b->result->satisfaction);
	put_classes(j, "categories", b, BUDGET_CATEGORY);
	put_classes(j, "districts", b, BUDGET_DISTRICT);
	json_close(j);
}

static void put_ties(struct json *j, const struct budgeted *b)
{
	json_key(j, "ties");
	json_open_array(j);
	for (size_t i = 0; i < b->result->n_ties; i++) {
		const struct budget_tie *tie = &b->result->ties[i];
		json_line(j);
		json_open_object(j);
		json_member_text(j, "taken", b->in->projects[tie->projects[0]].id);
		put_ids(j, "projects", b->in, tie->projects, tie->n);
		json_close(j);
	}
	json_close(j);
}

static void put_comparison(struct cli *cli, struct json *j, const struct budgeted *b)
{
	json_key(j, "comparison");
	json_open_array(j);
	for (enum budget_rule rule = 0; rule < BUDGET_RULES; rule++) {
		const struct budget_result *r = &b->others[rule];
		json_open_object(j);
		json_member_text(j, "rule", text_of(budget_rule_name(rule)));
		put_winners(cli, j, b->in, r);
		json_member_int(j, "with_one", r->satisfaction.with_one);
		json_member_number(j, "mean", (double)r->satisfaction.mean / 100);
		json_close(j);
	}
	json_close(j);
}

bool budget_json(struct cli *cli, const struct budgeted *b)
{
	struct json j;
	const struct budget_options *o = &b->result->options;
	cli_json(cli, &j);
	json_open_object(&j);
	json_member_text(&j, "rule", text_of(budget_rule_name(o->rule)));
	json_member_text(&j, "utility", text_of(budget_utility_name(o->utility)));
	json_member_text(&j, "completion", text_of(budget_completion_name(o->completion)));
	json_member_text(&j, "order", text_of(budget_order_name(o->order)));
	put_money(&j, "budget", b->in->budget);
	put_winners(cli, &j, b->in, b->result);
	put_explanation(cli, &j, b);
	put_ties(&j, b);
	if (b->others)
		put_comparison(cli, &j, b);
	json_close(&j);
	return json_end(&j);
}
