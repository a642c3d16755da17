/* A queue by a lower bound, least first: a project's price never falls, so that what comes out
 * first is reckoned again, put back where it now belongs, and taken when it stays first. Inner
 * to methods/budget*.c. */
#ifndef CORDEE_BUDGET_HEAP_H
#define CORDEE_BUDGET_HEAP_H
#include <stddef.h>
#include <stdint.h>

struct heap_item {
	double low;
	uint32_t rank;
};

struct heap {
	struct heap_item *at; /* a binary heap: at[0] is a least one */
	size_t n;
};

void heap_add(struct heap *, struct heap_item);
void heap_pop(struct heap *);
/* The first item's bound has risen. */
void heap_raise(struct heap *, double low);
#endif
