/* Similar contents against slow and simple definitions on small random corpora; words, typos,
 * beginnings; who may see; editors' choices; changes in any order. */
#include "../unit/unit.h"

#include "methods/random.h"
#include "methods/similar.h"
#include "methods/similar_inner.h"

#include <math.h>
#include <stdlib.h>

enum { CORPORA = 150, MOST_DOCS = 14, VOCABULARY = 12, MOST_WORDS = 14 };

/* Words that no rule stems nor empties, without accents. */
static const char *const vocabulary[VOCABULARY] = { "bok", "dux", "fip", "gak", "huv", "jop",
	                                            "kib", "luf", "mox", "nug", "pim", "raz" };
static const struct similar_reader anyone = { NULL, 0 };

struct corpus {
	size_t n;
	struct similar_document docs[MOST_DOCS];
};

static struct text some_words(struct arena *arena, struct random *r, size_t most)
{
	struct text all = text("");
	for (size_t n = random_below(r, most + 1); n > 0; n--) {
		size_t a = random_below(r, VOCABULARY), b = random_below(r, VOCABULARY);
		all = TEXT_CONCAT(arena, all, text(" "), text_of(vocabulary[a < b ? a : b]));
	}
	return all;
}

static struct similar_document some_document(struct arena *arena, struct random *r, size_t i)
{
	struct similar_document d = { .id = text_format(arena, "d%zu", i) };
	struct text *tags = arena_many(arena, struct text, 2);
	d.tags_n = random_below(r, 3);
	for (size_t k = 0; k < d.tags_n; k++)
		tags[k] = text_of(vocabulary[k * 6 + random_below(r, 3)]);
	d.tags = tags;
	d.title = some_words(arena, r, 4);
	d.summary = some_words(arena, r, 6);
	d.body = some_words(arena, r, MOST_WORDS);
	d.track = random_below(r, 2) ? text("food") : NO_TEXT;
	d.kind = random_below(r, 2) ? text("article") : text("fiche");
	d.date = (int64_t)random_below(r, 3);
	d.audience = random_below(r, 4) == 0 ? 7 : 0;
	d.barred = random_below(r, 8) == 0;
	return d;
}

static struct corpus some_corpus(struct arena *arena, struct random *r)
{
	struct corpus c = { .n = 2 + random_below(r, MOST_DOCS - 1) };
	for (size_t i = 0; i < c.n; i++)
		c.docs[i] = some_document(arena, r, i);
	return c;
}

static struct similar *index_of(const struct corpus *c, const size_t *order)
{
	struct similar_options o = similar_defaults(LANG_FR);
	struct similar *s = similar_new(&o);
	struct error error = { 0 };
	for (size_t i = 0; i < c->n; i++)
		assert_true(similar_put(s, &c->docs[order ? order[i] : i], &error));
	similar_refresh(s);
	return s;
}

/* ---- The definitions, on words cut at spaces ---- */

struct bag {
	size_t n, field[128];
	size_t word[128]; /* of the vocabulary; VOCABULARY: a break */
};

static size_t vocabulary_of(struct text word)
{
	for (size_t i = 0; i < VOCABULARY; i++)
		if (text_is(word, vocabulary[i]))
			return i;
	return VOCABULARY;
}

static void put_in_bag(struct bag *b, struct text t, size_t field)
{
	while (t.n) {
		struct text word = text_cut(&t, ' ');
		if (word.n) {
			b->word[b->n] = vocabulary_of(word);
			b->field[b->n++] = field;
		}
	}
	b->word[b->n] = VOCABULARY;
	b->field[b->n++] = field;
}

static struct bag bag_of(const struct similar_document *d)
{
	struct bag b = { 0 };
	put_in_bag(&b, d->title, 0);
	for (size_t i = 0; i < d->tags_n; i++)
		put_in_bag(&b, d->tags[i], 1);
	put_in_bag(&b, d->summary, 2);
	put_in_bag(&b, d->body, 3);
	return b;
}

