/* What tests/unit/sample.html shows. */
#ifndef CORDEE_SAMPLE_H
#define CORDEE_SAMPLE_H
#include "html/page.h"

struct sample {
	int64_t id, population;
	const char *cycle;
	struct text territory, title;
	struct day day;
	bool mine;
};
#endif
