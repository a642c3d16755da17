/* Tables: constructions against their theorems, known results, and thousands of random wishes
 * against the definitions; bounds and optima against enumeration where that is possible. */
#include "../unit/unit.h"
#include "methods/galois.h"
#include "methods/random.h"
#include "methods/tables.h"
#include "methods/tables_design.h"

/* --- fields and constructions --- */

static void fields_are_fields(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	static const uint32_t orders[] = { 2, 3, 4, 5, 7, 8, 9, 16, 25, 27, 49 };
	for (size_t o = 0; o < sizeof orders / sizeof *orders; o++) {
		struct galois g = galois_new(arena, orders[o]);
		assert_int_equal(g.fields_n, 1);
		for (uint32_t a = 0; a < g.order; a++) {
			size_t inverses = 0;
			for (uint32_t b = 0; b < g.order; b++) {
				assert_int_equal(galois_subtract(&g, galois_add(&g, a, b), b), a);
				assert_int_equal(galois_multiply(&g, a, b), galois_multiply(&g, b, a));
				inverses += galois_multiply(&g, a, b) == 1;
				uint32_t c = (a * 7 + b * 3 + 1) % g.order;
				assert_int_equal(galois_multiply(&g, a, galois_add(&g, b, c)),
				                 galois_add(&g, galois_multiply(&g, a, b), galois_multiply(&g, a, c)));
			}
			assert_int_equal(inverses, a > 0);
		}
	}
}

/* Nobody twice, everyone once, tables full. */
static void assert_design(const struct tables_design *d, size_t seats)
{
	ARENA_SCOPED arena = arena_new();
	uint8_t *met = arena_many(arena, uint8_t, d->points * d->points);
	for (size_t r = 0; r < d->rounds; r++) {
		const uint16_t *table = d->table + r * d->points;
		size_t *filled = arena_many(arena, size_t, d->tables);
		for (size_t a = 0; a < d->points; a++) {
			assert_in_range(table[a], 0, d->tables - 1);
			filled[table[a]]++;
			for (size_t b = 0; b < a; b++)
				if (table[a] == table[b])
					assert_int_equal(met[a * d->points + b]++, 0);
		}
		for (size_t t = 0; t < d->tables; t++)
			assert_int_equal(filled[t], seats);
	}
}

static size_t most_rounds(size_t tables, size_t seats)
{
	ARENA_SCOPED arena = arena_new();
	struct tables_design designs[TABLES_DESIGNS_MAX];
	size_t n = tables_designs(arena, tables, seats, TABLES_ROUNDS_MAX, designs), most = 0;
	for (size_t i = 0; i < n; i++) {
		assert_design(&designs[i], seats);
		most = designs[i].rounds > most ? designs[i].rounds : most;
	}
	return most;
}

static void constructions_never_repeat(void **state)
{
	(void)state;
	for (size_t seats = 2; seats <= 9; seats++)
		for (size_t tables = 1; tables <= 28; tables++)
			most_rounds(tables, seats);
}

static void constructions_have_their_rounds(void **state)
{
	(void)state;
	static const struct { size_t tables, seats, rounds; } known[] = {
		{ 6, 2, 11 },                                                  /* everyone plays everyone */
		{ 8, 5, 8 }, { 8, 4, 9 }, { 5, 5, 6 }, { 8, 8, 9 }, { 16, 4, 21 }, /* planes and spaces */
		{ 3, 3, 4 }, { 5, 3, 7 }, { 7, 3, 10 }, { 9, 3, 13 }, { 13, 3, 19 }, { 15, 3, 22 }, { 17, 3, 25 }, /* Kirkman */
	};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		assert_int_equal(most_rounds(known[i].tables, known[i].seats), known[i].rounds);
}

/* --- known results --- */

static struct tables_result plan(struct arena *arena, const struct tables_input *in, int64_t work)
{
	struct tables_options how = tables_defaults();
	how.work = work;
	struct tables_result result;
	struct error err = { 0 };
	assert_true(tables_plan(arena, in, &how, &result, &err));
	return result;
}

