/* Rules of the call: where it is in time, and what a facilitator may save or publish. */
#include "call/call_store.h"
#include "people/territory.h"

enum call_state call_state(const struct call *c, struct instant now)
{
	if (c->decided.s)
		return CALL_DECIDED;
	if (now.s < c->opens.s)
		return CALL_TO_COME;
	return now.s <= c->closes.s ? CALL_OPEN : CALL_CLOSED;
}

bool call_accepts(const struct call *c, struct instant arrived)
{
	return c->published && call_state(c, arrived) == CALL_OPEN;
}

bool call_welcomes(struct db *db, struct arena *arena, struct text path)
{
	static const struct text start = T("/cycles/");
	if (!text_starts(path, start.at))
		return false;
	struct text rest = text_slice(path, start.n, path.n);
	struct text slug = text_cut(&rest, '/');
	if (!text_is(rest, "appel/candidater"))
		return false;
	const struct call *c = call_with_slug(db, arena, slug);
	return c && call_accepts(c, clock_now());
}

struct url call_url(const struct cycle *c)
{
	return stage_url(c, STAGE_CALL);
}

int64_t *call_seats(struct call_input *in, struct text kind)
{
	const struct {
		const char *kind;
		int64_t *seats;
	} seats[] = {
		{ "commune", &in->commune }, { "epci", &in->epci }, { "pnr", &in->pnr }, { "petr", &in->petr },
		{ "departement", &in->departement }, { "region", &in->region }, { "autre", &in->autre },
	};
	for (size_t i = 0; i < sizeof seats / sizeof *seats; i++)
		if (text_is(kind, seats[i].kind))
			return seats[i].seats;
	return NULL;
}

enum { KINDS_MOST = 8 };

/* The kinds that have a seat. */
static size_t quotas_from(struct call_input *in, struct quota quotas[KINDS_MOST])
{
	size_t n = 0;
	for (const struct option *kind = territory_kinds; kind->value.n && n < KINDS_MOST; kind++) {
		const int64_t *seats = call_seats(in, kind->value);
		if (seats && *seats > 0)
			quotas[n++] = (struct quota){ kind->value, *seats };
	}
	return n;
}

/* Those who have started to apply can still do so. */
static bool kinds_kept(struct db *tx, struct arena *arena, struct call_input *in, int64_t call, struct error *err)
{
	struct rows rows = kinds_applied(tx, arena, call);
	for (const struct quota *q = rows.at; q < (const struct quota *)rows.at + rows.n; q++) {
		const int64_t *seats = call_seats(in, q->kind);
		if (!seats || *seats == 0)
			return error_rule(err, N_("Des territoires d'une sorte sans place ont commencé leur candidature : gardez-leur au moins une place."));
	}
	return true;
}

bool call_save(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	struct call_input in = *(const struct call_input *)input;
	struct quota quotas[KINDS_MOST];
	size_t n = quotas_from(&in, quotas);
	const struct call *before = call_of_cycle(tx, arena, in.cycle);
	if (before && before->decided.s)
		return error_rule(err, N_("La décision est prise : l'appel ne peut plus changer."));
	if (in.closes.s <= in.opens.s)
		return error_input(err, "closes", N_("La clôture doit suivre l'ouverture : choisissez une date plus tardive."));
	if (n == 0)
		return error_input(err, "commune", N_("Donnez au moins une place à une sorte de territoire."));
	if (before && !kinds_kept(tx, arena, &in, before->id, err))
		return false;
	made->id = call_put(tx, &in);
	quotas_put(tx, made->id, quotas, n);
	return true;
}

bool call_publish(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct call_publication *in = input;
	if (!call_by_id(tx, arena, in->call))
		return error_missing(err);
	if (in->published && questions_of(tx, arena, in->call).n == 0)
		return error_rule(err, N_("L'appel n'a encore aucune question : ajoutez-en avant de le publier."));
	if (!in->published && kinds_applied(tx, arena, in->call).n > 0)
		return error_rule(err, N_("Des candidatures sont commencées : l'appel ne peut plus être retiré."));
	call_set_published(tx, in);
	made->id = in->call;
	return true;
}
