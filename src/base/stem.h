/* Stems: words of one family made one ("participer", "participation" → "particip"), and the words
 * that say nothing. Over folded words (text_fold), so that what is typed without accents finds
 * the same. Snowball's stemmers (Porter, "Snowball: a language for stemming algorithms", 2001). */
#ifndef CORDEE_STEM_H
#define CORDEE_STEM_H
#include "base/text.h"
#include "base/time.h"

struct stemmer;

/* Not for several threads at once: making one costs less than guarding one. */
struct stemmer *stemmer_new(enum lang);
void stemmer_free(struct stemmer *);
/* Good until the next call. */
struct text stem(struct stemmer *, struct text folded);
/* Articles, pronouns, prepositions, auxiliaries, and the letters that an elision leaves before its
 * apostrophe (l', d', qu', jusqu'). */
bool stem_is_empty_word(enum lang, struct text folded);
#endif
