/* The demonstration: two cycles told in data files (demo/), replayed in the order of dates
 * through the same commands as the pages. What is dated after the demonstration's clock has
 * not happened yet. */
#ifndef CORDEE_DEMO_H
#define CORDEE_DEMO_H
#include "cli/cli.h"

/* cordee demo FOLDER [--today=2021-07-08] [settings]: fills the database when it is new, then
 * serves it. Exit codes as the other subcommands. */
extern const struct cli_command demo_command;
#endif
