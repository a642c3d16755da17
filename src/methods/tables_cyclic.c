/* People stand on circles of g places, and a few in the middle; one step of the circles makes the
 * next round. Two people of a round then meet once in g rounds, and so do all the pairs at the
 * same distance: it is enough that no distance occurs twice among the tables of the first round
 * ("mixed differences": Bose, "On the construction of balanced incomplete block designs", Annals
 * of Eugenics 9, 1939). With two first rounds, g is half as large. Finding them is annealing over
 * distances; there are g times fewer than pairs. */
#include "methods/tables_cyclic.h"

#include <string.h>

enum { NO_CLASS = UINT16_MAX, POINTS_MAX = 200 };

/* Pairs at one distance. */
struct class {
	int32_t pairs; /* how many there are */
	int32_t each;  /* how often one occurrence makes each of them meet */
	int32_t count; /* occurrences at the tables of the first rounds */
};

struct wheel {
	size_t people, points, tables, seats;
	size_t turns, firsts, circles; /* g, first rounds, circles of g places */
	uint16_t *class_of;            /* points × points */
	struct class *class;
	size_t classes;
	uint16_t *seat, *place, *member; /* of each first round */
	int64_t cost;
};

/* --- distances --- */

static uint16_t class_new(struct wheel *w, size_t pairs, size_t each)
{
	w->class[w->classes] = (struct class){ .pairs = (int32_t)pairs, .each = (int32_t)each };
	return (uint16_t)w->classes++;
}

static uint16_t class_at(struct wheel *w, uint16_t *known, size_t pairs, size_t each)
{
	if (*known == NO_CLASS)
		*known = class_new(w, pairs, each);
	return *known;
}

/* Two on circles: their circles, and the steps from one to the other; halfway round the same
 * circle, a turn brings each to the other's place, and they meet twice. */
static uint16_t circle_class(struct wheel *w, uint16_t *known, size_t a, size_t b)
{
	size_t g = w->turns, circle_a = a / g, circle_b = b / g, steps = (a % g + g - b % g) % g;
	if (circle_a == circle_b && steps > g - steps)
		steps = g - steps;
	uint16_t *at = &known[(circle_a * w->circles + circle_b) * g + steps];
	return circle_a == circle_b && 2 * steps == g ? class_at(w, at, g / 2, 2) : class_at(w, at, g, 1);
}

/* a > b. Empty seats are the last points: two of them at a table would leave it too small. */
static uint16_t find_class(struct wheel *w, uint16_t *known, uint16_t *middle, size_t a, size_t b)
{
	enum { NEVER = 4 };
	size_t on_circles = w->circles * w->turns;
	if (a >= w->people)
		return b >= w->people ? class_new(w, w->turns, NEVER) : (uint16_t)NO_CLASS;
	if (b >= on_circles)
		return class_new(w, 1, w->turns); /* both in the middle: together in every round */
	if (a >= on_circles)
		return class_at(w, &middle[(a - on_circles) * w->circles + b / w->turns], w->turns, 1);
	return circle_class(w, known, a, b);
}

static void set_distances(struct arena *arena, struct wheel *w)
{
	size_t circles = w->circles * w->circles * w->turns, middle = w->points * w->circles;
	uint16_t *known = arena_many(arena, uint16_t, circles + middle);
	memset(known, 0xff, (circles + middle) * sizeof *known);
	for (size_t a = 0; a < w->points; a++)
		for (size_t b = 0; b < a; b++)
			w->class_of[a * w->points + b] = w->class_of[b * w->points + a] =
			    find_class(w, known, known + circles, a, b);
}

static bool wheel_new(struct arena *arena, const struct tables_run *run, size_t tables, size_t seats, size_t turns, size_t firsts,
                      struct wheel *w)
{
	size_t people = run->rules->people, points = tables * seats;
	*w = (struct wheel){ .people = people, .points = points, .tables = tables, .seats = seats, .turns = turns,
	                     .firsts = firsts, .circles = people / turns };
	if (w->circles == 0 || people % turns > tables)
		return false; /* those in the middle must sit at different tables */
	w->class_of = arena_many(arena, uint16_t, points * points);
	w->class = arena_many(arena, struct class, points * points);
	w->seat = arena_many(arena, uint16_t, firsts * points);
	w->place = arena_many(arena, uint16_t, firsts * points);
	w->member = arena_many(arena, uint16_t, firsts * points);
	set_distances(arena, w);
	return true;
}

/* --- a first round --- */

static int64_t class_cost(const struct class *c, int64_t count)
{
	int64_t meetings = c->each * count;
	return meetings > 1 ? c->pairs * (meetings - 1) * (meetings - 1) : 0;
}

static void occur(struct wheel *w, size_t a, size_t b, int step)
{
	uint16_t at = w->class_of[a * w->points + b];
	if (at == NO_CLASS)
		return;
	struct class *c = &w->class[at];
	w->cost += class_cost(c, c->count + step) - class_cost(c, c->count);
	c->count += step;
}

