/* Tables: who sits with whom, round after round, so that people meet as many others as they can.
 *
 * What is minimised, the first before the second and so on (struct tables_cost):
 *   1. wishes that are not kept (together, apart, places that stay, least and most of a kind);
 *   2. Σ over pairs of people of (meetings − 1)², for those who meet more than once;
 *   3. imbalance: for each table and each value of a feature to mix, (people with it − what the
 *      table would hold if the room's mixture were the table's)²;
 *   4. fairness: Σ over people of (others − others met)², so that nobody is left far behind.
 * A construction of combinatorial design theory is the start where one fits (tables_design.h),
 * then simulated annealing works under the real wishes (tables_search.h). Lower bounds come with
 * the answer (tables_bound.h), so that a gap is seen, never hidden.
 *
 * Pure: the same input, options and seed give the same plan, whatever the order of the people.
 * The clock is the caller's: `work` bounds the search, and progress can stop it at any time;
 * the best plan so far is the answer. */
#ifndef CORDEE_TABLES_H
#define CORDEE_TABLES_H
#include "base/arena.h"
#include "base/error.h"
#include "base/translate.h"
#include "methods/progress.h"

/* Rounds are bits of a set: bit r is round r, from 0. */
typedef uint64_t tables_rounds;

enum { TABLES_PEOPLE_MAX = 2000, TABLES_ROUNDS_MAX = 60, TABLES_SEATS_MAX = 200 };
/* No table, no value, no limit. */
enum { TABLES_NONE = UINT16_MAX };
#define TABLES_ALWAYS (((tables_rounds)1 << TABLES_ROUNDS_MAX) - 1)

/* Two people at one table in the rounds of `together`, never at one in those of `apart`. */
struct tables_pair {
	uint32_t a, b;
	tables_rounds together, apart;
};

/* A column about people: role, kind of territory… */
struct tables_feature {
	struct text name;
	const uint16_t *value; /* of each person, below values_n; TABLES_NONE: unknown */
	size_t values_n;
	const struct text *values; /* names, values_n; only for words */
	bool mix; /* to be spread evenly */
};

/* At each table, at least and at most so many people with a value. */
struct tables_limit {
	size_t feature, value;
	uint16_t least, most; /* most: TABLES_NONE for no limit */
	tables_rounds rounds;
};

/* Someone who keeps one table, as the host of a world café does. */
struct tables_stay {
	uint32_t person;
	uint16_t table; /* from 0; TABLES_NONE: any, a different one for each who stays if possible */
	tables_rounds rounds;
};

struct tables_input {
	size_t people_n, rounds_n;
	/* Distinct; they alone decide the order in which people are looked at. NULL: by index. */
	const struct text *ids;
	const tables_rounds *present; /* of each person; NULL: always */

	/* Either seats at each table (tables_n > 0, in every round; fewer people leave seats empty,
	 * evenly), or tables of `least` to `most`. least 0: `most`, or fewer if it must be. */
	const uint16_t *seats;
	size_t tables_n;
	uint16_t least, most;

	const struct tables_pair *pairs;
	size_t pairs_n;
	const struct tables_feature *features;
	size_t features_n;
	const struct tables_limit *limits;
	size_t limits_n;
	const struct tables_stay *stays;
	size_t stays_n;

	/* An earlier plan, rounds_n × people_n tables (TABLES_NONE: not seated or not known), or
	 * NULL. Its first past_n rounds are over and kept as they were; the others are where the
	 * search starts, so that a plan changes little when someone arrives or leaves. */
	const uint16_t *earlier;
	size_t past_n;
};

struct tables_options {
	uint64_t seed;
	int64_t work; /* moves weighed, at most; about ten million a second at tables of five */
	const struct progress *progress;
};
struct tables_options tables_defaults(void); /* seed 1, 20 million moves */

struct tables_cost {
	int64_t broken;    /* wishes not kept, each time one is not */
	int64_t repeats;   /* Σ (meetings − 1)² */
	int64_t imbalance; /* in millionths of a person squared */
	int64_t fairness;
};

struct tables_table {
	uint32_t *people; /* by their ids */
	size_t n;
};

struct tables_round {
	struct tables_table *tables;
	size_t n;
};

/* How the best plan was found. */
enum tables_method { TABLES_SEARCH, TABLES_POLYGON, TABLES_TRANSVERSAL, TABLES_KIRKMAN, TABLES_CYCLIC, TABLES_EARLIER };

struct tables_result {
	const struct tables_round *rounds;
	size_t rounds_n;
	const uint16_t *seat; /* rounds_n × people_n: whose table, TABLES_NONE: absent */
	struct tables_cost cost;
	/* No plan has less; repeats: no plan that keeps the wishes, when this one keeps them. */
	struct tables_cost bound;
	size_t pairs_met, pairs; /* pairs of people who meet, and all that there are */
	size_t fewest, most;     /* others met by the one who met fewest, and most */
	enum tables_method method; /* where the plan started from */
	bool searched, stopped;    /* changed by the search since; stopped by the caller */
	int64_t work;
};

/* False (ERROR_RULE) when the room cannot be divided as asked: `err` says why; ERROR_INPUT when
 * the input is out of its bounds. */
bool tables_plan(struct arena *, const struct tables_input *, const struct tables_options *,
                 struct tables_result *, struct error *);

/* A wish that the plan does not keep, in one round. */
struct tables_fault {
	enum tables_fault_kind { TABLES_NOT_TOGETHER, TABLES_NOT_APART, TABLES_NOT_STAYED, TABLES_TOO_FEW, TABLES_TOO_MANY } kind;
	size_t round, table;
	uint32_t a, b;         /* people; a alone for NOT_STAYED */
	size_t feature, value; /* of TOO_FEW and TOO_MANY */
	size_t n;              /* how many are missing, or too many */
};
struct tables_fault *tables_faults(struct arena *, const struct tables_input *, const struct tables_result *, size_t *n);

/* The cost of any plan, from the definitions above: rounds_n × people_n tables. */
struct tables_cost tables_cost_of(const struct tables_input *, const uint16_t *seat);

/* What was found, how far it is from the best there can be, and why, for people. */
struct text tables_explain(struct arena *, enum lang, const struct tables_input *, const struct tables_result *);
#endif
