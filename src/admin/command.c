/* Arguments and errors of the subcommands. */
#include "admin/command.h"

#include "admin/settings.h"
#include "base/translate.h"
#include "http/server.h"

#include <stdio.h>
#include <string.h>

int command_failed(const struct error *err, int code)
{
	if (err->detail[0])
		fprintf(stderr, "cordee: %s\n", err->detail);
	if (err->message) {
		ARENA_SCOPED arena = arena_new();
		fprintf(stderr, "cordee: %" TEXT "\n", text_args(error_text(arena, LANG_EN, err)));
	}
	return code;
}

const char *command_take(int *argc, char **argv, const char *option)
{
	const char *value = NULL;
	int kept = 0;
	for (int i = 0; i < *argc; i++) {
		if (strncmp(argv[i], option, strlen(option)) == 0)
			value = argv[i] + strlen(option);
		else
			argv[kept++] = argv[i];
	}
	*argc = kept;
	return value;
}

/* Where people reach a site that is on their own machine. */
static void name_site(struct command_setup *setup)
{
	struct settings *settings = &setup->settings;
	if (settings->base_url.n == 0 && settings->port > 0)
		settings->base_url = text_format(setup->arena, "http://localhost:%lld", (long long)settings->port);
}

bool command_setup(struct command_setup *setup, int argc, char **argv)
{
	const char *file = command_take(&argc, argv, "--config=");
	struct error err = { 0 };
	if (!settings_read(&setup->settings, setup->arena, file, &argc, argv, &err)) {
		command_failed(&err, EXIT_BAD_INPUT);
		return false;
	}
	name_site(setup);
	setup->argc = argc;
	setup->argv = argv;
	return true;
}

int command_listen(struct command_setup *setup, struct error *err)
{
	int listener = server_listen(&setup->settings, err);
	name_site(setup);
	return listener;
}
