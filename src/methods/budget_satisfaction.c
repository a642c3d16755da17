/* What voters got: how many of their projects are funded, how much money went to what they
 * approved, by district and by category. */
#include "methods/budget_inner.h"

static int compare_money(const void *left, const void *right)
{
	const int64_t *a = left, *b = right;
	return (*a > *b) - (*a < *b);
}

/* Money that went to what the voter approved; how many projects that is. */
static int64_t spent_for(const struct budget_input *in, const int64_t *funded, size_t voter, size_t *n)
{
	int64_t money = 0;
	*n = 0;
	for (size_t k = in->from[voter]; k < in->from[voter + 1]; k++) {
		int64_t cost = funded[in->choices[k]];
		money += cost;
		*n += cost > 0;
	}
	return money;
}

static void measure_classes(const struct budget_input *in, const struct limits *l, const int64_t *funded,
                            struct budget_result *result)
{
	for (enum budget_family f = 0; f < BUDGET_FAMILIES; f++) {
		for (size_t p = 0; p < in->n_projects; p++) {
			uint32_t class = in->projects[p].class_of[f];
			if (class == BUDGET_NONE)
				continue;
			struct budget_class_share *c = &result->classes[f][class];
			c->projects++;
			c->funded += funded[p] > 0;
			c->spent += funded[p];
			c->votes += l->box->votes[l->box->rank[p]];
		}
		for (uint32_t class = 0; class < in->families[f].n; class++)
			result->classes[f][class].missing = limits_missing(l, f, class);
	}
}

static void measure_voter(const struct budget_input *in, struct budget_result *result, size_t voter, size_t n)
{
	struct budget_satisfaction *s = &result->satisfaction;
	s->voters += in->from[voter + 1] > in->from[voter];
	s->with_one += n > 0;
	s->by_count[n < BUDGET_COUNTS ? n : BUDGET_COUNTS - 1]++;
	uint32_t district = in->voter_district ? in->voter_district[voter] : BUDGET_NONE;
	if (district == BUDGET_NONE)
		return;
	result->classes[BUDGET_DISTRICT][district].voters++;
	result->classes[BUDGET_DISTRICT][district].with_one += n > 0;
}

void satisfaction_measure(struct arena *arena, const struct budget_input *in, const struct limits *l,
                          struct budget_result *result)
{
	ARENA_SCOPED scratch = arena_new();
	int64_t *funded = arena_many(scratch, int64_t, in->n_projects); /* its cost, or 0 */
	int64_t *money = arena_many(scratch, int64_t, in->n_voters);
	for (size_t i = 0; i < result->n_funded; i++)
		funded[result->funded[i].project] = in->projects[result->funded[i].project].cost;
	for (enum budget_family f = 0; f < BUDGET_FAMILIES; f++)
		result->classes[f] = arena_many(arena, struct budget_class_share, in->families[f].n);
	measure_classes(in, l, funded, result);
	wide sum = 0;
	for (size_t i = 0; i < in->n_voters; i++) {
		size_t n;
		sum += money[i] = spent_for(in, funded, i, &n);
		measure_voter(in, result, i, n);
	}
	qsort(money, in->n_voters, sizeof *money, compare_money);
	for (size_t i = 0; i < BUDGET_TENTHS; i++)
		result->satisfaction.tenths[i] = money[(in->n_voters - 1) * i / (BUDGET_TENTHS - 1)];
	result->satisfaction.mean = (int64_t)(sum / (wide)in->n_voters);
}
