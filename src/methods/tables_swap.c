/* Two people of a round change places: what that changes, and doing it. */
#include "methods/tables_state.h"

/* Of one more and one fewer meeting of a pair that has met `m` times. */
static inline int64_t one_more(int m)
{
	return m > 0 ? 2 * m - 1 : 0;
}

static inline int64_t one_fewer(int m)
{
	return m > 1 ? 3 - 2 * m : 0;
}

/* Someone's table seen from where they are: the others there no longer meet `leaves`, and meet
 * `comes` instead. */
static int64_t table_repeats(const struct tables_state *s, size_t at, size_t leaves, size_t comes)
{
	const struct tables_rules *rules = s->rules;
	const uint16_t *member = s->member + at * rules->width;
	const uint8_t *was = s->meetings + leaves * rules->people, *will = s->meetings + comes * rules->people;
	int64_t sum = 0;
	for (size_t i = 0; i < s->filled[at]; i++)
		if (member[i] != leaves)
			sum += one_fewer(was[member[i]]) + one_more(will[member[i]]);
	return sum;
}

/* Together and apart, for one of the two; the other of the two is left out: they are at
 * different tables before and after. */
static int64_t pair_change(const struct tables_rules *rules, const uint16_t *seat, size_t round, size_t person, size_t other,
                           uint16_t to)
{
	int64_t change = 0;
	for (uint32_t i = rules->first[person]; i < rules->first[person + 1]; i++) {
		const struct tables_neighbour *n = &rules->neighbour[i];
		uint16_t table = seat[n->other];
		if (n->other == other || table == TABLES_NONE)
			continue;
		int nearer = (table == to) - (table == seat[person]);
		change += nearer * ((int)(n->apart >> round & 1) - (int)(n->together >> round & 1));
	}
	return change;
}

static int64_t stay_change(const struct tables_rules *rules, const uint16_t *seat, size_t round, size_t person, uint16_t to)
{
	uint16_t keep = rules->stay[round * rules->people + person];
	return keep == TABLES_NONE ? 0 : (keep == seat[person]) - (keep == to);
}

/* Shortfall and excess of a limit, one person more (step 1) or fewer (step -1). */
static int64_t limit_change(const struct tables_rules *rules, size_t round, size_t value, int64_t count, int step)
{
	int64_t least = rules->least[round * rules->values + value], most = rules->most[round * rules->values + value];
	return step > 0 ? (count >= most) - (count < least) : (count <= least) - (count > most);
}

/* A table of `size` with `count` people of a value gets one more or one fewer. */
static void value_change(const struct tables_state *s, size_t round, size_t table, uint16_t value, int step, struct tables_cost *sum)
{
	const struct tables_rules *rules = s->rules;
	if (value == TABLES_NONE)
		return;
	size_t at = round * rules->stride + table;
	int64_t count = s->count[at * rules->values + value];
	if (rules->mixed[value])
		sum->imbalance += (2 * count * step + 1) * TABLES_MILLION -
		                  2 * step * tables_expected(rules, round, value, s->filled[at]);
	if (rules->least)
		sum->broken += limit_change(rules, round, value, count, step);
}

struct tables_cost tables_swap_rules_cost(const struct tables_state *s, size_t round, size_t a, size_t b)
{
	const struct tables_rules *rules = s->rules;
	const uint16_t *seat = s->seat + round * rules->people;
	struct tables_cost sum = { .broken = pair_change(rules, seat, round, a, b, seat[b]) +
	                                     pair_change(rules, seat, round, b, a, seat[a]) };
	if (rules->stay)
		sum.broken += stay_change(rules, seat, round, a, seat[b]) + stay_change(rules, seat, round, b, seat[a]);
	for (size_t f = 0; f < rules->features; f++) {
		uint16_t of_a = rules->value[a * rules->features + f], of_b = rules->value[b * rules->features + f];
		if (of_a == of_b)
			continue;
		value_change(s, round, seat[a], of_a, -1, &sum);
		value_change(s, round, seat[a], of_b, 1, &sum);
		value_change(s, round, seat[b], of_b, -1, &sum);
		value_change(s, round, seat[b], of_a, 1, &sum);
	}
	return sum;
}

struct tables_cost tables_swap_cost(const struct tables_state *s, size_t round, size_t a, size_t b)
{
	const uint16_t *seat = s->seat + round * s->rules->people;
	size_t first = round * s->rules->stride;
	struct tables_cost sum = tables_swap_rules_cost(s, round, a, b);
	sum.repeats = table_repeats(s, first + seat[a], a, b) + table_repeats(s, first + seat[b], b, a);
	return sum;
}

/* --- fairness --- */

static int64_t unmet_squared(const struct tables_state *s, size_t person, int more)
{
	int64_t unmet = (int64_t)s->rules->people - 1 - s->met[person] - more;
	return unmet * unmet;
}

/* The others of a table, and how many fewer `leaves` and more `comes` have met. */
static int64_t table_fairness(const struct tables_state *s, size_t at, size_t leaves, size_t comes, int *lost, int *won)
{
	const struct tables_rules *rules = s->rules;
	const uint16_t *member = s->member + at * rules->width;
	int64_t sum = 0;
	for (size_t i = 0; i < s->filled[at]; i++) {
		if (member[i] == leaves)
			continue;
		int fewer = s->meetings[leaves * rules->people + member[i]] == 1;
		int more = s->meetings[comes * rules->people + member[i]] == 0;
		*lost += fewer;
		*won += more;
		if (more != fewer)
			sum += unmet_squared(s, member[i], more - fewer) - unmet_squared(s, member[i], 0);
	}
	return sum;
}

