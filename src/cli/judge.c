/* cordee judge: ballots on options, by one of five rules. */
#include "cli/judge.h"

#include "base/list.h"
#include "cli/commands.h"

struct asked {
	int rule;
	struct text grades, counts, receipts;
	bool leave_out, draw, margins;
	int64_t least, most, highest;
};

static const char *const rules[] = { "majority-judgment", "schulze", "irv", "approval", "score", NULL };

const char *judge_rule_name(enum judge_rule rule)
{
	return rules[rule];
}

/* "Bien,Passable,…", best first as one says them, into worst first. */
static const struct text *grades_of(struct cli *cli, const struct asked *a, size_t *n)
{
	LIST(struct text) list = { 0 };
	struct text rest = a->grades;
	if (!a->grades.at)
		return judgment_majority_words(cli->arena, cli->lang, n);
	do
		list_add(cli->arena, &list, text_trim(text_cut(&rest, ',')));
	while (rest.at);
	for (size_t i = 0; i < list.n / 2; i++) {
		struct text kept = list.at[i];
		list.at[i] = list.at[list.n - 1 - i];
		list.at[list.n - 1 - i] = kept;
	}
	*n = list.n;
	return list.at;
}

static bool grades_valid(struct cli *cli, const struct text *grades, size_t n)
{
	bool valid = n >= 2 && n <= JUDGMENT_GRADES;
	for (size_t i = 0; i < n && valid; i++) {
		valid = grades[i].n > 0;
		for (size_t j = 0; j < i; j++)
			valid = valid && !text_equal(text_fold(cli->arena, grades[i]), text_fold(cli->arena, grades[j]));
	}
	if (!valid)
		cli_refuse(cli, N_("il faut entre 2 et {n} mentions, toutes différentes, de la meilleure à la pire, séparées par des virgules"),
		           &(struct words){ .n = JUDGMENT_GRADES });
	return valid;
}

static bool judge_majority(struct cli *cli, const struct asked *a, const struct judge_format *f, struct judged *j,
                           struct error *error)
{
	struct judgment_majority_options o = { f->grades, f->grades_n, a->leave_out, { a->draw, cli->seed } };
	if (!judgment_majority(cli->arena, &j->ballots, &o, &j->majority, error))
		return false;
	j->order = &j->majority.order;
	j->voters = j->majority.voters;
	j->explanation = judgment_majority_explain(cli->arena, cli->lang, &j->ballots, &j->majority);
	return true;
}

static bool judge_sum(struct cli *cli, const struct asked *a, int32_t highest, struct judged *j, struct error *error)
{
	struct judgment_sum_options o = judgment_approval_defaults();
	if (j->rule == JUDGE_SCORE)
		o = judgment_score_defaults(a->highest ? (int32_t)a->highest : highest > 1 ? highest : 1);
	else
		o.least = (uint64_t)a->least;
	if (j->rule == JUDGE_APPROVALS && a->most)
		o.most = (uint64_t)a->most;
	o.ending = (struct judgment_ending){ a->draw, cli->seed };
	if (!judgment_sum(cli->arena, &j->ballots, &o, &j->sum, error))
		return false;
	j->order = &j->sum.order;
	j->voters = j->sum.voters;
	j->explanation = judgment_sum_explain(cli->arena, cli->lang, &j->ballots, &j->sum);
	return true;
}

static bool judge_ranked(struct cli *cli, const struct asked *a, struct judged *j, struct error *error)
{
	struct judgment_schulze_options o = { a->margins ? JUDGMENT_MARGINS : JUDGMENT_WINNING_VOTES, { a->draw, cli->seed } };
	if (j->rule == JUDGE_SCHULZE) {
		if (!judgment_schulze(cli->arena, &j->ballots, &o, &j->schulze, error))
			return false;
		j->order = &j->schulze.order;
		j->voters = j->schulze.voters;
		j->explanation = judgment_schulze_explain(cli->arena, cli->lang, &j->ballots, &j->schulze);
		return true;
	}
	if (!judgment_runoff(cli->arena, &j->ballots, o.ending, &j->runoff, error))
		return false;
	j->order = &j->runoff.order;
	j->voters = j->runoff.voters;
	j->explanation = judgment_runoff_explain(cli->arena, cli->lang, &j->ballots, &j->runoff);
	return true;
}

static bool judge(struct cli *cli, const struct asked *a, const struct judge_format *f, const struct judge_table *t,
                  struct judged *j, struct error *error)
{
	switch (j->rule) {
	case JUDGE_MAJORITY: return judge_majority(cli, a, f, j, error);
	case JUDGE_SCHULZE:
	case JUDGE_IRV: return judge_ranked(cli, a, j, error);
	case JUDGE_APPROVALS:
	case JUDGE_SCORE: return judge_sum(cli, a, t->highest, j, error);
	}
	return false;
}

/* A rule speaks of the n-th ballot; people look for its line. */
static struct place place_of_ballot(const struct judge_table *t, const struct error *error)
{
	bool known = error->n > 0 && (size_t)error->n <= t->ballots.rows;
	return (struct place){ known ? t->lines[error->n - 1] : 0, known };
}

