/* What the program does by itself: the weekly digest, to the right people and once; what is
 * forgotten, and when. Run once for each engine. The fixture's clock says a Monday, 10 h. */
#include "peers.h"

#include "exchange/exchange.h"
#include "roadmap/roadmap.h"
#include "store/files.h"
#include "upkeep/upkeep.h"

static const struct app app = { .settings = { .base_url = T("https://x.example"), .centre = T("Centre") } };

static void round_now(struct peers *f)
{
	struct app here = app;
	struct error err = { 0 };
	here.store = f->store;
	here.files = files_open(place_path(&f->place, f->arena, "files"), &err);
	assert_non_null(here.files);
	if (!upkeep_round(&here, f->arena, &err))
		fail_msg("%s", err.detail);
	files_close(here.files);
}

static void open_blocker(struct peers *f, const struct peer *who, int64_t audience, const char *title)
{
	struct blocker_input in = { .cycle = CYCLE, .person = who->person, .member = who->member, .audience = audience,
		                    .title = text_of(title), .body = text("Nous tournons en rond."), .topic = text("Temps") };
	must(f, blocker_open, &in);
}

static int64_t digests(struct peers *f)
{
	return count_of(f, "SELECT count(*) FROM outbox WHERE kind = 'digest'");
}

static void nothing_new_no_mail(void **state)
{
	struct peers *f = *state;
	round_now(f);
	assert_int_equal(digests(f), 0);
	assert_int_equal(count_of(f, "SELECT count(*) FROM job WHERE kind = 'digest'"), 1);
}

static void the_week_is_told_once_to_those_concerned(void **state)
{
	struct peers *f = *state;
	clock_set(at("2021-09-09T10:00")); /* Thursday */
	open_blocker(f, &nathalie, AUDIENCE_COHORT, "Toujours les mêmes quarante");
	open_blocker(f, &nathalie, AUDIENCE_PAIR, "Un désaccord entre nous deux");
	struct action_input action = { .cycle = CYCLE, .member = VIMY, .person = NATHALIE, .own = VIMY, .owner = NATHALIE,
		                       .audience = AUDIENCE_PAIR, .title = text("Appeler dix parents"), .due = day_make(2021, 9, 20) };
	must(f, action_save, &action);
	round_now(f);
	assert_int_equal(digests(f), 0); /* not a Monday */
	clock_set(at("2021-09-13T06:59"));
	round_now(f);
	assert_int_equal(digests(f), 0); /* too early */
	clock_set(at("2021-09-13T07:00"));
	round_now(f);
	round_now(f);
	/* Facilitator, two pairs, expert; neither the juror nor the other cycle. */
	assert_int_equal(digests(f), 6);
	assert_int_equal(count_of(f, "SELECT count(*) FROM outbox WHERE plain LIKE '%mêmes quarante (Vimy)%'"), 6);
	assert_int_equal(count_of(f, "SELECT count(*) FROM outbox WHERE plain LIKE '%désaccord%'"), 3);
	assert_int_equal(count_of(f, "SELECT count(*) FROM outbox WHERE plain LIKE '%dix parents%'"), 2);
	assert_int_equal(count_of(f, "SELECT count(*) FROM outbox WHERE recipient = 'gregory@ronchin.example' "
	                             "AND plain LIKE '%désaccord%'"), 0);
}

static void who_declined_is_left_in_peace(void **state)
{
	struct peers *f = *state;
	place_script(&f->place, "UPDATE person SET digest = 0 WHERE id <> 5; UPDATE person SET lang = 'en' WHERE id = 5;");
	open_blocker(f, &nathalie, AUDIENCE_COHORT, "Qui garde les enfants ?");
	round_now(f);
	assert_int_equal(digests(f), 1);
	assert_int_equal(count_of(f, "SELECT count(*) FROM outbox WHERE recipient = 'olga@ronchin.example' "
	                             "AND plain LIKE '%New blockers%'"), 1);
}

