/* A territory's sheet, gathered from what it made public in its roadmap and its exchanges. */
#include "exchange/exchange.h"
#include "restitution/restitution_pages.h"
#include "roadmap/roadmap.h"

#include "sheet.html.h"

/* Keeps the rows that a sheet shows; the array is this request's own. */
static struct rows reached(struct rows caps)
{
	struct cap *all = caps.at;
	size_t n = 0;
	for (size_t i = 0; i < caps.n; i++)
		if (all[i].reached.n)
			all[n++] = all[i];
	return (struct rows){ n, all };
}

static struct rows lifted(struct rows blockers)
{
	struct blocker *all = blockers.at;
	size_t n = 0;
	for (size_t i = 0; i < blockers.n; i++)
		if (text_is(all[i].state, "lifted"))
			all[n++] = all[i];
	return (struct rows){ n, all };
}

/* Done first; within a state, as they came. */
static struct rows done_first(struct arena *arena, struct rows actions)
{
	enum { ORDERS = 4 };
	const struct action *all = actions.at;
	struct action *sorted = arena_many(arena, struct action, actions.n);
	size_t n = 0;
	for (int order = 0; order < ORDERS; order++)
		for (size_t i = 0; i < actions.n; i++)
			if (action_order(all[i].state) == order)
				sorted[n++] = all[i];
	return (struct rows){ n, sorted };
}

struct sheet_sight *sheet_of_path(struct request *r)
{
	const struct viewer *v = r->viewer;
	const struct member *m = member_by_id(r->db, r->arena, path_id(r, "member_id"));
	if (!m || m->cycle != v->cycle) {
		reply_missing(r);
		return NULL;
	}
	struct sheet_sight *x = arena_one(r->arena, struct sheet_sight);
	*x = (struct sheet_sight){ .c = cycle_of(r), .v = v, .m = m, .s = sheet_of(r->db, r->arena, m->id),
		                   .caps = reached(public_caps_of(r->db, r->arena, m->id)),
		                   .actions = done_first(r->arena, public_actions_of(r->db, r->arena, m->id)),
		                   .experiences = public_experiences_of(r->db, r->arena, m->id),
		                   .blockers = lifted(public_blockers_of(r->db, r->arena, m->id)),
		                   .writes = viewer_may(v, MAY_OWN_MEMBER) &&
		                             sheet_may_write(m->id, v->member, viewer_may(v, MAY_FACILITATE)) };
	return x;
}

size_t sheet_items(const struct sheet_sight *x)
{
	return x->caps.n + x->actions.n + x->experiences.n + x->blockers.n;
}

/* Not published, it exists only for those who write it. */
void sheet_page(struct request *r)
{
	const struct sheet_sight *x = sheet_of_path(r);
	if (!x)
		return;
	bool published = x->s && x->s->published.s;
	if (!published && !x->writes) {
		reply_missing(r);
		return;
	}
	struct page *p = page_start(r);
	struct frame frame = cycle_frame(r, x->c, STAGE_RESTITUTION, x->m->name);
	frame.description = x->s ? text_excerpt(r->arena, x->s->intro, 200) : NO_TEXT;
	frame.private = !published;
	view_sheet_page(p, &frame, x, url_absolute(r->arena, r->app->settings.base_url, sheet_url(x->c, x->m->id)));
	page_send(p, 200);
}
