/* Roadmaps as they are read: the cohort on one page, a territory's own, its printed sheet; what the
 * pages share, and their routes. */
#include "roadmap/roadmap_pages.h"

#include "roadmap.html.h"
#include "roadmap_cohort.html.h"

enum { DUE_SHOWN = 8 };

bool viewer_writes(const struct viewer *v, int64_t member)
{
	return viewer_may(v, MAY_OWN_MEMBER) && roadmap_may_write(member, v->member, viewer_may(v, MAY_FACILITATE));
}

bool roadmap_overtaken(const struct request *r, int64_t version)
{
	int64_t typed = version;
	text_to_int(form_typed(r, "version"), &typed);
	return r->form.wrong && typed != version;
}

int roadmap_status(const struct request *r)
{
	if (r->error.code == ERROR_CONFLICT)
		return 409;
	return r->form.wrong ? 422 : 200;
}

static const struct member *member_within(struct request *r, int64_t id)
{
	const struct member *m = id ? member_by_id(r->db, r->arena, id) : NULL;
	return m && m->cycle == r->viewer->cycle ? m : NULL;
}

const struct member *member_asked(struct request *r)
{
	const struct viewer *v = r->viewer;
	if (!viewer_may(v, MAY_FACILITATE))
		return member_within(r, v->member);
	int64_t typed = query_number(r, "territoire", v->member, 1, INT64_MAX);
	text_to_int(form_typed(r, "member"), &typed);
	return member_within(r, typed);
}

/* Territories to show: those that are in, or have left something; to the public, only those that
 * show something. */
static bool shown(const struct progress *line, bool public)
{
	bool something = line->planned + line->progress + line->done + line->dropped + line->caps > 0;
	return something || (!public && line->withdrawn.s == 0);
}

static void add(struct progress *total, const struct progress *line)
{
	total->planned += line->planned;
	total->progress += line->progress;
	total->done += line->done;
	total->dropped += line->dropped;
	total->late += line->late;
	total->caps += line->caps;
	total->reached += line->reached;
}

static void gather(struct request *r, struct cohort_progress *x)
{
	struct rows rows = cohort_progress_of(r->db, r->arena, r->viewer->cycle, SIGHT_OF(r->viewer), x->today);
	const struct progress *all = rows.at;
	struct progress *lines = arena_many(r->arena, struct progress, rows.n + 1);
	bool public = !viewer_may(r->viewer, MAY_SEE_COHORT);
	for (size_t i = 0; i < rows.n; i++) {
		if (!shown(&all[i], public))
			continue;
		lines[x->n] = all[i];
		if (all[i].member == r->viewer->member)
			x->own = &lines[x->n];
		x->n++;
		add(&x->total, &all[i]);
	}
	x->lines = lines;
}

static void cohort_page(struct request *r)
{
	struct cohort_progress x = { .c = cycle_of(r), .v = r->viewer, .today = day_of(clock_now()) };
	gather(r, &x);
	x.due = actions_due(r->db, r->arena, r->viewer->cycle, SIGHT_OF(r->viewer), DUE_SHOWN);
	struct page *p = page_start(r);
	struct frame frame = cycle_frame(r, x.c, STAGE_ROADMAP, t("Feuilles de route"));
	frame.description = t("Où en sont les territoires du cycle « {cycle} » : actions, caps et échéances.", .cycle = x.c->name);
	frame.wide = true;
	view_roadmap_cohort(p, &frame, &x);
	page_send(p, 200);
}

/* The territory of the path, of this cycle; NULL, and the 404 page has been sent, when there is
 * none, or it shows this viewer nothing. */
