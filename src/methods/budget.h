/* Budget: which projects a participatory budget funds, by three rules, in exact arithmetic, and
 * why each was funded or not.
 *
 * Equal shares: Peters, Pierczyński, Skowron, "Proportional Participatory Budgeting with Additive
 * Utilities", NeurIPS 2021. Each of n voters has budget / n. For a project c, ρ(c) is the smallest
 * ρ with Σ min(left_i, ρ·u_i(c)) = cost(c) over its supporters; those they cannot pay for are set
 * aside; the project of the smallest ρ is funded, its supporters pay, and so on. Completions:
 * Faliszewski et al., "Participatory Budgeting: Data, Tools, and Analysis", IJCAI 2023.
 * Phragmén: the sequential rule as in Los, Christoff, Grossi, "Proportional Budget Allocations:
 * Towards a Systematization", IJCAI 2022. Greedy: by utility per cost, skipping what does not fit.
 *
 * Money is in whole cents (or the currency's hundredth); nothing is rounded in a decision. The
 * same ballots in any order, and the same projects in any order, give the same result. */
#ifndef CORDEE_BUDGET_H
#define CORDEE_BUDGET_H
#include "base/error.h"
#include "base/translate.h"
#include "methods/progress.h"
#include "methods/rational.h"

enum { BUDGET_NONE = UINT32_MAX };
/* Bounds that keep sums of products within 128 bits; larger input is refused. */
#define BUDGET_MONEY_MAX INT64_C(10000000000000)
enum { BUDGET_VOTERS_MAX = 10000000, BUDGET_POINTS_MAX = 100000, BUDGET_PROJECTS_MAX = 100000 };

enum budget_family { BUDGET_CATEGORY, BUDGET_DISTRICT, BUDGET_FAMILIES };

/* One category or one district. While projects of its own can still use it, `floor` of the budget
 * is kept for them; no project of it is funded that would take it over `ceiling`. */
struct budget_class {
	struct text name;
	int64_t floor;
	int64_t ceiling; /* BUDGET_MONEY_MAX: none */
};

struct budget_project {
	struct text id, name;
	int64_t cost;                        /* from 1 cent */
	uint32_t class_of[BUDGET_FAMILIES];  /* index in families, or BUDGET_NONE */
};

/* At most one of these is funded. */
struct budget_exclusion {
	const uint32_t *projects;
	size_t n;
};

struct budget_input {
	int64_t budget;
	const struct budget_project *projects;
	size_t n_projects;
	struct {
		const struct budget_class *at;
		size_t n;
	} families[BUDGET_FAMILIES];
	const struct budget_exclusion *exclusions;
	size_t n_exclusions;
	/* The ballot of voter i: choices[from[i]] to choices[from[i + 1]] - 1, projects without
	 * repetition, in any order; points beside them, from 1 (NULL: 1 for each). */
	size_t n_voters;
	const size_t *from;
	const uint32_t *choices;
	const uint32_t *points;
	/* Where voters live: index in the district family, or BUDGET_NONE; NULL when unknown. */
	const uint32_t *voter_district;
};

enum budget_rule { BUDGET_EQUAL_SHARES, BUDGET_GREEDY, BUDGET_PHRAGMEN, BUDGET_RULES };
/* What a funded project is worth to its supporter: its cost, one, or the points given to it. */
enum budget_utility { BUDGET_BY_COST, BUDGET_BY_NUMBER, BUDGET_BY_SCORE, BUDGET_UTILITIES };
/* What becomes of money that equal shares leave. add1: everyone's share is raised step by step
 * and the count done again, as long as the true budget is not passed. */
enum budget_completion { BUDGET_AS_IS, BUDGET_ADD1, BUDGET_THEN_GREEDY, BUDGET_ADD1_GREEDY, BUDGET_COMPLETIONS };
/* The published order by which ties are decided: more votes, then lower cost, then earlier id;
 * or the earlier id alone. Numbers inside ids count as numbers: "9" is earlier than "10". */
enum budget_order { BUDGET_ORDER_VOTES, BUDGET_ORDER_ID, BUDGET_ORDERS };

const char *budget_rule_name(enum budget_rule);             /* "equal-shares" "greedy" "phragmen" */
const char *budget_utility_name(enum budget_utility);       /* "cost" "cardinality" "score" */
const char *budget_completion_name(enum budget_completion); /* "none" "add1" "greedy" "add1-greedy" */
const char *budget_order_name(enum budget_order);           /* "votes" "id" */
bool budget_rule_parse(struct text, enum budget_rule *);
bool budget_utility_parse(struct text, enum budget_utility *);
bool budget_completion_parse(struct text, enum budget_completion *);
bool budget_order_parse(struct text, enum budget_order *);

