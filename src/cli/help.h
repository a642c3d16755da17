/* The help of a command and of all, for the terminal and as manual pages, from the same table.
 * Inner to cli/, but for the commands that main.c lists. */
#ifndef CORDEE_CLI_HELP_H
#define CORDEE_CLI_HELP_H
#include "cli/cli.h"

int help_command(struct cli *, const struct cli_command *);
#endif
