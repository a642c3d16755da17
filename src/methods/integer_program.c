/* Integer program: GLPK behind our words. What GLPK calls a problem object is kept, with what
 * the last call found and which kind of change came since, because that chooses the simplex
 * method: a new gain or column leaves the last answer feasible (primal), a new bound leaves its
 * prices right (dual). */
#include "methods/integer_program.h"

#include "base/check.h"

#include <glpk.h>
#include <stdlib.h>

struct program {
	glp_prob *glpk;
	bool bounds_changed;
	bool whole; /* the last call was program_solve_whole */
	bool found;
	double bound;
};

/* One call of program_solve_whole, as GLPK's callback sees it. */
struct search {
	struct program *program;
	const struct program_limits *limits;
	int64_t first_step;
	bool stopped;
};

struct program *program_new(void)
{
	struct program *p = calloc(1, sizeof *p);
	check(p);
	glp_term_out(GLP_OFF);
	p->glpk = glp_create_prob();
	glp_set_obj_dir(p->glpk, GLP_MAX);
	p->bounds_changed = true;
	return p;
}

void program_free(struct program *p)
{
	if (!p)
		return;
	glp_delete_prob(p->glpk);
	free(p);
}

void program_clean(struct program **p)
{
	program_free(*p);
}

/* GLPK numbers from 1. */
static int glpk_index(size_t i)
{
	check(i < INT32_MAX - 1);
	return (int)i + 1;
}

static int bounds_kind(double least, double most)
{
	bool low = isfinite(least), high = isfinite(most);
	if (low && high)
		return least == most ? GLP_FX : GLP_DB;
	return low ? GLP_LO : high ? GLP_UP : GLP_FR;
}

void program_bound_column(struct program *p, size_t column, double least, double most)
{
	glp_set_col_bnds(p->glpk, glpk_index(column), bounds_kind(least, most), least, most);
	p->bounds_changed = true;
}

void program_bound_row(struct program *p, size_t row, double least, double most)
{
	glp_set_row_bnds(p->glpk, glpk_index(row), bounds_kind(least, most), least, most);
	p->bounds_changed = true;
}

size_t program_column(struct program *p, double least, double most, bool whole)
{
	int column = glp_add_cols(p->glpk, 1);
	glp_set_col_bnds(p->glpk, column, bounds_kind(least, most), least, most);
	if (whole)
		glp_set_col_kind(p->glpk, column, GLP_IV);
	return (size_t)column - 1;
}

size_t program_row(struct program *p, double least, double most)
{
	size_t row = (size_t)glp_add_rows(p->glpk, 1) - 1;
	program_bound_row(p, row, least, most);
	return row;
}

void program_gain(struct program *p, size_t column, double gain)
{
	glp_set_obj_coef(p->glpk, glpk_index(column), gain);
}

/* GLPK's arrays begin at their second item. */
static void glpk_list(const size_t *at, const double *factors, size_t n, int **indexes, double **values)
{
	*indexes = calloc(n + 1, sizeof **indexes);
	*values = calloc(n + 1, sizeof **values);
	check(*indexes && *values);
	for (size_t i = 0; i < n; i++) {
		(*indexes)[i + 1] = glpk_index(at[i]);
		(*values)[i + 1] = factors[i];
	}
}

void program_fill_column(struct program *p, size_t column, const size_t *rows, const double *factors, size_t n)
{
	int *indexes;
	double *values;
	glpk_list(rows, factors, n, &indexes, &values);
	glp_set_mat_col(p->glpk, glpk_index(column), (int)n, indexes, values);
	free(indexes);
	free(values);
}

void program_fill_row(struct program *p, size_t row, const size_t *columns, const double *factors, size_t n)
{
	int *indexes;
	double *values;
	glpk_list(columns, factors, n, &indexes, &values);
	glp_set_mat_row(p->glpk, glpk_index(row), (int)n, indexes, values);
	free(indexes);
	free(values);
	p->bounds_changed = true;
}

static enum program_state linear_state(const struct program *p)
{
	switch (glp_get_status(p->glpk)) {
	case GLP_OPT: return PROGRAM_OPTIMAL;
	case GLP_NOFEAS: return PROGRAM_INFEASIBLE;
	case GLP_UNBND: return PROGRAM_UNBOUNDED;
	default: return PROGRAM_FAILED;
	}
}