static void reaches_what_is_known(void **state)
{
	(void)state;
	static const struct { size_t people; uint16_t least, most; size_t rounds; } known[] = {
		{ 40, 0, 5, 8 }, { 32, 0, 4, 9 }, { 25, 0, 5, 6 }, { 15, 0, 3, 7 }, { 64, 0, 8, 9 },
		{ 24, 0, 4, 6 }, { 24, 0, 4, 7 }, { 27, 4, 5, 4 }, { 48, 0, 6, 6 }, { 38, 0, 5, 8 }, { 33, 0, 3, 11 },
	};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		ARENA_SCOPED arena = arena_new();
		struct tables_input in = { .people_n = known[i].people, .rounds_n = known[i].rounds,
		                           .least = known[i].least, .most = known[i].most };
		struct tables_result r = plan(arena, &in, 4000000);
		assert_int_equal(r.cost.repeats, 0);
		assert_int_equal(tables_cost_of(&in, r.seat).repeats, 0);
	}
}

/* Fourteen pairs of an elected and a staff member: never together, one of each at every table. */
static void keeps_pairs_apart(void **state)
{
	(void)state;
	enum { PEOPLE = 28 };
	ARENA_SCOPED arena = arena_new();
	struct tables_pair pairs[PEOPLE / 2];
	uint16_t role[PEOPLE];
	for (uint32_t i = 0; i < PEOPLE; i++) {
		role[i] = i % 2;
		pairs[i / 2] = (struct tables_pair){ i, i ^ 1, 0, TABLES_ALWAYS };
	}
	struct tables_feature feature = { .value = role, .values_n = 2, .mix = true };
	struct tables_limit limits[] = { { 0, 0, 1, TABLES_NONE, TABLES_ALWAYS }, { 0, 1, 1, TABLES_NONE, TABLES_ALWAYS } };
	struct tables_input in = { .people_n = PEOPLE, .rounds_n = 5, .most = 4, .pairs = pairs, .pairs_n = PEOPLE / 2,
	                           .features = &feature, .features_n = 1, .limits = limits, .limits_n = 2 };
	struct tables_result r = plan(arena, &in, 4000000);
	assert_int_equal(r.cost.broken, 0);
	assert_int_equal(r.cost.repeats, 0);
	assert_int_equal(r.cost.imbalance, 0);
}

/* --- random wishes --- */

enum { MOST_PEOPLE = 16, MOST_ROUNDS = 4, MOST_WISHES = 8 };

struct asked {
	struct tables_input in;
	char names[MOST_PEOPLE][4];
	struct text ids[MOST_PEOPLE];
	tables_rounds present[MOST_PEOPLE];
	struct tables_pair pairs[MOST_WISHES];
	uint16_t role[MOST_PEOPLE], kind[MOST_PEOPLE];
	struct tables_feature features[2];
	struct tables_limit limits[2];
	struct tables_stay stays[2];
};

static tables_rounds some_rounds(struct random *random)
{
	return random_below(random, 3) ? TABLES_ALWAYS : random_bits(random) & 15;
}

static void ask_pairs(struct asked *a, struct random *random, size_t n)
{
	for (size_t i = 0; i < n && a->in.people_n > 1; i++) {
		uint32_t one = (uint32_t)random_below(random, a->in.people_n), other = (uint32_t)random_below(random, a->in.people_n);
		if (one == other)
			continue;
		tables_rounds rounds = some_rounds(random);
		bool together = random_below(random, 2);
		a->pairs[a->in.pairs_n++] = (struct tables_pair){ one, other, together ? rounds : 0, together ? 0 : rounds };
	}
}

