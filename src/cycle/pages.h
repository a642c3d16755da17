/* What a cycle's own page shows. Inner to cycle/. */
#ifndef CORDEE_CYCLE_PAGES_H
#define CORDEE_CYCLE_PAGES_H
#include "cycle/cycle.h"
#include "cycle/member.h"

struct cycle_home {
	struct frame frame;
	const struct cycle *cycle;
	struct calendar calendar;
	struct rows members;       /* struct member, with their names alone: those who are in */
	bool may_facilitate;
};
#endif
