/* Budget: the rules against their definitions in exact fractions, on thousands of small elections
 * full of ties; distances against counts done again; order of rows; the worked example. */
#include "../unit/unit.h"
#include "methods/budget.h"
#include "methods/random.h"

#include <stdio.h>
#include <string.h>

enum { MOST_PROJECTS = 6, MOST_VOTERS = 8 };

/* A small election; points[v][p] is 0 where v did not choose p. */
struct small {
	size_t projects, voters;
	int64_t budget, cost[MOST_PROJECTS];
	char id[MOST_PROJECTS][4];
	uint32_t points[MOST_VOTERS][MOST_PROJECTS];
};

static struct small any_small(struct random *r)
{
	struct small s = { .projects = 1 + random_below(r, MOST_PROJECTS), .voters = 1 + random_below(r, MOST_VOTERS - 2) };
	int64_t unit = random_below(r, 3) ? 100 : 1 + (int64_t)random_below(r, 150);
	s.budget = (int64_t)s.voters * unit * (1 + (int64_t)random_below(r, 6));
	for (size_t p = 0; p < s.projects; p++) {
		snprintf(s.id[p], sizeof s.id[p], "%zu", p * 7 % 11);
		s.cost[p] = unit * (1 + (int64_t)random_below(r, 9));
		for (size_t v = 0; v < s.voters; v++)
			s.points[v][p] = random_below(r, 2) ? 0 : 1 + (uint32_t)random_below(r, 3);
	}
	return s;
}

/* As the library takes it, projects and voters in the orders given. */
static struct budget_input input_of(struct arena *arena, const struct small *s, const size_t *projects, const size_t *voters)
{
	struct budget_project *list = arena_many(arena, struct budget_project, s->projects);
	size_t *from = arena_many(arena, size_t, s->voters + 1), n = 0;
	uint32_t *choices = arena_many(arena, uint32_t, s->voters * s->projects);
	uint32_t *points = arena_many(arena, uint32_t, s->voters * s->projects);
	for (size_t p = 0; p < s->projects; p++)
		list[p] = (struct budget_project){ text_of(s->id[projects[p]]), NO_TEXT, s->cost[projects[p]], { BUDGET_NONE, BUDGET_NONE } };
	for (size_t v = 0; v < s->voters; v++) {
		for (uint32_t p = 0; p < s->projects; p++)
			if (s->points[voters[v]][projects[p]]) {
				choices[n] = p;
				points[n++] = s->points[voters[v]][projects[p]];
			}
		from[v + 1] = n;
	}
	return (struct budget_input){ .budget = s->budget, .projects = list, .n_projects = s->projects,
		.n_voters = s->voters, .from = from, .choices = choices, .points = points };
}

static const size_t STRAIGHT[] = { 0, 1, 2, 3, 4, 5, 6, 7 };

static struct budget_result counted(struct arena *arena, const struct small *s, const struct budget_options *o)
{
	struct budget_input in = input_of(arena, s, STRAIGHT, STRAIGHT);
	struct budget_result result;
	struct error err = { 0 };
	assert_true(budget_run(arena, &in, o, &result, &err));
	return result;
}

/* --- the definitions --- */

struct oracle {
	struct arena *arena;
	const struct small *s;
	struct budget_options options;
	struct rational left[MOST_VOTERS]; /* money, or Phragmén's times */
	bool done[MOST_PROJECTS];          /* bought, or set aside */
	bool bought[MOST_PROJECTS];
	size_t order[MOST_PROJECTS], n;
	int64_t spent;
};

static int64_t votes_of(const struct small *s, size_t p)
{
	int64_t votes = 0;
	for (size_t v = 0; v < s->voters; v++)
		votes += s->points[v][p] > 0;
	return votes;
}

static bool comes_first(const struct oracle *o, size_t p, size_t q)
{
	int64_t by_votes = votes_of(o->s, q) - votes_of(o->s, p), by_cost = o->s->cost[p] - o->s->cost[q];
	if (o->options.order == BUDGET_ORDER_VOTES && (by_votes || by_cost))
		return by_votes ? by_votes < 0 : by_cost < 0;
	return p * 7 % 11 < q * 7 % 11;
}

