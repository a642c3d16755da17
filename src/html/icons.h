/* Icons: the drawings of assets/icons as markup, made into a table at build time. Inner to
 * html/: views write <%+ icon("check") %>. */
#ifndef CORDEE_ICONS_H
#define CORDEE_ICONS_H
#include "base/text.h"

struct icon {
	const char *name;
	struct text markup;
};
extern const struct icon icons[];
extern const size_t icons_n;

/* NULL when there is none of that name. */
const struct icon *icon_find(const char *name);
#endif
