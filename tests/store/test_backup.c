/* Backup and restore: from SQLite to the engine of this run, and back to SQLite: the same rows,
 * the same files, and ids that go on where they were. */
#include "place.h"

#include "store/copy.h"
#include "store/files.h"
#include "store/migrate.h"

#include "base/log.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A little of each kind: accents, NULLs, a row that refers to a later one, keys of two columns,
 * an id that was given and is gone. HASH stands for a stored file's. */
static const char rows[] =
	"INSERT INTO setting (name, value) VALUES ('centre', 'L''été à Lille « é »');"
	"INSERT INTO once (key, at, id, name) VALUES ('k', 1625722200, 3, 'x');"
	"INSERT INTO person (id, email, name, created) VALUES (1, 'a@b.fr', 'Ada', 5), (7, NULL, '', 6), (9, NULL, '', 7);"
	"DELETE FROM person WHERE id = 9;"
	"INSERT INTO territory (id, kind, code, name, population) VALUES (1, 'commune', '62861', 'Vimy', 4200),"
	" (2, 'pnr', NULL, 'Scarpe-Escaut', NULL);"
	"INSERT INTO cycle (id, slug, name, track, summary, starts, ends, created)"
	" VALUES (4, 'pat', 'Cycle', 'food', 's', 18000, -3, 1);"
	"INSERT INTO member (id, cycle, territory, joined, replaces) VALUES (2, 4, 2, 11, NULL), (1, 4, 1, 10, 2);"
	"INSERT INTO role (cycle, person, role, member, since) VALUES (4, 1, 'elected', 1, 3), (4, 7, 'juror', NULL, 3);"
	"INSERT INTO file (id, hash, name, type, size, kind, item, person, created)"
	" VALUES (1, 'HASH', 'charte.pdf', 'application/pdf', 3000000, 'document', 1, 1, 12),"
	" (2, 'HASH', 'copie.pdf', 'application/pdf', 3000000, 'document', 2, 1, 12),"
	" (3, 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 'perdu', 'x', 1, 'document', 2, 1, 12);"
	"INSERT INTO search_entry (kind, item, title, body, url, audience, title_stems, body_stems)"
	" VALUES ('article', 5, 'Forêts', 'Corps', '/', 3, 'foret', 'corp')";

/* The same letters for the same rows, whatever the engine and the order. */
static int by_text(const void *a, const void *b)
{
	return text_compare(*(const struct text *)a, *(const struct text *)b);
}

static struct text cell(struct db *db, struct arena *arena, size_t column, char type)
{
	if (db->engine->is_null(db, column))
		return text("NULL");
	if (type == 'i')
		return text_format(arena, "%lld", (long long)db->engine->get_int(db, column));
	return text_copy(arena, db->engine->get_text(db, column));
}

static struct text dump_table(struct db *db, struct arena *arena, const struct table *table)
{
	struct text lines[100];
	size_t n = 0;
	assert_true(db->engine->start(db, &table->read, NULL));
	while (db->engine->step(db)) {
		struct text line = text("");
		for (size_t i = 0; table->types[i]; i++)
			line = text_format(arena, "%" TEXT "|%" TEXT, text_args(line),
			                   text_args(cell(db, arena, i, table->types[i])));
		lines[n++] = line;
	}
	db->engine->finish(db);
	qsort(lines, n, sizeof *lines, by_text);
	struct text all = text_format(arena, "%s:\n", table->name);
	for (size_t i = 0; i < n; i++)
		all = text_format(arena, "%" TEXT "%" TEXT "\n", text_args(all),
		                  text_args(lines[i]));
	return all;
}

static const char *dump(const char *address, struct arena *arena, struct tables tables)
{
	const struct engine *engine = engine_of(address);
	struct db *db = engine->open(address, DB_READS);
	struct text all = text("");
	for (size_t i = 0; i < tables.n; i++)
		all = text_join(arena, all, dump_table(db, arena, &tables.at[i]));
	engine->close(db);
	return text_z(arena, all);
}

static void script(const char *address, const char *sql)
{
	const struct engine *engine = engine_of(address);
	struct db *db = engine->open(address, DB_SCHEMA);
	if (!db_script(db, sql))
		fail_msg("%s", db->failure.detail);
	engine->close(db);
}

static struct store *opened(const char *address)
{
	struct error err = { 0 };
	struct store *store = store_open(address, &err);
	if (!store)
		fail_msg("%s", err.detail);
	return store;
}

