/* Writing: a handler's command on its way to the store and back. */
#include "base/check.h"
#include "http/form_key.h"
#include "http/server_inner.h"

#include <sodium.h>

/* A hash is kept, and not the key: logins and other links are made from keys (people/token.h),
 * and a stolen copy of the database must open nothing. A second command of the same request is
 * no repeat of the first. */
static struct text once_of(struct request *r, unsigned nth)
{
	unsigned char hash[32];
	struct text key = text_format(r->arena, "%u:%" TEXT, nth, text_args(form_key_posted(r)));
	check(crypto_generichash(hash, sizeof hash, (const unsigned char *)key.at, key.n, NULL, 0) == 0);
	return text_hex(r->arena, hash, sizeof hash);
}

static void plan(struct request *r, command_fn *run, const void *in, handler_fn *done, handler_fn *refused,
                 bool relaxed)
{
	struct connection *c = r->connection;
	check(!c->write.run && c->reply.kind == REPLY_NONE);
	c->write = (struct write){ .run = run, .in = in, .relaxed = relaxed, .arena = r->arena, .user = c };
	c->writes++;
	/* What is in "_key" was checked, but on a machine's route. */
	if (!(r->route->flags & (ROUTE_AGAIN | ROUTE_MACHINE)))
		c->write.once = once_of(r, c->writes);
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
