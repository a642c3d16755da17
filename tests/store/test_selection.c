/* The jury's work and the cohort, by their commands: who may mark, what a recusal erases, a
 * decision that is taken once, letters that leave once, withdrawals and replacements. Run once
 * for each engine. */
#include "place.h"

#include "call/call.h"
#include "cohort/cohort.h"
#include "people/person.h"
#include "selection/letter.h"
#include "selection/record.h"
#include "selection/selection_store.h"
#include "store/store.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

/* Commands mail through the app's settings; nothing is sent here. */
static const struct app app = { .settings = { .base_url = T("https://cordee.example"), .centre = T("Centre de ressources") } };

enum { APPLICATIONS = 5, JURORS = 3, CRITERIA = 2 };

struct fixture {
	struct place place;
	struct store *store;
	struct arena *arena;
	int64_t cycle, call, facilitator, jurors[JURORS], criteria[CRITERIA];
	int64_t applications[APPLICATIONS];
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

/* Refused with that code, and with words. */
static void must_refuse(struct fixture *f, enum error_code code, command_fn *command, const void *in)
{
	assert_false(run(f, command, in));
	assert_int_equal(f->err.code, code);
}

static struct db *reading(struct fixture *f)
{
	return store_reader(f->store);
}

STATEMENT(mails_kept, "SELECT count(*) AS id FROM outbox", ROW(struct made, id))
STATEMENT(roles_of_member, "SELECT count(*) AS id FROM role WHERE member = $1", .params = "i", ROW(struct made, id))
STATEMENT(mails_to, "SELECT count(*) AS id FROM outbox WHERE recipient = $1", .params = "t", ROW(struct made, id))

static bool make_juror(struct db *tx, struct arena *arena, const void *in, struct made *made, struct error *err)
{
	(void)err;
	const struct fixture *f = in;
	static int number;
	struct text email = text_format(arena, "jure%d@jury.example", number++);
	made->id = person_ensure(tx, arena, email, email, NO_TEXT);
	role_add(tx, f->cycle, made->id, ROLE_JUROR, 0);
	return true;
}

static bool make_facilitator(struct db *tx, struct arena *arena, const void *in, struct made *made, struct error *err)
{
	(void)in;
	(void)err;
	made->id = person_ensure(tx, arena, text("yasmina@centre.example"), text("Yasmina Carlier"), NO_TEXT);
	return true;
}

/* Written straight, submitted and confirmed: how they came is the call's own test. */
STATEMENT(add_territory, "INSERT INTO territory (kind, name) VALUES ($1, $2) RETURNING id", .params = "tt", ROW(struct made, id))
STATEMENT(add_application,
          "INSERT INTO application (call, territory, number, author, saver, created, saved, submitted) "
          "VALUES ($1, $2, $3, $4, $4, $5, $5, $5) RETURNING id",
          .params = "iitii", ROW(struct made, id))
STATEMENT(add_applicant,
          "INSERT INTO applicant (application, side, email, name, person, confirmed) VALUES ($1, $2, $3, $4, $5, $6)",
          .params = "itttii")

struct candidate {
	const struct fixture *fixture;
	const char *kind, *name;
};

static bool make_application(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	(void)err;
	const struct candidate *in = input;
	const struct fixture *f = in->fixture;
	int64_t when = at("2021-03-01T10:00").s;
	int64_t territory = db_int(tx, &add_territory, BIND(in->kind, in->name));
	static const char *const sides[] = { "elected", "staff" };
	int64_t people[2];
	struct text emails[2];
	for (size_t i = 0; i < 2; i++) {
		emails[i] = text_format(arena, "%s@%s.example", sides[i], in->name);
		people[i] = person_ensure(tx, arena, emails[i], emails[i], NO_TEXT);
	}
	made->id = db_int(tx, &add_application, BIND(f->call, territory, text_format(arena, "2021-%s", in->name), people[0], when));
	for (size_t i = 0; i < 2; i++)
		db_run(tx, &add_applicant, BIND(made->id, sides[i], emails[i], emails[i], people[i], when));
	return true;
}

static void make_call(struct fixture *f)
{
	must(f, make_facilitator, NULL);
	f->facilitator = f->made.id;
	must(f, cycle_save, &(struct cycle_input){ .by = f->facilitator, .name = text("Vers demain"), .track = text("other"),
		     .starts = day_make(2021, 7, 8), .ends = day_make(2022, 6, 1) });
	f->cycle = f->made.id;
	must(f, call_save, &(struct call_input){ .cycle = f->cycle, .title = text("Appel"), .summary = text("Un appel."),
		     .opens = at("2020-12-10T09:00"), .closes = at("2021-03-12T23:59"), .contact_name = text("Yasmina"),
		     .contact_email = text("contact@centre.example"), .commune = 2, .pnr = 1 });
	f->call = f->made.id;
}

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	assert_true(sodium_init() >= 0);
	clock_set(at("2021-03-01T10:00"));
	place_make(&f->place);
	f->store = place_open(&f->place);
	f->arena = arena_new();
	make_call(f);
	for (size_t i = 0; i < JURORS; i++) {
		must(f, make_juror, f);
		f->jurors[i] = f->made.id;
	}
	static const char *const labels[CRITERIA] = { "Portage politique", "Moyens" };
	for (size_t i = 0; i < CRITERIA; i++) {
		must(f, criterion_save, &(struct criterion_input){ .call = f->call, .label = text_of(labels[i]) });
		f->criteria[i] = f->made.id;
	}
	static const char *const names[APPLICATIONS][2] = { { "commune", "annoeullin" }, { "commune", "baisieux" },
		                                             { "commune", "corbie" }, { "pnr", "scarpe" }, { "commune", "doullens" } };
	for (size_t i = 0; i < APPLICATIONS; i++) {
		must(f, make_application, &(struct candidate){ f, names[i][0], names[i][1] });
		f->applications[i] = f->made.id;
	}
	clock_set(at("2021-04-02T10:00"));
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

static bool mark(struct fixture *f, size_t juror, size_t application, int64_t first, int64_t second)
{
	struct mark_input marks[CRITERIA] = { { f->criteria[0], first }, { f->criteria[1], second } };
	return run(f, review_save, &(struct review_input){ .application = f->applications[application], .juror = f->jurors[juror],
		           .marks = marks, .n = CRITERIA, .comment = text("Sincère.") });
}

static void choose(struct fixture *f, size_t application, const char *outcome, int64_t rank)
{
	struct choice_input choice = { f->applications[application], text_of(outcome), rank };
	must(f, choice_set, &(struct choices_input){ f->call, &choice, 1 });
}

static const struct standing *standing(struct fixture *f, size_t application)
{
	struct rows rows = standings_of(reading(f), f->arena, f->call);
	const struct standing *s = rows.at;
	while (s->application != f->applications[application])
		s++;
	return s;
}

static void write_letters(struct fixture *f)
{
	for (size_t i = 0; i < OUTCOMES; i++)
		must(f, letter_save, &(struct letter_input){ f->call, text_of(outcome_names[i]), text("{cycle} : {territory}"),
			     i == 1 ? text("Rang {rank}.") : text("Bonjour.\n\nAu revoir.") });
}

static void make_choice(struct fixture *f)
{
	static const char *const outcomes[APPLICATIONS] = { "selected", "selected", "waiting", "selected", "refused" };
	struct choice_input choices[APPLICATIONS];
	for (size_t i = 0; i < APPLICATIONS; i++)
		choices[i] = (struct choice_input){ f->applications[i], text_of(outcomes[i]), 0 };
	must(f, choice_set, &(struct choices_input){ f->call, choices, APPLICATIONS });
}

static void take_decision(struct fixture *f)
{
	make_choice(f);
	write_letters(f);
	must(f, decide, &(struct decision_input){ &app, f->call, f->facilitator });
}

static void a_grid_stays_once_used(void **state)
{
	struct fixture *f = *state;
	must_refuse(f, ERROR_INPUT, criterion_save, &(struct criterion_input){ .call = f->call, .label = text("Moyens !") });
	must_refuse(f, ERROR_INPUT, criterion_save, &(struct criterion_input){ .call = f->call, .label = text("?!") });
	must_refuse(f, ERROR_MISSING, criterion_save, &(struct criterion_input){ .id = 999, .call = f->call, .label = text("X") });
	must(f, criterion_move, &(struct criterion_target){ f->criteria[1], f->call, true });
	must(f, criterion_move, &(struct criterion_target){ f->criteria[1], f->call, true }); /* first already */
	struct rows rows = criteria_of(reading(f), f->arena, f->call);
	assert_int_equal(((const struct criterion *)rows.at)[0].id, f->criteria[1]);
	assert_text(((const struct criterion *)rows.at)[1].key, "portage-politique");
	for (int i = CRITERIA; i < CRITERIA_MAX; i++)
		must(f, criterion_save, &(struct criterion_input){ .call = f->call, .label = text_format(f->arena, "Critère %d", i) });
	int64_t last = f->made.id;
	must_refuse(f, ERROR_RULE, criterion_save, &(struct criterion_input){ .call = f->call, .label = text("De trop") });
	for (int64_t id = last; id > last - (CRITERIA_MAX - CRITERIA); id--)
		must(f, criterion_remove, &(struct criterion_target){ id, f->call, false });
	assert_true(mark(f, 0, 0, 3, 4));
	must_refuse(f, ERROR_RULE, criterion_save, &(struct criterion_input){ .call = f->call, .label = text("Trop tard") });
	must_refuse(f, ERROR_RULE, criterion_remove, &(struct criterion_target){ f->criteria[0], f->call, false });
	must_refuse(f, ERROR_RULE, criterion_move, &(struct criterion_target){ f->criteria[0], f->call, false });
}

static void jurors_mark_every_criterion(void **state)
{
	struct fixture *f = *state;
	assert_true(mark(f, 0, 0, 3, 4));
	assert_true(mark(f, 1, 0, 0, 4));
	assert_int_equal(standing(f, 0)->score.sum, 11);
	assert_true(mark(f, 1, 0, 1, 1)); /* saved again: replaced */
	assert_int_equal(standing(f, 0)->score.sum, 9);
	assert_int_equal(standing(f, 0)->score.n, 4);
	assert_int_equal(standing(f, 0)->low.sum, 2);
	assert_false(mark(f, 0, 1, 5, 0));
	assert_int_equal(f->err.code, ERROR_INPUT);
	assert_false(mark(f, 0, 1, 0, -1));
	struct mark_input one = { f->criteria[0], 2 };
	must_refuse(f, ERROR_INPUT, review_save, &(struct review_input){ f->applications[1], f->jurors[0], &one, 1, NO_TEXT });
	assert_int_equal(standing(f, 1)->readings, 0);
	must_refuse(f, ERROR_MISSING, review_save, &(struct review_input){ f->applications[1], f->facilitator, &one, 1, NO_TEXT });
	assert_int_equal(reading_next(reading(f), f->call, f->jurors[0], 0), f->applications[1]);
	clock_set(at("2021-03-12T23:50")); /* the call is still open, however long this takes */
	assert_false(mark(f, 0, 1, 2, 2));
	assert_int_equal(f->err.code, ERROR_RULE);
}

static void a_recusal_erases_and_shuts(void **state)
{
	struct fixture *f = *state;
	assert_true(mark(f, 0, 0, 4, 4));
	assert_true(mark(f, 1, 0, 1, 1));
	struct recusal_input in = { f->applications[0], f->jurors[0], text(" ") };
	must_refuse(f, ERROR_INPUT, recusal_declare, &in);
	in.reason = text("Ma sœur y est élue.");
	must(f, recusal_declare, &in);
	must(f, recusal_declare, &in); /* again: no error */
	assert_int_equal(standing(f, 0)->score.sum, 2);
	assert_int_equal(standing(f, 0)->recusals, 1);
	assert_false(mark(f, 0, 0, 4, 4));
	assert_int_equal(f->err.code, ERROR_RULE);
	struct viewer juror = { .person = f->jurors[0], .cycle = f->cycle, .roles = ROLE_JUROR };
	struct application *a = application_by_id(reading(f), f->arena, f->applications[0]);
	assert_int_equal(application_reach(reading(f), f->arena, &juror, a), 0);
	must(f, recusal_lift, &in);
	assert_int_equal(application_reach(reading(f), f->arena, &juror, a), REACH_READ);
	must_refuse(f, ERROR_MISSING, recusal_lift, &in);
	assert_true(mark(f, 0, 0, 4, 4));
}

static void the_waiting_list_moves(void **state)
{
	struct fixture *f = *state;
	for (size_t i = 0; i < APPLICATIONS; i++)
		assert_true(mark(f, 0, i, 4, 4 - (int64_t)i % 5));
	for (size_t i = 0; i < 4; i++)
		choose(f, i, "waiting", 0);
	assert_int_equal(standing(f, 3)->rank, 4);
	choose(f, 3, "waiting", 1); /* up: before the one that was first */
	assert_int_equal(standing(f, 3)->rank, 1);
	assert_int_equal(standing(f, 0)->rank, 2);
	choose(f, 3, "waiting", 3); /* down: after the one that was third */
	assert_int_equal(standing(f, 3)->rank, 3);
	assert_int_equal(standing(f, 1)->rank, 2);
	choose(f, 0, "", 0);
	assert_int_equal(standing(f, 1)->rank, 1);
	assert_text(standing(f, 0)->outcome, "");
	struct choice_input unknown = { f->applications[0], text("peut-être"), 0 };
	must_refuse(f, ERROR_MISSING, choice_set, &(struct choices_input){ f->call, &unknown, 1 });
	must(f, choice_propose, &(struct proposal_input){ f->call, 1 });
	assert_text(standing(f, 0)->outcome, "selected");
	assert_text(standing(f, 1)->outcome, "selected");
	assert_text(standing(f, 2)->outcome, "waiting");
	assert_text(standing(f, 3)->outcome, "selected");
	assert_text(standing(f, 4)->outcome, "refused");
}

static void letters_know_their_words(void **state)
{
	struct fixture *f = *state;
	struct letter_input in = { f->call, text("selected"), text("{cycle}"), text("{territoire}") };
	must_refuse(f, ERROR_INPUT, letter_save, &in);
	assert_text(f->err.name, "territoire");
	in.body = text("Rang {rank}");
	must_refuse(f, ERROR_INPUT, letter_save, &in);
	in.body = text("{territory} { et rien d'autre");
	must(f, letter_save, &in);
	in.outcome = text("waiting");
	in.body = text("Rang {rank}");
	must(f, letter_save, &in);
	struct letter_facts facts = { text("Vimy {cycle}"), text("Vers demain"), 3 };
	/* What is put in is not read again. */
	assert_text(letter_fill(f->arena, text("{territory}, {rank} : {cycle} {"), &facts), "Vimy {cycle}, 3 : Vers demain {");
	struct text paragraphs[LETTER_PARAGRAPHS] = { { 0 } };
	letter_paragraphs(f->arena, text("\r\nUn,\r\ndeux.\r\n\r\n\r\nTrois.\n"), paragraphs);
	assert_text(paragraphs[0], "Un,\ndeux.");
	assert_text(paragraphs[1], "Trois.");
	assert_text(paragraphs[2], "");
	letter_paragraphs(f->arena, text("1\n\n2\n\n3\n\n4\n\n5\n\n6\n\n7\n\n8\n\n9\n\n10\n\n11\n\n12\n\n13"), paragraphs);
	assert_text(paragraphs[11], "12\n\n13");
}

static void a_decision_lacks_nothing(void **state)
{
	struct fixture *f = *state;
	struct decision_input in = { &app, f->call, f->facilitator };
	must_refuse(f, ERROR_RULE, decide, &in);
	assert_int_equal(f->err.n, APPLICATIONS);
	make_choice(f);
	must_refuse(f, ERROR_RULE, decide, &in); /* no letter */
	write_letters(f);
	clock_set(at("2021-03-12T23:50"));
	must_refuse(f, ERROR_RULE, decide, &in);
	clock_set(at("2021-04-23T10:00"));
	for (size_t i = 0; i < APPLICATIONS; i++)
		choose(f, i, "refused", 0);
	must_refuse(f, ERROR_RULE, decide, &in); /* nobody is kept */
	assert_int_equal(db_int(reading(f), &mails_kept, BIND_NONE), 0);
	assert_int_equal(members_of(reading(f), f->arena, f->cycle).n, 0);
}

static void a_decision_is_taken_once(void **state)
{
	struct fixture *f = *state;
	assert_true(mark(f, 0, 0, 3, 4));
	must(f, recusal_declare, &(struct recusal_input){ f->applications[1], f->jurors[1], text("Un \"lien\"\nfort.") });
	take_decision(f);
	struct text hash = f->made.name;
	must_refuse(f, ERROR_CONFLICT, decide, &(struct decision_input){ &app, f->call, f->facilitator });
	/* One letter each, ten people. */
	assert_int_equal(db_int(reading(f), &mails_kept, BIND_NONE), 2 * APPLICATIONS);
	assert_int_equal(db_int(reading(f), &mails_to, BIND("staff@corbie.example")), 1);
	assert_int_equal(letters_posted(reading(f), f->arena, f->cycle).queued, 2 * APPLICATIONS);
	struct rows rows = members_of(reading(f), f->arena, f->cycle);
	assert_int_equal(rows.n, 3);
	assert_int_equal(db_int(reading(f), &roles_of_member, BIND(((const struct member *)rows.at)->id)), 2);
	assert_text(application_by_id(reading(f), f->arena, f->applications[2])->outcome, "waiting");
	assert_int_equal(application_by_id(reading(f), f->arena, f->applications[2])->rank, 1);
	assert_int_equal(call_by_id(reading(f), f->arena, f->call)->decided.s, decision_of(reading(f), f->arena, f->call)->at.s);
	const struct decision *d = decision_of(reading(f), f->arena, f->call);
	assert_text(d->hash, text_z(f->arena, hash));
	assert_text(record_hash(f->arena, d->record), text_z(f->arena, hash));
	assert_true(text_find(d->record, text("\"portage-politique\": 3")) < d->record.n);
	assert_true(text_find(d->record, text("Un \\\"lien\\\"\\nfort.")) < d->record.n);
}

static void nothing_moves_after_a_decision(void **state)
{
	struct fixture *f = *state;
	take_decision(f);
	assert_false(mark(f, 0, 0, 1, 1));
	assert_int_equal(f->err.code, ERROR_RULE);
	struct recusal_input recusal = { f->applications[0], f->jurors[0], text("Lien.") };
	must_refuse(f, ERROR_RULE, recusal_declare, &recusal);
	must_refuse(f, ERROR_RULE, recusal_lift, &recusal);
	struct choice_input choice = { f->applications[4], text("selected"), 0 };
	must_refuse(f, ERROR_RULE, choice_set, &(struct choices_input){ f->call, &choice, 1 });
	must_refuse(f, ERROR_RULE, choice_propose, &(struct proposal_input){ f->call, 1 });
	must_refuse(f, ERROR_RULE, letter_save, &(struct letter_input){ f->call, text("selected"), text("x"), text("y") });
	must_refuse(f, ERROR_RULE, criterion_save, &(struct criterion_input){ .call = f->call, .label = text("Tard") });
}

static int64_t member_of(struct fixture *f, size_t application)
{
	struct rows rows = members_of(reading(f), f->arena, f->cycle);
	const struct member *m = rows.at;
	for (size_t i = 0; i < rows.n; i++)
		if (m[i].application == f->applications[application])
			return m[i].id;
	return 0;
}

static void a_territory_leaves_and_another_comes(void **state)
{
	struct fixture *f = *state;
	take_decision(f);
	clock_set(at("2021-11-15T11:30"));
	int64_t left = member_of(f, 1);
	struct withdrawal_input in = { .app = &app, .member = left, .by = f->facilitator, .reason = text("") };
	must_refuse(f, ERROR_INPUT, member_withdraw, &in);
	in.reason = text("Le poste est vacant.");
	in.day = day_make(2021, 11, 16);
	must_refuse(f, ERROR_INPUT, member_withdraw, &in);
	in.day = day_make(2021, 1, 1);
	must_refuse(f, ERROR_INPUT, member_withdraw, &in);
	in.day = day_make(2021, 11, 2);
	in.replacement = f->applications[4]; /* refused, not waiting: nothing of it is kept */
	must_refuse(f, ERROR_INPUT, member_withdraw, &in);
	assert_int_equal(member_by_id(reading(f), f->arena, left)->withdrawn.s, 0);
	assert_int_equal(db_int(reading(f), &roles_of_member, BIND(left)), 2);
	in.replacement = f->applications[2];
	must(f, member_withdraw, &in);
	const struct member *gone = member_by_id(reading(f), f->arena, left), *came = member_by_id(reading(f), f->arena, f->made.id);
	assert_int_equal(gone->withdrawn.s, at("2021-11-02T12:00").s);
	assert_int_equal(db_int(reading(f), &roles_of_member, BIND(left)), 0);
	assert_int_equal(came->replaces, left);
	assert_int_equal(db_int(reading(f), &roles_of_member, BIND(came->id)), 2);
	assert_int_equal(db_int(reading(f), &mails_to, BIND("elected@corbie.example")), 2); /* the letter, then this */
	assert_int_equal(letters_posted(reading(f), f->arena, f->cycle).queued, 2 * APPLICATIONS);
	assert_int_equal(waiting_of(reading(f), f->arena, f->call).n, 0);
	must_refuse(f, ERROR_CONFLICT, member_withdraw, &in);
	must_refuse(f, ERROR_INPUT, member_replace, &(struct replacement_input){ &app, left, f->applications[2] });
}

static void a_place_may_be_filled_later(void **state)
{
	struct fixture *f = *state;
	take_decision(f);
	int64_t left = member_of(f, 0);
	struct replacement_input in = { &app, left, f->applications[2] };
	must_refuse(f, ERROR_MISSING, member_replace, &in); /* they are still there */
	must(f, member_withdraw, &(struct withdrawal_input){ .app = &app, .member = left, .reason = text("Élections.") });
	assert_int_equal(f->made.id, 0);
	must(f, member_replace, &in);
	assert_int_equal(member_by_id(reading(f), f->arena, f->made.id)->replaces, left);
	struct rows rows = selected_of(reading(f), f->arena, f->call);
	assert_int_equal(rows.n, 4);
	int64_t late = 0;
	for (size_t i = 0; i < rows.n; i++)
		late += ((const struct selected *)rows.at)[i].joined.s != 0;
	assert_int_equal(late, 1);
}

static void two_versions_of_a_welcome(void **state)
{
	struct fixture *f = *state;
	struct text first = welcome_print(f->arena, NO_TEXT, NO_TEXT);
	must(f, welcome_save, &(struct welcome_input){ f->cycle, text("Bienvenue"), text("Charte"), first });
	must_refuse(f, ERROR_CONFLICT, welcome_save, &(struct welcome_input){ f->cycle, text("Salut"), text("Charte"), first });
	assert_text(cycle_by_id(reading(f), f->arena, f->cycle)->welcome, "Bienvenue");
	must(f, welcome_save, &(struct welcome_input){ f->cycle, text("Salut"), text("Charte"), NO_TEXT });
	assert_false(text_equal(welcome_print(f->arena, text("a"), text("bc")), welcome_print(f->arena, text("ab"), text("c"))));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
static const struct CMUnitTest tests[] = {
	TEST(a_grid_stays_once_used), TEST(jurors_mark_every_criterion), TEST(a_recusal_erases_and_shuts),
	TEST(the_waiting_list_moves), TEST(letters_know_their_words), TEST(a_decision_lacks_nothing),
	TEST(a_decision_is_taken_once), TEST(nothing_moves_after_a_decision), TEST(a_territory_leaves_and_another_comes),
	TEST(a_place_may_be_filled_later), TEST(two_versions_of_a_welcome),
};
RUN(tests)
