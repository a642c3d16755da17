/* The public page of the selection, what its pages share, and their routes. */
#include "selection/selection_pages.h"

#include "selection_home.html.h"

bool selection_of_path(struct request *r, struct selection *s)
{
	const struct viewer *v = r->viewer;
	*s = (struct selection){ .cycle = cycle_of(r), .call = call_of_cycle(r->db, r->arena, v->cycle), .viewer = v,
		                 .facilitates = viewer_may(v, MAY_FACILITATE), .judges = viewer_is(v, ROLE_JUROR) };
	if (!s->call) {
		reply_missing(r);
		return false;
	}
	s->state = call_state(s->call, clock_now());
	return true;
}

struct frame *selection_frame(struct request *r, const struct selection *s, struct text title)
{
	struct frame *frame = arena_one(r->arena, struct frame);
	*frame = cycle_frame(r, s->cycle, STAGE_SELECTION, title);
	frame->private = true;
	return frame;
}

struct url reading_url(const struct cycle *c, int64_t application)
{
	return URL("/cycles/$1/selection/candidatures/$2", c->slug, application);
}

static void no_call_page(struct request *r)
{
	struct page *p = page_start(r);
	const struct cycle *c = cycle_of(r);
	struct frame frame = cycle_frame(r, c, STAGE_SELECTION, t("Sélection"));
	view_selection_none(p, &frame, c);
	page_send(p, 200);
}

static void home_page(struct request *r)
{
	struct selection s = { .call = call_of_cycle(r->db, r->arena, r->viewer->cycle) };
	if (!s.call || (!s.call->published && !viewer_may(r->viewer, MAY_FACILITATE))) {
		no_call_page(r);
		return;
	}
	if (!selection_of_path(r, &s))
		return;
	struct selection_home home = {
		.received = (int64_t)applications_submitted(r->db, r->arena, s.call->id).n,
		.jurors = (int64_t)jurors_of(r->db, r->arena, s.call->id).n,
		.criteria = criteria_of(r->db, r->arena, s.call->id),
		.quotas = quotas_of(r->db, r->arena, s.call->id),
		.selected = s.call->decided.s ? selected_of(r->db, r->arena, s.call->id) : (struct rows){ 0 },
	};
	struct page *p = page_start(r);
	struct frame *frame = selection_frame(r, &s, t("Sélection"));
	frame->private = false;
	view_selection_home(p, frame, &s, &home);
	page_send(p, 200);
}

#define BASE "/cycles/{cycle}/selection"

static const struct route routes[] = {
	{ METHOD_GET, BASE, MAY_ANYONE, home_page, 0 },
	{ METHOD_GET, BASE "/grille", MAY_FACILITATE, grid_page, 0 },
	{ METHOD_POST, BASE "/grille", MAY_FACILITATE, grid_post, 0 },
	{ METHOD_GET, BASE "/grille/{id}", MAY_FACILITATE, criterion_page, 0 },
	{ METHOD_POST, BASE "/grille/{id}", MAY_FACILITATE, criterion_post, 0 },
	{ METHOD_POST, BASE "/grille/{id}/place", MAY_FACILITATE, criterion_move_post, 0 },
	{ METHOD_POST, BASE "/grille/{id}/retrait", MAY_FACILITATE, criterion_remove_post, 0 },
	{ METHOD_GET, BASE "/candidatures", MAY_JUDGE, readings_page, 0 },
	{ METHOD_GET, BASE "/candidatures/{id}", MAY_JUDGE, reading_page, 0 },
	{ METHOD_POST, BASE "/candidatures/{id}", MAY_JUDGE, reading_post, 0 },
	{ METHOD_POST, BASE "/candidatures/{id}/deport", MAY_JUDGE, recusal_post, 0 },
	{ METHOD_POST, BASE "/candidatures/{id}/deport/{juror_id}/levee", MAY_FACILITATE, recusal_lift_post, 0 },
	{ METHOD_GET, BASE "/notes", MAY_JUDGE, notes_page, 0 },
	{ METHOD_GET, BASE "/cohorte", MAY_FACILITATE, choice_page, 0 },
	{ METHOD_POST, BASE "/cohorte", MAY_FACILITATE, choice_post, 0 },
	{ METHOD_POST, BASE "/cohorte/proposition", MAY_FACILITATE, proposal_post, 0 },
	{ METHOD_GET, BASE "/decision", MAY_FACILITATE, decision_page, 0 },
	{ METHOD_POST, BASE "/decision", MAY_FACILITATE, decision_post, 0 },
	{ METHOD_GET, BASE "/decision/lettres/{outcome}", MAY_FACILITATE, letter_page, 0 },
	{ METHOD_POST, BASE "/decision/lettres/{outcome}", MAY_FACILITATE, letter_post, 0 },
	{ METHOD_GET, BASE "/decision/registre", MAY_FACILITATE, record_page, 0 },
	{ METHOD_GET, BASE "/decision/registre.json", MAY_FACILITATE, record_download, 0 },
};
const struct routes selection_routes = ROUTES(routes);
