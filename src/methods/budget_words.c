/* What was decided, in plain words. */
#include "methods/budget.h"

#include <math.h>

struct text budget_money(struct arena *arena, enum lang lang, int64_t cents, struct text currency)
{
	struct text whole = number_text(arena, lang, cents / 100), rest = NO_TEXT;
	if (cents % 100)
		rest = text_format(arena, "%c%02d", lang == LANG_FR ? ',' : '.', (int)(cents % 100));
	return TEXT_CONCAT(arena, whole, rest, currency.n ? text("\u00a0") : NO_TEXT, currency);
}

static struct text money_of(struct arena *arena, enum lang lang, struct rational cents, struct text currency)
{
	return budget_money(arena, lang, llround(rational_real(cents)), currency);
}

static struct text join(struct arena *arena, struct text all, struct text sentence)
{
	return all.n ? TEXT_CONCAT(arena, all, text(" "), sentence) : sentence;
}

/* --- one project --- */

static struct text tell_payment(struct arena *arena, enum lang lang, const struct budget_result *result,
                                const struct budget_funded *f, struct text currency)
{
	struct words w = { .n = f->in_full, .count = f->the_rest, .value = money_of(arena, lang, f->paid, currency) };
	bool points = result->options.utility == BUDGET_BY_SCORE;
	struct text all = points
		? translate_n(arena, lang, "{n} soutien a payé {value} par point donné.", "{n} soutiens ont payé {value} par point donné.", w.n, &w)
		: translate_n(arena, lang, "{n} soutien a payé {value}.", "{n} soutiens ont payé {value} chacun.", w.n, &w);
	if (f->the_rest == 0)
		return all;
	return join(arena, all, translate_n(arena, lang, "{n} autre a payé ce qu'il lui restait, qui était moins.",
	                                    "{n} autres ont payé ce qu'il leur restait, qui était moins.", w.count, &w));
}

struct text budget_explain_funded(struct arena *arena, enum lang lang, const struct budget_input *in,
                                  const struct budget_result *result, size_t i, struct text currency)
{
	const struct budget_funded *f = &result->funded[i];
	(void)in;
	struct words w = { .n = f->votes, .value = money_of(arena, lang, f->paid, currency) };
	if (f->stage == BUDGET_BY_FLOOR)
		return translate(arena, lang, N_("Retenu pour atteindre le minimum de sa catégorie ou de son quartier."), NULL);
	if (f->stage == BUDGET_BY_COMPLETION)
		return translate(arena, lang, N_("Retenu avec l'argent qui restait, le plus soutenu d'abord."), NULL);
	switch (result->options.rule) {
	case BUDGET_GREEDY: return translate(arena, lang, N_("Voix : {n}."), &w);
	case BUDGET_PHRAGMEN:
		return translate(arena, lang, N_("Payé par ses soutiens quand chaque votant avait reçu {value} depuis le début."), &w);
	default: return tell_payment(arena, lang, result, f, currency);
	}
}

static struct text name_of_class(const struct budget_input *in, const struct budget_unfunded *u)
{
	return u->because == BUDGET_NONE ? NO_TEXT : in->families[u->family].at[u->because].name;
}

static struct text tell_distance(struct arena *arena, enum lang lang, const struct budget_unfunded *u, struct text currency)
{
	struct words w = { .n = u->enough_votes, .value = budget_money(arena, lang, u->enough_cost, currency) };
	struct text all = u->enough_cost > 0
		? translate(arena, lang, N_("Aurait été retenu à {value}, toutes choses égales."), &w)
		: translate(arena, lang, N_("N'aurait été retenu à aucun coût."), NULL);
	if (u->enough_votes < 0)
		return all;
	return join(arena, all, translate_n(arena, lang, "Ou avec {n} soutien de plus.", "Ou avec {n} soutiens de plus.", w.n, &w));
}

struct text budget_explain_unfunded(struct arena *arena, enum lang lang, const struct budget_input *in,
                                    const struct budget_result *result, size_t i, struct text currency)
{
	const struct budget_unfunded *u = &result->unfunded[i];
	struct words w = { .n = result->options.min_votes };
	switch (u->reason) {
	case BUDGET_FEW:
		return u->votes == 0 ? translate(arena, lang, N_("Aucune voix."), NULL)
		                     : translate(arena, lang, N_("Moins de voix que le minimum de {n}."), &w);
	case BUDGET_EXCLUDED:
		w.name = in->projects[u->because].id;
		return translate(arena, lang, N_("Exclu par le projet {name}, retenu avant lui."), &w);
	case BUDGET_CEILING:
		w.name = name_of_class(in, u);
		return translate(arena, lang, N_("Aurait dépassé le maximum de {name}."), &w);
	case BUDGET_RESERVED:
		return translate(arena, lang, N_("L'argent qui restait était réservé aux minimums."), NULL);
	default: return tell_distance(arena, lang, u, currency);
	}
}