static struct roadmap *roadmap_of_path(struct request *r)
{
	const struct viewer *v = r->viewer;
	const struct member *m = member_within(r, path_id(r, "member_id"));
	struct roadmap *x = arena_one(r->arena, struct roadmap);
	if (m) {
		*x = (struct roadmap){ .v = v, .m = m, .today = day_of(clock_now()), .writes = viewer_writes(v, m->id) };
		x->actions = actions_of(r->db, r->arena, m->id, SIGHT_OF(v));
		x->caps = caps_of(r->db, r->arena, m->id, SIGHT_OF(v));
	}
	if (!m || (x->actions.n + x->caps.n == 0 && !viewer_may(v, MAY_SEE_COHORT))) {
		reply_missing(r);
		return NULL;
	}
	x->c = cycle_of(r);
	x->steps = steps_of_member(r->db, r->arena, m->id, SIGHT_OF(v));
	return x;
}

static struct frame frame_of(struct request *r, const struct roadmap *x, struct text title)
{
	struct frame frame = cycle_frame(r, x->c, STAGE_ROADMAP, title);
	frame.private = viewer_may(x->v, MAY_SEE_COHORT);
	frame.wide = true;
	return frame;
}

static void member_page(struct request *r)
{
	struct roadmap *x = roadmap_of_path(r);
	if (!x)
		return;
	struct page *p = page_start(r);
	struct frame frame = frame_of(r, x, t("Feuille de route : {territory}", .territory = x->m->name));
	view_roadmap(p, &frame, x);
	page_send(p, 200);
}

static void sheet_page(struct request *r)
{
	struct roadmap *x = roadmap_of_path(r);
	if (!x)
		return;
	struct page *p = page_start(r);
	struct frame frame = frame_of(r, x, t("Feuille de route : {territory}", .territory = x->m->name));
	frame.bare = true;
	view_roadmap_sheet(p, &frame, x);
	page_send(p, 200);
}

#define ROADMAP "/cycles/{cycle}/feuille-de-route"
static const struct route routes[] = {
	{ METHOD_GET, ROADMAP, MAY_ANYONE, cohort_page, 0 },
	{ METHOD_GET, ROADMAP "/{member_id}", MAY_ANYONE, member_page, 0 },
	{ METHOD_GET, ROADMAP "/{member_id}/fiche", MAY_ANYONE, sheet_page, 0 },
	{ METHOD_GET, ROADMAP "/actions/nouvelle", MAY_OWN_MEMBER, action_new_page, 0 },
	{ METHOD_POST, ROADMAP "/actions/nouvelle", MAY_OWN_MEMBER, action_new_post, 0 },
	{ METHOD_GET, ROADMAP "/actions/{id}", MAY_ANYONE, action_page, 0 },
	{ METHOD_POST, ROADMAP "/actions/{id}", MAY_OWN_MEMBER, action_move_post, 0 },
	{ METHOD_GET, ROADMAP "/actions/{id}/modifier", MAY_OWN_MEMBER, action_edit_page, 0 },
	{ METHOD_POST, ROADMAP "/actions/{id}/modifier", MAY_OWN_MEMBER, action_edit_post, 0 },
	{ METHOD_GET, ROADMAP "/caps/nouveau", MAY_OWN_MEMBER, cap_new_page, 0 },
	{ METHOD_POST, ROADMAP "/caps/nouveau", MAY_OWN_MEMBER, cap_new_post, 0 },
	{ METHOD_GET, ROADMAP "/caps/{id}", MAY_ANYONE, cap_page, 0 },
	{ METHOD_POST, ROADMAP "/caps/{id}", MAY_OWN_MEMBER, cap_reach_post, 0 },
	{ METHOD_POST, ROADMAP "/caps/{id}/annulation", MAY_OWN_MEMBER, cap_unreach_post, 0 },
	{ METHOD_GET, ROADMAP "/caps/{id}/modifier", MAY_OWN_MEMBER, cap_edit_page, 0 },
	{ METHOD_POST, ROADMAP "/caps/{id}/modifier", MAY_OWN_MEMBER, cap_edit_post, 0 },
};
const struct routes roadmap_routes = ROUTES(routes);