static struct rational utility(const struct oracle *o, size_t v, size_t p)
{
	if (!o->s->points[v][p])
		return rational_of(0);
	return rational_of(o->options.utility == BUDGET_BY_COST ? o->s->cost[p] :
	                   o->options.utility == BUDGET_BY_SCORE ? o->s->points[v][p] : 1);
}

static struct rational paid(const struct oracle *o, size_t v, size_t p, struct rational rho)
{
	struct rational asked = rational_multiply(o->arena, rho, utility(o, v, p));
	return rational_compare(asked, o->left[v]) < 0 ? asked : o->left[v];
}

/* Σ min(left, ρ·u) is piecewise linear: ρ lies where those below some break give all they have. */
static bool smallest_rho(const struct oracle *o, size_t p, struct rational *rho)
{
	bool found = false;
	for (size_t last = 0; last <= o->s->voters; last++) { /* the break: that of voter `last`, or none */
		struct rational money = rational_of(0), rich = rational_of(0), limit = rational_of(0);
		if (last < o->s->voters) {
			if (!o->s->points[last][p])
				continue;
			limit = rational_divide(o->arena, o->left[last], utility(o, last, p));
		}
		for (size_t v = 0; v < o->s->voters; v++) {
			struct rational u = utility(o, v, p);
			if (rational_sign(u) == 0)
				continue;
			bool poor = last < o->s->voters && rational_compare(rational_divide(o->arena, o->left[v], u), limit) <= 0;
			if (poor)
				money = rational_add(o->arena, money, o->left[v]);
			else
				rich = rational_add(o->arena, rich, u);
		}
		struct rational cost = rational_of(o->s->cost[p]), need = rational_subtract(o->arena, cost, money);
		struct rational at = limit; /* nobody is rich: all give what they have */
		if (rational_sign(rich) > 0)
			at = rational_divide(o->arena, need, rich);
		if (rational_sign(at) < 0)
			continue;
		struct rational sum = rational_of(0);
		for (size_t v = 0; v < o->s->voters; v++)
			sum = rational_add(o->arena, sum, paid(o, v, p, at));
		if (rational_compare(sum, cost) == 0 && (!found || rational_compare(at, *rho) < 0)) {
			*rho = at;
			found = true;
		}
	}
	return found;
}

static void take(struct oracle *o, size_t p)
{
	o->done[p] = o->bought[p] = true;
	o->order[o->n++] = p;
	o->spent += o->s->cost[p];
}

static void equal_shares(struct oracle *o, struct rational share)
{
	o->n = 0;
	o->spent = 0;
	memset(o->done, 0, sizeof o->done);
	memset(o->bought, 0, sizeof o->bought);
	for (size_t v = 0; v < o->s->voters; v++)
		o->left[v] = share;
	for (;;) {
		size_t best = MOST_PROJECTS;
		struct rational least = { 0 }, rho = { 0 };
		for (size_t p = 0; p < o->s->projects; p++) {
			if (o->bought[p] || !smallest_rho(o, p, &rho))
				continue;
			int order = best == MOST_PROJECTS ? -1 : rational_compare(rho, least);
			if (order < 0 || (order == 0 && comes_first(o, p, best))) {
				best = p;
				least = rho;
			}
		}
		if (best == MOST_PROJECTS)
			return;
		for (size_t v = 0; v < o->s->voters; v++)
			o->left[v] = rational_subtract(o->arena, o->left[v], paid(o, v, best, least));
		take(o, best);
	}
}

static void greedy(struct oracle *o)
{
	for (;;) {
		size_t best = MOST_PROJECTS;
		struct rational most = { 0 };
		for (size_t p = 0; p < o->s->projects; p++) {
			if (o->bought[p] || votes_of(o->s, p) == 0 || o->s->cost[p] > o->s->budget - o->spent)
				continue;
			struct rational value = rational_of(0);
			for (size_t v = 0; v < o->s->voters; v++)
				value = rational_add(o->arena, value, utility(o, v, p));
			value = rational_divide(o->arena, value, rational_of(o->s->cost[p]));
			int order = best == MOST_PROJECTS ? 1 : rational_compare(value, most);
			if (order > 0 || (order == 0 && comes_first(o, p, best))) {
				best = p;
				most = value;
			}
		}
		if (best == MOST_PROJECTS)
			return;
		take(o, best);
	}
}

