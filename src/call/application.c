/* Rules of applications: starting one, saving the draft, joining files, submitting. Each
 * decides inside its transaction by the instant at which the request arrived. */
#include "call/application.h"

#include "call/question.h"
#include "people/person.h"
#include "people/territory.h"

struct text side_of(const struct application *a, int64_t person)
{
	if (person == 0)
		return NO_TEXT;
	if (person == a->elected)
		return text("elected");
	return person == a->staff ? text("staff") : NO_TEXT;
}

struct text other_side(struct text side)
{
	return text_is(side, "elected") ? text("staff") : text("elected");
}

const char *side_label(struct text side)
{
	return text_is(side, "elected") ? N_("élue ou élu") : N_("agente ou agent");
}

bool pair_complete(const struct application *a)
{
	return a->elected != 0 && a->staff != 0;
}

struct url application_url(int64_t application)
{
	return URL("/candidatures/$1", application);
}

struct url answer_file_url(int64_t application, int64_t file)
{
	return URL("/candidatures/$1/fichiers/$2", application, file);
}

static bool refuse_late(const struct call *call, struct instant at, struct error *err)
{
	err->date = at.s < call->opens.s ? call->opens : call->closes;
	if (!call->published || at.s < call->opens.s)
		return error_rule(err, N_("L'appel n'est pas encore ouvert."));
	return error_rule(err, N_("L'appel est clos depuis le {date}, heure de Paris : plus rien ne peut être accepté."));
}

bool application_open_to(struct db *db, struct arena *arena, const struct application *a, int64_t person,
                         struct instant at, struct error *err)
{
	if (!a || side_of(a, person).n == 0)
		return error_missing(err);
	if (a->submitted.s)
		return error_rule(err, N_("Cette candidature est déposée : elle ne change plus."));
	const struct call *call = call_by_id(db, arena, a->call);
	if (!call)
		return error_missing(err);
	return call_accepts(call, at) || refuse_late(call, at, err);
}

static bool kind_invited(struct db *tx, struct arena *arena, int64_t call, struct text kind)
{
	struct rows rows = quotas_of(tx, arena, call);
	for (const struct quota *q = rows.at; q < (const struct quota *)rows.at + rows.n; q++)
		if (text_equal(q->kind, kind))
			return true;
	return false;
}

/* The territory of a new application: by its code, or by hand when its kind has no code. */
static int64_t territory_for(struct db *tx, struct arena *arena, const struct candidacy *in, struct error *err)
{
	const struct territory *known = in->code.n ? territory_by_code(arena, in->code) : NULL;
	struct text kind = known ? known->kind : in->kind;
	if (in->code.n && !known) {
		error_input(err, "territory", N_("Ce territoire est inconnu : choisissez-le dans la liste."));
		return 0;
	}
	if (!in->code.n && (text_is(kind, "commune") || text_is(kind, "epci") || in->name.n == 0)) {
		error_input(err, "territory", N_("Choisissez votre territoire dans la liste proposée."));
		return 0;
	}
	if (!kind_invited(tx, arena, in->call, kind)) {
		error_input(err, "kind", N_("Cet appel n'est pas ouvert à cette sorte de territoire."));
		return 0;
	}
	return known ? territory_ensure(tx, arena, in->code) : territory_by_hand(tx, arena, kind, in->name);
}

/* Someone who starts twice gets their own application back. */
static bool already_there(struct db *tx, struct arena *arena, int64_t id, int64_t person, struct made *made,
                          struct error *err)
{
	const struct application *a = application_by_id(tx, arena, id);
	made->id = id;
	if (a && side_of(a, person).n)
		return true;
	return error_input(err, "territory", N_("Une candidature est déjà commencée pour ce territoire. Si vous en êtes, demandez à la personne qui l'a commencée de vous inviter ; sinon, écrivez au contact de l'appel."));
}

static bool may_start(struct db *tx, struct arena *arena, const struct candidacy *in, struct error *err)
{
	const struct call *call = call_by_id(tx, arena, in->call);
	if (!call)
		return error_missing(err);
	if (!call_accepts(call, in->at))
		return refuse_late(call, in->at, err);
	if (!text_is(in->side, "elected") && !text_is(in->side, "staff"))
		return error_input(err, "side", N_("Dites si vous êtes élue ou élu, ou des services."));
	return true;
}

bool application_start(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct candidacy *in = input;
	const struct person *me = person_by_id(tx, arena, in->person);
	if (!me)
		return error_missing(err);
	if (!may_start(tx, arena, in, err))
		return false;
	int64_t territory = territory_for(tx, arena, in, err);
	if (territory == 0)
		return false;
	int64_t there = application_of_territory(tx, in->call, territory);
	if (there)
		return already_there(tx, arena, there, in->person, made, err);
	person_introduce(tx, me->id, in->my_name, in->my_office);
	made->id = application_insert(tx, in->call, territory, in->person, in->at);
	applicant_put(tx, &(struct applicant){ .application = made->id, .person = me->id, .side = in->side,
		                               .email = me->email, .name = in->my_name.n ? in->my_name : me->name,
		                               .office = in->my_office.n ? in->my_office : me->office,
		                               .confirmed = in->at }, NO_TEXT);
	return true;
}

