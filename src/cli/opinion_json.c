/* cordee opinion --json: every number of the map, under the keys that scripts rely on. */
#include "cli/opinion_cli.h"

#include <math.h>

static void reals(struct json *j, const char *key, const double *at, size_t n)
{
	json_key(j, key);
	json_line(j);
	json_open_array(j);
	for (size_t i = 0; i < n; i++)
		json_number(j, at[i]);
	json_close(j);
}

static struct text digits_of(int64_t id, char digits[static TEXT_DIGITS])
{
	return text_digits(digits, id);
}

static void by_statement(struct json *j, const char *key, const struct opinion_result *r,
                         const double *value)
{
	char digits[TEXT_DIGITS];
	json_key(j, key);
	json_open_object(j);
	for (size_t s = 0; s < r->statements_n; s++) {
		json_key_text(j, digits_of(r->statement_ids[s], digits));
		json_number(j, value[s]);
	}
	json_close(j);
}

/* A count of people, or null when too few to tell. */
static void count(struct json *j, const struct opinion_result *r, const char *key, uint32_t n)
{
	json_key(j, key);
	if (opinion_may_tell(r, n))
		json_int(j, n);
	else
		json_nothing(j);
}

static void map_members(struct json *j, const struct opinion_result *r)
{
	json_key(j, "statement_ids");
	json_line(j);
	json_open_array(j);
	for (size_t s = 0; s < r->statements_n; s++)
		json_int(j, r->statement_ids[s]);
	json_close(j);
	reals(j, "center", r->center, r->statements_n);
	json_key(j, "components");
	json_open_array(j);
	for (size_t c = 0; c < OPINION_AXES; c++) {
		json_line(j);
		json_open_array(j);
		for (size_t s = 0; s < r->statements_n; s++)
			json_number(j, r->components[c][s]);
		json_close(j);
	}
	json_close(j);
}

static void place_members(struct json *j, const struct opinion_result *r)
{
	json_key(j, "projection");
	json_open_array(j);
	for (size_t i = 0; i < r->people_n; i++) {
		json_line(j);
		json_open_object(j);
		json_member_int(j, "id", r->people_ids[i]);
		json_member_number(j, "x", r->projection[i].x);
		json_member_number(j, "y", r->projection[i].y);
		if (r->blur)
			json_member_number(j, "blur", r->blur[i]);
		json_close(j);
	}
	json_close(j);
	json_key(j, "statement_projection");
	json_open_array(j);
	for (size_t s = 0; s < r->statements_n; s++) {
		json_line(j);
		json_open_object(j);
		json_member_int(j, "id", r->statement_ids[s]);
		json_member_number(j, "x", r->places[s].x);
		json_member_number(j, "y", r->places[s].y);
		json_member_number(j, "extremity", r->places[s].extremity);
		json_close(j);
	}
	json_close(j);
}

static void group_members(struct json *j, const struct opinion_result *r)
{
	json_member_int(j, "k", r->k);
	json_member_number(j, "silhouette", r->silhouette);
	json_key(j, "groups");
	json_open_array(j);
	for (size_t g = 0; g < (size_t)r->k; g++) {
		json_open_object(j);
		json_member_int(j, "id", r->groups[g].id);
		json_member_int(j, "size", (int64_t)r->groups[g].size);
		if (r->mode == OPINION_CORDEE)
			json_member_number(j, "stability", r->groups[g].stability);
		json_key(j, "members");
		json_line(j);
		json_open_array(j);
		for (size_t i = 0; i < r->groups[g].size; i++)
			json_int(j, r->people_ids[r->groups[g].members[i]]);
		json_close(j);
		json_close(j);
	}
	json_close(j);
}

static void claim(struct json *j, const struct opinion_result *r, const struct opinion_claim *c,
                  bool of_group)
{
	json_line(j);
	json_open_object(j);
	json_member_int(j, "id", r->statement_ids[c->statement]);
	json_member_text(j, "side", c->agree ? text("agree") : text("disagree"));
	count(j, r, "n_success", c->success);
	count(j, r, "n_trials", c->trials);
	json_member_number(j, "p_success", c->p_success);
	json_member_number(j, "p_test", c->p_test);
	if (of_group) {
		json_member_number(j, "repness", c->repness);
		json_member_number(j, "repness_test", c->repness_test);
	}
	if (r->mode == OPINION_CORDEE) {
		json_member_number(j, "effect", c->effect);
		json_member_number(j, "low", c->low);
		json_member_number(j, "high", c->high);
		json_member_number(j, "p_value", c->p_value);
		json_member_number(j, "q_value", c->q_value);
	} else if (of_group) {
		json_member_bool(j, "best_agree", c->best);
	}
	json_close(j);
}

