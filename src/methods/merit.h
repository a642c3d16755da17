/* Merit under quotas: of all sets that meet the quotas, one whose scores add up to most. Scores
 * are whole numbers, made from exact averages or medians of jurors, so that equal is equal. The
 * result says what a jury asks next: who comes in when someone withdraws, whether other sets are
 * worth as much, and how far each application is from changing sides. */
#ifndef CORDEE_MERIT_H
#define CORDEE_MERIT_H
#include "methods/progress.h"
#include "methods/quota.h"

enum {
	MERIT_SCORE_MOST = 1000000, /* either way: sums stay exact in the solver's numbers */
	MERIT_PEOPLE_MOST = 5000,
	MERIT_TIES = 20,
};

struct merit_options {
	size_t ties;             /* other optimal sets listed at most: MERIT_TIES */
	int64_t steps;           /* of the simplex method, for each question: 0, no limit */
	const struct progress *progress; /* or NULL */
};

struct merit_options merit_defaults(void);

/* If someone chosen withdraws: who takes their place, all others staying; and the best set
 * without them, when all may be chosen anew. Ties go to the first name. */
struct merit_withdrawal {
	size_t person;
	bool replaced;            /* someone can take their place alone… */
	size_t by;                /* …this one… */
	size_t others;            /* …or as many others with the same score */
	bool again;               /* there is a set without them… */
	int64_t score;            /* …worth this */
	const size_t *in, *out;   /* …who would come in, and who would leave beside them */
	size_t in_n, out_n;
};

struct merit_set {
	const size_t *in, *out; /* what differs from the set chosen; in the order of names */
	size_t in_n, out_n;
};

enum merit_standing { MERIT_MOVES, MERIT_NEVER, MERIT_ALWAYS };

/* Points that this person's own score must lose (who is chosen) or gain (who is not) to be level
 * with a set on the other side; one more and they change sides. 0: a tie. NEVER: in no set that
 * meets the quotas; ALWAYS: in each. */
struct merit_margin {
	size_t person;
	bool chosen;
	enum merit_standing standing;
	int64_t points;
};

struct merit_result {
	const size_t *chosen; /* in the order of names */
	size_t chosen_n;
	int64_t score;
	bool complete;        /* every question below has its answer; else it was stopped */
	const struct merit_withdrawal *waiting; /* one for each chosen, in their order */
	size_t waiting_n;
	const struct merit_set *ties;
	size_t ties_n;
	bool more_ties;       /* there are more than were asked for */
	const struct merit_margin *margins; /* one a person, in the order of names */
	size_t margins_n;
};

/* scores: one a person. Quotas that no set meets are an error (ERROR_RULE): ask quota_judge. */
bool merit_choose(struct arena *, const struct quota_pool *, const int64_t *scores, const struct merit_options *,
                  struct merit_result *, struct error *);
struct text merit_explain(struct arena *, enum lang, const struct quota_input *, const struct merit_result *);
#endif
