/* What was found, in plain words: what the plan rests on, who meets whom, and how far it is from
 * what nobody can beat. */
#include "methods/tables.h"

static struct text add(struct arena *arena, struct text all, struct text sentence)
{
	return all.n ? TEXT_CONCAT(arena, all, text(" "), sentence) : sentence;
}

static const char *origin(enum tables_method method)
{
	switch (method) {
	case TABLES_POLYGON:
		return N_("Le plan est celui d'un tournoi où chacun joue contre chacun.");
	case TABLES_TRANSVERSAL:
		return N_("Le plan part d'une construction mathématique, un plan transversal.");
	case TABLES_KIRKMAN:
		return N_("Le plan part d'une construction mathématique, les triplets de Kirkman.");
	case TABLES_CYCLIC:
		return N_("Le plan part d'un premier tour qui donne les autres en tournant.");
	case TABLES_EARLIER:
		return N_("Le plan part du précédent.");
	case TABLES_SEARCH:
		break;
	}
	return N_("Le plan a été cherché pas à pas.");
}

/* A decimal number of thousandths, without needless zeros. */
static struct text thousandths(struct arena *arena, enum lang lang, int64_t n)
{
	struct text whole = number_text(arena, lang, n / 1000);
	if (n % 1000 == 0)
		return whole;
	struct text rest = text_format(arena, "%03d", (int)(n % 1000));
	while (text_ends(rest, "0"))
		rest.n--;
	return TEXT_CONCAT(arena, whole, lang == LANG_FR ? text(",") : text("."), rest);
}

static struct text tell_repeats(struct arena *arena, enum lang lang, const struct tables_result *r)
{
	struct words words = { .n = r->cost.repeats, .of = r->bound.repeats };
	if (r->cost.repeats == 0)
		return translate(arena, lang, N_("Personne ne retrouve deux fois la même personne."), NULL);
	if (r->cost.repeats <= r->bound.repeats)
		return translate(arena, lang, N_("Des personnes se retrouvent : {n} au total (les rencontres en trop de chaque paire, "
		                                 "au carré). Aucun plan ne fait mieux."), &words);
	return translate(arena, lang, N_("Des personnes se retrouvent : {n} au total (les rencontres en trop de chaque paire, "
	                                 "au carré). On sait qu'aucun plan ne descend sous {of}."), &words);
}

static struct text tell_met(struct arena *arena, enum lang lang, const struct tables_input *in, const struct tables_result *r)
{
	struct words words = { .n = (int64_t)r->fewest, .of = (int64_t)r->most, .count = (int64_t)in->people_n - 1 };
	return translate(arena, lang, r->fewest == r->most ? N_("Chaque personne en rencontre {n} autres sur {count}.")
	                                                   : N_("Chaque personne en rencontre de {n} à {of} autres sur {count}."),
	                 &words);
}

static struct text tell_wishes(struct arena *arena, enum lang lang, const struct tables_result *r)
{
	struct words words = { .of = r->bound.broken };
	if (r->cost.broken == 0)
		return translate(arena, lang, N_("Tous les souhaits sont tenus."), NULL);
	struct text broken = translate_n(arena, lang, "Un souhait n'est pas tenu.",
	                                 "{n} fois, un souhait n'est pas tenu.", r->cost.broken, NULL);
	struct text why = r->cost.broken <= r->bound.broken
		? translate(arena, lang, N_("Aucun plan ne peut les tenir tous."), NULL)
		: translate(arena, lang, N_("Il est sûr que {of} au moins ne peuvent pas l'être."), &words);
	return add(arena, broken, why);
}

static struct text tell_mixture(struct arena *arena, enum lang lang, const struct tables_result *r)
{
	struct words words = { .value = thousandths(arena, lang, (r->cost.imbalance + 500) / 1000),
	                       .other = thousandths(arena, lang, (r->bound.imbalance + 500) / 1000) };
	return translate(arena, lang, r->cost.imbalance <= r->bound.imbalance
		? N_("Chaque table est mêlée autant qu'elle peut l'être.")
		: N_("Écart au mélange égal (au carré, toutes tables) : {value} ; aucun plan ne descend sous {other}."), &words);
}

struct text tables_explain(struct arena *arena, enum lang lang, const struct tables_input *in, const struct tables_result *r)
{
	struct text all = translate(arena, lang, origin(r->method), NULL);
	if (r->method != TABLES_SEARCH && r->searched)
		all = add(arena, all, translate(arena, lang, N_("Il a été amélioré pas à pas."), NULL));
	if (r->stopped)
		all = add(arena, all, translate(arena, lang, N_("La recherche a été arrêtée avant sa fin : c'est le meilleur plan trouvé jusque-là."), NULL));
	all = add(arena, all, tell_repeats(arena, lang, r));
	all = add(arena, all, tell_met(arena, lang, in, r));
	if (in->pairs_n || in->limits_n || in->stays_n)
		all = add(arena, all, tell_wishes(arena, lang, r));
	for (size_t f = 0; f < in->features_n; f++)
		if (in->features[f].mix)
			return add(arena, all, tell_mixture(arena, lang, r));
	return all;
}
