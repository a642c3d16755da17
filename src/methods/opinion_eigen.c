/* Opinion map: the largest eigenvalues of a symmetric matrix and their vectors, by Lanczos'
 * method with full reorthogonalisation (Golub and Van Loan, Matrix Computations, 4th ed., §10.3),
 * one after the other, each kept orthogonal to those found: so equal eigenvalues are all met.
 * Without luck it goes on to the whole matrix, where it is exact. */
#include "methods/opinion_inner.h"

#include <float.h>
#include <math.h>

enum { STEPS_MOST = 320, RESTARTS_MOST = 40, LOOK_EVERY = 4, BISECTIONS = 200 };

static double dot(const double *x, const double *y, size_t n)
{
	double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
	size_t i = 0;
	for (; i + 4 <= n; i += 4) {
		s0 += x[i] * y[i];
		s1 += x[i + 1] * y[i + 1];
		s2 += x[i + 2] * y[i + 2];
		s3 += x[i + 3] * y[i + 3];
	}
	for (; i < n; i++)
		s0 += x[i] * y[i];
	return (s0 + s1) + (s2 + s3);
}

static void subtract(double *y, double share, const double *x, size_t n)
{
	for (size_t i = 0; i < n; i++)
		y[i] -= share * x[i];
}

/* Twice is enough (Parlett, The Symmetric Eigenvalue Problem, §6.9). */
static void make_orthogonal(double *y, const double *rows, size_t count, size_t m)
{
	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < count; i++)
			subtract(y, dot(rows + i * m, y, m), rows + i * m, m);
}

/* Length before; afterwards y has unit length, or is zero when it was almost so. */
static double make_unit(double *y, size_t m, double nothing)
{
	double length = sqrt(dot(y, y, m));
	for (size_t i = 0; i < m; i++)
		y[i] = length > nothing ? y[i] / length : 0;
	return length > nothing ? length : 0;
}

/* A symmetric tridiagonal matrix: its diagonal, and what is beside it. */
struct tridiagonal {
	size_t k;
	double alpha[STEPS_MOST], beta[STEPS_MOST];
};

/* Whether all eigenvalues are below x: all pivots of x − T are positive (Sylvester). */
static bool all_below(const struct tridiagonal *t, double x)
{
	double pivot = x - t->alpha[0];
	for (size_t i = 1; i < t->k && pivot > 0; i++)
		pivot = x - t->alpha[i] - t->beta[i - 1] * t->beta[i - 1] / pivot;
	return pivot > 0;
}

static double size_of(const struct tridiagonal *t)
{
	double most = DBL_MIN;
	for (size_t i = 0; i < t->k; i++)
		most = fmax(most, fabs(t->alpha[i]) + t->beta[i] + (i ? t->beta[i - 1] : 0));
	return most;
}

/* The least number that bisection shows to be above every eigenvalue. */
static double just_above(const struct tridiagonal *t)
{
	double high = size_of(t) * (1 + 4 * DBL_EPSILON), low = -high;
	for (int i = 0; i < BISECTIONS; i++) {
		double middle = low + (high - low) / 2;
		if (!(middle > low && middle < high))
			break;
		if (all_below(t, middle))
			high = middle;
		else
			low = middle;
	}
	return high;
}

/* Solves (x − T) s = s, x above all eigenvalues: positive definite, no pivoting needed. */
static void solve_shifted(const struct tridiagonal *t, double x, double *s)
{
	double pivot[STEPS_MOST];
	pivot[0] = x - t->alpha[0];
	for (size_t i = 1; i < t->k; i++) {
		double ratio = t->beta[i - 1] / pivot[i - 1];
		pivot[i] = fmax(x - t->alpha[i] - ratio * t->beta[i - 1], DBL_MIN);
		s[i] += ratio * s[i - 1];
	}
	s[t->k - 1] /= pivot[t->k - 1];
	for (size_t i = t->k - 1; i-- > 0;)
		s[i] = (s[i] + t->beta[i] * s[i + 1]) / pivot[i];
}

/* The largest eigenvalue and its vector, by inverse iteration. */
static double top_of(const struct tridiagonal *t, double *s)
{
	double x = just_above(t), shift = x + 8 * DBL_EPSILON * size_of(t);
	for (size_t i = 0; i < t->k; i++)
		s[i] = 1 + (double)i / (double)t->k;
	for (int i = 0; i < 4; i++) {
		solve_shifted(t, shift, s);
		double most = 0;
		for (size_t j = 0; j < t->k; j++)
			most = fmax(most, fabs(s[j]));
		for (size_t j = 0; j < t->k; j++)
			s[j] /= most;
		make_unit(s, t->k, 0);
	}
	return x;
}

/* A vector that no structure of the matrix is likely to be orthogonal to. */
static void start_somewhere(double *x, size_t m, uint64_t seed)
{
	struct random r = random_seed(seed);
	for (size_t i = 0; i < m; i++)
		x[i] = random_unit(&r) - 0.5;
}

