/* Places for tests' databases. */
#include "place.h"

#include "store/sql.h"

#include "base/log.h"

#include <dirent.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool place_is_postgres(void)
{
	return getenv("CORDEE_POSTGRES") != NULL;
}

static void ask(const char *format, const char *name)
{
	char sql[128];
	snprintf(sql, sizeof sql, format, name);
	PGconn *conn = PQconnectdb(getenv("CORDEE_POSTGRES"));
	PGresult *result = PQexec(conn, sql);
	if (PQresultStatus(result) != PGRES_COMMAND_OK)
		fail_msg("%s: %s", sql, PQerrorMessage(conn));
	PQclear(result);
	PQfinish(conn);
}

void place_make(struct place *place)
{
	static int made;
	log_set(LOG_ERROR);
	snprintf(place->folder, sizeof place->folder, "/tmp/cordee-test-XXXXXX");
	assert_non_null(mkdtemp(place->folder));
	if (!place_is_postgres()) {
		snprintf(place->address, sizeof place->address, "sqlite:%s/cordee.db",
		         place->folder);
		return;
	}
	snprintf(place->schema, sizeof place->schema, "t%d_%d", (int)getpid(), ++made);
	ask("CREATE SCHEMA %s", place->schema);
	snprintf(place->address, sizeof place->address, "%s%soptions=-csearch_path%%3D%s",
	         getenv("CORDEE_POSTGRES"), strchr(getenv("CORDEE_POSTGRES"), '?') ? "&" : "?",
	         place->schema);
}

static void remove_folder(const char *path)
{
	DIR *folder = opendir(path);
	assert_non_null(folder);
	for (struct dirent *entry; (entry = readdir(folder));)
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 &&
		    unlinkat(dirfd(folder), entry->d_name, 0) != 0) {
			char inner[400];
			snprintf(inner, sizeof inner, "%s/%s", path, entry->d_name);
			remove_folder(inner);
		}
	closedir(folder);
	assert_int_equal(rmdir(path), 0);
}

void place_remove(struct place *place)
{
	if (place_is_postgres())
		ask("SET client_min_messages = warning; DROP SCHEMA %s CASCADE", place->schema);
	remove_folder(place->folder);
}

const char *place_path(const struct place *place, struct arena *arena, const char *name)
{
	return text_z(arena, text_format(arena, "%s/%s", place->folder, name));
}

void place_script(const struct place *place, const char *sql)
{
	ARENA_SCOPED arena = arena_new();
	const struct engine *engine = engine_of(place->address);
	struct db *db = engine->open(place->address, DB_SCHEMA);
	if (!db_script(db, sql_expand(arena, engine->kind, sql)))
		fail_msg("%s", db->failure.detail);
	engine->close(db);
}

struct store *place_open(const struct place *place)
{
	struct error err = { 0 };
	struct store *store = store_open(place->address, &err);
	if (!store)
		fail_msg("%s (%s)", err.message, err.detail);
	return store;
}
