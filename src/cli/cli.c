/* Dispatch: the language, the command, and what it ends with. */
#include "cli/cli.h"

#include "cli/help.h"
#include "cli/parse.h"
#include "cli/progress.h"

#include <errno.h>
#include <string.h>

/* POSIX's order (XBD 8.2), but --lang goes first, and French is the language of no setting. */
static enum lang lang_of_environment(void)
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct text value = text_of(getenv(names[i]));
		if (value.n > 0)
			return text_starts(value, "en") ? LANG_EN : LANG_FR;
	}
	return LANG_FR;
}

int cli_unknown(struct cli *cli, const char *asked)
{
	struct text name = text_of(asked);
	if (!text_valid(name))
		name = text("?");
	const char *near = NULL;
	size_t distance = CLI_TOO_FAR;
	for (const struct cli_command *const *c = cli->commands; *c; c++)
		cli_nearer(name, (*c)->name, &near, &distance);
	if (near)
		return cli_refuse(cli, N_("il n'y a pas de commande « {name} » ; vouliez-vous « cordee {other} » ?"),
		                  &(struct words){ .name = name, .other = text_of(near) });
	return cli_refuse(cli, N_("il n'y a pas de commande « {name} » ; « cordee help » les donne toutes"),
	                  &(struct words){ .name = name });
}

const struct cli_command *cli_find(const struct cli_command *const *commands, const char *name)
{
	for (; *commands; commands++)
		if (strcmp((*commands)->name, name) == 0)
			return *commands;
	return NULL;
}

/* A full disk is found out at the last moment: a result half written is no result. */
static int written(struct cli *cli, int code)
{
	cli_progress_hide(cli);
	if (fflush(cli->out) == 0 && !ferror(cli->out))
		return code;
	return cli_refuse(cli, N_("le résultat n'a pas pu être écrit en entier : {value}"),
	                  &(struct words){ .value = text_of(strerror(errno)) });
}

/* The name of the command asked for, and how many arguments it took. */
static const char *asked(int argc, char **argv, int *taken)
{
	const char *name = argc > 1 ? argv[1] : "help";
	*taken = argc > 1 ? 2 : argc;
	if (cli_is_help(name))
		return "help";
	return strcmp(name, "--version") == 0 ? "version" : name;
}

int cli_run(struct cli *cli, int argc, char **argv)
{
	int taken;
	const char *name = asked(argc, argv, &taken);
	argc -= taken;
	argv += taken;
	cli->command = cli_find(cli->commands, name);
	if (!cli->command)
		return cli_unknown(cli, name);
	if (cli_asks_for_help(cli, argc, argv))
		return written(cli, help_command(cli, cli->command));
	if (cli->command->run_raw)
		return cli->command->run_raw(argc, argv);
	void *options = cli_parse(cli, argc, argv);
	return written(cli, options ? cli->command->run(cli, options) : CLI_BAD_INPUT);
}

int cli_main(const struct cli_command *const *commands, int argc, char **argv)
{
	ARENA_SCOPED arena = arena_new();
	struct cli cli = { .arena = arena, .lang = lang_of_environment(), .out = stdout, .err = stderr, .commands = commands };
	return cli_run(&cli, argc, argv);
}
