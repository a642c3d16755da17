/* Opinion map, compat and what both modes share: against hand reckoning, and against slow and
 * simple definitions on random conversations. */
#include "../unit/unit.h"
#include "methods/opinion_inner.h"
#include "opinion.h"

#include <math.h>

/* ---- Formulas ---- */

static void knows_the_specified_values(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	/* 15 of 24 against 56 of 71: -1.514 with the ones added, -1.518 in Polis' own test, to 0.01. */
	assert_true(fabs(opinion_z_two(15, 56, 24, 71) + 1.518) < 0.01);
	assert_true(opinion_z_two(5, 5, 5, 5) == 0);
	assert_true(fabs(opinion_z_share(0, 0)) - 1 < 1e-12);
	double d[] = { 0, 1, 3, 4, 1, 0, 3, 4, 3, 3, 0, 2, 4, 4, 2, 0 }, one[] = { 1, 0, 0, 0 };
	uint32_t of[] = { 0, 0, 1, 1 };
	assert_true(fabs(opinion_silhouette(arena, d, 4, NULL, of, 2) - 0.5654) < 1e-4);
	assert_true(fabs(opinion_silhouette(arena, d, 4, one, of, 2) - 0.71428) < 1e-4);
}

static void controls_false_discoveries(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	double p[] = { 0.04, 0.01, 0.03, 0.5, 0.02 }, q[5];
	opinion_q_values(arena, p, 5, q);
	double wanted[] = { 0.05, 0.05, 0.05, 0.5, 0.05 };
	for (size_t i = 0; i < 5; i++)
		assert_true(fabs(q[i] - wanted[i]) < 1e-12);
	assert_true(fabs(opinion_chance_above(1.959963984540054) - 0.025) < 1e-12);
	/* Chi-square's 95 % points, from tables. */
	assert_true(fabs(opinion_chance_chi2(5.991, 2) - 0.05) < 2e-3);
	assert_true(fabs(opinion_chance_chi2(9.488, 4) - 0.05) < 1e-3);
}

/* ---- Principal components, by Jacobi's rotations on the filled matrix ---- */

static double *filled(struct arena *arena, const struct opinion_matrix *a, double *center)
{
	double *x = arena_many(arena, double, a->n * a->m),
	       *count = arena_many(arena, double, a->m);
	bool *seen = arena_many(arena, bool, a->n * a->m);
	for (size_t i = 0; i < a->n; i++)
		for (size_t v = a->row[i]; v < a->row[i + 1]; v++) {
			size_t j = a->statement[v];
			x[i * a->m + j] = a->value[v];
			seen[i * a->m + j] = true;
			center[j] += a->value[v];
			count[j]++;
		}
	for (size_t j = 0; j < a->m; j++) {
		bool silent = a->statements[j].out || a->statements[j].meta;
		center[j] = silent || count[j] == 0 ? 0 : center[j] / count[j];
		for (size_t i = 0; i < a->n; i++)
			x[i * a->m + j] =
				seen[i * a->m + j] && !silent ? x[i * a->m + j] - center[j] : 0;
	}
	return x;
}

/* Cyclic Jacobi: eigenvalues on the diagonal of g, vectors as rows of v. */
static void jacobi(double *g, double *v, size_t m)
{
	for (size_t i = 0; i < m * m; i++)
		v[i] = i % (m + 1) == 0;
	for (int sweep = 0; sweep < 60; sweep++)
		for (size_t p = 0; p < m; p++)
			for (size_t q = p + 1; q < m; q++) {
				if (g[p * m + q] == 0)
					continue;
				double theta = (g[q * m + q] - g[p * m + p]) / (2 * g[p * m + q]);
				double t = (theta >= 0 ? 1 : -1) /
				           (fabs(theta) + sqrt(theta * theta + 1));
				double c = 1 / sqrt(t * t + 1), s = t * c;
				for (size_t k = 0; k < m; k++) {
					double x = g[k * m + p], y = g[k * m + q];
					g[k * m + p] = c * x - s * y;
					g[k * m + q] = s * x + c * y;
				}
				for (size_t k = 0; k < m; k++) {
					double x = g[p * m + k], y = g[q * m + k], z = v[p * m + k],
					       w = v[q * m + k];
					g[p * m + k] = c * x - s * y;
					g[q * m + k] = s * x + c * y;
					v[p * m + k] = c * z - s * w;
					v[q * m + k] = s * z + c * w;
				}
			}
}

