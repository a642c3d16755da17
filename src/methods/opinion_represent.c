/* Opinion map, compat: which statements stand for a group, and on which everybody agrees. Cordée's
 * own rankings are in opinion_rank.c. */
#include "methods/opinion_inner.h"

#include <math.h>

/* A group's votes on a statement against all other groups': n s p t of Polis' names are number,
 * seen, share and test, in the order agree, disagree. */
struct contrast {
	uint32_t statement, na, nd, ns;
	double pa, pd, pat, pdt, ra, rd, rat, rdt;
};

static double share(uint32_t successes, uint32_t trials)
{
	return (successes + 1.0) / (trials + 2.0);
}

static struct contrast contrast_of(uint32_t statement, const struct opinion_cell *in,
                                   const struct opinion_cell *rest)
{
	struct contrast c = {
		.statement = statement, .na = in->agree, .nd = in->disagree, .ns = in->seen
	};
	c.pa = share(c.na, c.ns);
	c.pd = share(c.nd, c.ns);
	c.pat = opinion_z_share(c.na, c.ns);
	c.pdt = opinion_z_share(c.nd, c.ns);
	c.ra = c.pa / share(rest->agree, rest->seen);
	c.rd = c.pd / share(rest->disagree, rest->seen);
	c.rat = opinion_z_two(c.na, rest->agree, c.ns, rest->seen);
	c.rdt = opinion_z_two(c.nd, rest->disagree, c.ns, rest->seen);
	return c;
}

static bool is_significant(double z)
{
	return z > OPINION_Z90;
}

static bool is_sufficient(const struct contrast *c)
{
	return (is_significant(c->rat) && is_significant(c->pat)) ||
	       (is_significant(c->rdt) && is_significant(c->pdt));
}

static struct opinion_claim claim_of(const struct contrast *c)
{
	bool agree = c->rat > c->rdt;
	return (struct opinion_claim){ .statement = c->statement,
		                       .agree = agree,
		                       .success = agree ? c->na : c->nd,
		                       .trials = c->ns,
		                       .p_success = agree ? c->pa : c->pd,
		                       .p_test = agree ? c->pat : c->pdt,
		                       .repness = agree ? c->ra : c->rd,
		                       .repness_test = agree ? c->rat : c->rdt };
}

static double metric(const struct opinion_claim *c)
{
	return c->repness * c->repness_test * c->p_success * c->p_test;
}

/* Whether c takes the place of the best agree so far (NULL: none). */
static bool beats_agree(const struct contrast *c, const struct contrast *best)
{
	if (c->na == 0 && c->nd == 0)
		return false;
	if (best && best->ra > 1)
		return c->ra * c->rat * c->pa * c->pat >
		       best->ra * best->rat * best->pa * best->pat;
	if (best)
		return c->pa * c->pat > best->pa * best->pat;
	return is_significant(c->pat) || (c->ra > 1 && c->pa > 0.5);
}

/* What one scan of the statements finds. */
struct scan {
	struct contrast best, best_agree;
	bool has_best, has_agree;
	struct opinion_claim *sufficient;
	size_t n;
};

static void look_at(struct scan *s, const struct contrast *c)
{
	if (is_sufficient(c))
		s->sufficient[s->n++] = claim_of(c);
	if (!s->has_best || fmax(c->rat, c->rdt) > fmax(s->best.rat, s->best.rdt)) {
		s->best = *c;
		s->has_best = true;
	}
	if (beats_agree(c, s->has_agree ? &s->best_agree : NULL)) {
		s->best_agree = *c;
		s->has_agree = true;
	}
}

static int by_metric(const void *a, const void *b)
{
	const struct opinion_claim *x = a, *y = b;
	double p = metric(x), q = metric(y);
	if (p != q)
		return p > q ? -1 : 1;
	return (x->statement > y->statement) - (x->statement < y->statement);
}

