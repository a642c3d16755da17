/* Applying migrations, from any earlier version. A database that holds one we do not know was
 * made by a later program: we refuse it, as we refuse one whose history is not ours. */
#include "store/migrate.h"

#include "store/sql.h"
#include "store/sqlite.h"

#include "base/log.h"

#include <string.h>

struct applied {
	struct text name, hash;
};

STATEMENT(has_table_sqlite, "SELECT count(*) FROM sqlite_schema WHERE name = 'migration'",
          .only = "sqlite")
STATEMENT(has_table_postgres, "SELECT to_regclass('migration') IS NOT NULL", .only = "postgresql")
STATEMENT(all_applied, "SELECT name, hash FROM migration ORDER BY name",
          ROW(struct applied, name, hash))
STATEMENT(note_applied, "INSERT INTO migration (name, hash, at) VALUES ($1, $2, $3)",
          .params = "tti")
STATEMENT(broken_keys, "SELECT count(*) FROM pragma_foreign_key_check", .only = "sqlite")

/* Asked before the table exists too: on a new database nothing was applied. */
static struct rows load_applied(struct db *db, struct arena *arena)
{
	bool sqlite = db_kind(db) == STORE_SQLITE;
	if (!db_int(db, sqlite ? &has_table_sqlite : &has_table_postgres, BIND_NONE))
		return (struct rows){ 0 };
	return db_all(db, arena, &all_applied, BIND_NONE);
}

static bool is_for(const struct migration *m, const struct db *db)
{
	return !m->only || strcmp(m->only, db->engine->name) == 0;
}

/* Ours of that name, for this engine; NULL: of a later program. */
static const struct migration *known(const struct db *db, struct text name)
{
	for (size_t i = 0; i < migrations_n; i++)
		if (is_for(&migrations[i], db) && text_is(name, migrations[i].name))
			return &migrations[i];
	return NULL;
}

static bool history_is_ours(const struct db *db, struct rows rows, struct error *err)
{
	const struct applied *applied = rows.at;
	for (size_t i = 0; i < rows.n; i++) {
		const struct migration *m = known(db, applied[i].name);
		if (!m)
			return error_set(
				err, ERROR_INTERNAL,
				N_("Cette base de données vient d'une version plus récente du programme."),
				"unknown migration %" TEXT, text_args(applied[i].name));
		if (!text_is(applied[i].hash, m->hash))
			return error_set(
				err, ERROR_INTERNAL,
				N_("Cette base de données vient d'une autre version du programme."),
				"migration %s was changed after it was applied", m->name);
	}
	return true;
}

/* A dozen of each: comparing them all costs less than a table would. */
static bool has(struct rows rows, const char *name)
{
	const struct applied *applied = rows.at;
	for (size_t i = 0; i < rows.n; i++)
		if (text_is(applied[i].name, name))
			return true;
	return false;
}

/* The first by its number, even when a later one was applied: branches of the program may have
 * grown apart and met again. */
static const struct migration *first_lacking(const struct db *db, struct rows rows,
                                             const char *last)
{
	for (size_t i = 0; i < migrations_n; i++) {
		const struct migration *m = &migrations[i];
		if (last && strcmp(m->name, last) > 0)
			return NULL;
		if (is_for(m, db) && !has(rows, m->name))
			return m;
	}
	return NULL;
}

/* In the transaction that is open: the schema, its note, and the check that no row was orphaned. */
static bool apply(struct db *db, struct arena *arena, const struct migration *m)
{
	enum store_kind kind = db_kind(db);
	db_script(db, sql_expand(arena, kind,
	                         "CREATE TABLE IF NOT EXISTS migration (name text PRIMARY KEY, "
	                         "hash text NOT NULL, at {int} NOT NULL) {strict}"));
	db_script(db, sql_expand(arena, kind, m->sql));
	db_run(db, &note_applied, BIND(m->name, m->hash, clock_now()));
	if (kind == STORE_SQLITE && db_int(db, &broken_keys, BIND_NONE) > 0)
		db_fail(db, ERROR_INTERNAL, m->name, "rows refer to rows that are not there");
	return !db_failed(db);
}

/* One program migrates at a time, and what is lacking is read again under the lock. On
 * PostgreSQL it is the connection's, until it closes: taken before the transaction, which then
 * begins by hearing of the tables that others made while this one waited. */
static bool lock(struct db *db)
{
	return db_kind(db) == STORE_SQLITE ||
	       db_script(db, "SELECT pg_advisory_lock(hashtext('cordee migrations'))");
}

/* False when nothing is lacking any more, or on failure. */
static bool apply_next(struct db *db, const char *last, struct error *err)
{
	ARENA_SCOPED arena = arena_new();
	if (!db_script(db, db_kind(db) == STORE_SQLITE ? "BEGIN IMMEDIATE" : "BEGIN"))
		return db_error(db, err);
	struct rows rows = load_applied(db, arena);
	const struct migration *next = NULL;
	if (!db_failed(db) && history_is_ours(db, rows, err))
		next = first_lacking(db, rows, last);
	bool done = next && apply(db, arena, next) && db_script(db, "COMMIT");
	if (done) {
		log_line(LOG_DEBUG, "store: migration %s applied", next->name);
		return true;
	}
	if (!db_failed(db))
		return !db_script(db, "ROLLBACK") && db_error(db, err);
	db_error(db, err);
	db_recover(db);
	return false;
}

bool migrated(struct db *db)
{
	ARENA_SCOPED arena = arena_new();
	struct rows rows = load_applied(db, arena);
	return !db_failed(db) && !first_lacking(db, rows, NULL);
}

bool migrate(struct db *db, const char *last, const char *copy_to, struct error *err)
{
	ARENA_SCOPED arena = arena_new();
	struct rows rows = load_applied(db, arena);
	if (db_failed(db))
		return db_error(db, err);
	if (!history_is_ours(db, rows, err))
		return false;
	if (!first_lacking(db, rows, last))
		return true;
	if (copy_to && rows.n && !sqlite_copy(db, copy_to))
		return db_error(db, err);
	if (!lock(db))
		return db_error(db, err);
	size_t applied = 0;
	while (apply_next(db, last, err))
		applied++;
	if (rows.n) /* a new database is no news: a backup makes one every night */
		log_info("store: %zu migrations applied", applied);
	return !error_is(err);
}
