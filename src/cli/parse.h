/* Reading the arguments of a command by its table. Inner to cli/. */
#ifndef CORDEE_CLI_PARSE_H
#define CORDEE_CLI_PARSE_H
#include "cli/cli.h"

/* Whether --help is among the arguments: then nothing else matters but --lang, which is read. */
bool cli_asks_for_help(struct cli *, int argc, char **argv);
bool cli_is_help(const char *argument);
/* The struct of the command's options, filled; NULL when something is wrong, which was said. */
void *cli_parse(struct cli *, int argc, char **argv);

/* The i-th option: the command's own, then those of its `common`; NULL after the last. */
const struct cli_option *cli_option_at(const struct cli_command *, size_t i);

/* Keeps in *near the candidate closest to what was typed; *distance begins at CLI_TOO_FAR. */
enum { CLI_TOO_FAR = 3 };
void cli_nearer(struct text typed, const char *candidate, const char **near, size_t *distance);

const struct cli_command *cli_find(const struct cli_command *const *commands, const char *name);
/* Says that no command is called so, and which one may have been meant. */
int cli_unknown(struct cli *, const char *asked);
#endif
