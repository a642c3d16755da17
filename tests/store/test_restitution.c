/* The restitution by its commands: when people may register, the capacity under a crowd, the waiting
 * list that moves by itself, cancelling, telling, sheets. Run once for each engine. */
#include "peers.h"

#include "base/time.h"
#include "people/token.h"
#include "restitution/restitution.h"
#include "restitution/restitution_mails.h"
#include "restitution/restitution_rules.h"
#include "restitution/restitution_store.h"
#include "restitution/sheet_store.h"
#include "store/search.h"

#include <pthread.h>
#include <stdlib.h>

static const struct app app = { .settings = { .base_url = T("https://cordee.example"), .centre = T("Centre") }, .secret = "s" };

static struct restitution_input event(int64_t capacity)
{
	return (struct restitution_input){ .app = &app, .cycle = CYCLE, .title = text("Restitution"), .summary = text("Une journée."),
		                           .body = text("Programme"), .starts = at("2021-10-01T09:30"), .ends = at("2021-10-01T16:30"),
		                           .opens = at("2021-09-13T09:00"), .place = text("La Halle"), .address = text("1 rue"),
		                           .capacity = capacity };
}

/* An event of that many places, published; registration has been open for an hour. */
static void opened(struct peers *f, int64_t capacity)
{
	struct restitution_input in = event(capacity);
	must(f, restitution_save, &in);
	struct restitution_publication publication = { CYCLE, 1 };
	must(f, restitution_publish, &publication);
}

static struct registration_input person(const char *email)
{
	return (struct registration_input){ .app = &app, .cycle = CYCLE, .name = text("Ada"), .email = text_of(email),
		                            .organisation = text("Mairie") };
}

static int64_t registers(struct peers *f, const char *email)
{
	struct registration_input in = person(email);
	must(f, registration_add, &in);
	return f->made.id;
}

static struct restitution *now(struct peers *f)
{
	return restitution_of(store_reader(f->store), f->arena, CYCLE);
}

static struct registration *of(struct peers *f, int64_t id)
{
	return registration_by_id(store_reader(f->store), f->arena, id);
}

static void cancels(struct peers *f, const char *email)
{
	struct registration_cancellation in = { .app = &app,
		                                .token = registration_token(f->arena, &app, now(f)->id, text_of(email)).plain };
	must(f, registration_cancel, &in);
}

static int64_t mails(struct peers *f, const char *like)
{
	const char *sql = text_z(f->arena, text_format(f->arena, "SELECT count(*) FROM outbox WHERE key LIKE '%s'", like));
	return count_of(f, sql);
}

static void doors_in_time(void **state)
{
	(void)state;
	struct restitution e = { .opens = at("2021-09-13T09:00"), .starts = at("2021-10-01T09:30"), .ends = at("2021-10-01T16:30"),
		                 .capacity = 2, .registered = 1 };
	struct error err = { 0 };
	assert_int_equal(entrance_of(&e, at("2021-09-13T08:59")), ENTRANCE_EARLY);
	assert_int_equal(entrance_of(&e, at("2021-09-13T09:00")), ENTRANCE_OPEN);
	e.registered = 2;
	assert_int_equal(entrance_of(&e, at("2021-09-13T09:00")), ENTRANCE_WAITING);
	assert_int_equal(entrance_of(&e, at("2021-10-01T09:30")), ENTRANCE_BEGUN);
	assert_int_equal(entrance_of(&e, at("2021-10-01T16:30")), ENTRANCE_OVER);
	assert_true(registration_fits(&e, at("2021-10-01T09:29"), &err));
	assert_false(registration_fits(&e, at("2021-10-01T09:30"), &err));
	e.registered = 3;
	assert_int_equal(places_exceeded(&e), 1);
	assert_int_equal(places_free(&e), 0);
	e.registered = 0, e.waiting = 1;
	assert_int_equal(places_to_give(&e, at("2021-09-30T09:30")), 1); /* no more than who waits */
	assert_int_equal(places_to_give(&e, at("2021-10-01T09:30")), 0);
}

