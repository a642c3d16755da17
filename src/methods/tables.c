/* The whole of it: check, start from a construction or an earlier plan, search, tell. */
#include "methods/tables.h"

#include "base/check.h"
#include "methods/tables_bound.h"
#include "methods/tables_cyclic.h"
#include "methods/tables_search.h"

#include <string.h>

struct tables_options tables_defaults(void)
{
	return (struct tables_options){ .seed = 1, .work = 20 * TABLES_MILLION };
}

/* --- checking --- */

static bool sizes_are_bounded(const struct tables_input *in)
{
	bool right = in->tables_n > 0 || (in->most > 0 && in->most <= TABLES_SEATS_MAX && in->least <= in->most);
	right &= in->tables_n <= TABLES_PEOPLE_MAX;
	for (size_t t = 0; t < in->tables_n && right; t++)
		right = in->seats[t] <= TABLES_SEATS_MAX;
	return right;
}

static bool is_bounded(const struct tables_input *in, struct error *err)
{
	if (in->people_n < 1 || in->people_n > TABLES_PEOPLE_MAX) {
		err->n = TABLES_PEOPLE_MAX;
		return error_input(err, "people", N_("Il faut de 1 à {n} personnes."));
	}
	if (in->rounds_n < 1 || in->rounds_n > TABLES_ROUNDS_MAX) {
		err->n = TABLES_ROUNDS_MAX;
		return error_input(err, "rounds", N_("Il faut de 1 à {n} tours."));
	}
	if (!sizes_are_bounded(in)) {
		err->n = TABLES_SEATS_MAX;
		return error_input(err, "size", N_("Une table a de 1 à {n} places."));
	}
	return true;
}

/* What the caller makes, rather than what people type. */
static void check_input(const struct tables_input *in)
{
	check(in->past_n <= in->rounds_n && (in->past_n == 0 || in->earlier));
	for (size_t i = 0; i < in->pairs_n; i++)
		check(in->pairs[i].a < in->people_n && in->pairs[i].b < in->people_n && in->pairs[i].a != in->pairs[i].b);
	for (size_t i = 0; i < in->limits_n; i++) {
		check(in->limits[i].feature < in->features_n);
		check(in->limits[i].value < in->features[in->limits[i].feature].values_n);
	}
	for (size_t i = 0; i < in->stays_n; i++)
		check(in->stays[i].person < in->people_n);
	for (size_t i = 0; i < in->past_n * in->people_n; i++)
		check(in->earlier[i] == TABLES_NONE || in->earlier[i] < TABLES_PEOPLE_MAX);
}

/* --- where to start --- */

static void seat_the_past(struct tables_run *run)
{
	const struct tables_rules *rules = run->rules;
	for (size_t r = 0; r < rules->past; r++)
		tables_seat_round(&run->now, r, rules->earlier + r * rules->people, &run->random);
	tables_weigh(&run->now);
}

static bool has_hints(const struct tables_rules *rules)
{
	for (size_t i = rules->past * rules->people; rules->earlier && i < rules->rounds * rules->people; i++)
		if (rules->earlier[i] != TABLES_NONE)
			return true;
	return false;
}

static void clear_the_rest(struct tables_run *run)
{
	const struct tables_rules *rules = run->rules;
	size_t from = rules->past * rules->stride;
	memcpy(run->now.size + from, rules->size + from, (rules->rounds * rules->stride - from) * sizeof *run->now.size);
	for (size_t r = rules->past; r < rules->rounds; r++)
		tables_clear_round(&run->now, r);
}

/* Round after round, everyone where they repeat least. */
static void seat_one_by_one(struct tables_run *run, const uint16_t *earlier)
{
	const struct tables_rules *rules = run->rules;
	clear_the_rest(run);
	for (size_t r = rules->past; r < rules->rounds; r++) {
		const uint16_t *hint = earlier ? earlier + r * rules->people : NULL;
		if (hint)
			tables_fit_sizes(&run->now, r, hint);
		tables_weigh(&run->now);
		tables_seat_round(&run->now, r, hint, &run->random);
	}
	tables_weigh(&run->now);
}

