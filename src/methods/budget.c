/* Budget: options, the search for the share that add1 ends at, and the account of a count. */
#include "methods/budget.h"

#include "base/check.h"
#include "methods/budget_inner.h"

static const char *const rules[] = { "equal-shares", "greedy", "phragmen" };
static const char *const utilities[] = { "cost", "cardinality", "score" };
static const char *const completions[] = { "none", "add1", "greedy", "add1-greedy" };
static const char *const orders[] = { "votes", "id" };

/* Index in n names, or n. */
static int named(struct text word, const char *const *names, int n)
{
	int i = 0;
	while (i < n && !text_is(word, names[i]))
		i++;
	return i;
}

#define BUDGET_NAMES(type, names, end)                                                       \
	const char *budget_##type##_name(enum budget_##type x)                               \
	{                                                                                    \
		check(x < (end));                                                            \
		return names[x];                                                             \
	}                                                                                    \
	bool budget_##type##_parse(struct text word, enum budget_##type *out)                \
	{                                                                                    \
		int found = named(word, names, (end));                                       \
		if (found < (end))                                                           \
			*out = (enum budget_##type)found;                                    \
		return found < (end);                                                        \
	}

BUDGET_NAMES(rule, rules, BUDGET_RULES)
BUDGET_NAMES(utility, utilities, BUDGET_UTILITIES)
BUDGET_NAMES(completion, completions, BUDGET_COMPLETIONS)
BUDGET_NAMES(order, orders, BUDGET_ORDERS)

struct budget_options budget_defaults(void)
{
	return (struct budget_options){ .rule = BUDGET_EQUAL_SHARES, .utility = BUDGET_BY_COST,
		                        .completion = BUDGET_ADD1_GREEDY, .order = BUDGET_ORDER_VOTES };
}

/* --- one play of the rule, from nothing --- */

struct play {
	const struct box *box;
	struct arena *scratch;
	struct shares *shares; /* NULL: another rule */
	wide share;
	int64_t raises;
	bool stopped;
};

static bool floors_are_missing(const struct limits *l)
{
	for (enum budget_family f = 0; f < BUDGET_FAMILIES; f++)
		if (l->reserve[f] > 0)
			return true;
	return false;
}

static void play_rule(const struct play *play, struct count *count)
{
	switch (play->box->options->rule) {
	case BUDGET_GREEDY: greedy_count(count, BUDGET_BY_RULE, play->scratch); break;
	case BUDGET_PHRAGMEN: phragmen_count(count, play->scratch); break;
	default: shares_count(play->shares, count, play->share);
	}
}

static void play_all(const struct play *play, struct count *count)
{
	const struct budget_options *options = play->box->options;
	bool then_greedy = options->rule == BUDGET_EQUAL_SHARES &&
	                   (options->completion == BUDGET_THEN_GREEDY || options->completion == BUDGET_ADD1_GREEDY);
	count_clear(count);
	play_rule(play, count);
	if (floors_are_missing(&count->limits)) {
		arena_reset(play->scratch);
		floors_count(count, play->scratch);
		limits_release(&count->limits);
		then_greedy |= options->rule == BUDGET_GREEDY;
	}
	arena_reset(play->scratch);
	if (then_greedy)
		greedy_count(count, options->rule == BUDGET_GREEDY ? BUDGET_BY_RULE : BUDGET_BY_COMPLETION, play->scratch);
}

/* --- add1 --- */

static int64_t step_of(const struct box *box)
{
	enum { UNIT = 100 };
	if (box->options->step > 0)
		return box->options->step;
	bool whole = box->input->budget % UNIT == 0;
	for (size_t rank = 0; whole && rank < box->n; rank++)
		whole = box->cost[rank] % UNIT == 0;
	return whole ? UNIT : 1;
}

static bool is_anything_open(const struct count *count)
{
	for (size_t rank = 0; rank < count->box->n; rank++)
		if (count->limits.state[rank] == LIMITS_OPEN)
			return true;
	return false;
}

/* Raises the share step by step: the last one with which the count stays within the budget. */
static void raise_share(struct play *play, struct count *count)
{
	const struct box *box = play->box;
	wide step = (wide)step_of(box) * (wide)box->input->n_voters;
	count_clear(count);
	shares_count(play->shares, count, play->share);
	while (is_anything_open(count)) {
		double done = (double)count->limits.spent / (double)box->input->budget;
		if (!progress_tell(box->options->progress, done)) {
			play->stopped = true;
			return;
		}
		count_clear(count);
		shares_count(play->shares, count, play->share + step);
		if (limits_passed(&count->limits))
			return;
		play->share += step;
		play->raises++;
	}
}

/* --- the account --- */

static void tell_funded(struct arena *arena, const struct count *count, struct budget_result *result)
{
	result->n_funded = count->bought.n;
	result->funded = arena_many(arena, struct budget_funded, count->bought.n);
	for (size_t i = 0; i < count->bought.n; i++) {
		const struct purchase *p = &count->bought.at[i];
		result->funded[i] = (struct budget_funded){ count->box->project[p->rank], p->stage,
			count->box->votes[p->rank], p->paid, p->in_full, p->the_rest };
	}
}

static void tell_unfunded(struct arena *arena, const struct count *count, struct budget_result *result)
{
	const struct limits *l = &count->limits;
	result->unfunded = arena_many(arena, struct budget_unfunded, count->box->n - count->bought.n);
	for (size_t rank = 0; rank < count->box->n; rank++) {
		if (l->state[rank] == LIMITS_BOUGHT)
			continue;
		struct budget_unfunded u = { .project = count->box->project[rank], .votes = count->box->votes[rank],
			.reason = l->state[rank], .family = l->family[rank], .because = l->because[rank],
			.enough_votes = -1 };
		if (u.reason == BUDGET_UNPAID) {
			u.enough_cost = count->distances[rank].cost;
			u.enough_votes = count->distances[rank].votes;
		}
		result->unfunded[result->n_unfunded++] = u;
	}
}

static void tell_ties(struct arena *arena, const struct count *count, struct budget_result *result)
{
	result->n_ties = count->ties.n;
	result->ties = arena_many(arena, struct budget_tie, count->ties.n);
	for (size_t i = 0; i < count->ties.n; i++) {
		const struct tie *tie = &count->ties.at[i];
		uint32_t *projects = arena_many(arena, uint32_t, tie->n);
		for (size_t k = 0; k < tie->n; k++)
			projects[k] = count->box->project[tie->ranks[k]];
		result->ties[i] = (struct budget_tie){ tie->stage, projects, tie->n };
	}
}

/* Plays twice: to know who is not funded, then to measure how far they were. */
static void play_watched(const struct play *play, struct count *count)
{
	play_all(play, count);
	for (size_t rank = 0; rank < count->box->n; rank++)
		count->wanted[rank] = count->limits.state[rank] == LIMITS_OPEN;
	count->watched = true;
	play_all(play, count);
}

bool budget_run(struct arena *arena, const struct budget_input *in, const struct budget_options *options,
                struct budget_result *result, struct error *err)
{
	ARENA_SCOPED own = arena_new();
	ARENA_SCOPED limbs = arena_new();
	ARENA_SCOPED scratch = arena_new();
	struct box box;
	if (!box_fill(own, in, options, &box, err))
		return false;
	struct count count;
	count_open(&count, own, &box);
	struct play play = { .box = &box, .scratch = scratch, .share = in->budget };
	bool equal = options->rule == BUDGET_EQUAL_SHARES;
	if (equal)
		play.shares = shares_open(own, limbs, scratch, &box);
	if (equal && (options->completion == BUDGET_ADD1 || options->completion == BUDGET_ADD1_GREEDY))
		raise_share(&play, &count);
	count.arena = arena; /* what it finds now is the result's */
	count.bought.at = NULL;
	count.bought.n = count.bought.cap = 0;
	play_watched(&play, &count);
	*result = (struct budget_result){ .options = *options, .cost = count.limits.spent, .raises = play.raises,
		                          .stopped = play.stopped };
	result->share = equal ? rational_ratio(arena, play.share, (wide)in->n_voters) : rational_of(0);
	tell_funded(arena, &count, result);
	tell_unfunded(arena, &count, result);
	tell_ties(arena, &count, result);
	satisfaction_measure(arena, in, &count.limits, result);
	return true;
}
