/* Writing an article. */
#include "article/article_store.h"
#include "article/pages.h"
#include "html/fields.h"

#include "article_edit.html.h"

static const struct option tracks[] = {
	OPTION("food", N_("Alimentation")),
	OPTION("participation", N_("Participation")),
	{ .label = NULL },
};

static const struct field fields[] = {
	FIELD(struct article_input, title, FIELD_TEXT, N_("Titre"), .max = 160),
	FIELD(struct article_input, summary, FIELD_LONG, N_("En une ou deux phrases"), .max = 400, .rows = 3),
	FIELD(struct article_input, body, FIELD_LONG, N_("Texte"), .max = 60000, .rows = 20,
	      .help = N_("Mise en forme légère : ## pour un titre, - pour une liste, **mots** en gras.")),
	FIELD(struct article_input, topic, FIELD_TEXT, N_("Thème"), .max = 60, .optional = true,
	      .help = N_("Un mot ou deux, comme Alimentation ou Méthodes.")),
	FIELD(struct article_input, track, FIELD_CHOICE, N_("Parcours"), .options = tracks, .optional = true),
	FIELD(struct article_input, cycle, FIELD_CHOICE, N_("Cycle"), .optional = true),
	FIELD(struct article_input, slug, FIELD_TEXT, N_("Adresse de la page"), .max = 80, .optional = true,
	      .help = N_("Laissée vide, elle est tirée du titre.")),
};
static const struct form form = FORM(fields);

static const struct field publication_fields[] = {
	FIELD(struct article_publication, published, FIELD_HIDDEN, NULL, .max = 1),
};
static const struct form publication_form = FORM(publication_fields);

static void set_cycles(struct request *r)
{
	struct rows rows = cycle_cards(r->db, r->arena, r->viewer);
	const struct cycle_card *cycles = rows.at;
	struct option *options = arena_many(r->arena, struct option, rows.n + 1);
	for (size_t i = 0; i < rows.n; i++)
		options[i] = (struct option){ .value = text_format(r->arena, "%lld", (long long)cycles[i].id), .name = cycles[i].name };
	form_options(r, &form, "cycle", options);
}

static void show(struct request *r, const struct article *a)
{
	set_cycles(r);
	struct page *p = page_start(r);
	view_article_edit(p, &form, a);
	page_send(p, form_status(r));
}

static void saved(struct request *r)
{
	flash(r, "ok", N_("Le contenu est enregistré."), NULL);
	reply_redirect(r, URL("/contenus/$1", r->made.name));
}

static void save(struct request *r, int64_t id, handler_fn *again)
{
	struct article_input *in = arena_one(r->arena, struct article_input);
	set_cycles(r);
	if (!form_read(r, &form, in)) {
		again(r);
		return;
	}
	in->id = id;
	in->by = r->viewer->person;
	request_write(r, article_save, in, saved, again);
}

void article_new_page(struct request *r)
{
	show(r, NULL);
}

void article_new_post(struct request *r)
{
	save(r, 0, article_new_page);
}

/* The article of the path, or the answer 404. */
static const struct article *article_here(struct request *r)
{
	const struct article *a = article_by_slug(r->db, r->arena, path_text(r, "slug"));
	if (!a)
		reply_missing(r);
	return a;
}

void article_edit_page(struct request *r)
{
	const struct article *a = article_here(r);
	if (!a)
		return;
	form_fill(r, &form, &(struct article_input){ .title = a->title, .slug = a->slug, .summary = a->summary, .body = a->body,
		      .topic = a->topic, .track = a->track, .cycle = a->cycle });
	show(r, a);
}

void article_edit_post(struct request *r)
{
	const struct article *a = article_here(r);
	if (a)
		save(r, a->id, article_edit_page);
}

static void published(struct request *r)
{
	reply_redirect(r, URL("/contenus/$1", r->made.name));
}

void article_publish_post(struct request *r)
{
	struct article_publication *in = arena_one(r->arena, struct article_publication);
	const struct article *a = article_here(r);
	if (!a)
		return;
	if (!form_read(r, &publication_form, in)) {
		reply_missing(r);
		return;
	}
	in->id = a->id;
	request_write(r, article_publish, in, published, article_edit_page);
}
