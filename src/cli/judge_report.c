/* The result of an election for people, and for machines. */
#include "cli/judge.h"

#include "base/list.h"

static struct text number(struct cli *cli, uint64_t n)
{
	return number_text(cli->arena, cli->lang, (int64_t)n);
}

struct text judge_percent(struct arena *arena, enum lang lang, uint64_t part, uint64_t whole)
{
	uint64_t tenths = whole ? (part * 2000 + whole) / (2 * whole) : 0; /* rounded half up */
	return text_format(arena, "%llu%s%llu\u00a0%%", (unsigned long long)(tenths / 10), lang == LANG_FR ? "," : ".",
	                   (unsigned long long)(tenths % 10));
}

struct text judge_mean(struct arena *arena, enum lang lang, const struct judgment_total *t)
{
	if (t->given == 0)
		return text("—");
	uint64_t hundredths = (t->total * 200 + t->given) / (2 * t->given);
	return text_format(arena, "%llu%s%02llu", (unsigned long long)(hundredths / 100), lang == LANG_FR ? "," : ".",
	                   (unsigned long long)(hundredths % 100));
}

/* ---- Tables ---- */

static size_t merit_cells(struct cli *cli, const struct judged *j, const struct judgment_merit *m, struct text *cells)
{
	cells[0] = m->graded ? j->majority.grades[m->majority] : text("—");
	cells[1] = judge_percent(cli->arena, cli->lang, m->above, m->graded);
	cells[2] = judge_percent(cli->arena, cli->lang, m->below, m->graded);
	cells[3] = number(cli, m->nothing);
	return 4;
}

static size_t total_cells(struct cli *cli, const struct judged *j, const struct judgment_total *t, struct text *cells)
{
	if (j->rule == JUDGE_APPROVALS) {
		cells[0] = number(cli, t->total);
		cells[1] = judge_percent(cli->arena, cli->lang, t->total, j->voters);
		return 2;
	}
	cells[0] = judge_mean(cli->arena, cli->lang, t);
	cells[1] = text_format(cli->arena, "%llu/%llu", (unsigned long long)t->top, (unsigned long long)t->bottom);
	cells[2] = text_format(cli->arena, "%.2f", t->spread);
	cells[3] = number(cli, t->given);
	return 4;
}

static size_t duel_cells(struct cli *cli, const struct judged *j, size_t option, struct text *cells)
{
	size_t n = j->ballots.options, won = 0;
	const struct judgment_duel *duels = j->schulze.duels + option * n;
	for (size_t i = 0; i < n; i++)
		won += duels[i].support > duels[i].opposition;
	cells[0] = number(cli, won);
	return 1;
}

/* What stands after the place and the name, by rule; returns how many cells. */
static size_t cells_of(struct cli *cli, const struct judged *j, size_t option, struct text *cells)
{
	switch (j->rule) {
	case JUDGE_MAJORITY: return merit_cells(cli, j, &j->majority.merits[option], cells);
	case JUDGE_SCHULZE: return duel_cells(cli, j, option, cells);
	case JUDGE_APPROVALS:
	case JUDGE_SCORE: return total_cells(cli, j, &j->sum.totals[option], cells);
	case JUDGE_IRV: break;
	}
	cells[0] = number(cli, j->runoff.rounds[0].counts[option]);
	return 1;
}

static void ranking_table(struct cli *cli, const struct judged *j)
{
	enum { FIXED = 2, WIDEST = 6 };
	static const struct cli_column columns[][WIDEST] = {
		[JUDGE_MAJORITY] = { { N_("Place"), true }, { N_("Option"), false }, { N_("Mention"), false },
		                     { N_("Mieux"), true }, { N_("Moins bien"), true }, { N_("Sans avis"), true } },
		[JUDGE_SCHULZE] = { { N_("Place"), true }, { N_("Option"), false }, { N_("Duels gagnés"), true } },
		[JUDGE_IRV] = { { N_("Place"), true }, { N_("Option"), false }, { N_("Premiers choix"), true } },
		[JUDGE_APPROVALS] = { { N_("Place"), true }, { N_("Option"), false }, { N_("Approbations"), true },
		                      { N_("Part"), true } },
		[JUDGE_SCORE] = { { N_("Place"), true }, { N_("Option"), false }, { N_("Moyenne"), true },
		                  { N_("Fraction"), true }, { N_("Écart type"), true }, { N_("Notes"), true } },
	};
	LIST(struct text) cells = { 0 };
	size_t width = FIXED;
	for (size_t i = 0; i < j->order->n; i++) {
		struct text rest[WIDEST - FIXED];
		size_t n = cells_of(cli, j, j->order->options[i], rest);
		width = FIXED + n;
		list_add(cli->arena, &cells, number(cli, j->order->places[i]));
		list_add(cli->arena, &cells, j->ballots.names[j->order->options[i]]);
		for (size_t k = 0; k < n; k++)
			list_add(cli->arena, &cells, rest[k]);
	}
	cli_table(cli, columns[j->rule], width, cells.at, j->order->n);
}

