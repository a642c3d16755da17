/* cordee budget, in parts: reading the limits, the account for machines and for people, the
 * picture. Inner to cli/budget*.c. */
#ifndef CORDEE_BUDGET_CLI_H
#define CORDEE_BUDGET_CLI_H
#include "cli/cli.h"
#include "formats/pabulib.h"
#include "methods/budget.h"

struct budgeted {
	const struct pabulib *file;
	const struct budget_input *in;
	const struct budget_result *result;
	struct text currency;               /* for people: "€" */
	const struct budget_result *others; /* --compare: one of each rule, or NULL */
};

/* Reads --limits into the families and the exclusions; false when it cannot be (said). */
bool budget_read_limits(struct cli *, const char *path, const struct pabulib *, struct budget_input *);
bool budget_json(struct cli *, const struct budgeted *);
void budget_report(struct cli *, const struct budgeted *);
bool budget_picture(struct cli *, const struct budgeted *);
#endif
