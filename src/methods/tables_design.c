/* Polygon, transversal designs and progressions; Kirkman's triples are in tables_kirkman.c. */
#include "methods/tables_design.h"

#include "methods/galois.h"
#include "methods/tables_kirkman.h"

static struct tables_design design_new(struct arena *arena, enum tables_method method, size_t tables, size_t seats, size_t rounds)
{
	return (struct tables_design){ .method = method, .points = tables * seats, .tables = tables, .rounds = rounds,
	                               .table = arena_many(arena, uint16_t, rounds * tables * seats) };
}

static size_t least_of(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* The last point stays in the middle of a polygon of the others; in round r it meets r, and the
 * two at the same distance from r on either side meet. */
static struct tables_design polygon(struct arena *arena, size_t tables, size_t rounds)
{
	size_t corners = 2 * tables - 1;
	struct tables_design d = design_new(arena, TABLES_POLYGON, tables, 2, least_of(rounds, corners));
	for (size_t r = 0; r < d.rounds; r++)
		for (size_t away = 1; away < tables; away++) {
			d.table[r * d.points + (r + away) % corners] = (uint16_t)away;
			d.table[r * d.points + (r + corners - away) % corners] = (uint16_t)away;
		}
	return d;
}

/* Rounds that seat every column by itself, as a smaller design says, are added after `done`. */
static void seat_columns(const struct tables_design *small, size_t done, struct tables_design *d)
{
	for (size_t r = done; r < d->rounds; r++)
		for (size_t point = 0; point < d->points; point++) {
			size_t column = point / d->tables, x = point % d->tables;
			size_t table = column * small->tables + small->table[(r - done) * small->points + x];
			d->table[r * d->points + point] = (uint16_t)table;
		}
}

static void seat_lines(const struct galois *ring, size_t rounds, struct tables_design *d)
{
	for (uint32_t m = 0; m < rounds; m++)
		for (uint32_t point = 0; point < d->points; point++) {
			uint32_t column = point / ring->order, x = point % ring->order;
			uint32_t slope = galois_multiply(ring, m, galois_spread(ring, column));
			d->table[m * d->points + point] = (uint16_t)galois_subtract(ring, x, slope);
		}
}

static const struct tables_design *most_rounds(const struct tables_design *designs, size_t n)
{
	const struct tables_design *best = NULL;
	for (size_t i = 0; i < n; i++)
		if (!best || designs[i].rounds > best->rounds)
			best = &designs[i];
	return best;
}

static struct tables_design transversal(struct arena *arena, const struct galois *ring, size_t seats, size_t rounds)
{
	size_t tables = ring->order, lines = least_of(rounds, tables), more = rounds - lines;
	struct tables_design smaller[TABLES_DESIGNS_MAX];
	size_t n = more && tables % seats == 0 ? tables_designs(arena, tables / seats, seats, more, smaller) : 0;
	const struct tables_design *columns = most_rounds(smaller, n);
	struct tables_design d = design_new(arena, TABLES_TRANSVERSAL, tables, seats, lines + (columns ? columns->rounds : 0));
	seat_lines(ring, lines, &d);
	if (columns)
		seat_columns(columns, lines, &d);
	return d;
}

/* (m − m′)(c − c′) is never a multiple of q while (rounds − 1)(columns − 1) < q. */
static struct tables_design progression(struct arena *arena, size_t tables, size_t seats, size_t rounds)
{
	size_t fit = (tables - 1) / (seats - 1) + 1;
	struct tables_design d = design_new(arena, TABLES_TRANSVERSAL, tables, seats, least_of(rounds, fit));
	for (size_t m = 0; m < d.rounds; m++)
		for (size_t point = 0; point < d.points; point++)
			d.table[m * d.points + point] = (uint16_t)((point % tables + m * (point / tables)) % tables);
	return d;
}

/* Everyone at one table, once. */
static struct tables_design one_table(struct arena *arena, size_t seats)
{
	return design_new(arena, TABLES_SEARCH, 1, seats, 1);
}

size_t tables_designs(struct arena *arena, size_t tables, size_t seats, size_t rounds,
                      struct tables_design designs[TABLES_DESIGNS_MAX])
{
	size_t n = 0;
	if (tables == 1)
		designs[n++] = one_table(arena, seats);
	if (tables < 2 || tables >= GALOIS_ORDER_MAX || seats < 2)
		return n;
	if (seats == 2)
		designs[n++] = polygon(arena, tables, rounds);
	struct galois ring = galois_new(arena, (uint32_t)tables);
	if (seats <= galois_apart(&ring))
		designs[n++] = transversal(arena, &ring, seats, rounds);
	else
		designs[n++] = progression(arena, tables, seats, rounds);
	if (seats == 3)
		n += tables_kirkman(arena, tables, rounds, designs + n);
	return n;
}
