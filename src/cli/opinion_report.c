/* cordee opinion for people: what the map says, then the figures, in 80 columns. */
#include "cli/opinion_cli.h"

#include <math.h>

enum { SHOWN = 5 };

struct report {
	struct cli *cli;
	const struct opinion_result *r;
	const struct text *titles;
};

static struct text share(const struct report *w, double value)
{
	return share_text(w->cli->arena, w->cli->lang, value, 0);
}

static struct text both(const struct report *w, double low, double high)
{
	return TEXT_CONCAT(w->cli->arena, share(w, low), text(" – "), share(w, high));
}

static void tell_groups(const struct report *w)
{
	static const struct cli_column columns[] = { { N_("groupe"), false },
		                                     { N_("personnes"), true },
		                                     { N_("stabilité"), true } };
	enum { WIDTH = 3 };
	bool stable = w->r->mode == OPINION_CORDEE && !isnan(w->r->stability);
	struct text *cells = arena_many(w->cli->arena, struct text, (size_t)w->r->k * WIDTH);
	size_t width = stable ? WIDTH : WIDTH - 1;
	if (w->r->k == 0)
		return;
	cli_heading(w->cli, N_("Groupes"));
	for (size_t g = 0; g < (size_t)w->r->k; g++) {
		struct text *row = cells + g * width;
		row[0] = opinion_group_name(w->cli->arena, w->r, g);
		row[1] = number_text(w->cli->arena, w->cli->lang, (int64_t)w->r->groups[g].size);
		if (stable)
			row[2] = share(w, w->r->groups[g].stability);
	}
	cli_table(w->cli, columns, width, cells, (size_t)w->r->k);
}

static struct text cell_share(const struct report *w, const struct opinion_cell *c, bool passes)
{
	return opinion_share(w->cli, w->r, passes ? c->seen - c->agree - c->disagree : c->agree,
	                     c->seen);
}

/* Each group's share of agreement, or of passes, on some statements. */
static void tell_votes(const struct report *w, const uint32_t *statements, size_t n, bool passes)
{
	struct cli *cli = w->cli;
	size_t k = (size_t)w->r->k, shown = k < 6 ? k : 6, width = 2 + shown;
	struct cli_column *columns = arena_many(cli->arena, struct cli_column, width);
	struct text *cells = arena_many(cli->arena, struct text, n * width);
	if (n == 0)
		return;
	columns[0] = (struct cli_column){ N_("énoncé"), false };
	columns[1] = (struct cli_column){ N_("tous"), true };
	for (size_t g = 0; g < shown; g++)
		columns[2 + g] = (struct cli_column){
			text_z(cli->arena, opinion_group_name(cli->arena, w->r, g)), true
		};
	for (size_t i = 0; i < n; i++) {
		uint32_t j = statements[i];
		cells[i * width] = w->titles[j];
		cells[i * width + 1] = cell_share(w, &w->r->total[j], passes);
		for (size_t g = 0; g < shown; g++)
			cells[i * width + 2 + g] =
				cell_share(w, &w->r->cells[g * w->r->statements_n + j], passes);
	}
	cli_table(cli, columns, width, cells, n);
}

static void tell_ranking(const struct report *w, const char *heading, const char *says,
                         const struct opinion_ranking *ranking, bool passes)
{
	uint32_t statements[SHOWN];
	size_t n = 0;
	for (size_t i = 0; i < ranking->n && n < SHOWN; i++)
		if (ranking->at[i].significant)
			statements[n++] = ranking->at[i].statement;
	if (n == 0)
		return;
	cli_heading(w->cli, heading);
	cli_say(w->cli, says, NULL);
	tell_votes(w, statements, n, passes);
}

