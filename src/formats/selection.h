/* The files of selection, as the field writes them: who may be chosen (an id and a value for each
 * feature), how many of each value (feature, value, min, max), scores, and pairs. CSV each, columns
 * by their headings in any order, others ignored. Every id, value and number is checked where it
 * stands: what is not right is refused with its place. Features first, then people, then the rest. */
#ifndef CORDEE_SELECTION_FILES_H
#define CORDEE_SELECTION_FILES_H
#include "base/arena.h"
#include "base/error.h"
#include "base/list.h"
#include "formats/place.h"

struct selection_value {
	struct text name;
	int64_t least, most;
};

struct selection_feature {
	struct text name;
	LIST(struct selection_value) values;
};

struct selection_pair {
	size_t one, other; /* people */
	bool together;
};

/* Names and their numbers: open addressing. */
struct selection_names {
	LIST(struct text) names;
	size_t *slots, slots_n;
};

struct selection {
	struct arena *arena;
	struct selection_names people;
	LIST(struct selection_feature) features;
	LIST(uint16_t) values;  /* person after person: a value for each feature */
	LIST(struct selection_pair) pairs;
	int64_t *scores;        /* of each person; NULL: none were read */
};

void selection_open(struct selection *, struct arena *);
/* Each: false with the place and the error. `whole` is valid UTF-8 and outlives the selection. */
bool selection_read_features(struct selection *, struct text whole, struct place *, struct error *);
/* A column "score" is read too. */
bool selection_read_people(struct selection *, struct text whole, struct place *, struct error *);
/* id, score: one row for each person. */
bool selection_read_scores(struct selection *, struct text whole, struct place *, struct error *);
/* id, other, link: together or apart (or: ensemble, séparés). */
bool selection_read_pairs(struct selection *, struct text whole, struct place *, struct error *);
/* "24" or "20-24". */
bool selection_read_size(struct text, int64_t *least, int64_t *most);
#endif
