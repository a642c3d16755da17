/* The SQLite engine: one connection, its prepared statements, its errors. Which thread may
 * write, and when a transaction is committed, is the writer's (writer.c). */
#include "store/cache.h"
#include "store/inner.h"
#include "store/sql.h"
#include "store/sqlite.h"

#include "base/buffer.h"
#include "base/check.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

enum { BUSY_MS = 10000 };

struct sqlite {
	struct db db;
	sqlite3 *handle;
	struct cache cache; /* of sqlite3_stmt */
	sqlite3_stmt *now;  /* the statement being read, and its name */
	const char *name;
};

static struct sqlite *of(struct db *db)
{
	return (struct sqlite *)db;
}

/* What the caller can do about it: nothing is wrong with the program when the disk is full, or
 * when another process holds the file for longer than we wait. */
static enum error_code code_of(int rc)
{
	switch (rc) {
	case SQLITE_CONSTRAINT_UNIQUE:
	case SQLITE_CONSTRAINT_PRIMARYKEY:
	case SQLITE_CONSTRAINT_ROWID: return ERROR_CONFLICT;
	case SQLITE_IOERR_NOMEM: return ERROR_INTERNAL;
	default: break;
	}
	switch (rc & 0xff) {
	case SQLITE_FULL:
	case SQLITE_IOERR:
	case SQLITE_CANTOPEN:
	case SQLITE_READONLY:
	case SQLITE_BUSY: return ERROR_FULL;
	default: return ERROR_INTERNAL;
	}
}

static bool failed(struct sqlite *s, const char *statement, int rc)
{
	db_fail(&s->db, code_of(rc), statement,
	        s->handle ? sqlite3_errmsg(s->handle) : sqlite3_errstr(rc));
	return false;
}

/* Scripts are few (migrations, settings), so they are not kept prepared. */
static bool sqlite_script(struct db *db, const char *sql)
{
	struct sqlite *s = of(db);
	int rc = sqlite3_exec(s->handle, sql, NULL, NULL, NULL);
	return rc == SQLITE_OK || failed(s, "script", rc);
}

/* FULL: the log is synced at each commit, so that what was acknowledged survives a power cut. */
static void settle(struct sqlite *s)
{
	static const char *const by_use[] = {
		[DB_READS] = "PRAGMA query_only = ON",
		[DB_WRITES] = "PRAGMA foreign_keys = ON",
		[DB_SCHEMA] = "PRAGMA foreign_keys = OFF",
	};
	sqlite3_busy_timeout(s->handle, BUSY_MS);
	sqlite3_db_config(s->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	if (s->db.use == DB_BACKUP)
		return;
	db_script(&s->db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
	                  "PRAGMA journal_size_limit = 67108864; PRAGMA temp_store = MEMORY");
	db_script(&s->db, by_use[s->db.use]);
}

/* Its count of all memory is one lock shared by all threads, at each allocation. A program that
 * used SQLite before us has settled it otherwise, and keeps it. */
static void forgo_counts(void)
{
	int rc = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	check(rc == SQLITE_OK || rc == SQLITE_MISUSE);
}

static struct db *sqlite_open(const char *address, enum db_use use)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, forgo_counts);
	struct sqlite *s = calloc(1, sizeof *s);
	check(s != NULL);
	s->db = (struct db){ .engine = &sqlite_engine, .use = use };
	int flags = use == DB_BACKUP ? SQLITE_OPEN_READONLY
	                             : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
	int rc = sqlite3_open_v2(address + strlen("sqlite:"), &s->handle,
	                         flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
	if (rc == SQLITE_OK)
		settle(s);
	else
		failed(s, "open", rc);
	return &s->db;
}

/* VACUUM INTO does not sync what it writes. */
bool sqlite_copy(struct db *db, const char *path)
{
	char *sql = sqlite3_mprintf("VACUUM INTO %Q", path);
	check(sql != NULL);
	bool done = db_script(db, sql);
	sqlite3_free(sql);
	struct error err = { 0 };
	if (done && !durable_file(path, &err))
		db_fail(db, err.code, "copy", err.detail);
	return !db_failed(db);
}

static void drop_statement(void *statement)
{
	sqlite3_finalize(statement);
}

