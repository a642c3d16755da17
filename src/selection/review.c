/* Rules of the jury: who may read and mark what, and stepping aside. */
#include "selection/selection_store.h"

/* A juror of that cycle, an application that was submitted, between the closing of the call
 * and the decision. */
static bool jury_sits(const struct judging *j, struct error *err)
{
	if (!j || !j->juror || j->submitted.s == 0)
		return error_missing(err);
	if (j->decided.s)
		return error_rule(err, N_("Le jury a décidé : plus rien ne change."));
	if (clock_now().s <= j->closes.s)
		return error_rule(err, N_("Le jury lit après la clôture de l'appel, toutes les candidatures en main."));
	return true;
}

static const struct mark_input *mark_of(const struct review_input *in, int64_t criterion)
{
	for (size_t i = 0; i < in->n; i++)
		if (in->marks[i].criterion == criterion)
			return &in->marks[i];
	return NULL;
}

/* One mark a criterion of the grid, and no other. */
static bool marks_fit(struct arena *arena, const struct review_input *in, struct rows criteria, struct error *err)
{
	const struct criterion *c = criteria.at;
	for (size_t i = 0; i < criteria.n; i++) {
		const struct mark_input *m = mark_of(in, c[i].id);
		if (!m || m->mark < 0 || m->mark > MARK_MAX) {
			struct text field = text_format(arena, "c%lld", (long long)c[i].id);
			return error_input(err, text_z(arena, field), N_("Donnez une note de 0 à 4."));
		}
	}
	if (criteria.n == 0 || in->n != criteria.n)
		return error_conflict(err, N_("La grille a changé : rechargez la page pour noter sur la nouvelle."));
	return true;
}

bool review_save(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct review_input *in = input;
	const struct judging *j = judging_of(tx, arena, in->application, in->juror);
	if (!jury_sits(j, err))
		return false;
	if (j->recused)
		return error_rule(err, N_("Vous vous êtes déporté·e de cette candidature : vous ne la notez pas."));
	if (!marks_fit(arena, in, criteria_of(tx, arena, j->call), err))
		return false;
	review_put(tx, in, clock_now());
	made->id = in->application;
	return true;
}

/* Marks given before are erased: they must not weigh, and nothing tells them apart later. */
bool recusal_declare(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct recusal_input *in = input;
	if (!jury_sits(judging_of(tx, arena, in->application, in->juror), err))
		return false;
	if (text_trim(in->reason).n == 0)
		return error_input(err, "reason", N_("Dites en quelques mots le lien qui vous fait vous déporter."));
	review_erase(tx, in->application, in->juror);
	recusal_put(tx, in, clock_now());
	made->id = in->application;
	return true;
}

bool recusal_lift(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct recusal_input *in = input;
	const struct judging *j = judging_of(tx, arena, in->application, in->juror);
	if (!j)
		return error_missing(err);
	if (j->decided.s)
		return error_rule(err, N_("Le jury a décidé : plus rien ne change."));
	if (!recusal_delete(tx, in->application, in->juror))
		return error_missing(err);
	made->id = in->application;
	return true;
}
