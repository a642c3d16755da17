/* kill -9 in the middle of writes, on one engine: everything acknowledged is there, whole. The
 * canary: a program that acknowledges too early must be caught. */
#include "place.h"

#include "store/store.h"

#include "base/log.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* Two rows a command: half of one would show. */
STATEMENT(note_add, "INSERT INTO note (who) VALUES ($1), (-$1)", .params = "i")
STATEMENT(notes_of, "SELECT count(*) FROM note WHERE who IN {ids:$1}", .params = "l")
STATEMENT(
	halves,
	"SELECT count(*) FROM note n WHERE NOT EXISTS (SELECT 1 FROM note o WHERE o.who = -n.who)")

enum { CLIENTS = 16, ROUNDS = 12, MOST = 100000 };

static struct place place;

static int set_up(void **state)
{
	(void)state;
	place_make(&place);
	log_set(LOG_ERROR);
	place_script(&place, "CREATE TABLE note (id {id}, who {int} UNIQUE)");
	store_close(place_open(&place));
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	place_remove(&place);
	return 0;
}

static bool add(struct db *tx, struct arena *a, const void *in, struct made *made,
                struct error *err)
{
	(void)a;
	(void)made;
	(void)err;
	db_run(tx, &note_add, BIND(*(const int64_t *)in));
	return true;
}

/* The child: each client writes one command after the other. */
struct client {
	struct write write;
	int64_t number;
	int pipe;
	bool early;
};

static struct store *child_store;

static void acknowledge(const struct client *c)
{
	if (write(c->pipe, &c->number, sizeof c->number) != sizeof c->number)
		_exit(2);
}

static void submit(struct client *c)
{
	arena_reset(c->write.arena);
	if (c->early)
		acknowledge(c);
	store_submit(child_store, &c->write);
}

static void answered(struct write *w)
{
	struct client *c = w->user;
	if (w->ok && !c->early)
		acknowledge(c);
	c->number += CLIENTS;
	submit(c);
}

static void child(int pipe, int64_t first, bool early)
{
	static struct client clients[CLIENTS];
	child_store = place_open(&place);
	for (int i = 0; i < CLIENTS; i++) {
		struct client *c = &clients[i];
		*c = (struct client){ .number = first + i, .pipe = pipe, .early = early };
		c->write = (struct write){ .run = add,
			                   .in = &c->number,
			                   .arena = arena_new(),
			                   .done = answered,
			                   .user = c };
		submit(c);
	}
	pause();
}

/* Reads what was acknowledged, to the end. */
static size_t collect(int pipe, int64_t *list, size_t n)
{
	while (n < MOST && read(pipe, &list[n], sizeof *list) == sizeof *list)
		n++;
	return n;
}

/* Rows lost among those acknowledged in some rounds of crashes. */
static int64_t crash(bool early)
{
	static int64_t list[MOST];
	size_t n = 0;
	for (int round = 0; round < ROUNDS; round++) {
		int ends[2];
		assert_int_equal(pipe(ends), 0);
		pid_t pid = fork();
		assert_true(pid >= 0);
		if (pid == 0) {
			close(ends[0]);
			child(ends[1], 1 + round * (int64_t)1000000, early);
		}
		close(ends[1]);
		/* From its first answer on. */
		assert_int_equal(read(ends[0], &list[n], sizeof *list), sizeof *list);
		usleep((useconds_t)(random() % 40000));
		kill(pid, SIGKILL);
		n = collect(ends[0], list, n + 1);
		close(ends[0]);
		waitpid(pid, NULL, 0);
	}
	struct store *store = place_open(&place);
	struct db *db = store_reader(store);
	assert_int_equal(db_int(db, &halves, BIND_NONE), 0);
	int64_t lost = (int64_t)n - db_int(db, &notes_of, BIND(v_list(list, n)));
	assert_false(db_failed(db));
	print_message("# %zu acknowledged in %d crashes, %d lost\n", n, ROUNDS, (int)lost);
	store_close(store);
	assert_true(n > ROUNDS);
	return lost;
}

static void nothing_acknowledged_is_lost(void **state)
{
	(void)state;
	assert_int_equal(crash(false), 0);
}

static void too_early_is_caught(void **state)
{
	(void)state;
	assert_true(crash(true) > 0);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
static const struct CMUnitTest tests[] = { CASE(nothing_acknowledged_is_lost),
	                                   CASE(too_early_is_caught) };
RUN(tests)