STATEMENT(person_add, "INSERT INTO person (email, name, created) VALUES ($1, '', 0) RETURNING id",
          .params = "t")

static bool add_person(struct db *tx, struct arena *arena, const void *in, struct made *made,
                       struct error *err)
{
	(void)arena;
	(void)err;
	made->id = db_int(tx, &person_add, BIND((const char *)in));
	return true;
}

static struct place place;
static struct arena *arena;

static const char *at(const char *name)
{
	return place_path(&place, arena, name);
}

static const char *sqlite_at(const char *name)
{
	return text_z(arena, text_format(arena, "sqlite:%s", at(name)));
}

static void backup(struct store *store, const char *files, const char *path)
{
	struct error err = { 0 };
	if (!store_backup(store, at(files), at(path), &err))
		fail_msg("backup: %s", err.detail);
}

static void restore(struct store *store, const char *files, const char *path)
{
	struct error err = { 0 };
	if (!store_restore(store, at(files), at(path), &err))
		fail_msg("restore: %s", err.detail);
}

static int set_up(void **state)
{
	(void)state;
	place_make(&place);
	log_set(LOG_ERROR + 1);
	arena = arena_new();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	place_remove(&place);
	arena_free(arena);
	return 0;
}

/* A store with rows and a file, at `name`. */
static struct store *filled(const char *name)
{
	enum { SIZE = 3000000 };
	struct stored_file stored;
	char *bytes = arena_alloc(arena, SIZE);
	memset(bytes, 'z', SIZE);
	struct store *store = opened(sqlite_at(name));
	struct error err = { 0 };
	struct files *files = files_open(at("files"), &err);
	struct file_writer *w = file_begin(files, SIZE, &err);
	assert_true(file_write(w, bytes, SIZE, &err) && file_end(w, arena, &stored, &err));
	files_close(files);
	struct text rest = text_of(rows), sql = text("");
	while (rest.n) {
		size_t found = text_find(rest, text("HASH"));
		sql = text_join(arena, sql, text_slice(rest, 0, found));
		if (found < rest.n)
			sql = text_join(arena, sql, stored.hash);
		rest = text_slice(rest, found < rest.n ? found + 4 : rest.n, rest.n);
	}
	script(sqlite_at(name), text_z(arena, sql));
	return store;
}

static void there_and_back(void **state)
{
	(void)state;
	struct store *first = filled("first.db");
	backup(first, "files", "one.backup");
	struct store *second = place_open(&place);
	restore(second, "files2", "one.backup");
	backup(second, "files2", "two.backup");
	struct store *third = opened(sqlite_at("third.db"));
	restore(third, "files3", "two.backup");

	struct db *schema = sqlite_engine.open(sqlite_at("third.db"), DB_READS);
	struct tables tables = tables_of(schema, arena);
	const char *wanted = dump(sqlite_at("first.db"), arena, tables);
	assert_non_null(strstr(wanted, "L'été à Lille « é »"));
	assert_string_equal(dump(place.address, arena, tables), wanted);
	assert_string_equal(dump(sqlite_at("third.db"), arena, tables), wanted);

	/* The ids go on: 9 was given. */
	struct made made;
	assert_true(store_do(second, arena, add_person, "n@b.fr", &made, NULL) && made.id == 10);
	assert_true(store_do(third, arena, add_person, "n@b.fr", &made, NULL) && made.id == 10);
	sqlite_engine.close(schema);
	store_close(first);
	store_close(second);
	store_close(third);
}

static void files_come_back(void **state)
{
	(void)state;
	struct store *first = filled("first.db");
	backup(first, "files", "one.backup");
	struct store *second = place_open(&place);
	restore(second, "files2", "one.backup");
	struct error err = { 0 };
	struct files *files = files_open(at("files2"), &err);
	/* BLAKE2b-256 of three million "z", by hashlib. */
	int fd = file_open(
		files, text("0d9997212d5296345bd0b5668606cd4226c5004b26a789ee84a573962b14c4a6"));
	struct stat s;
	assert_true(fd >= 0 && fstat(fd, &s) == 0);
	assert_int_equal(s.st_size, 3000000);
	close(fd);
	files_close(files);
	store_close(first);
	store_close(second);
}

