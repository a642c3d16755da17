/* Contents like one: cosines with all by postings, what editors said, a pool of the best looked at
 * closely, then one after the other those that are alike and differ from what is already chosen. */
#include "methods/similar_inner.h"

#include "base/check.h"
#include "base/list.h"
#include "base/translate.h"

#include <math.h>
#include <stdlib.h>

/* A question about one document. */
struct question {
	const struct similar *s;
	struct similar_reader reader;
	uint32_t slot;
	const struct document *about;
	double whole; /* of the weights: what alikeness is divided by */
};

/* A document of the pool, looked at closely. */
struct candidate {
	uint32_t slot;
	struct vector vector;
	double cosine, score;
	double nearest; /* cosine to what is chosen that is most like it */
	bool taken;
};

/* ---- What editors said ---- */

static const uint32_t *tags_of(const struct document *d)
{
	return d->labels;
}

static uint32_t shared_tags(const struct question *q, uint32_t slot)
{
	const struct badge *b = &q->s->badges[slot];
	const uint32_t *mine = tags_of(q->about), *theirs = b->tags_n > BADGE_TAGS ? tags_of(&q->s->docs[slot]) : b->tags;
	uint32_t n = 0;
	for (uint32_t i = 0; i < q->about->tags_n; i++)
		for (uint32_t k = 0; k < b->tags_n; k++)
			n += mine[i] == theirs[k];
	return n;
}

static bool same(uint32_t a, uint32_t b)
{
	return a == b && a != NO_NAME;
}

/* Tags as the share in common of all the tags of both (Jaccard, 1901). */
static double said_alike(const struct question *q, uint32_t slot)
{
	const struct similar_options *o = &q->s->options;
	const struct document *a = q->about;
	const struct badge *b = &q->s->badges[slot];
	double all = 0;
	uint32_t both = shared_tags(q, slot);
	if (both)
		all += o->tags * both / (a->tags_n + b->tags_n - both);
	all += same(a->track, b->track) ? o->track : 0;
	all += same(a->kind, b->kind) ? o->kind : 0;
	return all + (same(a->size, b->size) ? o->size : 0);
}

/* ---- The many ---- */

struct weighted {
	uint32_t term;
	uint64_t weight; /* of the term in the document asked about */
};

static int by_stem(const void *a, const void *b, void *of)
{
	const struct similar *s = of;
	return text_compare(s->stems.at[((const struct weighted *)a)->term], s->stems.at[((const struct weighted *)b)->term]);
}

/* Terms in the order of their stems, so that sums in floating point do not depend on numbers. */
static size_t terms_of(struct arena *arena, const struct similar *s, const struct vector *v, struct weighted **terms)
{
	size_t n = 0;
	*terms = arena_many(arena, struct weighted, v->n);
	for (size_t i = 0; i < v->n && v->at[i].second == NO_NAME; i++)
		(*terms)[n++] = (struct weighted){ (uint32_t)v->at[i].key, v->at[i].weight };
	if (n > 1)
		qsort_r(*terms, n, sizeof **terms, by_stem, (void *)s);
	return n;
}

/* Cosines over words alone, with every document. */
static void add_cosines(const struct question *q, const struct weighted *terms, size_t n, float *restrict scores)
{
	const struct similar *s = q->s;
	float *parts = malloc(s->strengths_n * sizeof *parts);
	check(parts != NULL);
	for (size_t i = 0; i < n; i++) {
		const struct term *t = &s->terms[terms[i].term];
		double weight = (double)terms[i].weight * t->rarity / q->about->norm;
		uint32_t body = s->options.weight[SIMILAR_BODY];
		for (uint32_t tf = 0; tf < s->strengths_n; tf++)
			parts[tf] = (float)(weight * s->strengths[tf]);
		const uint32_t *docs = t->docs;
		const hits *all = t->hits;
		for (uint32_t k = 0, n_docs = t->n; k < n_docs; k++) {
			hits h = all[k]; /* most are in the body alone */
			scores[docs[k]] += parts[h <= HITS_BODY ? h * body : similar_frequency(s, h)];
		}
	}
	free(parts);
}

/* What may be suggested at all: seen by the reader, not barred, not the document itself. */
static bool suggestible(const struct question *q, uint32_t slot)
{
	const struct badge *b = &q->s->badges[slot];
	return slot != q->slot && !b->barred && similar_seen_by(b, q->reader);
}

