/* Registering without an account. Whatever the address, the answer is the same: only its owner
 * learns by mail what became of it. */
#include "restitution/restitution_pages.h"

#include "registration.html.h"

static const struct field fields[] = {
	FIELD(struct registration_input, name, FIELD_TEXT, N_("Prénom et nom"), .max = 120, .autocomplete = "name"),
	FIELD(struct registration_input, email, FIELD_EMAIL, N_("Adresse électronique"), .autocomplete = "email",
	      .help = N_("Vous y recevrez un message avec le lien pour voir ou annuler votre inscription.")),
	FIELD(struct registration_input, organisation, FIELD_TEXT, N_("Organisation"), .max = 160, .optional = true,
	      .autocomplete = "organization", .help = N_("Commune, association, entreprise… ou rien.")),
};
static const struct form form = FORM(fields);

void register_page(struct request *r)
{
	const struct restitution *e = refused_as_missing(r) ? NULL : event_of_path(r);
	if (!e)
		return;
	/* Someone who came by a link has no name yet but their address. */
	const struct viewer *v = r->viewer;
	struct text name = text_equal(v->name, v->email) ? NO_TEXT : v->name;
	form_fill(r, &form, &(struct registration_input){ .name = name, .email = v->email });
	const struct cycle *c = cycle_of(r);
	struct page *p = page_start(r);
	struct frame frame = cycle_frame(r, c, STAGE_RESTITUTION, t("S'inscrire : {title}", .title = e->title));
	view_register(p, &frame, c, e, entrance_of(e, clock_now()), &form);
	page_send(p, form_status(r));
}

static void registered(struct request *r)
{
	reply_redirect(r, URL("/cycles/$1/restitution/inscription/courriel", path_text(r, "cycle")));
}

void register_post(struct request *r)
{
	struct registration_input *in = arena_one(r->arena, struct registration_input);
	if (!form_read(r, &form, in)) {
		register_page(r);
		return;
	}
	in->app = r->app;
	in->cycle = r->viewer->cycle;
	in->lang = r->lang;
	request_write_relaxed(r, registration_add, in, registered, register_page);
}

void register_sent_page(struct request *r)
{
	const struct restitution *e = event_of_path(r);
	if (!e)
		return;
	const struct cycle *c = cycle_of(r);
	struct page *p = page_start(r);
	struct frame frame = cycle_frame(r, c, STAGE_RESTITUTION, t("Regardez votre courriel"));
	frame.private = true;
	view_register_sent(p, &frame, c, e);
	page_send(p, 200);
}
