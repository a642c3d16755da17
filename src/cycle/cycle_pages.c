/* Pages of cycles that everyone reads: the list, and a cycle's own page with its rope. */
#include "cycle/pages.h"

#include "cycle_home.html.h"
#include "cycle_list.html.h"

const struct cycle *cycle_of(struct request *r)
{
	return cycle_by_id(r->db, r->arena, r->viewer->cycle);
}

static struct rope *rope_of(struct request *r, const struct cycle *c, const struct calendar *calendar, enum stage here)
{
	struct instant now = clock_now();
	struct rope_knot *knots = arena_many(r->arena, struct rope_knot, STAGE_COUNT);
	for (enum stage s = 0; s < STAGE_COUNT; s++)
		knots[s] = (struct rope_knot){ .label = stage_label(s), .url = stage_url(c, s),
			                       .state = stage_state(calendar, s, now), .here = s == here };
	struct rope *rope = arena_one(r->arena, struct rope);
	*rope = (struct rope){ .cycle = c->name, .home = cycle_url(c), .knots = knots, .n = STAGE_COUNT };
	return rope;
}

struct frame cycle_frame(struct request *r, const struct cycle *c, enum stage here, struct text title)
{
	struct calendar calendar = cycle_calendar(r->db, r->arena, c->id);
	return (struct frame){ .title = title, .rope = rope_of(r, c, &calendar, here), .section = "cycles" };
}

struct frame cycle_frame_here(struct request *r, struct text title)
{
	return cycle_frame(r, cycle_of(r), STAGE_NONE, title);
}

static void list_page(struct request *r)
{
	struct rows cycles = cycle_cards(r->db, r->arena, r->viewer);
	struct page *p = page_start(r);
	view_cycle_list(p, cycles.at, cycles.n, viewer_may(r->viewer, MAY_CREATE));
	page_send(p, 200);
}

static void home_page(struct request *r)
{
	const struct cycle *c = cycle_of(r);
	struct calendar calendar = cycle_calendar(r->db, r->arena, c->id);
	struct cycle_home home = {
		.frame = { .title = c->name, .rope = rope_of(r, c, &calendar, STAGE_NONE), .section = "cycles" },
		.cycle = c,
		.calendar = calendar,
		.members = member_names(r->db, r->arena, c->id),
		.may_facilitate = viewer_may(r->viewer, MAY_FACILITATE),
	};
	home.frame.description = c->summary;
	home.frame.wide = true;
	struct page *p = page_start(r);
	view_cycle_home(p, &home);
	page_send(p, 200);
}

/* cycle_edit.c */
handler_fn cycle_new_page, cycle_new_post, cycle_edit_page, cycle_edit_post, cycle_publish_post;

static const struct route routes[] = {
	{ METHOD_GET, "/cycles", MAY_ANYONE, list_page, 0 },
	{ METHOD_GET, "/cycles/nouveau", MAY_CREATE, cycle_new_page, 0 },
	{ METHOD_POST, "/cycles/nouveau", MAY_CREATE, cycle_new_post, 0 },
	{ METHOD_GET, "/cycles/{cycle}", MAY_ANYONE, home_page, 0 },
	{ METHOD_GET, "/cycles/{cycle}/modifier", MAY_FACILITATE, cycle_edit_page, 0 },
	{ METHOD_POST, "/cycles/{cycle}/modifier", MAY_FACILITATE, cycle_edit_post, 0 },
	{ METHOD_POST, "/cycles/{cycle}/publication", MAY_FACILITATE, cycle_publish_post, 0 },
};
const struct routes cycle_routes = ROUTES(routes);