static void ask(struct asked *a, struct random *random, size_t most_people, size_t most_rounds)
{
	*a = (struct asked){ 0 };
	struct tables_input *in = &a->in;
	in->people_n = 1 + random_below(random, most_people);
	in->rounds_n = 1 + random_below(random, most_rounds);
	in->most = (uint16_t)(1 + random_below(random, 5));
	for (size_t i = 0; i < in->people_n; i++) {
		a->names[i][0] = (char)('A' + random_below(random, 26));
		a->names[i][1] = (char)('a' + i);
		a->ids[i] = (struct text){ a->names[i], 2 };
		a->present[i] = random_below(random, 6) ? TABLES_ALWAYS : random_bits(random);
		a->role[i] = (uint16_t)random_below(random, 2);
		a->kind[i] = random_below(random, 5) ? (uint16_t)random_below(random, 3) : (uint16_t)TABLES_NONE;
	}
	in->ids = a->ids;
	in->present = a->present;
	in->pairs = a->pairs;
	ask_pairs(a, random, random_below(random, MOST_WISHES));
	a->features[0] = (struct tables_feature){ .value = a->role, .values_n = 2, .mix = random_below(random, 2) };
	a->features[1] = (struct tables_feature){ .value = a->kind, .values_n = 3, .mix = random_below(random, 2) };
	in->features = a->features;
	in->features_n = random_below(random, 3);
	for (; in->limits_n < 2 && in->features_n && random_below(random, 2); in->limits_n++)
		a->limits[in->limits_n] = (struct tables_limit){ random_below(random, in->features_n), random_below(random, 2),
			(uint16_t)random_below(random, 2), random_below(random, 2) ? TABLES_NONE : (uint16_t)2, some_rounds(random) };
	in->limits = a->limits;
	for (; in->stays_n < 2 && random_below(random, 3) == 0; in->stays_n++)
		a->stays[in->stays_n] = (struct tables_stay){ (uint32_t)random_below(random, in->people_n),
			random_below(random, 2) ? (uint16_t)random_below(random, 3) : (uint16_t)TABLES_NONE, some_rounds(random) };
	in->stays = a->stays;
}

static bool is_here(const struct tables_input *in, size_t round, size_t person)
{
	return in->present[person] >> round & 1;
}

/* Everyone who is there has one seat, and tables differ by one person at most. */
static void assert_seated(const struct tables_input *in, const struct tables_result *r)
{
	for (size_t round = 0; round < in->rounds_n; round++) {
		size_t here = 0, sum = 0, least = SIZE_MAX, most = 0;
		for (size_t i = 0; i < in->people_n; i++) {
			here += is_here(in, round, i);
			assert_int_equal(r->seat[round * in->people_n + i] != TABLES_NONE, is_here(in, round, i));
		}
		assert_int_equal(r->rounds[round].n, (here + in->most - 1) / in->most);
		for (size_t t = 0; t < r->rounds[round].n; t++) {
			const struct tables_table *table = &r->rounds[round].tables[t];
			sum += table->n;
			least = table->n < least ? table->n : least;
			most = table->n > most ? table->n : most;
			for (size_t i = 0; i < table->n; i++)
				assert_int_equal(r->seat[round * in->people_n + table->people[i]], t);
		}
		assert_int_equal(sum, here);
		assert_true(here == 0 || (most <= in->most && most - least <= 1));
	}
}

static void assert_cost(struct tables_cost a, struct tables_cost b)
{
	assert_int_equal(a.broken, b.broken);
	assert_int_equal(a.repeats, b.repeats);
	assert_int_equal(a.imbalance, b.imbalance);
	assert_int_equal(a.fairness, b.fairness);
}

static void costs_are_what_they_are_said_to_be(void **state)
{
	(void)state;
	struct random random = random_seed(4);
	for (int i = 0; i < 3000; i++) {
		ARENA_SCOPED arena = arena_new();
		struct asked a;
		ask(&a, &random, MOST_PEOPLE, MOST_ROUNDS);
		struct tables_result r = plan(arena, &a.in, 2000);
		assert_seated(&a.in, &r);
		struct tables_cost again = tables_cost_of(&a.in, r.seat);
		assert_cost(r.cost, again);
		assert_true(r.bound.broken <= again.broken && r.bound.repeats <= again.repeats);
		assert_true(r.bound.imbalance <= again.imbalance && r.bound.fairness <= again.fairness);
		size_t faults_n;
		const struct tables_fault *faults = tables_faults(arena, &a.in, &r, &faults_n);
		int64_t broken = 0;
		for (size_t f = 0; f < faults_n; f++)
			broken += (int64_t)faults[f].n;
		assert_int_equal(broken, again.broken);
	}
}

/* --- the order of the file --- */

static void permute(const struct asked *a, const size_t *to, struct asked *b)
{
	*b = *a;
	for (size_t i = 0; i < a->in.people_n; i++) {
		b->ids[to[i]] = a->ids[i];
		b->present[to[i]] = a->present[i];
		b->role[to[i]] = a->role[i];
		b->kind[to[i]] = a->kind[i];
	}
	for (size_t i = 0; i < a->in.pairs_n; i++) {
		size_t last = a->in.pairs_n - 1 - i;
		b->pairs[last].a = (uint32_t)to[a->pairs[i].b];
		b->pairs[last].b = (uint32_t)to[a->pairs[i].a];
		b->pairs[last].together = a->pairs[i].together;
		b->pairs[last].apart = a->pairs[i].apart;
	}
	for (size_t i = 0; i < a->in.stays_n; i++)
		b->stays[i].person = (uint32_t)to[a->stays[i].person];
	b->features[0].value = b->role;
	b->features[1].value = b->kind;
	b->in.ids = b->ids;
	b->in.present = b->present;
	b->in.pairs = b->pairs;
	b->in.features = b->features;
	b->in.limits = b->limits;
	b->in.stays = b->stays;
}

