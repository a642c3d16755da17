/* cordee tables: people in; who sits with whom, round after round, out. */
#include "cli/commands.h"
#include "cli/tables_cli.h"

static const char *const sheets[] = { "rounds", "seats", "people", "tables", NULL };

static const struct cli_option options[] = {
	{ .name = "people", .kind = CLI_FILE, .value = N_("N|FICHIER"), .required = true, .at = offsetof(struct tables_asked, people),
	  .summary = N_("combien de personnes, ou le CSV de leurs noms : une ligne chacune, sous un en-tête") },
	{ .name = "size", .kind = CLI_TEXT, .value = "K", .required = true, .at = offsetof(struct tables_asked, size),
	  .summary = N_("combien à une table : 5 ; de 4 à 5 : 4-5 ; ou les places de chaque table : 6,6,5") },
	{ .name = "rounds", .kind = CLI_INT, .value = "R", .required = true, .least = 1, .most = TABLES_ROUNDS_MAX,
	  .at = offsetof(struct tables_asked, rounds), .summary = N_("combien de tours, ceux qui sont passés compris") },
	{ .name = "constraints", .kind = CLI_FILE, .value = N_("FICHIER"), .at = offsetof(struct tables_asked, constraints),
	  .summary = N_("les souhaits, en CSV : rule,who,rounds,detail") },
	{ .name = "resume", .kind = CLI_FILE, .value = N_("FICHIER"), .at = offsetof(struct tables_asked, resume),
	  .summary = N_("partir d'un plan que --csv a écrit, et le changer le moins possible") },
	{ .name = "done", .kind = CLI_INT, .value = "N", .fallback = "0", .most = TABLES_ROUNDS_MAX,
	  .at = offsetof(struct tables_asked, done), .summary = N_("ses N premiers tours sont passés : ils restent comme ils furent") },
	{ .name = "seconds", .kind = CLI_NUMBER, .value = "S", .fallback = "10", .least = 0.01, .most = 86400,
	  .at = offsetof(struct tables_asked, seconds), .summary = N_("chercher au plus S secondes (et au plus deux millions d'essais par seconde demandée)") },
	{ .name = "sheet", .kind = CLI_CHOICE, .choices = sheets, .fallback = "rounds", .at = offsetof(struct tables_asked, sheet),
	  .summary = N_("les feuilles à écrire : par tour, « où s'asseoir », une par personne, une par table") },
	{ .name = "csv", .kind = CLI_FILE, .value = N_("FICHIER"), .at = offsetof(struct tables_asked, csv),
	  .summary = N_("écrire aussi le plan dans ce fichier : tour, table, personne") },
};

static const char *const about[] = {
	N_("Répartit des personnes à des tables, tour après tour, pour que chacun en rencontre le plus d'autres, et que personne ne "
	   "retrouve quelqu'un avant que ce soit nécessaire."),
	N_("Dans cet ordre : les souhaits d'abord, puis le moins de rencontres répétées, puis des tables mêlées, puis que personne ne "
	   "soit en reste. Le compte rendu dit de combien le plan s'écarte de ce qu'aucun plan ne peut battre."),
	N_("Un souhait est une ligne : rule (together, apart, free, stay, mix, least, most, absent, past, ou leur nom français : ensemble, "
	   "séparés, libres, reste, mêler, au moins, au plus, absent, passé), who (des noms séparés par |, "
	   "une @colonne pour ceux qui y ont la même valeur, ou colonne=valeur), rounds (2, 1-3, 4-, rien pour tous) et detail."),
	NULL,
};

static const struct cli_note files[] = {
	{ "together,Ana|Bob,1,", N_("à la même table au tour 1") },
	{ "apart,@binome,,", N_("ceux d'un même binôme, jamais à la même table ; free,@binome,5, les libère au tour 5") },
	{ "stay,Chloé,,3", N_("garde la table 3 (sans numéro : une table à elle), comme l'hôte d'un café du monde") },
	{ "mix,role,,", N_("mêler cette colonne à chaque table") },
	{ "least,role=élu,,1", N_("au moins une personne élue à chaque table ; most : au plus") },
	{ "absent,commune=Lens,4-,", N_("n'est pas là à partir du tour 4") },
	{ "past,Ana|Bob|Chloé,1,2", N_("le tour 1 est passé, et elles étaient à la table 2") },
	{ NULL, NULL },
};

