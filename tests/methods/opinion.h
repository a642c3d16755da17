/* Conversations drawn for the tests of the opinion map: planted groups, or none. */
#ifndef CORDEE_TEST_OPINION_H
#define CORDEE_TEST_OPINION_H
#include "base/arena.h"
#include "methods/opinion.h"
#include "methods/random.h"

struct drawn {
	struct opinion_input input;
	int32_t *truth; /* of each person; -2: too few votes to ask */
};

struct drawing {
	size_t people, statements, groups;
	double density,
		strength; /* strength: how far from one half approval is, where groups differ */
	bool busy;                /* some vote much more than others */
};

static inline double draw_approval(struct random *r, const struct drawing *d, size_t j)
{
	double own =
		0.2 + 0.75 * random_unit(r); /* some statements please everybody, some nobody */
	if (d->groups == 0 || j % 2)
		return own;
	return random_below(r, 2) ? 0.5 + d->strength : 0.5 - d->strength;
}

/* Of three groups, half, three tenths and a fifth; of others, equal parts. */
static inline int32_t draw_group(struct random *r, size_t groups)
{
	double u = random_unit(r);
	if (groups == 3)
		return u < 0.5 ? 0 : u < 0.8 ? 1 : 2;
	return groups ? (int32_t)(u * (double)groups) : 0;
}

static inline void draw_person(struct random *r, const struct drawing *d, const double *approval,
                               uint32_t i, struct drawn *to, struct opinion_vote *votes)
{
	size_t before = to->input.votes_n;
	double share = d->density * (d->busy ? 0.2 + 1.6 * random_unit(r) * random_unit(r) * 2 : 1);
	to->truth[i] = draw_group(r, d->groups);
	for (uint32_t j = 0; j < d->statements; j++) {
		if (random_unit(r) >= share)
			continue;
		bool agree = random_unit(r) <
		             approval[(d->groups ? (size_t)to->truth[i] : 0) * d->statements + j];
		int8_t value = (int8_t)(random_unit(r) < 0.1 ? 0 : agree ? 1 : -1);
		votes[to->input.votes_n++] = (struct opinion_vote){ i, j, value };
	}
	if (to->input.votes_n - before < OPINION_VOTES_LEAST)
		to->truth[i] = -2;
}

static inline struct drawn draw_conversation(struct arena *arena, const struct drawing *d,
                                             uint64_t seed)
{
	struct random r = random_seed(seed);
	size_t groups = d->groups ? d->groups : 1;
	struct drawn to = { .truth = arena_many(arena, int32_t, d->people) };
	double *approval = arena_many(arena, double, groups * d->statements);
	int64_t *ids = arena_many(arena, int64_t, d->people);
	struct opinion_statement *statements =
		arena_many(arena, struct opinion_statement, d->statements);
	struct opinion_vote *votes =
		arena_many(arena, struct opinion_vote, d->people * d->statements);
	for (size_t j = 0; j < d->statements; j++) {
		statements[j].id = (int64_t)(3 * j); /* ids need not be contiguous */
		double own = draw_approval(&r, d, 1);
		for (size_t g = 0; g < groups; g++)
			approval[g * d->statements + j] =
				d->groups && j % 2 == 0 ? draw_approval(&r, d, j) : own;
	}
	for (uint32_t i = 0; i < d->people; i++) {
		ids[i] = 7 + 2 * (int64_t)i;
		draw_person(&r, d, approval, i, &to, votes);
	}
	to.input.people = ids;
	to.input.people_n = d->people;
	to.input.statements = statements;
	to.input.statements_n = d->statements;
	to.input.votes = votes;
	return to;
}

/* The same conversation with people, statements and votes in another order. */
static inline struct opinion_input shuffled(struct arena *arena, const struct opinion_input *in,
                                            uint64_t seed)
{
	struct random r = random_seed(seed);
	struct opinion_input to = *in;
	uint32_t *people = arena_many(arena, uint32_t, in->people_n),
		 *statements = arena_many(arena, uint32_t, in->statements_n);
	for (uint32_t i = 0; i < in->people_n; i++)
		people[i] = i;
	for (uint32_t j = 0; j < in->statements_n; j++)
		statements[j] = j;
	random_shuffle(&r, people, in->people_n, sizeof *people);
	random_shuffle(&r, statements, in->statements_n, sizeof *statements);
	int64_t *ids = arena_many(arena, int64_t, in->people_n);
	struct opinion_statement *flags =
		arena_many(arena, struct opinion_statement, in->statements_n);
	struct opinion_vote *votes = arena_many(arena, struct opinion_vote, in->votes_n);
	for (size_t i = 0; i < in->people_n; i++)
		ids[people[i]] = in->people[i];
	for (size_t j = 0; j < in->statements_n; j++)
		flags[statements[j]] = in->statements[j];
	for (size_t v = 0; v < in->votes_n; v++)
		votes[v] = (struct opinion_vote){ people[in->votes[v].person],
			                          statements[in->votes[v].statement],
			                          in->votes[v].value };
	random_shuffle(&r, votes, in->votes_n, sizeof *votes);
	to.people = ids;
	to.statements = flags;
	to.votes = votes;
	return to;
}

/* Hubert and Arabie, "Comparing partitions", Journal of Classification 2, 1985: 1 for the same, 0
 * on average by chance. People whose truth is -2 are not asked. */
static inline double adjusted_rand(const int32_t *found, const int32_t *truth, size_t n)
{
	enum { MOST = 16 };
	double both[MOST][MOST] = { { 0 } }, rows[MOST] = { 0 }, columns[MOST] = { 0 }, all = 0,
	       same = 0, a = 0, b = 0;
	for (size_t i = 0; i < n; i++) {
		if (truth[i] == -2)
			continue;
		both[found[i] + 1][truth[i] + 1]++;
		rows[found[i] + 1]++;
		columns[truth[i] + 1]++;
		all++;
	}
	for (size_t x = 0; x < MOST; x++) {
		a += rows[x] * (rows[x] - 1) / 2;
		b += columns[x] * (columns[x] - 1) / 2;
		for (size_t y = 0; y < MOST; y++)
			same += both[x][y] * (both[x][y] - 1) / 2;
	}
	double expected = a * b / (all * (all - 1) / 2);
	return (a + b) / 2 == expected ? 0 : (same - expected) / ((a + b) / 2 - expected);
}
#endif