static void phragmen(struct oracle *o)
{
	for (size_t v = 0; v < o->s->voters; v++)
		o->left[v] = rational_of(0);
	for (;;) {
		size_t best = MOST_PROJECTS;
		struct rational first = { 0 };
		for (size_t p = 0; p < o->s->projects; p++) {
			struct rational sum = rational_of(o->s->cost[p]);
			if (o->bought[p] || votes_of(o->s, p) == 0)
				continue;
			for (size_t v = 0; v < o->s->voters; v++)
				if (o->s->points[v][p])
					sum = rational_add(o->arena, sum, o->left[v]);
			sum = rational_divide(o->arena, sum, rational_of(votes_of(o->s, p)));
			int order = best == MOST_PROJECTS ? -1 : rational_compare(sum, first);
			if (order < 0 || (order == 0 && comes_first(o, p, best))) {
				best = p;
				first = sum;
			}
		}
		if (best == MOST_PROJECTS || o->s->cost[best] > o->s->budget - o->spent)
			return;
		for (size_t v = 0; v < o->s->voters; v++)
			if (o->s->points[v][best])
				o->left[v] = first;
		take(o, best);
	}
}

/* Raised while the count stays within the budget and something is still open. */
static void add1(struct oracle *o)
{
	struct rational share = rational_ratio(o->arena, o->s->budget, (wide)o->s->voters);
	equal_shares(o, share);
	size_t wanted = 0;
	for (size_t p = 0; p < o->s->projects; p++)
		wanted += votes_of(o->s, p) > 0;
	while (o->n < wanted) {
		struct oracle next = *o;
		share = rational_add(o->arena, share, rational_of(o->options.step));
		equal_shares(&next, share);
		if (next.spent > o->s->budget)
			return;
		*o = next;
	}
}

static void by_definition(struct oracle *o)
{
	enum budget_completion c = o->options.completion;
	if (o->options.rule == BUDGET_PHRAGMEN)
		phragmen(o);
	else if (o->options.rule == BUDGET_EQUAL_SHARES && (c == BUDGET_ADD1 || c == BUDGET_ADD1_GREEDY))
		add1(o);
	else if (o->options.rule == BUDGET_EQUAL_SHARES)
		equal_shares(o, rational_ratio(o->arena, o->s->budget, (wide)o->s->voters));
	if (o->options.rule == BUDGET_GREEDY || (o->options.rule == BUDGET_EQUAL_SHARES && (c == BUDGET_THEN_GREEDY || c == BUDGET_ADD1_GREEDY)))
		greedy(o);
}

static struct budget_options any_options(struct random *r)
{
	return (struct budget_options){ .rule = (enum budget_rule)random_below(r, BUDGET_RULES), .utility = (enum budget_utility)random_below(r, BUDGET_UTILITIES),
		.completion = (enum budget_completion)random_below(r, BUDGET_COMPLETIONS), .order = (enum budget_order)random_below(r, BUDGET_ORDERS),
		.step = 1 + (int64_t)random_below(r, 60) };
}

static void follows_the_definitions(void **state)
{
	(void)state;
	struct random r = random_seed(1);
	for (int i = 0; i < 4000; i++) {
		ARENA_SCOPED arena = arena_new();
		struct small s = any_small(&r);
		struct oracle o = { .arena = arena, .s = &s, .options = any_options(&r) };
		struct budget_result result = counted(arena, &s, &o.options);
		by_definition(&o);
		assert_int_equal(result.n_funded, o.n);
		assert_int_equal(result.cost, o.spent);
		for (size_t k = 0; k < o.n; k++)
			assert_int_equal(result.funded[k].project, o.order[k]);
	}
}

/* --- distances --- */

static bool is_funded(const struct budget_result *r, size_t project)
{
	for (size_t k = 0; k < r->n_funded; k++)
		if (r->funded[k].project == project)
			return true;
	return false;
}

static bool funded_at(const struct small *s, const struct budget_options *o, size_t project, int64_t cost)
{
	ARENA_SCOPED arena = arena_new();
	struct small as_if = *s;
	as_if.cost[project] = cost;
	struct budget_result result = counted(arena, &as_if, o);
	return is_funded(&result, project);
}

