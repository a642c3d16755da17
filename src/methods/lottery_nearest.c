/* Lottery, nearest mixture: Wolfe's algorithm ("Finding the nearest point in a polytope",
 * Mathematical Programming 11, 1976) in the polytope of panels, to take a vector of chances
 * apart. A corral of affinely independent panels is kept, with the triangular factor of its Gram
 * matrix; the residual (what chances still lack) gives the weights of the next panel, so that
 * prices never jump as those of a linear program do. Distances are between chances, each kind
 * counting for its units.
 *
 * When the point is within the polytope, some panel is worth at least as much as the point is,
 * whatever the weights: as soon as an integer program proves that none is, the point is apart. */
#include "methods/lottery_inner.h"

#include "base/check.h"

/* A panel this near to the corral's affine hull is in it, but for rounding. */
#define DEPENDENT 1e-11
#define NO_SHARE 1e-13

struct corral {
	struct panel_search *search;
	const double *target;
	size_t kinds_n;
	double *scale;     /* 1 / units of the kind */
	double square;     /* of the target */
	size_t *panels;
	double *shares, *affine;
	double *against;   /* of each panel of the corral: its product with the target */
	double *factor;    /* column by column: R of R'R = 11' + P'P, P being panels less the target */
	size_t n, room;
	double *units;     /* of the mixture */
	double *residual;  /* weights: what is lacking, per unit, at most 1 */
	double shortfall, largest;
};

#define COLUMN(c, j) ((c)->factor + (j) * ((j) + 1) / 2)

static void grow(struct corral *c)
{
	if (c->n < c->room)
		return;
	size_t room = c->room ? c->room * 2 : 64;
	struct arena *arena = c->search->arena;
	size_t triangle = c->room * (c->room + 1) / 2 * sizeof(double);
	c->panels = arena_grow(arena, c->panels, c->room * sizeof(size_t), room * sizeof(size_t));
	c->shares = arena_grow(arena, c->shares, c->room * sizeof(double), room * sizeof(double));
	c->affine = arena_grow(arena, c->affine, c->room * sizeof(double), room * sizeof(double));
	c->against = arena_grow(arena, c->against, c->room * sizeof(double), room * sizeof(double));
	c->factor = arena_grow(arena, c->factor, triangle, room * (room + 1) / 2 * sizeof(double));
	c->room = room;
}

static const struct panel *panel_of(const struct corral *c, size_t i)
{
	return &c->search->portfolio.at[c->panels[i]];
}

static double product(const double *a, const double *b, size_t n)
{
	double sum = 0;
	for (size_t i = 0; i < n; i++)
		sum += a[i] * b[i];
	return sum;
}

static double against_target(const struct corral *c, const struct panel *p)
{
	double sum = 0;
	for (size_t i = 0; i < p->n; i++)
		sum += c->scale[p->terms[i].kind] * c->target[p->terms[i].kind] * p->terms[i].units;
	return sum;
}

/* The factor's new column for a panel; false when the panel depends on those of the corral. */
static bool corral_add(struct corral *c, size_t panel)
{
	grow(c);
	ARENA_SCOPED scratch = arena_new();
	const struct panel *p = &c->search->portfolio.at[panel];
	double *dense = arena_many(scratch, double, c->kinds_n), *column = COLUMN(c, c->n); /* dense: scaled */
	double against = against_target(c, p), whole = 1 + c->square - 2 * against;
	for (size_t i = 0; i < p->n; i++)
		dense[p->terms[i].kind] = c->scale[p->terms[i].kind] * p->terms[i].units;
	whole += panel_value(p, dense);
	double rest = whole;
	for (size_t i = 0; i < c->n; i++) {
		double value = 1 + c->square - against - c->against[i] + panel_value(panel_of(c, i), dense);
		const double *other = COLUMN(c, i);
		column[i] = (value - product(other, column, i)) / other[i];
		rest -= column[i] * column[i];
	}
	if (rest <= DEPENDENT * whole)
		return false;
	column[c->n] = sqrt(rest);
	c->panels[c->n] = panel;
	c->against[c->n] = against;
	c->shares[c->n] = c->n == 0;
	c->n++;
	return true;
}

/* Takes the panel out: columns after it have one entry too many below, rotated away (Givens). */
static void corral_drop(struct corral *c, size_t gone)
{
	ARENA_SCOPED scratch = arena_new();
	double *cosine = arena_many(scratch, double, c->n), *sine = arena_many(scratch, double, c->n);
	for (size_t j = gone; j + 1 < c->n; j++) {
		double *from = COLUMN(c, j + 1), *to = COLUMN(c, j);
		for (size_t i = gone; i < j; i++) {
			double high = from[i], low = from[i + 1];
			from[i] = cosine[i] * high + sine[i] * low;
			from[i + 1] = cosine[i] * low - sine[i] * high;
		}
		double length = hypot(from[j], from[j + 1]);
		cosine[j] = from[j] / length;
		sine[j] = from[j + 1] / length;
		from[j] = length;
		memmove(to, from, (j + 1) * sizeof *to);
		c->panels[j] = c->panels[j + 1];
		c->shares[j] = c->shares[j + 1];
		c->against[j] = c->against[j + 1];
	}
	c->n--;
}

/* The point of the affine hull nearest to the target: R'R a = 1, then a of sum 1. */
static void solve_affine(struct corral *c)
{
	double sum = 0, *a = c->affine;
	for (size_t j = 0; j < c->n; j++)
		a[j] = (1 - product(COLUMN(c, j), a, j)) / COLUMN(c, j)[j];
	for (size_t j = c->n; j-- > 0;) {
		const double *column = COLUMN(c, j);
		a[j] /= column[j];
		for (size_t i = 0; i < j; i++)
			a[i] -= column[i] * a[j];
		sum += a[j];
	}
	for (size_t j = 0; j < c->n; j++)
		a[j] /= sum;
}

