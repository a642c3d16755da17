/* The page of the cohort, public in part, and the routes. */
#include "cohort/cohort_pages.h"
#include "people/territory.h"

#include "cohort_home.html.h"

struct text member_detail(struct page *p, const struct member *m)
{
	return territory_detail(p->arena, p->lang,
	                        &(struct territory){ .departement = m->departement, .population = m->population });
}

static struct cohort_count count_of(struct rows members)
{
	struct cohort_count count = { 0 };
	for (const struct member *m = members.at; m < (const struct member *)members.at + members.n; m++) {
		count.in += m->withdrawn.s == 0;
		count.gone += m->withdrawn.s != 0;
	}
	return count;
}

static void home_page(struct request *r)
{
	const struct cycle *c = cycle_of(r);
	struct cohort_home home = { .cycle = c, .viewer = r->viewer, .calendar = cycle_calendar(r->db, r->arena, c->id),
		                    .members = members_of(r->db, r->arena, c->id),
		                    .inside = viewer_may(r->viewer, MAY_SEE_COHORT) };
	home.count = count_of(home.members);
	struct page *p = page_start(r);
	struct frame frame = cycle_frame(r, c, STAGE_COHORT, t("La cohorte"));
	frame.private = home.inside;
	frame.wide = true;
	view_cohort_home(p, &frame, &home);
	page_send(p, 200);
}

#define BASE "/cycles/{cycle}/cohorte"

static const struct route routes[] = {
	{ METHOD_GET, BASE, MAY_ANYONE, home_page, 0 },
	{ METHOD_GET, BASE "/accueil", MAY_FACILITATE, welcome_page, 0 },
	{ METHOD_POST, BASE "/accueil", MAY_FACILITATE, welcome_post, 0 },
	{ METHOD_GET, BASE "/annuaire", MAY_SEE_COHORT, directory_page, 0 },
	{ METHOD_GET, BASE "/{member_id}", MAY_SEE_COHORT, member_page, 0 },
	{ METHOD_GET, BASE "/{member_id}/retrait", MAY_FACILITATE, withdrawal_page, 0 },
	{ METHOD_POST, BASE "/{member_id}/retrait", MAY_FACILITATE, withdrawal_post, 0 },
	{ METHOD_POST, BASE "/{member_id}/remplacement", MAY_FACILITATE, replacement_post, 0 },
};
const struct routes cohort_routes = ROUTES(routes);
