/* Lower bounds. Repeats, by the better of two arguments:
 *   each person must share a table with so many others in all (the smallest tables' sizes), and
 *     spreads them as thinly as the pairs allow: half the sum over people, because a repeat is
 *     counted by both;
 *   people of one table come from at most as many tables of another round as it had (pigeonhole),
 *     so that any two rounds have some pairs in common; (m − 1)² ≥ m(m − 1)/2 for whole m ≥ 1. */
#include "methods/tables_bound.h"

#include <string.h>

static size_t smallest_table(const struct tables_rules *rules, size_t round)
{
	size_t least = TABLES_SEATS_MAX;
	for (size_t t = 0; t < rules->tables_n[round]; t++) {
		size_t size = rules->size[round * rules->stride + t];
		if (size > 0 && size < least) /* an empty table seats nobody */
			least = size;
	}
	return least;
}

static size_t largest_table(const struct tables_rules *rules, size_t round)
{
	size_t most = 0;
	for (size_t t = 0; t < rules->tables_n[round]; t++)
		if (rules->size[round * rules->stride + t] > most)
			most = rules->size[round * rules->stride + t];
	return most;
}

/* Pairs who sit together in a round, counted from both sides. */
static int64_t meetings_of(const struct tables_rules *rules, size_t round)
{
	int64_t sum = 0;
	for (size_t t = 0; t < rules->tables_n[round]; t++) {
		int64_t size = rules->size[round * rules->stride + t];
		sum += size * (size - (size > 0));
	}
	return sum;
}

static size_t rounds_in(tables_rounds set)
{
	return (size_t)__builtin_popcountll(set);
}

/* --- repeats, person by person --- */

/* Meetings of one person with each other person: now, and how many more there can be. */
struct reach {
	uint16_t *meetings, *room;
	int64_t to_come; /* seats beside them still to be shared out */
};

static void apply_wishes(const struct tables_rules *rules, size_t person, tables_rounds future, struct reach *reach)
{
	for (uint32_t i = rules->first[person]; i < rules->first[person + 1]; i++) {
		const struct tables_neighbour *n = &rules->neighbour[i];
		tables_rounds both = rules->present[person] & rules->present[n->other] & future;
		size_t together = rounds_in(n->together & both), apart = rounds_in(n->apart & both);
		uint16_t *room = &reach->room[n->other];
		if (together > *room || apart > *room - together)
			continue; /* wishes said twice, or against each other: no use here */
		*room = (uint16_t)(*room - together - apart);
		reach->meetings[n->other] = (uint16_t)(reach->meetings[n->other] + together);
		reach->to_come -= (int64_t)together;
	}
}

static void reach_of(const struct tables_state *s, size_t person, bool kept, struct reach *reach)
{
	const struct tables_rules *rules = s->rules;
	tables_rounds future = ~(((tables_rounds)1 << rules->past) - 1) & rules->present[person];
	reach->to_come = 0;
	for (size_t r = rules->past; r < rules->rounds; r++)
		if (tables_here(rules, r, person))
			reach->to_come += (int64_t)smallest_table(rules, r) - 1;
	for (size_t j = 0; j < rules->people; j++) {
		reach->meetings[j] = s->meetings[person * rules->people + j];
		reach->room[j] = (uint16_t)(j == person ? 0 : rounds_in(future & rules->present[j]));
	}
	if (kept)
		apply_wishes(rules, person, future, reach);
}

/* The meetings to come go to those met least, level by level: the cost is convex. */
static int64_t spread_thinly(size_t people, struct reach *reach)
{
	for (uint16_t level = 0; reach->to_come > 0 && level <= TABLES_ROUNDS_MAX * 2; level++)
		for (size_t j = 0; j < people && reach->to_come > 0; j++)
			if (reach->meetings[j] == level && reach->room[j] > 0) {
				reach->meetings[j]++;
				reach->room[j]--;
				reach->to_come--;
			}
	int64_t sum = 0;
	for (size_t j = 0; j < people; j++) {
		int64_t m = reach->meetings[j];
		sum += m > 1 ? (m - 1) * (m - 1) : 0;
	}
	return sum;
}

static int64_t repeats_by_person(struct arena *arena, const struct tables_state *s, bool kept)
{
	size_t people = s->rules->people;
	struct reach reach = { arena_many(arena, uint16_t, people), arena_many(arena, uint16_t, people), 0 };
	int64_t twice = 0;
	for (size_t i = 0; i < people; i++) {
		reach_of(s, i, kept, &reach);
		twice += spread_thinly(people, &reach);
	}
	return (twice + 1) / 2;
}

/* --- repeats, round by round --- */

static int64_t pairs_of(int64_t n)
{
	return n * (n - 1) / 2;
}

/* Pairs that a round has in common with another, where everyone of the first was. */
static int64_t common_pairs(const struct tables_rules *rules, size_t round, size_t other)
{
	int64_t sum = 0, bins = rules->tables_n[other];
	for (size_t i = 0; i < rules->people; i++)
		if (tables_here(rules, round, i) && !tables_here(rules, other, i))
			return 0;
	for (size_t t = 0; t < rules->tables_n[round]; t++) {
		int64_t size = rules->size[round * rules->stride + t], each = bins ? size / bins : 0, more = bins ? size % bins : 0;
		sum += more * pairs_of(each + 1) + (bins - more) * pairs_of(each);
	}
	return sum;
}

