/* Quota, kinds: from people to units (who must be together), from units to kinds (whom quotas
 * cannot tell apart), and the rows that a set must meet. Everything is put in the order of names
 * first, so that nothing depends on the order of the input. */
#include "methods/quota_inner.h"

#include "base/check.h"
#include "base/list.h"

#include <stdlib.h>

/* The input in the order of names, and what is being made of it. */
struct making {
	struct arena *arena, *scratch;
	const struct quota_input *in;
	size_t *features;   /* rank → feature */
	size_t **values;    /* feature → rank → value */
	uint16_t *tuples;   /* person × rank of feature → rank of value */
	size_t *people;     /* rank → person */
	size_t *unit_of;    /* person → rank of the first person of the unit */
	bool *apart;        /* the same: the unit has someone it must be apart from */
	size_t *kind_of;    /* the same → kind */
};

struct named {
	struct text name;
	size_t index;
};

static int by_name(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	return text_compare(x->name, y->name);
}

/* Indexes 0 to n-1 in the order of their names. */
static size_t *in_order(struct making *m, struct named *names, size_t n)
{
	size_t *order = arena_many(m->scratch, size_t, n);
	qsort(names, n, sizeof *names, by_name);
	for (size_t i = 0; i < n; i++)
		order[i] = names[i].index;
	return order;
}

static void order_features(struct making *m)
{
	const struct quota_input *in = m->in;
	struct named *names = arena_many(m->scratch, struct named, in->features_n);
	m->values = arena_many(m->scratch, size_t *, in->features_n);
	for (size_t f = 0; f < in->features_n; f++) {
		const struct quota_feature *feature = &in->features[f];
		struct named *values = arena_many(m->scratch, struct named, feature->values_n);
		names[f] = (struct named){ feature->name, f };
		for (size_t v = 0; v < feature->values_n; v++)
			values[v] = (struct named){ feature->values[v].name, v };
		m->values[f] = in_order(m, values, feature->values_n);
	}
	m->features = in_order(m, names, in->features_n);
}

static void order_people(struct making *m)
{
	const struct quota_input *in = m->in;
	struct named *names = arena_many(m->scratch, struct named, in->people_n);
	for (size_t p = 0; p < in->people_n; p++)
		names[p] = (struct named){ in->people[p], p };
	m->people = in_order(m, names, in->people_n);
}

static void make_tuples(struct making *m)
{
	const struct quota_input *in = m->in;
	size_t width = in->features_n;
	m->tuples = arena_many(m->scratch, uint16_t, in->people_n * width);
	for (size_t rank = 0; rank < width; rank++) {
		size_t f = m->features[rank], n = in->features[f].values_n;
		uint16_t *rank_of = arena_many(m->scratch, uint16_t, n);
		for (size_t v = 0; v < n; v++)
			rank_of[m->values[f][v]] = (uint16_t)v;
		for (size_t p = 0; p < in->people_n; p++)
			m->tuples[p * width + rank] = rank_of[in->values[p * width + f]];
	}
}

static size_t root(size_t *parent, size_t i)
{
	while (parent[i] != i)
		i = parent[i] = parent[parent[i]];
	return i;
}

static bool mark_apart(struct making *m, struct error *err)
{
	const struct quota_input *in = m->in;
	m->apart = arena_many(m->scratch, bool, in->people_n);
	for (size_t i = 0; i < in->pairs_n; i++) {
		size_t one = m->unit_of[in->pairs[i].one], other = m->unit_of[in->pairs[i].other];
		if (in->pairs[i].together)
			continue;
		err->name = in->people[in->pairs[i].one];
		if (one == other)
			return error_input(err, NULL, N_("« {name} » doit être à la fois avec et sans une même personne."));
		m->apart[one] = m->apart[other] = true;
	}
	return true;
}

