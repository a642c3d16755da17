/* A count: what was bought, the ties met, and how far the others were. */
#include "methods/budget_inner.h"

void count_open(struct count *count, struct arena *arena, const struct box *box)
{
	*count = (struct count){ .arena = arena, .box = box };
	limits_open(&count->limits, arena, box);
	count->wanted = arena_many(arena, bool, box->n);
	count->distances = arena_many(arena, struct distance, box->n);
	for (size_t rank = 0; rank < box->n; rank++)
		count->distances[rank] = (struct distance){ 0, -1 };
}

void count_clear(struct count *count)
{
	limits_clear(&count->limits);
	count->bought.n = count->ties.n = 0;
}

void count_buy(struct count *count, struct purchase purchase)
{
	list_add(count->arena, &count->bought, purchase);
	limits_spend(&count->limits, purchase.rank);
}

/* The tie met last, without the project that was taken, is the same tie still. */
static bool is_rest_of(const struct tie *before, enum budget_stage stage, const uint32_t *ranks, size_t n)
{
	return before->stage == stage && before->n >= n &&
	       memcmp(before->ranks + (before->n - n), ranks, n * sizeof *ranks) == 0;
}

void count_tie(struct count *count, enum budget_stage stage, const uint32_t *ranks, size_t n)
{
	if (!count->watched || n < 2)
		return;
	if (count->ties.n > 0 && is_rest_of(&count->ties.at[count->ties.n - 1], stage, ranks, n))
		return;
	struct tie tie = { stage, arena_copy(count->arena, ranks, n * sizeof *ranks), n };
	list_add(count->arena, &count->ties, tie);
}

void distance_cost(struct distance *d, int64_t cost)
{
	if (cost > d->cost)
		d->cost = cost;
}

void distance_votes(struct distance *d, int64_t votes)
{
	if (d->votes < 0 || votes < d->votes)
		d->votes = votes;
}
