/* The arrays of a plan, seating a round, and reckoning everything from the seats; the steps of
 * the search are in tables_swap.c. */
#include "methods/tables_state.h"

#include "base/check.h"

#include <string.h>

void tables_state_init(struct arena *arena, const struct tables_rules *rules, struct tables_state *s)
{
	size_t seats = rules->rounds * rules->people, tables = rules->rounds * rules->stride;
	*s = (struct tables_state){
		.rules = rules,
		.seat = arena_many(arena, uint16_t, seats),
		.place = arena_many(arena, uint16_t, seats),
		.size = arena_copy(arena, rules->size, tables * sizeof *s->size),
		.filled = arena_many(arena, uint16_t, tables),
		.member = arena_many(arena, uint16_t, tables * rules->width),
		.meetings = arena_many(arena, uint8_t, rules->people * rules->people),
		.met = arena_many(arena, uint16_t, rules->people),
		.count = arena_many(arena, uint16_t, tables * rules->values),
	};
	memset(s->seat, 0xff, seats * sizeof *s->seat);
}

int tables_compare(struct tables_cost a, struct tables_cost b)
{
	if (a.broken != b.broken)
		return a.broken < b.broken ? -1 : 1;
	if (a.repeats != b.repeats)
		return a.repeats < b.repeats ? -1 : 1;
	if (a.imbalance != b.imbalance)
		return a.imbalance < b.imbalance ? -1 : 1;
	return (a.fairness > b.fairness) - (a.fairness < b.fairness);
}

/* --- seating a round --- */

static void sit(struct tables_state *s, size_t round, size_t person, size_t table)
{
	const struct tables_rules *rules = s->rules;
	size_t at = round * rules->stride + table;
	check(s->filled[at] < rules->width);
	s->seat[round * rules->people + person] = (uint16_t)table;
	s->place[round * rules->people + person] = s->filled[at];
	s->member[at * rules->width + s->filled[at]++] = (uint16_t)person;
}

void tables_clear_round(struct tables_state *s, size_t round)
{
	const struct tables_rules *rules = s->rules;
	memset(s->seat + round * rules->people, 0xff, rules->people * sizeof *s->seat);
	memset(s->filled + round * rules->stride, 0, rules->stride * sizeof *s->filled);
}

static void sit_if_room(struct tables_state *s, size_t round, size_t person, size_t table)
{
	size_t at = round * s->rules->stride + table;
	if (table < s->rules->tables_n[round] && s->filled[at] < s->size[at] &&
	    s->seat[round * s->rules->people + person] == TABLES_NONE)
		sit(s, round, person, table);
}

static void sit_where_told(struct tables_state *s, size_t round, const uint16_t *table)
{
	for (size_t i = 0; i < s->rules->people; i++)
		if (tables_here(s->rules, round, i))
			sit_if_room(s, round, i, table[i]);
}

/* What someone would repeat at a table, and a large sum for each wish it would break. */
static int64_t dislike(const struct tables_state *s, size_t round, size_t person, size_t table)
{
	enum { BROKEN = 1000 };
	const struct tables_rules *rules = s->rules;
	size_t at = round * rules->stride + table;
	int64_t sum = 0;
	for (size_t i = 0; i < s->filled[at]; i++)
		sum += 2 * s->meetings[person * rules->people + s->member[at * rules->width + i]];
	for (uint32_t i = rules->first[person]; i < rules->first[person + 1]; i++) {
		const struct tables_neighbour *n = &rules->neighbour[i];
		uint16_t other = s->seat[round * rules->people + n->other];
		if (other == TABLES_NONE)
			continue;
		sum += (n->together >> round & 1 && other != table) * BROKEN;
		sum += (n->apart >> round & 1 && other == table) * BROKEN;
	}
	return sum;
}

static size_t likeliest_table(const struct tables_state *s, size_t round, size_t person)
{
	size_t best = SIZE_MAX;
	int64_t least = INT64_MAX;
	for (size_t t = 0; t < s->rules->tables_n[round]; t++) {
		size_t at = round * s->rules->stride + t;
		if (s->filled[at] >= s->size[at])
			continue;
		/* The emptier table when both are as good. */
		int64_t now = dislike(s, round, person, t) * TABLES_SEATS_MAX + s->filled[at];
		if (now < least) {
			least = now;
			best = t;
		}
	}
	check(best != SIZE_MAX);
	return best;
}

void tables_fit_sizes(struct tables_state *s, size_t round, const uint16_t *hint)
{
	const struct tables_rules *rules = s->rules;
	size_t tables = rules->tables_n[round];
	uint16_t *size = s->size + round * rules->stride;
	if (!rules->may_exchange_sizes)
		return;
	ARENA_SCOPED arena = arena_new();
	uint16_t *wanted = arena_many(arena, uint16_t, tables);
	for (size_t i = 0; i < rules->people; i++)
		if (hint[i] < tables && tables_here(rules, round, i))
			wanted[hint[i]]++;
	/* Exchange sizes while a table wanted by more people has fewer seats. */
	for (size_t one = 0; one < tables; one++)
		for (size_t other = 0; other < tables; other++)
			if (wanted[one] > wanted[other] && size[one] < size[other]) {
				uint16_t seats = size[one];
				size[one] = size[other];
				size[other] = seats;
			}
}

