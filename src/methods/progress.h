/* Progress: how a long computation tells how far it is, and is told to stop. */
#ifndef CORDEE_PROGRESS_H
#define CORDEE_PROGRESS_H
#include <stdbool.h>

struct progress {
	/* `done` from 0 to 1. False: stop, and give the best answer so far. NULL: nobody listens. */
	bool (*tell)(void *user, double done);
	void *user;
};

static inline bool progress_tell(const struct progress *p, double done)
{
	return !p || !p->tell || p->tell(p->user, done);
}
#endif