static double times(const struct bag *b, size_t word, size_t field)
{
	double n = 0;
	for (size_t i = 0; i < b->n; i++)
		n += b->word[i] == word && b->field[i] == field;
	const double most[] = { 3, 3, 15, 255 };
	return n < most[field] ? n : most[field];
}

static double length(const struct bag *b, size_t field)
{
	double n = 0;
	for (size_t i = 0; i < b->n; i++)
		n += b->word[i] != VOCABULARY && b->field[i] == field;
	return n;
}

static bool holds(const struct bag *b, size_t word)
{
	for (size_t i = 0; i < b->n; i++)
		if (b->word[i] == word)
			return true;
	return false;
}

static double holders(const struct bag *bags, size_t n, size_t word)
{
	double df = 0;
	for (size_t i = 0; i < n; i++)
		df += holds(&bags[i], word);
	return df;
}

static double idf(const struct bag *bags, size_t n, size_t word)
{
	double df = holders(bags, n, word);
	return log(1 + ((double)n - df + 0.5) / (df + 0.5));
}

static double bm25f(const struct bag *bags, size_t n, size_t doc, size_t word)
{
	static const double weight[] = { 3, 4, 2, 1 }, b[] = { 0.4, 0, 0.5, 0.75 };
	double tf = 0;
	for (size_t f = 0; f < 4; f++) {
		double all = 0;
		for (size_t i = 0; i < n; i++)
			all += length(&bags[i], f);
		double average = all / (double)n, here = times(&bags[doc], word, f);
		if (here > 0)
			tf += weight[f] * here / (1 - b[f] + b[f] * length(&bags[doc], f) / average);
	}
	return idf(bags, n, word) * tf / (1.2 + tf);
}

static bool neighbours(const struct bag *b, size_t first, size_t second)
{
	for (size_t i = 1; i < b->n; i++)
		if (b->word[i - 1] == first && b->word[i] == second)
			return true;
	return false;
}

static void ranks_by_the_definition_of_bm25f(void **state)
{
	(void)state;
	struct random r = random_seed(31);
	for (size_t round = 0; round < CORPORA; round++) {
		ARENA_SCOPED arena = arena_new();
		struct corpus c = some_corpus(arena, &r);
		struct bag bags[MOST_DOCS];
		for (size_t i = 0; i < c.n; i++)
			bags[i] = bag_of(&c.docs[i]);
		struct similar *s = index_of(&c, NULL);
		size_t x = random_below(&r, VOCABULARY), y = random_below(&r, VOCABULARY), found = 0;
		struct text asked = TEXT_CONCAT(arena, text_of(vocabulary[x]), text(" "), text_of(vocabulary[y]));
		struct similar_list list;
		similar_search(arena, s, anyone, asked, MOST_DOCS, &list);
		for (size_t i = 0; i < c.n; i++) {
			if (c.docs[i].audience || (!holds(&bags[i], x) && !holds(&bags[i], y)))
				continue;
			double score = bm25f(bags, c.n, i, x) + bm25f(bags, c.n, i, y);
			if (neighbours(&bags[i], x, y))
				score += 0.5 * fmax(idf(bags, c.n, x), idf(bags, c.n, y));
			size_t at = 0;
			while (at < list.n && !text_equal(list.at[at].id, c.docs[i].id))
				at++;
			assert_true(at < list.n && fabs(list.at[at].score - score) < 1e-5);
			found++;
		}
		assert_int_equal(list.found, found);
		for (size_t i = 1; i < list.n; i++)
			assert_true(list.at[i - 1].score >= list.at[i].score);
		similar_free(s);
	}
}

/* ---- Similarity ---- */

enum { FEATURES = VOCABULARY + VOCABULARY * VOCABULARY };

static double strength(double tf)
{
	return tf > 0 ? (double)lround(256 * (1 + log(tf))) : 0;
}

static double rarity(const struct bag *bags, size_t n, size_t word)
{
	double df = holders(bags, n, word);
	return df > 0 ? (double)lround(256 * log(1 + (double)n / df)) : 0;
}

