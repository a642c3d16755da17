/* The call and its applications, by their commands: who may start, save, confirm and submit,
 * until which second, and what is refused. Run once for each engine. */
#include "place.h"

#include "call/application.h"
#include "call/call.h"
#include "people/person.h"
#include "people/token.h"
#include "store/store.h"

#include <sodium.h>
#include <stdlib.h>

/* Commands mail through the app's settings; nothing is sent here. */
static const struct app app = { .settings = { .base_url = T("https://cordee.example"), .centre = T("Centre de ressources") } };

struct fixture {
	struct place place;
	struct store *store;
	struct arena *arena;
	int64_t cycle, call, elected, staff; /* persons */
	int64_t title, stage, people, paper; /* questions */
	struct instant opens, closes;
	struct error err;
	struct made made;
};

static struct instant at(const char *when)
{
	struct instant instant;
	assert_true(instant_parse(text_of(when), &instant));
	return instant;
}

static bool run(struct fixture *f, command_fn *command, const void *in)
{
	f->err = (struct error){ 0 };
	f->made = (struct made){ 0 };
	return store_do(f->store, f->arena, command, in, &f->made, &f->err);
}

static void must(struct fixture *f, command_fn *command, const void *in)
{
	if (!run(f, command, in))
		fail_msg("%s (%s) %s", f->err.message ? f->err.message : "refused", f->err.field ? f->err.field : "-", f->err.detail);
}

static bool make_person(struct db *tx, struct arena *arena, const void *in, struct made *made, struct error *err)
{
	(void)err;
	made->id = person_ensure(tx, arena, *(const struct text *)in, text("Quelqu'un"), NO_TEXT);
	return true;
}

static int64_t person(struct fixture *f, const char *email)
{
	struct text in = text_of(email);
	must(f, make_person, &in);
	return f->made.id;
}

static int64_t question(struct fixture *f, struct question_input in)
{
	in.call = f->call;
	must(f, question_save, &in);
	return f->made.id;
}

static struct call_input call_input(const struct fixture *f)
{
	return (struct call_input){ .cycle = f->cycle, .title = text("Appel"), .summary = text("Un appel."), .opens = f->opens,
		                    .closes = f->closes, .contact_name = text("Yasmina Carlier"),
		                    .contact_email = text("contact@centre.example"), .commune = 10, .pnr = 1 };
}

static void make_call(struct fixture *f)
{
	must(f, cycle_save, &(struct cycle_input){ .by = f->elected, .name = text("Cycle"), .track = text("other"),
		     .starts = day_make(2021, 7, 8), .ends = day_make(2022, 6, 1) });
	f->cycle = f->made.id;
	f->opens = at("2020-12-10T09:00");
	f->closes = at("2021-03-12T23:59");
	struct call_input in = call_input(f);
	must(f, call_save, &in);
	f->call = f->made.id;
	f->title = question(f, (struct question_input){ .label = text("Votre projet"), .kind = text("short"), .required = true, .most = 40 });
	f->stage = question(f, (struct question_input){ .label = text("Où en êtes-vous ?"), .kind = text("choice"), .required = true,
		                    .choices = text("Nous débutons\nUne pratique régulière") });
	f->people = question(f, (struct question_input){ .label = text("Combien ?"), .kind = text("number"), .most = 1000 });
	f->paper = question(f, (struct question_input){ .label = text("Un document"), .kind = text("file") });
	must(f, call_publish, &(struct call_publication){ f->call, true });
}

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	assert_true(sodium_init() >= 0);
	place_make(&f->place);
	f->store = place_open(&f->place);
	f->arena = arena_new();
	f->elected = person(f, "elue@vimy.example");
	f->staff = person(f, "agent@autre.example");
	make_call(f);
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	store_close(f->store);
	place_remove(&f->place);
	arena_free(f->arena);
	free(f);
	return 0;
}

static struct candidacy vimy(const struct fixture *f)
{
	return (struct candidacy){ .call = f->call, .person = f->elected, .side = text("elected"), .my_name = text("Nathalie Thuillier"),
		                   .my_office = text("adjointe"), .code = text("62861"), .at = at("2021-01-15T10:00") };
}

static int64_t start(struct fixture *f)
{
	struct candidacy in = vimy(f);
	must(f, application_start, &in);
	return f->made.id;
}