static int64_t repeats_by_rounds(const struct tables_state *s)
{
	const struct tables_rules *rules = s->rules;
	int64_t sum = 0;
	for (size_t i = 0; i < rules->people; i++)
		for (size_t j = 0; j < i; j++)
			sum += pairs_of(s->meetings[i * rules->people + j]);
	for (size_t r = rules->past; r < rules->rounds; r++)
		for (size_t other = 0; other < r; other++) {
			int64_t one = common_pairs(rules, r, other), two = common_pairs(rules, other, r);
			sum += one > two ? one : two;
		}
	return sum;
}

/* --- broken wishes --- */

static size_t people_with(const struct tables_rules *rules, size_t round, size_t value)
{
	size_t n = 0;
	for (size_t i = 0; i < rules->people; i++)
		for (size_t f = 0; f < rules->features; f++)
			n += tables_here(rules, round, i) && rules->value[i * rules->features + f] == value;
	return n;
}

/* Too few people for every table to have its least, or too many for its most. */
static int64_t broken_limits(const struct tables_rules *rules, size_t round)
{
	int64_t sum = 0, tables = rules->tables_n[round];
	for (size_t v = 0; v < rules->values && rules->least; v++) {
		int64_t least = rules->least[round * rules->values + v], most = rules->most[round * rules->values + v];
		if (least == 0 && most == TABLES_NONE)
			continue;
		int64_t n = (int64_t)people_with(rules, round, v);
		sum += n < least * tables ? least * tables - n : 0;
		sum += n > most * tables ? n - most * tables : 0;
	}
	return sum;
}

static int64_t broken_stays(const struct tables_rules *rules, size_t round)
{
	int64_t sum = 0;
	for (size_t i = 0; i < rules->people && rules->stay; i++) {
		uint16_t table = rules->stay[round * rules->people + i];
		sum += table != TABLES_NONE && table >= rules->tables_n[round];
	}
	return sum;
}

/* --- imbalance --- */

/* The people with a value go one by one where they disturb least: exact for one value, because
 * the deviations are convex; values are then added as if they did not hinder each other. */
static int64_t least_deviation(const struct tables_rules *rules, size_t round, size_t value, uint16_t *count)
{
	const uint16_t *size = rules->size + round * rules->stride;
	size_t tables = rules->tables_n[round], n = people_with(rules, round, value);
	int64_t sum = 0;
	memset(count, 0, tables * sizeof *count);
	for (size_t t = 0; t < tables; t++)
		sum += tables_deviation(tables_expected(rules, round, value, size[t]), 0);
	for (; n > 0; n--) {
		int64_t least = INT64_MAX;
		size_t best = 0;
		for (size_t t = 0; t < tables; t++) {
			int64_t expected = tables_expected(rules, round, value, size[t]);
			int64_t step = tables_deviation(expected, count[t] + 1) - tables_deviation(expected, count[t]);
			if (count[t] < size[t] && step < least) {
				least = step;
				best = t;
			}
		}
		sum += least;
		count[best]++;
	}
	return sum;
}

/* Rounds are often alike: the same tables, the same shares. */
static bool alike(const struct tables_rules *rules, size_t a, size_t b)
{
	return rules->tables_n[a] == rules->tables_n[b] &&
	       memcmp(rules->size + a * rules->stride, rules->size + b * rules->stride, rules->stride * sizeof *rules->size) == 0 &&
	       memcmp(rules->share + a * rules->values, rules->share + b * rules->values, rules->values * sizeof *rules->share) == 0;
}

static int64_t imbalance_of(const struct tables_rules *rules, size_t round, uint16_t *count)
{
	int64_t sum = 0;
	for (size_t v = 0; v < rules->values; v++)
		if (rules->mixed[v])
			sum += least_deviation(rules, round, v, count);
	return sum;
}

/* --- fairness --- */

/* Everyone's acquaintances rise together, those who have fewest first, as far as their tables and
 * the room's allow. */
static int64_t least_unmet(struct arena *arena, const struct tables_state *s)
{
	const struct tables_rules *rules = s->rules;
	uint16_t *met = arena_copy(arena, s->met, rules->people * sizeof *met);
	int64_t *room = arena_many(arena, int64_t, rules->people), left = 0, sum = 0, others = (int64_t)rules->people - 1;
	for (size_t r = rules->past; r < rules->rounds; r++) {
		int64_t beside = (int64_t)largest_table(rules, r) - 1;
		left += meetings_of(rules, r);
		for (size_t i = 0; i < rules->people; i++)
			room[i] += tables_here(rules, r, i) ? beside : 0;
	}
	for (int64_t level = 0; level < others && left > 0; level++)
		for (size_t i = 0; i < rules->people && left > 0; i++)
			if (met[i] == level && room[i] > 0) {
				met[i]++;
				room[i]--;
				left--;
			}
	for (size_t i = 0; i < rules->people; i++)
		sum += (others - met[i]) * (others - met[i]);
	return sum;
}

struct tables_cost tables_bound(struct tables_state *s, bool kept)
{
	const struct tables_rules *rules = s->rules;
	ARENA_SCOPED arena = arena_new();
	uint16_t *count = arena_many(arena, uint16_t, rules->stride);
	struct tables_cost bound = { 0 };
	int64_t same = 0;
	for (size_t r = 0; r < rules->past; r++)
		bound = tables_sum(bound, tables_weigh_round(s, r));
	for (size_t r = rules->past; r < rules->rounds; r++) {
		bound.broken += broken_limits(rules, r) + broken_stays(rules, r);
		if (r == rules->past || !alike(rules, r, r - 1))
			same = imbalance_of(rules, r, count);
		bound.imbalance += same;
	}
	int64_t by_person = repeats_by_person(arena, s, kept), by_rounds = repeats_by_rounds(s);
	bound.repeats = by_person > by_rounds ? by_person : by_rounds;
	bound.fairness = least_unmet(arena, s);
	return bound;
}