static void features_of(const struct bag *bags, size_t n, size_t doc, double *v)
{
	static const double weight[] = { 3, 4, 2, 1 }, most[] = { 3, 3, 15, 255 };
	const struct bag *b = &bags[doc];
	for (size_t w = 0; w < VOCABULARY; w++) {
		double tf = 0;
		for (size_t f = 0; f < 4; f++)
			tf += weight[f] * times(b, w, f);
		v[w] = strength(tf) * rarity(bags, n, w);
		for (size_t x = 0; x < VOCABULARY; x++) {
			double counts[4] = { 0 }, pair = 0;
			for (size_t i = 1; i < b->n; i++)
				counts[b->field[i]] += b->word[i - 1] == w && b->word[i] == x;
			for (size_t f = 0; f < 4; f++)
				pair += weight[f] * fmin(counts[f], most[f]);
			double rare = fmin(rarity(bags, n, w), rarity(bags, n, x));
			v[VOCABULARY + w * VOCABULARY + x] = strength(pair) * floor(rare / 2);
		}
	}
}

static double cosine(const double *a, const double *b)
{
	double dot = 0, x = 0, y = 0;
	for (size_t i = 0; i < FEATURES; i++) {
		dot += a[i] * b[i];
		x += a[i] * a[i];
		y += b[i] * b[i];
	}
	return dot > 0 ? dot / sqrt(x * y) : 0;
}

static double alike(const struct similar_document *a, const struct similar_document *b, double cos)
{
	double both = 0, all = cos;
	for (size_t i = 0; i < a->tags_n; i++)
		for (size_t k = 0; k < b->tags_n; k++)
			both += text_equal(a->tags[i], b->tags[k]);
	if (both > 0)
		all += 0.5 * both / ((double)(a->tags_n + b->tags_n) - both);
	all += a->track.n && text_equal(a->track, b->track) ? 0.1 : 0;
	return (all + (text_equal(a->kind, b->kind) ? 0.1 : 0)) / 1.8;
}

/* Marginal relevance by its definition, over all; the value of what was chosen is compared, for two
 * documents may be worth the same. */
static void check_suggestions(const struct corpus *c, double (*v)[FEATURES], const struct similar_list *list)
{
	bool taken[MOST_DOCS] = { true };
	size_t chosen[MOST_DOCS], n = 0;
	for (;; n++) {
		double best = -INFINITY, worth[MOST_DOCS];
		for (size_t i = 1; i < c->n; i++) {
			double near = 0, score = alike(&c->docs[0], &c->docs[i], cosine(v[0], v[i]));
			for (size_t k = 0; k < n; k++)
				near = fmax(near, cosine(v[chosen[k]], v[i]));
			bool out = taken[i] || c->docs[i].barred || c->docs[i].audience || score <= 0 || near > 0.95;
			worth[i] = out ? -INFINITY : 0.7 * score - 0.3 * near;
			best = fmax(best, worth[i]);
		}
		if (n == list->n) {
			assert_true(isinf(best));
			return;
		}
		for (size_t i = 1; i < c->n; i++)
			if (text_equal(list->at[n].id, c->docs[i].id))
				chosen[n] = i;
		assert_true(!taken[chosen[n]] && fabs(worth[chosen[n]] - best) < 1e-9);
		assert_true(fabs(list->at[n].cosine - cosine(v[0], v[chosen[n]])) < 1e-9);
		taken[chosen[n]] = true;
	}
}

static void suggests_by_the_definition(void **state)
{
	(void)state;
	struct random r = random_seed(32);
	for (size_t round = 0; round < CORPORA; round++) {
		ARENA_SCOPED arena = arena_new();
		struct corpus c = some_corpus(arena, &r);
		c.docs[0].audience = 0;
		struct bag bags[MOST_DOCS];
		double v[MOST_DOCS][FEATURES];
		for (size_t i = 0; i < c.n; i++)
			bags[i] = bag_of(&c.docs[i]);
		for (size_t i = 0; i < c.n; i++)
			features_of(bags, c.n, i, v[i]);
		struct similar *s = index_of(&c, NULL);
		struct similar_list list;
		assert_true(similar_like(arena, s, anyone, text("d0"), MOST_DOCS, &list));
		check_suggestions(&c, v, &list);
		similar_free(s);
	}
}

