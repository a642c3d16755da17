/* cordee opinion: a Polis export in; who thinks alike, what divides, what brings together out. */
#include "cli/commands.h"
#include "cli/opinion_cli.h"

static const char *const modes[] = { "cordee", "compat", NULL };

static const struct cli_option options[] = {
	{ .name = "mode",
	  .kind = CLI_CHOICE,
	  .choices = modes,
	  .fallback = "cordee",
	  .at = offsetof(struct opinion_asked, mode),
	  .summary = N_("« compat » refait les calculs de Polis ; « cordee » répare ce qu'on leur "
	                "connaît de faible") },
	{ .name = "groups",
	  .kind = CLI_FILE,
	  .value = N_("FICHIER"),
	  .at = offsetof(struct opinion_asked, groups),
	  .summary = N_("analyser selon ces groupes, au lieu d'en chercher : colonnes participant "
	                "et groupe") },
	{ .name = "grouped",
	  .kind = CLI_FILE,
	  .value = N_("FICHIER"),
	  .at = offsetof(struct opinion_asked, grouped),
	  .summary = N_("qui répartir en groupes : un participant par ligne (sinon, qui a voté au "
	                "moins 7 fois)") },
	{ .name = "bases",
	  .kind = CLI_FILE,
	  .value = N_("FICHIER"),
	  .at = offsetof(struct opinion_asked, bases),
	  .summary = N_(
		  "en mode compat, partir de ces petits groupes : colonnes participant et base") },
	{ .name = "export",
	  .kind = CLI_FILE,
	  .value = N_("DOSSIER"),
	  .at = offsetof(struct opinion_asked, export),
	  .summary = N_("récrire la conversation dans ce dossier, au format de Polis, avec les "
	                "groupes trouvés") },
};

static const char *const about[] = {
	N_("Des personnes se sont dites d'accord (+1), pas d'accord (-1) ou ont passé (0) sur des "
	   "énoncés courts. La carte montre qui "
	   "pense de même, ce qui divise, et surtout ce qui rassemble."),
	N_("Le mode cordee ajuste un modèle aux seuls votes donnés, ne montre des groupes que si "
	   "le hasard ne suffit pas à les "
	   "expliquer et s'ils se retrouvent quand on refait le calcul sur une partie des "
	   "personnes ; ses classements ont des "
	   "intervalles, et aucun compte de moins de cinq personnes n'est donné."),
	N_("Le mode compat donne les nombres de Polis à partir des votes finaux, pour qui veut les "
	   "vérifier."),
	NULL,
};

static const struct cli_note files[] = {
	{ "participants-votes.csv", N_("une ligne par participant (participant, et group-id s'il y "
	                               "est), une colonne par énoncé : 1, -1, 0 ou rien") },
	{ "votes.csv", N_("le journal : timestamp, comment-id, voter-id, vote ; sans le précédent, "
	                  "le dernier vote de chacun compte") },
	{ "comments.csv",
	  N_("les énoncés : comment-id, moderated (-1 : écarté), is-meta, is-seed, comment-body") },
	{ "summary.csv", N_("le sujet, s'il y est") },
	{ NULL, NULL },
};

static const struct cli_note examples[] = {
	{ "cordee opinion vtaiwan.uberx --svg=carte.svg",
	  N_("un compte rendu, et la carte en image") },
	{ "cordee opinion export --mode=compat --json",
	  N_("les nombres de Polis, pour un programme") },
	{ NULL, NULL },
};

static int tell(struct cli *cli, const struct opinion_asked *asked, const struct opinion_read *read,
                const struct opinion_result *r)
{
	if (cli->svg && !opinion_picture(cli, read, r))
		return CLI_BAD_INPUT;
	if (asked->export) {
		int code = opinion_export(cli, asked->export, read, r);
		if (code != CLI_DONE)
			return code;
	}
	if (cli->json)
		opinion_json(cli, read, r);
	else
		opinion_report(cli, read, r);
	return r->clear ? CLI_DONE : CLI_NO_ANSWER;
}

static int run(struct cli *cli, const void *at)
{
	const struct opinion_asked *asked = at;
	struct opinion_read read = { .folder = cli->arguments[0] };
	struct opinion_options o = opinion_defaults();
	struct opinion_result result;
	struct error err = { 0 };
	if (asked->bases && asked->mode != OPINION_COMPAT)
		return cli_refuse(cli, N_("--bases ne sert qu'avec --mode=compat"), NULL);
	int code = opinion_read_all(cli, asked, &read);
	if (code != CLI_DONE)
		return code;
	o.mode = (enum opinion_mode)asked->mode;
	o.seed = cli->seed;
	o.progress = cli_progress(cli, 0);
	if (!opinion_map(cli->arena, &read.input, &o, &result, &err))
		return cli_failed(cli, &err);
	return tell(cli, asked, &read, &result);
}

const struct cli_command opinion_command = {
	.name = "opinion",
	.summary = N_("qui pense de même, qu'est-ce qui divise, qu'est-ce qui rassemble"),
	.section = CLI_METHODS,
	.arguments = N_("DOSSIER"),
	.least = 1,
	.most = 1,
	.common = CLI_JSON | CLI_SVG | CLI_SEED,
	.options = options,
	.options_n = sizeof options / sizeof *options,
	.room = sizeof(struct opinion_asked),
	.about = about,
	.files = files,
	.examples = examples,
	.no_answer = N_("aucun groupe net : le compte rendu est donné, sans groupes"),
	.run = run,
};