static void add_said(const struct question *q, float *scores)
{
	const struct similar *s = q->s;
	float share = (float)(s->options.cosine / q->whole);
	for (uint32_t i = 0; i < s->docs_n; i++) {
		if (!suggestible(q, i)) {
			scores[i] = 0;
			continue;
		}
		scores[i] = scores[i] * s->badges[i].inverse * share + (float)(said_alike(q, i) / q->whole);
	}
}

/* ---- The few ---- */

static struct candidate look(struct arena *arena, const struct question *q, const struct vector *about, uint32_t slot)
{
	struct candidate c = { .slot = slot, .vector = similar_vector(arena, q->s, slot) };
	c.cosine = similar_cosine(about, &c.vector);
	c.score = (q->s->options.cosine * c.cosine + said_alike(q, slot)) / q->whole;
	return c;
}

/* Marginal relevance: alike to the document, and unlike what is chosen. */
static struct candidate *next_choice(const struct question *q, struct candidate *pool, size_t n)
{
	struct candidate *best = NULL;
	double highest = 0, lambda = q->s->options.diversity;
	for (size_t i = 0; i < n; i++) {
		struct candidate *c = &pool[i];
		if (c->taken || c->nearest > q->s->options.duplicate)
			continue;
		double value = lambda * c->score - (1 - lambda) * c->nearest;
		if (!best || similar_before(q->s, value, c->slot, highest, best->slot)) {
			best = c;
			highest = value;
		}
	}
	return best;
}

static void push_away(struct candidate *pool, size_t n, const struct vector *chosen)
{
	for (size_t i = 0; i < n; i++) {
		double cosine = pool[i].taken ? 0 : similar_cosine(chosen, &pool[i].vector);
		if (cosine > pool[i].nearest)
			pool[i].nearest = cosine;
	}
}

/* ---- Telling why ---- */

static size_t tags_in_common(struct arena *arena, const struct question *q, const struct document *d, struct text *tags)
{
	size_t n = 0;
	for (uint32_t i = 0; i < q->about->tags_n; i++)
		for (uint32_t k = 0; k < d->tags_n; k++)
			if (tags_of(q->about)[i] == tags_of(d)[k])
				tags[n++] = text_copy(arena, q->s->labels.at[tags_of(d)[k]]);
	return n;
}

/* A theme that a tag in common already says is not said twice. */
static size_t without_tags(struct text *themes, size_t n, size_t most, const struct similar_match *m)
{
	size_t kept = 0;
	for (size_t i = 0; i < n && kept < most; i++) {
		bool said = false;
		for (size_t k = 0; k < m->tags_n; k++)
			said = said || text_find(m->tags[k], themes[i]) < m->tags[k].n;
		if (!said)
			themes[kept++] = themes[i];
	}
	return kept;
}

static struct similar_match match_of(struct arena *arena, const struct question *q, const struct vector *about,
                                     const struct candidate *c, bool pinned)
{
	enum { THEMES = 3, LOOKED_AT = 8 };
	const struct similar *s = q->s;
	const struct document *a = q->about, *d = &s->docs[c->slot];
	struct similar_match m = { .id = text_copy(arena, s->labels.at[d->id]), .score = c->score, .cosine = c->cosine,
		                   .pinned = pinned, .track = same(a->track, d->track), .kind = same(a->kind, d->kind),
		                   .size = same(a->size, d->size) };
	struct text *themes = arena_many(arena, struct text, LOOKED_AT), *tags = arena_many(arena, struct text, d->tags_n);
	m.tags = tags;
	m.tags_n = tags_in_common(arena, q, d, tags);
	m.themes = themes;
	m.themes_n = without_tags(themes, similar_themes(arena, s, about, &c->vector, themes, LOOKED_AT), THEMES, &m);
	return m;
}

/* Pinned suggestions come first, in the editors' order; what they chose is not judged. */
static void take_pinned(struct arena *arena, struct arena *scratch, const struct question *q, const struct vector *about,
                        size_t most, struct similar_list *list, struct candidate *chosen)
{
	const struct document *d = q->about;
	for (uint32_t i = 0; i < d->pinned_n && list->n < most; i++) {
		uint32_t slot = q->s->slot_of[d->labels[d->tags_n + i]];
		bool known = slot == NO_NAME || !suggestible(q, slot);
		for (size_t k = 0; k < list->n && !known; k++)
			known = chosen[k].slot == slot;
		if (known)
			continue;
		chosen[list->n] = look(scratch, q, about, slot);
		list->at[list->n] = match_of(arena, q, about, &chosen[list->n], true);
		list->n++;
	}
}

