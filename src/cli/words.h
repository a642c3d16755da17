/* Words in columns. Inner to cli/. */
#ifndef CORDEE_CLI_WORDS_H
#define CORDEE_CLI_WORDS_H
#include "cli/cli.h"

enum { CLI_WIDTH = 80 };

/* Wrapped, the first line already `at` columns in, the others indented; ended by a newline. */
void cli_wrap(FILE *, struct text, size_t at, size_t indent);
void cli_spaces(FILE *, size_t n);
void cli_put(FILE *, struct text);
#endif
