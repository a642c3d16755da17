/* The PostgreSQL engine: one connection, its prepared statements, its errors. Values go and
 * come in binary form (postgres_values.c). Which transaction a command runs in is the worker's
 * (worker.c). */
#include "store/cache.h"
#include "store/postgres.h"
#include "store/sql.h"

#include "base/check.h"
#include "base/log.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct postgres {
	struct db db;
	PGconn *conn;
	struct cache cache; /* of numbers: statement 7 is prepared as "s7" */
	uintptr_t prepared_n;
	PGresult *now; /* the rows being read, which one, and the name of their statement */
	int row;
	const char *name;
};

static struct postgres *of(struct db *db)
{
	return (struct postgres *)db;
}

/* By SQLSTATE (PostgreSQL, appendix A); none at all: the connection broke. */
static enum error_code code_of(struct text state)
{
	/* Connection, resources (disk full), operator intervention, system, standby. */
	static const char *const unavailable[] = { "08", "53", "57P", "58", "25006", "40" };
	if (state.n == 0)
		return ERROR_FULL;
	for (size_t i = 0; i < sizeof unavailable / sizeof *unavailable; i++)
		if (text_starts(state, unavailable[i]))
			return ERROR_FULL;
	return text_is(state, "23505") ? ERROR_CONFLICT : ERROR_INTERNAL;
}

/* The first line of what the server said, without its DETAIL, which quotes values. */
static bool failed(struct postgres *p, const char *statement, const PGresult *result)
{
	struct text state = text_of(result ? libpq.PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL);
	struct text rest = text_of(libpq.PQerrorMessage(p->conn));
	struct text line = text_cut(&rest, '\n');
	const char *primary = result ? libpq.PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : NULL;
	char words[160];
	snprintf(words, sizeof words, "%" TEXT " %" TEXT, text_args(state),
	         text_args(primary ? text_of(primary) : line));
	/* Two serializable transactions that crossed may learn it from a unique constraint (23505)
	 * instead: run again, the rule sees the other's row. */
	p->db.again = text_is(state, "40001") || text_is(state, "40P01") || text_is(state, "23505");
	p->db.lost = libpq.PQstatus(p->conn) == CONNECTION_BAD;
	db_fail(&p->db, code_of(state), statement, words);
	return false;
}

/* Notices would go to standard error otherwise, outside of our log. */
static void note(void *user, const char *words)
{
	(void)user;
	struct text rest = text_of(words), line = text_cut(&rest, '\n');
	log_line(LOG_DEBUG, "store: the server says: %" TEXT, text_args(line));
}

PGconn *postgres_connect(const char *address)
{
	/* What the address says, coming last, wins. A dead server is noticed within 20 seconds. */
	static const char *const names[] = { "connect_timeout", "tcp_user_timeout",
		                             "application_name", "dbname", NULL };
	const char *const values[] = { "5", "20000", "cordee", address, NULL };
	check(libpq_load(&(struct error){ 0 })); /* store_open has said what is missing */
	PGconn *conn = libpq.PQconnectdbParams(names, values, 1);
	check(conn != NULL);
	libpq.PQsetNoticeProcessor(conn, note, NULL);
	return conn;
}

/* One trip to the server, whatever the number of statements. */
static bool run_script(struct postgres *p, const char *sql)
{
	PGresult *result = libpq.PQexec(p->conn, sql);
	ExecStatusType status = libpq.PQresultStatus(result);
	bool done = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
	if (!done)
		failed(p, "script", result);
	libpq.PQclear(result);
	return done;
}

/* A server set to acknowledge before its disk is told otherwise. */
static void settle(struct postgres *p)
{
	const char *encoding = libpq.PQparameterStatus(p->conn, "server_encoding");
	if (libpq.PQstatus(p->conn) != CONNECTION_OK) {
		failed(p, "connect", NULL);
		return;
	}
	if (!text_is(text_of(encoding), "UTF8")) {
		db_fail(&p->db, ERROR_INTERNAL, "connect", "the database is not in UTF8");
		return;
	}
	run_script(p, "SET client_min_messages = warning; SET client_encoding = 'UTF8';"
	              "SELECT set_config('synchronous_commit', 'on', false)"
	              " WHERE current_setting('synchronous_commit') = 'off'");
	if (p->db.use == DB_READS && !db_failed(&p->db))
		run_script(p, "SET default_transaction_read_only = on");
	/* A process that hangs in the middle of a command must not hold what others wait for. */
	if (p->db.use == DB_WRITES && !db_failed(&p->db))
		run_script(p, "SET idle_in_transaction_session_timeout = '30s'");
}