/* The largest three eigenvalues, and the rows of the first two. */
static void slow_components(struct arena *arena, const double *x, size_t n, size_t m,
                            double *values, size_t *rows, double **v)
{
	double *g = arena_many(arena, double, m * m);
	*v = arena_many(arena, double, m * m);
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < m; j++)
			for (size_t k = 0; k < m; k++)
				g[j * m + k] += x[i * m + j] * x[i * m + k];
	jacobi(g, *v, m);
	bool *used = arena_many(arena, bool, m);
	for (size_t c = 0; c < 3; c++) {
		rows[c] = m;
		for (size_t j = 0; j < m; j++)
			if (!used[j] && (rows[c] == m || g[j * m + j] > g[rows[c] * m + rows[c]]))
				rows[c] = j;
		used[rows[c]] = true;
		values[c] = g[rows[c] * m + rows[c]];
	}
}

static void check_map(struct arena *arena, const struct opinion_input *in,
                      const struct opinion_result *r)
{
	struct opinion_matrix a = opinion_matrix_of(arena, in);
	double *center = arena_many(arena, double, a.m), values[3], *v;
	size_t rows[3], m = a.m, silent = 0;
	const double *x = filled(arena, &a, center);
	slow_components(arena, x, a.n, m, values, rows, &v);
	for (size_t j = 0; j < m; j++) {
		assert_true(r->center[j] == center[j]);
		silent += in->statements[j].out || in->statements[j].meta;
	}
	/* Near-equal eigenvalues have no axes of their own to compare. */
	if (values[0] - values[1] <= 1e-3 * values[0] || values[1] - values[2] <= 1e-3 * values[0])
		return;
	for (size_t c = 0; c < 2; c++) {
		const double *wanted = v + rows[c] * m;
		double dot = 0;
		for (size_t j = 0; j < m; j++)
			dot += wanted[j] * r->components[c][j];
		for (size_t j = 0; j < m; j++)
			assert_true(fabs((dot > 0 ? 1 : -1) * wanted[j] - r->components[c][j]) <
			            1e-9);
		for (size_t i = 0; i < a.n; i++) {
			double sum = 0, n = (double)silent;
			for (size_t j = 0; j < m; j++)
				sum += x[i * m + j] * wanted[j];
			for (size_t w = a.row[i]; w < a.row[i + 1]; w++)
				n += !(a.statements[a.statement[w]].out ||
				       a.statements[a.statement[w]].meta);
			double place = (dot > 0 ? 1 : -1) * sqrt((double)m / fmax(n, 1)) * sum;
			assert_true(fabs(place - (c ? r->projection[i].y : r->projection[i].x)) <
			            1e-9);
		}
	}
}

static void projects_as_a_full_decomposition(void **state)
{
	(void)state;
	struct random r = random_seed(5);
	for (uint64_t seed = 1; seed <= 300; seed++) {
		ARENA_SCOPED arena = arena_new();
		struct drawing d = { 4 + random_below(&r, 30),
			             3 + random_below(&r, 12),
			             random_below(&r, 4),
			             0.5,
			             0.3,
			             false };
		struct drawn c = draw_conversation(arena, &d, seed);
		struct opinion_statement *flags =
			arena_copy(arena, c.input.statements, d.statements * sizeof *flags);
		flags[0].out = seed % 3 == 0;
		flags[1].meta = seed % 5 == 0;
		c.input.statements = flags;
		struct opinion_options o = opinion_defaults();
		struct opinion_result result;
		struct error err = { 0 };
		o.mode = OPINION_COMPAT;
		if (c.input.votes_n == 0)
			continue;
		assert_true(opinion_map(arena, &c.input, &o, &result, &err));
		check_map(arena, &c.input, &result);
	}
}

