/* Questions: what an answer must be, and how a question may change. For this folder only. */
#ifndef CORDEE_QUESTION_H
#define CORDEE_QUESTION_H
#include "call/call.h"

enum { QUESTIONS_MOST = 60, CHOICES_MOST = 40, CHOICE_LETTERS = 200 };

extern const struct option question_kinds[]; /* ended by an empty one */
const char *question_kind_label(struct text kind); /* msgid */

/* The largest number or count of characters that is accepted. */
int64_t question_most(const struct question *);
/* The next choice of the lines left, or NO_TEXT at the end. */
struct text choice_next(struct text *lines);
/* What is wrong with a typed answer (msgid), or NULL; no answer is never wrong here. */
const char *answer_problem(const struct question *, struct text value);
/* Questions that must be answered and are not; both arrays in the order of the form. */
size_t answers_lacking(const struct question *, const struct answer *, size_t n);
#endif
