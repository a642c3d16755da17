/* Quota, judgement: whether a set exists, and when none does, why and what to change. The
 * conflict is found by dropping bounds one by one while the rest still contradict each other
 * (the deletion filter of Chinneck and Dravnieks, "Locating minimal infeasible constraint sets in
 * linear programs", ORSA Journal on Computing 3, 1991); the change by a program that lets each
 * bound give way for a price of one a person. */
#include "methods/quota_inner.h"

#include "base/list.h"

/* A contradiction shows early or, in wholeness alone, late: enough for thousands of nodes. */
enum { STEPS_MOST = 2000000 };

enum answer { NO, YES, UNKNOWN };

static bool give_up(struct error *err)
{
	return error_set(err, ERROR_INTERNAL, N_("Le calcul n'a pas abouti : ces quotas sont trop emmêlés."),
	                 "integer program over quotas: no answer");
}

static enum answer has_set(struct program *p)
{
	struct program_limits limits = PROGRAM_NO_LIMITS;
	limits.steps = STEPS_MOST;
	limits.enough = -1; /* any set will do */
	enum program_state state = program_solve_linear(p);
	if (state == PROGRAM_OPTIMAL)
		state = program_solve_whole(p, &limits);
	if (state == PROGRAM_INFEASIBLE)
		return NO;
	return (state == PROGRAM_OPTIMAL || state == PROGRAM_STOPPED) && program_found(p) ? YES : UNKNOWN;
}

/* Which bounds of the rows still hold. */
struct filter {
	const struct quota_pool *pool;
	struct program *program;
	bool *least, *most; /* by row */
};

static void apply(const struct filter *f, size_t row)
{
	const struct quota_row *r = &f->pool->rows[row];
	program_bound_row(f->program, row, f->least[row] ? (double)r->least : -INFINITY,
	                  f->most[row] ? (double)r->most : INFINITY);
}

/* Drops these bounds for good, unless a set would then exist (or might). */
static void try_without(struct filter *f, size_t from, size_t to, bool least, bool most)
{
	for (size_t r = from; r < to; r++) {
		f->least[r] &= !least;
		f->most[r] &= !most;
		apply(f, r);
	}
	if (has_set(f->program) == NO)
		return;
	for (size_t r = from; r < to; r++) {
		f->least[r] |= least;
		f->most[r] |= most;
		apply(f, r);
	}
}

/* Whole features first, which most often leaves two or three of them. */
static void filter_bounds(struct filter *f)
{
	const struct quota_row *rows = f->pool->rows;
	for (size_t r = 0, end; r < f->pool->rows_n; r = end) {
		for (end = r + 1; end < f->pool->rows_n && rows[end].feature == rows[r].feature; end++)
			;
		if (rows[r].feature != QUOTA_NO_FEATURE)
			try_without(f, r, end, true, true);
	}
	for (size_t r = 0; r < f->pool->rows_n; r++) {
		if (rows[r].feature == QUOTA_NO_FEATURE)
			continue;
		if (f->least[r])
			try_without(f, r, r + 1, true, false);
		if (f->most[r])
			try_without(f, r, r + 1, false, true);
	}
}

static void find_conflict(struct arena *arena, const struct quota_pool *pool, struct quota_verdict *out)
{
	ARENA_SCOPED scratch = arena_new();
	PROGRAM_SCOPED program = quota_program(pool);
	LIST(struct quota_change) bounds = { 0 };
	struct filter f = { pool, program, arena_many(scratch, bool, pool->rows_n), arena_many(scratch, bool, pool->rows_n) };
	for (size_t r = 0; r < pool->rows_n; r++)
		f.least[r] = f.most[r] = true;
	filter_bounds(&f);
	for (size_t r = 0; r < pool->rows_n; r++) {
		const struct quota_row *row = &pool->rows[r];
		if (row->feature == QUOTA_NO_FEATURE)
			continue;
		if (f.least[r])
			list_add(arena, &bounds, (struct quota_change){ row->feature, row->value, false, row->least, row->least });
		if (f.most[r])
			list_add(arena, &bounds, (struct quota_change){ row->feature, row->value, true, row->most, row->most });
	}
	out->conflict = bounds.at;
	out->conflict_n = bounds.n;
}

/* A row with room below and above, each person of room for a price. */
struct eased {
	size_t row, below, above;
};

static struct eased ease(struct program *p, const struct quota_pool *pool, size_t row)
{
	const struct quota_row *r = &pool->rows[row];
	struct eased e = { row, program_column(p, 0, (double)r->least, true),
	                   program_column(p, 0, (double)pool->input->people_n, true) };
	const double more = 1, less = -1;
	program_fill_column(p, e.below, &row, &more, 1);
	program_fill_column(p, e.above, &row, &less, 1);
	program_gain(p, e.below, -1);
	program_gain(p, e.above, -1);
	return e;
}

static void read_changes(struct arena *arena, const struct quota_pool *pool, const struct program *p,
                         const struct eased *eased, size_t n, struct quota_verdict *out)
{
	LIST(struct quota_change) changes = { 0 };
	for (size_t i = 0; i < n; i++) {
		const struct quota_row *row = &pool->rows[eased[i].row];
		int64_t below = program_column_whole(p, eased[i].below), above = program_column_whole(p, eased[i].above);
		struct quota_change c = { row->feature, row->value, false, row->least, row->least - below };
		if (below)
			list_add(arena, &changes, c);
		c = (struct quota_change){ row->feature, row->value, true, row->most, row->most + above };
		if (above)
			list_add(arena, &changes, c);
		out->total += below + above;
	}
	out->changes = changes.at;
	out->changes_n = changes.n;
}

/* With the quotas alone, or with the size too. */
static enum answer find_changes(struct arena *arena, const struct quota_pool *pool, bool size, struct quota_verdict *out)
{
	ARENA_SCOPED scratch = arena_new();
	PROGRAM_SCOPED program = quota_program(pool);
	struct eased *eased = arena_many(scratch, struct eased, pool->rows_n);
	struct program_limits limits = PROGRAM_NO_LIMITS;
	size_t n = 0;
	for (size_t r = 0; r < pool->rows_n; r++)
		if (pool->rows[r].feature != QUOTA_NO_FEATURE || (size && pool->rows[r].size))
			eased[n++] = ease(program, pool, r);
	limits.steps = STEPS_MOST;
	enum program_state state = program_solve_linear(program);
	if (state == PROGRAM_OPTIMAL)
		state = program_solve_whole(program, &limits);
	if (state == PROGRAM_INFEASIBLE)
		return NO;
	if (state != PROGRAM_OPTIMAL)
		return UNKNOWN;
	read_changes(arena, pool, program, eased, n, out);
	return YES;
}

bool quota_judge(struct arena *arena, const struct quota_pool *pool, struct quota_verdict *out, struct error *err)
{
	*out = (struct quota_verdict){ 0 };
	PROGRAM_SCOPED program = quota_program(pool);
	enum answer answer = has_set(program);
	if (answer == UNKNOWN)
		return give_up(err);
	out->feasible = answer == YES;
	if (out->feasible)
		return true;
	answer = find_changes(arena, pool, false, out);
	if (answer == NO)
		answer = find_changes(arena, pool, true, out);
	if (answer != YES)
		return give_up(err);
	find_conflict(arena, pool, out);
	return true;
}