static size_t fill_pool(struct arena *arena, const struct question *q, const struct vector *about, struct candidate **pool,
                        size_t most)
{
	const struct similar *s = q->s;
	float *scores = arena_many(arena, float, s->docs_n);
	struct weighted *terms;
	struct ranked *best = arena_many(arena, struct ranked, most);
	size_t terms_n = terms_of(arena, s, about, &terms);
	add_cosines(q, terms, terms_n, scores);
	add_said(q, scores);
	size_t n = similar_best(s, scores, best, most);
	*pool = arena_many(arena, struct candidate, n);
	for (size_t i = 0; i < n; i++)
		(*pool)[i] = look(arena, q, about, best[i].slot);
	return n;
}

static void take_alike(struct arena *arena, struct arena *scratch, const struct question *q, const struct vector *about,
                       size_t most, struct similar_list *list, const struct candidate *pinned)
{
	size_t size = q->s->options.pool > 3 * most ? q->s->options.pool : 3 * most;
	struct candidate *pool, *next;
	size_t n = fill_pool(scratch, q, about, &pool, size);
	for (size_t i = 0; i < list->n; i++) {
		for (size_t k = 0; k < n; k++)
			pool[k].taken |= pool[k].slot == pinned[i].slot;
		push_away(pool, n, &pinned[i].vector);
	}
	while (list->n < most && (next = next_choice(q, pool, n)) != NULL) {
		next->taken = true;
		list->at[list->n++] = match_of(arena, q, about, next, false);
		push_away(pool, n, &next->vector);
	}
}

bool similar_like(struct arena *arena, const struct similar *s, struct similar_reader reader, struct text id, size_t most,
                  struct similar_list *list)
{
	ARENA_SCOPED scratch = arena_new();
	const struct similar_options *o = &s->options;
	uint32_t name = names_find(&s->labels, id), slot = name == NO_NAME ? NO_NAME : s->slot_of[name];
	*list = (struct similar_list){ 0 };
	check(s->fresh);
	if (slot == NO_NAME || !similar_seen_by(&s->badges[slot], reader))
		return false;
	most = most < s->live ? most : s->live;
	struct question q = { s, reader, slot, &s->docs[slot], o->cosine + o->tags + o->track + o->kind + o->size };
	struct vector about = similar_vector(scratch, s, slot);
	struct candidate *pinned = arena_many(scratch, struct candidate, most);
	list->at = arena_many(arena, struct similar_match, most);
	take_pinned(arena, scratch, &q, &about, most, list, pinned);
	take_alike(arena, scratch, &q, &about, most, list, pinned);
	return true;
}

static struct text joined(struct arena *arena, const struct text *items, size_t n)
{
	struct text all = NO_TEXT;
	for (size_t i = 0; i < n; i++)
		all = TEXT_CONCAT(arena, all, i ? text(", ") : NO_TEXT, items[i]);
	return all;
}

struct text similar_explain(struct arena *arena, enum lang lang, const struct similar_match *m)
{
	const struct { bool holds; const char *message; struct text value; } reasons[] = {
		{ m->pinned, N_("choisi par la rédaction"), NO_TEXT },
		{ m->tags_n > 0, N_("mêmes étiquettes : {value}"), joined(arena, m->tags, m->tags_n) },
		{ m->themes_n > 0, N_("mêmes thèmes : {value}"), joined(arena, m->themes, m->themes_n) },
		{ m->track, N_("même parcours"), NO_TEXT },
		{ m->kind, N_("même sorte de contenu"), NO_TEXT },
		{ m->size, N_("même taille de territoire"), NO_TEXT },
	};
	struct text all = NO_TEXT, between = lang == LANG_FR ? text("\u00a0; ") : text("; ");
	for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
		if (!reasons[i].holds)
			continue;
		struct text one = translate(arena, lang, reasons[i].message, &(struct words){ .value = reasons[i].value });
		all = TEXT_CONCAT(arena, all, all.n ? between : NO_TEXT, one);
	}
	return all;
}
