/* Backup and restore: one SQLite file holds every table and every uploaded file. It is written
 * beside its final name, made durable, then renamed: a backup that is there is whole. */
#include "store/copy.h"
#include "store/files.h"
#include "store/inner.h"
#include "store/migrate.h"
#include "store/sqlite.h"

#include "base/check.h"
#include "base/log.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { PIECE = 1 << 20 };

struct piece {
	struct text hash, bytes;
};

/* Not of the program's schema: made by script in the backup alone. */
static const char make_files[] =
	"CREATE TABLE " BACKUP_FILES " (hash text NOT NULL, piece INTEGER NOT NULL,"
	" bytes BLOB NOT NULL, PRIMARY KEY (hash, piece)) STRICT";
static const struct statement piece_add = {
	.name = "piece_add",
	.sql = "INSERT INTO " BACKUP_FILES " (hash, piece, bytes) VALUES ($1, $2, $3)",
	.params = "tib",
};
static const struct statement pieces_of = {
	.name = "pieces_of",
	.sql = "SELECT hash, bytes FROM " BACKUP_FILES " WHERE hash = $1 AND piece = $2",
	.params = "ti",
	ROW(struct piece, hash, bytes),
};
static const struct statement hashes_in_backup = {
	.name = "hashes_in_backup",
	.sql = "SELECT DISTINCT hash FROM " BACKUP_FILES,
	ROW(struct piece, hash),
};
STATEMENT(hashes, "SELECT DISTINCT hash FROM file", ROW(struct piece, hash))
STATEMENT(is_backup, "SELECT count(*) FROM sqlite_schema WHERE name = '" BACKUP_FILES "'",
          .only = "sqlite")
STATEMENT(is_whole, "SELECT integrity_check = 'ok' FROM pragma_integrity_check LIMIT 1",
          .only = "sqlite")

/* What a copy works with; closed before the arena that holds its statements. */
struct job {
	struct arena *arena;
	struct db *from, *to;
	struct files *files;
	const char *temporary; /* removed at the end */
};

/* Whatever the end: an open transaction is rolled back by closing. */
static void job_close(struct job *job)
{
	if (job->from)
		job->from->engine->close(job->from);
	if (job->to)
		job->to->engine->close(job->to);
	files_close(job->files);
	if (job->temporary)
		unlink(job->temporary);
	arena_free(job->arena);
}

/* Of the side that failed. */
static bool job_error(const struct job *job, struct error *err)
{
	db_error(job->from, err);
	if (!error_is(err))
		db_error(job->to, err);
	return false;
}

/* In pieces, so that a large file costs the memory of one. An empty one is a piece too. */
static bool store_file(struct job *job, struct text hash, char *bytes)
{
	int fd = file_open(job->files, hash);
	if (fd < 0) {
		/* What can be saved is saved all the same. */
		log_error("store: backup: the file %" TEXT " is missing", text_args(hash));
		return true;
	}
	ssize_t n = 0;
	for (int64_t piece = 0; (n = read(fd, bytes, PIECE)) > 0 || piece == 0; piece++) {
		db_run(job->to, &piece_add,
		       BIND(hash, piece, v_bytes(bytes, n > 0 ? (size_t)n : 0)));
		if (n <= 0 || db_failed(job->to))
			break;
	}
	close(fd);
	if (n < 0)
		db_fail(job->to, ERROR_FULL, "backup", "a file cannot be read");
	return !db_failed(job->to);
}

/* The names come from the snapshot; a file that a row names is already whole on disk. */
static bool store_files(struct job *job)
{
	struct rows rows = db_all(job->from, job->arena, &hashes, BIND_NONE);
	const struct piece *list = rows.at;
	char *bytes = arena_alloc(job->arena, PIECE);
	for (size_t i = 0; i < rows.n; i++)
		if (!store_file(job, list[i].hash, bytes))
			return false;
	return !db_failed(job->from);
}

/* Not durable while it is written: it is synced as a whole at the end. */
static bool write_backup(struct job *job, struct error *err)
{
	db_script(job->to, "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF");
	if (db_failed(job->to) || !migrate(job->to, NULL, NULL, err))
		return job_error(job, err);
	db_script(job->to, make_files);
	db_script(job->to, "BEGIN");
	db_script(job->from, job->from->engine->kind == STORE_SQLITE
	                             ? "BEGIN"
	                             : "BEGIN ISOLATION LEVEL REPEATABLE READ");
	bool done = copy_tables(job->from, job->to, tables_of(job->to, job->arena)) &&
	            store_files(job) && db_script(job->to, "COMMIT") &&
	            db_script(job->to, "PRAGMA journal_mode = DELETE");
	return done || job_error(job, err);
}

