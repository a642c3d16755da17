/* Search: what each word asked may stand for, BM25F over all that hold one, then a close look at
 * the best for words that follow each other as they were asked. */
#include "methods/similar_inner.h"

#include "base/check.h"
#include "base/list.h"

#include <stdlib.h>

enum { MOST_ASKED = 16, MOST_BEGINNINGS = 16, LEAST_BEGINNING = 3, LEAST_TYPO = 5, MOST_TYPOS = 8 };

/* A term that a word asked may stand for, and what it is then worth. */
struct choice {
	uint32_t term;
	double worth;
};

/* A word asked. Its choices share one rarity: that of the word itself when it is known, otherwise
 * that of the most frequent choice, so that a rare beginning does not pass before the word. */
struct slot {
	struct choice choices[1 + MOST_BEGINNINGS + MOST_TYPOS];
	size_t n;
	double idf;
};

static void choose(const struct similar *s, struct slot *slot, uint32_t term, double worth)
{
	if (term == EMPTY_WORD || s->terms[term].n == 0)
		return;
	for (size_t i = 0; i < slot->n; i++)
		if (slot->choices[i].term == term) /* the first reason is the best */
			return;
	if (slot->n < sizeof slot->choices / sizeof *slot->choices)
		slot->choices[slot->n++] = (struct choice){ term, worth };
}

/* ---- Beginnings ---- */

static bool begins(struct text word, struct text beginning)
{
	return word.n >= beginning.n && memcmp(word.at, beginning.at, beginning.n) == 0;
}