static bool save(struct fixture *f, int64_t application, int64_t version, int64_t question, const char *value, struct instant when)
{
	const struct answer_input answer = { question, text_of(value) };
	return run(f, application_save, &(struct application_draft){ application, f->elected, version, &answer, 1, when });
}

static const struct pair_invitation invitation = {
	.app = &app, .name = T("Bruno Delattre"), .email = T("Bruno@vimy.example"), .office = T("directeur"),
};

static bool invite(struct fixture *f, int64_t application, const char *email, struct instant when)
{
	struct pair_invitation in = invitation;
	in.application = application;
	in.person = f->elected;
	in.email = text_of(email);
	in.at = when;
	return run(f, applicant_invite, &in);
}

/* A pair that has confirmed, and every required answer. */
static int64_t complete(struct fixture *f)
{
	struct instant when = at("2021-01-20T10:00");
	int64_t id = start(f);
	assert_true(save(f, id, 1, f->title, "La Dame Blanche", when));
	assert_true(save(f, id, 2, f->stage, "Nous débutons", when));
	assert_true(invite(f, id, "bruno@vimy.example", when));
	must(f, applicant_confirm, &(struct pair_confirmation){ .app = &app, .application = id, .side = text("staff"), .at = when });
	return id;
}

static bool submit(struct fixture *f, int64_t application, int64_t person, struct instant when)
{
	return run(f, application_submit, &(struct submission){ &app, application, person, 0, when });
}

static void open_by_the_clock(void **state)
{
	struct fixture *f = *state;
	const struct call *c = call_by_id(store_reader(f->store), f->arena, f->call);
	struct instant before = { f->opens.s - 1 }, after = { f->closes.s + 1 };
	assert_int_equal(call_state(c, before), CALL_TO_COME);
	assert_int_equal(call_state(c, f->opens), CALL_OPEN);
	assert_int_equal(call_state(c, f->closes), CALL_OPEN);
	assert_int_equal(call_state(c, after), CALL_CLOSED);
	assert_false(call_accepts(c, before));
	assert_true(call_accepts(c, f->opens));
	assert_true(call_accepts(c, f->closes));
	assert_false(call_accepts(c, after));
	struct call hidden = *c;
	hidden.published = false;
	assert_false(call_accepts(&hidden, f->opens));
}

static void call_rules(void **state)
{
	struct fixture *f = *state;
	struct call_input in = call_input(f);
	in.closes = in.opens;
	assert_false(run(f, call_save, &in));
	assert_string_equal(f->err.field, "closes");
	in = call_input(f);
	in.commune = in.pnr = 0;
	assert_false(run(f, call_save, &in));
	assert_string_equal(f->err.field, "commune");
	/* Someone has started: their kind keeps a seat, and the call stays published. */
	start(f);
	in = call_input(f);
	in.commune = 0;
	assert_false(run(f, call_save, &in));
	assert_false(run(f, call_publish, &(struct call_publication){ f->call, false }));
	in = call_input(f);
	in.pnr = 0;
	must(f, call_save, &in);
	assert_int_equal(quotas_of(store_reader(f->store), f->arena, f->call).n, 1);
}

static void questions_only_grow(void **state)
{
	struct fixture *f = *state;
	must(f, question_move, &(struct question_target){ f->stage, f->call, true });
	const struct question *q = questions_of(store_reader(f->store), f->arena, f->call).at;
	assert_int_equal(q[0].id, f->stage);
	assert_text(q[1].key, "votre-projet");
	start(f);
	struct question_input in = { .id = f->stage, .call = f->call, .label = text("Où en est-on ?"), .kind = text("choice"),
		                     .choices = text("Nous débutons\nUne pratique régulière\nAutre") };
	must(f, question_save, &in);
	in.choices = text("Nous débutons\nAutre");
	assert_false(run(f, question_save, &in));
	assert_string_equal(f->err.field, "choices");
	in.kind = text("short");
	assert_false(run(f, question_save, &in));
	assert_string_equal(f->err.field, "kind");
	in = (struct question_input){ .id = f->title, .call = f->call, .label = text("Projet"), .kind = text("short"), .most = 39 };
	assert_false(run(f, question_save, &in));
	assert_string_equal(f->err.field, "most");
	assert_false(run(f, question_remove, &(struct question_target){ f->people, f->call, false }));
	question(f, (struct question_input){ .label = text("En plus"), .kind = text("long"), .required = true });
}