static void distances_are_where_counts_turn(void **state)
{
	(void)state;
	struct random r = random_seed(2);
	int met = 0;
	for (int i = 0; i < 3000; i++) {
		ARENA_SCOPED arena = arena_new();
		struct small s = any_small(&r);
		struct budget_options o = any_options(&r);
		o.completion = random_below(&r, 2) ? BUDGET_AS_IS : BUDGET_THEN_GREEDY;
		struct budget_result result = counted(arena, &s, &o);
		for (size_t k = 0; k < result.n_unfunded; k++) {
			const struct budget_unfunded *u = &result.unfunded[k];
			if (u->reason != BUDGET_UNPAID)
				continue;
			met++;
			assert_true(u->enough_cost < s.cost[u->project]);
			assert_true(u->enough_cost == 0 || funded_at(&s, &o, u->project, u->enough_cost));
			assert_false(funded_at(&s, &o, u->project, u->enough_cost + 1));
		}
	}
	assert_true(met > 1000);
}

/* --- order of rows --- */

static void tell(struct arena *arena, struct text *all, const struct budget_input *in, uint32_t project)
{
	*all = TEXT_CONCAT(arena, *all, text(" "), in->projects[project].id);
}

static struct text account(struct arena *arena, const struct budget_input *in, const struct budget_result *r)
{
	struct text all = budget_explain(arena, LANG_FR, in, r, NO_TEXT);
	for (size_t i = 0; i < r->n_funded; i++) {
		tell(arena, &all, in, r->funded[i].project);
		all = TEXT_CONCAT(arena, all, text("="), rational_text(arena, r->funded[i].paid));
	}
	for (size_t i = 0; i < r->n_unfunded; i++) {
		tell(arena, &all, in, r->unfunded[i].project);
		all = TEXT_CONCAT(arena, all, budget_explain_unfunded(arena, LANG_FR, in, r, i, NO_TEXT));
	}
	for (size_t i = 0; i < r->n_ties; i++)
		for (size_t k = 0; k < r->ties[i].n; k++)
			tell(arena, &all, in, r->ties[i].projects[k]);
	return all;
}

static void order_of_rows_changes_nothing(void **state)
{
	(void)state;
	struct random r = random_seed(3);
	for (int i = 0; i < 1500; i++) {
		ARENA_SCOPED arena = arena_new();
		struct small s = any_small(&r);
		struct budget_options o = any_options(&r);
		size_t projects[MOST_PROJECTS], voters[MOST_VOTERS];
		memcpy(projects, STRAIGHT, sizeof projects);
		memcpy(voters, STRAIGHT, sizeof voters);
		random_shuffle(&r, projects, s.projects, sizeof *projects);
		random_shuffle(&r, voters, s.voters, sizeof *voters);
		struct budget_input a = input_of(arena, &s, STRAIGHT, STRAIGHT), b = input_of(arena, &s, projects, voters);
		struct budget_result x, y;
		struct error err = { 0 };
		assert_true(budget_run(arena, &a, &o, &x, &err) && budget_run(arena, &b, &o, &y, &err));
		assert_text(account(arena, &a, &x), text_z(arena, account(arena, &b, &y)));
	}
}

/* --- by hand --- */

static void the_worked_example(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct budget_project projects[] = { { text("A"), NO_TEXT, 60000, { BUDGET_NONE, BUDGET_NONE } },
		{ text("B"), NO_TEXT, 50000, { BUDGET_NONE, BUDGET_NONE } }, { text("C"), NO_TEXT, 60000, { BUDGET_NONE, BUDGET_NONE } } };
	size_t from[12];
	uint32_t choices[16];
	size_t n = 0;
	for (size_t v = 0; v < 11; v++) {
		from[v] = n;
		choices[n++] = v < 6 ? 0 : 1;
		if (v < 5)
			choices[n++] = 2;
	}
	from[11] = n;
	struct budget_input in = { .budget = 110000, .projects = projects, .n_projects = 3, .n_voters = 11, .from = from, .choices = choices };
	struct budget_options o = budget_defaults();
	struct budget_result r;
	struct error err = { 0 };
	assert_true(budget_run(arena, &in, &o, &r, &err));
	assert_int_equal(r.n_funded, 2);
	assert_int_equal(r.funded[0].project, 0);
	assert_int_equal(r.funded[1].project, 1);
	assert_text(rational_text(arena, r.funded[0].paid), "10000");
	assert_int_equal(r.satisfaction.with_one, 11);
	o.rule = BUDGET_GREEDY;
	assert_true(budget_run(arena, &in, &o, &r, &err));
	assert_int_equal(r.n_ties, 0); /* B and C tie at five votes, but C does not fit any more */
	assert_int_equal(r.funded[1].project, 1);
}

