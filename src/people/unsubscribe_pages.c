/* Stopping the digests from a mail, without signing in: a page with a button for people, and a
 * POST that mail programs make by themselves. */
#include "people/pages.h"

#include "mail/mail.h"

#include "unsubscribe.html.h"

STATEMENT(stop_digest, "UPDATE person SET digest = 0 WHERE id = $1", .params = "i")

static bool stop(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	(void)arena, (void)made, (void)err;
	const int64_t *person = input;
	db_run(tx, &stop_digest, BIND(*person));
	return true;
}

static bool right(struct request *r)
{
	return mail_unsubscribe_right(r->arena, r->app, path_id(r, "id"), path_text(r, "token"));
}

void unsubscribe_page(struct request *r)
{
	if (!right(r)) {
		reply_missing(r);
		return;
	}
	struct page *p = page_start(r);
	view_unsubscribe(p, path_id(r, "id"), path_text(r, "token"));
	page_send(p, 200);
}

static void stopped(struct request *r)
{
	struct page *p = page_start(r);
	view_unsubscribed(p);
	page_send(p, 200);
}

static void not_stopped(struct request *r)
{
	reply_error(r, &r->error);
}

void unsubscribe_post(struct request *r)
{
	int64_t person = path_id(r, "id");
	if (right(r))
		request_write(r, stop, arena_copy(r->arena, &person, sizeof person), stopped, not_stopped);
	else
		reply_missing(r);
}
