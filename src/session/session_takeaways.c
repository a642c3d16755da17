/* Takeaways: a sentence that someone of the cohort keeps of the day. Written on the session's
 * own page; changed by whoever wrote it, or by the facilitator. */
#include "session/session_pages.h"

#include "session_takeaway.html.h"

static const struct field fields[] = {
	FIELD(struct takeaway_input, text, FIELD_LONG, N_("Ce que vous en retenez"), .max = 400, .rows = 3,
	      .help = N_("Une phrase, que d'autres pourront reprendre dans leur feuille de route. Elle est signée de votre nom.")),
};
const struct form takeaway_form = FORM(fields);

static void saved(struct request *r)
{
	flash(r, "ok", N_("L'enseignement est enregistré."), NULL);
	reply_redirect(r, URL("/cycles/$1/seances/$2#e$3", path_text(r, "cycle"), path_id(r, "id"), r->made.id));
}

static void save(struct request *r, int64_t takeaway, handler_fn *again)
{
	struct takeaway_input *in = arena_one(r->arena, struct takeaway_input);
	if (!form_read(r, &takeaway_form, in)) {
		again(r);
		return;
	}
	in->id = takeaway;
	in->session = path_id(r, "id");
	in->person = r->viewer->person;
	in->facilitates = viewer_may(r->viewer, MAY_FACILITATE);
	request_write(r, takeaway_save, in, saved, again);
}

void takeaway_post(struct request *r)
{
	if (session_of_path(r))
		save(r, 0, session_page);
}

/* The takeaway of the path, of the session of the path, that this viewer may change; or NULL,
 * and the 404 page has been sent. */
static const struct takeaway *takeaway_of_path(struct request *r)
{
	const struct session *s = session_of_path(r);
	if (!s)
		return NULL;
	const struct takeaway *w = takeaway_by_id(r->db, r->arena, path_id(r, "takeaway_id"));
	if (w && w->session == s->id && !w->removed &&
	    (w->person == r->viewer->person || viewer_may(r->viewer, MAY_FACILITATE)))
		return w;
	reply_missing(r);
	return NULL;
}

void takeaway_page(struct request *r)
{
	const struct takeaway *w = takeaway_of_path(r);
	struct sight *x = w ? sight_of_path(r) : NULL;
	if (!x)
		return;
	form_fill(r, &takeaway_form, &(struct takeaway_input){ .text = w->text });
	struct page *p = page_start(r);
	struct frame frame = cycle_frame(r, x->c, STAGE_SESSION, t("Modifier un enseignement"));
	frame.private = true;
	view_takeaway_edit(p, &frame, x, w);
	page_send(p, form_status(r));
}

void takeaway_edit_post(struct request *r)
{
	const struct takeaway *w = takeaway_of_path(r);
	if (w)
		save(r, w->id, takeaway_page);
}

static void removed(struct request *r)
{
	flash(r, "ok", N_("L'enseignement est retiré."), NULL);
	reply_redirect(r, URL("/cycles/$1/seances/$2", path_text(r, "cycle"), path_id(r, "id")));
}

static void not_removed(struct request *r)
{
	reply_error(r, &r->error);
}

void takeaway_remove_post(struct request *r)
{
	const struct takeaway *w = takeaway_of_path(r);
	if (!w)
		return;
	struct takeaway_removal *in = arena_one(r->arena, struct takeaway_removal);
	*in = (struct takeaway_removal){ .id = w->id, .session = w->session, .person = r->viewer->person,
		                         .facilitates = viewer_may(r->viewer, MAY_FACILITATE) };
	request_write(r, takeaway_remove, in, removed, not_removed);
}
