/* Growable arrays in an arena:
 *     LIST(struct action) actions = { 0 };
 *     list_add(arena, &actions, (struct action){ .id = 1 });
 *     for (size_t i = 0; i < actions.n; i++) use(&actions.at[i]);
 * Addresses of items are stable only once nothing is added any more. */
#ifndef CORDEE_LIST_H
#define CORDEE_LIST_H
#include "base/arena.h"

#define LIST(type) struct { type *at; size_t n, cap; }

void *list_room(struct arena *, void *at, size_t n, size_t *cap, size_t size);

#define list_add(arena, list, ...)                                                          \
	do {                                                                                \
		(list)->at = list_room((arena), (list)->at, (list)->n, &(list)->cap,        \
		                       sizeof *(list)->at);                                 \
		(list)->at[(list)->n++] = __VA_ARGS__;                                      \
	} while (0)
#endif
