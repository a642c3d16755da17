/* Opinion map, cordee: the axes of a model. A low-rank model is the same under any turn of its
 * axes; these choose the turn that people see. */
#include "methods/opinion_inner.h"

#include <math.h>

void opinion_factor(double *l, size_t d)
{
	for (size_t i = 0; i < d; i++) {
		double *row = l + i * (i + 1) / 2;
		for (size_t j = 0; j <= i; j++) {
			const double *other = l + j * (j + 1) / 2;
			double x = row[j];
			for (size_t t = 0; t < j; t++)
				x -= row[t] * other[t];
			row[j] = i == j ? sqrt(fmax(x, 1e-12)) : x / other[j];
		}
	}
}

static void solve_lower(const double *l, size_t d, double *x)
{
	for (size_t i = 0; i < d; i++) {
		const double *row = l + i * (i + 1) / 2;
		for (size_t t = 0; t < i; t++)
			x[i] -= row[t] * x[t];
		x[i] /= row[i];
	}
}

void opinion_solve(const double *l, size_t d, double *x)
{
	solve_lower(l, d, x);
	for (size_t i = d; i-- > 0;) {
		for (size_t t = i + 1; t < d; t++)
			x[i] -= l[t * (t + 1) / 2 + i] * x[t];
		x[i] /= l[i * (i + 1) / 2 + i];
	}
}

/* With M = L⁻¹, which is lower triangular too: MᵀM. */
void opinion_invert(const double *l, size_t d, double *inverse)
{
	double m[OPINION_RANK_MOST + 1][OPINION_RANK_MOST + 1];
	for (size_t i = 0; i < d; i++) {
		const double *row = l + i * (i + 1) / 2;
		double own = 1 / row[i];
		for (size_t c = 0; c < i; c++) {
			double sum = 0;
			for (size_t t = c; t < i; t++)
				sum += row[t] * m[t][c];
			m[i][c] = -sum * own;
		}
		m[i][i] = own;
	}
	for (size_t r = 0, at = 0; r < d; r++)
		for (size_t c = 0; c <= r; c++) {
			double sum = 0;
			for (size_t t = r; t < d; t++)
				sum += m[t][r] * m[t][c];
			inverse[at++] = sum;
		}
}

/* A d × d matrix by rows, and how it acts on one person or statement. */
struct turn {
	size_t d;
	double at[OPINION_RANK_MOST][OPINION_RANK_MOST];
};

static void apply(const struct turn *t, double *x)
{
	double y[OPINION_RANK_MOST] = { 0 };
	for (size_t r = 0; r < t->d; r++)
		for (size_t c = 0; c < t->d; c++)
			y[r] += t->at[r][c] * x[c];
	memcpy(x, y, t->d * sizeof *x);
}

/* T C Tᵀ of a lower triangle. */
static void apply_both(const struct turn *t, double *packed)
{
	double full[OPINION_RANK_MOST][OPINION_RANK_MOST];
	size_t d = t->d;
	for (size_t r = 0; r < d; r++)
		for (size_t c = 0; c < d; c++)
			full[c][r] = packed[r >= c ? r * (r + 1) / 2 + c : c * (c + 1) / 2 + r];
	for (size_t c = 0; c < d; c++)
		apply(t, full[c]);
	for (size_t c = 0; c < d; c++)
		for (size_t r = 0; r < c; r++) {
			double swap = full[c][r];
			full[c][r] = full[r][c];
			full[r][c] = swap;
		}
	for (size_t c = 0; c < d; c++)
		apply(t, full[c]);
	for (size_t r = 0; r < d; r++)
		for (size_t c = 0; c <= r; c++)
			packed[r * (r + 1) / 2 + c] = full[c][r];
}

static void turn_model(struct opinion_model *z, const struct turn *people,
                       const struct turn *statements)
{
	for (size_t i = 0; i < z->n; i++) {
		apply(people, z->p + i * z->d);
		apply_both(people, z->c + i * (z->d * (z->d + 1) / 2));
	}
	for (size_t j = 0; j < z->m; j++)
		apply(statements, z->q + j * z->d);
}

/* The people's second moments, their uncertainty included: factor of the mean of p pᵀ + C. */
static void factor_people(const struct opinion_model *z, double *l)
{
	size_t d = z->d, packed = d * (d + 1) / 2;
	memset(l, 0, packed * sizeof *l);
	for (size_t i = 0; i < z->n; i++) {
		const double *p = z->p + i * d, *c = z->c + i * packed;
		for (size_t r = 0, at = 0; r < d; r++)
			for (size_t s = 0; s <= r; s++, at++)
				l[at] += p[r] * p[s] + c[at];
	}
	for (size_t at = 0; at < packed; at++)
		l[at] /= (double)(z->n ? z->n : 1);
	opinion_factor(l, d);
}