static double step_within(const struct corral *c)
{
	double step = 1;
	for (size_t i = 0; i < c->n; i++)
		if (c->affine[i] <= NO_SHARE && c->shares[i] > c->affine[i])
			step = fmin(step, c->shares[i] / (c->shares[i] - c->affine[i]));
	return step;
}

static void normalise(struct corral *c)
{
	double sum = 0;
	for (size_t i = 0; i < c->n; i++)
		sum += c->shares[i];
	for (size_t i = 0; i < c->n; i++)
		c->shares[i] /= sum;
}

/* Towards the nearest point of the affine hull, dropping what leaves the mixture on the way. */
static void corral_settle(struct corral *c)
{
	for (;;) {
		solve_affine(c);
		double step = step_within(c);
		bool inside = true;
		for (size_t i = 0; i < c->n; i++) {
			inside &= c->affine[i] > NO_SHARE;
			c->shares[i] += step * (c->affine[i] - c->shares[i]);
		}
		if (inside)
			break;
		size_t before = c->n;
		for (size_t i = c->n; i-- > 0;)
			if (c->shares[i] <= NO_SHARE && c->n > 1)
				corral_drop(c, i);
		normalise(c);
		if (c->n == before) /* rounding: as near as numbers allow */
			break;
	}
}

static void measure(struct corral *c)
{
	memset(c->units, 0, c->kinds_n * sizeof *c->units);
	for (size_t i = 0; i < c->n; i++) {
		const struct panel *p = panel_of(c, i);
		for (size_t t = 0; t < p->n; t++)
			c->units[p->terms[t].kind] += c->shares[i] * p->terms[t].units;
	}
	c->shortfall = c->largest = 0;
	for (size_t k = 0; k < c->kinds_n; k++) {
		c->residual[k] = (c->target[k] - c->units[k]) * c->scale[k];
		c->shortfall = fmax(c->shortfall, c->residual[k]);
		c->largest = fmax(c->largest, fabs(c->residual[k]));
	}
	for (size_t k = 0; c->largest > 0 && k < c->kinds_n; k++)
		c->residual[k] /= c->largest;
}

static void begin(struct corral *c, struct panel_search *search, const double *target)
{
	*c = (struct corral){ .search = search, .target = target, .kinds_n = search->pool->kinds_n };
	c->scale = arena_many(search->arena, double, c->kinds_n);
	c->units = arena_many(search->arena, double, c->kinds_n);
	c->residual = arena_many(search->arena, double, c->kinds_n);
	for (size_t k = 0; k < c->kinds_n; k++) {
		c->scale[k] = 1 / (double)search->pool->kinds[k].units;
		c->square += c->scale[k] * target[k] * target[k];
	}
	measure(c);
}

/* The panel of the portfolio of most value. */
static struct found best_known(const struct corral *c)
{
	const struct portfolio *f = &c->search->portfolio;
	struct found best = { .value = -INFINITY };
	for (size_t i = 0; i < f->n; i++) {
		double value = panel_value(&f->at[i], c->residual);
		if (value > best.value)
			best = (struct found){ i, value, INFINITY, true };
	}
	return best;
}

/* What share of the way to what is not excluded a panel must make to be taken at once. */
#define GOOD_SHARE 0.5

/* A panel that brings the mixture nearer; APART when none brings it to the target. */
static enum nearest_end next_panel(struct corral *c, struct found *out, double *gain, struct error *err)
{
	double here = product(c->residual, c->units, c->kinds_n), there = product(c->residual, c->target, c->kinds_n);
	double least = LOTTERY_EXACT * (1 + fabs(there));
	*out = best_known(c);
	/* A known panel will do when it gains about what the last search did, as lengths go. */
	if (out->any && out->value - here > GOOD_SHARE * *gain * (there - here) && out->value > there)
		return NEAREST_REACHED;
	if (!panel_search_find(c->search, c->residual, there, GOOD_SHARE, out, err))
		return NEAREST_FAILED;
	if (out->bound < there - least)
		return NEAREST_APART;
	if (!out->any)
		return NEAREST_STOPPED;
	*gain = (out->value - here) / fmax(there - here, 1e-300);
	return NEAREST_REACHED;
}

/* From 1 to LOTTERY_REACHED by its logarithm. */
static double share_done(const struct corral *c)
{
	double done = log(fmax(c->shortfall, LOTTERY_REACHED)) / log(LOTTERY_REACHED);
	return fmin(fmax(done, 0), 1);
}

static void to_mixture(const struct corral *c, struct mixture *out)
{
	out->panels = c->panels;
	out->shares = c->shares;
	out->n = c->n;
	out->units = c->units;
	out->shortfall = c->shortfall;
}

static enum nearest_end approach(struct corral *c, struct error *err)
{
	double gain = 0;
	struct found next;
	while (c->n == 0 || c->shortfall > LOTTERY_REACHED) {
		enum nearest_end end = next_panel(c, &next, &gain, err);
		if (end != NEAREST_REACHED)
			return end;
		if (!corral_add(c, next.panel))
			return NEAREST_APART;
		corral_settle(c);
		measure(c);
		if (!panel_search_goes_on(c->search, share_done(c)))
			return NEAREST_STOPPED;
	}
	return NEAREST_REACHED;
}

enum nearest_end nearest_mixture(struct panel_search *search, const double *target, struct mixture *out, struct error *err)
{
	struct corral c;
	begin(&c, search, target);
	enum nearest_end end = approach(&c, err);
	to_mixture(&c, out);
	return end;
}