/* ---- Eigenvectors where they are hard to find ---- */

static void finds_equal_eigenvalues(void **state)
{
	(void)state;
	enum { M = 6 };
	double a[M * M] = { 0 }, values[3], v[3 * M];
	for (size_t i = 0; i < M; i++)
		a[i * M + i] = i < 3 ? 7 : 1;
	opinion_eigen_dense(a, M, 3, false, values, v);
	for (size_t c = 0; c < 3; c++) {
		assert_true(fabs(values[c] - 7) < 1e-12);
		for (size_t i = 3; i < M; i++)
			assert_true(fabs(v[c * M + i]) < 1e-9);
	}
}

/* ---- Who, and which votes ---- */

static struct opinion_result map_of(struct arena *arena, const struct opinion_input *in,
                                    enum opinion_mode mode)
{
	struct opinion_options o = opinion_defaults();
	struct opinion_result r;
	struct error err = { 0 };
	o.mode = mode;
	o.samples = 6;
	assert_true(opinion_map(arena, in, &o, &r, &err));
	return r;
}

static void the_latest_vote_counts(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	int64_t people[] = { 9, 4 }, order[] = { 30, 10, 20, 5, 5 };
	struct opinion_statement statements[] = { { .id = 12 }, { .id = 3 } };
	struct opinion_vote votes[] = {
		{ 0, 0, -1 }, { 0, 0, 1 }, { 0, 0, 0 }, { 1, 1, 1 }, { 1, 1, -1 }
	};
	struct opinion_input in = { 2,     2,    5,    people, statements, votes,
		                    order, NULL, NULL, NULL,   NULL };
	struct opinion_result r = map_of(arena, &in, OPINION_COMPAT);
	assert_int_equal(r.votes_n, 2);
	assert_int_equal(r.people_ids[0], 4);
	assert_int_equal(r.statement_ids[1], 12);
	assert_int_equal(r.total[1].disagree, 1); /* the vote of instant 30 */
	assert_int_equal(r.total[0].disagree,
	                 1); /* two at one instant: the lower, whatever the order of lines */
}

static void fifteen_are_grouped_at_least(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct drawing d = { 40, 30, 2, 0.1, 0.4, false };
	struct drawn c = draw_conversation(arena, &d, 3);
	struct opinion_result r = map_of(arena, &c.input, OPINION_COMPAT);
	size_t enough = 0, grouped = 0;
	uint32_t least = UINT32_MAX, most_left = 0;
	for (size_t i = 0; i < r.people_n; i++) {
		enough += r.votes_of[i] >= OPINION_VOTES_LEAST;
		grouped += r.group_of[i] >= 0;
		if (r.group_of[i] >= 0)
			least = r.votes_of[i] < least ? r.votes_of[i] : least;
		else
			most_left = r.votes_of[i] > most_left ? r.votes_of[i] : most_left;
	}
	assert_true(enough < 15);
	assert_int_equal(grouped, 15);
	assert_true(least >= most_left);
}

/* ---- Tables of compat, by the definitions ---- */