/* The best agree first, five kept, agrees before disagrees. */
static struct opinion_claims choose(struct arena *arena, struct scan *s)
{
	struct opinion_claim head = claim_of(s->has_agree ? &s->best_agree : &s->best);
	struct opinion_claim kept[OPINION_CLAIMS_KEPT],
		*sorted = arena_many(arena, struct opinion_claim, OPINION_CLAIMS_KEPT);
	size_t n = 0, out = 0;
	head.best = s->has_agree;
	if (s->has_agree || (s->n == 0 && s->has_best))
		kept[n++] = head;
	qsort(s->sufficient, s->n, sizeof *s->sufficient, by_metric);
	for (size_t i = 0; i < s->n && n < OPINION_CLAIMS_KEPT; i++)
		if (!s->has_agree || s->sufficient[i].statement != head.statement)
			kept[n++] = s->sufficient[i];
	for (int side = 1; side >= 0; side--)
		for (size_t i = 0; i < n; i++)
			if (kept[i].agree == (side == 1))
				sorted[out++] = kept[i];
	return (struct opinion_claims){ n, sorted };
}

/* Silent statements were 0 for everyone; those moderated out are not looked at. */
static struct opinion_cell seen_by(const struct opinion_statement *s, struct opinion_cell c,
                                   size_t size)
{
	return s->meta ? (struct opinion_cell){ 0, 0, (uint32_t)size } : c;
}

static struct opinion_claims represent(struct arena *arena, const struct opinion_matrix *a,
                                       const struct opinion_result *r, size_t g)
{
	struct scan s = { .sufficient = arena_many(arena, struct opinion_claim, a->m) };
	for (uint32_t j = 0; j < a->m; j++) {
		struct opinion_cell in = { 0 }, rest = { 0 };
		for (size_t h = 0; h < (size_t)r->k && !a->statements[j].out; h++) {
			struct opinion_cell c = seen_by(&a->statements[j], r->cells[h * a->m + j],
			                                r->groups[h].size);
			struct opinion_cell *to = h == g ? &in : &rest;
			*to = (struct opinion_cell){ to->agree + c.agree, to->disagree + c.disagree, to->seen + c.seen };
		}
		struct contrast c = contrast_of(j, &in, &rest);
		if (!a->statements[j].out)
			look_at(&s, &c);
	}
	return choose(arena, &s);
}

/* Over everybody: more than half, and not by chance; the five largest share × test. */
static struct opinion_claims majority(struct arena *arena, const struct opinion_matrix *a,
                                      const struct opinion_result *r, bool agree)
{
	struct opinion_claim *at = arena_many(arena, struct opinion_claim, a->m);
	size_t n = 0;
	for (uint32_t j = 0; j < a->m; j++) {
		uint32_t success = agree ? r->total[j].agree : r->total[j].disagree,
			 seen = r->total[j].seen;
		struct opinion_claim c = { .statement = j,
			                   .agree = agree,
			                   .success = success,
			                   .trials = seen,
			                   .p_success = share(success, seen),
			                   .p_test = opinion_z_share(success, seen),
			                   .repness = 1,
			                   .repness_test = 1 };
		if (!is_silent(&a->statements[j]) && c.p_success > 0.5 && is_significant(c.p_test))
			at[n++] = c;
	}
	qsort(at, n, sizeof *at, by_metric);
	return (struct opinion_claims){ n < OPINION_CLAIMS_KEPT ? n : OPINION_CLAIMS_KEPT, at };
}

void opinion_represent(struct arena *arena, const struct opinion_matrix *a,
                       struct opinion_result *r)
{
	struct opinion_claims *of = arena_many(arena, struct opinion_claims, (size_t)r->k);
	for (size_t g = 0; g < (size_t)r->k; g++)
		of[g] = represent(arena, a, r, g);
	r->representative = of;
	r->majority_agree = majority(arena, a, r, true);
	r->majority_disagree = majority(arena, a, r, false);
}