static const struct question *question_among(struct rows questions, int64_t id, size_t *at)
{
	const struct question *q = questions.at;
	for (size_t i = 0; i < questions.n; i++)
		if (q[i].id == id) {
			*at = i;
			return &q[i];
		}
	return NULL;
}

/* The answers that differ from those kept; each must fit its question. */
struct changes {
	const struct answer_input **at;
	size_t n;
};
static bool changes_of(struct db *tx, struct arena *arena, const struct application_draft *in, int64_t call,
                       struct changes *changes, struct error *err)
{
	struct rows questions = questions_of(tx, arena, call);
	const struct answer *kept = answers_of(tx, arena, in->application).at;
	changes->at = arena_many(arena, const struct answer_input *, in->n);
	for (const struct answer_input *a = in->answers; a < in->answers + in->n; a++) {
		size_t at = 0;
		const struct question *q = question_among(questions, a->question, &at);
		if (!q)
			return error_rule(err, N_("Une question a été retirée entre-temps : rechargez la page."));
		if (text_equal(kept[at].value, a->value))
			continue;
		const char *problem = answer_problem(q, a->value);
		if (problem)
			return error_input(err, text_z(arena, text_format(arena, "q%lld", (long long)q->id)), problem);
		changes->at[changes->n++] = a;
	}
	return true;
}

/* A save that changes nothing succeeds whatever its version: a repeat after a lost answer, or
 * two browsers with the same words. */
bool application_save(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct application_draft *in = input;
	const struct application *a = application_by_id(tx, arena, in->application);
	struct changes changes = { 0 };
	if (!application_open_to(tx, arena, a, in->person, in->at, err) ||
	    !changes_of(tx, arena, in, a->call, &changes, err))
		return false;
	made->id = a->version;
	if (changes.n == 0)
		return true;
	if (in->version != a->version)
		return error_conflict(err, N_("Cette candidature a été enregistrée ailleurs entre-temps."));
	for (size_t i = 0; i < changes.n; i++) /* bounded: at most one a question */
		if (changes.at[i]->value.n)
			answer_put(tx, a->id, changes.at[i]->question, changes.at[i]->value);
		else
			answer_delete(tx, a->id, changes.at[i]->question);
	application_touch(tx, in);
	made->id = a->version + 1;
	return true;
}

static const struct answer *answer_to(struct rows answers, int64_t question)
{
	for (const struct answer *a = answers.at; a < (const struct answer *)answers.at + answers.n; a++)
		if (a->question == question && text_is(a->kind, "file"))
			return a;
	return NULL;
}

bool application_attach(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct attachment *in = input;
	const struct application *a = application_by_id(tx, arena, in->application);
	if (!application_open_to(tx, arena, a, in->person, in->at, err))
		return false;
	const struct answer *before = answer_to(answers_of(tx, arena, a->id), in->question);
	if (!before)
		return error_missing(err);
	answer_delete(tx, a->id, in->question);
	if (before->file)
		answer_file_delete(tx, a->id, before->file);
	if (in->file.hash.n) {
		made->id = answer_file_insert(tx, in);
		answer_put(tx, a->id, in->question, text_format(arena, "%lld", (long long)made->id));
	}
	return true;
}

static bool may_submit(struct db *tx, struct arena *arena, const struct application *a, const struct submission *in,
                       struct error *err)
{
	if (!application_open_to(tx, arena, a, in->person, in->at, err))
		return false;
	if (in->version && in->version != a->version)
		return error_conflict(err, N_("La candidature a changé depuis que vous l'avez relue : relisez-la avant de la déposer."));
	if (!pair_complete(a))
		return error_rule(err, N_("Le binôme n'est pas complet : chaque moitié doit confirmer depuis sa propre boîte de courriel."));
	struct rows questions = questions_of(tx, arena, a->call);
	err->n = (int64_t)answers_lacking(questions.at, answers_of(tx, arena, a->id).at, questions.n);
	if (err->n > 0)
		return error_rule(err, N_("Des réponses obligatoires manquent : complétez-les avant de déposer."));
	return true;
}

static struct text next_number(struct db *tx, struct arena *arena, struct instant at)
{
	struct text year = text_format(arena, "%d-", civil_of(at).year);
	return text_format(arena, "%" TEXT "%04lld", text_args(year), (long long)numbers_given(tx, arena, year) + 1);
}

static void mail_receipts(struct db *tx, struct arena *arena, const struct submission *in)
{
	const struct application *a = application_by_id(tx, arena, in->application);
	const struct call *call = call_by_id(tx, arena, a->call);
	struct rows pair = applicants_of(tx, arena, a->id);
	for (const struct applicant *to = pair.at; to < (const struct applicant *)pair.at + pair.n; to++)
		mail_receipt(tx, arena, &(struct call_mail){ in->app, call, a }, to);
}

bool application_submit(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct submission *in = input;
	const struct application *a = application_by_id(tx, arena, in->application);
	if (a && a->submitted.s && side_of(a, in->person).n) {
		*made = (struct made){ a->id, a->number };
		return true;
	}
	if (!may_submit(tx, arena, a, in, err))
		return false;
	*made = (struct made){ a->id, next_number(tx, arena, in->at) };
	application_set_submitted(tx, a->id, made->name, in->at);
	mail_receipts(tx, arena, in);
	return true;
}
