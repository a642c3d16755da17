/* libpq's functions. */
#include "store/libpq.h"

struct libpq libpq;

bool libpq_load(struct error *err)
{
	static const char *const names[] = { LIBPQ(LATE_NAME) };
	return late_load("libpq.so.5", names, &libpq, sizeof names / sizeof *names, err);
}