/* The room's shape: tables and seats of the construction that could hold everyone. */
static void room_of(const struct tables_rules *rules, size_t *tables, size_t *seats)
{
	*tables = *seats = 0;
	for (size_t r = rules->past; r < rules->rounds; r++)
		for (size_t t = 0; t < rules->tables_n[r]; t++) {
			if (rules->tables_n[r] > *tables)
				*tables = rules->tables_n[r];
			if (rules->size[r * rules->stride + t] > *seats)
				*seats = rules->size[r * rules->stride + t];
		}
	if (*seats && *tables * *seats < rules->people)
		*tables = (rules->people + *seats - 1) / *seats;
}

static bool has_rules(const struct tables_rules *rules)
{
	return rules->values > 0 || rules->stay || rules->first[rules->people] > 0;
}

static bool try_design(struct tables_run *run, const struct tables_design *design)
{
	enum { RELABELLINGS = 4, SHARE = 16 };
	clear_the_rest(run);
	bool fits = tables_seat_design(run, design), better = tables_keep(run);
	if (!fits || !has_rules(run->rules))
		return better;
	for (int i = 0; i < RELABELLINGS && !tables_done(run) && !run->stopped; i++)
		better |= tables_relabel(run, design, run->work / SHARE);
	return better;
}

static enum tables_method try_designs(struct arena *arena, struct tables_run *run)
{
	const struct tables_rules *rules = run->rules;
	size_t tables, seats;
	room_of(rules, &tables, &seats);
	struct tables_design designs[TABLES_DESIGNS_MAX];
	/* Some rounds more than needed, to choose among. */
	size_t n = tables_designs(arena, tables, seats, 2 * rules->rounds + seats, designs);
	enum tables_method method = TABLES_SEARCH;
	for (size_t i = 0; i < n && !tables_done(run) && !run->stopped; i++)
		if (try_design(run, &designs[i]))
			method = designs[i].method;
	return method;
}

/* When a construction is not enough: one is looked for that turns. Not worth it under a past. */
static bool try_cyclic(struct arena *arena, struct tables_run *run)
{
	size_t tables, seats;
	room_of(run->rules, &tables, &seats);
	struct tables_design design;
	bool meetings_done = run->any && run->best.cost.repeats <= run->bound.repeats;
	return !meetings_done && run->rules->past == 0 && run->bound.repeats == 0 &&
	       tables_cyclic(arena, run, tables, seats, &design) && try_design(run, &design);
}

static enum tables_method start(struct arena *arena, struct tables_run *run)
{
	if (has_hints(run->rules)) {
		seat_one_by_one(run, run->rules->earlier);
		tables_keep(run);
	}
	enum tables_method method = run->any ? TABLES_EARLIER : TABLES_SEARCH, by_design;
	if (tables_done(run))
		return method;
	by_design = try_designs(arena, run);
	if (by_design != TABLES_SEARCH)
		method = by_design;
	if (try_cyclic(arena, run))
		method = TABLES_CYCLIC;
	if (run->any)
		return method;
	seat_one_by_one(run, NULL);
	tables_keep(run);
	return method;
}

/* --- searching --- */

static bool wishes_and_meetings_done(const struct tables_run *run)
{
	return run->best.cost.broken <= run->bound.broken && run->best.cost.repeats <= run->bound.repeats;
}

/* From the best plan, or from afresh; hotter while wishes are not kept, which are steeper. */
static void descend(struct tables_run *run, bool afresh, int64_t moves)
{
	enum { WARM = TABLES_MILLION / 2, HOT = TABLES_MILLION, STEEP = 4 };
	int64_t hot = afresh ? HOT : WARM, cold = TABLES_MILLION / 8;
	if (run->best.cost.broken > run->bound.broken)
		hot *= STEEP;
	if (afresh)
		seat_one_by_one(run, NULL);
	else
		tables_recall(run);
	tables_anneal(run, moves, hot, cold);
}