static void deal(struct wheel *w, struct random *random)
{
	for (size_t i = 0; i < w->classes; i++)
		w->class[i].count = 0;
	w->cost = 0;
	for (size_t first = 0; first < w->firsts; first++) {
		uint16_t *member = w->member + first * w->points;
		for (size_t i = 0; i < w->points; i++)
			member[i] = (uint16_t)i;
		random_shuffle(random, member, w->points, sizeof *member);
		for (size_t i = 0; i < w->points; i++) {
			w->seat[first * w->points + member[i]] = (uint16_t)(i / w->seats);
			w->place[first * w->points + member[i]] = (uint16_t)i;
			for (size_t j = i / w->seats * w->seats; j < i; j++)
				occur(w, member[i], member[j], 1);
		}
	}
}

/* The others of a table stop sitting with one, and sit with the other. */
static void change_company(struct wheel *w, const uint16_t *table, size_t of, size_t leaves, size_t comes)
{
	for (size_t i = 0; i < w->seats; i++)
		if (table[i] != of) {
			occur(w, leaves, table[i], -1);
			occur(w, comes, table[i], 1);
		}
}

static void try_swap(struct tables_run *run, struct wheel *w, int64_t temperature)
{
	size_t first = random_below(&run->random, w->firsts);
	size_t a = random_below(&run->random, w->points), b = random_below(&run->random, w->points);
	uint16_t *seat = w->seat + first * w->points, *place = w->place + first * w->points;
	uint16_t *member = w->member + first * w->points;
	if (seat[a] == seat[b])
		return;
	const uint16_t *at_a = member + seat[a] * w->seats, *at_b = member + seat[b] * w->seats;
	int64_t before = w->cost;
	change_company(w, at_a, a, a, b);
	change_company(w, at_b, b, b, a);
	if ((w->cost - before) * TABLES_MILLION > tables_patience(run, temperature)) {
		change_company(w, at_a, a, b, a);
		change_company(w, at_b, b, a, b);
		return;
	}
	member[place[a]] = (uint16_t)b;
	member[place[b]] = (uint16_t)a;
	uint16_t table = seat[a], chair = place[a];
	seat[a] = seat[b];
	place[a] = place[b];
	seat[b] = table;
	place[b] = chair;
}

static bool anneal(struct tables_run *run, struct wheel *w, int64_t moves)
{
	int64_t scale = (int64_t)w->turns * TABLES_MILLION; /* a distance that occurs twice costs g */
	deal(w, &run->random);
	struct tables_cooling cooling = tables_cool(moves, scale, scale / 7);
	for (; moves > 0 && w->cost > 0 && tables_spend(run, 1); moves--) {
		try_swap(run, w, cooling.temperature);
		tables_cooler(&cooling);
	}
	return w->cost == 0;
}

/* --- from first rounds to all of them --- */

static void turn(const struct wheel *w, struct tables_design *d)
{
	size_t g = w->turns, on_circles = w->circles * g;
	for (size_t r = 0; r < d->rounds; r++)
		for (size_t point = 0; point < w->points; point++) {
			size_t stands = point < on_circles ? point / g * g + (point % g + r / w->firsts) % g : point;
			d->table[r * d->points + stands] = w->seat[r % w->firsts * w->points + point];
		}
}

static struct tables_design design_of(struct arena *arena, const struct wheel *w)
{
	struct tables_design d = { .method = TABLES_CYCLIC, .points = w->points, .tables = w->tables,
	                           .rounds = w->turns * w->firsts };
	d.table = arena_many(arena, uint16_t, d.rounds * d.points);
	turn(w, &d);
	return d;
}

/* Circles of as many places as there are rounds, or a few more: more rounds than needed are harder
 * to find, but an even circle has pairs halfway round. Then half as many with two first rounds. */
static size_t turns_of(size_t attempt, size_t rounds, size_t *firsts)
{
	enum { SIZES = 3 };
	*firsts = attempt % (SIZES + 1) == SIZES ? 2 : 1;
	return *firsts == 2 ? (rounds + 1) / 2 : rounds + attempt % (SIZES + 1);
}

bool tables_cyclic(struct arena *arena, struct tables_run *run, size_t tables, size_t seats, struct tables_design *design)
{
	enum { ATTEMPTS = 12, FIRST = 100000, SHARE = 3 };
	size_t rounds = run->rules->rounds;
	int64_t moves = FIRST, end = run->left - run->work / SHARE;
	if (tables * seats > POINTS_MAX || seats < 2 || tables < 2)
		return false;
	for (size_t attempt = 0; attempt < ATTEMPTS && run->left - moves > end && !run->stopped; attempt++) {
		ARENA_SCOPED scratch = arena_new();
		struct wheel w;
		size_t firsts, turns = turns_of(attempt, rounds, &firsts);
		if (turns < 2 || !wheel_new(scratch, run, tables, seats, turns, firsts, &w))
			continue;
		if (anneal(run, &w, moves)) {
			*design = design_of(arena, &w);
			return true;
		}
		moves += attempt % 4 == 3 ? moves * 2 : 0;
	}
	return false;
}
