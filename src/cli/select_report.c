/* cordee select for people: what the choice says, in 80 columns. */
#include "cli/select_cli.h"

static struct text share(struct cli *cli, double value)
{
	return value < 0 ? text("–") : share_text(cli->arena, cli->lang, value, 2);
}

static struct text number(struct cli *cli, int64_t n)
{
	return number_text(cli->arena, cli->lang, n);
}

static struct text names(struct cli *cli, const struct select_read *read, const size_t *people, size_t n)
{
	struct text all = text("");
	for (size_t i = 0; i < n; i++)
		all = TEXT_CONCAT(cli->arena, all, i ? text(", ") : text(""), read->input.people[people[i]]);
	return n ? all : text("–");
}

/* For each value: how many of the list, their chances on average and the seats they take. */
static void tell_values(struct cli *cli, const struct select_read *read, const struct lottery_result *r)
{
	static const struct cli_column columns[] = { { N_("critère"), false }, { N_("valeur"), false }, { N_("quota"), true },
		{ N_("personnes"), true }, { N_("chance moyenne"), true }, { N_("la plus petite"), true } };
	enum { WIDTH = 6, ROWS = 4096 };
	const struct quota_input *in = &read->input;
	struct text *cells = arena_many(cli->arena, struct text, (size_t)ROWS * WIDTH);
	size_t rows = 0;
	for (size_t f = 0; f < in->features_n; f++)
		for (size_t v = 0; v < in->features[f].values_n && rows < ROWS; v++) {
			const struct quota_value *value = &in->features[f].values[v];
			double sum = 0, least = 1;
			int64_t n = 0;
			for (size_t p = 0; p < in->people_n; p++) {
				if (in->values[p * in->features_n + f] != v)
					continue;
				n++;
				sum += r->chances[p];
				least = r->chances[p] < least ? r->chances[p] : least;
			}
			struct text *row = cells + rows++ * WIDTH;
			row[0] = v ? text("") : in->features[f].name;
			row[1] = value->name;
			row[2] = text_format(cli->arena, "%lld–%lld", (long long)value->least, (long long)value->most);
			row[3] = number(cli, n);
			row[4] = share(cli, n ? sum / (double)n : -1);
			row[5] = share(cli, n ? least : -1);
		}
	cli_heading(cli, N_("Chances par valeur"));
	cli_table(cli, columns, WIDTH, cells, rows);
}

static void tell_comparison(struct cli *cli, const struct select_outcome *out)
{
	static const struct cli_column columns[] = { { N_("règle"), false }, { N_("plus petite chance"), true } };
	struct text cells[] = { text("leximin"), share(cli, out->leximin), text("maximin"), share(cli, out->maximin),
		                text("stratified"), share(cli, out->stratified) };
	if (!out->compared)
		return;
	cli_heading(cli, N_("Selon la règle"));
	cli_table(cli, columns, 2, cells, 3);
}

void select_report_drawn(struct cli *cli, const struct text *people, size_t n, size_t number)
{
	struct text all = text("");
	for (size_t i = 0; i < n; i++)
		all = TEXT_CONCAT(cli->arena, all, i ? text(", ") : text(""), people[i]);
	cli_say(cli, N_("Numéro tiré : {value}. Sont désignés : {name}."),
	        &(struct words){ .value = text_format(cli->arena, "%zu", number), .name = all });
}

void select_report_lottery(struct cli *cli, const struct select_read *read, const struct select_outcome *out)
{
	const struct lottery_result *r = &out->lottery;
	cli_paragraph(cli, lottery_explain(cli->arena, cli->lang, &read->input, &out->options, r));
	if (r->excluded_n)
		cli_say(cli, N_("Exclus par les quotas : {name}."), &(struct words){ .name = names(cli, read, r->excluded, r->excluded_n) });
	tell_values(cli, read, r);
	tell_comparison(cli, out);
	cli_say(cli, N_("Empreinte de la liste : {value}"), &(struct words){ .value = out->list_hash });
	if (!out->draw.randomness.at)
		return;
	const struct lottery_panel *panel = &r->list.panels[out->draw.number];
	struct text *drawn = arena_many(cli->arena, struct text, panel->n);
	for (size_t i = 0; i < panel->n; i++)
		drawn[i] = read->input.people[panel->people[i]];
	select_report_drawn(cli, drawn, panel->n, out->draw.number);
}

