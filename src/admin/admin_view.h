/* What the page of administration shows. Inner to admin/. */
#ifndef CORDEE_ADMIN_VIEW_H
#define CORDEE_ADMIN_VIEW_H
#include "http/request.h"

struct instance_counts {
	int64_t cycles, people, articles, waiting, failed; /* waiting, failed: mails */
};
struct administrator_row {
	int64_t id;
	struct text name, email;
};
struct setting_row {
	struct text name, value;
};
struct administration {
	struct instance_counts counts;
	struct rows people, settings; /* struct administrator_row, struct setting_row */
	const struct form *form;
	int64_t me;
};
#endif
