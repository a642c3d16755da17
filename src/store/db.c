/* Statements run on a connection of either engine: checks what is bound, moves rows into an
 * arena, keeps the sticky failure. */
#include "store/engine.h"

#include "base/check.h"
#include "base/list.h"
#include "base/log.h"

#include <limits.h>
#include <string.h>

void db_fail(struct db *db, enum error_code code, const char *statement, const char *detail)
{
	static const char *const messages[] = {
		[ERROR_CONFLICT] = N_("Quelqu'un d'autre a enregistré la même chose entre-temps."),
		[ERROR_FULL] = N_(
			"Impossible d'enregistrer pour le moment. Réessayez dans quelques minutes."),
		[ERROR_INTERNAL] = N_("Une erreur s'est produite de notre côté. Elle a été notée."),
	};
	if (db_failed(db))
		return;
	error_set(&db->failure, code, messages[code], "%s: %s", statement, detail);
	log_line(db->again ? LOG_DEBUG : LOG_ERROR, "store: %s", db->failure.detail);
}

/* Sticky, so that a page may make ten queries and ask once. */
bool db_failed(const struct db *db)
{
	return error_is(&db->failure);
}

bool db_error(const struct db *db, struct error *err)
{
	if (db_failed(db))
		*err = db->failure;
	return false;
}

/* The engine leaves any transaction behind, and finds a lost server again. */
void db_recover(struct db *db)
{
	if (!db_failed(db))
		return;
	db->failure = (struct error){ 0 };
	db->again = db->lost = false;
	db->engine->recover(db);
}

enum store_kind db_kind(const struct db *db)
{
	return db->engine->kind;
}

void db_moment_begin(struct db *db)
{
	if (db->engine->moment_begin)
		db->engine->moment_begin(db);
}

void db_moment_end(struct db *db)
{
	if (db->engine->moment_end)
		db->engine->moment_end(db);
}

bool db_script(struct db *db, const char *sql)
{
	return !db_failed(db) && db->engine->script(db, sql);
}

/* What is bound was declared: the letter says what the engine was told to expect. */
static bool value_fits(char letter, enum value_kind kind)
{
	switch (kind) {
	case VALUE_NULL: return letter != 'l';
	case VALUE_INT: return letter == 'i';
	case VALUE_REAL: return letter == 'r';
	case VALUE_TEXT: return letter == 't';
	case VALUE_BYTES: return letter == 'b';
	case VALUE_LIST: return letter == 'l';
	}
	return false;
}

/* A wrong number or type of values is a fault of the program, which no request can cause. */
static bool start(struct db *db, const struct statement *s, size_t n, const struct value *values)
{
	const char *params = s->params ? s->params : "";
	check(n == strlen(params));
	for (size_t i = 0; i < n; i++)
		check(value_fits(params[i], values[i].kind));
	return !db_failed(db) && db->engine->start(db, s, values);
}

/* A number that does not fit its member would be another number: that is a failure. */
static void fill_int(struct db *db, const struct column *column, int64_t value, void *member)
{
	bool fits = true;
	switch (column->kind) {
	case COLUMN_BOOL: *(bool *)member = value != 0; break;
	case COLUMN_INT:
		fits = value >= INT_MIN && value <= INT_MAX;
		*(int *)member = fits ? (int)value : 0;
		break;
	case COLUMN_UNSIGNED:
		fits = value >= 0 && value <= UINT_MAX;
		*(unsigned *)member = fits ? (unsigned)value : 0;
		break;
	default: *(int64_t *)member = value;
	}
	if (!fits)
		db_fail(db, ERROR_INTERNAL, column->name, "number out of range");
}

/* NULL has no bytes: only of an empty text is it asked. */
static void fill_text(struct db *db, struct arena *arena, size_t column, struct text *member)
{
	struct text t = db->engine->get_text(db, column);
	if (t.n > 0 || !db->engine->is_null(db, column))
		*member = text_copy(arena, t);
}

/* NULL leaves its member as the arena made it: zero, false, no text. Texts are copied, since an
 * engine's are only there until the next step. */
static void fill_row(struct db *db, struct arena *arena, const struct statement *s, char *row)
{
	for (size_t i = 0; i < s->n_columns; i++) {
		const struct column *column = &s->columns[i];
		void *member = row + column->offset;
		if (column->kind == COLUMN_TEXT)
			fill_text(db, arena, i, member);
		else if (db->engine->is_null(db, i))
			continue;
		else if (column->kind == COLUMN_REAL)
			*(double *)member = db->engine->get_real(db, i);
		else
			fill_int(db, column, db->engine->get_int(db, i), member);
	}
}

/* Reads to the end even when one row was asked for: an INSERT … RETURNING must finish its work. */
void *db_one(struct db *db, struct arena *arena, const struct statement *s, size_t n,
             const struct value *values)
{
	check(s->row > 0);
	void *row = NULL;
	if (!start(db, s, n, values))
		return NULL;
	while (db->engine->step(db)) {
		if (row)
			continue;
		row = arena_alloc(arena, s->row);
		fill_row(db, arena, s, row);
	}
	db->engine->finish(db);
	return db_failed(db) ? NULL : row;
}

struct rows db_all(struct db *db, struct arena *arena, const struct statement *s, size_t n,
                   const struct value *values)
{
	check(s->row > 0);
	struct rows rows = { 0 };
	size_t cap = 0;
	if (!start(db, s, n, values))
		return rows;
	while (db->engine->step(db)) {
		rows.at = list_room(arena, rows.at, rows.n, &cap, s->row);
		fill_row(db, arena, s, (char *)rows.at + s->row * rows.n++);
	}
	db->engine->finish(db);
	return db_failed(db) ? (struct rows){ 0 } : rows;
}

int64_t db_int(struct db *db, const struct statement *s, size_t n, const struct value *values)
{
	int64_t value = 0;
	if (!start(db, s, n, values))
		return 0;
	for (bool first = true; db->engine->step(db); first = false)
		if (first && !db->engine->is_null(db, 0))
			value = db->engine->get_int(db, 0);
	db->engine->finish(db);
	return db_failed(db) ? 0 : value;
}

int64_t db_run(struct db *db, const struct statement *s, size_t n, const struct value *values)
{
	if (!start(db, s, n, values))
		return 0;
	while (db->engine->step(db))
		;
	int64_t changed = db->engine->finish(db);
	return db_failed(db) ? 0 : changed;
}

/* The texts are copied: they live until the commit, in the arena of the command. */
void db_publish(struct db *tx, struct text topic, struct text payload)
{
	enum { LONGEST = 1000 };
	check(tx->events_end != NULL && topic.n <= LONGEST && payload.n <= LONGEST);
	struct event *event = arena_one(tx->arena, struct event);
	*event = (struct event){ text_copy(tx->arena, topic), text_copy(tx->arena, payload), NULL };
	*tx->events_end = event;
	tx->events_end = &event->next;
}