/* --- limits --- */

static void limits_are_kept(void **state)
{
	(void)state;
	struct random r = random_seed(4);
	for (int i = 0; i < 3000; i++) {
		ARENA_SCOPED arena = arena_new();
		struct small s = any_small(&r);
		struct budget_options o = any_options(&r);
		struct budget_input in = input_of(arena, &s, STRAIGHT, STRAIGHT);
		struct budget_project *projects = arena_copy(arena, in.projects, s.projects * sizeof *projects);
		struct budget_class classes[2] = { { text("x"), 0, BUDGET_MONEY_MAX }, { text("y"), 0, s.budget / 2 } };
		classes[0].floor = s.budget / 3;
		uint32_t pair[] = { 0, (uint32_t)s.projects - 1 };
		struct budget_exclusion exclusion = { pair, 2 };
		for (size_t p = 0; p < s.projects; p++)
			projects[p].class_of[BUDGET_DISTRICT] = (uint32_t)random_below(&r, 2);
		in.projects = projects;
		in.families[BUDGET_DISTRICT].at = classes;
		in.families[BUDGET_DISTRICT].n = 2;
		in.exclusions = &exclusion;
		in.n_exclusions = 1;
		o.min_votes = 1;
		struct budget_result result;
		struct error err = { 0 };
		assert_true(budget_run(arena, &in, &o, &result, &err));
		assert_true(result.cost <= s.budget);
		assert_true(result.classes[BUDGET_DISTRICT][1].spent <= s.budget / 2);
		assert_false(s.projects > 1 && is_funded(&result, 0) && is_funded(&result, s.projects - 1));
		/* A floor is missed only when what could serve it does not fit or is excluded. */
		for (size_t k = 0; result.classes[BUDGET_DISTRICT][0].missing > 0 && k < result.n_unfunded; k++) {
			const struct budget_unfunded *u = &result.unfunded[k];
			bool serves = projects[u->project].class_of[BUDGET_DISTRICT] == 0 && u->votes > 0 && u->reason != BUDGET_EXCLUDED;
			assert_false(serves && s.cost[u->project] <= s.budget - result.cost);
		}
	}
}

static void what_cannot_be_counted_is_refused(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct random r = random_seed(5);
	struct small s = any_small(&r);
	struct budget_input in = input_of(arena, &s, STRAIGHT, STRAIGHT);
	struct budget_options o = budget_defaults();
	struct budget_result result;
	struct error err = { 0 };
	in.budget = 0;
	assert_false(budget_run(arena, &in, &o, &result, &err));
	in.budget = s.budget;
	in.n_voters = 0;
	err = (struct error){ 0 };
	assert_false(budget_run(arena, &in, &o, &result, &err));
	struct budget_class class = { text("z"), s.budget + 1, BUDGET_MONEY_MAX };
	in = input_of(arena, &s, STRAIGHT, STRAIGHT);
	in.families[BUDGET_CATEGORY].at = &class;
	in.families[BUDGET_CATEGORY].n = 1;
	err = (struct error){ 0 };
	assert_false(budget_run(arena, &in, &o, &result, &err));
	assert_text(err.name, "z");
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(the_worked_example), cmocka_unit_test(follows_the_definitions),
	cmocka_unit_test(distances_are_where_counts_turn), cmocka_unit_test(order_of_rows_changes_nothing),
	cmocka_unit_test(limits_are_kept), cmocka_unit_test(what_cannot_be_counted_is_refused),
};
RUN(tests)
