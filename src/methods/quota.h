/* Quota: people, their features, and how many of each value a set of them may hold. What the
 * methods of selection share: the input, its check, people whom quotas cannot tell apart grouped
 * into kinds, and, when no set meets the quotas, which ones contradict each other and the
 * smallest change that would do.
 *
 * Two people with the same value of each feature are of one kind: exchanging them in a set keeps
 * its quotas. People who must be together are one unit, in or out; units made of the same values
 * are of one kind. A unit that must be apart from another is a kind of its own. All counts over
 * people become counts over kinds, hundreds of times fewer, and no answer depends on the order in
 * which people, features or values came: everything inside is in the order of names. */
#ifndef CORDEE_QUOTA_H
#define CORDEE_QUOTA_H
#include "base/arena.h"
#include "base/error.h"
#include "base/translate.h"

enum {
	QUOTA_PEOPLE_MOST = 100000,
	QUOTA_FEATURES_MOST = 64,
	QUOTA_VALUES_MOST = 4096, /* of all features together */
	QUOTA_PAIRS_MOST = 100000,
};

/* In a set, between least and most people have this value. */
struct quota_value {
	struct text name;
	int64_t least, most;
};

struct quota_feature {
	struct text name;
	const struct quota_value *values;
	size_t values_n;
};

struct quota_pair {
	size_t one, other; /* people */
	bool together;     /* both or neither; else: not both */
};

struct quota_input {
	const struct text *people; /* names, each different */
	size_t people_n;
	const struct quota_feature *features; /* names each different, and each feature's values */
	size_t features_n;
	const uint16_t *values; /* people_n × features_n: the value of person p for feature f is
	                           features[f].values[values[p * features_n + f]] */
	const struct quota_pair *pairs;
	size_t pairs_n;
	int64_t least, most; /* size of the set */
};


struct quota_term {
	size_t kind;
	int64_t count; /* of people with the value in one unit */
};

/* Of a set, least <= sum of count × units of the kind <= most. */
struct quota_row {
	const struct quota_term *terms;
	size_t terms_n;
	int64_t least, most;
	size_t feature, value; /* of the input; QUOTA_NO_FEATURE for its size and for pairs apart */
	bool size;
};
#define QUOTA_NO_FEATURE SIZE_MAX

struct quota_kind {
	size_t first; /* its people are order[first], …: unit after unit */
	size_t units;
	size_t size;  /* people in a unit */
};

struct quota_pool {
	const struct quota_input *input;
	const size_t *order; /* people, kind after kind */
	const struct quota_kind *kinds;
	size_t kinds_n;
	const struct quota_row *rows; /* size, features in the order of names, pairs apart */
	size_t rows_n;
};

/* NULL, with a message, when the input is not what is said above, or wants people both together
 * and apart. Contradictory quotas are well formed: see quota_judge. The input must outlive the
 * pool. */
struct quota_pool *quota_pool(struct arena *, const struct quota_input *, struct error *);
/* Whether `units` of each kind meet every row: in whole numbers. */
bool quota_met(const struct quota_pool *, const int64_t *units);

/* One bound to change. */
struct quota_change {
	size_t feature, value; /* QUOTA_NO_FEATURE: the size of the set */
	bool most;
	int64_t from, to;
};

struct quota_verdict {
	bool feasible;
	/* When not: bounds that no set meets together, though it would without any one of them… */
	const struct quota_change *conflict; /* from = to */
	size_t conflict_n;
	/* …and the changes of smallest total that let a set exist; sizes change only when no change
	 * of quotas would do. */
	const struct quota_change *changes;
	size_t changes_n;
	int64_t total;
};

bool quota_judge(struct arena *, const struct quota_pool *, struct quota_verdict *, struct error *);
/* A sentence for each of the two, or that sets exist. */
struct text quota_explain(struct arena *, enum lang, const struct quota_input *, const struct quota_verdict *);
/* "au moins 4 « 65+ » (âge)" */
struct text quota_bound_words(struct arena *, enum lang, const struct quota_input *, const struct quota_change *);
#endif
