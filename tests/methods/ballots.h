/* Elections for tests: written as a table, or drawn at random. */
#ifndef CORDEE_BALLOTS_H
#define CORDEE_BALLOTS_H
#include "methods/judgment.h"
#include "methods/random.h"

static const struct text letters[] = { T("A"), T("B"), T("C"), T("D"), T("E"), T("F") };

/* rows × options values below `levels`, one in `silent` of them JUDGMENT_NOTHING; 0: none. */
static inline struct judgment_ballots some_ballots(struct arena *arena, struct random *r, size_t options, size_t rows,
                                                   unsigned levels, unsigned silent)
{
	int32_t *said = arena_many(arena, int32_t, rows * options);
	uint64_t *counts = arena_many(arena, uint64_t, rows);
	for (size_t i = 0; i < rows * options; i++) {
		said[i] = (int32_t)random_below(r, levels);
		if (silent && random_below(r, silent) == 0)
			said[i] = JUDGMENT_NOTHING;
	}
	for (size_t i = 0; i < rows; i++)
		counts[i] = 1 + random_below(r, 3);
	return (struct judgment_ballots){ letters, options, rows, said, counts };
}

/* The same ballots in another order of rows. */
static inline struct judgment_ballots shuffled(struct arena *arena, struct random *r, const struct judgment_ballots *b)
{
	size_t *order = arena_many(arena, size_t, b->rows), width = b->options;
	int32_t *said = arena_many(arena, int32_t, b->rows * width);
	uint64_t *counts = arena_many(arena, uint64_t, b->rows);
	for (size_t i = 0; i < b->rows; i++)
		order[i] = i;
	random_shuffle(r, order, b->rows, sizeof *order);
	for (size_t i = 0; i < b->rows; i++) {
		counts[i] = judgment_count(b, order[i]);
		for (size_t j = 0; j < width; j++)
			said[i * width + j] = judgment_said(b, order[i], j);
	}
	return (struct judgment_ballots){ b->names, width, b->rows, said, counts };
}

/* "8 acdb" as the papers write: so many ballots with these letters, best first. */
struct ranked {
	uint64_t count;
	const char *order;
};

static inline struct judgment_ballots ranked_ballots(struct arena *arena, size_t options, const struct ranked *rows,
                                                     size_t n)
{
	int32_t *said = arena_many(arena, int32_t, n * options);
	uint64_t *counts = arena_many(arena, uint64_t, n);
	for (size_t i = 0; i < n * options; i++)
		said[i] = JUDGMENT_NOTHING;
	for (size_t i = 0; i < n; i++) {
		counts[i] = rows[i].count;
		for (size_t k = 0; rows[i].order[k]; k++)
			said[i * options + (size_t)(rows[i].order[k] - 'a')] = (int32_t)k + 1;
	}
	return (struct judgment_ballots){ letters, options, n, said, counts };
}

static inline void assert_same_order(const struct judgment_order *a, const struct judgment_order *b)
{
	assert_int_equal(a->n, b->n);
	assert_memory_equal(a->options, b->options, a->n * sizeof *a->options);
	assert_memory_equal(a->places, b->places, a->n * sizeof *a->places);
	assert_int_equal(a->ties_n, b->ties_n);
	for (size_t i = 0; i < a->ties_n; i++) {
		assert_int_equal(a->ties[i].n, b->ties[i].n);
		assert_memory_equal(a->ties[i].options, b->ties[i].options, a->ties[i].n * sizeof(size_t));
	}
}

/* The order as letters: "DACB". */
static inline void assert_order(const struct judgment_order *o, const char *expected)
{
	for (size_t i = 0; i < o->n; i++)
		assert_int_equal('A' + (int)o->options[i], expected[i]);
}
#endif