/* Closing fails only when a statement was left open, which is a fault of ours. */
static void sqlite_close(struct db *db)
{
	struct sqlite *s = of(db);
	cache_clear(&s->cache, drop_statement);
	int rc = sqlite3_close(s->handle);
	check(rc == SQLITE_OK);
	free(s);
}

bool sqlite_in_transaction(const struct db *db)
{
	return sqlite3_get_autocommit(((const struct sqlite *)db)->handle) == 0;
}

static void sqlite_recover(struct db *db)
{
	/* A full disk may have ended the transaction already. */
	if (sqlite_in_transaction(db))
		db_script(db, "ROLLBACK");
}

/* Deferred: it locks at the first read, and a page that reads nothing locks nothing. */
static void sqlite_moment_begin(struct db *db)
{
	static const struct statement begin = { .name = "begin reading", .sql = "BEGIN" };
	db_run(db, &begin, BIND_NONE);
}

/* A failure in between has ended it. */
static void sqlite_moment_end(struct db *db)
{
	static const struct statement end = { .name = "end reading", .sql = "COMMIT" };
	if (sqlite_in_transaction(db))
		db_run(db, &end, BIND_NONE);
	db_recover(db);
}

/* PERSISTENT: it will live as long as the connection. */
static sqlite3_stmt *prepare(struct sqlite *s, const struct statement *statement)
{
	sqlite3_stmt *prepared = NULL;
	ARENA_SCOPED arena = arena_new();
	const char *sql = sql_expand(arena, STORE_SQLITE, statement->sql);
	int rc = sqlite3_prepare_v3(s->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &prepared, NULL);
	if (rc != SQLITE_OK)
		failed(s, statement->name, rc);
	return prepared;
}

/* Parameters are bound by their name, "$1": what SQLite numbers otherwise is the order in which
 * they appear. */
static int place_of(sqlite3_stmt *prepared, size_t number)
{
	char name[4] = { '$', (char)('0' + number % 10) };
	if (number > 9) {
		name[1] = (char)('0' + number / 10);
		name[2] = (char)('0' + number % 10);
	}
	return sqlite3_bind_parameter_index(prepared, name);
}

/* A list goes as one text of JSON, read back by json_each. */
static int bind_list(sqlite3_stmt *prepared, int place, const struct value *value)
{
	enum { DIGITS = 21 };
	struct buffer json;
	buffer_init(&json, value->list.n * DIGITS + 1024);
	buffer_char(&json, '[');
	for (size_t i = 0; i < value->list.n; i++) {
		if (i)
			buffer_char(&json, ',');
		buffer_int(&json, value->list.at[i]);
	}
	buffer_char(&json, ']');
	check(!buffer_failed(&json));
	int rc = sqlite3_bind_text64(prepared, place, json.at, json.n, SQLITE_TRANSIENT,
	                             SQLITE_UTF8);
	buffer_free(&json);
	return rc;
}

/* Bytes stay with the caller: they outlive the run of the statement. An empty text is not NULL. */
static int bind_one(sqlite3_stmt *prepared, int place, const struct value *value)
{
	const char *at =
		value->kind == VALUE_TEXT || value->kind == VALUE_BYTES ? value->t.at : NULL;
	switch (value->kind) {
	case VALUE_NULL: return sqlite3_bind_null(prepared, place);
	case VALUE_INT: return sqlite3_bind_int64(prepared, place, value->i);
	case VALUE_REAL: return sqlite3_bind_double(prepared, place, value->r);
	case VALUE_TEXT:
		return sqlite3_bind_text64(prepared, place, at ? at : "", value->t.n, SQLITE_STATIC,
		                           SQLITE_UTF8);
	case VALUE_BYTES:
		return sqlite3_bind_blob64(prepared, place, at ? at : "", value->t.n,
		                           SQLITE_STATIC);
	case VALUE_LIST: return bind_list(prepared, place, value);
	}
	return SQLITE_MISUSE;
}

/* Binds only; SQLite begins its work at the first step. */
static bool sqlite_start(struct db *db, const struct statement *statement,
                         const struct value *values)
{
	struct sqlite *s = of(db);
	sqlite3_stmt *prepared = cache_find(&s->cache, statement);
	if (!prepared) {
		prepared = prepare(s, statement);
		if (!prepared)
			return false;
		cache_add(&s->cache, statement, prepared);
	}
	size_t n = statement->params ? strlen(statement->params) : 0;
	for (size_t i = 0; i < n; i++) {
		int place = place_of(prepared, i + 1);
		check(place > 0);
		int rc = bind_one(prepared, place, &values[i]);
		if (rc != SQLITE_OK)
			return failed(s, statement->name, rc);
	}
	s->now = prepared;
	s->name = statement->name;
	return true;
}