static void an_event_holds_together(void **state)
{
	struct peers *f = *state;
	struct restitution_input in = event(0);
	refused(f, restitution_save, &in, ERROR_INPUT, "capacity");
	in = event(2);
	in.ends = in.starts;
	refused(f, restitution_save, &in, ERROR_INPUT, "ends");
	in = event(2);
	in.opens = in.starts;
	refused(f, restitution_save, &in, ERROR_INPUT, "opens");
	in = event(2);
	in.cycle = 99;
	refused(f, restitution_save, &in, ERROR_MISSING, NULL);
	in = event(2);
	in.version = 1;
	refused(f, restitution_save, &in, ERROR_CONFLICT, NULL);
	in.version = 0;
	must(f, restitution_save, &in);
	refused(f, restitution_save, &in, ERROR_CONFLICT, NULL); /* someone else has just made it */
	struct registration_input early = person("a@x.example");
	refused(f, registration_add, &early, ERROR_MISSING, NULL); /* not published */
	struct restitution_publication publication = { OTHER_CYCLE, 1 };
	refused(f, restitution_publish, &publication, ERROR_MISSING, NULL);
}

static void registering_in_time(void **state)
{
	struct peers *f = *state;
	clock_set(at("2021-09-13T08:59"));
	opened(f, 2);
	struct registration_input in = person("a@x.example");
	refused(f, registration_add, &in, ERROR_RULE, NULL);
	assert_int_equal(f->err.date.s, at("2021-09-13T09:00").s);
	clock_set(at("2021-09-13T10:00"));
	int64_t id = registers(f, "a@x.example");
	clock_set(at("2021-10-01T09:31"));
	in = person("b@x.example");
	refused(f, registration_add, &in, ERROR_RULE, NULL);
	struct registration_cancellation out = { .app = &app, .cycle = CYCLE, .id = id };
	refused(f, registration_cancel, &out, ERROR_RULE, NULL);
	assert_text(of(f, id)->state, "registered");
}

static void the_list_moves(void **state)
{
	struct peers *f = *state;
	opened(f, 2);
	int64_t a = registers(f, "a@x.example"), b = registers(f, "b@x.example");
	int64_t c = registers(f, "c@x.example"), d = registers(f, "d@x.example"), e = registers(f, "e@x.example");
	assert_text(of(f, b)->state, "registered");
	assert_int_equal(of(f, c)->rank, 1);
	assert_int_equal(of(f, e)->rank, 3);
	cancels(f, "d@x.example"); /* who waits and leaves frees no place */
	assert_text(of(f, c)->state, "waiting");
	assert_int_equal(of(f, e)->rank, 2);
	cancels(f, "a@x.example");
	assert_text(of(f, c)->state, "registered");
	assert_text(of(f, e)->state, "waiting");
	assert_int_equal(now(f)->registered, 2);
	assert_int_equal(mails(f, "%:admitted:%"), 1);
	cancels(f, "a@x.example"); /* twice frees no second place */
	assert_int_equal(now(f)->registered, 2);
	assert_int_equal(mails(f, "%:cancelled:%"), 2);
	clock_set(at("2021-09-14T10:00"));
	assert_int_equal(registers(f, "a@x.example"), a); /* back, at the end */
	assert_int_equal(of(f, a)->rank, 2);
	assert_int_equal(of(f, a)->sequence, 2);
	assert_int_equal(registers(f, "D@X.example"), d);
	struct rows all = registrations_of(store_reader(f->store), f->arena, now(f)->id);
	const struct registration *rows = all.at;
	assert_int_equal(all.n, 5);
	assert_int_equal(rows[2].id, e);
	assert_int_equal(rows[3].rank, 2);
}

