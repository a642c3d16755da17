/* Kirkman triple systems over GF(q), q = 6t + 1, w a primitive element (Ray-Chaudhuri and Wilson
 * 1971; Colbourn and Dinitz, "Handbook of Combinatorial Designs", 2007, II.2.8). One round is
 * written down and developed: adding a field element to every point gives the next round. */
#include "methods/tables_kirkman.h"

#include "methods/galois.h"

/* A triple being seated: points are column × q + element. */
struct round {
	const struct galois *field;
	struct tables_design *design;
	size_t index;
	uint32_t shift;
	uint16_t table;
};

static void place(struct round *r, uint32_t column, uint32_t element)
{
	uint32_t x = galois_add(r->field, element, r->shift);
	r->design->table[r->index * r->design->points + column * r->field->order + x] = r->table;
}

static uint32_t power(const struct round *r, uint32_t n)
{
	return r->field->field[0].power[n % (r->field->order - 1)];
}

static bool prime_power_of_six(struct arena *arena, size_t q, struct galois *field)
{
	if (q % 6 != 1 || q < 7 || q >= GALOIS_ORDER_MAX)
		return false;
	*field = galois_new(arena, (uint32_t)q);
	return field->fields_n == 1;
}

/* {wⁱ, wⁱ⁺²ᵗ, wⁱ⁺⁴ᵗ}, each in its column. */
static void spread_triple(struct round *r, uint32_t i, uint32_t t, const uint32_t columns[3])
{
	for (uint32_t j = 0; j < 3; j++)
		place(r, columns[j], power(r, i + 2 * j * t));
	r->table++;
}

/* 3q points. The round of {0,0,0}, of the triples of each column, and of every second run of the
 * mixed triples; */
static void mixed_round(struct round *r, uint32_t t)
{
	static const uint32_t across[3] = { 0, 1, 2 };
	for (uint32_t c = 0; c < 3; c++)
		place(r, c, 0);
	r->table++;
	for (uint32_t i = 0; i < t; i++)
		for (uint32_t c = 0; c < 3; c++)
			spread_triple(r, i, t, (const uint32_t[3]){ c, c, c });
	for (uint32_t i = t; i < 6 * t; i++)
		if (i / t % 2 == 1)
			spread_triple(r, i, t, across);
}

/* and, for each mixed triple that is left, the round of all its translates. */
static void translates_round(struct round *r, uint32_t t, uint32_t nth)
{
	static const uint32_t across[3] = { 0, 1, 2 };
	uint32_t i = nth / t * 2 * t + nth % t;
	for (r->shift = 0; r->shift < r->field->order; r->shift++)
		spread_triple(r, i, t, across);
}

static void three_columns(const struct galois *field, struct tables_design *d)
{
	uint32_t q = field->order, t = q / 6;
	for (uint32_t index = 0; index < d->rounds; index++) {
		struct round r = { .field = field, .design = d, .index = index, .shift = index < q ? index : 0 };
		if (index < q)
			mixed_round(&r, t);
		else
			translates_round(&r, t, index - q);
	}
}

/* 2q + 1 points, the last one fixed. m: 2wᵐ = wᵗ + 1. */
static uint32_t middle(const struct galois *field)
{
	uint32_t t = field->order / 6, m = 0;
	uint32_t sum = galois_add(field, field->field[0].power[t], 1);
	while (galois_add(field, field->field[0].power[m], field->field[0].power[m]) != sum)
		m++;
	return m;
}

static void two_columns_round(struct round *r, uint32_t t, uint32_t m)
{
	place(r, 0, 0);
	place(r, 1, 0);
	r->design->table[r->index * r->design->points + r->design->points - 1] = r->table++;
	for (uint32_t i = 0; i < 6 * t; i++) {
		if (i / t % 2 == 1)
			continue;
		place(r, 0, power(r, i));
		place(r, 0, power(r, i + t));
		place(r, 1, power(r, i + m));
		r->table++;
	}
	for (uint32_t i = 0; i < t; i++) {
		for (uint32_t j = 1; j < 6; j += 2)
			place(r, 1, power(r, i + m + j * t));
		r->table++;
	}
}

static void two_columns(const struct galois *field, struct tables_design *d)
{
	uint32_t t = field->order / 6, m = middle(field);
	for (uint32_t index = 0; index < d->rounds; index++)
		two_columns_round(&(struct round){ .field = field, .design = d, .index = index, .shift = index }, t, m);
}

static struct tables_design design_new(struct arena *arena, size_t tables, size_t rounds)
{
	size_t points = 3 * tables, all = (points - 1) / 2;
	rounds = rounds < all ? rounds : all;
	return (struct tables_design){ .method = TABLES_KIRKMAN, .points = points, .tables = tables, .rounds = rounds,
	                               .table = arena_many(arena, uint16_t, rounds * points) };
}

size_t tables_kirkman(struct arena *arena, size_t tables, size_t rounds, struct tables_design *designs)
{
	size_t n = 0;
	struct galois field;
	if (prime_power_of_six(arena, tables, &field)) {
		designs[n] = design_new(arena, tables, rounds);
		three_columns(&field, &designs[n++]);
	}
	if (tables % 2 == 1 && prime_power_of_six(arena, (3 * tables - 1) / 2, &field)) {
		designs[n] = design_new(arena, tables, rounds);
		two_columns(&field, &designs[n++]);
	}
	return n;
}
