/* Settings: one table of what can be set, read from a file (inih), then from the command
 * line (--name=value). The table is also the help and the manual's page. */
#ifndef CORDEE_SETTINGS_H
#define CORDEE_SETTINGS_H
#include "base/arena.h"
#include "base/error.h"
#include "cli/cli.h"
#include "http/app.h"

/* Defaults, then the file (NULL: none), then the arguments that start with "--". What is left
 * of the arguments is moved to the front of argv, and *argc told. Texts live in the arena. */
bool settings_read(struct settings *, struct arena *, const char *file, int *argc, char **argv, struct error *);
/* One setting, as in the file. False, and why, when there is none of that name or the value
 * does not fit. */
bool settings_set(struct settings *, struct arena *, struct text name, struct text value, struct error *);
/* --config and the settings, for the help of the commands that read them (struct cli_command, more). */
bool settings_help(size_t i, struct cli_option *);
/* The i-th setting that may be shown (no password): its name and what it is; false after the last. */
bool settings_shown(const struct settings *, struct arena *, size_t i, struct text *name, struct text *value);
#endif
