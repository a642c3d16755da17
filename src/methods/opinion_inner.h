/* What the parts of the opinion map share among themselves; nobody else includes it. */
#ifndef CORDEE_OPINION_INNER_H
#define CORDEE_OPINION_INNER_H
#include "base/arena.h"
#include "base/check.h"
#include "methods/opinion.h"
#include "methods/random.h"

/* Final votes, people and statements in ascending order of ids, a row of votes for each person,
 * its statements ascending. Missing votes take no room. */
struct opinion_matrix {
	size_t n, m, votes;       /* people, statements */
	const size_t *row;        /* n + 1: where each person's votes begin */
	const uint32_t *statement;
	const int8_t *value;
	/* The input's flags in this order. */
	const int64_t *people;
	const struct opinion_statement *statements;
	const int64_t *first;     /* of each person, or their id */
	const int64_t *groups, *bases;
	const bool *grouped;
};

struct opinion_matrix opinion_matrix_of(struct arena *, const struct opinion_input *);
static inline size_t votes_of(const struct opinion_matrix *a, size_t person)
{
	return a->row[person + 1] - a->row[person];
}
/* Its columns are 0 for everyone (compat). */
static inline bool is_silent(const struct opinion_statement *s)
{
	return s->out || s->meta;
}

/* y = A x for a symmetric m × m matrix that only `user` knows how to multiply by. */
struct opinion_operator {
	size_t m;
	void (*times)(const void *user, const double *x, double *y);
	const void *user;
};
/* The `count` largest eigenvalues, descending, and their unit vectors as rows of m. `rough`:
 * to three digits, for what is refined or compared only; otherwise to what a double holds. */
void opinion_eigen(const struct opinion_operator *, size_t count, bool rough, double *values,
                   double *vectors);
/* The same of a dense matrix. */
void opinion_eigen_dense(const double *a, size_t m, size_t count, bool rough, double *values,
                         double *vectors);

/* k-means over n points of d coordinates (opinion_kmeans.c). */
struct opinion_points {
	size_t n, d;
	const double *at;     /* n × d */
	const double *weight; /* n, or NULL: 1 each */
};
struct opinion_clusters {
	size_t k;
	double *centers;      /* k × d */
	uint32_t *of;         /* n: the cluster of each point, the nearest, the first of equals */
	double spread;        /* weighted sum of squared distances */
};
/* Seeds: the first k distinct points. Until every centre moves less than `still`, `rounds` at most. */
struct opinion_clusters opinion_lloyd_first(struct arena *, const struct opinion_points *, size_t k,
                                            double still, size_t rounds);
/* The tightest of `restarts` runs seeded by k-means++ from `seed`. */
struct opinion_clusters opinion_lloyd_best(struct arena *, const struct opinion_points *, size_t k,
                                           size_t restarts, uint64_t seed);
/* Goes on from these centres. */
struct opinion_clusters opinion_lloyd_from(struct arena *, const struct opinion_points *, size_t k,
                                           const double *centers, size_t rounds);

/* Mean silhouette from all distances between n points (Rousseeuw 1987); one alone scores 0. */
void opinion_distances(const struct opinion_points *, double *distances);
double opinion_silhouette(struct arena *, const double *distances, size_t n, const double *weight,
                          const uint32_t *of, size_t k);

/* Formulas (opinion_figures.c). */
double opinion_z_share(uint32_t successes, uint32_t trials);
double opinion_z_two(uint32_t s1, uint32_t s2, uint32_t n1, uint32_t n2);
double opinion_chance_above(double z); /* one-sided, of a standard normal */
double opinion_chance_chi2(double x, double freedom);
void opinion_q_values(struct arena *, const double *p, size_t n,
                      double *q); /* Benjamini, Hochberg */
enum { OPINION_CLAIMS_KEPT = 5 };
#define OPINION_Z90 1.2816 /* as Polis writes it: one-sided 90 % */
#define OPINION_Z95 1.959963984540054 /* two-sided 95 % */

/* Counts, claims, consensus: from who is in which group. */
void opinion_count(struct arena *, const struct opinion_matrix *, struct opinion_result *);
void opinion_represent(struct arena *, const struct opinion_matrix *, struct opinion_result *);
void opinion_rank(struct arena *, const struct opinion_matrix *, const struct opinion_options *,
                  struct opinion_result *);
void opinion_consensus(struct arena *, struct opinion_result *);
void opinion_priorities(struct arena *, const struct opinion_matrix *,
                        const struct opinion_options *, struct opinion_result *);
/* Fills groups, k and members from group_of and the ids of groups. */
void opinion_gather(struct arena *, struct opinion_result *, int32_t *group_of, const int64_t *ids,
                    size_t k);
