/* Arena: memory for one request, one command or one job, freed at once. What is allocated
 * is zeroed and aligned for any type. Memory running out is not an error that callers
 * handle: the process says so and stops, and everything acknowledged is already on disk
 * (inputs are bounded, so a client cannot cause it). Not for sharing between threads. */
#ifndef CORDEE_ARENA_H
#define CORDEE_ARENA_H
#include <stddef.h>

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *);
void arena_clean(struct arena **); /* for __attribute__((cleanup)) */
#define ARENA_SCOPED __attribute__((cleanup(arena_clean))) struct arena *

void *arena_alloc(struct arena *, size_t bytes);
/* count × size, refused by a check when it overflows. */
void *arena_array(struct arena *, size_t count, size_t size);
/* A larger copy of the block at `at`: its first `old` bytes kept, the rest zeroed. */
void *arena_grow(struct arena *, void *at, size_t old, size_t bytes);
void *arena_copy(struct arena *, const void *at, size_t bytes);
/* Bytes handed out so far. */
size_t arena_used(const struct arena *);
/* Forgets everything but keeps the first block: for loops over many items. */
void arena_reset(struct arena *);

#define arena_one(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define arena_many(arena, type, count) ((type *)arena_array((arena), (count), sizeof(type)))
#endif