/* After a failure there is no row: the loops over rows end by themselves. */
static bool sqlite_step(struct db *db)
{
	struct sqlite *s = of(db);
	if (db_failed(db))
		return false;
	int rc = sqlite3_step(s->now);
	if (rc == SQLITE_ROW)
		return true;
	if (rc != SQLITE_DONE)
		failed(s, s->name, rc);
	return false;
}

/* Resetting ends the read, so that the log can be copied into the file behind it. */
static int64_t sqlite_finish(struct db *db)
{
	struct sqlite *s = of(db);
	sqlite3_reset(s->now);
	s->now = NULL;
	return sqlite3_changes64(s->handle);
}

static bool sqlite_is_null(struct db *db, size_t column)
{
	return sqlite3_column_type(of(db)->now, (int)column) == SQLITE_NULL;
}

static int64_t sqlite_get_int(struct db *db, size_t column)
{
	return sqlite3_column_int64(of(db)->now, (int)column);
}

static double sqlite_get_real(struct db *db, size_t column)
{
	return sqlite3_column_double(of(db)->now, (int)column);
}

/* As a blob: the bytes that were stored, of a text as of bytes, without conversion. */
static struct text sqlite_get_text(struct db *db, size_t column)
{
	sqlite3_stmt *now = of(db)->now;
	const char *at = sqlite3_column_blob(now, (int)column);
	return at ? (struct text){ at, (size_t)sqlite3_column_bytes(now, (int)column) } : text("");
}

/* SQLite knows the declared type of a plain column only; PostgreSQL checks the expressions. */
static bool type_fits(enum column_kind kind, const char *declared)
{
	if (!declared) /* an expression */
		return true;
	struct text type = text_of(declared);
	if (kind == COLUMN_REAL)
		return text_is(type, "REAL");
	bool words = text_is(type, "TEXT") || text_is(type, "text") || text_is(type, "BLOB");
	return words == (kind == COLUMN_TEXT);
}

/* The first thing in which a prepared statement is not what its declaration says. */
static struct text differs(struct arena *arena, const struct statement *s, sqlite3_stmt *prepared)
{
	int n = sqlite3_column_count(prepared);
	if ((size_t)n != s->n_columns && s->n_columns)
		return text_format(arena, "%d columns, not %zu", n, s->n_columns);
	for (int i = 0; i < n && s->n_columns; i++) {
		const char *name = sqlite3_column_name(prepared, i),
			   *type = sqlite3_column_decltype(prepared, i);
		if (!text_is(text_of(name), s->columns[i].name))
			return text_format(arena, "column %s is not %s", name, s->columns[i].name);
		if (!type_fits(s->columns[i].kind, type))
			return text_format(arena, "column %s is %s", name, type);
	}
	int wanted = (int)strlen(s->params ? s->params : "");
	if (sqlite3_bind_parameter_count(prepared) != wanted)
		return text_format(arena, "%d parameters, not %d",
		                   sqlite3_bind_parameter_count(prepared), wanted);
	return NO_TEXT;
}

static struct text sqlite_describe(struct db *db, struct arena *arena,
                                   const struct statement *statement)
{
	sqlite3_stmt *prepared = prepare(of(db), statement);
	if (!prepared)
		return text_format(arena, "%s", db->failure.detail);
	struct text problem = differs(arena, statement, prepared);
	sqlite3_finalize(prepared);
	return problem;
}

const struct engine sqlite_engine = {
	.kind = STORE_SQLITE,
	.name = "sqlite",
	.open = sqlite_open,
	.close = sqlite_close,
	.recover = sqlite_recover,
	.moment_begin = sqlite_moment_begin,
	.moment_end = sqlite_moment_end,
	.script = sqlite_script,
	.start = sqlite_start,
	.step = sqlite_step,
	.is_null = sqlite_is_null,
	.get_int = sqlite_get_int,
	.get_real = sqlite_get_real,
	.get_text = sqlite_get_text,
	.finish = sqlite_finish,
	.describe = sqlite_describe,
};