static void check_tables(const struct opinion_result *r)
{
	for (size_t j = 0; j < r->statements_n; j++) {
		double product = 1, a = 0, d = 0, s = 0;
		for (size_t g = 0; g < (size_t)r->k; g++) {
			const struct opinion_cell *c = &r->cells[g * r->statements_n + j];
			product *= (c->agree + 1.0) / (c->seen + 2.0);
			a += c->agree;
			d += c->disagree;
			s += c->seen;
		}
		assert_true(fabs(r->group_informed[j] - product) < 1e-12);
		double importance = (1 - (s - a - d + 1) / (s + 2)) * (r->places[j].extremity + 1) *
		                    (a + 1) / (s + 2);
		assert_true(fabs(r->priority[j] - pow(importance * (1 + 8 * pow(2, -s / 5)), 2)) <
		            1e-9);
	}
	for (size_t g = 0; g < (size_t)r->k; g++) {
		const struct opinion_claims *claims = &r->representative[g];
		assert_true(claims->n <= 5);
		for (size_t i = 0; i < claims->n; i++) {
			const struct opinion_claim *c = &claims->at[i];
			assert_true(i == 0 ||
			            claims->at[i - 1].agree >= c->agree); /* agrees first */
			assert_true(fabs(c->p_success - (c->success + 1.0) / (c->trials + 2.0)) <
			            1e-12);
			for (size_t o = 0; o < i; o++)
				assert_int_not_equal(claims->at[o].statement, c->statement);
		}
	}
}

static void tables_follow_their_definitions(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 60; seed++) {
		ARENA_SCOPED arena = arena_new();
		struct drawing d = { 20 + seed * 3, 20, 3, 0.6, 0.4, true };
		struct drawn c = draw_conversation(arena, &d, seed);
		struct opinion_result r = map_of(arena, &c.input, OPINION_COMPAT);
		check_tables(&r);
	}
}

static void given_groups_are_kept(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct drawing d = { 60, 20, 2, 0.5, 0.4, false };
	struct drawn c = draw_conversation(arena, &d, 1);
	int64_t *groups = arena_many(arena, int64_t, d.people);
	for (size_t i = 0; i < d.people; i++)
		groups[i] = i % 4 == 3 ? OPINION_NONE : (int64_t)(10 * (i % 4));
	c.input.groups = groups;
	for (int mode = 0; mode < 2; mode++) {
		struct opinion_result r = map_of(arena, &c.input, (enum opinion_mode)mode);
		assert_int_equal(r.k, 3);
		assert_int_equal(r.groups[2].id, 20);
		for (size_t i = 0; i < d.people; i++) /* drawn in the order of ids */
			assert_int_equal(r.group_of[i], i % 4 == 3 ? OPINION_NONE : (int)(i % 4));
	}
}

/* ---- The same in any order ---- */

static void assert_same(const struct opinion_result *a, const struct opinion_result *b)
{
	size_t m = a->statements_n, n = a->people_n;
	assert_int_equal(a->k, b->k);
	assert_memory_equal(a->center, b->center, m * sizeof *a->center);
	assert_memory_equal(a->components[0], b->components[0], m * sizeof *a->center);
	assert_memory_equal(a->components[1], b->components[1], m * sizeof *a->center);
	assert_memory_equal(a->projection, b->projection, n * sizeof *a->projection);
	assert_memory_equal(a->places, b->places, m * sizeof *a->places);
	assert_memory_equal(a->group_of, b->group_of, n * sizeof *a->group_of);
	assert_memory_equal(&a->silhouette, &b->silhouette, sizeof a->silhouette);
	assert_memory_equal(&a->stability, &b->stability, sizeof a->stability);
	assert_memory_equal(a->priority, b->priority, m * sizeof *a->priority);
	assert_memory_equal(a->group_informed, b->group_informed, m * sizeof *a->priority);
	assert_int_equal(a->bridging.n, b->bridging.n);
	for (size_t i = 0; i < a->bridging.n; i++)
		assert_memory_equal(&a->bridging.at[i].value, &b->bridging.at[i].value,
		                    sizeof(double));
	for (size_t g = 0; g < (size_t)a->k; g++) {
		assert_int_equal(a->representative[g].n, b->representative[g].n);
		for (size_t i = 0; i < a->representative[g].n; i++)
			assert_int_equal(a->representative[g].at[i].statement,
			                 b->representative[g].at[i].statement);
	}
}

