/* The end of the program when an invariant of ours is broken. */
#include "base/check.h"

#include <stdio.h>
#include <stdlib.h>

void check_failed(const char *file, int line, const char *what)
{
	fprintf(stderr, "cordee: %s:%d: broken invariant: %s\n", file, line, what);
	abort();
}
