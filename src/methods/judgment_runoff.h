/* Instant run-off (alternative vote): each ballot counts for the best-ranked option that it has
 * left; the option with the fewest goes out, until one is left. For those who must: it can drop
 * the option that would win every duel (docs say so). Ballots say ranks, 1 for the best, no two
 * equal; they may leave options without a rank, and are exhausted once all they ranked are out.
 * The rule is that of Robert's Rules of Order (12th edition, 2020, §45:62, preferential voting),
 * one elimination a round; a tie for the fewest ends by the ending: the last in its order goes out. */
#ifndef CORDEE_JUDGMENT_RUNOFF_H
#define CORDEE_JUDGMENT_RUNOFF_H
#include "methods/judgment.h"

struct judgment_round {
	const uint64_t *counts; /* by option; 0 for those that are out */
	uint64_t exhausted;
	size_t out;             /* the option that leaves after this round; in the last, the winner */
};

struct judgment_runoff {
	struct judgment_order order; /* the last to go out comes first */
	const struct judgment_round *rounds; /* one an option */
	size_t rounds_n;
	size_t majority_round; /* from 1: the first where one has more than half of what counts; 0: none */
	uint64_t voters;
};

bool judgment_runoff(struct arena *, const struct judgment_ballots *, struct judgment_ending,
                     struct judgment_runoff *, struct error *);
struct text judgment_runoff_explain(struct arena *, enum lang, const struct judgment_ballots *,
                                    const struct judgment_runoff *);
#endif
