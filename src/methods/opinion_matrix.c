/* Opinion map: the votes in one order whatever the order they came in, the latest of each person
 * on each statement alone. */
#include "methods/opinion_inner.h"

struct ranked {
	int64_t id;
	uint32_t from; /* place in the input */
};

static int by_id(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;
	return (x->id > y->id) - (x->id < y->id);
}

static struct ranked *rank(struct arena *arena, const void *ids, size_t n, size_t step)
{
	struct ranked *r = arena_many(arena, struct ranked, n);
	bool sorted = true;
	for (size_t i = 0; i < n; i++) {
		int64_t id;
		memcpy(&id, (const char *)ids + i * step, sizeof id);
		r[i] = (struct ranked){ id, (uint32_t)i };
		sorted = sorted && (i == 0 || r[i - 1].id < id);
	}
	if (!sorted)
		qsort(r, n, sizeof *r, by_id);
	for (size_t i = 1; i < n; i++)
		check(r[i - 1].id != r[i].id);
	return r;
}

static uint32_t *places(struct arena *arena, const struct ranked *r, size_t n)
{
	uint32_t *to = arena_many(arena, uint32_t, n);
	for (size_t i = 0; i < n; i++)
		to[r[i].from] = (uint32_t)i;
	return to;
}

/* Stable counting sort of vote numbers by a key below `keys`; `start` has room for keys + 1. */
struct sorting {
	const struct opinion_vote *votes;
	const uint32_t *place; /* of a person or a statement of the input */
	bool by_person;
};

static uint32_t key_of(const struct sorting *s, uint32_t vote)
{
	const struct opinion_vote *v = &s->votes[vote];
	return s->place[s->by_person ? v->person : v->statement];
}

static void sort_votes(const struct sorting *s, size_t n, size_t keys, size_t *start,
                       const uint32_t *from, uint32_t *to)
{
	memset(start, 0, (keys + 1) * sizeof *start);
	for (uint32_t i = 0; i < n; i++)
		start[key_of(s, i) + 1]++;
	for (size_t k = 0; k < keys; k++)
		start[k + 1] += start[k];
	for (uint32_t i = 0; i < n; i++) {
		uint32_t vote = from ? from[i] : i;
		to[start[key_of(s, vote)]++] = vote;
	}
	/* Each start has become the next one's. */
	memmove(start + 1, start, keys * sizeof *start);
	start[0] = 0;
}

/* Whether a is to be kept rather than b: the later; of two at one instant that disagree, the
 * lower vote, so that the order of the log does not matter. */
static bool is_later(const struct opinion_input *in, uint32_t a, uint32_t b)
{
	int64_t x = in->order ? in->order[a] : 0, y = in->order ? in->order[b] : 0;
	return x != y ? x > y : in->votes[a].value < in->votes[b].value;
}

static void keep_latest(struct arena *arena, const struct opinion_input *in, const uint32_t *place,
                        const uint32_t *sorted, size_t *row, struct opinion_matrix *a)
{
	uint32_t *statement = arena_many(arena, uint32_t, in->votes_n);
	int8_t *value = arena_many(arena, int8_t, in->votes_n);
	size_t kept = 0;
	for (size_t i = 0; i < in->people_n; i++) {
		size_t from = row[i], to = row[i + 1];
		row[i] = kept;
		for (size_t v = from; v < to;) {
			uint32_t best = sorted[v], at = place[in->votes[best].statement];
			for (v++; v < to && place[in->votes[sorted[v]].statement] == at; v++)
				best = is_later(in, sorted[v], best) ? sorted[v] : best;
			statement[kept] = at;
			value[kept++] = in->votes[best].value;
		}
	}
	row[in->people_n] = kept;
	a->votes = kept;
	a->row = row;
	a->statement = statement;
	a->value = value;
}

static void fill_votes(struct arena *arena, const struct opinion_input *in, const uint32_t *person,
                       const uint32_t *statement, struct opinion_matrix *a)
{
	ARENA_SCOPED scratch = arena_new();
	size_t most = a->n > a->m ? a->n : a->m;
	uint32_t *once = arena_many(scratch, uint32_t, in->votes_n),
		 *twice = arena_many(scratch, uint32_t, in->votes_n);
	size_t *row = arena_many(arena, size_t, most + 1);
	for (size_t i = 0; i < in->votes_n; i++) {
		const struct opinion_vote *v = &in->votes[i];
		check(v->person < a->n && v->statement < a->m && v->value >= -1 && v->value <= 1);
	}
	sort_votes(&(struct sorting){ in->votes, statement, false }, in->votes_n, a->m, row, NULL,
	           once);
	sort_votes(&(struct sorting){ in->votes, person, true }, in->votes_n, a->n, row, once,
	           twice);
	keep_latest(arena, in, statement, twice, row, a);
}

static const int64_t *reorder(struct arena *arena, const int64_t *from, const struct ranked *r,
                              size_t n)
{
	if (!from)
		return NULL;
	int64_t *to = arena_many(arena, int64_t, n);
	for (size_t i = 0; i < n; i++)
		to[i] = from[r[i].from];
	return to;
}

static const bool *reorder_flags(struct arena *arena, const bool *from, const struct ranked *r,
                                 size_t n)
{
	if (!from)
		return NULL;
	bool *to = arena_many(arena, bool, n);
	for (size_t i = 0; i < n; i++)
		to[i] = from[r[i].from];
	return to;
}

struct opinion_matrix opinion_matrix_of(struct arena *arena, const struct opinion_input *in)
{
	struct opinion_matrix a = { .n = in->people_n, .m = in->statements_n };
	check(a.n < UINT32_MAX && a.m < UINT32_MAX && in->votes_n < UINT32_MAX);
	struct ranked *people = rank(arena, in->people, a.n, sizeof *in->people);
	struct ranked *statements = rank(arena, in->statements, a.m, sizeof *in->statements);
	struct opinion_statement *flags = arena_many(arena, struct opinion_statement, a.m);
	for (size_t j = 0; j < a.m; j++)
		flags[j] = in->statements[statements[j].from];
	fill_votes(arena, in, places(arena, people, a.n), places(arena, statements, a.m), &a);
	a.statements = flags;
	a.people = reorder(arena, in->people, people, a.n);
	a.first = in->first ? reorder(arena, in->first, people, a.n) : a.people;
	a.groups = reorder(arena, in->groups, people, a.n);
	a.bases = reorder(arena, in->bases, people, a.n);
	a.grouped = reorder_flags(arena, in->grouped, people, a.n);
	return a;
}

struct opinion_matrix opinion_matrix_some(struct arena *arena, const struct opinion_matrix *a,
                                          const uint32_t *people, size_t n)
{
	struct opinion_matrix some = { .n = n, .m = a->m, .statements = a->statements };
	size_t *row = arena_many(arena, size_t, n + 1);
	for (size_t i = 0; i < n; i++)
		row[i + 1] = row[i] + votes_of(a, people[i]);
	uint32_t *statement = arena_many(arena, uint32_t, row[n]);
	int8_t *value = arena_many(arena, int8_t, row[n]);
	for (size_t i = 0; i < n; i++) {
		memcpy(statement + row[i], a->statement + a->row[people[i]],
		       votes_of(a, people[i]) * sizeof *statement);
		memcpy(value + row[i], a->value + a->row[people[i]], votes_of(a, people[i]));
	}
	some.row = row;
	some.statement = statement;
	some.value = value;
	some.votes = row[n];
	return some;
}
