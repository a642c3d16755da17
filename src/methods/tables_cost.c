/* The wishes that a plan does not keep, and its cost, from the definitions: no array of the search
 * is used, so that each can be checked against the other. */
#include "base/check.h"
#include "base/list.h"
#include "methods/tables_rules.h"

typedef LIST(struct tables_fault) fault_list;

/* People are by index here, as in the input. */
struct reading {
	struct arena *arena;
	const struct tables_rules *rules;
	const uint16_t *seat;
	fault_list faults;
};

static uint16_t seat_of(const struct reading *r, size_t round, size_t rank)
{
	return r->seat[round * r->rules->people + r->rules->person[rank]];
}

static void read_pairs(struct reading *reading, size_t round, size_t rank)
{
	const struct tables_rules *rules = reading->rules;
	uint16_t ours = seat_of(reading, round, rank);
	for (uint32_t i = rules->first[rank]; i < rules->first[rank + 1]; i++) {
		const struct tables_neighbour *n = &rules->neighbour[i];
		uint16_t theirs = seat_of(reading, round, n->other);
		if (n->other < rank || theirs == TABLES_NONE)
			continue; /* each pair once */
		struct tables_fault fault = { .round = round, .table = ours, .a = rules->person[rank],
		                              .b = rules->person[n->other], .n = 1 };
		if (n->together >> round & 1 && ours != theirs) {
			fault.kind = TABLES_NOT_TOGETHER;
			list_add(reading->arena, &reading->faults, fault);
		}
		if (n->apart >> round & 1 && ours == theirs) {
			fault.kind = TABLES_NOT_APART;
			list_add(reading->arena, &reading->faults, fault);
		}
	}
}

static void read_stay(struct reading *reading, size_t round, size_t rank)
{
	const struct tables_rules *rules = reading->rules;
	uint16_t keep = rules->stay[round * rules->people + rank];
	if (keep != TABLES_NONE && keep != seat_of(reading, round, rank))
		list_add(reading->arena, &reading->faults,
		         (struct tables_fault){ .kind = TABLES_NOT_STAYED, .round = round, .table = keep,
		                                .a = rules->person[rank], .n = 1 });
}

static size_t count_with(const struct reading *reading, const struct tables_feature *feature, size_t value, size_t round, size_t table)
{
	size_t n = 0;
	for (size_t i = 0; i < reading->rules->people; i++)
		n += feature->value[i] == value && reading->seat[round * reading->rules->people + i] == table;
	return n;
}

/* Of two limits on one value the stricter counts, so that nothing is said twice. */
static bool is_strictest(const struct tables_input *in, const struct tables_limit *limit, size_t round, bool least)
{
	for (const struct tables_limit *other = in->limits; other < in->limits + in->limits_n; other++) {
		if (other->feature != limit->feature || other->value != limit->value || !(other->rounds >> round & 1))
			continue;
		int stricter = least ? (int)other->least - (int)limit->least : (int)limit->most - (int)other->most;
		if (stricter > 0 || (stricter == 0 && other < limit))
			return false;
	}
	return true;
}

static void read_limit(struct reading *reading, const struct tables_input *in, const struct tables_limit *limit, size_t round)
{
	for (size_t t = 0; t < reading->rules->tables_n[round]; t++) {
		size_t n = count_with(reading, &in->features[limit->feature], limit->value, round, t);
		struct tables_fault fault = { .round = round, .table = t, .feature = limit->feature, .value = limit->value };
		if (n < limit->least && is_strictest(in, limit, round, true)) {
			fault.kind = TABLES_TOO_FEW;
			fault.n = limit->least - n;
			list_add(reading->arena, &reading->faults, fault);
		}
		if (n > limit->most && is_strictest(in, limit, round, false)) {
			fault.kind = TABLES_TOO_MANY;
			fault.n = n - limit->most;
			list_add(reading->arena, &reading->faults, fault);
		}
	}
}