void tables_seat_round(struct tables_state *s, size_t round, const uint16_t *hint, struct random *random)
{
	const struct tables_rules *rules = s->rules;
	if (hint)
		sit_where_told(s, round, hint);
	if (rules->stay)
		sit_where_told(s, round, rules->stay + round * rules->people);
	ARENA_SCOPED arena = arena_new();
	uint16_t *waiting = arena_many(arena, uint16_t, rules->people);
	size_t n = 0;
	for (size_t i = 0; i < rules->people; i++)
		if (tables_here(rules, round, i) && s->seat[round * rules->people + i] == TABLES_NONE)
			waiting[n++] = (uint16_t)i;
	random_shuffle(random, waiting, n, sizeof *waiting);
	for (size_t i = 0; i < n; i++)
		sit(s, round, waiting[i], likeliest_table(s, round, waiting[i]));
}

/* --- reckoning --- */

static void count_meetings(struct tables_state *s)
{
	const struct tables_rules *rules = s->rules;
	memset(s->meetings, 0, rules->people * rules->people);
	for (size_t at = 0; at < rules->rounds * rules->stride; at++) {
		const uint16_t *member = s->member + at * rules->width;
		for (size_t i = 0; i < s->filled[at]; i++)
			for (size_t j = 0; j < s->filled[at]; j++)
				if (i != j)
					s->meetings[member[i] * rules->people + member[j]]++;
	}
}

static void weigh_meetings(struct tables_state *s)
{
	size_t people = s->rules->people;
	int64_t twice = 0;
	s->cost.fairness = 0;
	for (size_t i = 0; i < people; i++) {
		s->met[i] = 0;
		for (size_t j = 0; j < people; j++) {
			int64_t m = s->meetings[i * people + j];
			s->met[i] = (uint16_t)(s->met[i] + (m > 0));
			twice += m > 1 ? (m - 1) * (m - 1) : 0;
		}
		int64_t unmet = (int64_t)(people - 1 - s->met[i]);
		s->cost.fairness += unmet * unmet;
	}
	s->cost.repeats = twice / 2;
}

static int64_t broken_for(const struct tables_rules *rules, const uint16_t *seat, size_t round, size_t person)
{
	int64_t broken = rules->stay && rules->stay[round * rules->people + person] != TABLES_NONE &&
	                 rules->stay[round * rules->people + person] != seat[person];
	for (uint32_t i = rules->first[person]; i < rules->first[person + 1]; i++) {
		const struct tables_neighbour *n = &rules->neighbour[i];
		if (n->other < person || seat[n->other] == TABLES_NONE)
			continue; /* each pair once */
		bool same = seat[n->other] == seat[person];
		broken += (n->together >> round & 1 && !same) + (n->apart >> round & 1 && same);
	}
	return broken;
}

static void weigh_table(struct tables_state *s, size_t round, size_t table, struct tables_cost *sum)
{
	const struct tables_rules *rules = s->rules;
	size_t at = round * rules->stride + table;
	uint16_t *count = s->count + at * rules->values;
	memset(count, 0, rules->values * sizeof *count);
	for (size_t i = 0; i < s->filled[at]; i++)
		for (size_t f = 0; f < rules->features; f++) {
			uint16_t value = rules->value[s->member[at * rules->width + i] * rules->features + f];
			if (value != TABLES_NONE)
				count[value]++;
		}
	for (size_t v = 0; v < rules->values; v++) {
		if (rules->mixed[v])
			sum->imbalance += tables_deviation(tables_expected(rules, round, v, s->filled[at]), count[v]);
		if (!rules->least)
			continue;
		int64_t least = rules->least[round * rules->values + v], most = rules->most[round * rules->values + v];
		sum->broken += count[v] < least ? least - count[v] : 0;
		sum->broken += count[v] > most ? count[v] - most : 0;
	}
}

struct tables_cost tables_weigh_round(struct tables_state *s, size_t round)
{
	const struct tables_rules *rules = s->rules;
	const uint16_t *seat = s->seat + round * rules->people;
	struct tables_cost sum = { 0 };
	for (size_t i = 0; i < rules->people; i++)
		if (seat[i] != TABLES_NONE)
			sum.broken += broken_for(rules, seat, round, i);
	for (size_t t = 0; t < rules->tables_n[round]; t++)
		weigh_table(s, round, t, &sum);
	return sum;
}

void tables_weigh(struct tables_state *s)
{
	count_meetings(s);
	s->cost = (struct tables_cost){ 0 };
	for (size_t r = 0; r < s->rules->rounds; r++)
		s->cost = tables_sum(s->cost, tables_weigh_round(s, r));
	weigh_meetings(s);
}
