/* Connection: the steps of a request, one function a phase. A step runs on the loop or on a
 * worker and speaks to no socket. */
#include "base/check.h"
#include "base/log.h"
#include "http/form_key.h"
#include "http/header.h"
#include "http/loop.h"
#include "http/server_inner.h"
#include "http/worker.h"

#include <unistd.h>

/* The connection lives in the arena of its own request: one free at the end. */
struct connection *connection_new(struct server *server, struct loop *loop, const char *uri)
{
	struct arena *arena = arena_new();
	struct connection *c = arena_one(arena, struct connection);
	struct text query = text_copy(arena, text_of(uri));
	c->request = (struct request){ .app = server->app, .arena = arena, .connection = c };
	c->request.path = text_cut(&query, '?');
	c->request.query = query;
	c->server = server;
	c->loop = loop;
	c->started = clock_us();
	return c;
}

void connection_free(struct connection *c)
{
	body_free(&c->body);
	reply_drop(c);
	arena_free(c->request.arena);
}

void connection_refuse(struct connection *c, int status, enum error_code code, const char *message)
{
	c->status = status;
	c->request.error = (struct error){ .code = code, .message = message };
	c->phase = PHASE_ERROR;
}

/* A point read of SQLite is 3 µs: cheaper on the loop than a change of thread. PostgreSQL is
 * 55 µs away at best, a password 25 ms, a disk's fsync more: those are for the workers. */
static bool must_wait(const struct connection *c)
{
	bool handling = c->phase == PHASE_HANDLE || c->phase == PHASE_WRITTEN;
	if (c->server->waits_on_database)
		return true;
	return handling && ((c->request.route->flags & ROUTE_SLOW) || body_has_files(&c->body));
}

/* An error of the body, settled while it came. */
static bool refuse_body(struct connection *c)
{
	if (c->body.status)
		connection_refuse(c, c->body.status, ERROR_INPUT, c->body.message);
	return c->body.status != 0;
}

/* A guard that says no has replied, to the sign-in page or as for what does not exist. */
static void step_guard(struct connection *c)
{
	struct request *r = &c->request;
	const struct server_options *options = &c->server->options;
	if (options->guard && !options->guard(r)) {
		c->phase = PHASE_REPLY;
		return;
	}
	c->phase = PHASE_HANDLE;
	if (!c->has_body)
		return;
	c->phase = PHASE_ACCEPT;
	body_begin(c, header(r, "Content-Type"), c->length);
	refuse_body(c);
}

void connection_received(struct connection *c)
{
	c->body_left = false;
	body_end(c);
	c->phase = PHASE_HANDLE;
	refuse_body(c);
}

/* Nothing could be written for the moment: the form as it was typed, and not a page that would
 * take its place, since a browser may forget what was typed in a page that no cache keeps. */
static void say_unavailable(struct connection *c)
{
	struct reply *reply = &c->reply;
	if (reply->kind != REPLY_BODY || (reply->status != 200 && reply->status != 409 && reply->status != 422))
		return;
	reply->status = 503;
	reply_header(&c->request, "Retry-After", text("30"));
}

/* Files that the disk could not take: the form says so beside their field, and nothing is done. */
static bool store_files(struct connection *c)
{
	bool stored = true;
	body_store(c);
	for (size_t i = 0; i < c->body.n; i++)
		stored = stored && c->body.at[i].error.code != ERROR_FULL;
	return stored;
}

/* The handler has returned: it has replied, or a command is to be run. */
static void after_handler(struct connection *c)
{
	if (c->reply.kind != REPLY_NONE) {
		c->phase = PHASE_REPLY;
	} else if (c->write.run) {
		c->phase = PHASE_WRITE;
	} else {
		log_error("%s: the handler did not answer", c->request.route->pattern);
		connection_refuse(c, 500, ERROR_INTERNAL, N_("Cette page a rencontré un problème."));
	}
}

/* Whose key is wrong does nothing; but a page that reads its form shows it again, with what was
 * typed and a key of now (form_read says why). That is safe: what another site sends was refused
 * before its body came (open.c). */
static void answer_stale(struct connection *c)
{
	c->request.route->handler(&c->request);
	bool shown = c->form_read && c->reply.kind == REPLY_BODY;
	c->write.run = NULL;
	if (shown) {
		c->reply.status = 403;
		c->phase = PHASE_REPLY;
		return;
	}
	reply_drop(c);
	connection_refuse(c, 403, ERROR_INPUT,
	                  N_("Cette page était ouverte depuis trop longtemps, ou vous avez changé de compte. "
	                     "Revenez à la page précédente, rechargez-la et recommencez."));
}