/* The given partition in place of one found. */
void opinion_given(struct arena *, const struct opinion_matrix *, struct opinion_result *);
bool opinion_enough(const struct opinion_matrix *, size_t person);

void opinion_compat(struct arena *, const struct opinion_matrix *, struct opinion_result *);
bool opinion_cordee(struct arena *, const struct opinion_matrix *, const struct opinion_options *,
                    struct opinion_result *, struct error *);

/* The low-rank model of the votes that were cast (opinion_model.c):
 *     vote_ij ≈ mean + a_i + b_j + p_i · q_j, noise of variance σ²,
 * p_i a priori standard normal, so that what a person's few votes do not say stays at the centre. */
enum { OPINION_RANK_MOST = 4, OPINION_PACKED = OPINION_RANK_MOST * (OPINION_RANK_MOST + 1) / 2 };
struct opinion_model {
	size_t n, m, d;
	double mean, noise;    /* σ² */
	double person_ridge; /* σ² / variance of a; INFINITY when people do not differ in how readily they agree */
	double *a, *b, *b_error; /* n; m; standard error of b */
	double *q;             /* m × d */
	double *p;             /* n × d, mean of what the votes say of p_i */
	double *c;             /* n × d(d+1)/2, its covariance: lower triangle by rows */
};
struct opinion_model opinion_model_new(struct arena *, size_t n, size_t m, size_t d);
/* Averages alone: mean, a, b; weights: how often each person counts, or NULL. */
void opinion_model_averages(struct opinion_model *, const struct opinion_matrix *,
                            const uint32_t *weights);
/* One round of alternating least squares: people from statements, statements from people. */
void opinion_model_round(struct arena *, struct opinion_model *, const struct opinion_matrix *,
                         const uint32_t *weights);
/* People from statements, alone. */
void opinion_model_people(struct opinion_model *, const struct opinion_matrix *);
/* Axes of unit variance among people, by decreasing strength, each pointing where its strongest
 * statement does (opinion_turn.c). */
void opinion_model_turn(struct opinion_model *);
/* The length of each axis' loadings: what one unit along it changes in all votes together. */
void opinion_model_lengths(const struct opinion_model *, double *lengths);
/* A map turned onto an earlier one of the people both have; `components`: both axes, one after the other. */
void opinion_follow(struct opinion_result *, const struct opinion_result *previous,
                    struct opinion_point *people, struct opinion_place *places, double *components);
/* A small symmetric matrix, lower triangle by rows: Cholesky's factor in place, solving by it, inverse. */
void opinion_factor(double *l, size_t d);
void opinion_solve(const double *l, size_t d, double *x);
void opinion_invert(const double *l, size_t d, double *inverse);

/* Some people of a matrix, ascending. */
struct opinion_matrix opinion_matrix_some(struct arena *, const struct opinion_matrix *,
                                          const uint32_t *people, size_t n);

/* What the search for groups finds (opinion_search.c): for each person of the matrix a group or
 * OPINION_NONE, 0 groups when none can be trusted. */
struct opinion_found {
	size_t k;
	int32_t *of;
	double silhouette, stability[OPINION_GROUPS_MOST];
	bool stopped; /* by who listens to the progress */
};
struct opinion_found opinion_search(struct arena *, const struct opinion_matrix *,
                                    const struct opinion_model *, size_t axes,
                                    const struct opinion_options *);
/* Chance of each person to belong to each of k groups, from their own votes and the first d axes,
 * and the likeliest group of those who voted enough (opinion_belong.c). `of` is a first guess, then
 * the answer. Returns how well k groups account for the votes, Schwarz' price of k paid. */
double opinion_belong(const struct opinion_matrix *, const struct opinion_model *, size_t d,
                      size_t k, int32_t *of, double *confidence);

/* Co-variation of different statements, each scaled to unit energy (opinion_spectrum.c). */
struct opinion_spectrum {
	size_t d;              /* vectors wanted and found */
	double values[OPINION_RANK_MOST + 1];
	double *vectors;       /* d × m */
	double *energy;        /* m: sum of squares of what the averages leave */
	double *count;         /* m: votes */
};
/* With a source of signs, each remainder's sign is drawn: what chance alone gives. */
struct opinion_spectrum opinion_spectrum_of(struct arena *, const struct opinion_model *,
                                            const struct opinion_matrix *, const uint32_t *weights,
                                            size_t d, struct random *signs);
/* First loadings of a model from its spectrum. */
void opinion_model_start(struct opinion_model *, const struct opinion_spectrum *);
#endif