/* ---- Changes ---- */

static void assert_same_list(const struct similar_list *a, const struct similar_list *b)
{
	assert_int_equal(a->n, b->n);
	assert_int_equal(a->found, b->found);
	for (size_t i = 0; i < a->n; i++) {
		assert_true(text_equal(a->at[i].id, b->at[i].id));
		assert_memory_equal(&a->at[i].score, &b->at[i].score, sizeof(double));
		assert_int_equal(a->at[i].themes_n, b->at[i].themes_n);
		for (size_t k = 0; k < a->at[i].themes_n; k++)
			assert_true(text_equal(a->at[i].themes[k], b->at[i].themes[k]));
	}
}

static void assert_same_answers(const struct corpus *c, const struct similar *a, const struct similar *b)
{
	ARENA_SCOPED arena = arena_new();
	struct similar_list x, y;
	assert_int_equal(similar_count(a), similar_count(b));
	for (size_t i = 0; i < c->n; i++) {
		bool there = similar_like(arena, a, anyone, c->docs[i].id, 5, &x);
		assert_int_equal(there, similar_like(arena, b, anyone, c->docs[i].id, 5, &y));
		assert_same_list(&x, &y);
	}
	for (size_t i = 0; i + 1 < VOCABULARY; i++) {
		struct text asked = TEXT_CONCAT(arena, text_of(vocabulary[i]), text(" "), text_of(vocabulary[i + 1]));
		similar_search(arena, a, anyone, asked, 5, &x);
		similar_search(arena, b, anyone, asked, 5, &y);
		assert_same_list(&x, &y);
	}
}

static void forgets_what_was_changed(void **state)
{
	(void)state;
	struct random r = random_seed(33);
	for (size_t round = 0; round < CORPORA / 3; round++) {
		ARENA_SCOPED arena = arena_new();
		struct corpus c = some_corpus(arena, &r);
		size_t order[MOST_DOCS];
		for (size_t i = 0; i < c.n; i++)
			order[i] = i;
		random_shuffle(&r, order, c.n, sizeof *order);
		struct similar *plain = index_of(&c, NULL), *mixed = index_of(&c, order);
		struct error error = { 0 };
		assert_same_answers(&c, plain, mixed);
		for (size_t i = 0; i < 40; i++) {
			struct similar_document other = some_document(arena, &r, random_below(&r, MOST_DOCS + 6));
			if (random_below(&r, 2))
				assert_true(similar_put(mixed, &other, &error));
			else
				similar_remove(mixed, other.id);
			if (random_below(&r, 4) == 0)
				similar_refresh(mixed);
		}
		for (size_t i = 0; i < MOST_DOCS + 6; i++)
			similar_remove(mixed, text_format(arena, "d%zu", i));
		assert_int_equal(similar_count(mixed), 0);
		assert_false(similar_remove(mixed, text("d0")));
		for (size_t i = 0; i < c.n; i++)
			assert_true(similar_put(mixed, &c.docs[order[c.n - 1 - i]], &error));
		similar_refresh(mixed);
		assert_same_answers(&c, plain, mixed);
		similar_free(plain);
		similar_free(mixed);
	}
}

/* ---- Words ---- */

static void cuts_words_as_folding_does(void **state)
{
	(void)state;
	static const char *const pieces[] = { "a", "Z", "9", " ", "-", "'", "’", "é", "É", "œ", "m²", "«\u00a0", "\u00ad", "\u200d", "…",
		                              "€", "½", "ß", "\u0301", "漢", "🙂", "İ", "ª", "µ", "×", "\u2028", "\u202f", "ﬁ", "Ǆ" };
	struct random r = random_seed(34);
	for (size_t round = 0; round < 5000; round++) {
		ARENA_SCOPED arena = arena_new();
		ARENA_SCOPED scratch = arena_new();
		struct text t = text(""), all = text(""), folded, written;
		for (size_t n = random_below(&r, 12); n > 0; n--)
			t = text_join(arena, t, text_of(pieces[random_below(&r, sizeof pieces / sizeof *pieces)]));
		struct tokens tokens = { .arena = scratch, .rest = t };
		while (tokens_next(&tokens, &folded, &written))
			all = TEXT_CONCAT(arena, all, all.n ? text(" ") : NO_TEXT, folded);
		struct text expected = text_fold(arena, t);
		if (!text_equal(all, expected))
			fail_msg("\"%" TEXT "\" gives \"%" TEXT "\", not \"%" TEXT "\"", text_args(t), text_args(all), text_args(expected));
	}
}