/* Rows: the principal axes of the loadings once people have unit variance, strongest first. */
static void principal(const struct opinion_model *z, const double *l, double *rows)
{
	size_t d = z->d;
	double moments[OPINION_RANK_MOST * OPINION_RANK_MOST] = { 0 }, values[OPINION_RANK_MOST];
	for (size_t j = 0; j < z->m; j++) {
		double q[OPINION_RANK_MOST] = { 0 };
		for (size_t r = 0; r < d; r++)
			for (size_t c = 0; c <= r; c++)
				q[c] += l[r * (r + 1) / 2 + c] * z->q[j * d + r];
		for (size_t r = 0; r < d; r++)
			for (size_t c = 0; c < d; c++)
				moments[r * d + c] += q[r] * q[c];
	}
	opinion_eigen_dense(moments, d, d, false, values, rows);
}

static void point_axes(struct opinion_model *z)
{
	struct turn t = { .d = z->d };
	for (size_t c = 0; c < z->d; c++) {
		double most = 0, sign = 1;
		for (size_t j = 0; j < z->m; j++)
			if (fabs(z->q[j * z->d + c]) > most * (1 + 1e-9)) {
				most = fabs(z->q[j * z->d + c]);
				sign = z->q[j * z->d + c] < 0 ? -1 : 1;
			}
		t.at[c][c] = sign;
	}
	turn_model(z, &t, &t);
}

void opinion_model_turn(struct opinion_model *z)
{
	size_t d = z->d;
	double l[OPINION_PACKED], rows[OPINION_RANK_MOST * OPINION_RANK_MOST];
	struct turn people = { .d = d }, statements = { .d = d };
	factor_people(z, l);
	principal(z, l, rows);
	/* Statements: R Lᵀ. People: R L⁻¹, its columns solved from those of the unit matrix. */
	for (size_t c = 0; c < d; c++) {
		double column[OPINION_RANK_MOST] = { 0 };
		column[c] = 1;
		solve_lower(l, d, column);
		for (size_t r = 0; r < d; r++)
			for (size_t t = 0; t < d; t++) {
				people.at[r][c] += rows[r * d + t] * column[t];
				statements.at[r][c] +=
					t <= c ? rows[r * d + t] * l[c * (c + 1) / 2 + t] : 0;
			}
	}
	turn_model(z, &people, &statements);
	point_axes(z);
}

void opinion_model_lengths(const struct opinion_model *z, double *lengths)
{
	for (size_t c = 0; c < z->d; c++) {
		double sum = 0;
		for (size_t j = 0; j < z->m; j++)
			sum += z->q[j * z->d + c] * z->q[j * z->d + c];
		lengths[c] = sqrt(sum);
	}
}

/* Sums of products of old and new coordinates, over the people that both maps have. */
static void compare_maps(const struct opinion_result *r, const struct opinion_result *previous,
                         double m[2][2])
{
	for (size_t i = 0, o = 0; i < r->people_n && o < previous->people_n;) {
		if (r->people_ids[i] != previous->people_ids[o]) {
			*(r->people_ids[i] < previous->people_ids[o] ? &i : &o) += 1;
			continue;
		}
		struct opinion_point now = r->projection[i++], old = previous->projection[o++];
		m[0][0] += old.x * now.x;
		m[0][1] += old.x * now.y;
		m[1][0] += old.y * now.x;
		m[1][1] += old.y * now.y;
	}
}

static void turn_point(const double t[2][2], double *x, double *y)
{
	double old = *x;
	*x = t[0][0] * old + t[0][1] * *y;
	*y = t[1][0] * old + t[1][1] * *y;
}

/* Orthogonal Procrustes (Schönemann, Psychometrika 31, 1966), in the plane: of all turns the
 * best is by the angle of (a + d, c − b), of all reflections by that of (a − d, b + c), where
 * [a b; c d] compares the old map with the new. */
void opinion_follow(struct opinion_result *r, const struct opinion_result *previous,
                    struct opinion_point *people, struct opinion_place *places, double *components)
{
	double m[2][2] = { { 0 } };
	compare_maps(r, previous, m);
	double turn = hypot(m[0][0] + m[1][1], m[1][0] - m[0][1]),
	       flip = hypot(m[0][0] - m[1][1], m[1][0] + m[0][1]);
	if (turn == 0 && flip == 0)
		return;
	bool turned = turn >= flip;
	double angle = turned ? atan2(m[1][0] - m[0][1], m[0][0] + m[1][1])
	                      : atan2(m[1][0] + m[0][1], m[0][0] - m[1][1]);
	double sign = turned ? 1 : -1;
	double t[2][2] = { { cos(angle), -sign * sin(angle) }, { sin(angle), sign * cos(angle) } };
	for (size_t i = 0; i < r->people_n; i++)
		turn_point(t, &people[i].x, &people[i].y);
	for (size_t j = 0; j < r->statements_n; j++) {
		turn_point(t, &places[j].x, &places[j].y);
		turn_point(t, &components[j], &components[r->statements_n + j]);
	}
}
