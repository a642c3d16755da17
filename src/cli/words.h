/* Words in columns. Inner to cli/. */
#ifndef CORDEE_CLI_WORDS_H
#define CORDEE_CLI_WORDS_H
#include "cli/cli.h"

enum { CLI_WIDTH = 80 };

/* Takes from *rest the whole words that fit in `width` columns, at least one; a newline ends it.
 * A no-break space (U+00A0) breaks nothing. *rest is NO_TEXT (at == NULL) after the last. */
struct text cli_line(struct text *rest, size_t width);
/* Wrapped, the first line already `at` columns in, the others indented; ended by a newline. */
void cli_wrap(FILE *, struct text, size_t at, size_t indent);
void cli_spaces(FILE *, size_t n);
void cli_put(FILE *, struct text);
#endif