/* Longer and longer descents, until nothing is left to win or to spend. */
static void search(struct tables_run *run)
{
	enum { FIRST = TABLES_MILLION / 4, SHARE = 16, POLISHINGS = 3, LONGEST_POLISH = TABLES_MILLION };
	int64_t moves = run->left / SHARE < FIRST ? run->left / SHARE + 1 : FIRST;
	int fruitless = 0;
	for (size_t turn = 0; !tables_done(run) && run->left > 0 && !run->stopped && fruitless < POLISHINGS; turn++) {
		if (wishes_and_meetings_done(run)) {
			struct tables_cost before = run->best.cost;
			tables_recall(run);
			tables_polish(run, moves < LONGEST_POLISH ? moves : LONGEST_POLISH);
			fruitless = tables_compare(run->best.cost, before) < 0 ? 0 : fruitless + 1;
		} else
			descend(run, turn % 2 == 1, moves);
		moves += moves / 2;
	}
}

static bool anything_to_seat(const struct tables_rules *rules)
{
	return rules->past < rules->rounds;
}

/* --- telling --- */

static void put_at_tables(struct arena *arena, const struct tables_rules *rules, const uint16_t *seat, struct tables_round *round)
{
	for (size_t i = 0; i < rules->people; i++)
		if (seat[i] != TABLES_NONE)
			round->tables[seat[i]].n++;
	for (size_t t = 0; t < round->n; t++) {
		round->tables[t].people = arena_many(arena, uint32_t, round->tables[t].n);
		round->tables[t].n = 0;
	}
	for (size_t i = 0; i < rules->people; i++)
		if (seat[i] != TABLES_NONE) {
			struct tables_table *table = &round->tables[seat[i]];
			table->people[table->n++] = rules->person[i];
		}
}

static void tell_meetings(const struct tables_run *run, struct tables_result *result)
{
	const struct tables_rules *rules = run->rules;
	result->pairs = rules->people * (rules->people - 1) / 2;
	result->fewest = rules->people;
	for (size_t i = 0; i < rules->people; i++) {
		size_t met = run->now.met[i];
		result->pairs_met += met;
		if (met < result->fewest)
			result->fewest = met;
		if (met > result->most)
			result->most = met;
	}
	result->pairs_met /= 2;
}

static void tell(struct arena *arena, struct tables_run *run, struct tables_result *result)
{
	const struct tables_rules *rules = run->rules;
	struct tables_round *rounds = arena_many(arena, struct tables_round, rules->rounds);
	uint16_t *seat = arena_many(arena, uint16_t, rules->rounds * rules->people);
	tables_recall(run);
	for (size_t r = 0; r < rules->rounds; r++) {
		const uint16_t *ours = run->best.seat + r * rules->people;
		rounds[r] = (struct tables_round){ arena_many(arena, struct tables_table, rules->tables_n[r]), rules->tables_n[r] };
		put_at_tables(arena, rules, ours, &rounds[r]);
		for (size_t i = 0; i < rules->people; i++)
			seat[r * rules->people + rules->person[i]] = ours[i];
	}
	result->rounds = rounds;
	result->rounds_n = rules->rounds;
	result->seat = seat;
	result->cost = run->best.cost;
	result->bound = run->bound;
	result->stopped = run->stopped;
	result->work = run->work - run->left;
	tell_meetings(run, result);
}

bool tables_plan(struct arena *arena, const struct tables_input *in, const struct tables_options *options,
                 struct tables_result *result, struct error *err)
{
	*result = (struct tables_result){ 0 };
	if (!is_bounded(in, err))
		return false;
	check_input(in);
	ARENA_SCOPED scratch = arena_new();
	struct tables_rules rules;
	if (!tables_rules_make(scratch, in, &rules, err))
		return false;
	struct tables_run run;
	tables_run_init(scratch, &rules, options, &run);
	seat_the_past(&run);
	struct tables_cost kept = tables_bound(&run.now, true), any = tables_bound(&run.now, false);
	run.bound = kept.broken == 0 ? kept : any;
	if (anything_to_seat(&rules))
		result->method = start(scratch, &run);
	tables_keep(&run);
	struct tables_cost begun = run.best.cost;
	if (anything_to_seat(&rules))
		search(&run);
	result->searched = tables_compare(run.best.cost, begun) < 0;
	if (run.best.cost.broken > 0)
		run.bound = any;
	tell(arena, &run, result);
	return true;
}