struct lanczos {
	const struct opinion_operator *op;
	const double *found; /* rows to stay orthogonal to */
	size_t found_n, steps;
	double *basis, *next, *s;
	double tolerance;
	struct tridiagonal t;
};

/* One more vector of the basis; false when the space is exhausted. */
static bool step(struct lanczos *z)
{
	size_t m = z->op->m, k = z->t.k;
	const double *last = z->basis + k * m;
	z->op->times(z->op->user, last, z->next);
	z->t.alpha[k] = dot(last, z->next, m);
	make_orthogonal(z->next, z->basis, k + 1, m);
	make_orthogonal(z->next, z->found, z->found_n, m);
	z->t.k = k + 1;
	z->t.beta[k] = make_unit(z->next, m, 0);
	if (z->t.k >= z->steps)
		return false;
	if (z->t.beta[k] <= 64 * DBL_EPSILON * size_of(&z->t)) {
		/* An invariant subspace: go on in what is orthogonal to it. */
		z->t.beta[k] = 0;
		start_somewhere(z->next, m, k + 2);
		make_orthogonal(z->next, z->basis, k + 1, m);
		make_orthogonal(z->next, z->found, z->found_n, m);
		if (make_unit(z->next, m, 1e-8) == 0)
			return false;
	}
	memcpy(z->basis + (k + 1) * m, z->next, m * sizeof *z->next);
	return true;
}

/* From the start in `x`, at most `steps`: the best vector in x, its value; whether it is right. */
static bool run(struct lanczos *z, double *x, double *value)
{
	size_t m = z->op->m;
	bool right = false, more = true;
	memcpy(z->basis, x, m * sizeof *x);
	z->t.k = 0;
	while (more && !right) {
		more = step(z);
		if (more && z->t.k % LOOK_EVERY)
			continue;
		*value = top_of(&z->t, z->s);
		/* The residual of a Ritz pair is the last beta times the last coordinate. */
		double residual = z->t.beta[z->t.k - 1] * fabs(z->s[z->t.k - 1]);
		right = residual <= z->tolerance * size_of(&z->t);
	}
	memset(x, 0, m * sizeof *x);
	for (size_t i = 0; i < z->t.k; i++)
		subtract(x, -z->s[i], z->basis + i * m, m);
	make_unit(x, m, 0);
	return right || (!more && z->t.k + z->found_n >= m);
}

/* The strongest coordinate, the first of almost equals, is positive. */
static void fix_sign(double *x, size_t m)
{
	double most = 0;
	size_t at = 0;
	for (size_t i = 0; i < m; i++)
		if (fabs(x[i]) > most * (1 + 1e-9)) {
			most = fabs(x[i]);
			at = i;
		}
	for (size_t i = 0; m && x[at] < 0 && i < m; i++)
		if (i != at)
			x[i] = -x[i];
	if (m)
		x[at] = fabs(x[at]);
}

void opinion_eigen(const struct opinion_operator *op, size_t count, bool rough, double *values,
                   double *vectors)
{
	ARENA_SCOPED scratch = arena_new();
	size_t m = op->m, steps = m < STEPS_MOST ? m : STEPS_MOST;
	struct lanczos *z = arena_one(scratch, struct lanczos);
	*z = (struct lanczos){ .op = op, .found = vectors, .tolerance = rough ? 1e-3 : 2 * DBL_EPSILON };
	z->basis = arena_many(scratch, double, (steps + 1) * m);
	z->next = arena_many(scratch, double, m);
	z->s = arena_many(scratch, double, STEPS_MOST);
	for (size_t i = 0; i < count; i++) {
		double *x = vectors + i * m;
		values[i] = 0;
		memset(x, 0, m * sizeof *x);
		if (i >= m)
			continue;
		z->found_n = i;
		z->steps = steps < m - i ? steps : m - i;
		start_somewhere(x, m, 1);
		make_orthogonal(x, vectors, i, m);
		make_unit(x, m, 0);
		for (int again = 0; again < RESTARTS_MOST && !run(z, x, &values[i]); again++)
			make_orthogonal(x, vectors, i, m);
		make_orthogonal(x, vectors, i, m);
		make_unit(x, m, 0);
		fix_sign(x, m);
	}
}

struct dense {
	const double *a;
	size_t m;
};

static void times_dense(const void *user, const double *x, double *y)
{
	const struct dense *d = user;
	for (size_t i = 0; i < d->m; i++)
		y[i] = dot(d->a + i * d->m, x, d->m);
}

void opinion_eigen_dense(const double *a, size_t m, size_t count, bool rough, double *values,
                         double *vectors)
{
	struct dense d = { a, m };
	opinion_eigen(&(struct opinion_operator){ m, times_dense, &d }, count, rough, values,
	              vectors);
}
