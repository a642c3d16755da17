/* Integer program: the seam over the solver of linear and integer programs (GLPK; no other file
 * includes its header). A program maximises the sum of gain × value over its columns; each
 * column lies between two bounds and may be whole; each row bounds a weighted sum of columns.
 * A program may be changed and solved again: it starts from where it stood, which is what makes
 * hundreds of similar programs cheap. Same calls, same answers: no clock, no randomness; a limit
 * is counted in steps of the simplex method, never in seconds. Running out of memory stops the
 * process, as with an arena. Not for sharing between threads. */
#ifndef CORDEE_INTEGER_PROGRAM_H
#define CORDEE_INTEGER_PROGRAM_H
#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct program;

struct program *program_new(void);
void program_free(struct program *);
void program_clean(struct program **); /* for __attribute__((cleanup)) */
#define PROGRAM_SCOPED __attribute__((cleanup(program_clean))) struct program *

/* Columns and rows are numbered from 0 in the order of their making. Bounds may be -INFINITY
 * and INFINITY. */
size_t program_column(struct program *, double least, double most, bool whole);
size_t program_row(struct program *, double least, double most);
void program_bound_column(struct program *, size_t column, double least, double most);
void program_bound_row(struct program *, size_t row, double least, double most);
void program_gain(struct program *, size_t column, double gain);
/* All the weights of a column, or of a row: n different rows or columns and their factors. */
void program_fill_column(struct program *, size_t column, const size_t *rows, const double *factors, size_t n);
void program_fill_row(struct program *, size_t row, const size_t *columns, const double *factors, size_t n);

enum program_state {
	PROGRAM_OPTIMAL,
	PROGRAM_INFEASIBLE, /* no value of the columns meets all bounds */
	PROGRAM_STOPPED,    /* by the limit, or because the answer is good enough */
	PROGRAM_UNBOUNDED,
	PROGRAM_FAILED,     /* the solver lost its way in rounding errors */
};

/* Without wholeness: the relaxation. */
enum program_state program_solve_linear(struct program *);

struct program_limits {
	int64_t steps; /* of the simplex method, for this call; 0: no limit */
	/* Stop at an answer worth more than `enough`, or, with share > 0, more than `above` by
	 * `share` of what is not excluded: for who wants a good column rather than the best. */
	double enough, above, share;
};
#define PROGRAM_NO_LIMITS ((struct program_limits){ .enough = INFINITY })

/* With wholeness. The relaxation must have been solved just before, and be optimal. After
 * PROGRAM_STOPPED, program_found tells whether there is an answer. */
enum program_state program_solve_whole(struct program *, const struct program_limits *);
bool program_found(const struct program *);

/* Of the last call. The bound: no answer is worth more. */
double program_value(const struct program *);
double program_bound(const struct program *);
double program_column_value(const struct program *, size_t column);
/* The nearest whole number: for whole columns. */
int64_t program_column_whole(const struct program *, size_t column);
/* By how much the value would grow if the bounds of the row did by one: of the last relaxation. */
double program_row_price(const struct program *, size_t row);
/* Steps of the simplex method since the program was made. */
int64_t program_steps(const struct program *);
#endif
