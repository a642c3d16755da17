/* Opinion map: the formulas of its tables, each with its source. */
#include "methods/opinion_inner.h"

#include <math.h>

/* Polis: z of a share against one half, one success and one trial added. */
double opinion_z_share(uint32_t successes, uint32_t trials)
{
	double n = trials + 1.0;
	return 2 * sqrt(n) * ((successes + 1.0) / n - 0.5);
}

/* Polis: z of two shares with their pooled proportion, one added to all four counts. */
double opinion_z_two(uint32_t s1, uint32_t s2, uint32_t n1, uint32_t n2)
{
	double a = s1 + 1.0, b = s2 + 1.0, n = n1 + 1.0, m = n2 + 1.0, pooled = (a + b) / (n + m);
	if (pooled >= 1)
		return 0;
	return (a / n - b / m) / sqrt(pooled * (1 - pooled) * (1 / n + 1 / m));
}

double opinion_chance_above(double z)
{
	return erfc(z / M_SQRT2) / 2;
}

/* Wilson and Hilferty, "The distribution of chi-square", PNAS 17, 1931: the cube root of
 * chi-square over its degrees of freedom is nearly normal. */
double opinion_chance_chi2(double x, double freedom)
{
	double spread = 2 / (9 * freedom);
	return opinion_chance_above((cbrt(x / freedom) - (1 - spread)) / sqrt(spread));
}

struct ranked_p {
	double p;
	size_t at;
};

static int by_p(const void *a, const void *b)
{
	const struct ranked_p *x = a, *y = b;
	if (x->p != y->p)
		return x->p < y->p ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

/* Benjamini and Hochberg, "Controlling the false discovery rate", Journal of the Royal
 * Statistical Society B 57, 1995: q is the least rate at which this p would be a discovery. */
void opinion_q_values(struct arena *arena, const double *p, size_t n, double *q)
{
	struct ranked_p *sorted = arena_many(arena, struct ranked_p, n);
	for (size_t i = 0; i < n; i++)
		sorted[i] = (struct ranked_p){ p[i], i };
	qsort(sorted, n, sizeof *sorted, by_p);
	double least = 1;
	for (size_t i = n; i-- > 0;) {
		least = fmin(least, sorted[i].p * (double)n / (double)(i + 1));
		q[sorted[i].at] = least;
	}
}
