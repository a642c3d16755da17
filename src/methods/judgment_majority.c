/* Majority judgment on counts. Setting aside medians one by one empties an option's grades from
 * the middle outwards, the lower side first. Two options therefore differ either where their
 * lower halves, walked downwards from the median, first part, or where their upper halves,
 * walked upwards, do: whichever is met first decides. Both walks cost one step a grade. */
#include "methods/judgment_majority.h"

#include "base/check.h"
#include "base/translate.h"
#include "methods/big.h"

const struct text *judgment_majority_words(struct arena *arena, enum lang lang, size_t *n)
{
	static const char *const words[] = {
		N_("À rejeter"), N_("Insuffisant"), N_("Passable"), N_("Assez bien"),
		N_("Bien"),      N_("Très bien"),   N_("Excellent"),
	};
	*n = sizeof words / sizeof *words;
	struct text *grades = arena_many(arena, struct text, *n);
	for (size_t i = 0; i < *n; i++)
		grades[i] = translate(arena, lang, words[i], NULL);
	return grades;
}

struct judgment_majority_options judgment_majority_defaults(struct arena *arena, enum lang lang)
{
	struct judgment_majority_options options = { 0 };
	options.grades = judgment_majority_words(arena, lang, &options.grades_n);
	return options;
}

/* Two options brought to as many ballots each: every grade counted `times` times. */
struct side {
	const uint64_t *counts;
	uint64_t times;
};

