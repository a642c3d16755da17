/* What the page of a cycle's team shows. Inner to people/. */
#ifndef CORDEE_TEAM_H
#define CORDEE_TEAM_H
#include "people/invite.h"

struct team {
	struct text slug;
	const struct form *form;
	const struct viewer *viewer;
	const struct participant *people;
	size_t n_people;
	const struct invitation *waiting;
	size_t n_waiting;
};
#endif