static const struct text canteen_tags[] = { T("Restauration collective"), T("Circuits courts") };
static const struct text pinned[] = { T("z"), T("hidden"), T("nowhere"), T("a"), T("z") };

/* A few real contents, one hidden. */
static struct similar *library(void)
{
	static const struct similar_document docs[] = {
		{ .id = T("a"), .title = T("Cantines : des circuits courts à l'école"), .tags = canteen_tags, .tags_n = 2,
		  .body = T("Les cantines de l'Artois achètent aux maraîchers par des circuits courts."), .track = T("food"), .date = 1,
		  .pinned = pinned, .pinned_n = 5 },
		{ .id = T("b"), .title = T("La légumerie partagée"), .tags = canteen_tags, .tags_n = 1,
		  .body = T("Trois cantines, une légumerie, des circuits courts et des maraîchers."), .track = T("food"), .date = 2 },
		{ .id = T("c"), .title = T("Le jury citoyen"), .body = T("Des habitants tirés au sort délibèrent."), .track = T("participation") },
		{ .id = T("hidden"), .title = T("Cantines : notes de la cohorte"), .body = T("Circuits courts, maraîchers."), .audience = 12 },
		{ .id = T("z"), .title = T("Le codéveloppement"), .body = T("Six étapes pour avancer.") },
		{ .id = T("barred"), .title = T("Cantines et circuits courts"), .body = T("Ancienne page des maraîchers."), .barred = true },
	};
	struct similar_options o = similar_defaults(LANG_FR);
	struct similar *s = similar_new(&o);
	struct error error = { 0 };
	for (size_t i = 0; i < sizeof docs / sizeof *docs; i++)
		assert_true(similar_put(s, &docs[i], &error));
	similar_refresh(s);
	return s;
}

static struct text ids(struct arena *arena, const struct similar_list *list)
{
	struct text all = text("");
	for (size_t i = 0; i < list->n; i++)
		all = TEXT_CONCAT(arena, all, i ? text(" ") : NO_TEXT, list->at[i].id);
	return all;
}

static void finds_as_people_type(void **state)
{
	(void)state;
	static const struct { const char *asked, *found; } cases[] = {
		{ "l'ÉCOLE", "a" }, { "légumerie", "b" }, { "legumerie", "b" }, { "légumeries", "b" }, { "légum", "b" },
		{ "legumrie", "b" }, { "legumeriee", "b" }, { "lgeumerie", "b" }, { "lexumerie", "b" }, { "lexumeri partagée", "b" },
		{ "habitante", "c" }, { "le la les", "" }, { "", "" }, { "introuvable", "" }, { "codev", "z" }, { "tirx", "" },
	};
	struct similar *s = library();
	ARENA_SCOPED arena = arena_new();
	struct similar_list list;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		similar_search(arena, s, anyone, text_of(cases[i].asked), 5, &list);
		assert_text(ids(arena, &list), cases[i].found);
	}
	const int64_t mine[] = { 3, 12 };
	similar_search(arena, s, anyone, text("notes"), 5, &list);
	assert_int_equal(list.found, 0);
	similar_search(arena, s, (struct similar_reader){ mine, 2 }, text("notes"), 5, &list);
	assert_text(ids(arena, &list), "hidden");
	similar_search(arena, s, anyone, text("ancienne"), 5, &list);
	assert_text(ids(arena, &list), "barred");
	similar_free(s);
}

