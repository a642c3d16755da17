/* Arena: a chain of blocks, each twice the one before up to 1 MiB; big requests get their own. */
#include "base/arena.h"

#include "base/check.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_BLOCK = 4096, LARGEST_BLOCK = 1 << 20, ALIGNMENT = 16 };

struct block {
	struct block *before;
	size_t used, size;
	_Alignas(ALIGNMENT) unsigned char bytes[];
};

struct arena {
	struct block *last;
	size_t total;
};

static struct block *block_init(struct block *b, struct block *before, size_t size)
{
	check(b != NULL);
	b->before = before;
	b->used = 0;
	b->size = size;
	return b;
}

static struct block *block_new(struct block *before, size_t size)
{
	return block_init(malloc(sizeof(struct block) + size), before, size);
}

struct arena *arena_new(void)
{
	struct arena *arena = calloc(1, sizeof *arena);
	check(arena != NULL);
	arena->last = block_new(NULL, FIRST_BLOCK);
	return arena;
}

static void free_down_to(struct arena *arena, const struct block *keep)
{
	while (arena->last != keep) {
		struct block *b = arena->last;
		arena->last = b->before;
		free(b);
	}
}

void arena_free(struct arena *arena)
{
	if (!arena)
		return;
	free_down_to(arena, NULL);
	free(arena);
}

void arena_clean(struct arena **arena)
{
	arena_free(*arena);
	*arena = NULL;
}

void arena_reset(struct arena *arena)
{
	const struct block *first = arena->last;
	while (first->before)
		first = first->before;
	free_down_to(arena, first);
	arena->last->used = 0;
	arena->total = 0;
}

static size_t next_size(const struct arena *arena, size_t bytes)
{
	size_t size = arena->last->size * 2;
	if (size > LARGEST_BLOCK)
		size = LARGEST_BLOCK;
	return size < bytes ? bytes : size;
}

static size_t aligned(size_t bytes)
{
	check(bytes < SIZE_MAX / 4);
	return (bytes + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
}

/* Not zeroed: for what is written over at once. */
static void *take(struct arena *arena, size_t bytes)
{
	size_t need = aligned(bytes);
	if (arena->last->size - arena->last->used < need)
		arena->last = block_new(arena->last, next_size(arena, need));
	struct block *b = arena->last;
	void *at = b->bytes + b->used;
	b->used += need;
	arena->total += need;
	return at;
}

/* A block of its own, which the system gives zeroed: its pages are touched when they are used. */
static void *take_large(struct arena *arena, size_t bytes)
{
	size_t need = aligned(bytes);
	struct block *b = block_init(calloc(1, sizeof *b + need), arena->last, need);
	b->used = need;
	arena->last = b;
	arena->total += need;
	return b->bytes;
}

void *arena_alloc(struct arena *arena, size_t bytes)
{
	return bytes > LARGEST_BLOCK ? take_large(arena, bytes) : memset(take(arena, bytes), 0, bytes);
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
	check(size == 0 || count <= SIZE_MAX / 4 / size);
	return arena_alloc(arena, count * size);
}

void *arena_grow(struct arena *arena, void *at, size_t old, size_t bytes)
{
	check(bytes >= old);
	void *grown = arena_alloc(arena, bytes);
	if (old)
		memcpy(grown, at, old);
	return grown;
}

void *arena_copy(struct arena *arena, const void *at, size_t bytes)
{
	void *copy = take(arena, bytes);
	if (bytes)
		memcpy(copy, at, bytes);
	return copy;
}

size_t arena_used(const struct arena *arena)
{
	return arena->total;
}
