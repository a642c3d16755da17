/* Making and changing a cycle. */
#include "cycle/cycle.h"
#include "html/fields.h"

#include "cycle_edit.html.h"

handler_fn cycle_new_page, cycle_new_post, cycle_edit_page, cycle_edit_post, cycle_publish_post;

static const struct option tracks[] = {
	OPTION("food", N_("Alimentation")),
	OPTION("participation", N_("Participation")),
	OPTION("other", N_("Autre")),
	{ .label = NULL },
};

static const struct field fields[] = {
	FIELD(struct cycle_input, name, FIELD_TEXT, N_("Nom du cycle"), .max = 120),
	FIELD(struct cycle_input, track, FIELD_CHOICE, N_("Parcours"), .options = tracks),
	FIELD(struct cycle_input, starts, FIELD_DAY, N_("Premier jour")),
	FIELD(struct cycle_input, ends, FIELD_DAY, N_("Dernier jour")),
	FIELD(struct cycle_input, summary, FIELD_LONG, N_("En une ou deux phrases"), .max = 400, .rows = 3,
	      .help = N_("Ce qui paraît dans la liste des cycles et dans les moteurs de recherche.")),
	FIELD(struct cycle_input, body, FIELD_LONG, N_("Présentation"), .max = 20000, .rows = 14, .optional = true,
	      .help = N_("Mise en forme légère : ## pour un titre, - pour une liste, **mots** en gras.")),
	FIELD(struct cycle_input, note, FIELD_LONG, N_("Note en bas de page"), .max = 2000, .rows = 3, .optional = true),
	FIELD(struct cycle_input, slug, FIELD_TEXT, N_("Adresse de la page"), .max = 80, .optional = true,
	      .help = N_("Quelques mots sans accent, comme transitions-alimentaires. Laissée vide, elle est tirée du nom.")),
};
static const struct form form = FORM(fields);

/* The buttons that publish and withdraw: one hidden value. */
static const struct field publication_fields[] = {
	FIELD(struct cycle_publication, published, FIELD_HIDDEN, NULL, .max = 1),
};
static const struct form publication_form = FORM(publication_fields);

static void show(struct request *r, const struct cycle *c)
{
	struct page *p = page_start(r);
	view_cycle_edit(p, &form, c, r);
	page_send(p, form_status(r));
}

void cycle_new_page(struct request *r)
{
	show(r, NULL);
}

static void saved(struct request *r)
{
	flash(r, "ok", N_("Le cycle est enregistré."), NULL);
	reply_redirect(r, URL("/cycles/$1", r->made.name));
}

static void save(struct request *r, int64_t id, handler_fn *again)
{
	struct cycle_input *in = arena_one(r->arena, struct cycle_input);
	if (!form_read(r, &form, in)) {
		again(r);
		return;
	}
	in->id = id;
	in->by = r->viewer->person;
	request_write(r, cycle_save, in, saved, again);
}

void cycle_new_post(struct request *r)
{
	save(r, 0, cycle_new_page);
}

void cycle_edit_page(struct request *r)
{
	const struct cycle *c = cycle_of(r);
	form_fill(r, &form, &(struct cycle_input){ .name = c->name, .slug = c->slug, .track = c->track,
		      .summary = c->summary, .body = c->body, .note = c->note, .starts = c->starts, .ends = c->ends });
	show(r, c);
}

void cycle_edit_post(struct request *r)
{
	save(r, r->viewer->cycle, cycle_edit_page);
}

static void published(struct request *r)
{
	reply_redirect(r, URL("/cycles/$1", path_text(r, "cycle")));
}

void cycle_publish_post(struct request *r)
{
	struct cycle_publication *in = arena_one(r->arena, struct cycle_publication);
	if (!form_read(r, &publication_form, in)) {
		reply_missing(r);
		return;
	}
	in->id = r->viewer->cycle;
	request_write(r, cycle_publish, in, published, published);
}
