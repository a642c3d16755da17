/* Copies between databases. Statements are made from the schema of the side that is SQLite (a
 * backup always is one); they live as long as the arena, so the connections that ran them are
 * closed before it is freed. */
#include "store/copy.h"

#include "base/buffer.h"
#include "base/check.h"
#include "base/list.h"

struct table_name {
	struct text name;
	bool counts;
};

struct table_column {
	struct text name, type;
};

STATEMENT(table_names,
          "SELECT l.name, s.sql LIKE '%AUTOINCREMENT%' AS counts FROM pragma_table_list l"
          " JOIN sqlite_schema s ON s.type = 'table' AND s.name = l.name"
          " WHERE l.schema = 'main' AND l.type = 'table' AND l.name NOT LIKE 'sqlite_%'"
          " AND l.name NOT IN ('migration', '" BACKUP_FILES "') ORDER BY l.name",
          .only = "sqlite", ROW(struct table_name, name, counts))
STATEMENT(table_columns, "SELECT name, type FROM pragma_table_info($1)", .params = "t",
          .only = "sqlite", ROW(struct table_column, name, type))

/* The last id given in a table, and setting it: rows that are gone count too. */
STATEMENT(last_sqlite, "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = $1",
          .params = "t", .only = "sqlite")
STATEMENT(last_postgres,
          "SELECT coalesce(pg_sequence_last_value("
          "CAST(pg_get_serial_sequence(quote_ident($1), 'id') AS regclass)), 0)",
          .params = "t", .only = "postgresql")
STATEMENT(forget_sqlite, "DELETE FROM sqlite_sequence WHERE name = $1", .params = "t",
          .only = "sqlite")
STATEMENT(set_sqlite, "INSERT INTO sqlite_sequence (name, seq) VALUES ($1, $2)", .params = "ti",
          .only = "sqlite")
STATEMENT(set_postgres,
          "SELECT setval(CAST(pg_get_serial_sequence(quote_ident($1), 'id') AS regclass), $2)",
          .params = "ti", .only = "postgresql")
STATEMENT(broken, "SELECT count(*) FROM pragma_foreign_key_check", .only = "sqlite")

/* By the declared type, which STRICT tables enforce. */
static char letter_of(struct text type)
{
	if (text_is(type, "INTEGER"))
		return 'i';
	if (text_is(type, "REAL"))
		return 'r';
	return text_is(type, "BLOB") ? 'b' : 't';
}

/* "one", "two" or $1, $2 */
static const char *listed(struct arena *arena, const struct table_column *columns, size_t n,
                          bool numbers)
{
	struct text list = text("");
	for (size_t i = 0; i < n; i++) {
		struct text one = numbers ? text_format(arena, "$%zu", i + 1)
		                          : text_format(arena, "\"%" TEXT "\"",
		                                        text_args(columns[i].name));
		list = text_format(arena, "%" TEXT "%s%" TEXT, text_args(list), i ? ", " : "",
		                   text_args(one));
	}
	return text_z(arena, list);
}

/* Its statements name every column: the order in which two schemas declare them may differ. */
static struct table describe(struct db *sqlite, struct arena *arena, const struct table_name *name)
{
	struct rows rows = db_all(sqlite, arena, &table_columns, BIND(name->name));
	const struct table_column *columns = rows.at;
	struct table table = { .name = text_z(arena, name->name), .counts = name->counts };
	char *types = arena_alloc(arena, rows.n + 1);
	for (size_t i = 0; i < rows.n; i++)
		types[i] = letter_of(columns[i].type);
	table.types = types;
	const char *names = listed(arena, columns, rows.n, false);
	const char *numbers = listed(arena, columns, rows.n, true);
	struct text read = text_format(arena, "SELECT %s FROM \"%s\"", names, table.name);
	struct text any = text_format(arena, "SELECT EXISTS (SELECT 1 FROM \"%s\")", table.name);
	struct text add = text_format(arena, "INSERT INTO \"%s\" (%s) VALUES (%s)", table.name,
	                              names, numbers);
	table.read = (struct statement){ .name = table.name, .sql = text_z(arena, read) };
	table.any = (struct statement){ .name = table.name, .sql = text_z(arena, any) };
	table.add = (struct statement){ .name = table.name, .sql = text_z(arena, add), .params = types };
	return table;
}

