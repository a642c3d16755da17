/* Inside the index of similar contents: names, words, postings. Inner to similar*.c. */
#ifndef CORDEE_SIMILAR_INNER_H
#define CORDEE_SIMILAR_INNER_H
#include "base/stem.h"
#include "methods/similar.h"

/* ---- Names: texts numbered in the order they come ---- */

enum { NO_NAME = UINT32_MAX };

struct names {
	struct arena *arena; /* of their bytes, which stay until the end */
	struct text *at;
	uint32_t n, cap;
	uint32_t *slots;     /* number + 1, or 0: open addressing, a power of two, at most half full */
	uint32_t slots_n;
};

void names_init(struct names *);
void names_free(struct names *);
uint32_t names_find(const struct names *, struct text);
/* *fresh: it was not known. */
uint32_t names_put(struct names *, struct text, bool *fresh);
size_t names_memory(const struct names *);

/* ---- Tokens ---- */

/* The words of a text as text_fold gives them, and each as it was written. */
struct tokens {
	struct arena *arena; /* reset as it goes: for words that are not plain letters */
	struct text rest;    /* of what is read */
	struct text folded;  /* words of the same run that are still to give */
	char plain[64];
};

bool tokens_next(struct tokens *, struct text *folded, struct text *written);

/* ---- The index ---- */

enum { LONGEST_WORD = 64, EMPTY_WORD = UINT32_MAX, UNSORTED_MOST = 1 << 10 };
/* In a document's sequence of words: the next field, and a break in a field (between tags). Words
 * follow from here. */
enum { NEXT_FIELD, BREAK, FIRST_WORD };

/* How often a term stands in each field of a document, in 16 bits: at most 3 times in the title
 * and in the tags, 15 in the summary, 255 in the body. What is beyond is not counted. */
typedef uint16_t hits;
enum { HITS_TITLE = 3, HITS_TAGS = 3, HITS_SUMMARY = 15, HITS_BODY = 255 };

static inline uint32_t hits_of(hits h, enum similar_field field)
{
	switch (field) {
	case SIMILAR_TITLE: return h >> 14;
	case SIMILAR_TAGS: return h >> 12 & 3;
	case SIMILAR_SUMMARY: return h >> 8 & 15;
	default: return h & 255;
	}
}

struct word {
	struct text written; /* with its accents: of all spellings met, the last in the order of bytes */
	uint32_t term;       /* or EMPTY_WORD */
};

/* Documents that hold a term, by ascending slot. */
struct term {
	uint32_t *docs;
	hits *hits;
	uint32_t n, cap;
	float idf;           /* of BM25F */
	uint32_t rarity;     /* of tf-idf: RARITY × ln(1 + documents/n) */
};

struct document {
	bool live, barred;
	uint32_t id, track, kind, size; /* labels; NO_NAME */
	int64_t date, audience;
	uint32_t lengths[SIMILAR_FIELDS];
	uint32_t tags_n, pinned_n;
	uint32_t *labels;               /* tags, then pinned ids; then the sequence, in one block */
	unsigned char *sequence;
	uint32_t sequence_n;
	double norm;                    /* of its words alone */
};

/* What is asked of every document at each question, side by side: the rest of them stays cold. */
struct badge {
	uint32_t track, kind, size, tags_n;
	uint32_t tags[4];               /* the first ones; with more, those of the document are read */
	int64_t audience;
	float inverse;                  /* 1/norm, or 0 */
	bool live, barred;
};
enum { BADGE_TAGS = 4 };

struct similar {
	struct similar_options options;
	struct stemmer *stemmer;
	struct arena *scratch;
	struct names words, stems, labels;
	struct word *word_of;           /* by number of the word */
	uint32_t words_cap;
	struct term *terms;             /* by number of the stem */
	uint32_t terms_cap;
	uint32_t *slot_of;              /* by label: the slot of the document with this id, or NO_NAME */
	uint32_t slots_cap;
	struct document *docs;          /* by slot */
	uint32_t docs_n, docs_cap, live;
	uint32_t *free_slots;
	uint32_t free_n, free_cap;
	uint64_t lengths[SIMILAR_FIELDS]; /* of all documents */
	uint32_t *by_bytes;             /* numbers of words, sorted: for beginnings */
	uint32_t sorted_n, sorted_cap;
	uint32_t *strengths;            /* of tf-idf by weighted frequency: STRENGTH × (1 + ln tf) */
	uint32_t strengths_n;
	float *body_factor;             /* by slot: 1/B of the body, for BM25F */
	double factors[SIMILAR_FIELDS]; /* b/average length of each field */
	struct badge *badges;           /* by slot */
	uint32_t factors_cap, badges_cap;
	bool fresh;                     /* refreshed since the last change */
	/* of the document being put */
	struct put {
		unsigned char *sequence;
		size_t n, cap;
		uint32_t *touched, touched_n, touched_cap;
		uint32_t (*counts)[SIMILAR_FIELDS]; /* by term; zero between two documents */
		uint32_t counts_cap;
	} put;
};

/* Whole numbers, so that sums are the same in any order. */
enum { STRENGTH = 256, RARITY = 256 };

/* Grows *at to hold at least n items of `size`, doubling; new ones are zeroed. */
void similar_grow(void *at, uint32_t *cap, uint32_t n, size_t size);
uint32_t similar_frequency(const struct similar *, hits);
bool similar_seen_by(const struct badge *, struct similar_reader);
/* Reads the next number of a sequence; *at moves. */
uint32_t similar_read(const unsigned char **at);
/* Best score first, then the most recent, then by id. */
bool similar_before(const struct similar *, double score_a, uint32_t a, double score_b, uint32_t b);

struct ranked {
	uint32_t slot;
	double score;
};

/* The best of n slots by scores[slot] above 0, in order, at most `most`; returns how many. */
size_t similar_best(const struct similar *, const float *scores, struct ranked *best, size_t most);

/* ---- The close look: exact vectors of a few documents (similar_vector.c) ---- */

/* A term, or two terms that follow each other (the first in the upper half), and its weight. */
struct feature {
	uint64_t key;
	uint64_t weight;
	uint32_t first, second; /* words, as one of them is written; second: NO_NAME for a term */
};

struct vector {
	struct feature *at; /* by ascending key: terms, then phrases */
	size_t n;
	double norm;
};

struct vector similar_vector(struct arena *, const struct similar *, uint32_t slot);
double similar_cosine(const struct vector *, const struct vector *);
/* The words and phrases that weigh most in both, as b writes them. */
size_t similar_themes(struct arena *, const struct similar *, const struct vector *a, const struct vector *b,
                      struct text *themes, size_t most);
#endif
