/* What the parts of `cordee opinion` share; nobody else includes it. */
#ifndef CORDEE_CLI_OPINION_H
#define CORDEE_CLI_OPINION_H
#include "cli/cli.h"
#include "formats/polis.h"
#include "methods/opinion.h"

struct opinion_asked {
	int mode;            /* enum opinion_mode */
	const char *groups, *grouped, *bases, *export;
};

/* A conversation read, and the map's input made from it. */
struct opinion_read {
	struct polis polis;
	struct opinion_input input;
	const char *folder;
};

/* Reads the folder and the lists beside it. CLI_DONE, or what was said to be wrong. */
int opinion_read_all(struct cli *, const struct opinion_asked *, struct opinion_read *);
/* Words of each statement in the order of the result, short enough to quote; ids without words. */
struct text *opinion_titles(struct cli *, const struct opinion_read *,
                            const struct opinion_result *);
/* A share of people, "72 %", or "–" when there are too few to tell. */
struct text opinion_share(struct cli *, const struct opinion_result *, uint32_t part,
                          uint32_t seen);

void opinion_json(struct cli *, const struct opinion_read *, const struct opinion_result *);
void opinion_report(struct cli *, const struct opinion_read *, const struct opinion_result *);
bool opinion_picture(struct cli *, const struct opinion_read *, const struct opinion_result *);
/* The five files of Polis' export, with the groups found. CLI_DONE or CLI_BAD_INPUT. */
int opinion_export(struct cli *, const char *folder, const struct opinion_read *,
                   const struct opinion_result *);
#endif
