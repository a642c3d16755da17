/* Names and tokens: texts numbered once, and the words of a text. */
#include "base/check.h"
#include "methods/similar_inner.h"

#include <stdlib.h>

void similar_grow(void *at, uint32_t *cap, uint32_t n, size_t size)
{
	enum { FIRST = 4 };
	if (n <= *cap)
		return;
	uint32_t room = *cap ? *cap : FIRST;
	while (room < n)
		room += room / 2;
	void **block = at;
	char *grown = realloc(*block, room * size);
	check(grown != NULL); /* documents are bounded; memory running out is not an error to handle */
	memset(grown + *cap * size, 0, (room - *cap) * size);
	*block = grown;
	*cap = room;
}

void names_init(struct names *names)
{
	*names = (struct names){ .arena = arena_new() };
}

void names_free(struct names *names)
{
	arena_free(names->arena);
	free(names->at);
	free(names->slots);
}

size_t names_memory(const struct names *names)
{
	return arena_used(names->arena) + names->cap * sizeof *names->at + names->slots_n * sizeof *names->slots;
}

/* FNV-1a (Fowler, Noll and Vo), its high bits brought down to where slots are chosen. */
static uint32_t hash(struct text t)
{
	uint64_t h = 0xcbf29ce484222325;
	for (size_t i = 0; i < t.n; i++)
		h = (h ^ (unsigned char)t.at[i]) * 0x100000001b3;
	return (uint32_t)(h ^ h >> 32);
}

/* The slot where the name is, or where it would be. */
static uint32_t slot_of(const struct names *names, struct text name)
{
	uint32_t mask = names->slots_n - 1, i = hash(name) & mask;
	while (names->slots[i] && !text_equal(names->at[names->slots[i] - 1], name))
		i = (i + 1) & mask;
	return i;
}

uint32_t names_find(const struct names *names, struct text name)
{
	if (names->slots_n == 0)
		return NO_NAME;
	uint32_t found = names->slots[slot_of(names, name)];
	return found ? found - 1 : NO_NAME;
}

static void widen(struct names *names)
{
	enum { FIRST = 1 << 10 };
	free(names->slots);
	names->slots_n = names->slots_n ? names->slots_n * 2 : FIRST;
	names->slots = calloc(names->slots_n, sizeof *names->slots);
	check(names->slots != NULL);
	for (uint32_t i = 0; i < names->n; i++)
		names->slots[slot_of(names, names->at[i])] = i + 1;
}

uint32_t names_put(struct names *names, struct text name, bool *fresh)
{
	if (names->n * 2 >= names->slots_n)
		widen(names);
	uint32_t slot = slot_of(names, name);
	*fresh = names->slots[slot] == 0;
	if (*fresh) {
		check(names->n < NO_NAME - 1);
		similar_grow(&names->at, &names->cap, names->n + 1, sizeof *names->at);
		names->at[names->n++] = text_copy(names->arena, name);
		names->slots[slot] = names->n;
	}
	return names->slots[slot] - 1;
}

/* ---- Tokens ---- */

static bool is_plain(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* Bytes of the character at the start of t when it may belong to a word, or 0. Of the blocks
 * where punctuation stands (U+0080 to U+00BF, U+2000 to U+203F) only what text_fold does not take
 * for a gap belongs: "m²", a soft hyphen, a joiner. */
static size_t in_word(struct text t)
{
	unsigned char c = (unsigned char)t.at[0], second = t.n > 1 ? (unsigned char)t.at[1] : 0,
		      third = t.n > 2 ? (unsigned char)t.at[2] : 0;
	if (c < 0xc0) /* one byte, or the middle of a character of a gap */
		return is_plain(c);
	if (c == 0xc2)
		return second == 0xaa || second == 0xad || (second >= 0xb2 && second <= 0xbe && second != 0xb4 &&
		       second != 0xb6 && second != 0xb7 && second != 0xb8 && second != 0xbb) ? 2 : 0;
	if (c == 0xe2 && second == 0x80)
		return (third >= 0x8b && third <= 0x8f) || (third >= 0xaa && third <= 0xae) ? 3 : 0;
	return c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
}

/* Cuts the next run of such characters; *plain: letters and digits without accents alone. */
static bool next_run(struct text *rest, struct text *run, bool *plain)
{
	size_t from = 0, to, step;
	while (from < rest->n && in_word(text_slice(*rest, from, rest->n)) == 0)
		from++;
	*plain = true;
	for (to = from; to < rest->n && (step = in_word(text_slice(*rest, to, rest->n))) > 0; to += step)
		*plain = *plain && step == 1;
	if (to > rest->n)
		to = rest->n;
	*run = text_slice(*rest, from, to);
	*rest = text_slice(*rest, to, rest->n);
	return run->n > 0;
}

static struct text lower_plain(struct tokens *t, struct text run)
{
	for (size_t i = 0; i < run.n; i++)
		t->plain[i] = run.at[i] >= 'A' && run.at[i] <= 'Z' ? (char)(run.at[i] - 'A' + 'a') : run.at[i];
	return (struct text){ t->plain, run.n };
}

bool tokens_next(struct tokens *t, struct text *folded, struct text *written)
{
	struct text run;
	bool plain;
	*written = NO_TEXT;
	while (t->folded.n == 0) {
		if (!next_run(&t->rest, &run, &plain))
			return false;
		if (run.n > LONGEST_WORD)
			continue;
		if (plain) {
			*folded = lower_plain(t, run);
			return true;
		}
		arena_reset(t->arena);
		t->folded = text_fold(t->arena, run);
		if (text_find(t->folded, text(" ")) == t->folded.n)
			*written = run; /* it is one word: as it was written, its accents are known */
	}
	*folded = text_cut(&t->folded, ' ');
	return true;
}
