/* Writing: a handler's command on its way to the store and back. */
#include "base/check.h"
#include "http/server_inner.h"

static void plan(struct request *r, command_fn *run, const void *in, handler_fn *done, handler_fn *refused,
                 bool relaxed)
{
	struct connection *c = r->connection;
	check(!c->write.run && c->reply.kind == REPLY_NONE);
	c->write = (struct write){ .run = run, .in = in, .relaxed = relaxed, .arena = r->arena, .user = c };
	/* What is in "_key" was checked, but on a machine's route. */
	if (!(r->route->flags & (ROUTE_AGAIN | ROUTE_MACHINE)))
		c->write.once = pairs_get(&c->body.fields, text("_key"));
	/* A second command of the same request is no repeat of the first. */
	if (c->writes++ > 0 && c->write.once.n)
		c->write.once = text_format(r->arena, "%" TEXT "#%u", text_args(c->write.once), c->writes);
	c->done = done;
	c->refused = refused;
}

void request_write(struct request *r, command_fn *run, const void *in, handler_fn *done, handler_fn *refused)
{
	plan(r, run, in, done, refused, false);
}

void request_write_relaxed(struct request *r, command_fn *run, const void *in, handler_fn *done, handler_fn *refused)
{
	plan(r, run, in, done, refused, true);
}

/* On a thread of the store. */
static void written(struct write *write)
{
	struct connection *c = write->user;
	c->phase = PHASE_WRITTEN;
	connection_resume(c);
}

void connection_submit(struct connection *c)
{
	c->write.done = written;
	store_submit(c->server->app->store, &c->write);
}
