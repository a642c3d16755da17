/* What the subcommands that open an instance share. */
#ifndef CORDEE_COMMAND_H
#define CORDEE_COMMAND_H
#include "admin/instance.h"
#include "base/arena.h"

struct command_setup {
	struct arena *arena;
	struct settings settings;
	int argc;      /* arguments left */
	char **argv;
};
/* Reads --config FILE, settings and arguments; prints what is wrong and returns false. */
bool command_setup(struct command_setup *, int argc, char **argv);
/* Takes the port before the database is opened; -1 and err when it cannot. The address of the site is
 * known after it at the latest: a port of 0 is the system's to choose. */
int command_listen(struct command_setup *, struct error *);
/* Takes "--option=VALUE" out of the arguments; NULL when there is none. */
const char *command_take(int *argc, char **argv, const char *option);
/* Prints the error for who runs the command (in the log's language, English). Returns code. */
int command_failed(const struct error *, int code);
enum { EXIT_DONE = 0, EXIT_REFUSED = 1, EXIT_BAD_INPUT = 2 };
#endif
