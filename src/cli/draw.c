/* cordee draw: draws a number from a published list, or checks a record by doing it all again. */
#include "cli/commands.h"
#include "cli/select_cli.h"

struct asked {
	const char *verify, *record;
	struct select_files files;
	struct text randomness;
};

static const struct cli_option options[] = {
	{ .name = "verify", .kind = CLI_FILE, .value = N_("FICHIER"), .at = offsetof(struct asked, verify),
	  .summary = N_("vérifier ce procès-verbal : l'empreinte de la liste, puis le tirage") },
	{ .name = "people", .kind = CLI_FILE, .value = N_("FICHIER"), .at = offsetof(struct asked, files.people),
	  .summary = N_("avec --verify : refaire aussi la liste à partir de ces personnes…") },
	{ .name = "features", .kind = CLI_FILE, .value = N_("FICHIER"), .at = offsetof(struct asked, files.features),
	  .summary = N_("…de ces quotas…") },
	{ .name = "pairs", .kind = CLI_FILE, .value = N_("FICHIER"), .at = offsetof(struct asked, files.pairs),
	  .summary = N_("…et de ces paires") },
	{ .name = "randomness", .kind = CLI_TEXT, .value = N_("TEXTE"), .at = offsetof(struct asked, randomness),
	  .summary = N_("le hasard convenu d'avance, tel qu'il a été constaté : les numéros du loto, trois dés lancés en public…") },
	{ .name = "record", .kind = CLI_FILE, .value = N_("FICHIER"), .at = offsetof(struct asked, record),
	  .summary = N_("écrire le procès-verbal complété du tirage") },
};

static const char *const about[] = {
	N_("La liste se publie d'abord, avec son empreinte ; puis un hasard que personne ne choisit (convenu d'avance) désigne un "
	   "numéro. Le numéro est le reste, par la longueur de la liste, de l'empreinte BLAKE2b de « hasard, saut de ligne, empreinte de "
	   "la liste, saut de ligne » : b2sum -l 256 donne la même."),
	NULL,
};

static const struct cli_note examples[] = {
	{ "cordee draw liste.json --randomness=\"7 12 23 31 44\" --record=tirage.json", N_("tirer un numéro dans une liste publiée") },
	{ "cordee draw --verify=tirage.json", N_("vérifier un tirage") },
	{ "cordee draw --verify=tirage.json --people=people.csv --features=features.csv", N_("refaire aussi tout le calcul") },
	{ NULL, NULL },
};

static int wrong(struct cli *cli, const char *path, const char *message)
{
	cli_refuse_at(cli, path, (struct place){ 0, 0 }, message, NULL);
	return CLI_NO_ANSWER;
}

static int check_list(struct cli *cli, const char *path, const struct select_record *r)
{
	struct text hash = lottery_hash(cli->arena, select_record_list(cli->arena, r));
	return text_equal(hash, r->list_hash) ? CLI_DONE : wrong(cli, path, N_("la liste n'a pas l'empreinte annoncée : elle a été changée"));
}

static int check_draw(struct cli *cli, const char *path, const struct select_record *r)
{
	if (!r->randomness.at)
		return r->draw < 0 ? CLI_DONE : wrong(cli, path, N_("un numéro est donné, sans le hasard qui l'a désigné"));
	if (r->draw >= 0 && (size_t)r->draw == lottery_draw(r->randomness, r->list_hash, r->panels_n))
		return CLI_DONE;
	return wrong(cli, path, N_("ce hasard désigne un autre numéro que celui qui est donné"));
}

static bool find_rule(struct text name, enum lottery_rule *out)
{
	for (int rule = LOTTERY_LEXIMIN; rule <= LOTTERY_STRATIFIED; rule++)
		if (text_is(name, select_rules[rule])) {
			*out = (enum lottery_rule)rule;
			return true;
		}
	return false;
}

