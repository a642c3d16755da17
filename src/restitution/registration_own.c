/* Someone's own registration, by the link they were mailed: where it stands, cancelling, the
 * calendar entry. */
#include "people/token.h"
#include "restitution/restitution_mails.h"
#include "restitution/restitution_pages.h"
#include "restitution/restitution_store.h"

#include "registration_own.html.h"

enum { CALENDAR_MAX = 64 * 1024 };

static struct own_sight *own_of_path(struct request *r)
{
	struct text hash = token_hash(r->arena, path_text(r, "token"));
	const struct registration *g = hash.n ? registration_by_token(r->db, r->arena, hash) : NULL;
	const struct restitution *e = g ? restitution_by_id(r->db, r->arena, g->restitution) : NULL;
	const struct cycle *c = e ? cycle_by_id(r->db, r->arena, e->cycle) : NULL;
	if (!c) {
		reply_missing(r);
		return NULL;
	}
	struct own_sight *x = arena_one(r->arena, struct own_sight);
	*x = (struct own_sight){ c, e, g, path_text(r, "token"), clock_now().s < e->starts.s };
	return x;
}

static struct frame frame_of(struct request *r, const struct own_sight *x, struct text title)
{
	struct frame frame = cycle_frame(r, x->c, STAGE_RESTITUTION, title);
	frame.private = true;
	return frame;
}

void own_page(struct request *r)
{
	const struct own_sight *x = own_of_path(r);
	if (!x)
		return;
	struct page *p = page_start(r);
	struct frame frame = frame_of(r, x, t("Mon inscription"));
	view_own(p, &frame, x);
	page_send(p, 200);
}

void own_cancel_page(struct request *r)
{
	const struct own_sight *x = own_of_path(r);
	if (!x)
		return;
	if (!error_is(&r->error) && (!x->ahead || registration_is(x->g, "cancelled"))) {
		reply_redirect(r, URL("/inscription/$1", x->token));
		return;
	}
	struct page *p = page_start(r);
	struct frame frame = frame_of(r, x, t("Annuler mon inscription"));
	view_own_cancel(p, &frame, x);
	page_send(p, form_status(r));
}

static void cancelled(struct request *r)
{
	flash(r, "ok", N_("C'est annulé. Merci de l'avoir dit."), NULL);
	reply_redirect(r, URL("/inscription/$1", path_text(r, "token")));
}

void own_cancel_post(struct request *r)
{
	struct registration_cancellation *in = arena_one(r->arena, struct registration_cancellation);
	*in = (struct registration_cancellation){ .app = r->app, .token = path_text(r, "token") };
	request_write_relaxed(r, registration_cancel, in, cancelled, own_cancel_page);
}

/* Nothing to put in a calendar while one waits. */
void own_calendar(struct request *r)
{
	const struct own_sight *x = own_of_path(r);
	if (!x)
		return;
	if (registration_is(x->g, "waiting")) {
		reply_missing(r);
		return;
	}
	struct buffer out;
	buffer_init(&out, CALENDAR_MAX);
	restitution_calendar(&out, r->arena, r->app, x->c, x->e, x->g);
	reply_body(r, 200, "text/calendar; charset=utf-8", &out);
}
