/* Writing a sheet: its introduction, publishing it, seeing what it shows and what it does not. */
#include "restitution/restitution_pages.h"

#include "sheet_edit.html.h"

static const struct field fields[] = {
	FIELD(struct sheet_input, intro, FIELD_LONG, N_("Présentation"), .max = 6000, .rows = 12, .optional = true,
	      .help = N_("D'où vous partiez, ce que vous avez fait, ce qui a résisté, ce que vous pouvez donner aux autres. Mise en forme légère : **mots** en gras, - pour une liste.")),
	FIELD(struct sheet_input, published, FIELD_CHECK, N_("Publier la fiche : tout le monde peut la lire")),
	FIELD(struct sheet_input, version, FIELD_HIDDEN, NULL, .optional = true, .max = INT64_MAX),
};
static const struct form form = FORM(fields);

static const struct {
	struct text kind;
	const char *label, *pattern;
} kept_kinds[] = {
	{ T("action"), N_("action"), "/cycles/$1/feuille-de-route/actions/$2/modifier" },
	{ T("blocker"), N_("blocage levé"), "/cycles/$1/echanges/blocages/$2" },
	{ T("cap"), N_("cap"), "/cycles/$1/feuille-de-route/caps/$2/modifier" },
	{ T("experience"), N_("retour d'expérience"), "/cycles/$1/echanges/experiences/$2/modifier" },
};
enum { KEPT_KINDS = sizeof kept_kinds / sizeof *kept_kinds };

/* The kinds are those of the query: one is always found. */
static size_t kept_place(struct text kind)
{
	size_t i = 0;
	while (i + 1 < KEPT_KINDS && !text_equal(kept_kinds[i].kind, kind))
		i++;
	return i;
}

const char *kept_kind_label(struct text kind)
{
	return kept_kinds[kept_place(kind)].label;
}

struct url kept_item_url(const struct cycle *c, const struct kept_item *item)
{
	return URL(kept_kinds[kept_place(item->kind)].pattern, c->slug, item->id);
}

/* Of the path, and the viewer's to write; else NULL, and the 404 page has been sent. */
static struct sheet_sight *mine(struct request *r)
{
	struct sheet_sight *x = sheet_of_path(r);
	if (!x || x->writes)
		return x;
	reply_missing(r);
	return NULL;
}

void sheet_edit_page(struct request *r)
{
	const struct sheet_sight *x = refused_as_missing(r) ? NULL : mine(r);
	if (!x)
		return;
	const struct sheet *s = x->s;
	if (s)
		form_fill(r, &form, &(struct sheet_input){ .intro = s->intro, .published = s->published.s != 0, .version = s->version });
	int64_t version = s ? s->version : 0, typed = version;
	text_to_int(form_typed(r, "version"), &typed);
	bool overtaken = r->form.wrong && typed != version;
	struct sheet_form f = { .x = x, .form = &form, .other = overtaken ? s : NULL, .version = version,
		                .kept = kept_items_of(r->db, r->arena, x->m->id) };
	struct page *p = page_start(r);
	struct frame frame = cycle_frame(r, x->c, STAGE_RESTITUTION, t("La fiche : {territory}", .territory = x->m->name));
	frame.private = true;
	frame.wide = true;
	view_sheet_edit(p, &frame, &f);
	page_send(p, form_status(r));
}

static void saved(struct request *r)
{
	bool published = form_typed(r, "published").n > 0;
	flash(r, "ok", published ? N_("La fiche est publiée.") : N_("La fiche est enregistrée ; elle n'est pas publiée."), NULL);
	reply_redirect(r, URL("/cycles/$1/restitution/fiches/$2", path_text(r, "cycle"), path_id(r, "member_id")));
}

void sheet_edit_post(struct request *r)
{
	struct sheet_input *in = arena_one(r->arena, struct sheet_input);
	if (!form_read(r, &form, in)) {
		sheet_edit_page(r);
		return;
	}
	in->cycle = r->viewer->cycle;
	in->member = path_id(r, "member_id");
	in->own = r->viewer->member;
	in->facilitates = viewer_may(r->viewer, MAY_FACILITATE);
	request_write(r, sheet_save, in, saved, sheet_edit_page);
}