static uint32_t first_from(const struct similar *s, struct text beginning)
{
	uint32_t low = 0, high = s->sorted_n;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (text_compare(s->words.at[s->by_bytes[middle]], beginning) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Keeps the terms in the most documents; equal ones by their stem. */
static void keep_frequent(const struct similar *s, uint32_t *kept, size_t *n, uint32_t term)
{
	for (size_t i = 0; i < *n; i++)
		if (kept[i] == term)
			return;
	size_t at = *n < MOST_BEGINNINGS ? (*n)++ : MOST_BEGINNINGS;
	for (; at > 0; at--) {
		const struct term *a = &s->terms[term], *b = &s->terms[kept[at - 1]];
		if (a->n < b->n || (a->n == b->n && text_compare(s->stems.at[term], s->stems.at[kept[at - 1]]) > 0))
			break;
		if (at < MOST_BEGINNINGS)
			kept[at] = kept[at - 1];
	}
	if (at < MOST_BEGINNINGS)
		kept[at] = term;
}

static void choose_beginnings(const struct similar *s, struct slot *slot, struct text word)
{
	uint32_t kept[MOST_BEGINNINGS];
	size_t n = 0;
	if (text_length(word) < LEAST_BEGINNING)
		return;
	for (uint32_t i = first_from(s, word); i < s->sorted_n && begins(s->words.at[s->by_bytes[i]], word); i++) {
		uint32_t term = s->word_of[s->by_bytes[i]].term;
		if (term != EMPTY_WORD && s->terms[term].n > 0)
			keep_frequent(s, kept, &n, term);
	}
	for (size_t i = 0; i < n; i++)
		choose(s, slot, kept[i], s->options.beginning);
}

/* ---- Typos: all that is one change away is made and looked for (Norvig, "How to write a spelling
 * corrector", 2007): a few hundred look-ups. Words are folded: what may be added is few letters. ---- */

struct typing {
	const struct similar *s;
	struct slot *slot;
	char at[LONGEST_WORD + 1];
};

static void look_up(struct typing *t, size_t n)
{
	uint32_t word = names_find(&t->s->words, (struct text){ t->at, n });
	if (word != NO_NAME)
		choose(t->s, t->slot, t->s->word_of[word].term, t->s->options.typo);
}

/* Every letter at i: in the place of what is there, or before it. */
static void other_letters(struct typing *t, size_t i, size_t n)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789";
	for (const char *letter = letters; *letter; letter++) {
		t->at[i] = *letter;
		look_up(t, n);
	}
}

static void choose_typos(const struct similar *s, struct slot *slot, struct text word)
{
	struct typing t = { .s = s, .slot = slot };
	if (text_length(word) < LEAST_TYPO || word.n > LONGEST_WORD - 1)
		return;
	for (size_t i = 0; i <= word.n; i++) {
		size_t rest = word.n - i;
		memcpy(t.at, word.at, i);
		memcpy(t.at + i + 1, word.at + i, rest);
		other_letters(&t, i, word.n + 1); /* one is missing */
		if (rest == 0)
			continue;
		memcpy(t.at + i, word.at + i, rest);
		other_letters(&t, i, word.n); /* one is wrong */
		memcpy(t.at + i, word.at + i + 1, rest - 1);
		look_up(&t, word.n - 1); /* one is too many */
		if (rest < 2)
			continue;
		memcpy(t.at + i, word.at + i, rest);
		t.at[i] = word.at[i + 1];
		t.at[i + 1] = word.at[i];
		look_up(&t, word.n); /* two changed places */
	}
}

/* ---- What is asked ---- */

static struct slot slot_of(const struct similar *s, struct stemmer *stemmer, struct text word, bool last)
{
	struct slot slot = { .n = 0 };
	uint32_t term = names_find(&s->stems, stem(stemmer, word));
	if (term != NO_NAME)
		choose(s, &slot, term, 1);
	bool known = slot.n > 0;
	if (last)
		choose_beginnings(s, &slot, word);
	if (slot.n == 0)
		choose_typos(s, &slot, word);
	for (size_t i = 0; i < slot.n; i++) {
		double idf = (double)s->terms[slot.choices[i].term].idf;
		if (i == 0 || (!known && idf < slot.idf))
			slot.idf = idf;
	}
	return slot;
}

static size_t slots_of(struct arena *arena, const struct similar *s, struct text asked, struct slot *slots)
{
	struct text words[MOST_ASKED], folded, written;
	struct tokens tokens = { .arena = arena_new(), .rest = asked };
	struct stemmer *stemmer = stemmer_new(s->options.lang);
	size_t n = 0, slots_n = 0;
	while (n < MOST_ASKED && tokens_next(&tokens, &folded, &written))
		words[n++] = text_copy(arena, folded);
	for (size_t i = 0; i < n; i++)
		if (words[i].n <= LONGEST_WORD && !stem_is_empty_word(s->options.lang, words[i]))
			slots[slots_n++] = slot_of(s, stemmer, words[i], i + 1 == n);
	stemmer_free(stemmer);
	arena_free(tokens.arena);
	return slots_n;
}

/* ---- BM25F ---- */

/* Frequencies over all fields, each divided by how long the field is, weighted. */
static double frequency(const struct similar *s, uint32_t slot, hits h)
{
	const struct similar_options *o = &s->options;
	double all = o->weight[SIMILAR_BODY] * hits_of(h, SIMILAR_BODY) * (double)s->body_factor[slot];
	for (enum similar_field f = SIMILAR_TITLE; f < SIMILAR_BODY && h > HITS_BODY; f++)
		if (hits_of(h, f))
			all += o->weight[f] * hits_of(h, f) /
			       (1 - o->shortness[f] + s->factors[f] * s->docs[slot].lengths[f]);
	return all;
}

/* The best of a word's choices counts, in each document. */
static void score_slot(const struct similar *s, const struct slot *slot, float *best, float *scores)
{
	for (size_t i = 0; i < slot->n; i++) {
		const struct term *t = &s->terms[slot->choices[i].term];
		double worth = slot->idf * slot->choices[i].worth;
		for (uint32_t k = 0; k < t->n; k++) {
			double tf = frequency(s, t->docs[k], t->hits[k]);
			float score = (float)(worth * tf / (s->options.k1 + tf));
			if (score > best[t->docs[k]])
				best[t->docs[k]] = score;
		}
	}
	for (uint32_t i = 0; i < s->docs_n; i++) {
		scores[i] += best[i];
		best[i] = 0;
	}
}

static size_t hide(const struct similar *s, struct similar_reader reader, float *scores)
{
	size_t found = 0;
	for (uint32_t i = 0; i < s->docs_n; i++) {
		if (scores[i] > 0 && !similar_seen_by(&s->badges[i], reader))
			scores[i] = 0;
		found += scores[i] > 0;
	}
	return found;
}

/* ---- Words that follow each other ---- */

static bool may_be(const struct slot *slot, uint32_t term)
{
	for (size_t i = 0; i < slot->n; i++)
		if (slot->choices[i].term == term)
			return true;
	return false;
}

/* Each pair of neighbours of the question that the document holds as neighbours adds its part. */
static double phrases(const struct similar *s, uint32_t doc, const struct slot *slots, size_t n)
{
	bool seen[MOST_ASKED] = { false };
	uint32_t before = EMPTY_WORD;
	const struct document *d = &s->docs[doc];
	double all = 0;
	for (const unsigned char *at = d->sequence, *end = at + d->sequence_n; at < end;) {
		uint32_t number = similar_read(&at), term = EMPTY_WORD;
		if (number >= FIRST_WORD)
			term = s->word_of[number - FIRST_WORD].term;
		for (size_t i = 0; i + 1 < n && term != EMPTY_WORD && before != EMPTY_WORD; i++) {
			if (seen[i] || !may_be(&slots[i], before) || !may_be(&slots[i + 1], term))
				continue;
			seen[i] = true;
			double a = slots[i].idf, b = slots[i + 1].idf;
			all += s->options.phrase * (a > b ? a : b);
		}
		before = term;
	}
	return all;
}

static int by_score(const void *a, const void *b, void *of)
{
	const struct ranked *x = a, *y = b;
	return similar_before(of, x->score, x->slot, y->score, y->slot) ? -1 : 1;
}

void similar_search(struct arena *arena, const struct similar *s, struct similar_reader reader, struct text asked,
                    size_t most, struct similar_list *list)
{
	ARENA_SCOPED scratch = arena_new();
	struct slot slots[MOST_ASKED];
	check(s->fresh);
	size_t n = slots_of(scratch, s, asked, slots), pool = most > s->options.pool ? most : s->options.pool;
	float *scores = arena_many(scratch, float, s->docs_n), *best = arena_many(scratch, float, s->docs_n);
	for (size_t i = 0; i < n; i++)
		score_slot(s, &slots[i], best, scores);
	*list = (struct similar_list){ .found = hide(s, reader, scores) };
	pool = pool < list->found ? pool : list->found;
	struct ranked *first = arena_many(scratch, struct ranked, pool + 1);
	size_t got = similar_best(s, scores, first, pool);
	for (size_t i = 0; i < got && n > 1; i++)
		first[i].score += phrases(s, first[i].slot, slots, n);
	if (got > 1)
		qsort_r(first, got, sizeof *first, by_score, (void *)s);
	list->n = got < most ? got : most;
	list->at = arena_many(arena, struct similar_match, list->n);
	for (size_t i = 0; i < list->n; i++) {
		list->at[i].id = text_copy(arena, s->labels.at[s->docs[first[i].slot].id]);
		list->at[i].score = first[i].score;
	}
}
