/* Putting documents into the index and taking them out. */
#include "base/check.h"
#include "methods/similar_inner.h"

#include <math.h>
#include <stdlib.h>

struct similar_options similar_defaults(enum lang lang)
{
	return (struct similar_options){
		.lang = lang, .weight = { 3, 4, 2, 1 }, .shortness = { 0.4, 0, 0.5, 0.75 }, .k1 = 1.2, .beginning = 0.8,
		.typo = 0.5, .phrase = 0.5, .cosine = 1, .tags = 0.5, .track = 0.1, .kind = 0.1, .size = 0.1, .diversity = 0.7,
		.duplicate = 0.95, .pool = 24,
	};
}

static void fill_strengths(struct similar *s)
{
	enum { HEAVIEST = 16 };
	const uint32_t *w = s->options.weight;
	for (size_t f = 0; f < SIMILAR_FIELDS; f++)
		check(w[f] <= HEAVIEST);
	uint32_t highest = HITS_TITLE * w[0] + HITS_TAGS * w[1] + HITS_SUMMARY * w[2] + HITS_BODY * w[3];
	similar_grow(&s->strengths, &s->strengths_n, highest + 1, sizeof *s->strengths);
	for (uint32_t tf = 1; tf < s->strengths_n; tf++)
		s->strengths[tf] = (uint32_t)lround(STRENGTH * (1 + log(tf)));
}

struct similar *similar_new(const struct similar_options *options)
{
	struct similar *s = calloc(1, sizeof *s);
	check(s != NULL && options->pool > 0);
	s->options = *options;
	s->stemmer = stemmer_new(options->lang);
	s->scratch = arena_new();
	names_init(&s->words);
	names_init(&s->stems);
	names_init(&s->labels);
	fill_strengths(s);
	return s;
}

void similar_free(struct similar *s)
{
	if (!s)
		return;
	for (uint32_t i = 0; i < s->stems.n; i++) {
		free(s->terms[i].docs);
		free(s->terms[i].hits);
	}
	for (uint32_t i = 0; i < s->docs_n; i++)
		free(s->docs[i].labels);
	names_free(&s->words);
	names_free(&s->stems);
	names_free(&s->labels);
	stemmer_free(s->stemmer);
	arena_free(s->scratch);
	void *const blocks[] = { s->word_of, s->terms, s->slot_of, s->docs, s->free_slots, s->by_bytes, s->strengths,
		                 s->body_factor, s->badges, s->put.sequence, s->put.touched, s->put.counts };
	for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
		free(blocks[i]);
	free(s);
}

size_t similar_count(const struct similar *s)
{
	return s->live;
}

size_t similar_memory(const struct similar *s)
{
	size_t all = sizeof *s + names_memory(&s->words) + names_memory(&s->stems) + names_memory(&s->labels);
	for (uint32_t i = 0; i < s->stems.n; i++)
		all += s->terms[i].cap * (sizeof *s->terms->docs + sizeof *s->terms->hits);
	for (uint32_t i = 0; i < s->docs_n; i++)
		all += s->docs[i].sequence_n + (s->docs[i].tags_n + s->docs[i].pinned_n) * sizeof(uint32_t);
	all += s->words_cap * sizeof *s->word_of + s->terms_cap * sizeof *s->terms + s->docs_cap * sizeof *s->docs;
	return all + s->put.counts_cap * sizeof *s->put.counts + s->sorted_cap * sizeof *s->by_bytes;
}

uint32_t similar_frequency(const struct similar *s, hits h)
{
	const uint32_t *w = s->options.weight;
	return hits_of(h, SIMILAR_TITLE) * w[0] + hits_of(h, SIMILAR_TAGS) * w[1] + hits_of(h, SIMILAR_SUMMARY) * w[2] +
	       hits_of(h, SIMILAR_BODY) * w[3];
}

bool similar_seen_by(const struct badge *d, struct similar_reader reader)
{
	bool seen = d->live && d->audience == 0;
	for (size_t i = 0; i < reader.n && !seen; i++)
		seen = d->live && d->audience == reader.audiences[i];
	return seen;
}

/* ---- Words ---- */

/* Of all spellings of a word, the last in the order of bytes: one with accents comes after one
 * without, and which it is does not depend on which came first. */
static void note_spelling(struct similar *s, uint32_t word, struct text written)
{
	struct text known = s->word_of[word].written;
	if (written.n == 0 || text_equal(written, known))
		return;
	ARENA_SCOPED scratch = arena_new();
	struct text lower = text_lower(scratch, written);
	if (text_compare(lower, known) > 0)
		s->word_of[word].written = text_copy(s->words.arena, lower);
}

