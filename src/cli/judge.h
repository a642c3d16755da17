/* A judged election, whatever its rule: what judge.c computes and the report, the JSON and the
 * picture show. Inner to cli/. */
#ifndef CORDEE_CLI_JUDGE_H
#define CORDEE_CLI_JUDGE_H
#include "cli/cli.h"
#include "cli/judge_read.h"
#include "methods/judgment_majority.h"
#include "methods/judgment_runoff.h"
#include "methods/judgment_schulze.h"
#include "methods/judgment_sum.h"

enum judge_rule { JUDGE_MAJORITY, JUDGE_SCHULZE, JUDGE_IRV, JUDGE_APPROVALS, JUDGE_SCORE };

struct judged {
	enum judge_rule rule;
	struct judgment_ballots ballots;
	const struct judgment_order *order; /* of the one that was computed: */
	struct judgment_majority majority;
	struct judgment_schulze schulze;
	struct judgment_runoff runoff;
	struct judgment_sum sum;
	uint64_t voters;
	struct text explanation;
};

const char *judge_rule_name(enum judge_rule);
void judge_report(struct cli *, const struct judged *);
bool judge_json(struct cli *, const struct judged *);
bool judge_picture(struct cli *, const struct judged *);
/* "12,3 %": so many of so many. */
struct text judge_percent(struct arena *, enum lang, uint64_t part, uint64_t whole);
/* A mean with two decimals, or "—" when nobody gave a mark. */
struct text judge_mean(struct arena *, enum lang, const struct judgment_total *);
#endif
