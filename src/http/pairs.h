/* Pairs: names and values, as a query, an urlencoded body or the fields of a multipart body
 * carry them, decoded and valid UTF-8. */
#ifndef CORDEE_PAIRS_H
#define CORDEE_PAIRS_H
#include "base/list.h"
#include "base/text.h"

enum { PAIRS_MOST = 1000 };

struct pair {
	struct text name, value;
};
struct pairs {
	struct pair *at;
	size_t n, cap;
};

/* False when a %XX is malformed, when something is not UTF-8, or beyond PAIRS_MOST. */
bool pairs_read(struct arena *, struct text encoded, struct pairs *out);
bool pairs_add(struct arena *, struct pairs *, struct text name, struct text value);
/* The first of that name; no text when absent. */
struct text pairs_get(const struct pairs *, struct text name);
#endif
