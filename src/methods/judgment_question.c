/* One question: yes or no with a quorum, a scale, consent. */
#include "methods/judgment_question.h"

#include "base/translate.h"

#include <math.h>

__extension__ typedef unsigned __int128 wide;
__extension__ typedef __int128 signed_wide;

static bool share_valid(struct judgment_share s)
{
	return s.bottom > 0 && s.bottom <= UINT64_C(1) << 30 && s.top <= s.bottom;
}

struct judgment_poll_options judgment_poll_defaults(void)
{
	return (struct judgment_poll_options){ .quorum = { 0, 1 }, .majority = { 1, 2 } };
}

/* <0, 0, >0: part/whole under, at, above the share. */
static int against_share(uint64_t part, uint64_t whole, struct judgment_share s)
{
	wide left = (wide)part * s.bottom, right = (wide)whole * s.top;
	return (left > right) - (left < right);
}

static bool poll_valid(const struct judgment_poll *p, const struct judgment_poll_options *o, struct error *error)
{
	enum { PARTS = 3 };
	const uint64_t most = UINT64_MAX / PARTS;
	if (!share_valid(o->quorum) || !share_valid(o->majority))
		return error_input(error, NULL, N_("Le quorum et la majorité sont des parts entre 0 et 1."));
	if (p->yes > most || p->no > most || p->abstain > most || p->yes + p->no + p->abstain > p->registered)
		return error_input(error, NULL, N_("Il y a plus de voix que de personnes inscrites."));
	return true;
}

bool judgment_poll(const struct judgment_poll *p, const struct judgment_poll_options *o, enum judgment_outcome *outcome,
                   struct error *error)
{
	if (!poll_valid(p, o, error))
		return false;
	uint64_t said = p->yes + p->no;
	int against = against_share(p->yes, said, o->majority);
	bool adopted = said > 0 && (o->or_equal ? against >= 0 : against > 0);
	bool half = o->majority.top * 2 == o->majority.bottom;
	*outcome = adopted ? JUDGMENT_ADOPTED : p->yes == p->no && half ? JUDGMENT_EVEN : JUDGMENT_REFUSED;
	if (against_share(said + p->abstain, p->registered, o->quorum) < 0)
		*outcome = JUDGMENT_NO_QUORUM;
	return true;
}

struct text judgment_poll_explain(struct arena *arena, enum lang lang, const struct judgment_poll *p,
                                  enum judgment_outcome outcome)
{
	static const char *const messages[] = {
		[JUDGMENT_ADOPTED] = N_("Adopté : {n} pour, {count} contre, {number} abstentions."),
		[JUDGMENT_REFUSED] = N_("Refusé : {n} pour, {count} contre, {number} abstentions."),
		[JUDGMENT_EVEN] = N_("Égalité, donc non adopté : {n} pour, {count} contre, {number} abstentions."),
		[JUDGMENT_NO_QUORUM] = N_("Quorum non atteint : {value} personnes sur {of} ont pris part."),
	};
	uint64_t part = p->yes + p->no + p->abstain;
	return translate(arena, lang, messages[outcome],
	                 &(struct words){ .n = (int64_t)p->yes, .count = (int64_t)p->no, .of = (int64_t)p->registered,
	                                  .number = number_text(arena, lang, (int64_t)p->abstain),
	                                  .value = number_text(arena, lang, (int64_t)part) });
}

/* The least value such that at least top/4 of the values are at most it. */
static int32_t quarter(const struct judgment_scale *s, int32_t low, uint64_t top)
{
	enum { QUARTERS = 4 };
	uint64_t seen = 0;
	size_t i = 0;
	for (; (seen += s->counts[i]) * QUARTERS < s->n * top; i++)
		;
	return low + (int32_t)i;
}

static void measure(struct judgment_scale *s, const int32_t *values, size_t n)
{
	signed_wide squares = 0;
	s->lowest_said = s->highest_said = values[0];
	for (size_t i = 0; i < n; i++) {
		s->lowest_said = values[i] < s->lowest_said ? values[i] : s->lowest_said;
		s->highest_said = values[i] > s->highest_said ? values[i] : s->highest_said;
		s->total += values[i];
		squares += (int64_t)values[i] * values[i];
	}
	s->spread = sqrt((double)(squares * n - (signed_wide)s->total * s->total)) / (double)n;
}

bool judgment_scale(struct arena *arena, const int32_t *values, size_t n, int32_t low, int32_t high,
                    struct judgment_scale *result, struct error *error)
{
	*result = (struct judgment_scale){ .n = n };
	if (high < low || (int64_t)high - low >= JUDGMENT_SCALE) {
		error->n = JUDGMENT_SCALE;
		return error_input(error, NULL, N_("Une échelle va de son minimum à son maximum, en {n} degrés au plus."));
	}
	uint64_t *counts = arena_many(arena, uint64_t, (size_t)(high - low) + 1);
	for (size_t i = 0; i < n; i++) {
		if (values[i] < low || values[i] > high) {
			error->n = (int64_t)i + 1;
			return error_input(error, NULL, N_("Réponse {n} : elle est hors de l'échelle."));
		}
		counts[values[i] - low]++;
	}
	result->counts = counts;
	if (n == 0)
		return true;
	measure(result, values, n);
	result->quarter = quarter(result, low, 1);
	result->median = quarter(result, low, 2);
	result->three_quarters = quarter(result, low, 3);
	return true;
}

struct text judgment_scale_explain(struct arena *arena, enum lang lang, const struct judgment_scale *s)
{
	if (s->n == 0)
		return translate(arena, lang, N_("Personne n'a répondu."), NULL);
	return translate(arena, lang,
	                 N_("{number} réponses : la moitié va jusqu'à {n}, le quart jusqu'à {count}, les trois quarts jusqu'à {of}."),
	                 &(struct words){ .n = s->median, .count = s->quarter, .of = s->three_quarters,
	                                  .number = number_text(arena, lang, (int64_t)s->n) });
}

bool judgment_consent(struct arena *arena, const struct judgment_objection *objections, size_t n, size_t proposals,
                      struct judgment_consent **result, struct error *error)
{
	*result = arena_many(arena, struct judgment_consent, proposals);
	for (size_t i = 0; i < n; i++) {
		error->n = (int64_t)i + 1;
		if (objections[i].proposal >= proposals)
			return error_input(error, NULL, N_("Objection {n} : elle ne vise aucune proposition."));
		if (text_trim(objections[i].why).n == 0)
			return error_input(error, NULL, N_("Objection {n} : elle ne dit pas sa raison."));
		(*result)[objections[i].proposal].raised++;
		(*result)[objections[i].proposal].open += !objections[i].lifted;
	}
	error->n = 0;
	for (size_t i = 0; i < proposals; i++)
		(*result)[i].stands = (*result)[i].open == 0;
	return true;
}

struct text judgment_consent_explain(struct arena *arena, enum lang lang, const struct judgment_consent *c)
{
	struct words words = { .of = (int64_t)c->raised };
	if (!c->stands)
		return translate_n(arena, lang, "Il reste une objection à lever.", "Il reste {n} objections à lever.",
		                   (int64_t)c->open, &words);
	return translate_n(arena, lang, "La proposition tient : aucune objection ouverte ({n} levée).",
	                   "La proposition tient : aucune objection ouverte ({n} levées).", (int64_t)c->raised, &words);
}
