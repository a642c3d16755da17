/* The command line: one line a subcommand. What a subcommand does lives in its own folder. */
#include "base/text.h"

#include <stdio.h>

struct command {
	const char *name, *summary;
	int (*run)(void);
};

static int run_help(void);

static int run_version(void)
{
	printf("cordee %s\n", CORDEE_VERSION);
	return 0;
}

static const struct command commands[] = {
	{ "help", "list the commands", run_help },
	{ "version", "print the version", run_version },
};

static int run_help(void)
{
	printf("usage: cordee COMMAND\n\n");
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		printf("  %-10s %s\n", commands[i].name, commands[i].summary);
	return 0;
}

int main(int argc, char **argv)
{
	enum { BAD_INPUT = 2 };
	struct text asked = text_of(argc > 1 ? argv[1] : "help");
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		if (text_is(asked, commands[i].name))
			return commands[i].run();
	fprintf(stderr, "cordee: no command \"%" TEXT "\"; try: cordee help\n", text_args(asked));
	return BAD_INPUT;
}
