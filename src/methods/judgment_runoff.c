/* Instant run-off: ballots as lists, rounds of counting, the one that goes out. */
#include "methods/judgment_runoff.h"

#include "base/list.h"
#include "base/translate.h"

#include <stdlib.h>

/* Each row's ranked options, best first, and how far its reading has gone. */
struct reading {
	const struct judgment_ballots *ballots;
	uint16_t *lists; /* rows × options */
	uint16_t *lengths, *at;
};

static int by_rank(const void *a, const void *b, void *said)
{
	const int32_t *ranks = said;
	int32_t x = ranks[*(const uint16_t *)a], y = ranks[*(const uint16_t *)b];
	return (x > y) - (x < y);
}

static bool read_row(struct reading *r, size_t row, struct error *error)
{
	const struct judgment_ballots *b = r->ballots;
	uint16_t *list = r->lists + row * b->options, n = 0;
	const int32_t *ranks = b->said + row * b->options;
	for (size_t i = 0; i < b->options; i++)
		if (ranks[i] != JUDGMENT_NOTHING)
			list[n++] = (uint16_t)i;
	qsort_r(list, n, sizeof *list, by_rank, (void *)ranks);
	for (size_t i = 1; i < n; i++)
		if (ranks[list[i - 1]] == ranks[list[i]]) {
			error->n = (int64_t)row + 1;
			error->name = b->names[list[i]];
			return error_input(error, NULL, N_("Bulletin {n} : {name} partage son rang avec une autre "
			                                   "option, ce que cette règle n'admet pas."));
		}
	r->lengths[row] = n;
	return true;
}

static bool read_all(struct arena *arena, const struct judgment_ballots *b, struct reading *r, struct error *error)
{
	*r = (struct reading){ b, arena_array(arena, b->rows * b->options, sizeof(uint16_t)),
		               arena_many(arena, uint16_t, b->rows), arena_many(arena, uint16_t, b->rows) };
	for (size_t row = 0; row < b->rows; row++)
		if (!read_row(r, row, error))
			return false;
	return true;
}

static struct judgment_round count(struct arena *arena, struct reading *r, const bool *out)
{
	const struct judgment_ballots *b = r->ballots;
	uint64_t *counts = arena_many(arena, uint64_t, b->options), exhausted = 0;
	for (size_t row = 0; row < b->rows; row++) {
		const uint16_t *list = r->lists + row * b->options;
		while (r->at[row] < r->lengths[row] && out[list[r->at[row]]])
			r->at[row]++;
		if (r->at[row] < r->lengths[row])
			counts[list[r->at[row]]] += judgment_count(b, row);
		else
			exhausted += judgment_count(b, row);
	}
	return (struct judgment_round){ counts, exhausted, 0 };
}

/* The options with the fewest, in the order of the ending. */
static size_t fewest(const struct judgment_ballots *b, const uint64_t *counts, const bool *out, const size_t *precedence,
                     size_t *found)
{
	size_t n = 0;
	for (size_t i = 0; i < b->options; i++) {
		size_t option = precedence[i];
		if (out[option])
			continue;
		if (n > 0 && counts[option] < counts[found[0]])
			n = 0;
		if (n == 0 || counts[option] == counts[found[0]])
			found[n++] = option;
	}
	return n;
}

static bool has_majority(const struct judgment_ballots *b, const struct judgment_round *round, uint64_t voters)
{
	for (size_t i = 0; i < b->options; i++)
		if (2 * round->counts[i] > voters - round->exhausted)
			return true;
	return false;
}

static void run(struct arena *arena, struct reading *reading, struct judgment_ending ending, struct judgment_runoff *r)
{
	const struct judgment_ballots *b = reading->ballots;
	const size_t *precedence = judgment_precedence(arena, b, ending);
	struct judgment_round *rounds = arena_many(arena, struct judgment_round, b->options);
	size_t *options = arena_many(arena, size_t, b->options), *places = arena_many(arena, size_t, b->options);
	size_t *found = arena_many(arena, size_t, b->options);
	bool *out = arena_many(arena, bool, b->options);
	LIST(struct judgment_tie) ties = { 0 };
	for (size_t i = 0; i < b->options; i++) {
		rounds[i] = count(arena, reading, out);
		if (!r->majority_round && has_majority(b, &rounds[i], r->voters))
			r->majority_round = i + 1;
		size_t n = fewest(b, rounds[i].counts, out, precedence, found), last = b->options - 1 - i;
		if (n > 1)
			list_add(arena, &ties,
			         (struct judgment_tie){ arena_copy(arena, found, n * sizeof *found), n, i + 1 });
		rounds[i].out = options[last] = found[n - 1];
		places[last] = last + 1;
		out[found[n - 1]] = true;
	}
	r->order = (struct judgment_order){ b->options, options, places, ties.at, ties.n, ending };
	r->rounds = rounds;
	r->rounds_n = b->options;
}

bool judgment_runoff(struct arena *arena, const struct judgment_ballots *b, struct judgment_ending ending,
                     struct judgment_runoff *result, struct error *error)
{
	ARENA_SCOPED scratch = arena_new();
	struct reading reading;
	*result = (struct judgment_runoff){ 0 };
	if (!judgment_valid(b, &result->voters, error) || !read_all(scratch, b, &reading, error))
		return false;
	run(arena, &reading, ending, result);
	return true;
}

struct text judgment_runoff_explain(struct arena *arena, enum lang lang, const struct judgment_ballots *b,
                                    const struct judgment_runoff *r)
{
	struct words words = { .name = b->names[r->order.options[0]], .n = (int64_t)r->majority_round };
	if (r->voters == 0 || r->rounds[0].exhausted == r->voters)
		return translate(arena, lang, N_("Personne n'a voté : l'ordre ne dit rien."), NULL);
	const struct judgment_round *round = &r->rounds[r->majority_round ? r->majority_round - 1 : r->rounds_n - 1];
	words.count = (int64_t)round->counts[r->order.options[0]];
	words.of = (int64_t)(r->voters - round->exhausted);
	struct text won = translate(arena, lang, N_("{name} l'emporte : au tour {n}, {count} bulletins sur les {of} qui comptent encore."), &words);
	return judgment_sentences(arena, won, judgment_ties_explain(arena, lang, b, &r->order));
}
