/* A whole command over files of anyone: what it says and how it ends, without a process of its own. */
#ifndef CORDEE_FUZZ_COMMAND_H
#define CORDEE_FUZZ_COMMAND_H
#include "base/text.h"
#include "cli/cli.h"

/* The path of a file in memory that holds these bytes, until command_run has ended. */
const char *command_file(struct arena *, struct text bytes);
/* Runs it in English. Checks the promise of every command: it ends with 0, 1 or 2, and says why on
 * standard error when it is 2. Closes the files. */
void command_run(struct arena *, const struct cli_command *, const char *const *arguments, size_t n);
#endif