/* Whoever must be together, directly or through others, is one unit, named by its first rank. */
static void make_units(struct making *m)
{
	const struct quota_input *in = m->in;
	size_t n = in->people_n, *parent = arena_many(m->scratch, size_t, n), *rank = arena_many(m->scratch, size_t, n);
	for (size_t i = 0; i < n; i++) {
		parent[i] = i;
		rank[m->people[i]] = i;
	}
	for (size_t i = 0; i < in->pairs_n; i++) {
		if (!in->pairs[i].together)
			continue;
		size_t a = root(parent, rank[in->pairs[i].one]), b = root(parent, rank[in->pairs[i].other]);
		parent[a > b ? a : b] = a < b ? a : b;
	}
	m->unit_of = arena_many(m->scratch, size_t, n);
	for (size_t i = 0; i < n; i++)
		m->unit_of[m->people[i]] = root(parent, i);
}

struct unit {
	const struct making *making;
	size_t name;
	const size_t *people; /* in the order of their values, then of their names */
	size_t n;
	bool apart;
};

static int compare_tuples(const struct making *m, size_t p, size_t q)
{
	size_t width = m->in->features_n;
	for (size_t f = 0; f < width; f++) {
		int a = m->tuples[p * width + f], b = m->tuples[q * width + f];
		if (a != b)
			return a - b;
	}
	return 0;
}

/* 0 for two units of one kind. */
static int compare_kinds(const struct unit *x, const struct unit *y)
{
	if (x->n != y->n)
		return x->n < y->n ? -1 : 1;
	for (size_t i = 0; i < x->n; i++) {
		int order = compare_tuples(x->making, x->people[i], y->people[i]);
		if (order)
			return order;
	}
	if (x->apart != y->apart)
		return x->apart - y->apart;
	return x->apart ? (x->name > y->name) - (x->name < y->name) : 0;
}

static int by_kind(const void *a, const void *b)
{
	const struct unit *x = a, *y = b;
	int order = compare_kinds(x, y);
	return order ? order : (x->name > y->name) - (x->name < y->name);
}

/* Insertion: units are small, and people come in the order of their names. */
static void place(const struct making *m, size_t *people, size_t n, size_t person)
{
	size_t at = n;
	for (; at > 0 && compare_tuples(m, people[at - 1], person) > 0; at--)
		people[at] = people[at - 1];
	people[at] = person;
}

static size_t gather_units(struct making *m, struct unit *units)
{
	size_t n = m->in->people_n, units_n = 0, *size = arena_many(m->scratch, size_t, n);
	size_t **room = arena_many(m->scratch, size_t *, n);
	for (size_t i = 0; i < n; i++)
		size[m->unit_of[i]]++;
	for (size_t i = 0; i < n; i++) {
		if (!size[i])
			continue;
		room[i] = arena_many(m->scratch, size_t, size[i]);
		units[units_n++] = (struct unit){ m, i, room[i], size[i], m->apart[i] };
		size[i] = 0;
	}
	for (size_t i = 0; i < n; i++) {
		size_t person = m->people[i], unit = m->unit_of[person];
		place(m, room[unit], size[unit]++, person);
	}
	return units_n;
}

static void make_kinds(struct making *m, struct quota_pool *pool)
{
	size_t n = m->in->people_n, placed = 0, *order = arena_many(m->arena, size_t, n);
	struct unit *units = arena_many(m->scratch, struct unit, n);
	size_t units_n = gather_units(m, units);
	struct quota_kind *kinds = arena_many(m->arena, struct quota_kind, units_n);
	qsort(units, units_n, sizeof *units, by_kind);
	m->kind_of = arena_many(m->scratch, size_t, n);
	for (size_t u = 0; u < units_n; u++) {
		if (u == 0 || compare_kinds(&units[u - 1], &units[u]) != 0)
			kinds[pool->kinds_n++] = (struct quota_kind){ .first = placed, .size = units[u].n };
		kinds[pool->kinds_n - 1].units++;
		m->kind_of[units[u].name] = pool->kinds_n - 1;
		for (size_t i = 0; i < units[u].n; i++)
			order[placed++] = units[u].people[i];
	}
	pool->order = order;
	pool->kinds = kinds;
}

