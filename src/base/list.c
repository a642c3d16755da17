/* Growable arrays: room for one more item, doubling. */
#include "base/list.h"

void *list_room(struct arena *arena, void *at, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return at;
	size_t room = *cap ? *cap * 2 : 8;
	void *grown = arena_array(arena, room, size);
	*cap = room;
	if (n)
		__builtin_memcpy(grown, at, n * size);
	return grown;
}
