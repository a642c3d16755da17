/* Exact vectors: all terms and phrases of one document with their tf-idf weights. For the few
 * that are looked at closely; the many are compared by their postings. */
#include "base/list.h"
#include "methods/similar_inner.h"

#include <math.h>

/* A feature each time it comes, with its field in the place of its weight: sorted, then added up. */
typedef LIST(struct feature) features;

static void read_features(struct arena *arena, const struct similar *s, const struct document *d, features *list)
{
	uint32_t before = NO_NAME, field = SIMILAR_TITLE;
	for (const unsigned char *at = d->sequence, *end = at + d->sequence_n; at < end;) {
		uint32_t number = similar_read(&at);
		field += number == NEXT_FIELD;
		if (number < FIRST_WORD) {
			before = NO_NAME;
			continue;
		}
		uint32_t word = number - FIRST_WORD;
		uint64_t term = s->word_of[word].term;
		list_add(arena, list, (struct feature){ term, field, word, NO_NAME });
		if (before != NO_NAME) {
			uint64_t first = s->word_of[before].term;
			list_add(arena, list, (struct feature){ (first + 1) << 32 | term, field, before, word });
		}
		before = word;
	}
}

/* By key, byte after byte from the lowest: a few hundred features are sorted for each document that
 * is looked at. Bytes that are the same in all keys are passed over. */
static void sort_features(struct arena *arena, features *list)
{
	enum { BYTES = 8, VALUES = 256 };
	struct feature *from = list->at, *to = arena_many(arena, struct feature, list->n);
	for (unsigned byte = 0; byte < BYTES; byte++) {
		uint32_t starts[VALUES + 1] = { 0 };
		for (size_t i = 0; i < list->n; i++)
			starts[(from[i].key >> 8 * byte & 0xff) + 1]++;
		if (list->n > 0 && starts[(from[0].key >> 8 * byte & 0xff) + 1] == list->n)
			continue;
		for (size_t v = 0; v < VALUES; v++)
			starts[v + 1] += starts[v];
		for (size_t i = 0; i < list->n; i++)
			to[starts[from[i].key >> 8 * byte & 0xff]++] = from[i];
		struct feature *kept = from;
		from = to;
		to = kept;
	}
	list->at = from;
}

static uint64_t rarity_of(const struct similar *s, const struct feature *f)
{
	uint64_t second = s->terms[f->key & UINT32_MAX].rarity, first;
	if (f->second == NO_NAME)
		return second;
	/* A phrase weighs half of the more frequent of its two words. */
	first = s->terms[(f->key >> 32) - 1].rarity;
	return (first < second ? first : second) / 2;
}

/* Of several words of one stem, the first by its bytes is shown: numbers must not decide. */
static bool shown_before(const struct similar *s, uint32_t a, uint32_t b)
{
	return a != b && a != NO_NAME && text_compare(s->words.at[a], s->words.at[b]) < 0;
}

struct vector similar_vector(struct arena *arena, const struct similar *s, uint32_t slot)
{
	static const uint32_t most[] = { HITS_TITLE, HITS_TAGS, HITS_SUMMARY, HITS_BODY };
	features all = { 0 };
	struct vector v = { 0 };
	uint64_t squares = 0;
	read_features(arena, s, &s->docs[slot], &all);
	sort_features(arena, &all);
	v.at = all.at;
	for (size_t i = 0, next; i < all.n; i = next) {
		uint32_t counts[SIMILAR_FIELDS] = { 0 }, tf = 0;
		struct feature f = all.at[i];
		for (next = i; next < all.n && all.at[next].key == f.key; next++) {
			const struct feature *g = &all.at[next];
			counts[g->weight]++;
			if (shown_before(s, g->first, f.first) || (g->first == f.first && shown_before(s, g->second, f.second))) {
				f.first = g->first;
				f.second = g->second;
			}
		}
		for (size_t field = 0; field < SIMILAR_FIELDS; field++)
			tf += s->options.weight[field] * (counts[field] < most[field] ? counts[field] : most[field]);
		f.weight = s->strengths[tf] * rarity_of(s, &f);
		squares += f.weight * f.weight;
		v.at[v.n++] = f;
	}
	v.norm = sqrt((double)squares);
	return v;
}

