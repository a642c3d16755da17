/* cordee budget: the report for people. */
#include "cli/budget_cli.h"

#include "base/list.h"

static struct text name_of(struct cli *cli, const struct budget_project *p)
{
	if (p->name.n == 0)
		return p->id;
	return TEXT_CONCAT(cli->arena, p->id, text(" · "), p->name);
}

static void report_funded(struct cli *cli, const struct budgeted *b)
{
	static const struct cli_column columns[] = { { N_("Projet"), false }, { N_("Coût"), true }, { N_("Voix"), true },
		                                     { N_("Pourquoi"), false } };
	LIST(struct text) cells = { 0 };
	for (size_t i = 0; i < b->result->n_funded; i++) {
		const struct budget_project *p = &b->in->projects[b->result->funded[i].project];
		list_add(cli->arena, &cells, name_of(cli, p));
		list_add(cli->arena, &cells, budget_money(cli->arena, cli->lang, p->cost, NO_TEXT));
		list_add(cli->arena, &cells, number_text(cli->arena, cli->lang, b->result->funded[i].votes));
		list_add(cli->arena, &cells, budget_explain_funded(cli->arena, cli->lang, b->in, b->result, i, b->currency));
	}
	cli_heading(cli, N_("Projets retenus, dans l'ordre"));
	cli_table(cli, columns, 4, cells.at, b->result->n_funded);
}

static void report_unfunded(struct cli *cli, const struct budgeted *b)
{
	static const struct cli_column columns[] = { { N_("Projet"), false }, { N_("Coût"), true }, { N_("Voix"), true },
		                                     { N_("Pourquoi"), false } };
	LIST(struct text) cells = { 0 };
	for (size_t i = 0; i < b->result->n_unfunded; i++) {
		const struct budget_project *p = &b->in->projects[b->result->unfunded[i].project];
		list_add(cli->arena, &cells, name_of(cli, p));
		list_add(cli->arena, &cells, budget_money(cli->arena, cli->lang, p->cost, NO_TEXT));
		list_add(cli->arena, &cells, number_text(cli->arena, cli->lang, b->result->unfunded[i].votes));
		list_add(cli->arena, &cells, budget_explain_unfunded(cli->arena, cli->lang, b->in, b->result, i, b->currency));
	}
	cli_heading(cli, N_("Projets non retenus"));
	cli_table(cli, columns, 4, cells.at, b->result->n_unfunded);
}

static const char *const rule_words[] = { N_("parts égales"), N_("les plus soutenus d'abord"), N_("Phragmén") };

static void report_comparison(struct cli *cli, const struct budgeted *b)
{
	static const struct cli_column columns[] = { { N_("Règle"), false }, { N_("Projets"), true }, { N_("Dépensé"), true },
		                                     { N_("Votants servis"), true } };
	LIST(struct text) cells = { 0 };
	for (enum budget_rule rule = 0; rule < BUDGET_RULES; rule++) {
		const struct budget_result *r = &b->others[rule];
		list_add(cli->arena, &cells, translate(cli->arena, cli->lang, rule_words[rule], NULL));
		list_add(cli->arena, &cells, number_text(cli->arena, cli->lang, (int64_t)r->n_funded));
		list_add(cli->arena, &cells, budget_money(cli->arena, cli->lang, r->cost, b->currency));
		list_add(cli->arena, &cells, share_text(cli->arena, cli->lang,
		                                        (double)r->satisfaction.with_one / (double)b->in->n_voters, 1));
	}
	cli_heading(cli, N_("Selon la règle"));
	cli_table(cli, columns, 4, cells.at, BUDGET_RULES);
}

static void report_districts(struct cli *cli, const struct budgeted *b)
{
	static const struct cli_column columns[] = { { N_("Quartier"), false }, { N_("Projets retenus"), true },
		                                     { N_("Dépensé"), true } };
	LIST(struct text) cells = { 0 };
	for (size_t i = 0; i < b->in->families[BUDGET_DISTRICT].n; i++) {
		const struct budget_class_share *c = &b->result->classes[BUDGET_DISTRICT][i];
		list_add(cli->arena, &cells, b->in->families[BUDGET_DISTRICT].at[i].name);
		list_add(cli->arena, &cells, text_format(cli->arena, "%lld/%lld", (long long)c->funded, (long long)c->projects));
		list_add(cli->arena, &cells, budget_money(cli->arena, cli->lang, c->spent, b->currency));
	}
	if (cells.n == 0)
		return;
	cli_heading(cli, N_("Par quartier"));
	cli_table(cli, columns, 3, cells.at, cells.n / 3);
}

static void report_ties(struct cli *cli, const struct budgeted *b)
{
	for (size_t i = 0; i < b->result->n_ties; i++) {
		const struct budget_tie *tie = &b->result->ties[i];
		struct text all = b->in->projects[tie->projects[0]].id;
		for (size_t k = 1; k < tie->n; k++)
			all = TEXT_CONCAT(cli->arena, all, text(", "), b->in->projects[tie->projects[k]].id);
		cli_say(cli, N_("À égalité, dans l'ordre publié : {value}."), &(struct words){ .value = all });
	}
}

void budget_report(struct cli *cli, const struct budgeted *b)
{
	cli_paragraph(cli, budget_explain(cli->arena, cli->lang, b->in, b->result, b->currency));
	if (b->others)
		report_comparison(cli, b);
	report_funded(cli, b);
	if (b->result->n_unfunded > 0)
		report_unfunded(cli, b);
	report_districts(cli, b);
	report_ties(cli, b);
}