/* What is old goes, what is not stays. 1600000000 is 2020-09-13, a year before the clock. */
static void what_was_kept_long_enough_goes(void **state)
{
	struct peers *f = *state;
	place_script(&f->place,
	    "INSERT INTO magic_link (token, email, created, expires) VALUES ('old', 'a@x', 1, 2), ('new', 'a@x', 1, 9999999999);"
	    "INSERT INTO login (token, person, created, seen, expires) VALUES ('old', 2, 1, 1, 2), ('new', 2, 1, 9999999999, 9999999999);"
	    "INSERT INTO once (key, at, id, name) VALUES ('old', 1, 1, ''), ('new', 9999999999, 1, '');"
	    "INSERT INTO outbox (key, kind, recipient, subject, plain, html, created, next_try) VALUES"
	    " ('old', 'reply', 'a@x', '', '', '', 1590000000, 1), ('new', 'reply', 'a@x', '', '', '', 1620000000, 1);"
	    "INSERT INTO restitution (id, cycle, title, starts, ends, capacity, opens, created) VALUES"
	    " (1, 1, 'R', 1, 1620000000, 10, 1, 1), (2, 2, 'S', 1, 1631000000, 10, 1, 1);"
	    "INSERT INTO registration (restitution, name, email, organisation, state, token, at, changed) VALUES"
	    " (1, 'Ancienne', 'a@x', 'Mairie', 'registered', 't1', 1, 1), (2, 'Récente', 'a@x', 'Mairie', 'registered', 't2', 1, 1);");
	round_now(f);
	assert_int_equal(count_of(f, "SELECT count(*) FROM magic_link"), 1);
	assert_int_equal(count_of(f, "SELECT count(*) FROM login"), 1);
	assert_int_equal(count_of(f, "SELECT count(*) FROM once WHERE key IN ('old', 'new')"), 1);
	assert_int_equal(count_of(f, "SELECT count(*) FROM outbox WHERE key IN ('old', 'new')"), 1);
	assert_int_equal(count_of(f, "SELECT count(*) FROM registration"), 2);
	assert_int_equal(count_of(f, "SELECT count(*) FROM registration WHERE name = 'Récente'"), 1);
	assert_int_equal(count_of(f, "SELECT count(*) FROM registration WHERE email = 'a@x' OR organisation <> ''"), 1);
}

/* A call decided in 2019: what was refused goes, what was selected stays. */
static void old_refusals_lose_their_content(void **state)
{
	struct peers *f = *state;
	place_script(&f->place,
	    "INSERT INTO call (id, cycle, title, opens, closes, decided, created) VALUES (1, 1, 'A', 1, 2, 1560000000, 1);"
	    "INSERT INTO question (id, call, place, key, label, kind) VALUES (1, 1, 1, 'k', 'L', 'long');"
	    "INSERT INTO application (id, call, territory, author, saver, created, saved, outcome) VALUES"
	    " (1, 1, 1, 2, 2, 1, 1, 'selected'), (2, 1, 2, 4, 4, 1, 1, 'refused');"
	    "INSERT INTO applicant (application, side, email, name) VALUES (1, 'elected', 'a@x', 'A'), (2, 'elected', 'b@x', 'B'),"
	    " (2, 'staff', 'c@x', 'C');"
	    "INSERT INTO answer (application, question, value) VALUES (1, 1, 'gardé'), (2, 1, 'oublié');"
	    "INSERT INTO review (application, juror, comment, at) VALUES (1, 8, 'Solide', 1), (2, 8, 'Fragile', 1);");
	round_now(f);
	assert_int_equal(count_of(f, "SELECT count(*) FROM answer WHERE value = 'gardé'"), 1);
	assert_int_equal(count_of(f, "SELECT count(*) FROM answer"), 1);
	assert_int_equal(count_of(f, "SELECT count(*) FROM applicant WHERE email IN ('b@x', 'c@x') OR name IN ('B', 'C')"), 0);
	assert_int_equal(count_of(f, "SELECT count(*) FROM applicant WHERE name = 'A'"), 1);
	assert_int_equal(count_of(f, "SELECT count(*) FROM review WHERE comment <> ''"), 0);
}

static void accounts_asleep_for_two_years_are_erased(void **state)
{
	struct peers *f = *state;
	/* Stranger 7 has no role and never came back; the people of a running cycle stay. */
	round_now(f);
	assert_int_equal(count_of(f, "SELECT count(*) FROM person WHERE erased IS NOT NULL"), 1);
	assert_int_equal(count_of(f, "SELECT id FROM person WHERE erased IS NOT NULL"), 7);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, peers_set_up, peers_tear_down)
static const struct CMUnitTest tests[] = {
	CASE(nothing_new_no_mail),
	CASE(the_week_is_told_once_to_those_concerned),
	CASE(who_declined_is_left_in_peace),
	CASE(what_was_kept_long_enough_goes),
	CASE(old_refusals_lose_their_content),
	CASE(accounts_asleep_for_two_years_are_erased),
};
RUN(tests)