static void added_after_a_submission(void **state)
{
	struct fixture *f = *state;
	int64_t id = complete(f);
	assert_true(submit(f, id, f->elected, at("2021-02-01T10:00")));
	struct question_input in = { .call = f->call, .label = text("En plus"), .kind = text("long"), .required = true };
	assert_false(run(f, question_save, &in));
	assert_string_equal(f->err.field, "required");
}

static void one_a_territory(void **state)
{
	struct fixture *f = *state;
	int64_t id = start(f);
	assert_int_equal(start(f), id); /* their own: given back */
	struct candidacy in = vimy(f);
	in.person = f->staff;
	assert_false(run(f, application_start, &in));
	assert_string_equal(f->err.field, "territory");
	in.code = text("99999");
	assert_false(run(f, application_start, &in));
	in.code = text("246000582"); /* an EPCI: no seat for them */
	assert_false(run(f, application_start, &in));
	assert_string_equal(f->err.field, "kind");
	in = vimy(f);
	in.code = NO_TEXT;
	in.kind = text("pnr");
	in.name = text("Parc naturel régional de l'Avesnois");
	must(f, application_start, &in);
	in.kind = text("commune"); /* towns are in the official table, not by hand */
	assert_false(run(f, application_start, &in));
	in = vimy(f);
	in.at.s = f->closes.s + 1;
	assert_false(run(f, application_start, &in));
	in.side = text("maire");
	in.at = f->closes;
	assert_false(run(f, application_start, &in));
	assert_string_equal(f->err.field, "side");
}

static void two_browsers(void **state)
{
	struct fixture *f = *state;
	int64_t id = start(f);
	struct instant when = at("2021-01-20T10:00");
	assert_true(save(f, id, 1, f->title, "Premier", when));
	assert_int_equal(f->made.id, 2);
	assert_false(save(f, id, 1, f->title, "Second", when));
	assert_int_equal(f->err.code, ERROR_CONFLICT);
	const struct answer *kept = answers_of(store_reader(f->store), f->arena, id).at;
	assert_text(kept[0].value, "Premier");
	/* The same words again, as after a lost answer: no conflict. */
	assert_true(save(f, id, 1, f->title, "Premier", when));
	assert_int_equal(f->made.id, 2);
	assert_true(save(f, id, 2, f->title, "Second", when));
	assert_int_equal(f->made.id, 3);
}

static void answers_fit(void **state)
{
	struct fixture *f = *state;
	int64_t id = start(f);
	struct instant when = at("2021-01-20T10:00");
	assert_false(save(f, id, 1, f->title, "Quarante caractères, et celui-ci en plus !", when));
	assert_false(save(f, id, 1, f->stage, "Une réponse à nous", when));
	assert_false(save(f, id, 1, f->people, "1001", when));
	assert_false(save(f, id, 1, f->people, "douze", when));
	assert_false(save(f, id, 1, f->paper, "12", when));
	assert_false(save(f, id, 1, 4242, "Rien", when));
	assert_true(save(f, id, 1, f->people, "0", when));
	assert_true(save(f, id, 2, f->people, "", when));
	struct instant late = { f->closes.s + 1 };
	assert_false(save(f, id, 3, f->title, "Trop tard", late));
	assert_true(save(f, id, 3, f->title, "À temps", f->closes));
}

static void files(void **state)
{
	struct fixture *f = *state;
	int64_t id = start(f);
	struct attachment in = { .application = id, .person = f->elected, .question = f->paper, .at = at("2021-01-20T10:00"),
		                 .file = { T("00ff"), T("charte.pdf"), T("application/pdf"), 12345 } };
	must(f, application_attach, &in);
	const struct answer *kept = answers_of(store_reader(f->store), f->arena, id).at;
	assert_text(kept[3].file_name, "charte.pdf");
	assert_int_equal(kept[3].file, f->made.id);
	assert_non_null(answer_file(store_reader(f->store), f->arena, id, f->made.id));
	assert_null(answer_file(store_reader(f->store), f->arena, id + 1, f->made.id));
	in.file = (struct upload){ 0 };
	must(f, application_attach, &in);
	assert_null(answer_file(store_reader(f->store), f->arena, id, kept[3].file));
	in.question = f->title;
	assert_false(run(f, application_attach, &in));
	in.question = f->paper;
	in.person = f->staff;
	assert_false(run(f, application_attach, &in));
	assert_int_equal(f->err.code, ERROR_MISSING);
}

