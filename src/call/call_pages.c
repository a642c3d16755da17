/* Pages of the call: the public one, its preview as a candidate sees it, the facilitator's list
 * of applications; and the table of routes of this folder. */
#include "call/call_pages.h"

#include "call.html.h"
#include "call_list.html.h"
#include "call_preview.html.h"

static bool visible(const struct call *c, const struct viewer *v)
{
	return c && (c->published || viewer_may(v, MAY_FACILITATE));
}

struct call *call_of_path(struct request *r)
{
	struct call *c = call_of_cycle(r->db, r->arena, r->viewer->cycle);
	if (visible(c, r->viewer))
		return c;
	reply_missing(r);
	return NULL;
}

void call_page(struct request *r)
{
	struct call *c = call_of_cycle(r->db, r->arena, r->viewer->cycle);
	struct call_view view = { .cycle = cycle_of(r), .facilitates = viewer_may(r->viewer, MAY_FACILITATE) };
	if (visible(c, r->viewer)) {
		view.call = c;
		view.state = call_state(c, clock_now());
		view.quotas = quotas_of(r->db, r->arena, c->id);
		view.questions = questions_of(r->db, r->arena, c->id);
		if (r->viewer->person)
			view.mine = applications_of_person(r->db, r->arena, c->id, r->viewer->person);
	}
	struct page *p = page_start(r);
	view_call(p, &view);
	page_send(p, r->error.code ? 422 : 200);
}

void call_preview_page(struct request *r)
{
	struct call *c = call_of_path(r);
	if (!c)
		return;
	struct rows questions = questions_of(r->db, r->arena, c->id);
	struct page *p = page_start(r);
	view_call_preview(p, cycle_of(r), draft_form(r->arena, questions));
	page_send(p, 200);
}

static void count_lines(struct progress_view *view)
{
	const struct progress *end = (const struct progress *)view->lines.at + view->lines.n;
	for (const struct progress *l = view->lines.at; l < end; l++) {
		bool draft = l->submitted.s == 0;
		view->drafts += draft;
		view->submitted += !draft;
		view->incomplete += draft && (l->elected_confirmed.s == 0 || l->staff_confirmed.s == 0);
	}
}

void call_list_page(struct request *r)
{
	struct call *c = call_of_path(r);
	if (!c)
		return;
	struct progress_view view = { .cycle = cycle_of(r), .call = c, .lines = progress_of(r->db, r->arena, c->id) };
	count_lines(&view);
	struct page *p = page_start(r);
	view_call_list(p, &view);
	page_send(p, r->error.code ? 422 : 200);
}

static void nudged(struct request *r)
{
	flash(r, "ok", N_("Le courriel est parti."), NULL);
	reply_redirect(r, URL("/cycles/$1/appel/candidatures", path_text(r, "cycle")));
}

void call_nudge_post(struct request *r)
{
	struct call *c = call_of_path(r);
	if (!c)
		return;
	struct nudge *in = arena_one(r->arena, struct nudge);
	*in = (struct nudge){ .app = r->app, .application = path_id(r, "application_id"), .call = c->id,
	                      .at = clock_now() };
	request_write(r, pair_nudge, in, nudged, call_list_page);
}

static const struct route routes[] = {
	{ METHOD_GET, "/cycles/{cycle}/appel", MAY_ANYONE, call_page, 0 },
	{ METHOD_GET, "/cycles/{cycle}/appel/modifier", MAY_FACILITATE, call_edit_page, 0 },
	{ METHOD_POST, "/cycles/{cycle}/appel/modifier", MAY_FACILITATE, call_edit_post, 0 },
	{ METHOD_POST, "/cycles/{cycle}/appel/publication", MAY_FACILITATE, call_publish_post, 0 },
	{ METHOD_GET, "/cycles/{cycle}/appel/apercu", MAY_FACILITATE, call_preview_page, 0 },
	{ METHOD_GET, "/cycles/{cycle}/appel/questions", MAY_FACILITATE, questions_page, 0 },
	{ METHOD_GET, "/cycles/{cycle}/appel/questions/nouvelle", MAY_FACILITATE, question_new_page, 0 },
	{ METHOD_POST, "/cycles/{cycle}/appel/questions/nouvelle", MAY_FACILITATE, question_new_post, 0 },
	{ METHOD_GET, "/cycles/{cycle}/appel/questions/{id}", MAY_FACILITATE, question_edit_page, 0 },
	{ METHOD_POST, "/cycles/{cycle}/appel/questions/{id}", MAY_FACILITATE, question_edit_post, 0 },
	{ METHOD_POST, "/cycles/{cycle}/appel/questions/{id}/place", MAY_FACILITATE, question_move_post, 0 },
	{ METHOD_POST, "/cycles/{cycle}/appel/questions/{id}/retrait", MAY_FACILITATE, question_remove_post, 0 },
	{ METHOD_GET, "/cycles/{cycle}/appel/candidatures", MAY_FACILITATE, call_list_page, 0 },
	{ METHOD_POST, "/cycles/{cycle}/appel/candidatures/{application_id}/relance", MAY_FACILITATE,
	  call_nudge_post, 0 },
	{ METHOD_GET, "/cycles/{cycle}/appel/candidater", MAY_SIGNED_IN, start_page, 0 },
	{ METHOD_POST, "/cycles/{cycle}/appel/candidater", MAY_SIGNED_IN, start_post, 0 },
	{ METHOD_GET, "/candidatures/{id}", MAY_SIGNED_IN, application_page, 0 },
	{ METHOD_POST, "/candidatures/{id}", MAY_SIGNED_IN, draft_post, ROUTE_AGAIN },
	{ METHOD_POST, "/candidatures/{id}/brouillon", MAY_SIGNED_IN, draft_auto_post, ROUTE_AGAIN },
	{ METHOD_GET, "/candidatures/{id}/binome", MAY_SIGNED_IN, invite_page, 0 },
	{ METHOD_POST, "/candidatures/{id}/binome", MAY_SIGNED_IN, invite_post, 0 },
	{ METHOD_GET, "/candidatures/{id}/pieces/{question_id}", MAY_SIGNED_IN, piece_page, 0 },
	{ METHOD_POST, "/candidatures/{id}/pieces/{question_id}", MAY_SIGNED_IN, piece_post, ROUTE_UPLOAD },
	{ METHOD_POST, "/candidatures/{id}/pieces/{question_id}/retrait", MAY_SIGNED_IN, piece_remove_post, 0 },
	{ METHOD_GET, "/candidatures/{id}/fichiers/{file_id}", MAY_SIGNED_IN, answer_file_page, 0 },
	{ METHOD_GET, "/candidatures/{id}/depot", MAY_SIGNED_IN, submit_page, 0 },
	{ METHOD_POST, "/candidatures/{id}/depot", MAY_SIGNED_IN, submit_post, 0 },
	{ METHOD_GET, "/candidatures/{id}/recepisse", MAY_SIGNED_IN, receipt_page, 0 },
	{ METHOD_GET, "/binome/{token}", MAY_ANYONE, confirm_page, 0 },
	{ METHOD_POST, "/binome/{token}", MAY_ANYONE, confirm_post, 0 },
};
const struct routes call_routes = ROUTES(routes);