static const struct cli_note examples[] = {
	{ "cordee tables --people 40 --size 5 --rounds 8", N_("huit tours où personne ne se retrouve") },
	{ "cordee tables --people gens.csv --size 4-5 --rounds 4 --constraints souhaits.csv --csv plan.csv", N_("avec des noms et des souhaits") },
	{ "cordee tables --people gens.csv --size 4-5 --rounds 4 --resume plan.csv --done 2", N_("deux tours sont passés, quelqu'un est arrivé") },
	{ NULL, NULL },
};

/* A round that is over had people at its tables. */
static bool past_is_known(const struct tables_reading *reading)
{
	for (size_t r = 0; r < reading->past_n; r++) {
		bool anyone = false;
		for (size_t i = 0; i < reading->people_n; i++)
			anyone |= reading->earlier && reading->earlier[r * reading->people_n + i] != TABLES_NONE;
		if (anyone)
			continue;
		cli_refuse(reading->cli, N_("le tour {n} est passé, mais aucun fichier ne dit qui était à quelle table"),
		           &(struct words){ .n = (int64_t)r + 1 });
		return false;
	}
	return true;
}

static bool read_all(struct tables_reading *reading, const struct tables_asked *asked)
{
	if (!tables_read_people(reading, asked->people) || !tables_read_size(reading, asked->size))
		return false;
	reading->input.rounds_n = (size_t)asked->rounds;
	if (asked->constraints && !tables_read_constraints(reading, asked->constraints))
		return false;
	if (asked->resume && !tables_read_earlier(reading, asked->resume, (size_t)asked->done))
		return false;
	return past_is_known(reading);
}

static void hand_over(struct tables_reading *reading)
{
	struct tables_input *in = &reading->input;
	in->people_n = reading->people_n;
	in->ids = reading->numbered ? NULL : reading->ids;
	in->present = reading->present;
	in->features = reading->features.at;
	in->features_n = reading->features.n;
	in->limits = reading->limits.at;
	in->limits_n = reading->limits.n;
	in->stays = reading->stays.at;
	in->stays_n = reading->stays.n;
	in->earlier = reading->earlier;
	in->past_n = reading->past_n;
}

static int tell(struct cli *cli, const struct tables_asked *asked, const struct tables_reading *reading, const struct tables_result *result)
{
	if (cli->svg && !tables_picture(cli, reading, result))
		return CLI_BAD_INPUT;
	if (asked->csv && !tables_write_csv(cli, asked->csv, reading, result))
		return CLI_BAD_INPUT;
	if (cli->json)
		tables_json(cli, reading, result);
	else
		tables_report(cli, reading, result, (enum tables_sheet)asked->sheet);
	return CLI_DONE;
}

static int run(struct cli *cli, const void *at)
{
	static const double work_a_second = 2e6;
	const struct tables_asked *asked = at;
	struct tables_reading reading = { .cli = cli };
	if (!read_all(&reading, asked))
		return CLI_BAD_INPUT;
	hand_over(&reading);
	struct tables_options how = tables_defaults();
	how.seed = cli->seed;
	how.work = (int64_t)(asked->seconds * work_a_second);
	how.progress = cli_progress(cli, asked->seconds);
	struct tables_result result;
	struct error err = { 0 };
	if (!tables_plan(cli->arena, &reading.input, &how, &result, &err))
		return cli_failed(cli, &err);
	return tell(cli, asked, &reading, &result);
}

const struct cli_command tables_command = {
	.name = "tables",
	.summary = N_("qui s'assoit avec qui, tour après tour"),
	.section = CLI_METHODS,
	.common = CLI_JSON | CLI_SVG | CLI_SEED,
	.options = options,
	.options_n = sizeof options / sizeof *options,
	.room = sizeof(struct tables_asked),
	.about = about,
	.files = files,
	.examples = examples,
	.no_answer = N_("les personnes ne se partagent pas en tables de la taille demandée"),
	.run = run,
};
