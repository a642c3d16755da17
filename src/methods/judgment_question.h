/* Ballots on one question: yes or no with a quorum, a scale, and consent (sociocracy: Endenburg,
 * Sociocracy, 1998: a proposal stands when no reasoned objection is left). */
#ifndef CORDEE_JUDGMENT_QUESTION_H
#define CORDEE_JUDGMENT_QUESTION_H
#include "base/arena.h"
#include "base/error.h"
#include "base/time.h"

/* A share, top/bottom: "two thirds" is { 2, 3 }. Both at most 2³⁰. */
struct judgment_share {
	uint64_t top, bottom;
};

struct judgment_poll {
	uint64_t registered, yes, no, abstain;
};

struct judgment_poll_options {
	/* The least share of those registered that must take part, abstentions included: at least
	 * this. Default 0. */
	struct judgment_share quorum;
	/* The share of those who say yes or no that yes must pass: more than this (default 1/2), or
	 * with `or_equal` at least this (two thirds are usually "at least"). */
	struct judgment_share majority;
	bool or_equal;
};

enum judgment_outcome { JUDGMENT_ADOPTED, JUDGMENT_REFUSED, JUDGMENT_EVEN, JUDGMENT_NO_QUORUM };

struct judgment_poll_options judgment_poll_defaults(void);
/* As many yes as no under the default majority is told apart (JUDGMENT_EVEN): not adopted. */
bool judgment_poll(const struct judgment_poll *, const struct judgment_poll_options *, enum judgment_outcome *,
                   struct error *);
struct text judgment_poll_explain(struct arena *, enum lang, const struct judgment_poll *, enum judgment_outcome);

/* A scale or thermometer: one number a person, from low to high. */
struct judgment_scale {
	uint64_t n;
	const uint64_t *counts;           /* from low to high */
	int32_t lowest_said, highest_said;
	int32_t quarter, median, three_quarters; /* the least value that the share of 1/4… reaches */
	int64_t total;                    /* the mean is total/n */
	double spread;                    /* standard deviation, population formula */
};

enum { JUDGMENT_SCALE = 10000 };
/* A value outside [low, high], or a scale of more than JUDGMENT_SCALE steps, is an error. */
bool judgment_scale(struct arena *, const int32_t *values, size_t n, int32_t low, int32_t high,
                    struct judgment_scale *, struct error *);
struct text judgment_scale_explain(struct arena *, enum lang, const struct judgment_scale *);

/* Consent: objections by proposal, each open until it is answered to the objector's satisfaction. */
struct judgment_objection {
	size_t proposal;
	struct text why; /* an objection without a reason is none: refused */
	bool lifted;
};

struct judgment_consent {
	size_t raised, open;
	bool stands;
};

/* One result a proposal. */
bool judgment_consent(struct arena *, const struct judgment_objection *, size_t n, size_t proposals,
                      struct judgment_consent **, struct error *);
struct text judgment_consent_explain(struct arena *, enum lang, const struct judgment_consent *);
#endif
