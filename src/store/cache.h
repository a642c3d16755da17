/* Cache: from a statement's address to what an engine prepared for it. Open addressing;
 * nothing is ever removed but all at once. */
#ifndef CORDEE_CACHE_H
#define CORDEE_CACHE_H
#include <stddef.h>

struct cache_slot {
	const void *key;
	void *value;
};

struct cache {
	struct cache_slot *at;
	size_t n, cap;
};

void *cache_find(const struct cache *, const void *key); /* NULL when absent */
void cache_add(struct cache *, const void *key, void *value);
void cache_clear(struct cache *, void (*drop)(void *value) /* may be NULL */);
#endif
