/* Annealing: a move is a swap of two people of one round, weighed in the time of two tables.
 * (Kirkpatrick, Gelatt and Vecchi, "Optimization by simulated annealing", Science 220, 1983; for
 * this problem also Dotú and Van Hentenryck, "Scheduling social golfers locally", 2005.) */
#include "methods/tables_search.h"

#include <math.h>
#include <string.h>

enum { ASK_EVERY = 4096 }; /* moves between two looks at the caller */

/* More than a wish can cost in repeats: those who must always be together repeat up to
 * (r − 1)² − (r − 2)² in the last of r rounds. */
static int64_t weight_of_wishes(const struct tables_rules *rules)
{
	int64_t least = 4, together = 0;
	for (uint32_t i = 0; i < rules->first[rules->people]; i++)
		if (rules->neighbour[i].together)
			together = 2 * (int64_t)rules->rounds;
	return (together > least ? together : least) * TABLES_MILLION;
}

void tables_run_init(struct arena *arena, const struct tables_rules *rules, const struct tables_options *options,
                     struct tables_run *run)
{
	*run = (struct tables_run){ .rules = rules, .random = random_seed(options->seed), .progress = options->progress,
	                            .work = options->work, .left = options->work, .broken = weight_of_wishes(rules) };
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
static int64_t energy(const struct tables_run *run, struct tables_cost c)
{
	enum { MIXTURE = 16, FAIRNESS = TABLES_MILLION / 2000 };
	return c.broken * run->broken + c.repeats * TABLES_MILLION + c.imbalance / MIXTURE + c.fairness * FAIRNESS;
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
	if (energy(run, change) <= tables_patience(run, temperature))
		tables_exchange(&run->now, round, one, other, change.broken);
}

/* --- people who belong together move together --- */

enum { PARTY = 8 };

static bool has(const uint16_t *party, size_t n, uint16_t person)
{
	while (n-- > 0)
		if (party[n] == person)
			return true;
	return false;
}

/* Someone, and those at their table with whom they must be, and so on: how many. */
static size_t party_of(const struct tables_run *run, size_t round, size_t person, uint16_t party[PARTY])
{
	const struct tables_rules *rules = run->rules;
	const uint16_t *seat = run->now.seat + round * rules->people;
	size_t n = 0;
	party[n++] = (uint16_t)person;
	for (size_t at = 0; at < n; at++)
		for (uint32_t i = rules->first[party[at]]; i < rules->first[party[at] + 1] && n < PARTY; i++) {
			const struct tables_neighbour *other = &rules->neighbour[i];
			if (other->together >> round & 1 && seat[other->other] == seat[person] && !has(party, n, (uint16_t)other->other))
				party[n++] = (uint16_t)other->other;
		}
	return n;
}

/* Others of the table join, until there are as many as in the other party. */
static bool fill_party(struct tables_run *run, size_t round, uint16_t *party, size_t n, size_t wanted)
{
	const struct tables_state *s = &run->now;
	size_t at = round * run->rules->stride + s->seat[round * run->rules->people + party[0]];
	if (wanted > s->filled[at])
		return false;
	size_t from = random_below(&run->random, s->filled[at]);
	for (size_t i = 0; n < wanted; i++) {
		uint16_t person = s->member[at * run->rules->width + (from + i) % s->filled[at]];
		if (!has(party, n, person))
			party[n++] = person;
	}
	return true;
}

static struct tables_cost swap_parties(struct tables_run *run, size_t round, const uint16_t *a, const uint16_t *b, size_t n)
{
	struct tables_cost sum = { 0 };
	for (size_t i = 0; i < n; i++) {
		struct tables_cost change = tables_swap_cost(&run->now, round, a[i], b[i]);
		change.fairness = tables_swap_fairness(&run->now, round, a[i], b[i]);
		tables_swap(&run->now, round, a[i], b[i], change);
		sum = tables_sum(sum, change);
	}
	return sum;
}

/* The parties of two people exchange tables; one by one they would leave each other first. True
 * when there was a party to move. */
static bool try_parties(struct tables_run *run, size_t round, size_t one, size_t other, int64_t temperature)
{
	uint16_t a[PARTY], b[PARTY];
	size_t a_n = party_of(run, round, one, a), b_n = party_of(run, round, other, b), n = a_n > b_n ? a_n : b_n;
	if (n == 1 || !fill_party(run, round, a, a_n, n) || !fill_party(run, round, b, b_n, n))
		return false;
	struct tables_cost change = swap_parties(run, round, a, b, n);
	if (energy(run, change) > tables_patience(run, temperature))
		swap_parties(run, round, b, a, n);
	return true;
}

static bool moves_parties(struct tables_run *run)
{
	return run->rules->first[run->rules->people] > 0 && random_below(&run->random, 2) == 0;
}

static void try_swap(struct tables_run *run, int64_t temperature)
{
	size_t round, a, b;
	if (!choose(run, &round, &a, &b))
		return;
	if (moves_parties(run) && try_parties(run, round, a, b, temperature))
		return;
	struct tables_cost change = tables_swap_cost(&run->now, round, a, b);
	int64_t allowed = tables_patience(run, temperature);
	if (energy(run, change) > allowed)
		return;
	change.fairness = tables_swap_fairness(&run->now, round, a, b);
	if (energy(run, change) <= allowed)
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
