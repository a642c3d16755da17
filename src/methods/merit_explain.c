/* Merit, in words. */
#include "methods/merit.h"

struct text merit_explain(struct arena *arena, enum lang lang, const struct quota_input *in, const struct merit_result *r)
{
	struct words w = { .n = (int64_t)r->chosen_n, .of = (int64_t)in->people_n, .count = r->score };
	struct text best = translate(arena, lang, "Ces {n} sur {of} ont le plus grand score total que permettent les quotas : {count}.", &w);
	struct text more;
	if (!r->complete)
		more = translate(arena, lang, "Le calcul a été arrêté avant la fin : liste d'attente, ex aequo et marges manquent en partie.", NULL);
	else if (r->ties_n == 0)
		more = translate(arena, lang, "Aucun autre ensemble n'en a autant.", NULL);
	else
		more = translate_n(arena, lang, "Un autre ensemble en a autant : au jury de décider, ou au sort.",
		                   "{n} autres ensembles, au moins, en ont autant : au jury de décider, ou au sort.", (int64_t)r->ties_n, NULL);
	return TEXT_CONCAT(arena, best, text(" "), more);
}