static struct db *postgres_open(const char *address, enum db_use use)
{
	struct postgres *p = calloc(1, sizeof *p);
	check(p != NULL);
	p->db = (struct db){ .engine = &postgres_engine, .use = use };
	p->conn = postgres_connect(address);
	settle(p);
	return &p->db;
}

static void postgres_close(struct db *db)
{
	struct postgres *p = of(db);
	cache_clear(&p->cache, NULL);
	libpq.PQfinish(p->conn);
	free(p);
}

/* Outside a transaction: a server that came back is found again. */
static bool connected(struct postgres *p)
{
	if (libpq.PQstatus(p->conn) == CONNECTION_OK)
		return true;
	cache_clear(&p->cache, NULL);
	libpq.PQreset(p->conn);
	settle(p);
	return !db_failed(&p->db);
}

/* libpq wants every result read before the next command. */
static void drain(struct postgres *p)
{
	for (PGresult *rest; (rest = libpq.PQgetResult(p->conn));)
		libpq.PQclear(rest);
}

/* A lost server is not looked for here, but by the next statement: who recovers may have nothing
 * more to ask. */
static void postgres_recover(struct db *db)
{
	struct postgres *p = of(db);
	if (libpq.PQstatus(p->conn) != CONNECTION_OK)
		return;
	drain(p);
	if (libpq.PQtransactionStatus(p->conn) != PQTRANS_IDLE)
		run_script(p, "ROLLBACK");
}

static bool postgres_script(struct db *db, const char *sql)
{
	struct postgres *p = of(db);
	return connected(p) && run_script(p, sql);
}

/* Types are given, never guessed by the server from the context. */
static PGresult *prepare(struct postgres *p, const char *name, const struct statement *statement)
{
	ARENA_SCOPED arena = arena_new();
	Oid types[POSTGRES_PARAMS];
	size_t n = statement->params ? strlen(statement->params) : 0;
	check(n <= POSTGRES_PARAMS);
	for (size_t i = 0; i < n; i++)
		types[i] = postgres_type(statement->params[i]);
	return libpq.PQprepare(p->conn, name, sql_expand(arena, STORE_POSTGRES, statement->sql), (int)n,
	                 types);
}

enum { NAME_SIZE = 24 };

/* Prepared at the first use on this connection; the number is kept, the name follows from it. */
static bool prepared_name(struct postgres *p, const struct statement *statement,
                          char name[NAME_SIZE])
{
	uintptr_t number = (uintptr_t)cache_find(&p->cache, statement);
	snprintf(name, NAME_SIZE, "s%zu", (size_t)(number ? number : p->prepared_n + 1));
	if (number)
		return true;
	PGresult *result = prepare(p, name, statement);
	bool done = libpq.PQresultStatus(result) == PGRES_COMMAND_OK;
	if (done)
		cache_add(&p->cache, statement, (void *)++p->prepared_n);
	else
		failed(p, statement->name, result);
	libpq.PQclear(result);
	return done;
}

/* Rows, no rows, or a failure. */
static bool results_ok(struct postgres *p, const PGresult *result)
{
	ExecStatusType status = libpq.PQresultStatus(result);
	if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_SINGLE_TUPLE)
		return true;
	return failed(p, p->name, result);
}

/* All the rows at once or, for a copy, one after the other. */
static bool execute(struct postgres *p, const char *name, int n,
                    const struct postgres_params *params)
{
	p->row = -1;
	if (!p->db.streams) {
		p->now = libpq.PQexecPrepared(p->conn, name, n, params->at, params->size, params->format,
		                        POSTGRES_BINARY);
		return results_ok(p, p->now);
	}
	p->now = NULL;
	if (libpq.PQsendQueryPrepared(p->conn, name, n, params->at, params->size, params->format,
	                        POSTGRES_BINARY) != 1)
		return failed(p, p->name, NULL);
	return libpq.PQsetSingleRowMode(p->conn) == 1 || failed(p, p->name, NULL);
}