static void the_other_half(void **state)
{
	struct fixture *f = *state;
	int64_t id = start(f);
	struct instant when = at("2021-01-20T10:00"), soon = { when.s + 30 }, later = { when.s + 3600 };
	assert_false(invite(f, id, "Elue@vimy.example", when));
	assert_string_equal(f->err.field, "email");
	assert_true(invite(f, id, "Bruno@vimy.example", when));
	assert_false(invite(f, id, "bruno@vimy.example", soon)); /* it has just left */
	assert_true(invite(f, id, "bruno.d@vimy.example", soon));  /* corrected */
	assert_true(invite(f, id, "bruno.d@vimy.example", later));
	const struct applicant *two = applicants_of(store_reader(f->store), f->arena, id).at;
	assert_text(two[0].side, "elected");
	assert_text(two[1].email, "bruno.d@vimy.example");
	assert_false(run(f, applicant_confirm, &(struct pair_confirmation){ .app = &app, .token = text("00"), .at = later }));
	must(f, applicant_confirm, &(struct pair_confirmation){ .app = &app, .application = id, .side = text("staff"), .at = later });
	int64_t bruno = f->made.id;
	const struct application *a = application_by_id(store_reader(f->store), f->arena, id);
	assert_int_equal(a->staff, bruno);
	assert_text(a->staff_name, "Bruno Delattre");
	/* Once is enough, and the address cannot change any more. */
	assert_false(run(f, applicant_confirm, &(struct pair_confirmation){ .app = &app, .application = id, .side = text("staff"), .at = later }));
	assert_false(invite(f, id, "autre@vimy.example", later));
}

static bool link_put(struct db *tx, struct arena *arena, const void *in, struct made *made, struct error *err)
{
	(void)err;
	const struct applicant *a = in;
	struct token token = token_new(arena);
	applicant_put(tx, a, token.hash);
	made->name = token.plain;
	return true;
}

static void link_states(void **state)
{
	struct fixture *f = *state;
	int64_t id = start(f);
	struct applicant bruno = { .application = id, .side = T("staff"), .email = T("bruno@vimy.example"), .name = T("Bruno"),
		                   .invited = at("2021-01-20T10:00") };
	must(f, link_put, &bruno);
	struct text first = text_copy(f->arena, f->made.name);
	must(f, link_put, &bruno);
	struct text second = text_copy(f->arena, f->made.name);
	struct pair_confirmation in = { .app = &app, .token = first, .at = at("2021-01-21T10:00") };
	assert_false(run(f, applicant_confirm, &in)); /* replaced */
	assert_int_equal(f->err.code, ERROR_MISSING);
	in.token = second;
	in.at.s = bruno.invited.s + CONFIRM_SECONDS + 1;
	assert_false(run(f, applicant_confirm, &in)); /* expired */
	in.at.s = f->closes.s + 1;
	assert_false(run(f, applicant_confirm, &in)); /* the call is over */
	in.at = at("2021-01-21T10:00");
	must(f, applicant_confirm, &in);
	assert_false(run(f, applicant_confirm, &in)); /* used */
	assert_int_equal(f->err.code, ERROR_RULE);
}

static void submitting(void **state)
{
	struct fixture *f = *state;
	struct instant when = at("2021-02-01T10:00"), late = { f->closes.s + 1 };
	int64_t id = start(f);
	assert_false(submit(f, id, f->elected, when)); /* alone, and nothing answered */
	id = complete(f);
	assert_false(submit(f, id, f->staff, when)); /* a stranger */
	assert_int_equal(f->err.code, ERROR_MISSING);
	assert_false(submit(f, id, f->elected, late));
	assert_int_equal(f->err.date.s, f->closes.s);
	assert_false(run(f, application_submit, &(struct submission){ &app, id, f->elected, 1, when }));
	assert_int_equal(f->err.code, ERROR_CONFLICT); /* it was read before the last change */
	assert_true(submit(f, id, f->elected, f->closes)); /* the last second */
	assert_text(f->made.name, "2021-0001");
	assert_true(submit(f, id, f->elected, late)); /* twice: the same number */
	assert_text(f->made.name, "2021-0001");
	assert_false(save(f, id, 3, f->title, "Après coup", when));
	assert_int_equal(applications_submitted(store_reader(f->store), f->arena, f->call).n, 1);
}

