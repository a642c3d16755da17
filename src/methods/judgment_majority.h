/* Majority judgment: Balinski and Laraki, "A theory of measuring, electing, and ranking", PNAS
 * 104 (2007), and Majority Judgment (MIT Press, 2011). Voters give every option a grade in
 * words. An option's majority grade is the lower median of its grades; between equal ones, a
 * ballot of the majority grade is set aside from each and the medians are compared again, until
 * they differ (2011, chapter 1: the majority value). That is done here on the counts, in one
 * walk over the grades (see the source), exact at any number of voters. */
#ifndef CORDEE_JUDGMENT_MAJORITY_H
#define CORDEE_JUDGMENT_MAJORITY_H
#include "methods/judgment.h"

enum { JUDGMENT_GRADES = 64 };

struct judgment_majority_options {
	/* The words, worst first; a ballot says the index of one. Seven of ours by default. */
	const struct text *grades;
	size_t grades_n;
	/* A ballot that says nothing of an option: false (default), it gives it the worst grade;
	 * true, it is left out, and the option is judged on the grades that it has. Options with
	 * different numbers of grades are compared as shares of voters: each grade counted as many
	 * times as it takes to have as many of both. One that nobody graded comes last. */
	bool leave_out;
	struct judgment_ending ending;
};

struct judgment_merit {
	const uint64_t *counts; /* by grade, worst first, abstentions included where they count */
	uint64_t graded, nothing;
	size_t majority;        /* the majority grade; 0 when nobody graded it */
	uint64_t above, below;  /* grades better and worse than it: the majority gauge */
};

struct judgment_majority {
	struct judgment_order order;
	const struct judgment_merit *merits; /* by option */
	const struct text *grades;
	size_t grades_n;
	uint64_t voters;
	bool leave_out;
};

/* The seven words, worst first, in the language of the reader. */
const struct text *judgment_majority_words(struct arena *, enum lang, size_t *n);
/* The lower median, published order. */
struct judgment_majority_options judgment_majority_defaults(struct arena *, enum lang);
bool judgment_majority(struct arena *, const struct judgment_ballots *, const struct judgment_majority_options *,
                       struct judgment_majority *, struct error *);

/* <0 when a is better, 0 when no number of removals separates them. *removed: how many ballots
 * of each were set aside before they differed (with different numbers of grades: of the larger
 * electorate that holds a whole number of each). */
int judgment_majority_compare(const struct judgment_merit *a, const struct judgment_merit *b, size_t grades,
                              uint64_t *removed);
struct text judgment_majority_explain(struct arena *, enum lang, const struct judgment_ballots *,
                                      const struct judgment_majority *);
#endif
