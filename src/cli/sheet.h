/* A sheet of help: what is said once, laid out for a terminal or as a manual page (man(7) of
 * groff). Inner to cli/. */
#ifndef CORDEE_CLI_SHEET_H
#define CORDEE_CLI_SHEET_H
#include "cli/cli.h"

struct sheet {
	struct cli *cli;
	bool man;
	bool begun; /* something stands under the section's title */
};

void sheet_begin(struct sheet *, struct text name, struct text summary);
void sheet_section(struct sheet *, struct text title);
void sheet_paragraph(struct sheet *, struct text);
/* Something to type, as it is. */
void sheet_line(struct sheet *, struct text);
/* A name, and what is said of it. */
void sheet_item(struct sheet *, struct text name, struct text says);
#endif
