/* Cache of prepared statements. */
#include "store/cache.h"

#include "base/check.h"

#include <stdint.h>
#include <stdlib.h>

enum { FIRST_CAP = 64 };

/* The slot of the key, or the empty one where it would go. At most half of them are full, so
 * there always is one, and it is near. */
static struct cache_slot *slot_of(struct cache_slot *at, size_t cap, const void *key)
{
	/* Multiplicative hashing (Knuth): addresses of statements differ in their middle bits. */
	size_t i = (size_t)((uintptr_t)key * 0x9e3779b97f4a7c15u >> 32) & (cap - 1);
	while (at[i].key && at[i].key != key)
		i = (i + 1) & (cap - 1);
	return &at[i];
}

void *cache_find(const struct cache *cache, const void *key)
{
	return cache->cap ? slot_of(cache->at, cache->cap, key)->value : NULL;
}

/* Twice as many slots; what was prepared stays prepared. */
static void grow(struct cache *cache)
{
	size_t cap = cache->cap ? cache->cap * 2 : FIRST_CAP;
	struct cache_slot *at = calloc(cap, sizeof *at);
	check(at != NULL);
	for (size_t i = 0; i < cache->cap; i++)
		if (cache->at[i].key)
			*slot_of(at, cap, cache->at[i].key) = cache->at[i];
	free(cache->at);
	cache->at = at;
	cache->cap = cap;
}

/* A statement is prepared once a connection: adding it again would lose the first. */
void cache_add(struct cache *cache, const void *key, void *value)
{
	if (cache->n * 2 >= cache->cap)
		grow(cache);
	struct cache_slot *slot = slot_of(cache->at, cache->cap, key);
	check(!slot->key);
	*slot = (struct cache_slot){ key, value };
	cache->n++;
}

void cache_clear(struct cache *cache, void (*drop)(void *))
{
	for (size_t i = 0; drop && i < cache->cap; i++)
		if (cache->at[i].key)
			drop(cache->at[i].value);
	free(cache->at);
	*cache = (struct cache){ 0 };
}