static void tell_consensus(const struct report *w)
{
	uint32_t best[SHOWN];
	size_t n = 0;
	for (uint32_t j = 0; j < w->r->statements_n; j++) {
		if (isnan(w->r->group_informed[j]) || w->r->routes[j].stage == OPINION_STAGE_OUT)
			continue;
		size_t at = n < SHOWN ? n : SHOWN;
		while (at > 0 && w->r->group_informed[best[at - 1]] < w->r->group_informed[j]) {
			if (at < SHOWN)
				best[at] = best[at - 1];
			at--;
		}
		if (at < SHOWN)
			best[at] = j;
		n += n < SHOWN;
	}
	if (n == 0)
		return;
	cli_heading(w->cli,
	            w->r->k > 1 ? N_("Ce qui rassemble les groupes") : N_("Ce qui rassemble"));
	cli_say(w->cli,
	        N_("Part de chacun qui est d'accord ; « – » : moins de cinq personnes, ou aucune."),
	        NULL);
	tell_votes(w, best, n, false);
}

static void tell_claims(const struct report *w, size_t g)
{
	static const struct cli_column columns[] = { { N_("énoncé"), false },
		                                     { N_("côté"), false },
		                                     { N_("votes"), true },
		                                     { N_("écart"), true } };
	enum { WIDTH = 4 };
	const struct opinion_claims *claims = &w->r->representative[g];
	struct cli *cli = w->cli;
	size_t n = claims->n < SHOWN ? claims->n : SHOWN;
	struct text *cells = arena_many(cli->arena, struct text, n * WIDTH);
	bool cordee = w->r->mode == OPINION_CORDEE;
	if (n == 0)
		return;
	for (size_t i = 0; i < n; i++) {
		const struct opinion_claim *c = &claims->at[i];
		struct text *row = cells + i * WIDTH;
		row[0] = w->titles[c->statement];
		row[1] = translate(cli->arena, cli->lang,
		                   c->agree ? N_("d'accord") : N_("pas d'accord"), NULL);
		row[2] = text_format(cli->arena, "%u/%u", c->success, c->trials);
		row[3] = cordee ? both(w, c->low, c->high)
		                : TEXT_CONCAT(cli->arena, text("× "),
		                              real_text(cli->arena, cli->lang, c->repness, 1));
	}
	struct words words = { .name = opinion_group_name(cli->arena, w->r, g),
		               .n = (int64_t)claims->n };
	cli_say(cli,
	        cordee ? N_("Groupe {name} : {n} énoncés où il se distingue des autres ; l'écart "
	                    "est celui des parts, "
	                    "avec son intervalle à 95 %.")
	               : N_("Groupe {name} : {n} énoncés où il se distingue des autres ; l'écart "
	                    "est le rapport des parts."),
	        &words);
	cli_table(cli, columns, WIDTH, cells, n);
}

static void tell_each_group(const struct report *w)
{
	bool any = false;
	for (size_t g = 0; g < (size_t)w->r->k; g++)
		any |= w->r->representative[g].n > 0;
	if (!any)
		return;
	cli_heading(w->cli, N_("Ce que chaque groupe a en propre"));
	for (size_t g = 0; g < (size_t)w->r->k; g++)
		tell_claims(w, g);
}

void opinion_report(struct cli *cli, const struct opinion_read *read,
                    const struct opinion_result *r)
{
	struct report w = { cli, r, opinion_titles(cli, read, r) };
	if (read->polis.topic.n)
		cli_paragraph(cli, read->polis.topic);
	cli_paragraph(cli, opinion_explain(cli->arena, cli->lang, r, w.titles));
	tell_groups(&w);
	tell_consensus(&w);
	tell_ranking(&w, N_("Ce qui rapproche malgré les penchants"),
	             N_("L'approbation qui reste une fois les penchants de chacun pris en compte "
	                "(score de pont)."),
	             &r->bridging, false);
	tell_ranking(&w, N_("Ce qui divise"),
	             N_("Les plus grands écarts entre groupes, ceux que le hasard n'explique pas."),
	             &r->divisive, false);
	tell_ranking(&w, N_("Ce qui laisse hésitant"),
	             N_("Beaucoup ont passé : à éclaircir, ou à mieux formuler. Part de chacun qui "
	                "a passé."),
	             &r->uncertain, true);
	tell_each_group(&w);
	if (r->mode == OPINION_COMPAT)
		cli_say(cli,
		        N_("Calculé comme le fait Polis, votes manquants remplacés par des "
		           "moyennes."),
		        NULL);
}
