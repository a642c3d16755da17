/* Sorting by folded text: keys first, then the rows are put in the order of the keys. */
#include "base/sort.h"

#include <stdlib.h>
#include <string.h>

struct key {
	struct text folded;
	size_t row;
};

static int by_key(const void *a, const void *b)
{
	const struct key *x = a, *y = b;
	int order = text_compare(x->folded, y->folded);
	return order ? order : (x->row > y->row) - (x->row < y->row);
}

void sort_by_text(struct arena *arena, void *at, size_t n, size_t size, size_t offset)
{
	if (n < 2)
		return;
	const char *rows = arena_copy(arena, at, n * size);
	struct key *keys = arena_many(arena, struct key, n);
	for (size_t i = 0; i < n; i++) {
		struct text read;
		memcpy(&read, rows + i * size + offset, sizeof read);
		keys[i] = (struct key){ text_fold(arena, read), i };
	}
	qsort(keys, n, sizeof *keys, by_key);
	for (size_t i = 0; i < n; i++)
		memcpy((char *)at + i * size, rows + keys[i].row * size, size);
}
