/* Standing: where each application is after the readings, and what the quotas make of it.
 * Pure: structs in, structs out. Means are kept as fractions of whole numbers and compared
 * exactly; they are rounded only when written for people. */
#ifndef CORDEE_STANDING_H
#define CORDEE_STANDING_H
#include "selection/selection.h"

/* The sum of some marks and how many they are; the mean is sum / n. */
struct score {
	int64_t sum, n;
};
/* Above 0 when a is better. Without marks is below every mark. */
int score_compare(struct score a, struct score b);
/* On 20, rounded to the hundredth: "16,67", "17"; no text without marks. */
struct text score_text(struct arena *, enum lang, struct score);

/* What one juror gave to one application. */
struct reading {
	int64_t application, juror, sum, n;
};

struct standing {
	int64_t application, territory, elected, staff;
	struct text number, name, kind, departement;
	struct text outcome;          /* chosen so far; none: not yet */
	int64_t rank;
	int64_t readings, recusals;
	struct score score, low, high; /* of all marks; of the hardest and the kindest reading */
};

/* Adds the readings up into the standings. */
void standings_score(struct standing *, size_t n, const struct reading *, size_t n_readings);
/* By mean, the best first; equal means by name. */
void standings_order(struct standing *, size_t n);

/* Numbers the waiting list 1, 2, 3…: by the ranks given (0 last), equal ones as ordered. */
void waiting_number(struct arena *, struct standing *, size_t n);

/* Fills the choice, on ordered standings: for each kind its seats to the best means; then
 * `waiting` on the waiting list; the others refused. Those whom equal means leave on both
 * sides of the last seat of their kind, and those whom nobody has read, are not chosen: the
 * jury says. With quotas by kind alone no set that meets them has a greater sum of means. */
void proposal_make(struct standing *, size_t n, const struct quota *, size_t n_quotas, int64_t waiting);

/* Seats taken against seats there are; kinds without a quota follow, with 0 seats. */
struct seats {
	struct text kind;
	int64_t taken, seats;
};
struct rows seats_count(struct arena *, const struct standing *, size_t n, const struct quota *, size_t n_quotas);

/* How many of each outcome. */
struct tally {
	int64_t selected, waiting, refused, open; /* open: not chosen yet */
};
struct tally tally_of(const struct standing *, size_t n);

/* Equal means that the choice had to tell apart: some of one kind were kept and others not, or
 * the waiting list ranks one before another or stops between them. names: "Arques, Vimy". */
struct tie {
	struct text kind;             /* of the seats; none: the waiting list, or where it stops */
	struct text names;
	struct score score;
};
struct rows ties_find(struct arena *, const struct standing *, size_t n);
#endif
