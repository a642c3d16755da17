/* A blocker's page: the thread, replying, moving it to another state. */
#include "exchange/exchange_pages.h"

#include "exchange/exchange_rules.h"

#include "blocker.html.h"

static const struct field reply_fields[] = {
	FIELD(struct blocker_reply_input, body, FIELD_LONG, N_("Votre réponse"), .max = 4000, .rows = 5),
};
static const struct form reply_form = FORM(reply_fields);

static const struct field change_fields[] = {
	FIELD(struct blocker_change, lifted_by, FIELD_LONG, N_("Ce qui l'a levé"), .max = 600, .rows = 3,
	      .help = N_("Une phrase ou deux : elle paraîtra en tête, pour qui vivra la même chose.")),
	FIELD(struct blocker_change, state, FIELD_HIDDEN, NULL, .max = 20),
};
static const struct form change_form = FORM(change_fields);

/* The blocker of the path, when this viewer can reach it; or NULL, and the 404 page has been sent. */
static const struct blocker *blocker_of_path(struct request *r)
{
	const struct blocker *b =
	    blocker_seen(r->db, r->arena, path_id(r, "id"), r->viewer->cycle, SEEN_BY(r->viewer));
	if (!b)
		reply_missing(r);
	return b;
}

static struct thread thread_of(struct request *r, const struct blocker *b)
{
	const struct viewer *v = r->viewer;
	bool acts = viewer_may(v, MAY_TAKE_PART), facilitates = viewer_may(v, MAY_FACILITATE);
	return (struct thread){
		.c = cycle_of(r), .v = v, .b = b, .reply_form = &reply_form, .change_form = &change_form,
		.replies = replies_of(r->db, r->arena, b->id),
		.alike = blockers_alike(r->db, r->arena, v, b),
		.may_edit = acts && blocker_may_edit(b, v->person, facilitates),
		.may_move = acts && blocker_may_move(b, v->person, v->member, facilitates),
		.lifting = r->form.wrong && r->form.form == &change_form,
	};
}

void blocker_page(struct request *r)
{
	const struct blocker *b = blocker_of_path(r);
	if (!b)
		return;
	struct thread x = thread_of(r, b);
	form_fill(r, &change_form, &(struct blocker_change){ .lifted_by = b->lifted_by });
	struct page *p = page_start(r);
	struct frame frame = cycle_frame(r, x.c, STAGE_EXCHANGE, b->title);
	frame.description = text_excerpt(r->arena, b->body, 200);
	frame.private = b->audience != AUDIENCE_PUBLIC;
	frame.wide = true;
	view_blocker(p, &frame, &x);
	page_send(p, exchange_status(r));
}

static void replied(struct request *r)
{
	flash(r, "ok", N_("Votre réponse est enregistrée."), NULL);
	reply_redirect(r, URL("/cycles/$1/echanges/blocages/$2#r$3", path_text(r, "cycle"), path_id(r, "id"), r->made.id));
}

/* Shown again with what was typed, unless the blocker itself is out of reach. */
static void refused(struct request *r)
{
	if (r->error.code == ERROR_MISSING)
		exchange_refused(r);
	else
		blocker_page(r);
}

void blocker_reply_post(struct request *r)
{
	struct blocker_reply_input *in = arena_one(r->arena, struct blocker_reply_input);
	if (!form_read(r, &reply_form, in)) {
		blocker_page(r);
		return;
	}
	in->app = r->app;
	in->cycle = r->viewer->cycle;
	in->blocker = path_id(r, "id");
	in->person = r->viewer->person;
	in->member = r->viewer->member;
	in->facilitates = viewer_may(r->viewer, MAY_FACILITATE);
	request_write(r, blocker_reply, in, replied, refused);
}

static void moved(struct request *r)
{
	flash(r, "ok", N_("L'état du blocage est changé."), NULL);
	reply_redirect(r, URL("/cycles/$1/echanges/blocages/$2", path_text(r, "cycle"), path_id(r, "id")));
}

/* Two of the three changes are a button without words: the rule asks for those of the third. */
void blocker_move_post(struct request *r)
{
	struct blocker_change *in = arena_one(r->arena, struct blocker_change);
	if (!form_read_draft(r, &change_form, in)) {
		blocker_page(r);
		return;
	}
	in->cycle = r->viewer->cycle;
	in->blocker = path_id(r, "id");
	in->person = r->viewer->person;
	in->member = r->viewer->member;
	in->facilitates = viewer_may(r->viewer, MAY_FACILITATE);
	request_write(r, blocker_move, in, moved, refused);
}
