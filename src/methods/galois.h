/* Arithmetic of finite fields GF(pᵉ), and of products of them, whose elements are numbers below
 * the order: for constructions of designs. In a product, `galois_apart` distinct elements exist
 * whose differences all have an inverse (as many as the smallest field has). */
#ifndef CORDEE_GALOIS_H
#define CORDEE_GALOIS_H
#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

enum { GALOIS_FIELDS_MAX = 5, GALOIS_ORDER_MAX = 2310 };

struct galois_field {
	uint32_t characteristic, degree, order;
	uint16_t *power;     /* order - 1: powers of a primitive element */
	uint16_t *logarithm; /* order: where an element is among them; of 0: unused */
};

struct galois {
	uint32_t order;
	size_t fields_n;
	struct galois_field field[GALOIS_FIELDS_MAX];
};

/* The product of fields with `order` elements: one field when the order is a prime power; the
 * factors by the primes otherwise. 2 ≤ order < GALOIS_ORDER_MAX. */
struct galois galois_new(struct arena *, uint32_t order);

uint32_t galois_add(const struct galois *, uint32_t a, uint32_t b);
uint32_t galois_subtract(const struct galois *, uint32_t a, uint32_t b);
uint32_t galois_multiply(const struct galois *, uint32_t a, uint32_t b);

uint32_t galois_apart(const struct galois *);
/* The nth of them; the first is 0, the second 1. */
uint32_t galois_spread(const struct galois *, uint32_t n);
#endif