static uint32_t word_number(struct similar *s, struct text folded, struct text written)
{
	bool fresh;
	uint32_t word = names_put(&s->words, folded, &fresh);
	if (fresh) {
		similar_grow(&s->word_of, &s->words_cap, word + 1, sizeof *s->word_of);
		s->word_of[word] = (struct word){ s->words.at[word], EMPTY_WORD };
		if (!stem_is_empty_word(s->options.lang, folded)) {
			uint32_t term = names_put(&s->stems, stem(s->stemmer, folded), &fresh);
			similar_grow(&s->terms, &s->terms_cap, term + 1, sizeof *s->terms);
			s->word_of[word].term = term;
		}
	}
	note_spelling(s, word, written);
	return word;
}

/* ---- A document's sequence of words ---- */

static void write_number(struct put *put, uint32_t n)
{
	enum { LONGEST = 5, FIRST = 4096 };
	if (put->n + LONGEST > put->cap) {
		put->cap = put->cap ? put->cap * 2 : FIRST;
		put->sequence = realloc(put->sequence, put->cap);
		check(put->sequence != NULL);
	}
	for (; n >= 0x80; n >>= 7)
		put->sequence[put->n++] = (unsigned char)(n | 0x80);
	put->sequence[put->n++] = (unsigned char)n;
}

uint32_t similar_read(const unsigned char **at)
{
	uint32_t n = 0;
	for (unsigned shift = 0;; shift += 7) {
		unsigned char byte = *(*at)++;
		n |= (uint32_t)(byte & 0x7f) << shift;
		if (byte < 0x80)
			return n;
	}
}

/* One more hit of a term; the first one notes that the document touches it. */
static void touch(struct similar *s, uint32_t term, enum similar_field field)
{
	struct put *put = &s->put;
	similar_grow(&put->counts, &put->counts_cap, term + 1, sizeof *put->counts);
	uint32_t *counts = put->counts[term];
	if (!(counts[0] | counts[1] | counts[2] | counts[3])) {
		similar_grow(&put->touched, &put->touched_cap, put->touched_n + 1, sizeof *put->touched);
		put->touched[put->touched_n++] = term;
	}
	counts[field]++;
}

static uint32_t put_text(struct similar *s, enum similar_field field, struct text t)
{
	struct tokens tokens = { .arena = s->scratch, .rest = t };
	struct text folded, written;
	uint32_t n = 0;
	while (tokens_next(&tokens, &folded, &written)) {
		if (folded.n > LONGEST_WORD)
			continue;
		uint32_t word = word_number(s, folded, written), term = s->word_of[word].term;
		if (term == EMPTY_WORD)
			continue;
		write_number(&s->put, word + FIRST_WORD);
		touch(s, term, field);
		n++;
	}
	return n;
}

static void put_texts(struct similar *s, const struct similar_document *d, uint32_t *lengths)
{
	s->put.n = s->put.touched_n = 0;
	lengths[SIMILAR_TITLE] = put_text(s, SIMILAR_TITLE, d->title);
	write_number(&s->put, NEXT_FIELD);
	for (size_t i = 0; i < d->tags_n; i++) {
		lengths[SIMILAR_TAGS] += put_text(s, SIMILAR_TAGS, d->tags[i]);
		write_number(&s->put, BREAK);
	}
	write_number(&s->put, NEXT_FIELD);
	lengths[SIMILAR_SUMMARY] = put_text(s, SIMILAR_SUMMARY, d->summary);
	write_number(&s->put, NEXT_FIELD);
	lengths[SIMILAR_BODY] = put_text(s, SIMILAR_BODY, d->body);
	write_number(&s->put, NEXT_FIELD);
}

/* ---- Postings ---- */

static uint32_t at_most(uint32_t n, uint32_t most)
{
	return n < most ? n : most;
}

static hits pack(const uint32_t *counts)
{
	return (hits)(at_most(counts[0], HITS_TITLE) << 14 | at_most(counts[1], HITS_TAGS) << 12 |
	              at_most(counts[2], HITS_SUMMARY) << 8 | at_most(counts[3], HITS_BODY));
}

