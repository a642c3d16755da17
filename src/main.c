/* The command line: one line a subcommand. What a subcommand does lives in its own folder. */
#include "admin/admin.h"
#include "admin/settings.h"
#include "base/text.h"
#include "demo/demo.h"

#include <stdio.h>

struct command {
	const char *name, *arguments, *summary;
	int (*run)(int argc, char **argv);
};

static int run_help(int argc, char **argv);

static int run_version(int argc, char **argv)
{
	(void)argc;
	(void)argv;
	printf("cordee %s\n", CORDEE_VERSION);
	return 0;
}

static const struct command commands[] = {
	{ "serve", "", "serve the site until interrupted", serve_command },
	{ "admin", "EMAIL NAME", "make someone an administrator and print their link", admin_command },
	{ "demo", "FOLDER", "fill a demonstration and serve it; --today=2021-07-08 chooses its day", demo_command },
	{ "backup", "FILE", "copy the database and the uploaded files into one file, while serving", backup_command },
	{ "restore", "FILE", "fill an empty database from a backup", restore_command },
	{ "help", "", "this page", run_help },
	{ "version", "", "print the version", run_version },
};

static int run_help(int argc, char **argv)
{
	(void)argc;
	(void)argv;
	printf("usage: cordee COMMAND [--config=FILE] [--SETTING=VALUE]…\n\ncommands\n");
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		printf("  %-8s%-12s %s\n", commands[i].name, commands[i].arguments, commands[i].summary);
	printf("\nsettings (in the file as NAME = VALUE)\n");
	settings_print_help();
	return 0;
}

int main(int argc, char **argv)
{
	enum { BAD_INPUT = 2 };
	struct text asked = text_of(argc > 1 ? argv[1] : "help");
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		if (text_is(asked, commands[i].name))
			return commands[i].run(argc > 2 ? argc - 2 : 0, argv + (argc > 2 ? 2 : argc));
	fprintf(stderr, "cordee: no command \"%" TEXT "\"; try: cordee help\n", text_args(asked));
	return BAD_INPUT;
}