static void capacity_changes(void **state)
{
	struct peers *f = *state;
	opened(f, 1);
	static const char *const emails[] = { "a@x.example", "b@x.example", "c@x.example", "d@x.example" };
	int64_t ids[4];
	for (size_t i = 0; i < 4; i++)
		ids[i] = registers(f, emails[i]);
	struct restitution_input in = event(3);
	in.version = 1;
	must(f, restitution_save, &in);
	assert_int_equal(now(f)->registered, 3);
	assert_text(of(f, ids[2])->state, "registered");
	assert_int_equal(of(f, ids[3])->rank, 1);
	in.version = 2;
	in.capacity = 1; /* nobody is thrown out */
	must(f, restitution_save, &in);
	assert_int_equal(now(f)->registered, 3);
	assert_int_equal(places_exceeded(now(f)), 2);
	cancels(f, "a@x.example");
	cancels(f, "b@x.example");
	assert_int_equal(now(f)->registered, 1);
	assert_text(of(f, ids[3])->state, "waiting");
	cancels(f, "c@x.example");
	assert_text(of(f, ids[3])->state, "registered");
}

static void twice_is_told_once_a_day(void **state)
{
	struct peers *f = *state;
	opened(f, 1);
	int64_t id = registers(f, "a@x.example");
	struct registration_input in = person("A@X.example");
	in.name = text("Quelqu'un d'autre");
	for (int i = 0; i < 3; i++)
		must(f, registration_add, &in);
	assert_int_equal(f->made.id, id);
	assert_text(of(f, id)->name, "Ada"); /* a stranger changes nothing */
	assert_int_equal(now(f)->registered, 1);
	assert_int_equal(mails(f, "%:again:%"), 1);
	clock_set(at("2021-09-14T10:00"));
	must(f, registration_add, &in);
	assert_int_equal(mails(f, "%:again:%"), 2);
}

static void only_their_own(void **state)
{
	struct peers *f = *state;
	opened(f, 2);
	int64_t id = registers(f, "a@x.example");
	struct registration_cancellation in = { .app = &app, .cycle = OTHER_CYCLE, .id = id };
	refused(f, registration_cancel, &in, ERROR_MISSING, NULL);
	in = (struct registration_cancellation){ .app = &app, .token = token_new(f->arena).plain };
	refused(f, registration_cancel, &in, ERROR_MISSING, NULL);
	in.token = text("abc");
	refused(f, registration_cancel, &in, ERROR_MISSING, NULL);
	in = (struct registration_cancellation){ .app = &app, .cycle = CYCLE, .id = id };
	must(f, registration_cancel, &in);
	assert_int_equal(mails(f, "%:removed:%"), 1);
	int64_t tokens = count_of(f, "SELECT count(*) FROM registration WHERE length(token) = 64");
	assert_int_equal(tokens, 1);
	struct token token = registration_token(f->arena, &app, now(f)->id, text("a@x.example"));
	assert_null(registration_by_token(store_reader(f->store), f->arena, token.plain)); /* only its hash is kept */
	assert_non_null(registration_by_token(store_reader(f->store), f->arena, token.hash));
}

static void a_move_is_told(void **state)
{
	struct peers *f = *state;
	opened(f, 1);
	registers(f, "a@x.example");
	registers(f, "b@x.example");
	registers(f, "c@x.example");
	cancels(f, "c@x.example");
	struct restitution_input in = event(1);
	in.version = 1;
	in.tell = true;
	in.title = text("Autre titre");
	must(f, restitution_save, &in); /* words alone tell nobody */
	assert_int_equal(now(f)->sequence, 0);
	in.version = 2;
	in.place = text("Le Marché");
	must(f, restitution_save, &in);
	assert_int_equal(now(f)->sequence, 1);
	assert_int_equal(mails(f, "%:moved:1"), 2);
	assert_int_equal(count_of(f, "SELECT count(*) FROM outbox WHERE key LIKE '%:moved:1' AND calendar LIKE '%SEQUENCE:1%'"), 1);
	in.version = 3;
	in.tell = false;
	in.starts.s += 3600;
	must(f, restitution_save, &in);
	assert_int_equal(now(f)->sequence, 2);
	assert_int_equal(mails(f, "%:moved:%"), 2);
}

static void erased_people_get_no_mail(void **state)
{
	struct peers *f = *state;
	opened(f, 1);
	int64_t id = registers(f, "a@x.example");
	place_script(&f->place, "UPDATE registration SET email = 'effacee-' || CAST(id AS text);");
	int64_t before = mails(f, "%");
	struct registration_cancellation in = { .app = &app, .cycle = CYCLE, .id = id };
	must(f, registration_cancel, &in);
	assert_int_equal(mails(f, "%"), before);
}

