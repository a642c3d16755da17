/* Editing the pages of the site: the home page's words and the legal pages, in each language. */
#include "article/article_store.h"
#include "article/pages.h"
#include "html/fields.h"

#include "site_page_edit.html.h"

static const struct field fields[] = {
	FIELD(struct site_page, title, FIELD_TEXT, N_("Titre"), .max = 160),
	FIELD(struct site_page, summary, FIELD_LONG, N_("En une ou deux phrases"), .max = 400, .rows = 3, .optional = true),
	FIELD(struct site_page, body, FIELD_LONG, N_("Texte"), .max = 60000, .rows = 24),
};
static const struct form form = FORM(fields);

static const struct {
	const char *slug, *label;
} pages[] = {
	{ "home", N_("Accueil") },
	{ "mentions-legales", N_("Mentions légales") },
	{ "donnees-personnelles", N_("Données personnelles") },
	{ "accessibilite", N_("Accessibilité") },
};

const char *site_page_label(struct text slug)
{
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
		if (text_is(slug, pages[i].slug))
			return pages[i].label;
	return NULL;
}

static enum lang lang_asked(struct request *r)
{
	enum lang lang = LANG_FR;
	lang_parse(query_text(r, "langue"), &lang);
	return lang;
}

void site_page_edit_page(struct request *r)
{
	struct text slug = path_text(r, "slug");
	if (!site_page_label(slug)) {
		reply_missing(r);
		return;
	}
	enum lang lang = lang_asked(r);
	const struct site_page *found = site_page_find(r->db, r->arena, slug, lang);
	if (found)
		form_fill(r, &form, found);
	struct page *p = page_start(r);
	view_site_page_edit(p, &form, slug, lang);
	page_send(p, form_status(r));
}

static void saved(struct request *r)
{
	flash(r, "ok", N_("La page est enregistrée."), NULL);
	reply_redirect(r, text_is(r->made.name, "home") ? URL("/") : URL("/pages/$1", r->made.name));
}

void site_page_edit_post(struct request *r)
{
	struct site_page *in = arena_one(r->arena, struct site_page);
	in->slug = path_text(r, "slug");
	in->lang = text_of(lang_name(lang_asked(r)));
	if (!site_page_label(in->slug))
		reply_missing(r);
	else if (!form_read(r, &form, in))
		site_page_edit_page(r);
	else
		request_write(r, site_page_save, in, saved, site_page_edit_page);
}
