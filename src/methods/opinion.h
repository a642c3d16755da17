/* Opinion map: people agree (+1), disagree (−1) or pass (0) on short statements; who thinks
 * alike, what divides, and what brings together. Two modes share this header.
 *
 * OPINION_COMPAT reproduces Polis from final votes, so that its users can check us: Small,
 * Björkegren, Erkkilä, Shaw and Megill, "Polis: Scaling Deliberation by Mapping High Dimensional
 * Opinion Spaces", Recerca 26(2), 2021, and the published behaviour of its engine.
 *
 * OPINION_CORDEE, the default, mends what is known to be wrong with it: a low-rank model of the
 * votes that were cast, in place of filling the others with means; groups shown only when chance
 * alone does not explain them and when they come back in samples of the people; rankings with
 * intervals and controlled false discoveries; no count of fewer than five people.
 *
 * Pure: the same votes, people and statements in any order give the same bytes. */
#ifndef CORDEE_OPINION_H
#define CORDEE_OPINION_H
#include "base/error.h"
#include "base/translate.h"
#include "methods/progress.h"

enum opinion_mode { OPINION_CORDEE, OPINION_COMPAT };

enum {
	OPINION_NONE = -1,     /* in no group, no base */
	OPINION_AXES = 2,      /* of a map */
	OPINION_CELL = 5,      /* people: a smaller count is not told (cordee) */
	OPINION_GROUPS_MOST = 8,
	OPINION_VOTES_LEAST = 7, /* to be grouped: Polis' rule, kept */
};

struct opinion_vote {
	uint32_t person, statement; /* places in the two arrays of the input */
	int8_t value;               /* +1, 0 or −1 */
};

struct opinion_statement {
	int64_t id;
	bool out, meta;     /* moderated out; about the conversation itself */
	bool seed;          /* written by the organisers */
	uint32_t important; /* how many people marked it "important to me" */
};

/* All arrays are the caller's and are only read. Ids are unique, in any order. */
struct opinion_input {
	size_t people_n, statements_n, votes_n;
	const int64_t *people;
	const struct opinion_statement *statements;
	const struct opinion_vote *votes;
	const int64_t *
		order; /* of each vote: the latest on a statement counts. NULL: no vote is repeated */
	const int64_t *
		first; /* of each person's first vote: the seeds of compat's base clusters. NULL: by id */
	const int64_t *
		groups; /* of each person, OPINION_NONE or the given group's id. NULL: to be found */
	const bool *grouped;   /* of each person: is to be grouped. NULL: those who voted enough */
	const int64_t *
		bases; /* of each person, compat: OPINION_NONE or the base cluster's id. NULL: to be found */
};

struct opinion_result;

struct opinion_options {
	enum opinion_mode mode;
	uint64_t seed;          /* of restarts and samples (cordee): 1 */
	size_t samples;         /* bootstrap samples: 16 */
	size_t group_least;     /* people in a group: 5 … */
	double group_share;     /* … and this share of the grouped: 0.03 */
	/* Of every group, 0 to 1: 0.75, and where no number of groups reaches it, 0.6 (Hennig 2007:
	 * "valid, stable" and, below, "should not be trusted"). */
	double stability_wanted, stability_least;
	double discovery_rate;  /* share of false discoveries among those told: 0.05 */
	uint32_t exposure_least;/* votes that each statement is to get before others matter: 10 */
	/* An earlier result of the same conversation (cordee): axes keep their directions and groups
	 * their ids. NULL: none. */
	const struct opinion_result *previous;
	/* With `previous`: go on from its model, number of groups and stability, to show one more
	 * vote at once. What it skips is the search for groups, which the next whole map redoes. */
	bool refresh;
	const struct progress *progress; /* NULL: nobody listens */
};
struct opinion_options opinion_defaults(void);

struct opinion_point { double x, y; };
struct opinion_place { double x, y, extremity; }; /* of a statement; extremity is its norm */

/* Of some people on one statement; passes are seen − agree − disagree. */
struct opinion_cell { uint32_t agree, disagree, seen; };

