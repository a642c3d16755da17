/* One more vote in a conversation of 1,000 people and 200 statements, one vote in five: processor
 * seconds until the map is shown again, the median of several votes. Prints them. */
#include "methods/opinion.h"

#include "base/arena.h"
#include "base/check.h"
#include "methods/random.h"

enum { PEOPLE = 1000, STATEMENTS = 200, TURNS = 15 };

static double now(void)
{
	struct timespec t;
	check(clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t) == 0);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static struct opinion_input draw(struct arena *arena)
{
	struct random r = random_seed(1);
	int64_t *people = arena_many(arena, int64_t, PEOPLE);
	struct opinion_statement *statements =
		arena_many(arena, struct opinion_statement, STATEMENTS);
	struct opinion_vote *votes = arena_many(arena, struct opinion_vote, PEOPLE * STATEMENTS);
	struct opinion_input in = { .people_n = PEOPLE,
		                    .statements_n = STATEMENTS,
		                    .people = people,
		                    .statements = statements,
		                    .votes = votes };
	for (uint32_t j = 0; j < STATEMENTS; j++)
		statements[j].id = j;
	for (uint32_t i = 0; i < PEOPLE; i++) {
		people[i] = i;
		for (uint32_t j = 0; j < STATEMENTS; j++) {
			double share = j % 2 ? 0.6 : (j / 2 + i) % 2 ? 0.8 : 0.2;
			if (random_unit(&r) < 0.2)
				votes[in.votes_n++] = (struct opinion_vote){
					i, j, (int8_t)(random_unit(&r) < share ? 1 : -1)
				};
		}
	}
	return in;
}

int main(void)
{
	struct arena *arena = arena_new();
	struct opinion_input in = draw(arena);
	struct opinion_options o = opinion_defaults();
	struct opinion_result first, again;
	struct error err = { 0 };
	double took[TURNS];
	size_t all = in.votes_n;
	in.votes_n = all - TURNS;
	check(opinion_map(arena, &in, &o, &first, &err) && first.k == 2);
	o.previous = &first;
	o.refresh = true;
	for (size_t i = 0; i < TURNS; i++) {
		ARENA_SCOPED turn = arena_new();
		in.votes_n++;
		double began = now();
		check(opinion_map(turn, &in, &o, &again, &err) && again.k == 2);
		took[i] = now() - began;
	}
	qsort(took, TURNS, sizeof *took, by_value);
	printf("%.6f\n", took[TURNS / 2]);
	arena_free(arena);
	return 0;
}