static uint64_t least(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

/* One half of both options, from the median outwards: how many ballots agree before the halves
 * part, and which is better there (<0: a). Never parting is told by 0. */
struct parting {
	uint64_t after;
	int better;
};

/* Going up, the option that has fewer of a grade left is already at a better one; going down, it
 * is already at a worse one. */
static struct parting walk(struct side a, struct side b, size_t grades, uint64_t half, bool up)
{
	struct parting p = { 0, 0 };
	uint64_t left_a = half, left_b = half, skip_a = 0, skip_b = 0, total = 0;
	for (size_t g = 0; g < grades; g++)
		total += a.counts[g] * a.times;
	skip_a = skip_b = total - half; /* the other half, met first when walking from the far end */
	for (size_t i = 0; i < grades && p.better == 0; i++) {
		size_t g = up ? i : grades - 1 - i;
		uint64_t in_a = a.counts[g] * a.times, in_b = b.counts[g] * b.times;
		uint64_t off_a = least(in_a, skip_a), off_b = least(in_b, skip_b);
		skip_a -= off_a;
		skip_b -= off_b;
		in_a = least(in_a - off_a, left_a);
		in_b = least(in_b - off_b, left_b);
		left_a -= in_a;
		left_b -= in_b;
		p.after += least(in_a, in_b);
		if (in_a != in_b)
			p.better = (in_a > in_b) == up ? 1 : -1;
	}
	return p;
}

int judgment_majority_compare(const struct judgment_merit *a, const struct judgment_merit *b, size_t grades,
                              uint64_t *removed)
{
	*removed = 0;
	if (a->graded == 0 || b->graded == 0)
		return (a->graded == 0) - (b->graded == 0);
	uint64_t common = big_gcd_words(a->graded, b->graded), all = a->graded / common * b->graded;
	struct side side_a = { a->counts, b->graded / common }, side_b = { b->counts, a->graded / common };
	struct parting low = walk(side_a, side_b, grades, all - all / 2, false);
	struct parting high = walk(side_a, side_b, grades, all / 2, true);
	/* Turn of the i-th of a half: lower and upper alternate; with an odd number, the median
	 * itself, which belongs to the lower half, goes alone before. */
	bool odd = all % 2;
	uint64_t low_turn = odd ? (low.after ? 2 * low.after - 1 : 0) : 2 * low.after;
	uint64_t high_turn = 2 * high.after + (odd ? 2 : 1);
	bool by_low = low.better && (!high.better || low_turn < high_turn);
	*removed = by_low ? low_turn : high.better ? high_turn : all;
	return by_low ? low.better : high.better;
}

static void find_majority(struct judgment_merit *m, size_t grades)
{
	uint64_t half = m->graded - m->graded / 2, seen = 0;
	if (m->graded == 0)
		return;
	while (seen + m->counts[m->majority] < half)
		seen += m->counts[m->majority++];
	check(m->majority < grades);
	m->below = seen;
	m->above = m->graded - seen - m->counts[m->majority];
}

static struct judgment_merit merit_of(struct arena *arena, const struct judgment_profile *p, bool leave_out)
{
	uint64_t *counts = arena_copy(arena, p->counts, p->levels * sizeof *counts);
	if (!leave_out)
		counts[0] += p->nothing;
	struct judgment_merit m = { .counts = counts, .nothing = p->nothing };
	m.graded = leave_out ? p->voters - p->nothing : p->voters;
	find_majority(&m, p->levels);
	return m;
}

static bool better(const void *rule, size_t a, size_t b)
{
	const struct judgment_majority *m = rule;
	uint64_t removed;
	return judgment_majority_compare(&m->merits[a], &m->merits[b], m->grades_n, &removed) < 0;
}

static bool grades_valid(const struct judgment_ballots *b, const struct judgment_majority_options *o, struct error *error)
{
	if (o->grades_n < 2 || o->grades_n > JUDGMENT_GRADES) {
		error->n = JUDGMENT_GRADES;
		return error_input(error, NULL, N_("Il faut entre 2 et {n} mentions."));
	}
	for (size_t i = 0; i < b->rows * b->options; i++)
		if (b->said[i] >= (int32_t)o->grades_n) {
			error->n = (int64_t)(i / b->options) + 1;
			error->name = b->names[i % b->options];
			return error_input(error, NULL, N_("Bulletin {n} : {name} reçoit une mention qui n'existe pas."));
		}
	return true;
}

bool judgment_majority(struct arena *arena, const struct judgment_ballots *b, const struct judgment_majority_options *o,
                       struct judgment_majority *result, struct error *error)
{
	*result = (struct judgment_majority){ .grades = o->grades, .grades_n = o->grades_n, .leave_out = o->leave_out };
	if (!judgment_valid(b, &result->voters, error) || !grades_valid(b, o, error))
		return false;
	const struct judgment_profile *profiles = judgment_profiles(arena, b, o->grades_n);
	struct judgment_merit *merits = arena_many(arena, struct judgment_merit, b->options);
	for (size_t i = 0; i < b->options; i++)
		merits[i] = merit_of(arena, &profiles[i], o->leave_out);
	result->merits = merits;
	judgment_rank(arena, b, o->ending, better, result, &result->order);
	return true;
}

/* The first, and what kept the second behind it. */
static struct text explain_first(struct arena *arena, enum lang lang, const struct judgment_ballots *b,
                                 const struct judgment_majority *r)
{
	size_t first = r->order.options[0];
	const struct judgment_merit *m = &r->merits[first];
	return translate(arena, lang,
	                 N_("{name} arrive en tête avec la mention « {value} » : {n} voix sur {of} lui donnent au moins "
	                    "cette mention, {count} une meilleure."),
	                 &(struct words){ .name = b->names[first], .value = r->grades[m->majority],
	                                  .n = (int64_t)(m->graded - m->below), .of = (int64_t)m->graded,
	                                  .count = (int64_t)m->above });
}

static struct text explain_second(struct arena *arena, enum lang lang, const struct judgment_ballots *b,
                                  const struct judgment_majority *r)
{
	size_t first = r->order.options[0], second = r->order.options[1];
	uint64_t removed;
	int order = judgment_majority_compare(&r->merits[first], &r->merits[second], r->grades_n, &removed);
	struct words words = { .name = b->names[second], .value = r->grades[r->merits[second].majority],
		               .n = (int64_t)removed };
	if (order == 0 || r->merits[second].graded == 0)
		return NO_TEXT;
	if (removed == 0)
		return translate(arena, lang, N_("{name} suit avec « {value} »."), &words);
	return translate_n(arena, lang,
	                   N_("{name} a la même mention ; une voix de cette mention retirée à chacune, les "
	                      "suivantes les départagent."),
	                   N_("{name} a la même mention ; {n} voix du milieu retirées une à une à chacune, les "
	                      "suivantes les départagent."),
	                   words.n, &words);
}

struct text judgment_majority_explain(struct arena *arena, enum lang lang, const struct judgment_ballots *b,
                                      const struct judgment_majority *r)
{
	struct text nothing = translate(arena, lang, r->leave_out
		? N_("Une voix sans mention pour une option n'est pas comptée pour elle.")
		: N_("Une voix sans mention pour une option lui donne la plus basse."), NULL);
	if (r->voters == 0)
		return translate(arena, lang, N_("Personne n'a voté : l'ordre ne dit rien."), NULL);
	struct text all = explain_first(arena, lang, b, r);
	if (b->options > 1)
		all = judgment_sentences(arena, all, explain_second(arena, lang, b, r));
	all = judgment_sentences(arena, all, nothing);
	return judgment_sentences(arena, all, judgment_ties_explain(arena, lang, b, &r->order));
}