static void follows_editors_and_says_why(void **state)
{
	(void)state;
	struct similar *s = library();
	ARENA_SCOPED arena = arena_new();
	struct similar_list list;
	assert_true(similar_like(arena, s, anyone, text("a"), 5, &list));
	assert_text(ids(arena, &list), "z b");
	assert_true(list.at[0].pinned && !list.at[1].pinned);
	assert_text(similar_explain(arena, LANG_FR, &list.at[1]),
	            "mêmes étiquettes\u00a0: restauration collective\u00a0; mêmes thèmes\u00a0: circuits courts, cantines, maraîchers\u00a0; même parcours");
	assert_false(similar_like(arena, s, anyone, text("hidden"), 5, &list));
	assert_false(similar_like(arena, s, anyone, text("nothing"), 5, &list));
	const int64_t mine[] = { 12 };
	assert_true(similar_like(arena, s, (struct similar_reader){ mine, 1 }, text("a"), 5, &list));
	assert_text(ids(arena, &list), "z hidden b");
	assert_true(similar_like(arena, s, anyone, text("a"), 0, &list));
	assert_int_equal(list.n, 0);
	similar_free(s);
}

/* Five versions of one content and another: one version is suggested. Ties by the date. */
static void shows_one_of_near_duplicates(void **state)
{
	(void)state;
	struct similar_options o = similar_defaults(LANG_FR);
	struct similar *s = similar_new(&o);
	ARENA_SCOPED arena = arena_new();
	struct error error = { 0 };
	struct similar_list list;
	for (size_t i = 0; i < 5; i++) {
		struct similar_document d = { .id = text_format(arena, "v%zu", i), .title = text("Budget participatif, mode d'emploi"),
			                      .body = text("Les habitants proposent, votent, et la commune réalise."), .date = (int64_t)(i * 7 % 5) };
		assert_true(similar_put(s, &d, &error));
	}
	const struct similar_document asked = { .id = T("q"), .title = T("Un budget participatif") },
		other = { .id = T("o"), .title = T("Budget communal"), .body = T("Lire un budget.") };
	assert_true(similar_put(s, &asked, &error) && similar_put(s, &other, &error));
	similar_refresh(s);
	assert_true(similar_like(arena, s, anyone, text("q"), 5, &list));
	assert_text(ids(arena, &list), "v2 o");
	similar_free(s);
}

static void bears_nothing_and_too_much(void **state)
{
	(void)state;
	struct similar_options o = similar_defaults(LANG_EN);
	struct similar *s = similar_new(&o);
	ARENA_SCOPED arena = arena_new();
	struct similar_list list;
	struct error error = { 0 };
	similar_refresh(s);
	similar_search(arena, s, anyone, text("word"), 5, &list);
	assert_int_equal(list.n, 0);
	assert_false(similar_put(s, &(struct similar_document){ .title = T("no id") }, &error));
	char *heavy = arena_alloc(arena, SIMILAR_LONGEST + 1);
	memset(heavy, 'x', SIMILAR_LONGEST + 1);
	error = (struct error){ 0 };
	assert_false(similar_put(s, &(struct similar_document){ .id = T("h"), .body = { heavy, SIMILAR_LONGEST + 1 } }, &error));
	assert_true(similar_put(s, &(struct similar_document){ .id = T("h"), .body = { heavy, 100000 } }, &error));
	assert_true(similar_put(s, &(struct similar_document){ .id = T("empty") }, &error));
	assert_true(similar_put(s, &(struct similar_document){ .id = T("e"), .body = T("participation and participating") }, &error));
	similar_refresh(s);
	assert_true(similar_like(arena, s, anyone, text("empty"), 5, &list));
	assert_int_equal(list.n, 0);
	similar_search(arena, s, anyone, text("to participate"), 5, &list);
	assert_text(ids(arena, &list), "e");
	assert_true(similar_memory(s) > 0 && similar_count(s) == 3);
	similar_free(s);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(ranks_by_the_definition_of_bm25f), cmocka_unit_test(suggests_by_the_definition),
	cmocka_unit_test(forgets_what_was_changed),         cmocka_unit_test(cuts_words_as_folding_does),
	cmocka_unit_test(finds_as_people_type),             cmocka_unit_test(follows_editors_and_says_why),
	cmocka_unit_test(shows_one_of_near_duplicates),     cmocka_unit_test(bears_nothing_and_too_much),
};
RUN(tests)