/* A statement for which a group, or everybody, stands out on one side. */
struct opinion_claim {
	uint32_t statement; /* place in statement_ids */
	bool agree;         /* side */
	bool best;          /* compat: the best agree of its group */
	uint32_t success, trials;
	double p_success, p_test;      /* share with +1/+2, z against one half */
	double repness, repness_test;  /* ratio of shares to the others', z of the difference */
	/* cordee: difference of shares with the others and its 95 % interval, chance of as large a
	 * z when there is none (one-sided), and the same after Benjamini and Hochberg. */
	double effect, low, high, p_value, q_value;
};
struct opinion_claims { size_t n; const struct opinion_claim *at; };

/* A statement in a ranking of cordee. */
struct opinion_ranked {
	uint32_t statement;
	double value, low, high, p_value, q_value; /* 95 % interval; as for a claim */
	bool significant;
};
struct opinion_ranking { size_t n; const struct opinion_ranked *at; };

struct opinion_group {
	int64_t id;
	size_t size;
	const uint32_t *members; /* places in people_ids, ascending */
	double stability; /* cordee: mean of the best Jaccard similarity over samples, 0 to 1 */
};

/* Where a statement stands in routing, and why (opinion_routing.c). */
enum opinion_stage { OPINION_STAGE_SEED, OPINION_STAGE_NEW, OPINION_STAGE_OPEN, OPINION_STAGE_OUT };
struct opinion_route {
	enum opinion_stage stage;
	double weight; /* the priority */
	double share; /* of the weights of its stage: its chance, for someone who has voted on none */
};

/* Everything is the arena's. People and statements are in ascending order of their ids. */
struct opinion_result {
	enum opinion_mode mode;
	size_t people_n, statements_n, votes_n;
	const int64_t *people_ids, *statement_ids;
	const uint32_t *votes_of; /* how many votes each person cast */
	const double *center;                 /* per statement */
	const double *components[OPINION_AXES]; /* per statement, unit length */
	const struct opinion_point *projection; /* per person */
	const double *blur;  /* cordee, per person: standard deviation of the place, in its units */
	const struct opinion_place *places;     /* per statement */

	bool clear;        /* groups are told. cordee: false is "no clear groups" and k = 0 */
	int64_t k;
	double silhouette; /* mean over base centres (compat), over people of a sample (cordee) */
	const struct opinion_group *groups; /* k of them */
	const int32_t *group_of;            /* per person: place in groups, or OPINION_NONE */
	const double *
		confidence; /* cordee, per person: chance of belonging to its group; 0 without one */
	double stability;         /* cordee: the least of the groups' */
	double signal,
		noise; /* cordee: strength of the first axis, and what chance alone would give */
	size_t axes;              /* cordee: axes stronger than chance */

	const struct opinion_cell *cells; /* k × statements_n, over the grouped */
	const struct opinion_cell *total; /* per statement, over all */
	const struct opinion_claims *representative; /* per group */
	struct opinion_claims majority_agree, majority_disagree;
	const double
		*group_informed; /* per statement; NAN (cordee): fewer than five people saw it */
	const double *priority;       /* per statement */
	const struct opinion_route *routes; /* per statement */
	struct opinion_ranking bridging, divisive, uncertain; /* cordee */

	const struct opinion_model *model; /* cordee: for a refresh */
};

/* False with `error` when there is nothing to map (no vote at all), or when the caller's progress
 * said to stop. */
bool opinion_map(struct arena *, const struct opinion_input *, const struct opinion_options *,
                 struct opinion_result *, struct error *);

/* A count that may be told: none, or at least OPINION_CELL people (cordee; compat tells all). */
bool opinion_may_tell(const struct opinion_result *, uint32_t count);

/* The statement to show next to someone, or OPINION_NONE: drawn from the first stage that still has
 * statements they have not voted on, by weight. `voted` is per statement, in the order of the result;
 * `unit` is drawn from [0, 1); `visit` counts what was shown in this visit, `visit_most` ends it. */
int64_t opinion_next(const struct opinion_result *, const bool *voted, double unit, size_t visit,
                     size_t visit_most);

/* "A", "B"… for groups that were found; the given id otherwise. */
struct text opinion_group_name(struct arena *, const struct opinion_result *, size_t group);

/* The map in a few plain sentences. `titles`: the words of each statement, in the order of the
 * result; NULL: ids. */
struct text opinion_explain(struct arena *, enum lang, const struct opinion_result *,
                            const struct text *titles);
#endif
