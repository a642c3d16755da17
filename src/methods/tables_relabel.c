/* Putting people on the points of a construction. Whoever takes which point, nobody meets twice:
 * so wishes and mixture are served first by exchanging people between points (in all rounds at
 * once) and by choosing which rounds of the construction are played when. */
#include "methods/tables_search.h"

#include <stdlib.h>
#include <string.h>

struct labels {
	const struct tables_design *design;
	uint16_t *point; /* of each person */
	uint16_t *turn;  /* which round of the design is played in each round; the others follow */
	uint16_t *hint, *order, *people, *map;
};

static struct labels labels_new(struct arena *arena, const struct tables_rules *rules, const struct tables_design *design)
{
	size_t turns = design->rounds > rules->rounds ? design->rounds : rules->rounds;
	struct labels l = { .design = design, .point = arena_many(arena, uint16_t, rules->people),
	                    .turn = arena_many(arena, uint16_t, turns), .hint = arena_many(arena, uint16_t, rules->people),
	                    .order = arena_many(arena, uint16_t, design->tables + rules->stride),
	                    .people = arena_many(arena, uint16_t, design->tables),
	                    .map = arena_many(arena, uint16_t, design->tables) };
	for (size_t i = 0; i < rules->people; i++)
		l.point[i] = (uint16_t)i;
	for (size_t r = 0; r < turns; r++)
		l.turn[r] = (uint16_t)r;
	return l;
}

/* --- a round of the design in a round of the plan --- */

static int by_size(const void *a, const void *b, void *of)
{
	const uint16_t *x = a, *y = b, *size = of;
	return size[*x] != size[*y] ? (int)size[*y] - (int)size[*x] : (int)*x - (int)*y;
}

static void sorted_by_size(uint16_t *order, size_t n, uint16_t *size)
{
	for (size_t t = 0; t < n; t++)
		order[t] = (uint16_t)t;
	qsort_r(order, n, sizeof *order, by_size, size);
}

/* The largest tables of the design are the largest of the room. Where it does not matter which
 * one is smaller, the room follows the design, so that a column that keeps its tables does. */
static bool match_tables(struct tables_state *s, size_t round, const struct labels *l)
{
	const struct tables_rules *rules = s->rules;
	size_t tables = rules->tables_n[round], common = tables < l->design->tables ? tables : l->design->tables;
	uint16_t *size = s->size + round * rules->stride, *ours = l->order, *theirs = l->order + rules->stride;
	sorted_by_size(ours, tables, size);
	sorted_by_size(theirs, l->design->tables, l->people);
	bool same = tables == l->design->tables;
	for (size_t t = 0; t < common; t++)
		same &= size[ours[t]] == l->people[theirs[t]];
	for (size_t t = 0; t < l->design->tables; t++)
		l->map[theirs[t]] = t < common ? ours[t] : TABLES_NONE;
	if (!same || !rules->may_exchange_sizes)
		return same;
	for (size_t t = 0; t < tables; t++) {
		size[t] = l->people[t];
		l->map[t] = (uint16_t)t;
	}
	return true;
}

static bool seat_turn(struct tables_run *run, size_t round, const struct labels *l)
{
	const struct tables_rules *rules = run->rules;
	const uint16_t *table = l->design->table + l->turn[round] * l->design->points;
	memset(l->people, 0, l->design->tables * sizeof *l->people);
	for (size_t i = 0; i < rules->people; i++)
		if (tables_here(rules, round, i))
			l->people[table[l->point[i]]]++;
	bool fits = match_tables(&run->now, round, l);
	for (size_t i = 0; i < rules->people; i++)
		l->hint[i] = l->map[table[l->point[i]]];
	tables_clear_round(&run->now, round);
	tables_seat_round(&run->now, round, l->hint, &run->random);
	return fits;
}

/* Where the design leaves a point at the same table in every round (the first column of a
 * transversal design), someone who keeps that table takes it. */
static bool stays_at(const struct tables_rules *rules, const struct tables_design *design, size_t point, uint16_t table)
{
	for (size_t r = 0; r < rules->rounds && r < design->rounds; r++)
		if (design->table[r * design->points + point] != table)
			return false;
	return true;
}

static void shuffle_people(struct tables_run *run, struct labels *l)
{
	const struct tables_rules *rules = run->rules;
	random_shuffle(&run->random, l->point, rules->people, sizeof *l->point);
	for (size_t i = 0; i < rules->people && rules->stay; i++) {
		uint16_t table = rules->stay[rules->past * rules->people + i];
		for (size_t j = 0; j < rules->people && table != TABLES_NONE; j++)
			if (stays_at(rules, l->design, l->point[j], table)) {
				uint16_t point = l->point[i];
				l->point[i] = l->point[j];
				l->point[j] = point;
				break;
			}
	}
}

