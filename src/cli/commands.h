/* The commands of this folder: what main.c lists, one line each. */
#ifndef CORDEE_CLI_COMMANDS_H
#define CORDEE_CLI_COMMANDS_H
#include "cli/cli.h"

extern const struct cli_command opinion_command;
extern const struct cli_command budget_command;
extern const struct cli_command judge_command;
extern const struct cli_command similar_command;
extern const struct cli_command tables_command;
extern const struct cli_command select_command, draw_command;
extern const struct cli_command cli_help_command, cli_version_command;
#endif