/* Bytes, then name, then folder. */
static bool publish(const char *part, const char *path, struct error *err)
{
	if (!durable_file(part, err))
		return false;
	if (rename(part, path) != 0)
		return disk_error(err, "backup: rename");
	return durable_folder_of(path, err);
}

bool store_backup(struct store *store, const char *files_folder, const char *path,
                  struct error *err)
{
	struct job job = { .arena = arena_new() };
	struct text part = text_format(job.arena, "sqlite:%s.part", path);
	const char *address = text_z(job.arena, part), *part_path = address + sizeof "sqlite:" - 1;
	unlink(part_path);
	job.files = files_open(files_folder, err);
	bool done = job.files && private_file(part_path, err);
	if (done) {
		job.temporary = part_path;
		job.from = store->engine->open(store->address, DB_READS);
		job.to = sqlite_engine.open(address, DB_SCHEMA);
		done = write_backup(&job, err);
		job.to->engine->close(job.to);
		job.to = NULL;
		done = done && publish(part_path, path, err);
	}
	job_close(&job);
	return done;
}

/* Opens a backup as it is or, when it is of an earlier version, a copy brought up to date. */
static bool open_backup(struct job *job, const char *path, struct error *err)
{
	const char *address = text_z(job->arena, text_format(job->arena, "sqlite:%s", path));
	job->from = sqlite_engine.open(address, DB_BACKUP);
	if (!db_int(job->from, &is_backup, BIND_NONE) || !db_int(job->from, &is_whole, BIND_NONE))
		return error_set(err, ERROR_INPUT,
		                 N_("Ce fichier n'est pas une sauvegarde, ou il est abîmé."),
		                 "backup: %s", job->from->failure.detail);
	if (migrated(job->from))
		return true;
	struct text copy = text_format(job->arena, "sqlite:%s.restoring", path);
	const char *copy_address = text_z(job->arena, copy);
	job->temporary = copy_address + sizeof "sqlite:" - 1;
	unlink(job->temporary);
	if (!sqlite_copy(job->from, job->temporary))
		return db_error(job->from, err);
	job->from->engine->close(job->from);
	job->from = sqlite_engine.open(copy_address, DB_SCHEMA);
	db_script(job->from, "PRAGMA journal_mode = DELETE");
	return migrate(job->from, NULL, NULL, err);
}

/* Through the same door as an upload, which computes its hash: a damaged file is noticed. */
static bool restore_file(struct job *job, struct text hash, struct error *err)
{
	ARENA_SCOPED arena = arena_new();
	struct stored_file stored;
	struct file_writer *w = file_begin(job->files, SIZE_MAX, err);
	if (!w)
		return false;
	const struct piece *piece;
	for (int64_t i = 0; (piece = db_one(job->from, arena, &pieces_of, BIND(hash, i))); i++) {
		if (!file_write(w, piece->bytes.at, piece->bytes.n, err)) {
			file_abandon(w);
			return false;
		}
		arena_reset(arena);
	}
	if (!file_end(w, arena, &stored, err))
		return false;
	if (!text_equal(stored.hash, hash) && !db_failed(job->from))
		db_fail(job->from, ERROR_INTERNAL, "restore", "a file is not what its hash says");
	return !db_failed(job->from);
}

static bool restore_files(struct job *job, struct error *err)
{
	struct rows rows = db_all(job->from, job->arena, &hashes_in_backup, BIND_NONE);
	const struct piece *list = rows.at;
	for (size_t i = 0; i < rows.n; i++)
		if (!restore_file(job, list[i].hash, err))
			return job_error(job, err);
	return !db_failed(job->from) || job_error(job, err);
}

/* Files first: without their rows they are only bytes that nobody names. */
static bool fill(struct job *job, struct error *err)
{
	struct tables tables = tables_of(job->from, job->arena);
	db_script(job->from, "BEGIN");
	db_script(job->to, job->to->engine->kind == STORE_SQLITE ? "BEGIN IMMEDIATE" : "BEGIN");
	if (!tables_empty(job->to, tables) && !db_failed(job->to))
		return error_rule(
			err, N_("Cette base de données n'est pas vide : on ne restaure que dans une base neuve."));
	if (db_failed(job->to) || !restore_files(job, err))
		return job_error(job, err);
	return (copy_tables(job->from, job->to, tables) && db_script(job->to, "COMMIT")) ||
	       job_error(job, err);
}

bool store_restore(struct store *store, const char *files_folder, const char *path,
                   struct error *err)
{
	struct job job = { .arena = arena_new() };
	job.files = files_open(files_folder, err);
	bool done = job.files && open_backup(&job, path, err);
	if (done) {
		job.to = store->engine->open(store->address, DB_SCHEMA);
		done = fill(&job, err);
	}
	job_close(&job);
	return done;
}
