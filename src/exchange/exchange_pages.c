/* The list of blockers, what the pages of exchanges share, and their routes. */
#include "exchange/exchange_pages.h"

#include "exchange/exchange_rules.h"

#include "blocker_list.html.h"

int64_t exchange_page_asked(struct request *r)
{
	return query_number(r, "page", 1, 1, 10000);
}

int exchange_status(const struct request *r)
{
	if (r->error.code == ERROR_CONFLICT)
		return 409;
	return r->form.wrong ? 422 : 200;
}

void exchange_refused(struct request *r)
{
	reply_error(r, &r->error);
}

int64_t version_typed(const struct request *r, int64_t now)
{
	int64_t version = now;
	text_to_int(form_typed(r, "version"), &version);
	return version;
}

const struct option *audiences_of(int64_t member)
{
	return member ? audience_options : audience_options + 1;
}

struct url blocker_list_url(const struct cycle *c, struct text state, struct text topic)
{
	const struct blocker_state *chosen = blocker_state_of(state);
	if (!chosen && topic.n == 0)
		return stage_url(c, STAGE_EXCHANGE);
	if (!chosen)
		return URL("/cycles/$1/echanges?sujet=$2", c->slug, topic);
	if (topic.n == 0)
		return URL("/cycles/$1/echanges?etat=$2", c->slug, chosen->slug);
	return URL("/cycles/$1/echanges?etat=$2&sujet=$3", c->slug, chosen->slug, topic);
}

struct url blocker_list_page_url(int64_t number, const void *list)
{
	const struct blocker_list *l = list;
	const struct blocker_state *state = blocker_state_of(l->filter.state);
	return URL("/cycles/$1/echanges?etat=$2&sujet=$3&page=$4", l->c->slug, state ? state->slug : NO_TEXT,
	           l->filter.topic, number);
}

int64_t facet_count(const struct blocker_list *l, struct text state, struct text topic)
{
	int64_t n = 0;
	for (const struct facet *f = l->facets; f < l->facets + l->n_facets; f++)
		if ((state.n == 0 || text_equal(f->state, state)) && (topic.n == 0 || text_equal(f->topic, topic)))
			n += f->n;
	return n;
}

static struct text state_asked(struct request *r)
{
	struct text slug = query_text(r, "etat");
	for (size_t i = 0; i < blocker_states_n; i++)
		if (text_equal(blocker_states[i].slug, slug))
			return blocker_states[i].name;
	return NO_TEXT;
}

static void list_page(struct request *r)
{
	struct blocker_list l = { .c = cycle_of(r), .v = r->viewer, .page = exchange_page_asked(r) };
	l.filter = (struct list_filter){ .state = state_asked(r), .topic = query_text(r, "sujet"), .limit = PAGE_LINES,
		                         .offset = (l.page - 1) * PAGE_LINES };
	struct rows facets = blocker_facets(r->db, r->arena, r->viewer);
	struct rows lines = blockers_seen(r->db, r->arena, r->viewer, &l.filter);
	l.facets = facets.at;
	l.n_facets = facets.n;
	l.lines = lines.at;
	l.n = lines.n;
	l.pages = (facet_count(&l, l.filter.state, l.filter.topic) + PAGE_LINES - 1) / PAGE_LINES;
	struct page *p = page_start(r);
	struct frame frame = cycle_frame(r, l.c, STAGE_EXCHANGE, t("Échanges : les blocages"));
	frame.description = t("Ce qui bloque, qui aide, et ce qui a levé les blocages, dans le cycle « {cycle} ».", .cycle = l.c->name);
	frame.wide = true;
	view_blocker_list(p, &frame, &l);
	page_send(p, 200);
}

#define ECHANGES "/cycles/{cycle}/echanges"
static const struct route routes[] = {
	{ METHOD_GET, ECHANGES, MAY_ANYONE, list_page, 0 },
	{ METHOD_GET, ECHANGES "/blocages/nouveau", MAY_TAKE_PART, blocker_new_page, 0 },
	{ METHOD_POST, ECHANGES "/blocages/nouveau", MAY_TAKE_PART, blocker_new_post, 0 },
	{ METHOD_GET, ECHANGES "/blocages/{id}", MAY_ANYONE, blocker_page, 0 },
	{ METHOD_POST, ECHANGES "/blocages/{id}", MAY_TAKE_PART, blocker_reply_post, 0 },
	{ METHOD_POST, ECHANGES "/blocages/{id}/etat", MAY_TAKE_PART, blocker_move_post, 0 },
	{ METHOD_GET, ECHANGES "/blocages/{id}/modifier", MAY_TAKE_PART, blocker_edit_page, 0 },
	{ METHOD_POST, ECHANGES "/blocages/{id}/modifier", MAY_TAKE_PART, blocker_edit_post, 0 },
	{ METHOD_GET, ECHANGES "/experiences", MAY_ANYONE, experience_list_page, 0 },
	{ METHOD_GET, ECHANGES "/experiences/nouvelle", MAY_TAKE_PART, experience_new_page, 0 },
	{ METHOD_POST, ECHANGES "/experiences/nouvelle", MAY_TAKE_PART, experience_new_post, 0 },
	{ METHOD_GET, ECHANGES "/experiences/{id}", MAY_ANYONE, experience_page, 0 },
	{ METHOD_GET, ECHANGES "/experiences/{id}/fiche", MAY_ANYONE, experience_sheet_page, 0 },
	{ METHOD_GET, ECHANGES "/experiences/{id}/modifier", MAY_TAKE_PART, experience_edit_page, 0 },
	{ METHOD_POST, ECHANGES "/experiences/{id}/modifier", MAY_TAKE_PART, experience_edit_post, 0 },
};
const struct routes exchange_routes = ROUTES(routes);
