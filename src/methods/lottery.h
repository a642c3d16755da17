/* Lottery: who is drawn when there are more people than seats, each with as equal a chance as
 * the quotas allow.
 *
 * Leximin (Flanigan, Gölz, Gupta, Hennig, Procaccia, "Fair algorithms for selecting citizens'
 * assemblies", Nature 596, 2021): among all lotteries over the sets that meet the quotas
 * (panels), the one whose smallest chance is largest, then the next smallest, and so on. Maximin
 * stops after the smallest. Stratified is what many do by hand, for comparison: again and again
 * someone drawn from the value that is most urgent; its chances are those seen in the draws made.
 *
 * How leximin is found: first over mixtures of panels that need not be whole, which is one small
 * linear program a level and an upper bound; then that vector of chances is taken apart into
 * panels by Wolfe's algorithm for the nearest point of a polytope, an integer program giving each
 * panel. When it can be, it is the optimum, proven by the bound. When it cannot, the program of
 * the paper is run (column generation level by level, each level proven), from the panels found.
 *
 * The lottery one can watch (Flanigan, Kehne, Procaccia, "Fair sortition made transparent",
 * NeurIPS 2021): a numbered list of panels, each as likely: draw a number before everyone. */
#ifndef CORDEE_LOTTERY_H
#define CORDEE_LOTTERY_H
#include "methods/progress.h"
#include "methods/quota.h"

enum lottery_rule { LOTTERY_LEXIMIN, LOTTERY_MAXIMIN, LOTTERY_STRATIFIED };

enum { LOTTERY_PANELS_MOST = 1000000 };

struct lottery_options {
	enum lottery_rule rule;  /* leximin */
	size_t panels;           /* in the list: 1,000, so that three digits draw one */
	int64_t steps;           /* of the simplex method at most; 0, the default: no limit */
	uint64_t seed;           /* of the stratified rule: 0 */
	const struct progress *progress; /* or NULL */
};

struct lottery_options lottery_defaults(void);

struct lottery_panel {
	const size_t *people; /* in the order of their names */
	size_t n;
};

struct lottery_list {
	const struct lottery_panel *panels; /* numbered from 0, in the order of the names in them */
	size_t n;
	const double *chances;              /* of each person: panels with them / n */
	double moved;                       /* no chance differs by more from that of the method */
};

struct lottery_result {
	const double *chances; /* of each person, in the order of the input */
	double least;          /* the smallest of them */
	double bound;          /* proven: no lottery has a larger smallest chance (1 for stratified) */
	bool proven;           /* the chances are those of the rule, but for the shortfall */
	double shortfall;      /* no chance is below that of the rule by more (below bound, unless proven) */
	size_t levels;         /* of different chances that the rule fixed one after the other */
	const size_t *excluded; /* who is in no panel, whatever the lottery: in the order of names */
	size_t excluded_n;
	size_t kinds;          /* of people, whom quotas cannot tell apart */
	size_t portfolio;      /* different panels over kinds in the lottery */
	int64_t steps;         /* of the simplex method that it took */
	struct lottery_list list;
};

/* Quotas that no set meets are an error here (ERROR_RULE): ask quota_judge first. Stopped by
 * its progress or its steps, it gives the best lottery so far, not proven. */
bool lottery_find(struct arena *, const struct quota_pool *, const struct lottery_options *, struct lottery_result *,
                  struct error *);
struct text lottery_explain(struct arena *, enum lang, const struct quota_input *, const struct lottery_options *,
                            const struct lottery_result *);

/* The list as it is published: a line a panel, its number, then its people, separated by tabs. */
struct text lottery_list_text(struct arena *, const struct text *people, const struct lottery_list *);

/* BLAKE2b (RFC 7693) of 256 bits: `b2sum -l 256` gives the same. */
struct text lottery_hash(struct arena *, struct text);
/* A number below n drawn by agreed randomness (a public draw, a seed in digits): the hash of
 * "RANDOMNESS LF HASH-OF-THE-LIST LF", read as a number in base 256, modulo n. Whoever publishes the
 * list before the randomness is known cannot choose; n ≤ 2^32 makes the favour to the first
 * numbers less than 2^-224. */
size_t lottery_draw(struct text randomness, struct text list_hash, size_t n);
#endif