static void the_order_of_people_changes_nothing(void **state)
{
	(void)state;
	struct random random = random_seed(5);
	for (int i = 0; i < 1000; i++) {
		ARENA_SCOPED arena = arena_new();
		struct asked a, b;
		size_t to[MOST_PEOPLE];
		ask(&a, &random, MOST_PEOPLE, MOST_ROUNDS);
		for (size_t p = 0; p < a.in.people_n; p++)
			to[p] = p;
		random_shuffle(&random, to, a.in.people_n, sizeof *to);
		permute(&a, to, &b);
		struct tables_result one = plan(arena, &a.in, 2000), other = plan(arena, &b.in, 2000);
		assert_cost(one.cost, other.cost);
		for (size_t r = 0; r < a.in.rounds_n; r++)
			for (size_t p = 0; p < a.in.people_n; p++)
				assert_int_equal(one.seat[r * a.in.people_n + p], other.seat[r * a.in.people_n + to[p]]);
	}
}

/* --- against enumeration --- */

struct every {
	const struct tables_input *in;
	struct tables_result *found;
	uint16_t seat[MOST_PEOPLE * MOST_ROUNDS];
	bool kept;               /* only plans that keep every wish are compared for repeats */
	struct tables_cost best; /* of all plans, in order */
	struct tables_cost least; /* each by itself */
};

static bool first_is_less(struct tables_cost a, struct tables_cost b)
{
	return a.broken != b.broken ? a.broken < b.broken
	     : a.repeats != b.repeats ? a.repeats < b.repeats
	     : a.imbalance != b.imbalance ? a.imbalance < b.imbalance : a.fairness < b.fairness;
}