/* The same input, rule and seed give the same list, to the byte. */
static int check_again(struct cli *cli, const struct asked *a, const struct select_record *r)
{
	struct select_read read = { 0 };
	struct lottery_options o = lottery_defaults();
	struct lottery_result result;
	struct error err = { 0 };
	int code = select_read_all(cli, &a->files, r->size, &read);
	if (code != CLI_DONE)
		return code;
	if (!text_equal(read.people_hash, r->people_hash) || !text_equal(read.features_hash, r->features_hash) ||
	    !text_equal(read.pairs_hash, r->pairs_hash))
		return wrong(cli, a->verify, N_("ces fichiers ne sont pas ceux du tirage : leurs empreintes diffèrent"));
	if (!find_rule(r->rule, &o.rule))
		return wrong(cli, a->verify, N_("la règle du procès-verbal n'est pas une règle de tirage"));
	o.panels = r->panels_n;
	o.seed = r->seed < 0 ? 0 : (uint64_t)r->seed;
	o.progress = cli_progress(cli, 0);
	if (!lottery_find(cli->arena, read.pool, &o, &result, &err))
		return cli_failed(cli, &err);
	struct text list = lottery_list_text(cli->arena, read.input.people, &result.list);
	return text_equal(lottery_hash(cli->arena, list), r->list_hash) ? CLI_DONE
	               : wrong(cli, a->verify, N_("le calcul refait donne une autre liste (l'avait-on arrêté avant sa fin ?)"));
}

static void tell(struct cli *cli, const struct select_record *r, bool verified, bool again)
{
	struct json j;
	size_t number = r->draw < 0 ? 0 : (size_t)r->draw;
	if (!cli->json) {
		if (verified)
			cli_say(cli, again ? N_("Vérifié : le calcul refait donne la même liste, et le hasard le même numéro.")
			                   : N_("Vérifié : la liste a l'empreinte annoncée, et le hasard désigne ce numéro."), NULL);
		if (r->draw >= 0)
			select_report_drawn(cli, r->panels[number], r->panel_sizes[number], number);
		return;
	}
	cli_json(cli, &j);
	json_open_object(&j);
	if (verified)
		json_member_bool(&j, "verified", true);
	json_member_bool(&j, "computed_again", again);
	json_member_text(&j, "list_hash", r->list_hash);
	if (r->draw >= 0) {
		json_member_text(&j, "randomness", r->randomness);
		json_member_int(&j, "draw", r->draw);
		json_key(&j, "drawn");
		json_line(&j);
		json_open_array(&j);
		for (size_t i = 0; i < r->panel_sizes[number]; i++)
			json_text(&j, r->panels[number][i]);
		json_close(&j);
	}
	json_close(&j);
	json_end(&j);
}

static int run_verify(struct cli *cli, const struct asked *a)
{
	struct select_record record;
	bool again = a->files.people || a->files.features;
	if (cli->n || a->randomness.at || a->record)
		return cli_refuse(cli, N_("--verify ne va qu'avec --people, --features et --pairs"), NULL);
	if (!a->files.people != !a->files.features)
		return cli_refuse(cli, N_("--people et --features vont ensemble"), NULL);
	int code = select_record_read(cli, a->verify, &record);
	if (code == CLI_DONE)
		code = check_list(cli, a->verify, &record);
	if (code == CLI_DONE)
		code = check_draw(cli, a->verify, &record);
	if (code == CLI_DONE && again)
		code = check_again(cli, a, &record);
	if (code == CLI_DONE)
		tell(cli, &record, true, again);
	return code;
}

static int run_draw(struct cli *cli, const struct asked *a)
{
	struct select_record record;
	if (cli->n != 1 || !a->randomness.at)
		return cli_refuse(cli, N_("il faut une liste et --randomness, ou --verify"), NULL);
	int code = select_record_read(cli, cli->arguments[0], &record);
	if (code == CLI_DONE)
		code = check_list(cli, cli->arguments[0], &record);
	if (code != CLI_DONE)
		return code;
	if (record.draw >= 0)
		return wrong(cli, cli->arguments[0], N_("cette liste a déjà été tirée"));
	record.randomness = a->randomness;
	record.draw = (int64_t)lottery_draw(a->randomness, record.list_hash, record.panels_n);
	if (a->record && !select_record_write(cli, a->record, &record))
		return CLI_BAD_INPUT;
	tell(cli, &record, false, false);
	return CLI_DONE;
}

static int run(struct cli *cli, const void *at)
{
	const struct asked *a = at;
	return a->verify ? run_verify(cli, a) : run_draw(cli, a);
}

const struct cli_command draw_command = {
	.name = "draw",
	.summary = N_("tirer un numéro dans une liste publiée, ou vérifier un tirage"),
	.section = CLI_METHODS,
	.arguments = N_("[LISTE.json]"),
	.least = 0,
	.most = 1,
	.common = CLI_JSON,
	.options = options,
	.options_n = sizeof options / sizeof *options,
	.room = sizeof(struct asked),
	.about = about,
	.examples = examples,
	.no_answer = N_("le procès-verbal n'est pas juste, ou la liste a déjà été tirée"),
	.run = run,
};