static void duels_table(struct cli *cli, const struct judged *j)
{
	static const struct cli_column columns[] = { { N_("Duel"), false }, { N_("Voix pour"), true }, { N_("Voix contre"), true } };
	LIST(struct text) cells = { 0 };
	size_t n = j->order->n;
	for (size_t i = 0; i < n; i++)
		for (size_t k = i + 1; k < n; k++) {
			size_t a = j->order->options[i], b = j->order->options[k];
			struct judgment_duel duel = j->schulze.duels[a * n + b];
			list_add(cli->arena, &cells, TEXT_CONCAT(cli->arena, j->ballots.names[a], text(" – "), j->ballots.names[b]));
			list_add(cli->arena, &cells, number(cli, duel.support));
			list_add(cli->arena, &cells, number(cli, duel.opposition));
		}
	cli_table(cli, columns, 3, cells.at, cells.n / 3);
}

static void rounds_table(struct cli *cli, const struct judged *j)
{
	static const struct cli_column columns[] = { { N_("Tour"), true }, { N_("Éliminée"), false }, { N_("Bulletins"), true },
		                                     { N_("Épuisés"), true } };
	LIST(struct text) cells = { 0 };
	size_t n = j->runoff.rounds_n - 1; /* in the last the winner is alone */
	for (size_t i = 0; i < n; i++) {
		const struct judgment_round *round = &j->runoff.rounds[i];
		list_add(cli->arena, &cells, number(cli, i + 1));
		list_add(cli->arena, &cells, j->ballots.names[round->out]);
		list_add(cli->arena, &cells, number(cli, round->counts[round->out]));
		list_add(cli->arena, &cells, number(cli, round->exhausted));
	}
	cli_table(cli, columns, 4, cells.at, n);
}

void judge_report(struct cli *cli, const struct judged *j)
{
	static const char *const titles[] = {
		[JUDGE_MAJORITY] = N_("Jugement majoritaire"), [JUDGE_SCHULZE] = N_("Méthode de Schulze"),
		[JUDGE_IRV] = N_("Vote alternatif"), [JUDGE_APPROVALS] = N_("Approbation"), [JUDGE_SCORE] = N_("Note moyenne"),
	};
	cli_heading(cli, titles[j->rule]);
	ranking_table(cli, j);
	if (j->rule == JUDGE_SCHULZE && j->order->n > 1)
		duels_table(cli, j);
	if (j->rule == JUDGE_IRV && j->order->n > 1)
		rounds_table(cli, j);
	cli_paragraph(cli, j->explanation);
}

/* ---- JSON ---- */

static void json_merit(struct json *json, const struct judged *j, const struct judgment_merit *m)
{
	const struct judgment_majority *r = &j->majority;
	if (m->graded)
		json_member_text(json, "majority", r->grades[m->majority]);
	json_key(json, "grades");
	json_line(json);
	json_open_object(json);
	for (size_t g = r->grades_n; g-- > 0;) {
		json_key_text(json, r->grades[g]);
		json_int(json, (int64_t)m->counts[g]);
	}
	json_close(json);
	json_member_int(json, "better", (int64_t)m->above);
	json_member_int(json, "worse", (int64_t)m->below);
	json_member_int(json, "abstentions", (int64_t)m->nothing);
}