/* Terms of a row: how many people of a unit of each kind are counted by it. */
static struct quota_row feature_row(struct making *m, const struct quota_pool *pool, size_t rank, size_t value_rank)
{
	size_t width = m->in->features_n, feature = m->features[rank], value = m->values[feature][value_rank];
	const struct quota_value *bounds = &m->in->features[feature].values[value];
	LIST(struct quota_term) terms = { 0 };
	for (size_t k = 0; k < pool->kinds_n; k++) {
		int64_t count = 0;
		for (size_t i = 0; i < pool->kinds[k].size; i++)
			count += m->tuples[pool->order[pool->kinds[k].first + i] * width + rank] == value_rank;
		if (count)
			list_add(m->arena, &terms, (struct quota_term){ k, count });
	}
	return (struct quota_row){ terms.at, terms.n, bounds->least, bounds->most, feature, value, false };
}

static struct quota_row size_row(struct making *m, const struct quota_pool *pool)
{
	struct quota_term *terms = arena_many(m->arena, struct quota_term, pool->kinds_n);
	for (size_t k = 0; k < pool->kinds_n; k++)
		terms[k] = (struct quota_term){ k, (int64_t)pool->kinds[k].size };
	return (struct quota_row){ terms, pool->kinds_n, m->in->least, m->in->most, QUOTA_NO_FEATURE, 0, true };
}

struct apart {
	size_t low, high; /* kinds, of one unit each */
};

static int by_apart(const void *a, const void *b)
{
	const struct apart *x = a, *y = b;
	if (x->low != y->low)
		return x->low < y->low ? -1 : 1;
	return (x->high > y->high) - (x->high < y->high);
}

static struct quota_row apart_row(struct making *m, const struct apart *pair)
{
	struct quota_term *terms = arena_many(m->arena, struct quota_term, 2);
	terms[0] = (struct quota_term){ pair->low, 1 };
	terms[1] = (struct quota_term){ pair->high, 1 };
	return (struct quota_row){ terms, 2, 0, 1, QUOTA_NO_FEATURE, 0, false };
}

static size_t apart_pairs(struct making *m, struct apart *pairs)
{
	size_t n = 0;
	for (size_t i = 0; i < m->in->pairs_n; i++) {
		const struct quota_pair *pair = &m->in->pairs[i];
		if (pair->together)
			continue;
		size_t a = m->kind_of[m->unit_of[pair->one]], b = m->kind_of[m->unit_of[pair->other]];
		pairs[n++] = (struct apart){ a < b ? a : b, a < b ? b : a };
	}
	qsort(pairs, n, sizeof *pairs, by_apart);
	return n;
}

static void make_rows(struct making *m, struct quota_pool *pool)
{
	LIST(struct quota_row) rows = { 0 };
	struct apart *pairs = arena_many(m->scratch, struct apart, m->in->pairs_n);
	size_t pairs_n = apart_pairs(m, pairs);
	list_add(m->arena, &rows, size_row(m, pool));
	for (size_t f = 0; f < m->in->features_n; f++)
		for (size_t v = 0; v < m->in->features[m->features[f]].values_n; v++)
			list_add(m->arena, &rows, feature_row(m, pool, f, v));
	for (size_t i = 0; i < pairs_n; i++)
		if (i == 0 || by_apart(&pairs[i - 1], &pairs[i]) != 0)
			list_add(m->arena, &rows, apart_row(m, &pairs[i]));
	pool->rows = rows.at;
	pool->rows_n = rows.n;
}

struct quota_pool *quota_pool(struct arena *arena, const struct quota_input *in, struct error *err)
{
	if (!quota_check(in, err))
		return NULL;
	ARENA_SCOPED scratch = arena_new();
	struct quota_pool *pool = arena_one(arena, struct quota_pool);
	struct making m = { .arena = arena, .scratch = scratch, .in = in };
	pool->input = in;
	order_features(&m);
	order_people(&m);
	make_tuples(&m);
	make_units(&m);
	if (!mark_apart(&m, err))
		return NULL;
	make_kinds(&m, pool);
	make_rows(&m, pool);
	return pool;
}
