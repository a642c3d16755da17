/* Approval, score and dots: totals, means, and the bounds of a ballot. */
#include "methods/judgment_sum.h"

#include "base/check.h"
#include "base/translate.h"
#include "methods/big.h"

#include <math.h>

struct judgment_sum_options judgment_approval_defaults(void)
{
	return (struct judgment_sum_options){ .highest = 1, .most = UINT64_MAX };
}

struct judgment_sum_options judgment_score_defaults(int32_t highest)
{
	return (struct judgment_sum_options){ .highest = highest, .most = UINT64_MAX, .leave_out = true, .by_mean = true };
}

struct judgment_sum_options judgment_dots_defaults(int32_t dots, int32_t each)
{
	return (struct judgment_sum_options){ .highest = each, .most = (uint64_t)dots };
}

static bool refuse(struct error *error, size_t row, const char *message)
{
	error->n = (int64_t)row + 1;
	return error_input(error, NULL, message);
}

static bool row_valid(const struct judgment_ballots *b, size_t row, const struct judgment_sum_options *o,
                      struct error *error)
{
	uint64_t sum = 0;
	for (size_t i = 0; i < b->options; i++) {
		int32_t said = judgment_said(b, row, i);
		if (said > o->highest) {
			error->name = b->names[i];
			return refuse(error, row, N_("Bulletin {n} : {name} reçoit plus que le maximum."));
		}
		sum += said > 0 ? (uint64_t)said : 0;
	}
	if (sum < o->least)
		return refuse(error, row, N_("Bulletin {n} : il donne moins que le minimum demandé."));
	if (sum > o->most)
		return refuse(error, row, N_("Bulletin {n} : il donne plus que ce dont chacun dispose."));
	return true;
}

static bool valid(const struct judgment_ballots *b, const struct judgment_sum_options *o, uint64_t *voters,
                  struct error *error)
{
	if (o->highest < 1 || o->highest > JUDGMENT_MARKS || o->least > o->most) {
		error->n = JUDGMENT_MARKS;
		return error_input(error, NULL, N_("Le maximum d'un bulletin doit être entre 1 et {n}, et le minimum au plus le maximum."));
	}
	if (!judgment_valid(b, voters, error))
		return false;
	for (size_t row = 0; row < b->rows; row++)
		if (!row_valid(b, row, o, error))
			return false;
	return true;
}

/* n Σx² - (Σx)² is n² times the variance, exact: under 2³¹ voters and marks under 2¹⁴ it stays
 * below 2⁹⁰. Only its square root is rounded. */
static struct judgment_total total_of(const struct judgment_profile *p, bool leave_out)
{
	struct judgment_total t = { .counts = p->counts, .nothing = p->nothing };
	uwide squares = 0;
	t.given = p->voters - (leave_out ? p->nothing : 0);
	for (size_t mark = 0; mark < p->levels; mark++) {
		t.total += p->counts[mark] * mark;
		squares += (uwide)p->counts[mark] * mark * mark;
	}
	if (t.given == 0)
		return t;
	uint64_t common = big_gcd_words(t.total, t.given);
	t.top = t.total / common;
	t.bottom = t.given / common;
	t.spread = sqrt((double)(squares * t.given - (uwide)t.total * t.total)) / (double)t.given;
	return t;
}

static bool better(const void *rule, size_t a, size_t b)
{
	const struct judgment_sum *s = rule;
	const struct judgment_total *x = &s->totals[a], *y = &s->totals[b];
	if (!s->by_mean)
		return x->total > y->total;
	if (x->given == 0 || y->given == 0) /* one that nobody marked comes last */
		return x->given > 0 && y->given == 0;
	return (uwide)x->total * y->given > (uwide)y->total * x->given;
}

bool judgment_sum(struct arena *arena, const struct judgment_ballots *b, const struct judgment_sum_options *o,
                  struct judgment_sum *result, struct error *error)
{
	*result = (struct judgment_sum){ .highest = o->highest, .by_mean = o->by_mean };
	if (!valid(b, o, &result->voters, error))
		return false;
	const struct judgment_profile *profiles = judgment_profiles(arena, b, (size_t)o->highest + 1);
	struct judgment_total *totals = arena_many(arena, struct judgment_total, b->options);
	for (size_t i = 0; i < b->options; i++)
		totals[i] = total_of(&profiles[i], o->leave_out);
	result->totals = totals;
	judgment_rank(arena, b, o->ending, better, result, &result->order);
	return true;
}

/* A mean for reading: two decimals, a comma in French. */
static struct text mean_text(struct arena *arena, enum lang lang, const struct judgment_total *t)
{
	uint64_t hundredths = (t->total * 200 + t->given) / (2 * t->given); /* rounded half up */
	return text_format(arena, "%llu%s%02llu", (unsigned long long)(hundredths / 100), lang == LANG_FR ? "," : ".",
	                   (unsigned long long)(hundredths % 100));
}

struct text judgment_sum_explain(struct arena *arena, enum lang lang, const struct judgment_ballots *b,
                                 const struct judgment_sum *r)
{
	size_t first = r->order.options[0];
	const struct judgment_total *t = &r->totals[first];
	struct words words = { .name = b->names[first], .n = (int64_t)t->total, .of = (int64_t)r->voters,
		               .count = (int64_t)t->given };
	if (r->voters == 0 || t->given == 0)
		return translate(arena, lang, N_("Personne n'a voté : l'ordre ne dit rien."), NULL);
	const char *message = r->by_mean
		? N_("{name} arrive en tête avec une moyenne de {value}, sur {count} voix.")
		: r->highest == 1 ? N_("{name} arrive en tête avec {n} approbations pour {of} bulletins.")
		                  : N_("{name} arrive en tête avec {n} points pour {of} bulletins.");
	words.value = mean_text(arena, lang, t);
	return judgment_sentences(arena, translate(arena, lang, message, &words),
	                          judgment_ties_explain(arena, lang, b, &r->order));
}
