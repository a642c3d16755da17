/* The public page of the restitution, its publication, and the routes of this folder. */
#include "restitution/restitution_pages.h"

#include "restitution.html.h"

struct url event_url(const struct cycle *c, const char *pattern)
{
	return URL(pattern, c->slug);
}

struct restitution *event_seen(struct request *r)
{
	struct restitution *e = restitution_of(r->db, r->arena, r->viewer->cycle);
	return e && (e->published || viewer_may(r->viewer, MAY_FACILITATE)) ? e : NULL;
}

struct restitution *event_of_path(struct request *r)
{
	struct restitution *e = event_seen(r);
	if (!e)
		reply_missing(r);
	return e;
}

bool refused_as_missing(struct request *r)
{
	if (r->error.code != ERROR_MISSING)
		return false;
	reply_missing(r);
	return true;
}

struct text first_paragraph(struct text markdown)
{
	struct text all = text_trim(markdown);
	return text_slice(all, 0, text_find(all, text("\n\n")));
}

static void count_sheets(struct event_sight *x)
{
	for (const struct sheet_line *l = x->sheets.at; l < (const struct sheet_line *)x->sheets.at + x->sheets.n; l++) {
		x->published += l->published.s != 0;
		x->missing += l->published.s == 0 && l->withdrawn.s == 0;
	}
}

static void event_page(struct request *r)
{
	struct event_sight x = { .c = cycle_of(r), .e = event_seen(r), .v = r->viewer };
	x.sheets = sheet_lines(r->db, r->arena, r->viewer->cycle);
	count_sheets(&x);
	if (x.e)
		x.entrance = entrance_of(x.e, clock_now());
	struct page *p = page_start(r);
	struct frame frame = cycle_frame(r, x.c, STAGE_RESTITUTION, x.e ? x.e->title : t("Restitution"));
	frame.description = x.e ? x.e->summary : NO_TEXT;
	frame.wide = true;
	view_restitution(p, &frame, &x);
	page_send(p, form_status(r));
}

static const struct field publication_fields[] = {
	FIELD(struct restitution_publication, published, FIELD_HIDDEN, NULL, .max = 1),
};
static const struct form publication_form = FORM(publication_fields);

static void published(struct request *r)
{
	reply_redirect(r, URL("/cycles/$1/restitution", path_text(r, "cycle")));
}

static void not_published(struct request *r)
{
	if (!refused_as_missing(r))
		event_page(r);
}

static void publish_post(struct request *r)
{
	struct restitution_publication *in = arena_one(r->arena, struct restitution_publication);
	if (!form_read(r, &publication_form, in)) {
		reply_missing(r);
		return;
	}
	in->cycle = r->viewer->cycle;
	request_write_relaxed(r, restitution_publish, in, published, not_published);
}

#define EVENT "/cycles/{cycle}/restitution"
static const struct route routes[] = {
	{ METHOD_GET, EVENT, MAY_ANYONE, event_page, 0 },
	{ METHOD_GET, EVENT "/modifier", MAY_FACILITATE, event_edit_page, 0 },
	{ METHOD_POST, EVENT "/modifier", MAY_FACILITATE, event_edit_post, 0 },
	{ METHOD_POST, EVENT "/publication", MAY_FACILITATE, publish_post, 0 },

	{ METHOD_GET, EVENT "/inscription", MAY_ANYONE, register_page, 0 },
	{ METHOD_POST, EVENT "/inscription", MAY_ANYONE, register_post, 0 },
	{ METHOD_GET, EVENT "/inscription/courriel", MAY_ANYONE, register_sent_page, 0 },
	/* The address is the proof: whoever registered has no account. */
	{ METHOD_GET, "/inscription/{token}", MAY_ANYONE, own_page, 0 },
	{ METHOD_GET, "/inscription/{token}/evenement.ics", MAY_ANYONE, own_calendar, 0 },
	{ METHOD_GET, "/inscription/{token}/annulation", MAY_ANYONE, own_cancel_page, 0 },
	{ METHOD_POST, "/inscription/{token}/annulation", MAY_ANYONE, own_cancel_post, 0 },

	{ METHOD_GET, EVENT "/inscrits", MAY_FACILITATE, registered_page, 0 },
	{ METHOD_GET, EVENT "/inscrits/inscrits.csv", MAY_FACILITATE, registered_file, 0 },
	{ METHOD_GET, EVENT "/inscrits/feuille", MAY_FACILITATE, registered_print, 0 },
	{ METHOD_GET, EVENT "/inscrits/{registration_id}/annulation", MAY_FACILITATE, removal_page, 0 },
	{ METHOD_POST, EVENT "/inscrits/{registration_id}/annulation", MAY_FACILITATE, removal_post, 0 },

	{ METHOD_GET, EVENT "/fiches/{member_id}", MAY_ANYONE, sheet_page, 0 },
	{ METHOD_GET, EVENT "/fiches/{member_id}/modifier", MAY_OWN_MEMBER, sheet_edit_page, 0 },
	{ METHOD_POST, EVENT "/fiches/{member_id}/modifier", MAY_OWN_MEMBER, sheet_edit_post, 0 },
};
const struct routes restitution_routes = ROUTES(routes);