struct budget_options {
	enum budget_rule rule;
	enum budget_utility utility;
	enum budget_completion completion; /* of equal shares */
	enum budget_order order;
	int64_t min_votes; /* projects with fewer are set aside before the count */
	/* add1: cents by which a share is raised each time; 0: one whole unit of the currency when
	 * every amount is in whole units, otherwise one cent. */
	int64_t step;
	const struct progress *progress;
};

/* Equal shares by cost, add1 then greedy, ties by votes. */
struct budget_options budget_defaults(void);

enum budget_stage { BUDGET_BY_RULE, BUDGET_BY_COMPLETION, BUDGET_BY_FLOOR };

struct budget_funded {
	uint32_t project; /* index in the input */
	enum budget_stage stage;
	int64_t votes;
	/* Equal shares: what a supporter paid, in cents (by score: for each point), and how many
	 * supporters gave that and how many the rest of their share, which was less. Phragmén:
	 * what each voter had received by then. Zero in the other stages. */
	struct rational paid;
	int64_t in_full, the_rest;
};

enum budget_reason {
	BUDGET_UNPAID,   /* its supporters could not pay it, or others came first and left no room */
	BUDGET_FEW,      /* fewer votes than the minimum */
	BUDGET_EXCLUDED, /* excludes, or is excluded by, project `because` */
	BUDGET_CEILING,  /* class `because` of `family` would pass its ceiling */
	BUDGET_RESERVED, /* what remained was kept for a floor of `family` */
};

struct budget_unfunded {
	uint32_t project;
	int64_t votes;
	enum budget_reason reason;
	enum budget_family family;
	uint32_t because;
	/* All else equal, the largest cost at which it would have been funded; 0: at none. And how
	 * many more supporters would have been enough, who approve it alone and have the same share
	 * as everyone (by score: who give it the most points that anyone gave); -1: no number. For
	 * equal shares with add1, with the share at which the count ended. UNPAID only. */
	int64_t enough_cost, enough_votes;
};

struct budget_tie {
	enum budget_stage stage;
	const uint32_t *projects; /* in the published order: the first was taken */
	size_t n;
};

/* Of the budget, by the class of the projects; of the voters, by where they live. */
struct budget_class_share {
	int64_t spent, votes, projects, funded, missing; /* missing: of the floor */
	int64_t voters, with_one;                        /* districts, when known */
};

/* Money spent on what each voter approved: the least, the tenths, the most, in cents. */
enum { BUDGET_TENTHS = 11, BUDGET_COUNTS = 6 };

struct budget_satisfaction {
	int64_t voters;                    /* who approved at least one project */
	int64_t with_one;                  /* voters with at least one of theirs funded */
	int64_t by_count[BUDGET_COUNTS];   /* voters with 0, 1, 2, 3, 4, 5 or more funded */
	int64_t tenths[BUDGET_TENTHS];
	int64_t mean;
};

struct budget_result {
	struct budget_options options;
	struct budget_funded *funded;     /* in the order of purchase */
	size_t n_funded;
	struct budget_unfunded *unfunded; /* in the published order */
	size_t n_unfunded;
	struct budget_tie *ties;
	size_t n_ties;
	int64_t cost;                     /* of all that is funded */
	struct rational share;            /* equal shares: each voter's, at the end, in cents */
	int64_t raises;                   /* how many times add1 raised it */
	bool stopped;                     /* the progress callback ended it early */
	struct budget_satisfaction satisfaction;
	struct budget_class_share *classes[BUDGET_FAMILIES];
};

bool budget_run(struct arena *, const struct budget_input *, const struct budget_options *,
                struct budget_result *, struct error *);
/* For people: what was decided and how to read it, a line each; amounts without the currency's
 * name, which `currency` gives ("€", or NO_TEXT). */
struct text budget_explain(struct arena *, enum lang, const struct budget_input *, const struct budget_result *,
                           struct text currency);
/* Why this one: a sentence, for funded[i] and unfunded[i]. */
struct text budget_explain_funded(struct arena *, enum lang, const struct budget_input *,
                                  const struct budget_result *, size_t i, struct text currency);
struct text budget_explain_unfunded(struct arena *, enum lang, const struct budget_input *,
                                    const struct budget_result *, size_t i, struct text currency);
/* 1 234 567 € / €1,234,567 and cents when there are some. */
struct text budget_money(struct arena *, enum lang, int64_t cents, struct text currency);
#endif
