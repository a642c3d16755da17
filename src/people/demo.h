/* What the demo's sign-in page shows. Inner to people/. */
#ifndef CORDEE_PEOPLE_DEMO_H
#define CORDEE_PEOPLE_DEMO_H
#include "base/text.h"

enum { DEMO_ROLES = 7 };
struct demo_example {
	int64_t person;
	struct text role, name, office, cycle, territory; /* role "administrator": of the instance */
};
#endif