/* The first posting of this slot or of a later one. */
static uint32_t posting_at(const struct term *t, uint32_t slot)
{
	uint32_t low = 0, high = t->n;
	if (t->n > 0 && t->docs[t->n - 1] < slot) /* a new document: the common case */
		return t->n;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (t->docs[middle] < slot)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void add_posting(struct term *t, uint32_t slot, hits h)
{
	uint32_t at = posting_at(t, slot), cap = t->cap;
	similar_grow(&t->docs, &cap, t->n + 1, sizeof *t->docs);
	similar_grow(&t->hits, &t->cap, t->n + 1, sizeof *t->hits);
	memmove(t->docs + at + 1, t->docs + at, (t->n - at) * sizeof *t->docs);
	memmove(t->hits + at + 1, t->hits + at, (t->n - at) * sizeof *t->hits);
	t->docs[at] = slot;
	t->hits[at] = h;
	t->n++;
}

static void remove_posting(struct term *t, uint32_t slot)
{
	uint32_t at = posting_at(t, slot);
	if (at == t->n || t->docs[at] != slot)
		return; /* a second word of the same term */
	t->n--;
	memmove(t->docs + at, t->docs + at + 1, (t->n - at) * sizeof *t->docs);
	memmove(t->hits + at, t->hits + at + 1, (t->n - at) * sizeof *t->hits);
}

static void add_postings(struct similar *s, uint32_t slot)
{
	for (uint32_t i = 0; i < s->put.touched_n; i++) {
		uint32_t term = s->put.touched[i];
		add_posting(&s->terms[term], slot, pack(s->put.counts[term]));
		memset(s->put.counts[term], 0, sizeof *s->put.counts);
	}
}

/* ---- Documents ---- */

static uint32_t label(struct similar *s, struct text name)
{
	bool fresh;
	if (name.n == 0)
		return NO_NAME;
	uint32_t n = names_put(&s->labels, name, &fresh), cap = s->slots_cap;
	similar_grow(&s->slot_of, &s->slots_cap, n + 1, sizeof *s->slot_of);
	for (uint32_t i = cap; i < s->slots_cap; i++)
		s->slot_of[i] = NO_NAME;
	return n;
}

static uint32_t take_slot(struct similar *s)
{
	if (s->free_n > 0)
		return s->free_slots[--s->free_n];
	similar_grow(&s->docs, &s->docs_cap, s->docs_n + 1, sizeof *s->docs);
	return s->docs_n++;
}

/* Tags of one name are one tag, however capitals stand in it. */
static uint32_t put_tags(struct similar *s, const struct similar_document *d, uint32_t *labels)
{
	uint32_t n = 0;
	for (size_t i = 0; i < d->tags_n; i++) {
		arena_reset(s->scratch);
		uint32_t tag = label(s, text_trim(text_lower(s->scratch, d->tags[i])));
		bool known = tag == NO_NAME;
		for (uint32_t k = 0; k < n; k++)
			known = known || labels[k] == tag;
		if (!known)
			labels[n++] = tag;
	}
	return n;
}

/* Labels and sequence in one block. */
static void keep(struct similar *s, struct document *kept, const struct similar_document *d)
{
	size_t most = (d->tags_n + d->pinned_n) * sizeof *kept->labels;
	kept->labels = malloc(most + s->put.n);
	check(kept->labels != NULL);
	kept->tags_n = put_tags(s, d, kept->labels);
	for (size_t i = 0; i < d->pinned_n; i++)
		if (d->pinned[i].n > 0)
			kept->labels[kept->tags_n + kept->pinned_n++] = label(s, d->pinned[i]);
	kept->sequence = (unsigned char *)kept->labels + most;
	kept->sequence_n = (uint32_t)s->put.n;
	memcpy(kept->sequence, s->put.sequence, s->put.n);
}

static bool document_valid(const struct similar_document *d, struct error *error)
{
	size_t bytes = d->title.n + d->summary.n + d->body.n;
	for (size_t i = 0; i < d->tags_n; i++)
		bytes += d->tags[i].n;
	if (d->id.n == 0)
		return error_input(error, NULL, N_("Un contenu n'a pas d'identifiant."));
	error->name = d->id;
	if (bytes > SIMILAR_LONGEST || d->tags_n + d->pinned_n > UINT16_MAX)
		return error_input(error, NULL, N_("Le contenu {name} est trop long pour être indexé."));
	error->name = NO_TEXT;
	return true;
}

bool similar_put(struct similar *s, const struct similar_document *d, struct error *error)
{
	if (!document_valid(d, error))
		return false;
	similar_remove(s, d->id);
	struct document kept = { .live = true, .barred = d->barred, .date = d->date, .audience = d->audience,
		                 .id = label(s, d->id), .track = label(s, d->track), .kind = label(s, d->kind),
		                 .size = label(s, d->size) };
	put_texts(s, d, kept.lengths);
	keep(s, &kept, d);
	uint32_t slot = take_slot(s);
	add_postings(s, slot);
	s->docs[slot] = kept;
	s->slot_of[kept.id] = slot;
	for (size_t f = 0; f < SIMILAR_FIELDS; f++)
		s->lengths[f] += kept.lengths[f];
	s->live++;
	s->fresh = false;
	return true;
}

bool similar_remove(struct similar *s, struct text id)
{
	uint32_t name = names_find(&s->labels, id), slot = name == NO_NAME ? NO_NAME : s->slot_of[name];
	if (slot == NO_NAME)
		return false;
	struct document *d = &s->docs[slot];
	for (const unsigned char *at = d->sequence, *end = at + d->sequence_n; at < end;) {
		uint32_t n = similar_read(&at);
		if (n >= FIRST_WORD)
			remove_posting(&s->terms[s->word_of[n - FIRST_WORD].term], slot);
	}
	for (size_t f = 0; f < SIMILAR_FIELDS; f++)
		s->lengths[f] -= d->lengths[f];
	free(d->labels);
	*d = (struct document){ 0 };
	s->slot_of[name] = NO_NAME;
	similar_grow(&s->free_slots, &s->free_cap, s->free_n + 1, sizeof *s->free_slots);
	s->free_slots[s->free_n++] = slot;
	s->live--;
	s->fresh = false;
	return true;
}