static int64_t lesser(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static void compare(struct every *e)
{
	struct tables_cost c = tables_cost_of(e->in, e->seat);
	if (first_is_less(c, e->best))
		e->best = c;
	e->least.broken = lesser(e->least.broken, c.broken);
	if (!e->kept || c.broken == 0)
		e->least.repeats = lesser(e->least.repeats, c.repeats);
	e->least.imbalance = lesser(e->least.imbalance, c.imbalance);
	e->least.fairness = lesser(e->least.fairness, c.fairness);
}

static bool sizes_are_lawful(const struct every *e, size_t round, size_t tables)
{
	size_t least = SIZE_MAX, most = 0;
	for (size_t t = 0; t < tables; t++) {
		size_t n = 0;
		for (size_t i = 0; i < e->in->people_n; i++)
			n += e->seat[round * e->in->people_n + i] == t;
		least = n < least ? n : least;
		most = n > most ? n : most;
	}
	return most <= least + 1;
}

static void enumerate(struct every *e, size_t round, size_t person)
{
	if (round == e->in->rounds_n) {
		compare(e);
		return;
	}
	size_t tables = e->found->rounds[round].n;
	if (person == e->in->people_n) {
		if (tables == 0 || sizes_are_lawful(e, round, tables))
			enumerate(e, round + 1, 0);
		return;
	}
	uint16_t *seat = &e->seat[round * e->in->people_n + person];
	*seat = TABLES_NONE;
	if (!is_here(e->in, round, person)) {
		enumerate(e, round, person + 1);
		return;
	}
	for (size_t t = 0; t < tables; t++) {
		*seat = (uint16_t)t;
		enumerate(e, round, person + 1);
	}
}

static void bounds_hold_and_optima_are_found(void **state)
{
	(void)state;
	struct random random = random_seed(6);
	for (int i = 0; i < 120; i++) {
		ARENA_SCOPED arena = arena_new();
		struct asked a;
		ask(&a, &random, 5, 2);
		struct tables_result r = plan(arena, &a.in, 100000);
		static const struct tables_cost most = { INT64_MAX, INT64_MAX, INT64_MAX, INT64_MAX };
		struct every e = { .in = &a.in, .found = &r, .kept = r.cost.broken == 0, .best = most, .least = most };
		enumerate(&e, 0, 0);
		assert_cost(r.cost, e.best);
		assert_true(r.bound.broken <= e.least.broken && r.bound.repeats <= e.least.repeats);
		assert_true(r.bound.imbalance <= e.least.imbalance && r.bound.fairness <= e.least.fairness);
	}
}

/* --- a day that changes --- */

static void the_past_is_kept(void **state)
{
	(void)state;
	enum { PEOPLE = 40, ROUNDS = 8, OVER = 3 };
	ARENA_SCOPED arena = arena_new();
	struct tables_input in = { .people_n = PEOPLE, .rounds_n = ROUNDS, .most = 5 };
	struct tables_result before = plan(arena, &in, 100000);
	tables_rounds present[PEOPLE];
	for (size_t i = 0; i < PEOPLE; i++)
		present[i] = i < 2 ? 7 : TABLES_ALWAYS; /* two leave after the third round */
	in.present = present;
	in.earlier = before.seat;
	in.past_n = OVER;
	struct tables_result after = plan(arena, &in, 2000000);
	for (size_t i = 0; i < OVER * PEOPLE; i++)
		assert_int_equal(after.seat[i], before.seat[i]);
	for (size_t r = OVER; r < ROUNDS; r++)
		assert_true(after.seat[r * PEOPLE] == TABLES_NONE && after.seat[r * PEOPLE + 1] == TABLES_NONE);
	assert_int_equal(tables_cost_of(&in, after.seat).repeats, after.cost.repeats);
	assert_true(after.cost.repeats <= 4);
}

static bool stop_at_once(void *user, double done)
{
	(void)user;
	(void)done;
	return false;
}

static void a_stopped_search_has_a_plan(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct progress progress = { .tell = stop_at_once };
	struct tables_options how = tables_defaults();
	how.progress = &progress;
	struct tables_input in = { .people_n = 32, .rounds_n = 10, .most = 4 };
	struct tables_result r;
	struct error err = { 0 };
	assert_true(tables_plan(arena, &in, &how, &r, &err));
	assert_true(r.stopped);
	assert_cost(r.cost, tables_cost_of(&in, r.seat));
}

static void what_cannot_be_is_refused(void **state)
{
	(void)state;
	static const uint16_t six[] = { 3, 3 };
	static const struct { struct tables_input in; enum error_code code; } wrong[] = {
		{ { .people_n = 0, .rounds_n = 1, .most = 4 }, ERROR_INPUT },
		{ { .people_n = TABLES_PEOPLE_MAX + 1, .rounds_n = 1, .most = 4 }, ERROR_INPUT },
		{ { .people_n = 4, .rounds_n = 0, .most = 4 }, ERROR_INPUT },
		{ { .people_n = 4, .rounds_n = TABLES_ROUNDS_MAX + 1, .most = 4 }, ERROR_INPUT },
		{ { .people_n = 4, .rounds_n = 1, .most = 0 }, ERROR_INPUT },
		{ { .people_n = 4, .rounds_n = 1, .least = 5, .most = 4 }, ERROR_INPUT },
		{ { .people_n = 7, .rounds_n = 1, .least = 4, .most = 5 }, ERROR_RULE },
		{ { .people_n = 7, .rounds_n = 1, .seats = six, .tables_n = 2 }, ERROR_RULE },
	};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		ARENA_SCOPED arena = arena_new();
		struct tables_options how = tables_defaults();
		struct tables_result r;
		struct error err = { 0 };
		assert_false(tables_plan(arena, &wrong[i].in, &how, &r, &err));
		assert_int_equal(err.code, wrong[i].code);
	}
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(fields_are_fields), cmocka_unit_test(constructions_never_repeat),
	cmocka_unit_test(constructions_have_their_rounds), cmocka_unit_test(reaches_what_is_known),
	cmocka_unit_test(keeps_pairs_apart), cmocka_unit_test(costs_are_what_they_are_said_to_be),
	cmocka_unit_test(the_order_of_people_changes_nothing), cmocka_unit_test(bounds_hold_and_optima_are_found),
	cmocka_unit_test(the_past_is_kept), cmocka_unit_test(a_stopped_search_has_a_plan),
	cmocka_unit_test(what_cannot_be_is_refused),
};
RUN(tests)
