/* Full text: one index of what can be found, in French, on both engines (FTS5 or tsvector
 * over the same stems: folded words through Snowball). An entry is named by (kind, of). */
#ifndef CORDEE_SEARCH_H
#define CORDEE_SEARCH_H
#include "store/store.h"

/* enum audience: what is public. */
enum { SEARCH_PUBLIC = 3 };

struct search_entry {
	struct text kind;  /* "article", "cycle", "experience"… */
	int64_t of;        /* its id in its table */
	struct text title, body, url;
	unsigned audience; /* enum audience: search_find finds what is public, and nothing else */
};

void search_put(struct db *tx, struct arena *, const struct search_entry *);
void search_remove(struct db *tx, struct text kind, int64_t of);
/* Best first; title and a plain excerpt in `body`; total in *found. Words that match nothing
 * are no error. Every word must match; the last one also as a prefix. */
struct rows search_find(struct db *, struct arena *, struct text words, size_t offset, size_t limit, int64_t *found);

/* The stems of a text, separated by spaces. */
struct text search_stems(struct arena *, struct text);
#endif
