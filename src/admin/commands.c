/* serve, backup, restore, admin: what the person who installs Cordée types. */
#include "admin/admin.h"
#include "admin/command.h"
#include "people/person.h"
#include "store/files.h"
#include "store/store.h"

#include <stdio.h>

static void say_ready(const struct app *app, int port)
{
	printf("Cordée %s\n  listening on %" TEXT ":%d\n  open %" TEXT "\n", CORDEE_VERSION,
	       text_args(app->settings.address), port, text_args(app->settings.base_url));
	fflush(stdout);
}

int serve_command(int argc, char **argv)
{
	ARENA_SCOPED arena = arena_new();
	struct command_setup setup = { .arena = arena };
	if (!command_setup(&setup, argc, argv))
		return EXIT_BAD_INPUT;
	struct error err = { 0 };
	struct app app;
	if (!instance_open(&app, &setup.settings, &err))
		return command_failed(&err, EXIT_REFUSED);
	bool served = instance_serve(&app, say_ready, &err);
	instance_close(&app);
	return served ? EXIT_DONE : command_failed(&err, EXIT_REFUSED);
}

static int on_file(int argc, char **argv, const char *usage,
                   bool (*act)(struct store *, const char *, const char *, struct error *))
{
	ARENA_SCOPED arena = arena_new();
	struct command_setup setup = { .arena = arena };
	if (!command_setup(&setup, argc, argv))
		return EXIT_BAD_INPUT;
	if (setup.argc != 1) {
		fprintf(stderr, "usage: cordee %s\n", usage);
		return EXIT_BAD_INPUT;
	}
	struct error err = { 0 };
	struct store *store = store_open(setup.settings.database.at, &err);
	bool done = store && act(store, setup.settings.files.at, setup.argv[0], &err);
	if (store)
		store_close(store);
	return done ? EXIT_DONE : command_failed(&err, EXIT_REFUSED);
}

int backup_command(int argc, char **argv)
{
	return on_file(argc, argv, "backup FILE", store_backup);
}

int restore_command(int argc, char **argv)
{
	return on_file(argc, argv, "restore FILE", store_restore);
}

struct administrator {
	const struct app *app;
	struct text email, name;
};

static bool name_administrator(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct administrator *in = input;
	(void)err;
	int64_t person = person_ensure(tx, arena, in->email, in->name, NO_TEXT);
	person_set_admin(tx, person, true);
	*made = (struct made){ person, magic_link_make(tx, arena, in->app, in->email, text("/administration")) };
	return true;
}

/* The first administrator cannot be invited by anyone: the link to sign in is printed. */
int admin_command(int argc, char **argv)
{
	ARENA_SCOPED arena = arena_new();
	struct command_setup setup = { .arena = arena };
	if (!command_setup(&setup, argc, argv))
		return EXIT_BAD_INPUT;
	if (setup.argc != 2) {
		fprintf(stderr, "usage: cordee admin EMAIL NAME\n");
		return EXIT_BAD_INPUT;
	}
	struct error err = { 0 };
	struct app app;
	if (!instance_open(&app, &setup.settings, &err))
		return command_failed(&err, EXIT_REFUSED);
	struct administrator in = { &app, text_lower(arena, text_of(setup.argv[0])), text_of(setup.argv[1]) };
	struct made made = { 0 };
	bool done = store_do(app.store, arena, name_administrator, &in, &made, &err);
	if (done)
		printf("%" TEXT " is an administrator. Sign in within thirty minutes:\n%" TEXT "\n", text_args(in.email),
		       text_args(made.name));
	instance_close(&app);
	return done ? EXIT_DONE : command_failed(&err, EXIT_REFUSED);
}
