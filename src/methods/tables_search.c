/* Annealing: a move is a swap of two people of one round, weighed in the time of two tables.
 * (Kirkpatrick, Gelatt and Vecchi, "Optimization by simulated annealing", Science 220, 1983; for
 * this problem also Dotú and Van Hentenryck, "Scheduling social golfers locally", 2005.) */
#include "methods/tables_search.h"

#include <math.h>
#include <string.h>

enum { ASK_EVERY = 4096 }; /* moves between two looks at the caller */

void tables_run_init(struct arena *arena, const struct tables_rules *rules, const struct tables_options *options,
                     struct tables_run *run)
{
	*run = (struct tables_run){ .rules = rules, .random = random_seed(options->seed), .progress = options->progress,
	                            .work = options->work, .left = options->work };
	tables_state_init(arena, rules, &run->now);
	run->best.seat = arena_many(arena, uint16_t, rules->rounds * rules->people);
	run->best.size = arena_many(arena, uint16_t, rules->rounds * rules->stride);
	for (size_t i = 0; i < TABLES_MOODS; i++)
		run->mood[i] = (int32_t)lround(-log(((double)i + 0.5) / TABLES_MOODS) * TABLES_MILLION);
}

bool tables_spend(struct tables_run *run, int64_t moves)
{
	int64_t before = run->left;
	run->left -= moves;
	if (before / ASK_EVERY != run->left / ASK_EVERY)
		run->stopped |= !progress_tell(run->progress, 1 - (double)(run->left > 0 ? run->left : 0) / (double)run->work);
	return run->left > 0 && !run->stopped;
}

bool tables_keep(struct tables_run *run)
{
	const struct tables_rules *rules = run->rules;
	if (run->any && tables_compare(run->now.cost, run->best.cost) >= 0)
		return false;
	memcpy(run->best.seat, run->now.seat, rules->rounds * rules->people * sizeof *run->best.seat);
	memcpy(run->best.size, run->now.size, rules->rounds * rules->stride * sizeof *run->best.size);
	run->best.cost = run->now.cost;
	run->any = true;
	return true;
}

void tables_recall(struct tables_run *run)
{
	const struct tables_rules *rules = run->rules;
	memcpy(run->now.size, run->best.size, rules->rounds * rules->stride * sizeof *run->best.size);
	for (size_t r = 0; r < rules->rounds; r++) {
		tables_clear_round(&run->now, r);
		tables_seat_round(&run->now, r, run->best.seat + r * rules->people, &run->random);
	}
	tables_weigh(&run->now);
}

struct tables_cooling tables_cool(int64_t moves, int64_t hot, int64_t cold)
{
	struct tables_cooling falling = { .temperature = hot };
	int64_t steps = 1;
	for (; falling.temperature > cold; steps++)
		falling.temperature -= falling.temperature / 8;
	moves = moves / steps + 1;
	return (struct tables_cooling){ hot, moves, moves };
}

/* A round to come, and two people of it at different tables. */
static bool choose(struct tables_run *run, size_t *round, size_t *a, size_t *b)
{
	enum { TRIES = 8 };
	const struct tables_rules *rules = run->rules;
	*round = rules->past + random_below(&run->random, rules->rounds - rules->past);
	const uint16_t *seat = run->now.seat + *round * rules->people;
	for (int i = 0; i < TRIES; i++) {
		*a = random_below(&run->random, rules->people);
		*b = random_below(&run->random, rules->people);
		if (seat[*a] != seat[*b] && seat[*a] != TABLES_NONE && seat[*b] != TABLES_NONE)
			return true;
	}
	return false;
}

/* A repeat is a million. What comes first weighs more, but not infinitely: a way to a better plan
 * leads through worse ones. What is kept is compared strictly. */
static int64_t energy(struct tables_cost c)
{
	enum { BROKEN = 4 * TABLES_MILLION, MIXTURE = 16, FAIRNESS = TABLES_MILLION / 2000 };
	return c.broken * BROKEN + c.repeats * TABLES_MILLION + c.imbalance / MIXTURE + c.fairness * FAIRNESS;
}

/* Sometimes, when some keep a table: the tables of a round exchange their numbers. */
static void try_exchange(struct tables_run *run, int64_t temperature)
{
	enum { EVERY = 16 };
	const struct tables_rules *rules = run->rules;
	if (!rules->stay || random_below(&run->random, EVERY) > 0)
		return;
	size_t round = rules->past + random_below(&run->random, rules->rounds - rules->past);
	if (rules->tables_n[round] < 2)
		return;
	size_t one = random_below(&run->random, rules->tables_n[round]), other = random_below(&run->random, rules->tables_n[round]);
	if (!tables_may_exchange(&run->now, round, one, other))
		return;
	struct tables_cost change = { .broken = tables_exchange_broken(&run->now, round, one, other) };
	if (energy(change) <= tables_patience(run, temperature))
		tables_exchange(&run->now, round, one, other, change.broken);
}

static void try_swap(struct tables_run *run, int64_t temperature)
{
	size_t round, a, b;
	if (!choose(run, &round, &a, &b))
		return;
	struct tables_cost change = tables_swap_cost(&run->now, round, a, b);
	int64_t allowed = tables_patience(run, temperature);
	if (energy(change) > allowed)
		return;
	change.fairness = tables_swap_fairness(&run->now, round, a, b);
	if (energy(change) <= allowed)
		tables_swap(&run->now, round, a, b, change);
}

void tables_anneal(struct tables_run *run, int64_t moves, int64_t hot, int64_t cold)
{
	struct tables_cooling cooling = tables_cool(moves, hot, cold);
	for (; moves > 0 && tables_spend(run, 1); moves--) {
		try_swap(run, cooling.temperature);
		try_exchange(run, cooling.temperature);
		tables_cooler(&cooling);
		if (tables_compare(run->now.cost, run->best.cost) < 0) {
			tables_keep(run);
			if (tables_done(run))
				return;
		}
	}
}

static bool never_worse(struct tables_cost change)
{
	return change.broken < 0 || (change.broken == 0 && change.repeats <= 0);
}

static void try_polish(struct tables_run *run, int64_t temperature)
{
	enum { FAIRNESS = TABLES_MILLION / 64 };
	size_t round, a, b;
	if (!choose(run, &round, &a, &b))
		return;
	struct tables_cost change = tables_swap_cost(&run->now, round, a, b);
	if (!never_worse(change))
		return;
	change.fairness = tables_swap_fairness(&run->now, round, a, b);
	bool better = change.broken < 0 || change.repeats < 0;
	if (better || change.imbalance + change.fairness * FAIRNESS <= tables_patience(run, temperature))
		tables_swap(&run->now, round, a, b, change);
}

void tables_polish(struct tables_run *run, int64_t moves)
{
	static const int64_t hot = TABLES_MILLION, cold = TABLES_MILLION / 500;
	struct tables_cooling cooling = tables_cool(moves, hot, cold);
	for (; moves > 0 && tables_spend(run, 1); moves--) {
		try_polish(run, cooling.temperature);
		tables_cooler(&cooling);
		if (tables_compare(run->now.cost, run->best.cost) < 0) {
			tables_keep(run);
			if (tables_done(run))
				return;
		}
	}
}
