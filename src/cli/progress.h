/* The line of progress on a terminal. Inner to cli/. */
#ifndef CORDEE_CLI_PROGRESS_H
#define CORDEE_CLI_PROGRESS_H
#include "cli/cli.h"

/* Takes the line away, before anything else is written. */
void cli_progress_hide(struct cli *);
#endif