static void order_of_input_does_not_matter(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 12; seed++) {
		ARENA_SCOPED arena = arena_new();
		struct drawing d = { 150, 40, 2, 0.4, 0.4, true };
		struct drawn c = draw_conversation(arena, &d, seed);
		struct opinion_input other = shuffled(arena, &c.input, seed + 100);
		for (int mode = 0; mode < 2; mode++) {
			struct opinion_result a = map_of(arena, &c.input, (enum opinion_mode)mode);
			struct opinion_result b = map_of(arena, &other, (enum opinion_mode)mode);
			assert_same(&a, &b);
		}
	}
}

/* ---- Little, or nothing ---- */

static void little_is_enough(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct opinion_options o = opinion_defaults();
	struct opinion_result r;
	struct error err = { 0 };
	int64_t people[] = { 1, 2, 3 };
	struct opinion_statement statements[] = { { .id = 1 }, { .id = 2 } };
	struct opinion_vote same[] = { { 0, 0, 1 }, { 1, 0, 1 }, { 2, 0, 1 },
		                       { 0, 1, 1 }, { 1, 1, 1 }, { 2, 1, 1 } };
	struct opinion_input in = { .people_n = 3,
		                    .statements_n = 2,
		                    .people = people,
		                    .statements = statements,
		                    .votes = same };
	assert_false(opinion_map(arena, &in, &o, &r, &err));
	assert_true(error_is(&err));
	for (int mode = 0; mode < 2; mode++)
		for (in.votes_n = 1; in.votes_n <= 6; in.votes_n++) {
			r = map_of(arena, &in, (enum opinion_mode)mode);
			for (size_t i = 0; i < 3; i++)
				assert_true(isfinite(r.projection[i].x) &&
				            isfinite(r.projection[i].y));
			assert_true(mode == OPINION_COMPAT || !r.clear);
		}
}

static void routing_goes_by_stages(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct drawing d = { 60, 6, 0, 0.9, 0, false };
	struct drawn c = draw_conversation(arena, &d, 4);
	struct opinion_statement *s =
		arena_copy(arena, c.input.statements, d.statements * sizeof *s);
	s[2].seed = true;
	s[3].out = true;
	size_t kept = 0; /* the fifth is hardly seen */
	struct opinion_vote *votes =
		arena_copy(arena, c.input.votes, c.input.votes_n * sizeof *votes);
	for (size_t v = 0; v < c.input.votes_n; v++)
		if (votes[v].statement != 4 || votes[v].person < 3)
			votes[kept++] = votes[v];
	c.input.votes = votes;
	c.input.votes_n = kept;
	c.input.statements = s;
	struct opinion_result r = map_of(arena, &c.input, OPINION_CORDEE);
	bool voted[6] = { false };
	assert_int_equal(opinion_next(&r, voted, 0.99, 0, 5), 2);
	voted[2] = true;
	assert_int_equal(opinion_next(&r, voted, 0.99, 1, 5), 4);
	voted[4] = true;
	int64_t next = opinion_next(&r, voted, 0, 2, 5);
	assert_true(next == 0);
	assert_int_equal(opinion_next(&r, voted, 0.999999, 2, 5), 5);
	assert_int_equal(opinion_next(&r, voted, 0, 5, 5), OPINION_NONE);
	voted[0] = voted[1] = voted[5] = true;
	assert_int_equal(opinion_next(&r, voted, 0.5, 3, 5), OPINION_NONE);
	assert_true(r.priority[3] == 0);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(knows_the_specified_values),
	cmocka_unit_test(controls_false_discoveries),
	cmocka_unit_test(projects_as_a_full_decomposition),
	cmocka_unit_test(finds_equal_eigenvalues),
	cmocka_unit_test(the_latest_vote_counts),
	cmocka_unit_test(fifteen_are_grouped_at_least),
	cmocka_unit_test(tables_follow_their_definitions),
	cmocka_unit_test(given_groups_are_kept),
	cmocka_unit_test(order_of_input_does_not_matter),
	cmocka_unit_test(little_is_enough),
	cmocka_unit_test(routing_goes_by_stages),
};
RUN(tests)