static void what_is_public_is_found(void **state)
{
	struct peers *f = *state;
	struct db *db = store_reader(f->store);
	int64_t found;
	opened(f, 1);
	search_find(db, f->arena, text("programme"), 0, 10, &found);
	assert_int_equal(found, 1);
	struct restitution_publication publication = { CYCLE, 0 };
	must(f, restitution_publish, &publication);
	search_find(db, f->arena, text("programme"), 0, 10, &found);
	assert_int_equal(found, 0);
	publication.published = 1;
	must(f, restitution_publish, &publication);
	registers(f, "a@x.example");
	publication.published = 0;
	refused(f, restitution_publish, &publication, ERROR_RULE, NULL); /* their link must lead somewhere */
}

static struct sheet_input sheet(const struct peer *who, int64_t version, bool published)
{
	return (struct sheet_input){ .cycle = CYCLE, .member = VIMY, .own = who->member, .facilitates = facilitates(who),
		                     .version = version, .intro = text("Nous avons **planté**."), .published = published };
}

static void sheets(void **state)
{
	struct peers *f = *state;
	struct db *db = store_reader(f->store);
	int64_t found;
	struct sheet_input in = sheet(&gregory, 0, true);
	refused(f, sheet_save, &in, ERROR_MISSING, NULL);
	in = sheet(&expert, 0, true);
	refused(f, sheet_save, &in, ERROR_MISSING, NULL);
	in = sheet(&fanny, 0, true);
	in.member = ELSEWHERE;
	refused(f, sheet_save, &in, ERROR_MISSING, NULL);
	in = sheet(&bruno, 0, true);
	in.intro = text(" ");
	refused(f, sheet_save, &in, ERROR_INPUT, "intro");
	in = sheet(&bruno, 0, false);
	must(f, sheet_save, &in);
	assert_int_equal(sheet_of(db, f->arena, VIMY)->published.s, 0);
	search_find(db, f->arena, text("planté"), 0, 10, &found);
	assert_int_equal(found, 0);
	refused(f, sheet_save, &in, ERROR_CONFLICT, NULL);
	in = sheet(&nathalie, 1, true);
	must(f, sheet_save, &in);
	int64_t since = sheet_of(db, f->arena, VIMY)->published.s;
	search_find(db, f->arena, text("planté"), 0, 10, &found);
	assert_int_equal(found, 1);
	clock_set(at("2021-09-20T10:00"));
	in = sheet(&fanny, 2, true);
	must(f, sheet_save, &in);
	assert_int_equal(sheet_of(db, f->arena, VIMY)->published.s, since);
	in = sheet(&bruno, 3, false);
	must(f, sheet_save, &in);
	search_find(db, f->arena, text("planté"), 0, 10, &found);
	assert_int_equal(found, 0);
	const struct sheet_line *lines = sheet_lines(db, f->arena, CYCLE).at;
	assert_text(lines[0].territory, "Corbie");
	assert_text(lines[2].territory, "Vimy");
}

static void what_a_sheet_leaves_out(void **state)
{
	struct peers *f = *state;
	place_script(&f->place,
	             "INSERT INTO cap (cycle, member, title, audience, reached, evidence, created) VALUES"
	             " (1, 1, 'Passé', 2, 18800, 'x', 1), (1, 1, 'Visé', 2, NULL, '', 1), (1, 1, 'Public', 3, 18800, 'x', 1);"
	             "INSERT INTO action (cycle, member, title, audience, created, updated) VALUES (1, 1, 'À nous', 1, 1, 1),"
	             " (1, 2, 'À Ronchin', 1, 1, 1);"
	             "INSERT INTO blocker (cycle, member, person, title, body, audience, created, active) VALUES"
	             " (1, 1, 2, 'Ouvert', '', 2, 1, 1);");
	struct rows rows = kept_items_of(store_reader(f->store), f->arena, VIMY);
	const struct kept_item *kept = rows.at;
	assert_int_equal(rows.n, 2);
	assert_text(kept[0].title, "À nous");
	assert_text(kept[1].title, "Passé");
	assert_int_equal(kept[0].audience, AUDIENCE_PAIR);
}