/* --- the whole --- */

static struct text tell_rule(struct arena *arena, enum lang lang, const struct budget_result *r, struct text currency)
{
	struct words w = { .value = money_of(arena, lang, r->share, currency), .n = r->raises };
	switch (r->options.rule) {
	case BUDGET_GREEDY:
		return translate(arena, lang, N_("Règle : les projets les plus soutenus d'abord, tant qu'ils tiennent dans ce qui reste."), NULL);
	case BUDGET_PHRAGMEN:
		return translate(arena, lang, N_("Règle : Phragmén. Chaque votant reçoit de l'argent à la même vitesse ; un projet est "
		                                 "payé dès que ses soutiens ont ensemble son coût."), NULL);
	default: break;
	}
	struct text all = translate(arena, lang, N_("Règle : parts égales. Chaque votant dispose de {value} ; un projet est payé par "
	                                            "ceux qui l'ont choisi, le moins cher pour eux d'abord."), &w);
	if (r->raises == 0)
		return all;
	return join(arena, all, translate_n(arena, lang, "Cette part a été relevée {n} fois pour employer l'argent qui restait.",
	                                    "Cette part a été relevée {n} fois, pas à pas, pour employer l'argent qui restait.", w.n, &w));
}

static struct text tell_outcome(struct arena *arena, enum lang lang, const struct budget_input *in,
                                const struct budget_result *r, struct text currency)
{
	struct words w = { .n = (int64_t)r->n_funded, .of = (int64_t)in->n_projects,
		           .value = budget_money(arena, lang, r->cost, currency),
		           .other = budget_money(arena, lang, in->budget, currency) };
	return translate_n(arena, lang, "{n} projet sur {of} est retenu, pour {value} sur {other}.",
	                   "{n} projets sur {of} sont retenus, pour {value} sur {other}.", w.n, &w);
}

static struct text tell_voters(struct arena *arena, enum lang lang, const struct budget_input *in,
                               const struct budget_result *r)
{
	const struct budget_satisfaction *s = &r->satisfaction;
	struct words w = { .n = s->with_one, .of = (int64_t)in->n_voters,
		           .value = share_text(arena, lang, (double)s->with_one / (double)in->n_voters, 1),
		           .count = s->by_count[0] };
	return translate(arena, lang, N_("{n} votants sur {of} ({value}) ont au moins un projet retenu parmi ceux qu'ils ont choisis ; {count} n'en ont aucun."), &w);
}

static struct text tell_ties(struct arena *arena, enum lang lang, const struct budget_result *r)
{
	if (r->n_ties == 0)
		return translate(arena, lang, N_("Aucune égalité n'a été rencontrée."), NULL);
	struct text all = translate_n(arena, lang, "{n} égalité a été rencontrée.", "{n} égalités ont été rencontrées.", (int64_t)r->n_ties, NULL);
	struct text by = r->options.order == BUDGET_ORDER_ID
		? translate(arena, lang, N_("L'ordre publié a décidé : l'identifiant le plus petit."), NULL)
		: translate(arena, lang, N_("L'ordre publié a décidé : plus de voix, puis coût plus bas, puis identifiant."), NULL);
	return join(arena, all, by);
}

static struct text tell_missing(struct arena *arena, enum lang lang, const struct budget_input *in,
                                const struct budget_result *r, struct text currency)
{
	struct text all = NO_TEXT;
	for (enum budget_family f = 0; f < BUDGET_FAMILIES; f++)
		for (size_t i = 0; i < in->families[f].n; i++) {
			int64_t missing = r->classes[f][i].missing;
			struct words w = { .name = in->families[f].at[i].name, .value = budget_money(arena, lang, missing, currency) };
			if (missing > 0)
				all = join(arena, all, translate(arena, lang, N_("Il manque {value} au minimum de {name}."), &w));
		}
	return all;
}

struct text budget_explain(struct arena *arena, enum lang lang, const struct budget_input *in,
                           const struct budget_result *r, struct text currency)
{
	struct text all = join(arena, tell_outcome(arena, lang, in, r, currency), tell_rule(arena, lang, r, currency));
	all = join(arena, all, tell_voters(arena, lang, in, r));
	all = join(arena, all, tell_ties(arena, lang, r));
	struct text missing = tell_missing(arena, lang, in, r, currency);
	if (missing.n)
		all = join(arena, all, missing);
	if (r->stopped)
		all = join(arena, all, translate(arena, lang, N_("Le calcul a été arrêté avant sa fin : la part aurait pu être relevée encore."), NULL));
	return all;
}