static void refuses_what_is_not_empty(void **state)
{
	(void)state;
	struct error err = { 0 };
	struct store *first = filled("first.db");
	backup(first, "files", "one.backup");
	struct store *second = place_open(&place);
	place_script(&place, "INSERT INTO setting (name, value) VALUES ('a', 'b')");
	assert_false(store_restore(second, at("files2"), at("one.backup"), &err));
	assert_int_equal(err.code, ERROR_RULE);
	place_script(&place, "DELETE FROM setting");
	restore(second, "files2", "one.backup");
	store_close(first);
	store_close(second);
}

static void refuses_what_is_no_backup(void **state)
{
	(void)state;
	struct store *store = filled("first.db");
	struct store *second = place_open(&place);
	backup(store, "files", "one.backup");
	static const char *const names[] = { "absent", "first.db", "words", "torn" };
	int fd = open(at("words"), O_CREAT | O_WRONLY, 0600);
	assert_int_equal(write(fd, "not a database at all, by far", 29), 29);
	close(fd);
	/* Half of a backup. */
	char *bytes = arena_alloc(arena, 200000);
	int from = open(at("one.backup"), O_RDONLY),
	    to = open(at("torn"), O_CREAT | O_WRONLY, 0600);
	ssize_t n = read(from, bytes, 200000);
	assert_int_equal(write(to, bytes, (size_t)n), n);
	close(from);
	close(to);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct error err = { 0 };
		if (store_restore(second, at("files2"), at(names[i]), &err))
			fail_msg("%s was restored", names[i]);
		assert_int_equal(err.code, ERROR_INPUT);
	}
	store_close(store);
	store_close(second);
}

static void earlier_versions_are_restored(void **state)
{
	(void)state;
	/* A backup made before the last migrations: the first ones only, and a table of files. */
	struct error err = { 0 };
	struct db *old = sqlite_engine.open(sqlite_at("old.backup"), DB_SCHEMA);
	assert_true(migrate(old, "0002_cycle", NULL, &err));
	assert_true(db_script(old,
	                      "CREATE TABLE backup_file (hash text, piece INTEGER, bytes BLOB);"
	                      "INSERT INTO setting (name, value) VALUES ('old', 'yes');"
	                      "PRAGMA journal_mode = DELETE"));
	sqlite_engine.close(old);
	struct store *store = place_open(&place);
	restore(store, "files", "old.backup");
	struct db *schema = sqlite_engine.open(sqlite_at("schema.db"), DB_SCHEMA);
	assert_true(migrate(schema, NULL, NULL, &err));
	assert_non_null(strstr(dump(place.address, arena, tables_of(schema, arena)), "|old|yes"));
	sqlite_engine.close(schema);
	store_close(store);
}

/* While it is copied, others write: the copy is of one moment (two rows that change together). */
STATEMENT(pair_set, "UPDATE setting SET value = $1 WHERE name IN ('one', 'two')", .params = "t")
static atomic_bool enough;

static bool set_pair(struct db *tx, struct arena *a, const void *in, struct made *made,
                     struct error *err)
{
	(void)made;
	(void)err;
	db_run(tx, &pair_set, BIND(text_format(a, "%d", *(const int *)in)));
	return true;
}

static void *keep_writing(void *user)
{
	for (int i = 0; !enough; i++) {
		ARENA_SCOPED a = arena_new();
		assert_true(store_do(user, a, set_pair, &i, NULL, NULL));
	}
	return NULL;
}

struct pair {
	bool same;
};
static const struct statement pair_same = {
	.name = "pair_same",
	.sql = "SELECT count(DISTINCT value) = 1 AS same FROM setting",
	ROW(struct pair, same)
};

static void taken_while_serving(void **state)
{
	(void)state;
	struct store *store = place_open(&place);
	place_script(&place, "INSERT INTO setting (name, value) VALUES ('one', '0'), ('two', '0')");
	pthread_t thread;
	enough = false;
	pthread_create(&thread, NULL, keep_writing, store);
	for (int i = 0; i < 5; i++) {
		backup(store, "files", "live.backup");
		struct db *copy = sqlite_engine.open(sqlite_at("live.backup"), DB_BACKUP);
		const struct pair *pair = db_one(copy, arena, &pair_same, BIND_NONE);
		assert_true(pair && pair->same);
		sqlite_engine.close(copy);
	}
	enough = true;
	pthread_join(thread, NULL);
	store_close(store);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
static const struct CMUnitTest tests[] = {
	CASE(there_and_back),
	CASE(files_come_back),
	CASE(refuses_what_is_not_empty),
	CASE(refuses_what_is_no_backup),
	CASE(earlier_versions_are_restored),
	CASE(taken_while_serving),
};
RUN(tests)