bool tables_seat_design(struct tables_run *run, const struct tables_design *design)
{
	const struct tables_rules *rules = run->rules;
	ARENA_SCOPED arena = arena_new();
	struct labels l = labels_new(arena, rules, design);
	shuffle_people(run, &l);
	bool fits = true;
	for (size_t r = rules->past; r < rules->rounds; r++) {
		if (r < design->rounds) {
			fits &= seat_turn(run, r, &l);
			continue;
		}
		fits = false;
		tables_weigh(&run->now); /* so that those who are left know whom they have met */
		tables_clear_round(&run->now, r);
		tables_seat_round(&run->now, r, NULL, &run->random);
	}
	tables_weigh(&run->now);
	return fits;
}

/* --- exchanging --- */

static int64_t energy(struct tables_cost c)
{
	enum { BROKEN = 8 * TABLES_MILLION };
	return c.broken * BROKEN + c.imbalance;
}

/* Two people who are there in the same rounds exchange their points. */
static void try_people(struct tables_run *run, struct labels *l, int64_t temperature)
{
	struct tables_state *s = &run->now;
	const struct tables_rules *rules = run->rules;
	size_t a = random_below(&run->random, rules->people), b = random_below(&run->random, rules->people);
	if (a == b || rules->present[a] != rules->present[b])
		return;
	struct tables_cost sum = { 0 };
	for (size_t r = rules->past; r < rules->rounds; r++) {
		const uint16_t *seat = s->seat + r * rules->people;
		if (seat[a] != seat[b])
			sum = tables_sum(sum, tables_swap_rules_cost(s, r, a, b));
	}
	if (energy(sum) > tables_patience(run, temperature))
		return;
	for (size_t r = rules->past; r < rules->rounds; r++)
		if (s->seat[r * rules->people + a] != s->seat[r * rules->people + b])
			tables_swap_seats(s, r, a, b);
	uint16_t point = l->point[a];
	l->point[a] = l->point[b];
	l->point[b] = point;
	s->cost = tables_sum(s->cost, sum);
}

static void swap_turns(struct labels *l, size_t a, size_t b)
{
	uint16_t turn = l->turn[a];
	l->turn[a] = l->turn[b];
	l->turn[b] = turn;
}

/* A round takes the turn of another, or one that is not played yet. */
static void try_turn(struct tables_run *run, struct labels *l, int64_t temperature)
{
	const struct tables_rules *rules = run->rules;
	size_t round = rules->past + random_below(&run->random, rules->rounds - rules->past);
	size_t other = random_below(&run->random, l->design->rounds);
	if (round == other || other < rules->past)
		return;
	size_t rounds[] = { round, other }, n = other < rules->rounds ? 2 : 1;
	struct tables_cost before = { 0 }, after = { 0 };
	for (size_t i = 0; i < n; i++)
		before = tables_sum(before, tables_weigh_round(&run->now, rounds[i]));
	swap_turns(l, round, other);
	bool fits = true;
	for (size_t i = 0; i < n; i++) {
		fits &= seat_turn(run, rounds[i], l);
		after = tables_sum(after, tables_weigh_round(&run->now, rounds[i]));
	}
	if (fits && energy(after) - energy(before) <= tables_patience(run, temperature)) {
		run->now.cost.broken += after.broken - before.broken;
		run->now.cost.imbalance += after.imbalance - before.imbalance;
		return;
	}
	swap_turns(l, round, other);
	for (size_t i = 0; i < n; i++) {
		seat_turn(run, rounds[i], l);
		tables_weigh_round(&run->now, rounds[i]);
	}
}

static bool nothing_to_gain(const struct tables_run *run)
{
	return run->now.cost.broken <= run->bound.broken && run->now.cost.imbalance <= run->bound.imbalance;
}

bool tables_relabel(struct tables_run *run, const struct tables_design *design, int64_t moves)
{
	enum { TURN_EVERY = 64 };
	static const int64_t hot = 6 * TABLES_MILLION, cold = TABLES_MILLION / 10;
	const struct tables_rules *rules = run->rules;
	ARENA_SCOPED arena = arena_new();
	struct labels l = labels_new(arena, rules, design);
	shuffle_people(run, &l);
	for (size_t r = rules->past; r < rules->rounds; r++)
		seat_turn(run, r, &l);
	tables_weigh(&run->now);
	int64_t each = (int64_t)(rules->rounds - rules->past), tries = moves / each;
	struct tables_cooling cooling = tables_cool(tries, hot, cold);
	for (; tries > 0 && !nothing_to_gain(run) && tables_spend(run, each); tries--) {
		if (tries % TURN_EVERY == 0 && design->rounds > 1)
			try_turn(run, &l, cooling.temperature);
		else
			try_people(run, &l, cooling.temperature);
		tables_cooler(&cooling);
	}
	tables_weigh(&run->now);
	return tables_keep(run);
}
