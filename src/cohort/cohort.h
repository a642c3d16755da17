/* Cohort: the territories that were kept and their people, in their own space: welcome,
 * charter, directory, withdrawals and replacements from the waiting list. */
#ifndef CORDEE_COHORT_H
#define CORDEE_COHORT_H
#include "cycle/cycle.h"
#include "cycle/member.h"

struct url cohort_member_url(const struct cycle *, int64_t member);
struct url cohort_directory_url(const struct cycle *);

struct welcome_input {
	int64_t cycle;
	struct text welcome, charter; /* Markdown */
	struct text seen;             /* welcome_print of what was being edited; none: whatever it is */
};
/* Tells two versions of the texts apart. */
struct text welcome_print(struct arena *, struct text welcome, struct text charter);

struct withdrawal_input {
	const struct app *app;
	int64_t member, by;
	struct text reason;
	struct day day;               /* none: now */
	int64_t replacement;          /* application on the waiting list, or 0 */
};
struct replacement_input { /* of a territory that has left */
	const struct app *app;
	int64_t member, application;
};
command_fn welcome_save;       /* struct welcome_input */
command_fn member_withdraw;    /* struct withdrawal_input; made.id: the new member, or 0 */
command_fn member_replace;     /* struct replacement_input; made.id: the new member */

extern const struct routes cohort_routes;
#endif
