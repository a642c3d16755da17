/* The tables of the whole house: a stage adds its line here, and nowhere else. */
#include "admin/admin.h"
#include "article/article.h"
#include "call/call.h"
#include "cohort/cohort.h"
#include "cycle/cycle.h"
#include "exchange/exchange.h"
#include "http/server.h"
#include "people/people.h"
#include "people/territory.h"
#include "restitution/restitution.h"
#include "roadmap/roadmap.h"
#include "selection/selection.h"
#include "session/activity.h"
#include "session/session.h"

const struct routes *const all_routes[] = {
	&lang_routes,
	&people_routes,
	&territory_routes,
	&mail_routes,
	&cycle_routes,
	&article_routes,
	&admin_routes,
	&call_routes,
	&selection_routes,
	&cohort_routes,
	&session_routes,
	&exchange_routes,
	&roadmap_routes,
	&restitution_routes,
	NULL,
};

const struct hub_kind *const all_hub_kinds[] = {
	&ideas_kind,
	&ideas_wall_kind,
	&ideas_desk_kind,
	NULL,
};