static struct text margin_words(struct cli *cli, const struct merit_margin *m)
{
	struct words w = { .n = m->points };
	if (m->standing == MERIT_NEVER)
		return translate(cli->arena, cli->lang, "dans aucun ensemble possible", NULL);
	if (m->standing == MERIT_ALWAYS)
		return translate(cli->arena, cli->lang, "dans tout ensemble possible", NULL);
	if (m->points == 0)
		return translate(cli->arena, cli->lang, "ex aequo avec l'autre côté", NULL);
	return m->chosen ? translate(cli->arena, cli->lang, "à égalité en perdant {n}", &w)
	                 : translate(cli->arena, cli->lang, "à égalité en gagnant {n}", &w);
}

static void tell_margins(struct cli *cli, const struct select_read *read, const struct merit_result *r)
{
	static const struct cli_column columns[] = { { N_("candidature"), false }, { N_("score"), true }, { N_("retenue"), false },
		{ N_("marge"), false } };
	enum { WIDTH = 4 };
	struct text *cells = arena_many(cli->arena, struct text, r->margins_n * WIDTH);
	for (size_t i = 0; i < r->margins_n; i++) {
		const struct merit_margin *m = &r->margins[i];
		struct text *row = cells + i * WIDTH;
		row[0] = read->input.people[m->person];
		row[1] = number(cli, read->scores[m->person]);
		row[2] = m->chosen ? translate(cli->arena, cli->lang, "oui", NULL) : text("");
		row[3] = margin_words(cli, m);
	}
	cli_heading(cli, N_("Marges"));
	cli_table(cli, columns, WIDTH, cells, r->margins_n);
}

static void tell_waiting(struct cli *cli, const struct select_read *read, const struct merit_result *r)
{
	static const struct cli_column columns[] = { { N_("si se retire"), false }, { N_("entre"), false },
		{ N_("ou, tout rejoué, entrent"), false }, { N_("et sortent"), false } };
	enum { WIDTH = 4 };
	struct text *cells = arena_many(cli->arena, struct text, r->waiting_n * WIDTH);
	for (size_t i = 0; i < r->waiting_n; i++) {
		const struct merit_withdrawal *w = &r->waiting[i];
		struct text *row = cells + i * WIDTH;
		row[0] = read->input.people[w->person];
		row[1] = w->replaced ? read->input.people[w->by] : text("–");
		row[2] = names(cli, read, w->in, w->in_n);
		row[3] = names(cli, read, w->out, w->out_n);
	}
	cli_heading(cli, N_("Liste d'attente"));
	cli_table(cli, columns, WIDTH, cells, r->waiting_n);
}

static void tell_ties(struct cli *cli, const struct select_read *read, const struct merit_result *r)
{
	static const struct cli_column columns[] = { { N_("entrent"), false }, { N_("sortent"), false } };
	struct text *cells = arena_many(cli->arena, struct text, r->ties_n * 2);
	if (!r->ties_n)
		return;
	for (size_t i = 0; i < r->ties_n; i++) {
		cells[2 * i] = names(cli, read, r->ties[i].in, r->ties[i].in_n);
		cells[2 * i + 1] = names(cli, read, r->ties[i].out, r->ties[i].out_n);
	}
	cli_heading(cli, N_("Ensembles de même score"));
	cli_table(cli, columns, 2, cells, r->ties_n);
}

void select_report_merit(struct cli *cli, const struct select_read *read, const struct merit_result *r)
{
	cli_paragraph(cli, merit_explain(cli->arena, cli->lang, &read->input, r));
	cli_say(cli, N_("Retenues : {name}."), &(struct words){ .name = names(cli, read, r->chosen, r->chosen_n) });
	tell_ties(cli, read, r);
	tell_waiting(cli, read, r);
	tell_margins(cli, read, r);
}
