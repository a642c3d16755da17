/* cordee select: people and quotas in; who is chosen, or with what chances they are drawn, out. */
#include "cli/commands.h"
#include "cli/select_cli.h"

const char *const select_rules[] = { "leximin", "maximin", "stratified", "merit", NULL };

struct asked {
	struct select_files files;
	struct text size, seed;
	const char *record;
	int rule;
	int64_t panels, steps;
	double seconds;
	bool compare;
};

static const struct cli_option options[] = {
	{ .name = "people", .kind = CLI_FILE, .value = N_("FICHIER"), .required = true, .at = offsetof(struct asked, files.people),
	  .summary = N_("qui peut être choisi : id, une colonne par critère, et score s'il y en a") },
	{ .name = "features", .kind = CLI_FILE, .value = N_("FICHIER"), .required = true, .at = offsetof(struct asked, files.features),
	  .summary = N_("les quotas : feature, value, min, max") },
	{ .name = "size", .kind = CLI_TEXT, .value = N_("K"), .required = true, .at = offsetof(struct asked, size),
	  .summary = N_("combien de personnes choisir : 24, ou de 20 à 24 : 20-24") },
	{ .name = "rule", .kind = CLI_CHOICE, .choices = select_rules, .fallback = "leximin", .at = offsetof(struct asked, rule),
	  .summary = N_("tirer au sort aussi également que possible (leximin, maximin), comme à la main (stratified), ou choisir au mérite (merit)") },
	{ .name = "scores", .kind = CLI_FILE, .value = N_("FICHIER"), .at = offsetof(struct asked, files.scores),
	  .summary = N_("au mérite : id, score (nombre entier) de chaque personne") },
	{ .name = "pairs", .kind = CLI_FILE, .value = N_("FICHIER"), .at = offsetof(struct asked, files.pairs),
	  .summary = N_("paires : id, other, link (together : ensemble ; apart : jamais ensemble)") },
	{ .name = "panels", .kind = CLI_INT, .value = N_("M"), .fallback = "1000", .least = 1, .most = 1000000,
	  .at = offsetof(struct asked, panels), .summary = N_("longueur de la liste numérotée dont un numéro sera tiré") },
	{ .name = "seed", .kind = CLI_TEXT, .value = N_("N"), .at = offsetof(struct asked, seed),
	  .summary = N_("tirer tout de suite avec ce nombre ; sans lui, la liste se publie et se tire plus tard (cordee draw)") },
	{ .name = "record", .kind = CLI_FILE, .value = N_("FICHIER"), .at = offsetof(struct asked, record),
	  .summary = N_("écrire le procès-verbal : empreintes, liste, tirage") },
	{ .name = "compare", .kind = CLI_FLAG, .at = offsetof(struct asked, compare),
	  .summary = N_("donner aussi la plus petite chance selon les autres règles de tirage") },
	{ .name = "seconds", .kind = CLI_NUMBER, .value = N_("S"), .least = 0, .most = 1e6, .at = offsetof(struct asked, seconds),
	  .summary = N_("s'arrêter après ce temps avec la meilleure réponse (deux fois de suite, elle peut différer)") },
	{ .name = "steps", .kind = CLI_INT, .value = N_("N"), .least = 0, .most = 1e12, .at = offsetof(struct asked, steps),
	  .summary = N_("s'arrêter après ce nombre de pas du simplexe : la même réponse à chaque fois") },
};

static const char *const about[] = {
	N_("Au tirage, chaque ensemble possible respecte tous les quotas, et les chances sont aussi égales qu'ils le permettent : la "
	   "plus petite est la plus grande possible, puis la deuxième, et ainsi de suite. La preuve en est faite."),
	N_("Le résultat est une liste d'ensembles numérotés, tous aussi probables : on la publie, puis on tire un numéro devant tout "
	   "le monde. Chacun peut refaire le calcul et vérifier le procès-verbal (cordee draw --verify)."),
	N_("Au mérite, l'ensemble de plus grand score total que permettent les quotas, avec sa liste d'attente, ses ex aequo et la "
	   "marge de chaque candidature."),
	N_("Quand aucun ensemble n'est possible, les quotas qui se contredisent sont nommés, avec le plus petit changement qui suffirait."),
	NULL,
};

static const struct cli_note examples[] = {
	{ "cordee select --people=people.csv --features=features.csv --size=24 --record=liste.json",
	  N_("les chances de chacun, et la liste à publier") },
	{ "cordee select --people=p.csv --features=f.csv --size=14 --rule=merit --scores=s.csv", N_("la cohorte que propose un jury") },
	{ NULL, NULL },
};

static int check_asked(struct cli *cli, const struct asked *a, int64_t *seed)
{
	*seed = 0;
	if (a->seed.at && (!text_to_int(a->seed, seed) || *seed < 0))
		return cli_refuse(cli, N_("--seed veut un nombre entier positif, pas « {name} »"), &(struct words){ .name = a->seed });
	if (a->rule == SELECT_MERIT && (a->record || a->seed.at || a->compare))
		return cli_refuse(cli, N_("--seed, --record et --compare ne servent qu'au tirage, pas avec --rule=merit"), NULL);
	if (a->rule != SELECT_MERIT && a->files.scores)
		return cli_refuse(cli, N_("--scores ne sert qu'avec --rule=merit"), NULL);
	return CLI_DONE;
}