struct mailed {
	struct text recipient, kind;
};
STATEMENT(mails_sent, "SELECT recipient, kind FROM outbox ORDER BY id", ROW(struct mailed, recipient, kind))

static void receipts(void **state)
{
	struct fixture *f = *state;
	int64_t id = complete(f);
	assert_true(submit(f, id, f->elected, at("2021-02-01T10:00")));
	assert_true(submit(f, id, f->elected, at("2021-02-01T10:01")));
	struct rows rows = db_all(store_reader(f->store), f->arena, &mails_sent, BIND_NONE);
	const struct mailed *m = rows.at;
	assert_int_equal(rows.n, 4); /* the invitation, its answer, and one receipt each */
	assert_text(m[0].kind, "pair");
	assert_text(m[1].kind, "pair-complete");
	assert_text(m[1].recipient, "elue@vimy.example");
	assert_text(m[2].kind, "receipt");
	assert_text(m[2].recipient, "elue@vimy.example");
	assert_text(m[3].recipient, "bruno@vimy.example");
}

static void missing_answers(void **state)
{
	struct fixture *f = *state;
	int64_t id = complete(f);
	assert_true(save(f, id, 3, f->title, "", at("2021-01-20T10:00")));
	assert_false(submit(f, id, f->elected, at("2021-02-01T10:00")));
	assert_int_equal(f->err.n, 1);
}

static void who_reads(void **state)
{
	struct fixture *f = *state;
	int64_t id = complete(f);
	struct db *db = store_reader(f->store);
	const struct application *draft = application_by_id(db, f->arena, id);
	struct viewer pair = { .person = f->elected }, stranger = { .person = f->staff }, nobody = { 0 };
	struct viewer admin = { .person = f->staff, .admin = true };
	assert_int_equal(application_reach(db, f->arena, &pair, draft), REACH_READ | REACH_WRITE);
	assert_int_equal(application_reach(db, f->arena, &stranger, draft), 0);
	assert_int_equal(application_reach(db, f->arena, &nobody, draft), 0);
	assert_int_equal(application_reach(db, f->arena, &admin, draft), 0); /* a draft is the pair's own */
	assert_true(submit(f, id, f->elected, at("2021-02-01T10:00")));
	const struct application *submitted = application_by_id(db, f->arena, id);
	assert_int_equal(application_reach(db, f->arena, &admin, submitted), REACH_READ | REACH_FACILITATE);
	assert_int_equal(application_reach(db, f->arena, &stranger, submitted), 0);
}

static void nudges(void **state)
{
	struct fixture *f = *state;
	int64_t id = start(f);
	struct nudge in = { &app, id, f->call, at("2021-01-20T10:00") };
	must(f, pair_nudge, &in); /* nobody invited yet: to who started */
	assert_true(invite(f, id, "bruno@vimy.example", in.at));
	in.at.s += 3600;
	assert_false(run(f, pair_nudge, &in));
	in.at.s += 24 * 3600;
	must(f, pair_nudge, &in);
	in.call++;
	assert_false(run(f, pair_nudge, &in));
	assert_int_equal(f->err.code, ERROR_MISSING);
	struct rows rows = db_all(store_reader(f->store), f->arena, &mails_sent, BIND_NONE);
	assert_int_equal(rows.n, 3);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

static const struct CMUnitTest tests[] = {
	CASE(open_by_the_clock), CASE(call_rules), CASE(questions_only_grow), CASE(added_after_a_submission),
	CASE(one_a_territory), CASE(two_browsers), CASE(answers_fit), CASE(files), CASE(the_other_half),
	CASE(link_states), CASE(submitting), CASE(receipts), CASE(missing_answers), CASE(who_reads), CASE(nudges),
};
RUN(tests)
