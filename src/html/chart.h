/* Charts: the arithmetic behind the pictures of parts.html. Inner to html/. */
#ifndef CORDEE_CHART_H
#define CORDEE_CHART_H
#include "html/parts.h"

/* A bar has its label above it: one step of the picture, in its own units (600 wide). */
enum { BAR_STEP = 44, BAR_LABEL = 14, BAR_TOP = 20, BAR_GAP = 8, BAR_LONGEST = 540, BAR_LETTERS = 80 };

int64_t bars_most(const struct bar *, size_t n);
int64_t bar_width(int64_t value, int64_t most);
/* The picture in words, for those who do not see it: the table behind says the rest. */
struct text bars_words(struct page *, struct text title, const struct bar *, size_t n);
#endif
