/* The texts of the private space, written by the facilitator: welcome and charter. */
#include "cohort/cohort_pages.h"
#include "html/fields.h"

#include "welcome.html.h"

static const struct field fields[] = {
	FIELD(struct welcome_input, welcome, FIELD_LONG, N_("Mot d'accueil"), .max = 8000, .rows = 12, .optional = true,
	      .help = N_("Mise en forme légère : ## pour un titre, - pour une liste, **mots** en gras.")),
	FIELD(struct welcome_input, charter, FIELD_LONG, N_("Charte du groupe"), .max = 12000, .rows = 14, .optional = true),
	FIELD(struct welcome_input, seen, FIELD_HIDDEN, "", .optional = true, .max = 64),
};
static const struct form form = FORM(fields);

static void show(struct request *r)
{
	const struct cycle *c = cycle_of(r);
	struct page *p = page_start(r);
	struct frame frame = cycle_frame(r, c, STAGE_COHORT, t("Accueil et charte"));
	frame.private = true;
	view_welcome_edit(p, &frame, c, &form, r->error.code == ERROR_CONFLICT);
	page_send(p, r->error.code == ERROR_CONFLICT ? 409 : r->form.wrong ? 422 : 200);
}

void welcome_page(struct request *r)
{
	const struct cycle *c = cycle_of(r);
	form_fill(r, &form, &(struct welcome_input){ .welcome = c->welcome, .charter = c->charter });
	show(r);
}

static void saved(struct request *r)
{
	flash(r, "ok", N_("L'accueil et la charte sont enregistrés."), NULL);
	reply_redirect(r, URL("/cycles/$1/cohorte", path_text(r, "cycle")));
}

void welcome_post(struct request *r)
{
	struct welcome_input *in = arena_one(r->arena, struct welcome_input);
	if (!form_read(r, &form, in)) {
		show(r);
		return;
	}
	in->cycle = r->viewer->cycle;
	request_write(r, welcome_save, in, saved, show);
}