struct tables tables_of(struct db *sqlite, struct arena *arena)
{
	struct rows rows = db_all(sqlite, arena, &table_names, BIND_NONE);
	const struct table_name *names = rows.at;
	LIST(struct table) list = { 0 };
	for (size_t i = 0; i < rows.n; i++)
		list_add(arena, &list, describe(sqlite, arena, &names[i]));
	return (struct tables){ list.at, list.n };
}

/* Nothing is ever mixed with what is there. */
bool tables_empty(struct db *db, struct tables tables)
{
	for (size_t i = 0; i < tables.n; i++)
		if (db_int(db, &tables.at[i].any, BIND_NONE) || db_failed(db))
			return false;
	return true;
}

/* A view on the row being read: it is bound and run before the next one is read. */
static struct value value_at(struct db *db, size_t column, char letter)
{
	const struct engine *engine = db->engine;
	if (engine->is_null(db, column))
		return (struct value){ .kind = VALUE_NULL };
	struct text bytes;
	switch (letter) {
	case 'i': return value_int(engine->get_int(db, column));
	case 'r': return value_real(engine->get_real(db, column));
	default:
		bytes = engine->get_text(db, column);
		return letter == 'b' ? v_bytes(bytes.at, bytes.n) : value_text(bytes);
	}
}

/* Row after row, so that a table may be larger than memory. */
static void copy_rows(struct db *from, struct db *to, const struct table *table)
{
	enum { MOST_COLUMNS = 64 };
	struct value values[MOST_COLUMNS];
	size_t n = text_of(table->types).n;
	check(n > 0 && n <= MOST_COLUMNS);
	from->streams = true;
	if (!db_failed(from) && from->engine->start(from, &table->read, NULL)) {
		while (!db_failed(to) && from->engine->step(from)) {
			for (size_t i = 0; i < n; i++)
				values[i] = value_at(from, i, table->types[i]);
			db_run(to, &table->add, n, values);
		}
		from->engine->finish(from);
	}
	from->streams = false;
}

/* Also past ids whose rows are gone: links to them must not lead to someone else's. */
static void copy_sequence(struct db *from, struct db *to, const char *table)
{
	int64_t last = db_int(from, db_kind(from) == STORE_SQLITE ? &last_sqlite : &last_postgres,
	                      BIND(table));
	if (last == 0)
		return;
	if (db_kind(to) == STORE_POSTGRES) {
		db_int(to, &set_postgres, BIND(table, last));
		return;
	}
	db_run(to, &forget_sqlite, BIND(table));
	db_run(to, &set_sqlite, BIND(table, last));
}

/* Makes every foreign key of our schema deferrable, or not. */
static void alter_keys(struct db *postgres, const char *how)
{
	ARENA_SCOPED arena = arena_new();
	struct text sql = text_format(
		arena,
		"DO $$ DECLARE key record; BEGIN FOR key IN"
		" SELECT CAST(conrelid AS regclass) AS table_name, conname FROM pg_constraint"
		" WHERE contype = 'f' AND connamespace = CAST(current_schema() AS regnamespace)"
		" LOOP EXECUTE format('ALTER TABLE %%s ALTER CONSTRAINT %%I %s',"
		" key.table_name, key.conname); END LOOP; END $$",
		how);
	db_script(postgres, text_z(arena, sql));
}

/* Rows come table after table, so before those they refer to: keys are checked at the end. */
static void defer_keys(struct db *to)
{
	if (db_kind(to) == STORE_POSTGRES)
		alter_keys(to, "DEFERRABLE INITIALLY DEFERRED");
}

/* Pending checks are made first: PostgreSQL alters no table that has some. */
static void check_keys(struct db *to)
{
	if (db_kind(to) == STORE_POSTGRES) {
		db_script(to, "SET CONSTRAINTS ALL IMMEDIATE");
		alter_keys(to, "NOT DEFERRABLE");
	} else if (db_int(to, &broken, BIND_NONE) > 0) {
		db_fail(to, ERROR_INTERNAL, "copy", "rows refer to rows that are not there");
	}
}

/* The first failure, on either side, ends it; who began the transactions ends them. */
bool copy_tables(struct db *from, struct db *to, struct tables tables)
{
	defer_keys(to);
	for (size_t i = 0; i < tables.n; i++) {
		copy_rows(from, to, &tables.at[i]);
		if (tables.at[i].counts)
			copy_sequence(from, to, tables.at[i].name);
	}
	check_keys(to);
	return !db_failed(from) && !db_failed(to);
}
