/* The decision: one command writes the outcomes, the record, the members and the letters, or
 * nothing. It is refused with what is missing, and once it has been taken. */
#include "people/person.h"
#include "selection/letter.h"
#include "selection/record.h"

#include "cycle/member.h"

bool letter_save(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct letter_input *in = input;
	const struct call *call = call_by_id(tx, arena, in->call);
	if (!call)
		return error_missing(err);
	if (call->decided.s)
		return error_rule(err, N_("Les lettres sont parties : elles ne changent plus."));
	if (!letter_fits(arena, in, err))
		return false;
	letter_put(tx, in);
	made->id = in->call;
	return true;
}

/* Everything that the decision is made of. */
struct decided {
	const struct app *app;
	const struct call *call;
	const struct cycle *cycle;
	struct rows standings, letters, addressees;
	struct instant at;
};

static const struct letter *letter_for(const struct decided *d, struct text outcome)
{
	const struct letter *l = d->letters.at;
	for (size_t i = 0; i < d->letters.n; i++)
		if (text_equal(l[i].outcome, outcome))
			return &l[i];
	return NULL;
}

static bool letters_written(const struct decided *d, struct error *err)
{
	const struct standing *s = d->standings.at;
	for (size_t i = 0; i < d->standings.n; i++)
		if (!letter_for(d, s[i].outcome))
			return error_rule(err, N_("Il manque une lettre : chaque sorte de réponse a la sienne, enregistrée avant de décider."));
	return true;
}

static bool may_decide(const struct decided *d, struct error *err)
{
	struct tally tally = tally_of(d->standings.at, d->standings.n);
	if (d->call->decided.s) {
		err->date = d->call->decided;
		return error_conflict(err, N_("La décision a déjà été prise, {date} : les lettres ne partent qu'une fois."));
	}
	if (d->at.s <= d->call->closes.s)
		return error_rule(err, N_("L'appel n'est pas clos : attendez que toutes les candidatures soient là."));
	if (tally.open > 0) {
		err->n = tally.open;
		return error_rule(err, N_("Candidatures encore sans choix : {n}. Donnez à chacune une réponse."));
	}
	if (tally.selected == 0)
		return error_rule(err, N_("Aucune candidature n'est retenue : choisissez d'abord une cohorte."));
	return letters_written(d, err);
}

static void write_outcomes(struct db *tx, const struct decided *d)
{
	const struct standing *s = d->standings.at;
	for (size_t i = 0; i < d->standings.n; i++) {
		application_set_outcome(tx, s[i].application, s[i].outcome, s[i].rank);
		if (text_is(s[i].outcome, "selected"))
			member_admit(tx, &(struct admission){ .cycle = d->cycle->id, .territory = s[i].territory,
				             .application = s[i].application, .elected = s[i].elected, .staff = s[i].staff });
	}
	call_set_decided(tx, d->call->id, d->at);
}

static struct text write_record(struct db *tx, struct arena *arena, const struct decided *d, int64_t by)
{
	const struct person *person = person_by_id(tx, arena, by);
	int64_t call = d->call->id;
	struct whose all = { .call = call };
	struct record_facts facts = {
		.cycle = d->cycle, .call = d->call, .at = d->at, .by = person ? person->name : NO_TEXT,
		.criteria = criteria_of(tx, arena, call), .quotas = quotas_of(tx, arena, call), .standings = d->standings,
		.reviews = reviews_of(tx, arena, all), .marks = marks_of(tx, arena, all),
		.recusals = recusals_of(tx, arena, all),
		.ties = ties_find(arena, d->standings.at, d->standings.n),
	};
	struct text record = record_write(arena, &facts);
	struct text hash = record_hash(arena, record);
	decision_insert(tx, &(struct decision){ .call = call, .at = d->at, .person = by, .record = record, .hash = hash });
	return hash;
}

static void post_letters(struct db *tx, struct arena *arena, const struct decided *d)
{
	const struct standing *s = d->standings.at;
	const struct addressee *to = d->addressees.at;
	for (size_t i = 0; i < d->standings.n; i++)
		for (size_t k = 0; k < d->addressees.n; k++)
			if (to[k].application == s[i].application) {
				struct mail mail = letter_mail(arena, d->app, d->cycle, letter_for(d, s[i].outcome), &s[i], &to[k]);
				mail_queue(tx, arena, d->app, &mail);
			}
	letters_set_sent(tx, d->call->id, d->at);
}

bool decide(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct decision_input *in = input;
	const struct call *call = call_by_id(tx, arena, in->call);
	if (!call)
		return error_missing(err);
	struct decided d = {
		.app = in->app, .call = call, .cycle = cycle_by_id(tx, arena, call->cycle), .at = clock_now(),
		.standings = standings_of(tx, arena, call->id), .letters = letters_of(tx, arena, call->id),
		.addressees = addressees_of(tx, arena, call->id),
	};
	if (!may_decide(&d, err))
		return false;
	write_outcomes(tx, &d);
	struct text hash = write_record(tx, arena, &d, in->by);
	post_letters(tx, arena, &d);
	*made = (struct made){ call->id, hash };
	return true;
}