static int run(struct cli *cli, const void *of)
{
	static const enum judge_cell cells[] = { JUDGE_GRADE, JUDGE_RANK, JUDGE_RANK, JUDGE_APPROVAL, JUDGE_MARK };
	const struct asked *a = of;
	const char *path = cli->arguments[0];
	struct judge_format format = { .cell = cells[a->rule], .counts = a->counts, .receipts = a->receipts };
	struct judge_table table;
	struct text whole;
	struct place place = { 0, 0 };
	struct error error = { 0 };
	format.grades = grades_of(cli, a, &format.grades_n);
	if (!grades_valid(cli, format.grades, format.grades_n) || !cli_read(cli, cli->arena, path, &whole))
		return CLI_BAD_INPUT;
	if (!judge_read(cli->arena, whole, &format, &table, &place, &error))
		return cli_fault(cli, path, place, &error);
	struct judged j = { .rule = (enum judge_rule)a->rule, .ballots = table.ballots };
	if (!judge(cli, a, &format, &table, &j, &error))
		return cli_fault(cli, path, place_of_ballot(&table, &error), &error);
	if (!judge_picture(cli, &j))
		return CLI_BAD_INPUT;
	if (cli->json && !judge_json(cli, &j))
		return CLI_BAD_INPUT;
	if (!cli->json)
		judge_report(cli, &j);
	return j.voters ? CLI_DONE : CLI_NO_ANSWER;
}

static const struct cli_option options[] = {
	{ .name = "rule", .kind = CLI_CHOICE, .choices = rules, .fallback = "majority-judgment", .at = offsetof(struct asked, rule),
	  .summary = N_("la règle") },
	{ .name = "grades", .kind = CLI_TEXT, .value = N_("MENTIONS"), .at = offsetof(struct asked, grades),
	  .summary = N_("les mentions du jugement majoritaire, de la meilleure à la pire, séparées par des virgules (par défaut : "
	                "Excellent, Très bien, Bien, Assez bien, Passable, Insuffisant, À rejeter)") },
	{ .name = "leave-out", .kind = CLI_FLAG, .at = offsetof(struct asked, leave_out),
	  .summary = N_("jugement majoritaire : une cellule vide n'est pas comptée, au lieu de donner la pire mention") },
	{ .name = "least", .kind = CLI_INT, .value = "N", .least = 0, .most = JUDGMENT_OPTIONS, .at = offsetof(struct asked, least),
	  .summary = N_("approbation : combien d'options un bulletin approuve au moins") },
	{ .name = "most", .kind = CLI_INT, .value = "N", .least = 0, .most = JUDGMENT_OPTIONS, .at = offsetof(struct asked, most),
	  .summary = N_("approbation : combien d'options un bulletin approuve au plus, 0 pour ne rien limiter") },
	{ .name = "highest", .kind = CLI_INT, .value = "N", .least = 0, .most = JUDGMENT_MARKS, .at = offsetof(struct asked, highest),
	  .summary = N_("note : la plus haute permise, 0 pour la plus haute du fichier") },
	{ .name = "margins", .kind = CLI_FLAG, .at = offsetof(struct asked, margins),
	  .summary = N_("Schulze : un duel est fort de son écart, au lieu de ses voix pour") },
	{ .name = "draw", .kind = CLI_FLAG, .at = offsetof(struct asked, draw),
	  .summary = N_("finir les égalités par un tirage de graine --seed, au lieu de l'ordre des colonnes") },
	{ .name = "counts", .kind = CLI_TEXT, .value = N_("COLONNE"), .at = offsetof(struct asked, counts),
	  .summary = N_("la colonne qui dit combien de bulletins une ligne représente") },
	{ .name = "receipts", .kind = CLI_TEXT, .value = N_("COLONNE"), .at = offsetof(struct asked, receipts),
	  .summary = N_("la colonne des reçus, qui doivent tous différer") },
};

static const char *const about[] = {
	N_("Dépouille des bulletins qui jugent, approuvent, notent ou classent des options. Tout est compté en entiers : "
	   "l'ordre des bulletins ne change rien, et chaque égalité est dite avec la manière dont elle a fini."),
	N_("Le jugement majoritaire classe par la mention du milieu ; approval par le nombre d'approbations ; score par la "
	   "moyenne exacte ; schulze par les duels ; irv élimine tour après tour."),
	NULL,
};
static const struct cli_note files[] = {
	{ N_("FICHIER.csv"), N_("La première ligne nomme les options, chaque autre ligne est un bulletin. Séparateur : virgule ou point-virgule. "
	                       "Une cellule est une mention (ou son nombre, 0 pour la pire), un oui ou un non, une note à "
	                       "partir de 0, ou un rang à partir de 1. Une cellule vide ne dit rien de l'option ; un rang vide "
	                       "la met après toutes les autres.") },
	{ 0 },
};
static const struct cli_note examples[] = {
	{ N_("cordee judge bulletins.csv --svg=profil.svg"), N_("le jugement majoritaire, avec le profil de mérite de chaque option") },
	{ N_("cordee judge rangs.csv --rule=schulze --json"), N_("les duels, pour une machine") },
	{ 0 },
};

const struct cli_command judge_command = {
	.name = "judge", .summary = N_("dépouiller des bulletins : jugement majoritaire, approbation, note, Schulze, vote alternatif"),
	.section = CLI_METHODS, .arguments = N_("FICHIER.csv"), .least = 1, .most = 1, .common = CLI_JSON | CLI_SVG | CLI_SEED,
	.options = options, .options_n = sizeof options / sizeof *options, .room = sizeof(struct asked), .about = about,
	.files = files, .examples = examples, .no_answer = N_("il n'y a aucun bulletin"), .run = run,
};