int64_t tables_swap_fairness(const struct tables_state *s, size_t round, size_t a, size_t b)
{
	const uint16_t *seat = s->seat + round * s->rules->people;
	size_t first = round * s->rules->stride;
	int a_lost = 0, a_won = 0, b_lost = 0, b_won = 0;
	int64_t sum = table_fairness(s, first + seat[a], a, b, &a_lost, &b_won) +
	              table_fairness(s, first + seat[b], b, a, &b_lost, &a_won);
	return sum + unmet_squared(s, a, a_won - a_lost) - unmet_squared(s, a, 0) +
	       unmet_squared(s, b, b_won - b_lost) - unmet_squared(s, b, 0);
}

/* --- doing it --- */

static void meet(struct tables_state *s, size_t a, size_t b, int step)
{
	size_t people = s->rules->people;
	uint8_t before = s->meetings[a * people + b], after = (uint8_t)(before + step);
	s->meetings[a * people + b] = s->meetings[b * people + a] = after;
	int change = (after > 0) - (before > 0);
	s->met[a] = (uint16_t)(s->met[a] + change);
	s->met[b] = (uint16_t)(s->met[b] + change);
}

static void table_meets(struct tables_state *s, size_t at, size_t leaves, size_t comes)
{
	const uint16_t *member = s->member + at * s->rules->width;
	for (size_t i = 0; i < s->filled[at]; i++)
		if (member[i] != leaves) {
			meet(s, leaves, member[i], -1);
			meet(s, comes, member[i], 1);
		}
}

static void move_values(struct tables_state *s, size_t from, size_t to, size_t person)
{
	const struct tables_rules *rules = s->rules;
	for (size_t f = 0; f < rules->features; f++) {
		uint16_t value = rules->value[person * rules->features + f];
		if (value == TABLES_NONE)
			continue;
		s->count[from * rules->values + value]--;
		s->count[to * rules->values + value]++;
	}
}

void tables_swap_seats(struct tables_state *s, size_t round, size_t a, size_t b)
{
	const struct tables_rules *rules = s->rules;
	uint16_t *seat = s->seat + round * rules->people, *place = s->place + round * rules->people;
	size_t at_a = round * rules->stride + seat[a], at_b = round * rules->stride + seat[b];
	move_values(s, at_a, at_b, a);
	move_values(s, at_b, at_a, b);
	s->member[at_a * rules->width + place[a]] = (uint16_t)b;
	s->member[at_b * rules->width + place[b]] = (uint16_t)a;
	uint16_t table = seat[a], chair = place[a];
	seat[a] = seat[b];
	place[a] = place[b];
	seat[b] = table;
	place[b] = chair;
}

void tables_swap(struct tables_state *s, size_t round, size_t a, size_t b, struct tables_cost cost)
{
	const uint16_t *seat = s->seat + round * s->rules->people;
	size_t first = round * s->rules->stride;
	table_meets(s, first + seat[a], a, b);
	table_meets(s, first + seat[b], b, a);
	tables_swap_seats(s, round, a, b);
	s->cost = tables_sum(s->cost, cost);
}

/* --- exchanging the numbers of two tables --- */

bool tables_may_exchange(const struct tables_state *s, size_t round, size_t one, size_t other)
{
	const uint16_t *size = s->size + round * s->rules->stride;
	return one != other && (s->rules->may_exchange_sizes || size[one] == size[other]);
}

static int64_t moved_broken(const struct tables_state *s, size_t round, size_t from, size_t to)
{
	const struct tables_rules *rules = s->rules;
	size_t at = round * rules->stride + from;
	int64_t sum = 0;
	for (size_t i = 0; i < s->filled[at]; i++)
		sum += stay_change(rules, s->seat + round * rules->people, round, s->member[at * rules->width + i], (uint16_t)to);
	return sum;
}

int64_t tables_exchange_broken(const struct tables_state *s, size_t round, size_t one, size_t other)
{
	return moved_broken(s, round, one, other) + moved_broken(s, round, other, one);
}

static void exchange_numbers(uint16_t *a, uint16_t *b, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		uint16_t number = a[i];
		a[i] = b[i];
		b[i] = number;
	}
}

void tables_exchange(struct tables_state *s, size_t round, size_t one, size_t other, int64_t broken)
{
	const struct tables_rules *rules = s->rules;
	size_t first = round * rules->stride, a = first + one, b = first + other;
	exchange_numbers(s->size + a, s->size + b, 1);
	exchange_numbers(s->filled + a, s->filled + b, 1);
	exchange_numbers(s->member + a * rules->width, s->member + b * rules->width, rules->width);
	exchange_numbers(s->count + a * rules->values, s->count + b * rules->values, rules->values);
	for (size_t i = 0; i < s->filled[a]; i++)
		s->seat[round * rules->people + s->member[a * rules->width + i]] = (uint16_t)one;
	for (size_t i = 0; i < s->filled[b]; i++)
		s->seat[round * rules->people + s->member[b * rules->width + i]] = (uint16_t)other;
	s->cost.broken += broken;
}