static enum program_state simplex(struct program *p, int method)
{
	glp_smcp how;
	glp_init_smcp(&how);
	how.msg_lev = GLP_MSG_OFF;
	how.meth = method;
	if (glp_simplex(p->glpk, &how) != 0)
		return PROGRAM_FAILED;
	return linear_state(p);
}

enum program_state program_solve_linear(struct program *p)
{
	enum program_state state = simplex(p, p->bounds_changed ? GLP_DUALP : GLP_PRIMAL);
	if (state == PROGRAM_FAILED) { /* where it stood is worth nothing any more: from the start */
		glp_std_basis(p->glpk);
		state = simplex(p, GLP_DUALP);
	}
	if (state == PROGRAM_FAILED) {
		glp_adv_basis(p->glpk, 0);
		state = simplex(p, GLP_PRIMAL);
	}
	p->bounds_changed = state != PROGRAM_OPTIMAL;
	p->whole = false;
	p->found = state == PROGRAM_OPTIMAL;
	p->bound = p->found ? glp_get_obj_val(p->glpk) : state == PROGRAM_INFEASIBLE ? -INFINITY : INFINITY;
	return state;
}

/* Of the tree as it stands; when no node is left, the best answer is the bound. */
static double tree_bound(glp_tree *tree, const struct program *p)
{
	int node = glp_ios_best_node(tree);
	double bound = node ? glp_ios_node_bound(tree, node) : -INFINITY;
	bool found = glp_mip_status(p->glpk) == GLP_FEAS;
	return found && glp_mip_obj_val(p->glpk) > bound ? glp_mip_obj_val(p->glpk) : bound;
}

static bool good_enough(const struct search *s, double bound)
{
	const struct program_limits *limits = s->limits;
	if (glp_mip_status(s->program->glpk) != GLP_FEAS)
		return false;
	double value = glp_mip_obj_val(s->program->glpk);
	if (value > limits->enough)
		return true;
	return limits->share > 0 && value > limits->above && value - limits->above >= limits->share * (bound - limits->above);
}

static void at_node(glp_tree *tree, void *user)
{
	struct search *s = user;
	int reason = glp_ios_reason(tree);
	if (reason != GLP_ISELECT && reason != GLP_IBINGO)
		return;
	double bound = tree_bound(tree, s->program);
	bool spent = s->limits->steps > 0 && program_steps(s->program) - s->first_step > s->limits->steps;
	if (spent || good_enough(s, bound)) {
		s->program->bound = bound;
		s->stopped = true;
		glp_ios_terminate(tree);
	}
}

enum program_state program_solve_whole(struct program *p, const struct program_limits *limits)
{
	/* GLPK leaves a branch that cannot better the best answer by this share of it. */
	const double least_progress = 1e-10;
	struct search search = { .program = p, .limits = limits, .first_step = program_steps(p) };
	glp_iocp how;
	glp_init_iocp(&how);
	how.msg_lev = GLP_MSG_OFF;
	how.tol_obj = least_progress;
	how.cb_func = at_node;
	how.cb_info = &search;
	int failure = glp_intopt(p->glpk, &how);
	int status = glp_mip_status(p->glpk);
	p->whole = true;
	p->found = status == GLP_OPT || status == GLP_FEAS;
	if (search.stopped)
		return PROGRAM_STOPPED;
	p->bound = p->found ? glp_mip_obj_val(p->glpk) : -INFINITY;
	if (failure != 0 || status == GLP_UNDEF || status == GLP_FEAS)
		return PROGRAM_FAILED;
	return p->found ? PROGRAM_OPTIMAL : PROGRAM_INFEASIBLE;
}

bool program_found(const struct program *p)
{
	return p->found;
}

double program_value(const struct program *p)
{
	return p->whole ? glp_mip_obj_val(p->glpk) : glp_get_obj_val(p->glpk);
}

double program_bound(const struct program *p)
{
	return p->bound;
}

double program_column_value(const struct program *p, size_t column)
{
	int i = glpk_index(column);
	return p->whole ? glp_mip_col_val(p->glpk, i) : glp_get_col_prim(p->glpk, i);
}

int64_t program_column_whole(const struct program *p, size_t column)
{
	return llround(program_column_value(p, column));
}

double program_row_price(const struct program *p, size_t row)
{
	return glp_get_row_dual(p->glpk, glpk_index(row));
}

int64_t program_steps(const struct program *p)
{
	return glp_get_it_cnt(p->glpk);
}
