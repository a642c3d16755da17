/* What only PostgreSQL can do: transactions that cross, a server that goes away and comes back,
 * events between processes. */
#include "place.h"

#include "store/store.h"

#include "base/log.h"

#include <libpq-fe.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

STATEMENT(seats_taken, "SELECT count(*) FROM seat")
STATEMENT(seat_take, "INSERT INTO seat (who) VALUES ($1)", .params = "i")
STATEMENT(nap, "SELECT CAST(pg_sleep(0.005) AS text) <> 'x'")
STATEMENT(backend_end, "SELECT pg_terminate_backend(pg_backend_pid())")

static struct place place;
static struct store *store;
static struct arena *arena;

static int set_up(void **state)
{
	(void)state;
	place_make(&place);
	log_set(LOG_ERROR + 1);
	place_script(&place, "CREATE TABLE seat (id {id}, who {int} NOT NULL)");
	store = place_open(&place);
	arena = arena_new();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	store_close(store);
	place_remove(&place);
	arena_free(arena);
	return 0;
}

/* Ends every connection of the program under test. */
static void end_connections(void)
{
	PGconn *conn = PQconnectdb(getenv("CORDEE_POSTGRES"));
	PQclear(PQexec(
		conn,
		"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'cordee'"));
	PQfinish(conn);
	usleep(100000);
}

/* A rule over what others write: only a serializable transaction keeps it. The pause makes sure
 * that they cross. */
enum { SEATS = 10, PEOPLE = 60 };

static bool take_seat(struct db *tx, struct arena *a, const void *in, struct made *made,
                      struct error *err)
{
	(void)a;
	(void)made;
	if (db_int(tx, &seats_taken, BIND_NONE) >= SEATS)
		return error_rule(err, "complet");
	db_int(tx, &nap, BIND_NONE);
	db_run(tx, &seat_take, BIND(*(const int *)in));
	return true;
}

static atomic_int seated, refused, failed;

struct waiter {
	pthread_t thread;
	int number;
	bool relaxed;
	atomic_bool done;
};

static void answered(struct write *w)
{
	((struct waiter *)w->user)->done = true;
}

static void *want_seat(void *user)
{
	struct waiter *me = user;
	for (;;) {
		ARENA_SCOPED a = arena_new();
		struct write w = { .run = take_seat,
			           .in = &me->number,
			           .relaxed = me->relaxed,
			           .arena = a,
			           .done = answered,
			           .user = me };
		me->done = false;
		store_submit(store, &w);
		while (!me->done)
			usleep(500);
		if (w.ok || w.error.code == ERROR_RULE) {
			*(w.ok ? &seated : &refused) += 1;
			return NULL;
		}
		failed++;
	}
}

static void let_them_in(bool relaxed)
{
	struct waiter waiters[PEOPLE];
	seated = refused = failed = 0;
	for (int i = 0; i < PEOPLE; i++) {
		waiters[i] = (struct waiter){ .number = i, .relaxed = relaxed };
		pthread_create(&waiters[i].thread, NULL, want_seat, &waiters[i]);
	}
	for (int i = 0; i < PEOPLE; i++)
		pthread_join(waiters[i].thread, NULL);
	assert_int_equal(db_int(store_reader(store), &seats_taken, BIND_NONE), seated);
	assert_int_equal(refused, PEOPLE - seated);
	assert_int_equal(failed, 0); /* nobody is told to try again because of a crowd */
}

static void crossing_commands_keep_the_rule(void **state)
{
	(void)state;
	let_them_in(false);
	assert_int_equal(seated, SEATS);
}

/* The canary: with less, the rule is broken, and seen to be. */
static void less_would_break_the_rule(void **state)
{
	(void)state;
	let_them_in(true);
	assert_true(seated > SEATS);
}

static void a_lost_server_is_found_again(void **state)
{
	(void)state;
	struct error err = { 0 };
	for (int i = 0; i < 5; i++) {
		end_connections();
		if (!store_do(store, arena, take_seat, &i, NULL, &err))
			fail_msg("%s", err.detail);
		end_connections();
		assert_int_equal(db_int(store_reader(store), &seats_taken, BIND_NONE), i + 1);
		assert_false(db_failed(store_reader(store)));
	}
}

static int attempts;