static int tell_infeasible(struct cli *cli, const struct select_read *read, const struct quota_verdict *verdict)
{
	if (cli->json)
		select_json_infeasible(cli, read, verdict);
	else
		fprintf(cli->out, "%" TEXT "\n", text_args(quota_explain(cli->arena, cli->lang, &read->input, verdict)));
	return CLI_NO_ANSWER;
}

static int run_merit(struct cli *cli, const struct asked *a, const struct select_read *read)
{
	struct merit_options o = merit_defaults();
	struct merit_result result;
	struct error err = { 0 };
	if (!read->scores)
		return cli_refuse(cli, N_("au mérite, il faut des scores : --scores, ou une colonne score dans le fichier des personnes"), NULL);
	o.progress = cli_progress(cli, a->seconds);
	o.steps = a->steps;
	if (!merit_choose(cli->arena, read->pool, read->scores, &o, &result, &err))
		return cli_failed(cli, &err);
	if (cli->json)
		select_json_merit(cli, read, &result);
	else
		select_report_merit(cli, read, &result);
	return CLI_DONE;
}

/* The smallest chance by another rule; -1 when it gives none. */
static double least_by(struct cli *cli, const struct select_read *read, struct lottery_options o, enum lottery_rule rule)
{
	ARENA_SCOPED scratch = arena_new();
	struct lottery_result result;
	struct error err = { 0 };
	o.rule = rule;
	o.progress = cli_progress(cli, 0);
	return lottery_find(scratch, read->pool, &o, &result, &err) ? result.least : -1;
}

static void compare(struct cli *cli, const struct select_read *read, struct select_outcome *out)
{
	double *least[] = { &out->leximin, &out->maximin, &out->stratified };
	for (int rule = LOTTERY_LEXIMIN; rule <= LOTTERY_STRATIFIED; rule++)
		*least[rule] = (enum lottery_rule)rule == out->options.rule ? out->lottery.least
		                                                     : least_by(cli, read, out->options, (enum lottery_rule)rule);
	out->compared = true;
}

static int tell_lottery(struct cli *cli, const struct asked *a, const struct select_read *read, const struct select_outcome *out)
{
	if (a->record) {
		struct select_record record;
		select_record_of(cli, read, out, &record);
		if (!select_record_write(cli, a->record, &record))
			return CLI_BAD_INPUT;
	}
	if (cli->svg && !select_picture(cli, read, out))
		return CLI_BAD_INPUT;
	if (cli->json)
		select_json_lottery(cli, read, out);
	else
		select_report_lottery(cli, read, out);
	return CLI_DONE;
}

static int run_lottery(struct cli *cli, const struct asked *a, const struct select_read *read, int64_t seed)
{
	struct select_outcome out = { .rule = (enum select_rule)a->rule, .options = lottery_defaults() };
	struct error err = { 0 };
	out.options.rule = (enum lottery_rule)a->rule;
	out.options.panels = (size_t)a->panels;
	out.options.steps = a->steps;
	out.options.seed = (uint64_t)seed;
	out.options.progress = cli_progress(cli, a->seconds);
	if (!lottery_find(cli->arena, read->pool, &out.options, &out.lottery, &err))
		return cli_failed(cli, &err);
	out.list_hash = lottery_hash(cli->arena, lottery_list_text(cli->arena, read->input.people, &out.lottery.list));
	if (a->seed.at)
		out.draw = (struct select_draw){ a->seed, lottery_draw(a->seed, out.list_hash, out.lottery.list.n) };
	if (a->compare)
		compare(cli, read, &out);
	return tell_lottery(cli, a, read, &out);
}

static int run(struct cli *cli, const void *at)
{
	const struct asked *a = at;
	struct select_read read = { 0 };
	struct quota_verdict verdict;
	struct error err = { 0 };
	int64_t seed;
	int code = check_asked(cli, a, &seed);
	if (code == CLI_DONE)
		code = select_read_all(cli, &a->files, a->size, &read);
	if (code != CLI_DONE)
		return code;
	if (!quota_judge(cli->arena, read.pool, &verdict, &err))
		return cli_failed(cli, &err);
	if (!verdict.feasible)
		return tell_infeasible(cli, &read, &verdict);
	return a->rule == SELECT_MERIT ? run_merit(cli, a, &read) : run_lottery(cli, a, &read, seed);
}

const struct cli_command select_command = {
	.name = "select",
	.summary = N_("choisir ou tirer au sort un ensemble de personnes sous quotas"),
	.section = CLI_METHODS,
	.common = CLI_JSON | CLI_SVG,
	.options = options,
	.options_n = sizeof options / sizeof *options,
	.room = sizeof(struct asked),
	.about = about,
	.examples = examples,
	.no_answer = N_("aucun ensemble ne respecte les quotas : la réponse dit lesquels se contredisent, et quoi changer"),
	.run = run,
};