static void json_total(struct json *json, const struct judged *j, const struct judgment_total *t)
{
	json_member_int(json, "total", (int64_t)t->total);
	json_member_int(json, "ballots", (int64_t)t->given);
	if (j->rule == JUDGE_APPROVALS)
		return;
	json_key(json, "mean");
	json_line(json);
	json_open_object(json);
	json_member_int(json, "numerator", (int64_t)t->top);
	json_member_int(json, "denominator", (int64_t)t->bottom);
	json_close(json);
	json_member_number(json, "spread", t->spread);
	json_key(json, "counts");
	json_line(json);
	json_open_array(json);
	for (int32_t mark = 0; mark <= j->sum.highest; mark++)
		json_int(json, (int64_t)t->counts[mark]);
	json_close(json);
	json_member_int(json, "abstentions", (int64_t)t->nothing);
}

/* {"B": 12, "C": 7}: votes for this option against each other, or along the strongest path. */
static void json_duels(struct json *json, const struct judged *j, const char *key, const struct judgment_duel *duels,
                       size_t option)
{
	json_key(json, key);
	json_line(json);
	json_open_object(json);
	for (size_t i = 0; i < j->ballots.options; i++) {
		if (i == option)
			continue;
		json_key_text(json, j->ballots.names[i]);
		json_int(json, (int64_t)duels[option * j->ballots.options + i].support);
	}
	json_close(json);
}

static void json_profile(struct json *json, const struct judged *j, size_t option)
{
	json_key_text(json, j->ballots.names[option]);
	json_open_object(json);
	switch (j->rule) {
	case JUDGE_MAJORITY: json_merit(json, j, &j->majority.merits[option]); break;
	case JUDGE_APPROVALS:
	case JUDGE_SCORE: json_total(json, j, &j->sum.totals[option]); break;
	case JUDGE_SCHULZE:
		json_duels(json, j, "duels", j->schulze.duels, option);
		json_duels(json, j, "paths", j->schulze.paths, option);
		break;
	case JUDGE_IRV:
		json_key(json, "rounds");
		json_line(json);
		json_open_array(json);
		for (size_t i = 0; i < j->runoff.rounds_n; i++)
			json_int(json, (int64_t)j->runoff.rounds[i].counts[option]);
		json_close(json);
		break;
	}
	json_close(json);
}

static void json_names(struct json *json, const struct judged *j, const char *key, const size_t *options, size_t n)
{
	json_key(json, key);
	json_line(json);
	json_open_array(json);
	for (size_t i = 0; i < n; i++)
		json_text(json, j->ballots.names[options[i]]);
	json_close(json);
}

static void json_tie(struct json *json, const struct judged *j, const struct judgment_tie *tie)
{
	json_open_object(json);
	json_names(json, j, "options", tie->options, tie->n);
	json_member_text(json, "ended", j->order->ending.draw ? text("draw") : text("published-order"));
	if (j->order->ending.draw)
		json_member_int(json, "seed", (int64_t)j->order->ending.seed);
	if (tie->round)
		json_member_int(json, "round", (int64_t)tie->round);
	json_close(json);
}

bool judge_json(struct cli *cli, const struct judged *j)
{
	struct json json;
	cli_json(cli, &json);
	json_open_object(&json);
	json_member_text(&json, "rule", text_of(judge_rule_name(j->rule)));
	json_member_int(&json, "ballots", (int64_t)j->voters);
	json_names(&json, j, "ranking", j->order->options, j->order->n);
	json_key(&json, "places");
	json_line(&json);
	json_open_object(&json);
	for (size_t i = 0; i < j->order->n; i++) {
		json_key_text(&json, j->ballots.names[j->order->options[i]]);
		json_int(&json, (int64_t)j->order->places[i]);
	}
	json_close(&json);
	json_key(&json, "profiles");
	json_open_object(&json);
	for (size_t i = 0; i < j->order->n; i++)
		json_profile(&json, j, j->order->options[i]);
	json_close(&json);
	json_key(&json, "ties");
	json_open_array(&json);
	for (size_t i = 0; i < j->order->ties_n; i++)
		json_tie(&json, j, &j->order->ties[i]);
	json_close(&json);
	json_member_text(&json, "explanation", j->explanation);
	json_close(&json);
	return json_end(&json);
}
