/* Opinion map: who is in which group, and what each group voted. */
#include "methods/opinion_inner.h"

#include <math.h>

void opinion_gather(struct arena *arena, struct opinion_result *r, int32_t *group_of,
                    const int64_t *ids, size_t k)
{
	struct opinion_group *groups = arena_many(arena, struct opinion_group, k);
	for (size_t i = 0; i < r->people_n; i++)
		if (group_of[i] >= 0)
			groups[group_of[i]].size++;
	for (size_t g = 0; g < k; g++) {
		uint32_t *members = arena_many(arena, uint32_t, groups[g].size);
		size_t n = 0;
		for (size_t i = 0; i < r->people_n; i++)
			if (group_of[i] == (int32_t)g)
				members[n++] = (uint32_t)i;
		groups[g].id = ids[g];
		groups[g].members = members;
		groups[g].stability = NAN;
	}
	r->k = (int64_t)k;
	r->groups = groups;
	r->group_of = group_of;
}

static int by_value(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

void opinion_given(struct arena *arena, const struct opinion_matrix *a, struct opinion_result *r)
{
	int64_t *ids = arena_many(arena, int64_t, a->n);
	int32_t *of = arena_many(arena, int32_t, a->n);
	size_t n = 0, k = 0;
	for (size_t i = 0; i < a->n; i++)
		if (a->groups[i] != OPINION_NONE)
			ids[n++] = a->groups[i];
	qsort(ids, n, sizeof *ids, by_value);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || ids[i] != ids[i - 1])
			ids[k++] = ids[i];
	for (size_t i = 0; i < a->n; i++) {
		const int64_t *at = a->groups[i] == OPINION_NONE
		                            ? NULL
		                            : bsearch(&a->groups[i], ids, k, sizeof *ids, by_value);
		of[i] = at ? (int32_t)(at - ids) : OPINION_NONE;
	}
	r->silhouette = NAN;
	opinion_gather(arena, r, of, ids, k);
}

static void add(struct opinion_cell *c, int8_t value)
{
	c->agree += value > 0;
	c->disagree += value < 0;
	c->seen++;
}

void opinion_count(struct arena *arena, const struct opinion_matrix *a, struct opinion_result *r)
{
	struct opinion_cell *cells = arena_many(arena, struct opinion_cell, (size_t)r->k * a->m);
	struct opinion_cell *total = arena_many(arena, struct opinion_cell, a->m);
	for (size_t i = 0; i < a->n; i++) {
		struct opinion_cell *own =
			r->group_of[i] < 0 ? NULL : cells + (size_t)r->group_of[i] * a->m;
		for (size_t v = a->row[i]; v < a->row[i + 1]; v++) {
			add(&total[a->statement[v]], a->value[v]);
			if (own)
				add(&own[a->statement[v]], a->value[v]);
		}
	}
	r->cells = cells;
	r->total = total;
}

bool opinion_may_tell(const struct opinion_result *r, uint32_t count)
{
	return r->mode == OPINION_COMPAT || count == 0 || count >= OPINION_CELL;
}

static double compat_consensus(const struct opinion_result *r, size_t j)
{
	double product = 1;
	for (size_t g = 0; g < (size_t)r->k; g++) {
		const struct opinion_cell *c = &r->cells[g * r->statements_n + j];
		product *= (c->agree + 1.0) / (c->seen + 2.0);
	}
	return product;
}

/* Geometric mean over groups of P(agree) · (1 − P(disagree)), each share with Jeffreys' prior for
 * three answers, half a vote each: it does not shrink with the number of groups, and a group that
 * says no lowers it more than one that passes. Without groups, everybody is one. */
static double cordee_consensus(const struct opinion_result *r, size_t j)
{
	double logs = 0;
	size_t groups = r->k ? (size_t)r->k : 1;
	if (r->total[j].seen < OPINION_CELL)
		return NAN;
	for (size_t g = 0; g < groups; g++) {
		const struct opinion_cell *c =
			r->k ? &r->cells[g * r->statements_n + j] : &r->total[j];
		double seen = c->seen + 1.5;
		logs += log((c->agree + 0.5) / seen * (1 - (c->disagree + 0.5) / seen));
	}
	return exp(logs / (double)groups);
}

void opinion_consensus(struct arena *arena, struct opinion_result *r)
{
	double *value = arena_many(arena, double, r->statements_n);
	for (size_t j = 0; j < r->statements_n; j++)
		value[j] =
			r->mode == OPINION_COMPAT ? compat_consensus(r, j) : cordee_consensus(r, j);
	r->group_informed = value;
}