static void claims(struct json *j, const struct opinion_result *r, const struct opinion_claims *all,
                   bool of_group)
{
	json_open_array(j);
	for (size_t i = 0; i < all->n; i++)
		claim(j, r, &all->at[i], of_group);
	json_close(j);
}

static void claim_members(struct json *j, const struct opinion_result *r)
{
	char digits[TEXT_DIGITS];
	json_key(j, "representative");
	json_open_object(j);
	for (size_t g = 0; g < (size_t)r->k; g++) {
		json_key_text(j, digits_of(r->groups[g].id, digits));
		claims(j, r, &r->representative[g], true);
	}
	json_close(j);
	json_key(j, "majority");
	json_open_object(j);
	json_key(j, "agree");
	claims(j, r, &r->majority_agree, false);
	json_key(j, "disagree");
	claims(j, r, &r->majority_disagree, false);
	json_close(j);
	by_statement(j, "group_informed", r, r->group_informed);
	by_statement(j, "priority", r, r->priority);
}

static void ranking(struct json *j, const char *key, const struct opinion_result *r,
                    const struct opinion_ranking *ranked)
{
	json_key(j, key);
	json_open_array(j);
	for (size_t i = 0; i < ranked->n; i++) {
		const struct opinion_ranked *s = &ranked->at[i];
		const struct opinion_cell *c = &r->total[s->statement];
		json_line(j);
		json_open_object(j);
		json_member_int(j, "id", r->statement_ids[s->statement]);
		json_member_number(j, "value", s->value);
		json_member_number(j, "low", s->low);
		json_member_number(j, "high", s->high);
		json_member_number(j, "p_value", s->p_value);
		json_member_number(j, "q_value", s->q_value);
		json_member_bool(j, "significant", s->significant);
		count(j, r, "agree", c->agree);
		count(j, r, "disagree", c->disagree);
		count(j, r, "pass", c->seen - c->agree - c->disagree);
		count(j, r, "seen", c->seen);
		json_close(j);
	}
	json_close(j);
}

static void routing(struct json *j, const struct opinion_result *r)
{
	static const char *const stages[] = { "seed", "new", "open", "out" };
	json_key(j, "routing");
	json_open_array(j);
	for (size_t s = 0; s < r->statements_n; s++) {
		json_line(j);
		json_open_object(j);
		json_member_int(j, "id", r->statement_ids[s]);
		json_member_text(j, "stage", text_of(stages[r->routes[s].stage]));
		json_member_number(j, "weight", r->routes[s].weight);
		json_member_number(j, "share", r->routes[s].share);
		json_close(j);
	}
	json_close(j);
}

static void cordee_members(struct json *j, const struct opinion_result *r)
{
	char digits[TEXT_DIGITS];
	json_member_bool(j, "clear", r->clear);
	json_member_number(j, "stability", r->stability);
	json_member_int(j, "axes", (int64_t)r->axes);
	json_member_number(j, "signal", r->signal);
	json_member_number(j, "noise", r->noise);
	ranking(j, "bridging", r, &r->bridging);
	ranking(j, "divisive", r, &r->divisive);
	ranking(j, "uncertain", r, &r->uncertain);
	json_key(j, "confidence");
	json_open_object(j);
	for (size_t i = 0; r->confidence && i < r->people_n; i++) {
		if (r->group_of[i] == OPINION_NONE)
			continue;
		json_key_text(j, digits_of(r->people_ids[i], digits));
		json_number(j, r->confidence[i]);
	}
	json_close(j);
	routing(j, r);
}

void opinion_json(struct cli *cli, const struct opinion_read *read, const struct opinion_result *r)
{
	struct json j;
	cli_json(cli, &j);
	json_open_object(&j);
	json_member_text(&j, "mode", r->mode == OPINION_COMPAT ? text("compat") : text("cordee"));
	if (read->polis.topic.n)
		json_member_text(&j, "topic", read->polis.topic);
	json_member_int(&j, "participants", (int64_t)r->people_n);
	json_member_int(&j, "statements", (int64_t)r->statements_n);
	json_member_int(&j, "votes", (int64_t)r->votes_n);
	map_members(&j, r);
	place_members(&j, r);
	group_members(&j, r);
	claim_members(&j, r);
	if (r->mode == OPINION_CORDEE)
		cordee_members(&j, r);
	json_member_text(&j, "explanation",
	                 opinion_explain(cli->arena, cli->lang, r, opinion_titles(cli, read, r)));
	json_close(&j);
	json_end(&j);
}
