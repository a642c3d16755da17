/* Nothing acknowledged is lost when the power is cut, and a full or failing disk is told, on
 * SQLite, with the disk of disk.h. The canary: synchronous = NORMAL must be caught. */
#include "place.h"

#include "disk.h"
#include "store/store.h"

#include "base/log.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Each command writes two rows, so that half of one would show; large ones, so that the log is
 * copied into the file on the way (every 1000 pages). */
STATEMENT(note_add, "INSERT INTO note (who, body) VALUES ($1, $2), (-$1, $2)", .params = "it")
STATEMENT(note_count, "SELECT count(*) FROM note WHERE who = $1", .params = "i")

enum { COMMANDS = 400, BODY = 7000, CUT_EVERY = 97 };

static struct place place;
static struct store *store;
static struct arena *arena;

static int set_up(void **state)
{
	(void)state;
	place_make(&place);
	log_set(LOG_ERROR + 1);
	place_script(&place, "CREATE TABLE note (id {id}, who {int} UNIQUE, body text) {strict}");
	store_close(place_open(&place));
	arena = arena_new();
	disk_install();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	store_close(store);
	disk_remove();
	place_remove(&place);
	arena_free(arena);
	return 0;
}

static bool add(struct db *tx, struct arena *a, const void *in, struct made *made,
                struct error *err)
{
	(void)made;
	(void)err;
	char *at = arena_alloc(a, BODY);
	memset(at, 'n', BODY);
	struct text body = { at, BODY };
	db_run(tx, &note_add, BIND(*(const int *)in, body));
	return true;
}

/* What was acknowledged when the power was cut must be in what was left, and all of it sound. */
struct cuts {
	int acknowledged; /* 1 to this */
	int operations, made, lost, broken;
};

static int64_t ask(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *s = NULL;
	int64_t value = -1;
	if (sqlite3_prepare_v2(db, sql, -1, &s, NULL) == SQLITE_OK && sqlite3_step(s) == SQLITE_ROW)
		value = sqlite3_column_int64(s, 0);
	sqlite3_finalize(s);
	return value;
}

static void inspect(struct cuts *cuts, const char *path)
{
	sqlite3 *db;
	int rc = sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, "unix");
	assert_int_equal(rc, SQLITE_OK);
	int64_t kept = ask(db, "SELECT count(*) FROM note WHERE who > 0");
	/* The commands were one after the other: what is kept is a beginning of them. */
	bool sound = ask(db, "SELECT integrity_check = 'ok' FROM pragma_integrity_check") == 1 &&
	             ask(db, "SELECT sum(who) FROM note") <= 0 &&
	             ask(db, "SELECT coalesce(max(who), 0) FROM note") == kept &&
	             ask(db, "SELECT count(*) FROM note") == 2 * kept;
	cuts->broken += !sound;
	cuts->lost += kept < cuts->acknowledged;
	sqlite3_close(db);
}

static void cut_now(void *user)
{
	static const int percents[] = { 0, 50, 0, 90, 100 };
	struct cuts *cuts = user;
	if (cuts->operations++ % CUT_EVERY != 0)
		return;
	const char *folder = place_path(&place, arena, "cut");
	assert_int_equal(mkdir(folder, 0700), 0);
	disk_cut(folder, percents[cuts->made % 5], (unsigned)cuts->made);
	cuts->made++;
	char path[200];
	snprintf(path, sizeof path, "%s/cordee.db", folder);
	inspect(cuts, path);
	static const char *const names[] = { "cordee.db", "cordee.db-wal", "cordee.db-shm",
		                             "cordee.db-journal" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		snprintf(path, sizeof path, "%s/%s", folder, names[i]);
		unlink(path);
	}
	assert_int_equal(rmdir(folder), 0);
}

static void cut_all_along(struct cuts *cuts)
{
	store = place_open(&place);
	disk_on_operation(cut_now, cuts);
	for (int i = 1; i <= COMMANDS; i++) {
		ARENA_SCOPED a = arena_new();
		assert_true(store_do(store, a, add, &i, NULL, NULL));
		cuts->acknowledged = i;
	}
	disk_on_operation(NULL, NULL);
	print_message("# %d power cuts in %d operations: %d lost something, %d broken\n",
	              cuts->made, cuts->operations, cuts->lost, cuts->broken);
}

static void power_cuts_lose_nothing(void **state)
{
	(void)state;
	struct cuts cuts = { 0 };
	cut_all_along(&cuts);
	assert_true(cuts.made > 30);
	assert_int_equal(cuts.lost, 0);
	assert_int_equal(cuts.broken, 0);
}

static void less_than_full_is_caught(void **state)
{
	(void)state;
	struct cuts cuts = { 0 };
	disk_hear_normal(true);
	cut_all_along(&cuts);
	assert_true(cuts.lost > 0);
	assert_int_equal(cuts.broken, 0);
}

/* Told or kept, never both, never neither; and the store goes on. */
static void attempt(int i, int *refused)
{
	struct error err = { 0 };
	bool ok = store_do(store, arena, add, &i, NULL, &err);
	*refused += !ok;
	if (!ok)
		assert_int_equal(err.code, ERROR_FULL);
	disk_fail_at(0);
	assert_int_equal(db_int(store_reader(store), &note_count, BIND(i)), ok ? 1 : 0);
	assert_false(db_failed(store_reader(store)));
}

static void each_failure_is_told(void **state)
{
	(void)state;
	int refused = 0;
	store = place_open(&place);
	for (int i = 1; i <= 300; i++) {
		disk_fail_at(i % 40 + 1);
		attempt(i, &refused);
	}
	print_message("# %d commands were refused for a failing disk\n", refused);
	assert_true(refused > 50 && refused < 300);
}

static void a_full_disk_is_told_and_left(void **state)
{
	(void)state;
	store = place_open(&place);
	int refused = 0;
	attempt(1, &refused);
	disk_full(true);
	attempt(2, &refused);
	attempt(3, &refused);
	assert_int_equal(refused, 2);
	assert_int_equal(db_int(store_reader(store), &note_count, BIND(1)), 1);
	disk_full(false);
	attempt(4, &refused);
	assert_int_equal(refused, 2);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
static const struct CMUnitTest tests[] = {
	CASE(power_cuts_lose_nothing),
	CASE(less_than_full_is_caught),
	CASE(each_failure_is_told),
	CASE(a_full_disk_is_told_and_left),
};
RUN(tests)