/* A crowd at the opening: as many commands at once, each as the page sends it. */
enum { CROWD = 100, PLACES = 30 };
struct crowd {
	pthread_mutex_t lock;
	pthread_cond_t done;
	size_t answered, refused;
};

static void answered(struct write *w)
{
	struct crowd *crowd = w->user;
	pthread_mutex_lock(&crowd->lock);
	crowd->refused += !w->ok;
	crowd->answered++;
	pthread_cond_signal(&crowd->done);
	pthread_mutex_unlock(&crowd->lock);
}

static void together(struct peers *f, command_fn *command, void *const inputs[CROWD])
{
	struct crowd crowd = { .lock = PTHREAD_MUTEX_INITIALIZER, .done = PTHREAD_COND_INITIALIZER };
	struct write *writes = calloc(CROWD, sizeof *writes);
	assert_non_null(writes);
	for (size_t i = 0; i < CROWD; i++)
		writes[i] = (struct write){ .run = command, .in = inputs[i], .relaxed = true, .arena = arena_new(), .done = answered,
			                    .user = &crowd };
	for (size_t i = 0; i < CROWD; i++)
		store_submit(f->store, &writes[i]);
	pthread_mutex_lock(&crowd.lock);
	while (crowd.answered < CROWD)
		pthread_cond_wait(&crowd.done, &crowd.lock);
	pthread_mutex_unlock(&crowd.lock);
	for (size_t i = 0; i < CROWD; i++)
		arena_free(writes[i].arena);
	free(writes);
	assert_int_equal(crowd.refused, 0);
}

static void a_crowd_never_exceeds_the_capacity(void **state)
{
	struct peers *f = *state;
	opened(f, PLACES);
	void *inputs[CROWD];
	struct text emails[CROWD];
	for (size_t i = 0; i < CROWD; i++) {
		emails[i] = text_format(f->arena, "p%zu@x.example", i);
		struct registration_input in = person("");
		in.email = emails[i];
		inputs[i] = arena_copy(f->arena, &in, sizeof in);
	}
	together(f, registration_add, inputs);
	assert_int_equal(now(f)->registered, PLACES);
	assert_int_equal(now(f)->waiting, CROWD - PLACES);
	assert_int_equal(mails(f, "%:registered:%"), PLACES);
	assert_int_equal(mails(f, "%:waiting:%"), CROWD - PLACES);

	/* The same people all leave at once, each twice as likely to cross another's promotion. */
	for (size_t i = 0; i < CROWD; i++) {
		struct registration_cancellation out = {
			.app = &app, .token = registration_token(f->arena, &app, now(f)->id, emails[i / 2]).plain
		};
		inputs[i] = arena_copy(f->arena, &out, sizeof out);
	}
	together(f, registration_cancel, inputs);
	assert_int_equal(count_of(f, "SELECT count(*) FROM registration WHERE state = 'cancelled'"), CROWD / 2);
	assert_int_equal(now(f)->registered, PLACES);
	assert_int_equal(now(f)->waiting, CROWD / 2 - PLACES);
}

#define CHECKED(test) cmocka_unit_test_setup_teardown(test, peers_set_up, peers_tear_down)
static const struct CMUnitTest tests[] = {
	cmocka_unit_test(doors_in_time),   CHECKED(an_event_holds_together),   CHECKED(registering_in_time),
	CHECKED(the_list_moves),           CHECKED(capacity_changes),          CHECKED(twice_is_told_once_a_day),
	CHECKED(only_their_own),           CHECKED(a_move_is_told),            CHECKED(erased_people_get_no_mail),
	CHECKED(what_is_public_is_found),  CHECKED(sheets),                    CHECKED(what_a_sheet_leaves_out),
	CHECKED(a_crowd_never_exceeds_the_capacity),
};
RUN(tests)