static void step_handle(struct connection *c)
{
	struct request *r = &c->request;
	c->stale = r->method == METHOD_POST && !(r->route->flags & ROUTE_MACHINE) && !form_key_right(r);
	if (c->stale) {
		answer_stale(c);
		return;
	}
	bool stored = store_files(c);
	r->route->handler(r);
	if (!stored)
		say_unavailable(c);
	after_handler(c);
}

/* What people can correct, or send again, goes back to the form; the rest has its page, whatever
 * the handler wants. */
static bool is_for_form(const struct connection *c)
{
	switch (c->write.error.code) {
	case ERROR_INPUT:
	case ERROR_RULE:
	case ERROR_CONFLICT: return c->refused != NULL;
	case ERROR_FULL: return c->refused != NULL && c->form_read != NULL;
	default: return false;
	}
}

static void show_refusal(struct connection *c)
{
	struct request *r = &c->request;
	form_refuse_error(r, &r->error);
	c->refused(r);
	if (r->error.code == ERROR_FULL)
		say_unavailable(c);
}

/* A handler that would redirect whatever happens says it with the page of the error. */
static bool leads_away(const struct connection *c)
{
	return c->write.error.code == ERROR_FULL && c->reply.status == 303;
}

/* The command was committed or refused. */
static void step_written(struct connection *c)
{
	struct request *r = &c->request;
	r->made = c->write.made;
	r->error = c->write.error;
	c->write.run = NULL;
	if (c->write.ok)
		c->done(r);
	else if (is_for_form(c))
		show_refusal(c);
	else
		reply_error(r, &r->error);
	if (!c->write.ok && leads_away(c)) {
		reply_drop(c);
		reply_error(r, &r->error);
	}
	after_handler(c);
}

static void step_error(struct connection *c)
{
	struct request *r = &c->request;
	reply_status_error(r, c->status, &r->error);
	c->phase = PHASE_REPLY;
}

/* Throws away an answer made while the database failed, or cut by its buffer. */
static void check_reply(struct connection *c, bool error_page)
{
	struct request *r = &c->request;
	struct error err = { 0 };
	bool failed = r->db && db_failed(r->db), cut = buffer_failed(&c->reply.body);
	if (!failed && !cut)
		return;
	if (failed) {
		db_error(r->db, &err);
		db_recover(r->db);
	} else {
		error_set(&err, ERROR_INTERNAL, N_("Cette page a rencontré un problème."), "the answer is too long");
	}
	reply_drop(c);
	c->write.run = NULL;
	c->status = err.code == ERROR_FULL ? 503 : 500;
	r->error = err;
	c->phase = PHASE_ERROR;
	if (error_page) { /* even that one failed: without a page, then */
		log_error("%s", err.detail);
		reply_text(r, c->status, "text/plain; charset=utf-8", error_text(r->arena, r->lang, &err));
		c->phase = PHASE_REPLY;
	}
}

static void step(struct connection *c, struct db *db)
{
	bool error_page = c->phase == PHASE_ERROR;
	c->request.db = db;
	switch (c->phase) {
	case PHASE_GUARD: step_guard(c); break;
	case PHASE_HANDLE: step_handle(c); break;
	case PHASE_WRITTEN: step_written(c); break;
	default: step_error(c); break;
	}
	check_reply(c, error_page);
	c->request.db = NULL;
	if (c->phase == PHASE_REPLY)
		reply_finish(c);
}

static bool may_step(const struct connection *c, bool on_worker)
{
	return is_step(c->phase) && (on_worker || !must_wait(c));
}

void connection_steps(struct connection *c, struct db *db, bool on_worker)
{
	if (!may_step(c, on_worker))
		return;
	db_moment_begin(db);
	while (may_step(c, on_worker))
		step(c, db);
	db_moment_end(db);
}

/* On a worker: as far as it goes without the loop. */
static void work(struct post *post)
{
	struct connection *c = post_owner(post, struct connection, post);
	connection_steps(c, worker_db(), true);
	if (c->phase == PHASE_WRITE)
		connection_submit(c);
	else
		connection_resume(c);
}

void connection_resume(struct connection *c)
{
	if (is_step(c->phase) && must_wait(c)) {
		c->post.run = work;
		workers_add(c->server->workers, &c->post);
	} else {
		c->post.run = loop_resume;
		loop_post(c->loop, &c->post);
	}
}
