/* Inner to methods/budget*.c: the ballot box as the rules see it, the limits they respect, and
 * what a count leaves behind. Here projects are named by rank: their place in the published
 * order, so that a tie is won by the least. */
#ifndef CORDEE_BUDGET_INNER_H
#define CORDEE_BUDGET_INNER_H
#include "base/list.h"
#include "methods/budget.h"
#include "methods/budget_ledger.h"

struct box_entry {
	uint32_t at;     /* in a ballot: the rank of a project; among supporters: a group */
	uint32_t points;
};

/* Voters with identical ballots are one weighted voter, a group: they always have the same money. */
struct box {
	const struct budget_input *input;
	const struct budget_options *options;
	size_t n, n_groups;
	uint32_t *project;              /* rank → index in the input */
	uint32_t *rank;                 /* and back */
	int64_t *cost, *votes, *score;  /* by rank; the score is the sum of points */
	uint32_t *weight;               /* voters of a group */
	size_t *ballot_from;            /* n_groups + 1 */
	struct box_entry *ballots;
	size_t *support_from;           /* n + 1 */
	struct box_entry *supporters;
	uint32_t most_points;           /* that anyone gave */
};

/* False with the fault when the input cannot be counted. */
bool box_fill(struct arena *, const struct budget_input *, const struct budget_options *, struct box *,
              struct error *);
/* What one supporter gets from the project, for the order by utility per cost: 1, or its cost. */
int64_t box_unit(const struct box *, uint32_t rank);
/* Whether a project with these votes and this cost would come before `other` in the published
 * order, the id being that of `rank`. */
bool box_before(const struct box *, uint32_t rank, int64_t votes, int64_t cost, uint32_t other);

/* What has been spent, and what may still be. */
struct limits {
	const struct box *box;
	int64_t spent;
	int64_t *class_spent[BUDGET_FAMILIES];
	int64_t reserve[BUDGET_FAMILIES];    /* of the floors: what is still missing, in all */
	uint8_t *state;                      /* by rank: LIMITS_OPEN, LIMITS_BOUGHT, or a budget_reason */
	uint32_t *because;                   /* and what it names */
	uint8_t *family;
};

enum { LIMITS_OPEN = BUDGET_UNPAID, LIMITS_BOUGHT = 100 };

void limits_open(struct limits *, struct arena *, const struct box *);
void limits_clear(struct limits *);
/* Whether the project may be funded now, as far as exclusions, ceilings and floors go; when not,
 * it never may again in this count, and the reason is noted. */
bool limits_allow(struct limits *, uint32_t rank);
void limits_spend(struct limits *, uint32_t rank);
/* The largest cost at which this project could be funded now, the budget included. */
int64_t limits_room(const struct limits *, uint32_t rank);
static inline int64_t limits_left(const struct limits *l) { return l->box->input->budget - l->spent; }
/* Whether what is spent leaves too little for the floors, or passes the budget. */
bool limits_passed(const struct limits *);
int64_t limits_missing(const struct limits *, enum budget_family, uint32_t class);
/* Money that was kept for floors which nothing can reach is free again, for everyone. */
void limits_release(struct limits *);

struct purchase {
	uint32_t rank;
	enum budget_stage stage;
	struct rational paid;
	int64_t in_full, the_rest;
};

/* One tie, as ranks in ascending order. */
struct tie {
	enum budget_stage stage;
	const uint32_t *ranks;
	size_t n;
};

/* How far a project that is not funded was from it. */
struct distance {
	int64_t cost, votes; /* as in struct budget_unfunded */
};

/* A count in progress: purchases so far. With `watched`, ties are listed and distances of the
 * projects that are `wanted` are reckoned; without, the count is for its outcome alone. */
struct count {
	struct arena *arena;
	const struct box *box;
	struct limits limits;
	LIST(struct purchase) bought;
	LIST(struct tie) ties;
	bool watched;
	bool *wanted;               /* by rank */
	struct distance *distances; /* by rank */
};

void count_open(struct count *, struct arena *, const struct box *);
void count_clear(struct count *);
void count_buy(struct count *, struct purchase);
/* Notes a tie of `n` ranks, unless it is what is left of the one before. */
void count_tie(struct count *, enum budget_stage, const uint32_t *ranks, size_t n);
/* Nearer than what was known before? */
void distance_cost(struct distance *, int64_t cost);
void distance_votes(struct distance *, int64_t votes);

/* The rules. Each goes on from what the count already bought. */
void greedy_count(struct count *, enum budget_stage, struct arena *scratch);
void floors_count(struct count *, struct arena *scratch);
void phragmen_count(struct count *, struct arena *scratch);

/* Equal shares: a count can be done again with another share. */
struct shares;
struct shares *shares_open(struct arena *, struct arena *limbs, struct arena *scratch, const struct box *);
/* Everyone's share, in n-ths of a cent. */
void shares_count(struct shares *, struct count *, wide share);

void satisfaction_measure(struct arena *, const struct budget_input *, const struct limits *,
                          struct budget_result *);
#endif
