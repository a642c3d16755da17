/* What is computed once documents are in: the order of words, rarities, norms, lengths; and how the
 * best of all are kept. */
#include "base/check.h"
#include "methods/similar_inner.h"

#include <math.h>
#include <stdlib.h>

static int by_bytes(const void *a, const void *b, void *of)
{
	const struct similar *s = of;
	return text_compare(s->words.at[*(const uint32_t *)a], s->words.at[*(const uint32_t *)b]);
}

/* New words are sorted among themselves, then merged from the end. */
static void sort_words(struct similar *s)
{
	uint32_t known = s->sorted_n, n = s->words.n, fresh = n - known;
	if (fresh == 0)
		return;
	uint32_t *added = malloc(fresh * sizeof *added);
	check(added != NULL);
	for (uint32_t i = 0; i < fresh; i++)
		added[i] = known + i;
	qsort_r(added, fresh, sizeof *added, by_bytes, s);
	similar_grow(&s->by_bytes, &s->sorted_cap, n, sizeof *s->by_bytes);
	for (uint32_t to = n; fresh > 0;)
		s->by_bytes[--to] = known > 0 && by_bytes(&s->by_bytes[known - 1], &added[fresh - 1], s) > 0
			? s->by_bytes[--known] : added[--fresh];
	s->sorted_n = n;
	free(added);
}

/* idf of BM25, which is never negative with one added inside (Robertson and Zaragoza, §3.1); and the
 * rarity of tf-idf. */
static void weigh_terms(struct similar *s)
{
	double all = s->live;
	for (uint32_t i = 0; i < s->stems.n; i++) {
		struct term *t = &s->terms[i];
		t->idf = (float)log(1 + (all - t->n + 0.5) / (t->n + 0.5));
		t->rarity = t->n ? (uint32_t)lround(RARITY * log(1 + all / t->n)) : 0;
	}
}

/* Squares of whole numbers: under 2⁴⁶ each, so that their sum fits for any document that does. */
static void measure_norms(struct similar *s)
{
	uint64_t *squares = calloc(s->docs_n + 1, sizeof *squares);
	check(squares != NULL);
	for (uint32_t i = 0; i < s->stems.n; i++) {
		const struct term *t = &s->terms[i];
		for (uint32_t k = 0; k < t->n; k++) {
			uint64_t weight = (uint64_t)s->strengths[similar_frequency(s, t->hits[k])] * t->rarity;
			squares[t->docs[k]] += weight * weight;
		}
	}
	for (uint32_t i = 0; i < s->docs_n; i++)
		s->docs[i].norm = sqrt((double)squares[i]);
	free(squares);
}

static void measure_lengths(struct similar *s)
{
	for (size_t f = 0; f < SIMILAR_FIELDS; f++)
		s->factors[f] = s->lengths[f] ? s->options.shortness[f] * s->live / (double)s->lengths[f] : 0;
	similar_grow(&s->body_factor, &s->factors_cap, s->docs_n, sizeof *s->body_factor);
	for (uint32_t i = 0; i < s->docs_n; i++)
		s->body_factor[i] = (float)(1 / (1 - s->options.shortness[SIMILAR_BODY] +
		                                 s->factors[SIMILAR_BODY] * s->docs[i].lengths[SIMILAR_BODY]));
}

static void make_badges(struct similar *s)
{
	similar_grow(&s->badges, &s->badges_cap, s->docs_n, sizeof *s->badges);
	for (uint32_t i = 0; i < s->docs_n; i++) {
		const struct document *d = &s->docs[i];
		s->badges[i] = (struct badge){ .track = d->track, .kind = d->kind, .size = d->size, .tags_n = d->tags_n,
			                       .audience = d->audience, .live = d->live, .barred = d->barred,
			                       .inverse = d->norm > 0 ? (float)(1 / d->norm) : 0 };
		for (uint32_t k = 0; k < d->tags_n && k < BADGE_TAGS; k++)
			s->badges[i].tags[k] = d->labels[k];
	}
}

void similar_refresh(struct similar *s)
{
	if (s->fresh)
		return;
	sort_words(s);
	weigh_terms(s);
	measure_norms(s);
	measure_lengths(s);
	make_badges(s);
	s->fresh = true;
}

/* ---- The best of all ---- */

bool similar_before(const struct similar *s, double score_a, uint32_t a, double score_b, uint32_t b)
{
	const struct document *x = &s->docs[a], *y = &s->docs[b];
	if (score_a < score_b || score_a > score_b)
		return score_a > score_b;
	if (x->date != y->date)
		return x->date > y->date;
	return text_compare(s->labels.at[x->id], s->labels.at[y->id]) < 0;
}

/* Kept in order by insertion: few are better than the last of those that were seen. */
size_t similar_best(const struct similar *s, const float *scores, struct ranked *best, size_t most)
{
	size_t n = 0;
	float last = 0; /* below which nothing enters a full list */
	for (uint32_t slot = 0; slot < s->docs_n && most > 0; slot++) {
		if (scores[slot] <= 0 || (n == most && scores[slot] < last))
			continue;
		struct ranked r = { slot, (double)scores[slot] };
		if (n == most && !similar_before(s, r.score, slot, best[n - 1].score, best[n - 1].slot))
			continue;
		size_t at = n < most ? n++ : n - 1;
		for (; at > 0 && similar_before(s, r.score, slot, best[at - 1].score, best[at - 1].slot); at--)
			best[at] = best[at - 1];
		best[at] = r;
		last = (float)best[n - 1].score;
	}
	return n;
}
