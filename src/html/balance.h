/* Balance: the elements open at this point, innermost last. Used by the view compiler and by
 * the tracker of test builds. */
#ifndef CORDEE_BALANCE_H
#define CORDEE_BALANCE_H
#include "html/context.h"

enum { BALANCE_DEPTH = 100 };
struct balance {
	struct markup_name names[BALANCE_DEPTH];
	size_t n;
};

/* False when the page is deeper than any page should be. */
bool balance_open(struct balance *, const struct markup_name *);
/* False when the innermost element is another one (or none is open). */
bool balance_close(struct balance *, const struct markup_name *);
bool balance_holds(const struct balance *, const char *name);
#endif
