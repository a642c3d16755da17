/* Equal shares while they are counted: what each voter has left, and what each project would
 * cost its supporters. Inner to budget_shares.c (rounds), budget_quote.c (prices) and
 * budget_distance.c (how far the others were).
 *
 * Money is in n-ths of a cent, n being the number of voters, so that the first share is a whole
 * number. Everyone's exact money is share - Σ points·v_k over what they bought (the ledger holds
 * v_k), or zero once they gave all they had left; doubles beside it, within a known error,
 * decide whatever is clear, and exact sums what is not. */
#ifndef CORDEE_BUDGET_SHARES_H
#define CORDEE_BUDGET_SHARES_H
#include "methods/budget_heap.h"
#include "methods/budget_inner.h"

/* What a project asks of its supporters: `pay` for each point, or all they have left. */
struct quote {
	double low, high;   /* of ρ: pay by unit of utility */
	double pay, margin; /* pay, and money per point, are this near to the truth */
	uint64_t rich;      /* points of those who pay in full */
	bool plain;         /* all pay in full: pay = cost / rich */
	bool exact;         /* sum and rich are the truth: pay = sum / (D·rich) */
	struct big sum;     /* in the scratch of the round */
};

struct supporters {
	struct box_entry *at; /* in an order that changes: those with money first */
	size_t all, n;        /* n: those with money */
};

struct shares {
	const struct box *box;
	struct arena *scratch;    /* of one round */
	struct ledger ledger;
	struct heap heap;         /* by the lower bound of ρ, which never falls */
	wide share;
	double error;             /* of any voter's money */
	double *left;             /* by group; 0 only when it is so exactly */
	struct box_entry *paid;   /* beside box->ballots: purchases paid in full, with how many points */
	uint32_t *paid_n;         /* by group */
	struct supporters *supporters;
	struct quote *quotes;     /* by rank, of this round */
	uint32_t *quoted;         /* the round of that */
	double *pay_floor;        /* what it asked when last reckoned: it never asks less */
	struct heap_item *first;  /* the queue as it is before anyone pays */
	size_t first_n;
	uint64_t *coefficients;   /* by purchase, zero between uses */
	uint32_t *contenders;
};

/* Reckons what the project asks now; false when its supporters cannot pay it. */
bool quote_make(struct shares *, uint32_t rank, struct quote *);
/* Makes the quote exact; false when, exactly, its supporters cannot pay it. */
bool quote_settle(struct shares *, uint32_t rank, struct quote *);
/* Order of ρ, exact. */
int quote_compare(struct shares *, uint32_t a, uint32_t b);
/* Order of a group's money and points·num / (D·den), exact. */
int money_against(struct shares *, uint32_t group, uint32_t points, struct big num, struct big den);
/* (constant - the money of these groups, weighted)·D */
struct big beyond_money(struct shares *, wide constant, const struct box_entry *groups, size_t n);
/* Cost in n-ths of a cent. */
wide shares_cost(const struct shares *, int64_t cents);

/* Distances of the projects wanted: before `taken` is bought, whose quote is exact; or at the
 * end (NULL), when nobody can pay for any of them. */
void shares_measure(struct shares *, struct count *, uint32_t taken, const struct quote *);
#endif
