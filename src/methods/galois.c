/* Finite fields by the logarithms of a primitive element; products of fields digit by digit, in
 * mixed radix. An element of GF(pᵉ) is a polynomial over GF(p), its coefficients the digits of a
 * number in base p. */
#include "methods/galois.h"

#include "base/check.h"

/* a + sign × b, coefficient by coefficient. */
static uint32_t combine(uint32_t p, uint32_t a, uint32_t b, uint32_t sign)
{
	uint32_t sum = 0;
	for (uint32_t place = 1; a || b; place *= p, a /= p, b /= p)
		sum += (a % p + sign * (b % p)) % p * place;
	return sum;
}

/* `a` times the unknown, modulo xᵉ = `rest`. */
static uint32_t times_unknown(const struct galois_field *f, uint32_t a, uint32_t rest)
{
	uint32_t high = f->order / f->characteristic, lead = a / high;
	uint32_t shifted = a % high * f->characteristic;
	for (; lead > 0; lead--)
		shifted = combine(f->characteristic, shifted, rest, 1);
	return shifted;
}

/* Fills the powers of the unknown modulo xᵉ = rest; false when they do not reach every element
 * but 0, so that the polynomial is not primitive. */
static bool fill_powers(struct galois_field *f, uint32_t rest)
{
	uint32_t x = 1;
	for (uint32_t i = 0; i < f->order - 1; i++) {
		if (x == 0 || (i > 0 && x == 1))
			return false;
		f->power[i] = (uint16_t)x;
		f->logarithm[x] = (uint16_t)i;
		x = times_unknown(f, x, rest);
	}
	return x == 1;
}

static struct galois_field field_new(struct arena *arena, uint32_t p, uint32_t degree, uint32_t order)
{
	struct galois_field f = { .characteristic = p, .degree = degree, .order = order,
	                          .power = arena_many(arena, uint16_t, order),
	                          .logarithm = arena_many(arena, uint16_t, order) };
	for (uint32_t rest = 1; rest < order; rest++) /* a primitive polynomial always exists */
		if (fill_powers(&f, rest))
			return f;
	check(false);
}

struct galois galois_new(struct arena *arena, uint32_t order)
{
	check(order >= 2 && order < GALOIS_ORDER_MAX);
	struct galois g = { .order = order };
	for (uint32_t p = 2; order > 1; p++) {
		uint32_t degree = 0, power = 1;
		for (; order % p == 0; order /= p, degree++)
			power *= p;
		if (degree)
			g.field[g.fields_n++] = field_new(arena, p, degree, power);
	}
	return g;
}

static uint32_t field_multiply(const struct galois_field *f, uint32_t a, uint32_t b)
{
	return a && b ? f->power[((uint32_t)f->logarithm[a] + f->logarithm[b]) % (f->order - 1)] : 0;
}

static uint32_t field_add(const struct galois_field *f, uint32_t a, uint32_t b)
{
	return combine(f->characteristic, a, b, 1);
}

static uint32_t field_subtract(const struct galois_field *f, uint32_t a, uint32_t b)
{
	return combine(f->characteristic, a, b, f->characteristic - 1);
}

static uint32_t by_fields(const struct galois *g, uint32_t a, uint32_t b,
                          uint32_t (*reckon)(const struct galois_field *, uint32_t, uint32_t))
{
	uint32_t sum = 0, place = 1;
	for (size_t i = 0; i < g->fields_n; i++) {
		const struct galois_field *f = &g->field[i];
		sum += reckon(f, a % f->order, b % f->order) * place;
		place *= f->order;
		a /= f->order;
		b /= f->order;
	}
	return sum;
}

uint32_t galois_add(const struct galois *g, uint32_t a, uint32_t b)
{
	return by_fields(g, a, b, field_add);
}

uint32_t galois_subtract(const struct galois *g, uint32_t a, uint32_t b)
{
	return by_fields(g, a, b, field_subtract);
}

uint32_t galois_multiply(const struct galois *g, uint32_t a, uint32_t b)
{
	return by_fields(g, a, b, field_multiply);
}

uint32_t galois_apart(const struct galois *g)
{
	uint32_t least = g->order;
	for (size_t i = 0; i < g->fields_n; i++)
		if (g->field[i].order < least)
			least = g->field[i].order;
	return least;
}

uint32_t galois_spread(const struct galois *g, uint32_t n)
{
	uint32_t sum = 0, place = 1;
	for (size_t i = 0; i < g->fields_n; i++) {
		sum += n * place;
		place *= g->field[i].order;
	}
	return sum;
}
