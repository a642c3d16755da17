/* Experiences as they are read: the list, one of them, its printed sheet. */
#include "exchange/exchange_pages.h"

#include "exchange/exchange_rules.h"

#include "experience.html.h"
#include "experience_list.html.h"

struct url experience_list_page_url(int64_t number, const void *list)
{
	const struct experience_list *l = list;
	return URL("/cycles/$1/echanges/experiences?page=$2", l->c->slug, number);
}

void experience_list_page(struct request *r)
{
	int64_t page = exchange_page_asked(r);
	struct rows rows = experiences_seen(r->db, r->arena, r->viewer, PAGE_LINES, (page - 1) * PAGE_LINES);
	struct experience_list l = { .c = cycle_of(r), .v = r->viewer, .lines = rows.at, .n = rows.n, .page = page };
	l.pages = l.n ? (l.lines->total + PAGE_LINES - 1) / PAGE_LINES : 1;
	struct page *p = page_start(r);
	struct frame frame = cycle_frame(r, l.c, STAGE_EXCHANGE, t("Échanges : les retours d'expérience"));
	frame.description = t("Ce que les territoires du cycle « {cycle} » ont essayé, et ce qu'ils en conseillent.", .cycle = l.c->name);
	frame.wide = true;
	view_experience_list(p, &frame, &l);
	page_send(p, 200);
}

/* The experience of the path, when this viewer can reach it; or NULL, and the 404 page has been sent. */
static const struct experience *experience_of_path(struct request *r)
{
	const struct experience *e =
	    experience_seen(r->db, r->arena, path_id(r, "id"), r->viewer->cycle, SEEN_BY(r->viewer));
	if (!e)
		reply_missing(r);
	return e;
}

static struct frame frame_of(struct request *r, const struct cycle *c, const struct experience *e)
{
	struct frame frame = cycle_frame(r, c, STAGE_EXCHANGE, e->title);
	frame.description = text_excerpt(r->arena, e->context, 200);
	frame.private = e->audience != AUDIENCE_PUBLIC;
	return frame;
}

void experience_page(struct request *r)
{
	const struct experience *e = experience_of_path(r);
	if (!e)
		return;
	const struct cycle *c = cycle_of(r);
	const struct viewer *v = r->viewer;
	bool may_edit = viewer_may(v, MAY_TAKE_PART) &&
	                experience_may_edit(e, v->person, v->member, viewer_may(v, MAY_FACILITATE));
	struct page *p = page_start(r);
	struct frame frame = frame_of(r, c, e);
	view_experience(p, &frame, c, e, v, may_edit);
	page_send(p, 200);
}

void experience_sheet_page(struct request *r)
{
	const struct experience *e = experience_of_path(r);
	if (!e)
		return;
	const struct cycle *c = cycle_of(r);
	struct page *p = page_start(r);
	struct frame frame = frame_of(r, c, e);
	frame.bare = true;
	view_experience_sheet(p, &frame, c, e, r->viewer);
	page_send(p, 200);
}
