/* cordee budget: what a participatory budget funds, and why. */
#include "cli/budget_cli.h"

#include "cli/commands.h"

struct asked {
	int rule, utility, completion, order;
	int64_t min_votes;
	bool compare;
	const char *limits;
};

static const char *const rules[] = { "equal-shares", "greedy", "phragmen", NULL };
static const char *const utilities[] = { "cost", "cardinality", "score", NULL };
static const char *const completions[] = { "none", "add1", "greedy", "add1-greedy", NULL };
static const char *const orders[] = { "votes", "id", NULL };

static struct text currency_sign(struct text code)
{
	return text_is(code, "EUR") ? text("€") : code;
}

/* The classes of one family, without limits. */
static void fill_family(struct arena *arena, const struct pabulib_names *names, enum budget_family f,
                        struct budget_input *in)
{
	struct budget_class *classes = arena_many(arena, struct budget_class, names->n);
	for (size_t i = 0; i < names->n; i++)
		classes[i] = (struct budget_class){ names->at[i], 0, BUDGET_MONEY_MAX };
	in->families[f].at = classes;
	in->families[f].n = names->n;
}

static struct budget_input input_of(struct arena *arena, const struct pabulib *pb)
{
	struct budget_project *projects = arena_many(arena, struct budget_project, pb->n_projects);
	for (size_t i = 0; i < pb->n_projects; i++) {
		const struct pabulib_project *p = &pb->projects[i];
		projects[i] = (struct budget_project){ p->id, p->name, p->cost, { p->category, p->district } };
	}
	struct budget_input in = { .budget = pb->budget, .projects = projects, .n_projects = pb->n_projects,
		                   .n_voters = pb->n_voters, .from = pb->from, .choices = pb->choices,
		                   .points = pb->points, .voter_district = pb->voter_district };
	fill_family(arena, &pb->categories, BUDGET_CATEGORY, &in);
	fill_family(arena, &pb->districts, BUDGET_DISTRICT, &in);
	return in;
}

/* One result of each rule, with the other choices the same. */
static const struct budget_result *compare(struct cli *cli, const struct budget_input *in, struct budget_options options,
                                           struct error *err)
{
	struct budget_result *results = arena_many(cli->arena, struct budget_result, BUDGET_RULES);
	for (enum budget_rule rule = 0; rule < BUDGET_RULES; rule++) {
		options.rule = rule;
		if (!budget_run(cli->arena, in, &options, &results[rule], err))
			return NULL;
	}
	return results;
}

static int answer(struct cli *cli, const struct asked *a, const struct pabulib *pb, const struct budget_input *in)
{
	struct budget_options options = { (enum budget_rule)a->rule, (enum budget_utility)a->utility,
		(enum budget_completion)a->completion, (enum budget_order)a->order, a->min_votes, 0, cli_progress(cli, 0) };
	struct budget_result result;
	struct error err = { 0 };
	struct budgeted b = { pb, in, &result, currency_sign(pb->currency), NULL };
	if (!budget_run(cli->arena, in, &options, &result, &err))
		return cli_failed(cli, &err);
	if (a->compare && !(b.others = compare(cli, in, options, &err)))
		return cli_failed(cli, &err);
	if (!budget_picture(cli, &b) || (cli->json && !budget_json(cli, &b)))
		return CLI_BAD_INPUT;
	if (!cli->json)
		budget_report(cli, &b);
	return result.n_funded > 0 ? CLI_DONE : CLI_NO_ANSWER;
}

static int run(struct cli *cli, const void *of)
{
	const struct asked *a = of;
	struct pabulib pb;
	struct text whole;
	struct place place = { 0, 0 };
	struct error err = { 0 };
	if (!cli_read(cli, cli->arena, cli->arguments[0], &whole))
		return CLI_BAD_INPUT;
	if (!pabulib_read(cli->arena, whole, &pb, &place, &err))
		return cli_fault(cli, cli->arguments[0], place, &err);
	struct budget_input in = input_of(cli->arena, &pb);
	if (a->limits && !budget_read_limits(cli, a->limits, &pb, &in))
		return CLI_BAD_INPUT;
	return answer(cli, a, &pb, &in);
}

static const struct cli_option options[] = {
	{ .name = "rule", .kind = CLI_CHOICE, .choices = rules, .fallback = "equal-shares", .at = offsetof(struct asked, rule),
	  .summary = N_("la règle : parts égales, les plus soutenus d'abord, ou Phragmén") },
	{ .name = "utility", .kind = CLI_CHOICE, .choices = utilities, .fallback = "cost", .at = offsetof(struct asked, utility),
	  .summary = N_("ce que vaut un projet retenu pour qui le soutient : son coût, un, ou les points donnés") },
	{ .name = "completion", .kind = CLI_CHOICE, .choices = completions, .fallback = "add1-greedy",
	  .at = offsetof(struct asked, completion),
	  .summary = N_("parts égales : ce que devient l'argent qui reste ; relever les parts pas à pas (add1), puis les plus soutenus (greedy)") },
	{ .name = "ties", .kind = CLI_CHOICE, .choices = orders, .fallback = "votes", .at = offsetof(struct asked, order),
	  .summary = N_("l'ordre publié qui décide des égalités : plus de voix, puis coût plus bas, puis identifiant ; ou l'identifiant seul") },
	{ .name = "min-votes", .kind = CLI_INT, .value = "N", .least = 0, .most = 1e9, .at = offsetof(struct asked, min_votes),
	  .summary = N_("écarter d'abord les projets qui ont moins de voix") },
	{ .name = "limits", .kind = CLI_FILE, .value = N_("FICHIER.csv"), .at = offsetof(struct asked, limits),
	  .summary = N_("minimums et maximums par catégorie ou quartier, projets qui s'excluent") },
	{ .name = "compare", .kind = CLI_FLAG, .at = offsetof(struct asked, compare),
	  .summary = N_("montrer aussi ce que donneraient les autres règles") },
};

static const char *const about[] = {
	N_("Dit quels projets un budget participatif finance, ce que chaque soutien a payé, et à quel coût ou avec combien de "
	   "soutiens de plus les autres l'auraient été. Tout est exact : aucun arrondi ne décide, l'ordre des lignes ne change rien."),
	N_("Avec les parts égales, chaque votant dispose de la même part du budget et ne paie que les projets qu'il a choisis : "
	   "un groupe obtient des projets à la mesure de son nombre."),
	NULL,
};
static const struct cli_note files[] = {
	{ N_("FICHIER.pb"), N_("une élection au format de Pabulib : META, PROJECTS, VOTES") },
	{ "--limits", N_("colonnes kind, name, floor, ceiling ; kind est category, district ou exclusive (name : les projets qui "
	                 "s'excluent, séparés par des virgules) ; un montant vide ne limite rien") },
	{ 0 },
};
static const struct cli_note examples[] = {
	{ N_("cordee budget vote.pb --compare"), N_("le résultat, à côté de celui des autres règles") },
	{ N_("cordee budget vote.pb --rule=phragmen --json"), N_("pour une machine") },
	{ 0 },
};

const struct cli_command budget_command = {
	.name = "budget", .summary = N_("dire quels projets un budget participatif finance, et pourquoi"),
	.section = CLI_METHODS, .arguments = N_("FICHIER.pb"), .least = 1, .most = 1, .common = CLI_JSON | CLI_SVG,
	.options = options, .options_n = sizeof options / sizeof *options, .room = sizeof(struct asked), .about = about,
	.files = files, .examples = examples, .no_answer = N_("aucun projet n'est retenu"), .run = run,
};