double similar_cosine(const struct vector *a, const struct vector *b)
{
	uint64_t all = 0;
	for (size_t i = 0, j = 0; i < a->n && j < b->n;) {
		uint64_t x = a->at[i].key, y = b->at[j].key;
		if (x == y)
			all += a->at[i].weight * b->at[j].weight;
		i += x <= y;
		j += y <= x;
	}
	return all ? (double)all / (a->norm * b->norm) : 0;
}

/* ---- Themes ---- */

struct theme {
	const struct feature *feature;
	uint64_t weight;
};

static struct text written(struct arena *arena, const struct similar *s, const struct feature *f)
{
	struct text first = s->word_of[f->first].written;
	return f->second == NO_NAME ? text_copy(arena, first)
	                            : TEXT_CONCAT(arena, first, text(" "), s->word_of[f->second].written);
}

/* A word that a phrase already says, or the reverse, is one theme. */
static bool said_already(const struct theme *themes, size_t n, const struct feature *f)
{
	uint64_t low = f->key & UINT32_MAX, high = f->key >> 32;
	for (size_t i = 0; i < n; i++) {
		uint64_t l = themes[i].feature->key & UINT32_MAX, h = themes[i].feature->key >> 32;
		if (l == low || (h && h - 1 == low) || (high && (high - 1 == l || high == h)))
			return true;
	}
	return false;
}

static bool is_number(struct text word)
{
	for (size_t i = 0; i < word.n; i++)
		if (word.at[i] < '0' || word.at[i] > '9')
			return false;
	return true;
}

static struct text second_word(const struct similar *s, const struct feature *f)
{
	return f->second == NO_NAME ? NO_TEXT : s->words.at[f->second];
}

static bool heavier(const struct similar *s, struct theme a, struct theme b)
{
	if (a.weight != b.weight)
		return a.weight > b.weight;
	int order = text_compare(s->words.at[a.feature->first], s->words.at[b.feature->first]);
	return order ? order < 0 : text_compare(second_word(s, a.feature), second_word(s, b.feature)) < 0;
}

/* What both hold; numbers say little as themes. A phrase tells more than its words: twice as much
 * as the more frequent of them, for a quarter of the weight. */
typedef LIST(struct theme) theme_list;

static theme_list shared_themes(struct arena *arena, const struct similar *s, const struct vector *a, const struct vector *b)
{
	enum { PHRASE = 8 };
	theme_list shared = { 0 };
	for (size_t i = 0, j = 0; i < a->n && j < b->n;) {
		const struct feature *x = &a->at[i], *y = &b->at[j];
		i += x->key <= y->key;
		j += y->key <= x->key;
		if (x->key == y->key && !is_number(s->words.at[y->first]))
			list_add(arena, &shared, (struct theme){ y, x->weight * y->weight * (y->second == NO_NAME ? 1 : PHRASE) });
	}
	return shared;
}

size_t similar_themes(struct arena *arena, const struct similar *s, const struct vector *a, const struct vector *b,
                      struct text *themes, size_t most)
{
	ARENA_SCOPED scratch = arena_new();
	theme_list shared = shared_themes(scratch, s, a, b);
	size_t n = 0;
	struct theme chosen[8];
	for (size_t i = 0; i < most && i < sizeof chosen / sizeof *chosen; i++) {
		const struct theme *best = NULL;
		for (size_t k = 0; k < shared.n; k++)
			if (!said_already(chosen, n, shared.at[k].feature) && (!best || heavier(s, shared.at[k], *best)))
				best = &shared.at[k];
		if (!best)
			break;
		chosen[n] = *best;
		themes[n++] = written(arena, s, best->feature);
	}
	return n;
}