static bool try_start(struct postgres *p, const struct statement *statement,
                      const struct value *values)
{
	ARENA_SCOPED arena = arena_new();
	struct postgres_params params;
	char name[NAME_SIZE];
	p->name = statement->name;
	if (!connected(p) || !prepared_name(p, statement, name))
		return false;
	size_t n = statement->params ? strlen(statement->params) : 0;
	for (size_t i = 0; i < n; i++)
		postgres_bind(arena, &params, i, &values[i]);
	if (execute(p, name, (int)n, &params))
		return true;
	libpq.PQclear(p->now);
	p->now = NULL;
	return false;
}

static bool postgres_start(struct db *db, const struct statement *statement,
                           const struct value *values)
{
	struct postgres *p = of(db);
	bool alone = db->use == DB_READS && libpq.PQtransactionStatus(p->conn) != PQTRANS_INTRANS;
	if (try_start(p, statement, values))
		return true;
	/* A server that was restarted: a read outside a transaction may simply be asked again. */
	if (!alone || !db->lost)
		return false;
	db_recover(db);
	return try_start(p, statement, values);
}

/* The last result of a stream has no row, and says whether all went well. */
static bool next_streamed(struct postgres *p)
{
	libpq.PQclear(p->now);
	p->now = libpq.PQgetResult(p->conn);
	p->row = 0;
	return p->now && results_ok(p, p->now) && libpq.PQntuples(p->now) == 1;
}

static bool postgres_step(struct db *db)
{
	struct postgres *p = of(db);
	if (db_failed(db))
		return false;
	return db->streams ? next_streamed(p) : ++p->row < libpq.PQntuples(p->now);
}

/* The tag of the command ("UPDATE 3") holds the count. */
static int64_t postgres_finish(struct db *db)
{
	struct postgres *p = of(db);
	int64_t changed = 0;
	if (p->now)
		text_to_int(text_of(libpq.PQcmdTuples(p->now)), &changed);
	libpq.PQclear(p->now);
	p->now = NULL;
	if (db->streams)
		drain(p);
	return changed;
}

static bool postgres_is_null(struct db *db, size_t column)
{
	return libpq.PQgetisnull(of(db)->now, of(db)->row, (int)column);
}

static struct text postgres_get_text(struct db *db, size_t column)
{
	const struct postgres *p = of(db);
	return (struct text){ libpq.PQgetvalue(p->now, p->row, (int)column),
		              (size_t)libpq.PQgetlength(p->now, p->row, (int)column) };
}

static bool wrong_type(struct postgres *p, size_t column)
{
	char words[100];
	snprintf(words, sizeof words, "column %s is of type %u: CAST it",
	         libpq.PQfname(p->now, (int)column), libpq.PQftype(p->now, (int)column));
	db_fail(&p->db, ERROR_INTERNAL, p->name, words);
	return false;
}

static int64_t postgres_get_int(struct db *db, size_t column)
{
	struct postgres *p = of(db);
	int64_t value = 0;
	return postgres_int(p->now, p->row, (int)column, &value) || wrong_type(p, column) ? value
	                                                                                  : 0;
}

static double postgres_get_real(struct db *db, size_t column)
{
	struct postgres *p = of(db);
	double value = 0;
	return postgres_real(p->now, p->row, (int)column, &value) || wrong_type(p, column) ? value
	                                                                                   : 0;
}

/* Under the empty name, which the next one replaces. */
static struct text postgres_describe(struct db *db, struct arena *arena,
                                     const struct statement *statement)
{
	struct postgres *p = of(db);
	PGresult *result = prepare(p, "", statement);
	struct text problem = NO_TEXT;
	if (libpq.PQresultStatus(result) == PGRES_COMMAND_OK) {
		libpq.PQclear(result);
		result = libpq.PQdescribePrepared(p->conn, "");
		problem = postgres_differs(arena, statement, result);
	} else {
		problem = text_copy(arena, text_of(libpq.PQresultErrorMessage(result)));
	}
	libpq.PQclear(result);
	return problem;
}

const struct engine postgres_engine = {
	.kind = STORE_POSTGRES,
	.name = "postgresql",
	.open = postgres_open,
	.close = postgres_close,
	.recover = postgres_recover,
	.script = postgres_script,
	.start = postgres_start,
	.step = postgres_step,
	.is_null = postgres_is_null,
	.get_int = postgres_get_int,
	.get_real = postgres_get_real,
	.get_text = postgres_get_text,
	.finish = postgres_finish,
	.describe = postgres_describe,
};
