/* Greedy: by utility per cost, skipping what no longer fits; also what completes another rule,
 * and what serves floors that the rule left unserved. */
#include "methods/budget_inner.h"

/* Total utility per cost, as a fraction. By cost it is the number of votes: each supporter gains
 * what the project costs. */
struct value {
	int64_t num, den;
};

/* A project on its way to the till, as it is or as it might have been. */
struct runner {
	struct value value;
	int64_t votes, cost;
	uint32_t rank;
};

static struct runner runner_of(const struct box *box, uint32_t rank, int64_t cost, int64_t more)
{
	struct runner r = { .votes = box->votes[rank] + more, .cost = cost, .rank = rank };
	switch (box->options->utility) {
	case BUDGET_BY_NUMBER: r.value = (struct value){ r.votes, cost }; break;
	case BUDGET_BY_SCORE: r.value = (struct value){ box->score[rank] + more * box->most_points, cost }; break;
	default: r.value = (struct value){ r.votes, 1 };
	}
	return r;
}

static int compare_values(struct value a, struct value b)
{
	wide x = (wide)a.num * b.den, y = (wide)b.num * a.den;
	return (x > y) - (x < y);
}

static int compare_runners(const void *left, const void *right)
{
	const struct runner *a = left, *b = right;
	int order = compare_values(b->value, a->value);
	return order ? order : (a->rank > b->rank) - (a->rank < b->rank);
}

/* --- how far the others were --- */

static bool leads(const struct box *box, struct runner as_if, const struct runner *taken)
{
	int order = compare_values(as_if.value, taken->value);
	return order > 0 || (order == 0 && box_before(box, as_if.rank, as_if.votes, as_if.cost, taken->rank));
}

/* The largest cost at which `rank` would have been taken instead. It is where its value, or its
 * place in the published order, stops being better: one of a few. */
static int64_t leading_cost(const struct box *box, uint32_t rank, int64_t room, const struct runner *taken)
{
	struct value one = runner_of(box, rank, 1, 0).value;
	wide most = (wide)one.num * taken->value.den / taken->value.num;
	int64_t equal = most < room ? (int64_t)most : room, best = 0;
	const int64_t tries[] = { room, equal, equal - 1, taken->cost, taken->cost - 1 };
	for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
		int64_t cost = tries[i] < room ? tries[i] : room;
		if (cost > best && leads(box, runner_of(box, rank, cost, 0), taken))
			best = cost;
	}
	return best;
}

/* The fewest more votes with which it would have been taken instead: they make it equal, or one
 * more makes it better. */
static int64_t leading_votes(const struct box *box, uint32_t rank, const struct runner *taken)
{
	struct value now = runner_of(box, rank, box->cost[rank], 0).value;
	int64_t each = box->options->utility == BUDGET_BY_SCORE ? box->most_points : 1;
	wide need = (wide)taken->value.num * now.den - (wide)now.num * taken->value.den;
	wide step = (wide)taken->value.den * each, more = need > 0 ? (need + step - 1) / step : 1;
	more = more < 1 ? 1 : more;
	return (int64_t)more + !leads(box, runner_of(box, rank, box->cost[rank], (int64_t)more), taken);
}

static void measure_others(struct count *count, const struct runner *taken)
{
	for (uint32_t rank = 0; rank < count->box->n; rank++) {
		int64_t room = limits_room(&count->limits, rank);
		if (!count->wanted[rank] || room < 1)
			continue;
		distance_cost(&count->distances[rank], leading_cost(count->box, rank, room, taken));
		if (count->box->cost[rank] <= room)
			distance_votes(&count->distances[rank], leading_votes(count->box, rank, taken));
	}
}

/* When all are served, what is wanted would be funded at any cost that fits. */
static void measure_rest(struct count *count)
{
	for (uint32_t rank = 0; rank < count->box->n; rank++)
		if (count->wanted[rank])
			distance_cost(&count->distances[rank], limits_room(&count->limits, rank));
}

/* --- the rule --- */

static bool fits(struct count *count, uint32_t rank)
{
	return count->box->cost[rank] <= limits_left(&count->limits) && limits_allow(&count->limits, rank);
}

/* Those that fit and are worth as much as the first of the n. */
static void note_tie(struct count *count, enum budget_stage stage, struct arena *scratch,
                     const struct runner *runners, size_t n)
{
	uint32_t *ranks = arena_many(scratch, uint32_t, n);
	size_t ties = 0;
	for (size_t i = 0; i < n && compare_values(runners[i].value, runners[0].value) == 0; i++)
		if (fits(count, runners[i].rank))
			ranks[ties++] = runners[i].rank;
	count_tie(count, stage, ranks, ties);
}

static struct runner *line_up(const struct count *count, struct arena *scratch, size_t *n)
{
	struct runner *runners = arena_many(scratch, struct runner, count->box->n);
	*n = 0;
	for (uint32_t rank = 0; rank < count->box->n; rank++)
		if (count->limits.state[rank] == LIMITS_OPEN)
			runners[(*n)++] = runner_of(count->box, rank, count->box->cost[rank], 0);
	qsort(runners, *n, sizeof *runners, compare_runners);
	return runners;
}

void greedy_count(struct count *count, enum budget_stage stage, struct arena *scratch)
{
	size_t n;
	struct runner *runners = line_up(count, scratch, &n);
	for (size_t i = 0; i < n; i++) {
		if (!fits(count, runners[i].rank))
			continue;
		if (count->watched) {
			note_tie(count, stage, scratch, runners + i, n - i);
			measure_others(count, &runners[i]);
		}
		count_buy(count, (struct purchase){ .rank = runners[i].rank, .stage = stage });
	}
	if (count->watched)
		measure_rest(count);
}

static bool serves_floor(const struct count *count, uint32_t rank)
{
	const struct box *box = count->box;
	for (enum budget_family f = 0; f < BUDGET_FAMILIES; f++) {
		uint32_t class = box->input->projects[box->project[rank]].class_of[f];
		if (class != BUDGET_NONE && limits_missing(&count->limits, f, class) > 0)
			return true;
	}
	return false;
}

void floors_count(struct count *count, struct arena *scratch)
{
	size_t n;
	struct runner *runners = line_up(count, scratch, &n);
	for (size_t i = 0; i < n; i++)
		if (serves_floor(count, runners[i].rank) && fits(count, runners[i].rank))
			count_buy(count, (struct purchase){ .rank = runners[i].rank, .stage = BUDGET_BY_FLOOR });
}
