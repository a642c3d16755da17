/* Schulze: the matrix of duels, the strongest paths (Floyd's and Warshall's algorithm, §2.3 of
 * the paper), and the order they make. */
#include "methods/judgment_schulze.h"

#include "base/translate.h"

struct judgment_schulze_options judgment_schulze_defaults(void)
{
	return (struct judgment_schulze_options){ 0 };
}

static int descending(uint64_t a, uint64_t b)
{
	return (a < b) - (a > b);
}

/* Won duels before even ones before lost ones. Among won ones, more for, then fewer against;
 * among lost ones, fewer against, then more for; even ones are equal (§2.1, "winning votes"). */
static int compare_winning_votes(struct judgment_duel a, struct judgment_duel b)
{
	int sign_a = descending(a.opposition, a.support), sign_b = descending(b.opposition, b.support);
	if (sign_a != sign_b || sign_a == 0)
		return sign_b - sign_a;
	int more = descending(a.support, b.support), fewer = descending(b.opposition, a.opposition);
	return sign_a > 0 ? (more ? more : fewer) : (fewer ? fewer : more);
}

int judgment_duel_compare(enum judgment_strength strength, struct judgment_duel a, struct judgment_duel b)
{
	if (strength == JUDGMENT_WINNING_VOTES)
		return compare_winning_votes(a, b);
	/* a.support - a.opposition against the same of b, without a negative number */
	return descending(a.support + b.opposition, b.support + a.opposition);
}

/* Ranks in a row; what has none is below all. */
static int32_t rank_of(const struct judgment_ballots *b, size_t row, size_t option)
{
	int32_t said = judgment_said(b, row, option);
	return said == JUDGMENT_NOTHING ? INT32_MAX : said;
}

static void fight(const struct judgment_ballots *b, struct judgment_duel *duels)
{
	size_t n = b->options;
	for (size_t row = 0; row < b->rows; row++)
		for (size_t i = 0; i < n; i++)
			for (size_t j = 0; j < n; j++)
				if (rank_of(b, row, i) < rank_of(b, row, j))
					duels[i * n + j].support += judgment_count(b, row);
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++)
			duels[i * n + j].opposition = duels[j * n + i].support;
}

static void lengthen(const struct judgment_schulze *r, size_t n, struct judgment_duel *paths)
{
	for (size_t by = 0; by < n; by++)
		for (size_t from = 0; from < n; from++)
			for (size_t to = 0; to < n; to++) {
				if (from == to || from == by || to == by)
					continue;
				struct judgment_duel a = paths[from * n + by], b = paths[by * n + to];
				struct judgment_duel weakest = judgment_duel_compare(r->strength, a, b) < 0 ? b : a;
				if (judgment_duel_compare(r->strength, weakest, paths[from * n + to]) < 0)
					paths[from * n + to] = weakest;
			}
}

static bool better(const void *rule, size_t a, size_t b)
{
	const struct judgment_schulze *r = rule;
	size_t n = r->order.n;
	return judgment_duel_compare(r->strength, r->paths[a * n + b], r->paths[b * n + a]) < 0;
}

static size_t condorcet(const struct judgment_duel *duels, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		size_t won = 0;
		for (size_t j = 0; j < n; j++)
			won += duels[i * n + j].support > duels[i * n + j].opposition;
		if (won == n - 1)
			return i;
	}
	return n;
}

bool judgment_schulze(struct arena *arena, const struct judgment_ballots *b, const struct judgment_schulze_options *o,
                      struct judgment_schulze *result, struct error *error)
{
	size_t n = b->options;
	*result = (struct judgment_schulze){ .strength = o->strength, .order.n = n };
	if (!judgment_valid(b, &result->voters, error))
		return false;
	struct judgment_duel *duels = arena_array(arena, n * n, sizeof *duels);
	fight(b, duels);
	struct judgment_duel *paths = arena_copy(arena, duels, n * n * sizeof *paths);
	lengthen(result, n, paths);
	result->duels = duels;
	result->paths = paths;
	result->condorcet = condorcet(duels, n);
	judgment_rank(arena, b, o->ending, better, result, &result->order);
	return true;
}

struct text judgment_schulze_explain(struct arena *arena, enum lang lang, const struct judgment_ballots *b,
                                     const struct judgment_schulze *r)
{
	size_t first = r->order.options[0], n = b->options;
	struct words words = { .name = b->names[first] };
	if (r->voters == 0)
		return translate(arena, lang, N_("Personne n'a voté : l'ordre ne dit rien."), NULL);
	const char *message = r->condorcet < n
		? N_("{name} gagne chacun de ses duels.")
		: N_("Aucune option ne gagne tous ses duels ; {name} arrive en tête par la force des chemins de "
		     "duels qui la mènent aux autres.");
	struct text all = translate(arena, lang, message, &words);
	if (n > 1) {
		size_t second = r->order.options[1];
		struct judgment_duel duel = r->duels[first * n + second];
		words = (struct words){ .name = b->names[first], .other = b->names[second], .n = (int64_t)duel.support,
			                .of = (int64_t)duel.opposition };
		all = judgment_sentences(arena, all, translate(arena, lang, N_("Face à {other}, {name} a {n} voix pour et "
		                                                               "{of} contre."), &words));
	}
	return judgment_sentences(arena, all, judgment_ties_explain(arena, lang, b, &r->order));
}
