/* Similar contents: one index for search, for "contents like this one" and for "who has already
 * been through this?". Texts become folded words without the empty ones; words of one stem are
 * one term; two terms that follow each other make a phrase. Fields weigh differently.
 *
 * Search ranks by BM25F (Robertson and Zaragoza, "The probabilistic relevance framework: BM25 and
 * beyond", Foundations and Trends in Information Retrieval 3, 2009, §3.6). Similarity is the cosine
 * of tf-idf vectors (Salton and Buckley, "Term-weighting approaches in automatic text retrieval",
 * Information Processing & Management 24, 1988), with what editors said: tags, track, kind, size.
 * Suggestions are diversified by maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998).
 *
 * The audience of a document is part of every question. The same documents, put in any order and
 * however often, give the same answers. An index belongs to one thread while it changes; once
 * refreshed, any number may ask it. */
#ifndef CORDEE_SIMILAR_H
#define CORDEE_SIMILAR_H
#include "base/arena.h"
#include "base/error.h"
#include "base/time.h"

enum similar_field { SIMILAR_TITLE, SIMILAR_TAGS, SIMILAR_SUMMARY, SIMILAR_BODY, SIMILAR_FIELDS };

struct similar_options {
	enum lang lang;                  /* of stems and of empty words */
	uint32_t weight[SIMILAR_FIELDS]; /* of a word in each field, at most 16: 3, 4, 2, 1 */
	double shortness[SIMILAR_FIELDS]; /* b of BM25F: how far a short field counts for more: 0.4, 0, 0.5, 0.75 */
	double k1;                       /* of BM25F: 1.2 */
	double beginning, typo;          /* what a word found by its beginning, or with a typo, is worth: 0.8, 0.5 */
	double phrase;                   /* what two words asked that follow each other add: 0.5 of the rarer */
	/* What makes two documents alike; divided by their sum: cosine 1, tags 0.5 (share in common of
	 * all the tags of both), track 0.1, kind 0.1, size 0.1. */
	double cosine, tags, track, kind, size;
	double diversity;                /* λ of marginal relevance: 0.7 */
	double duplicate;                /* a cosine above it is the same content again: 0.95 */
	size_t pool;                     /* how many of the best by words are looked at closely, at least: 24 (of
	                                  * suggestions, three times as many as are asked for) */
};

/* Texts need not outlive the call. Words beyond 64 bytes are left out. */
struct similar_document {
	struct text id;                  /* unique; putting it again replaces */
	struct text title, summary, body;
	const struct text *tags;
	size_t tags_n;
	struct text track, kind, size;   /* of the territory; empty: unknown, alike to nothing */
	int64_t date;                    /* recency breaks ties */
	int64_t audience;                /* 0: everyone; otherwise the group that may see it */
	const struct text *pinned;       /* ids that editors suggest under it, in their order */
	size_t pinned_n;
	bool barred;                     /* never suggested, nor found by similarity; searched all the same */
};

/* Who asks: the groups they belong to, beside everyone. */
struct similar_reader {
	const int64_t *audiences;
	size_t n;
};

struct similar;

struct similar_options similar_defaults(enum lang);
struct similar *similar_new(const struct similar_options *);
void similar_free(struct similar *);
/* Adds or replaces. Refuses an empty id and texts over SIMILAR_LONGEST bytes in all. */
#define SIMILAR_LONGEST ((size_t)1 << 24)
bool similar_put(struct similar *, const struct similar_document *, struct error *);
bool similar_remove(struct similar *, struct text id);
/* Makes what was put findable: lengths, rarities and norms. Once after each batch of changes. */
void similar_refresh(struct similar *);
size_t similar_count(const struct similar *);
/* Bytes that the index holds. */
size_t similar_memory(const struct similar *);

/* Why a suggestion is one. */
struct similar_match {
	struct text id;
	double score;                    /* BM25F, or alikeness from 0 to 1 */
	double cosine;                   /* similarity alone */
	bool pinned, track, kind, size;  /* the last three: the same as the document asked about */
	const struct text *tags;         /* in common */
	size_t tags_n;
	const struct text *themes;       /* words and phrases that weigh most in common, as they are written */
	size_t themes_n;
};

struct similar_list {
	struct similar_match *at;
	size_t n;
	size_t found;                    /* search: how many documents hold a word asked */
};

/* The last word also as a beginning (of three letters or more); an unknown word of five letters or
 * more with one letter missing, added, changed or exchanged with its neighbour. */
void similar_search(struct arena *, const struct similar *, struct similar_reader, struct text asked, size_t most,
                    struct similar_list *);
/* False when no document that the reader may see has this id. */
bool similar_like(struct arena *, const struct similar *, struct similar_reader, struct text id, size_t most,
                  struct similar_list *);
/* "mêmes thèmes : cantines, circuits courts ; même parcours" */
struct text similar_explain(struct arena *, enum lang, const struct similar_match *);
#endif