static bool lose_server_once(struct db *tx, struct arena *a, const void *in, struct made *made,
                             struct error *err)
{
	if (attempts++ == 0)
		db_int(tx, &backend_end, BIND_NONE);
	return take_seat(tx, a, in, made, err);
}

static void a_command_cut_short_runs_again(void **state)
{
	(void)state;
	attempts = 0;
	assert_true(store_do(store, arena, lose_server_once, &(int){ 1 }, NULL, NULL));
	assert_int_equal(attempts, 2);
	assert_int_equal(db_int(store_reader(store), &seats_taken, BIND_NONE), 1);
}

/* The folder of the server's socket is reached by a link, which is taken away and put back. */
static void an_absent_server_is_told(void **state)
{
	(void)state;
	struct error err = { 0 };
	char target[200], address[600];
	const char *host = strstr(place.address, "host=") + strlen("host=");
	const char *link = place_path(&place, arena, "link");
	snprintf(target, sizeof target, "%.*s", (int)strcspn(host, "&"), host);
	assert_int_equal(symlink(target, link), 0);
	snprintf(address, sizeof address,
	         "postgresql://cordee@/postgres?host=%s&options=-csearch_path%%3D%s", link,
	         place.schema);
	struct store *far = store_open(address, &err);
	assert_non_null(far);
	assert_true(store_do(far, arena, take_seat, &(int){ 1 }, NULL, &err));
	assert_int_equal(db_int(store_reader(far), &seats_taken, BIND_NONE), 1);
	assert_int_equal(unlink(link), 0);
	end_connections();
	assert_false(store_do(far, arena, take_seat, &(int){ 2 }, NULL, &err));
	assert_int_equal(err.code, ERROR_FULL);
	struct db *db = store_reader(far);
	err = (struct error){ 0 };
	db_int(db, &seats_taken, BIND_NONE);
	assert_true(db_failed(db) && !db_error(db, &err) && err.code == ERROR_FULL);
	db_recover(db);
	assert_int_equal(symlink(target, link), 0);
	assert_true(store_do(far, arena, take_seat, &(int){ 3 }, NULL, NULL));
	assert_int_equal(db_int(db, &seats_taken, BIND_NONE), 2);
	store_close(far);
}

static void hear(void *user, struct text topic, struct text payload)
{
	atomic_int *heard = user;
	assert_text(topic, "ideas:12");
	assert_text(payload, "é\n|");
	++*heard;
}

static bool say(struct db *tx, struct arena *a, const void *in, struct made *made,
                struct error *err)
{
	(void)a;
	(void)in;
	(void)made;
	(void)err;
	db_publish(tx, text("ideas:12"), text("é\n|"));
	return true;
}

static void wait_for(const atomic_int *heard, int n)
{
	for (int i = 0; i < 300 && *heard < n; i++)
		usleep(10000);
}

static void events_reach_the_others(void **state)
{
	(void)state;
	enum { MANY = 300 };
	atomic_int here = 0, there = 0;
	struct store *other = place_open(&place);
	store_on_event(store, hear, &here);
	store_on_event(other, hear, &there);
	usleep(300000); /* it begins to listen */
	assert_true(store_do(store, arena, say, NULL, NULL, NULL));
	wait_for(&there, 1);
	usleep(300000);
	assert_int_equal(here, 1);
	assert_int_equal(there, 1);
	/* Many changes of one thing are one piece of news. */
	for (int i = 0; i < MANY; i++)
		assert_true(store_do(store, arena, say, NULL, NULL, NULL));
	wait_for(&there, 2);
	usleep(300000);
	assert_int_equal(here, 1 + MANY);
	assert_true(there > 1 && there < 1 + MANY / 5);
	/* And after the server was away. */
	end_connections();
	usleep(1500000);
	int before = there;
	assert_true(store_do(store, arena, say, NULL, NULL, NULL));
	wait_for(&there, before + 1);
	assert_int_equal(there, before + 1);
	store_close(other);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
static const struct CMUnitTest tests[] = {
	CASE(crossing_commands_keep_the_rule), CASE(less_would_break_the_rule),
	CASE(a_lost_server_is_found_again),    CASE(a_command_cut_short_runs_again),
	CASE(an_absent_server_is_told),        CASE(events_reach_the_others),
};
RUN(tests)