static void read_round(struct reading *reading, const struct tables_input *in, size_t round)
{
	for (size_t rank = 0; rank < reading->rules->people; rank++) {
		if (seat_of(reading, round, rank) == TABLES_NONE)
			continue;
		read_pairs(reading, round, rank);
		if (reading->rules->stay)
			read_stay(reading, round, rank);
	}
	for (size_t i = 0; i < in->limits_n; i++)
		if (in->limits[i].rounds >> round & 1)
			read_limit(reading, in, &in->limits[i], round);
}

static fault_list faults_of(struct arena *arena, const struct tables_input *in, const struct tables_rules *rules, const uint16_t *seat)
{
	struct reading reading = { .arena = arena, .rules = rules, .seat = seat };
	for (size_t r = 0; r < rules->rounds; r++)
		read_round(&reading, in, r);
	return reading.faults;
}

struct tables_fault *tables_faults(struct arena *arena, const struct tables_input *in, const struct tables_result *result, size_t *n)
{
	ARENA_SCOPED scratch = arena_new();
	struct tables_rules rules;
	struct error err = { 0 };
	check(tables_rules_make(scratch, in, &rules, &err)); /* as it was for the plan */
	fault_list faults = faults_of(arena, in, &rules, result->seat);
	*n = faults.n;
	return faults.at;
}

/* --- the cost --- */

static void cost_of_meetings(const struct tables_input *in, const uint16_t *seat, struct tables_cost *cost)
{
	for (size_t a = 0; a < in->people_n; a++) {
		int64_t unmet = 0;
		for (size_t b = 0; b < in->people_n; b++) {
			int64_t meetings = 0;
			for (size_t r = 0; r < in->rounds_n && a != b; r++) {
				uint16_t table = seat[r * in->people_n + a];
				meetings += table != TABLES_NONE && table == seat[r * in->people_n + b];
			}
			unmet += a != b && meetings == 0;
			cost->repeats += a < b && meetings > 1 ? (meetings - 1) * (meetings - 1) : 0;
		}
		cost->fairness += unmet * unmet;
	}
}

static size_t present_at(const struct tables_input *in, const uint16_t *seat, size_t round, size_t table)
{
	size_t n = 0;
	for (size_t i = 0; i < in->people_n; i++)
		n += seat[round * in->people_n + i] == table;
	return n;
}

static void cost_of_mixture(const struct tables_input *in, const struct tables_rules *rules, const uint16_t *seat,
                            struct tables_cost *cost)
{
	struct reading reading = { .rules = rules, .seat = seat };
	size_t value = 0;
	for (size_t f = 0; f < in->features_n; f++) {
		bool counted = in->features[f].mix;
		for (size_t i = 0; i < in->limits_n; i++)
			counted |= in->limits[i].feature == f;
		for (size_t v = 0; v < in->features[f].values_n && counted; v++, value++)
			for (size_t r = 0; r < rules->rounds && in->features[f].mix; r++)
				for (size_t t = 0; t < rules->tables_n[r]; t++) {
					int64_t expected = tables_expected(rules, r, value, present_at(in, seat, r, t));
					int64_t count = (int64_t)count_with(&reading, &in->features[f], v, r, t);
					cost->imbalance += tables_deviation(expected, count);
				}
	}
}

struct tables_cost tables_cost_of(const struct tables_input *in, const uint16_t *seat)
{
	ARENA_SCOPED scratch = arena_new();
	struct tables_rules rules;
	struct error err = { 0 };
	check(tables_rules_make(scratch, in, &rules, &err));
	struct tables_cost cost = { 0 };
	fault_list faults = faults_of(scratch, in, &rules, seat);
	for (size_t i = 0; i < faults.n; i++)
		cost.broken += (int64_t)faults.at[i].n;
	cost_of_meetings(in, seat, &cost);
	cost_of_mixture(in, &rules, seat, &cost);
	return cost;
}
