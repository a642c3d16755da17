/* Rules that add up what ballots give: approval (0 or 1), score (0 to a maximum) and dots (so
 * many to spread). Means are exact fractions; the spread comes from exact sums. */
#ifndef CORDEE_JUDGMENT_SUM_H
#define CORDEE_JUDGMENT_SUM_H
#include "methods/judgment.h"

struct judgment_sum_options {
	/* What one ballot may give one option: 0 to highest (approval: 1). */
	int32_t highest;
	/* What one ballot must give in all. Approval: how many options at least and at most; dots:
	 * how many dots. Defaults: from 0, and no maximum. A ballot outside is an error. */
	uint64_t least, most;
	/* A ballot that says nothing of an option: true, its mean is over the others (score);
	 * false, it gives 0 (approval, dots). */
	bool leave_out;
	/* Ranks by the mean (score) or by the total (approval, dots). */
	bool by_mean;
	struct judgment_ending ending;
};

struct judgment_total {
	uint64_t total, given;  /* the sum, and over how many ballots */
	uint64_t top, bottom;   /* the mean as a fraction in lowest terms; bottom 0: nobody */
	double spread;          /* standard deviation over those ballots, population formula */
	const uint64_t *counts; /* ballots for each mark, 0 to highest */
	uint64_t nothing;
};

struct judgment_sum {
	struct judgment_order order;
	const struct judgment_total *totals; /* by option */
	uint64_t voters;
	int32_t highest;
	bool by_mean;
};

enum { JUDGMENT_MARKS = 10000 };
struct judgment_sum_options judgment_approval_defaults(void);
/* From 0 to highest, at most JUDGMENT_MARKS. */
struct judgment_sum_options judgment_score_defaults(int32_t highest);
/* At most `dots` in all, at most `each` on one option. */
struct judgment_sum_options judgment_dots_defaults(int32_t dots, int32_t each);
bool judgment_sum(struct arena *, const struct judgment_ballots *, const struct judgment_sum_options *,
                  struct judgment_sum *, struct error *);
struct text judgment_sum_explain(struct arena *, enum lang, const struct judgment_ballots *, const struct judgment_sum *);
#endif
