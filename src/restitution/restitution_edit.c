/* Making the event and changing it. */
#include "restitution/restitution_pages.h"

#include "restitution_edit.html.h"

static const struct field fields[] = {
	FIELD(struct restitution_input, title, FIELD_TEXT, N_("Titre"), .max = 140),
	FIELD(struct restitution_input, summary, FIELD_LONG, N_("En une ou deux phrases"), .max = 600, .rows = 3),
	FIELD(struct restitution_input, starts, FIELD_INSTANT, N_("Début")),
	FIELD(struct restitution_input, ends, FIELD_INSTANT, N_("Fin")),
	FIELD(struct restitution_input, place, FIELD_TEXT, N_("Lieu"), .max = 140, .optional = true,
	      .help = N_("Le nom de la salle, ou « En visioconférence ».")),
	FIELD(struct restitution_input, address, FIELD_TEXT, N_("Adresse"), .max = 240, .optional = true),
	FIELD(struct restitution_input, capacity, FIELD_NUMBER, N_("Places"), .min = 1, .max = 10000,
	      .help = N_("Au-delà, les personnes vont sur une liste d'attente. Plus de places : la liste avance. Moins de places : personne n'est retiré.")),
	FIELD(struct restitution_input, opens, FIELD_INSTANT, N_("Ouverture des inscriptions"),
	      .help = N_("Elles se ferment d'elles-mêmes au début de l'événement.")),
	FIELD(struct restitution_input, body, FIELD_LONG, N_("Présentation"), .max = 20000, .rows = 16, .optional = true,
	      .help = N_("Programme, public, venue, accessibilité. Mise en forme légère : ## pour un titre, - pour une liste, **mots** en gras.")),
	FIELD(struct restitution_input, tell, FIELD_CHECK, N_("Prévenir les inscrits")),
	FIELD(struct restitution_input, version, FIELD_HIDDEN, NULL, .optional = true, .max = INT64_MAX),
};
static const struct form form = FORM(fields);

static void show(struct request *r, const struct restitution *e)
{
	int64_t version = e ? e->version : 0, typed = version;
	text_to_int(form_typed(r, "version"), &typed);
	bool overtaken = r->form.wrong && typed != version;
	struct event_form x = { .c = cycle_of(r), .form = &form, .e = e, .other = overtaken ? e : NULL, .version = version };
	struct page *p = page_start(r);
	struct frame frame = cycle_frame(r, x.c, STAGE_RESTITUTION, e ? t("Modifier la restitution") : t("Préparer la restitution"));
	frame.private = true;
	frame.wide = x.other != NULL;
	view_restitution_edit(p, &frame, &x);
	page_send(p, form_status(r));
}

void event_edit_page(struct request *r)
{
	const struct restitution *e = restitution_of(r->db, r->arena, r->viewer->cycle);
	if (e)
		form_fill(r, &form, &(struct restitution_input){ .title = e->title, .summary = e->summary, .starts = e->starts,
			      .ends = e->ends, .place = e->place, .address = e->address, .capacity = e->capacity, .opens = e->opens,
			      .body = e->body, .tell = true, .version = e->version });
	show(r, e);
}

/* A capacity below the number of registered people is legitimate, and must be understood. */
static void saved(struct request *r)
{
	const struct restitution *e = restitution_of(r->db, r->arena, r->viewer->cycle);
	if (e && places_exceeded(e) > 0)
		flash(r, "info", N_("La restitution est enregistrée. Il y a plus d'inscrits ({n}) que de places ({of}) : personne n'est retiré, et la liste d'attente n'avance pas tant que c'est le cas."),
		      &(struct words){ .n = e->registered, .of = e->capacity });
	else
		flash(r, "ok", N_("La restitution est enregistrée."), NULL);
	reply_redirect(r, URL("/cycles/$1/restitution", path_text(r, "cycle")));
}

void event_edit_post(struct request *r)
{
	struct restitution_input *in = arena_one(r->arena, struct restitution_input);
	if (!form_read(r, &form, in)) {
		event_edit_page(r);
		return;
	}
	in->app = r->app;
	in->cycle = r->viewer->cycle;
	request_write_relaxed(r, restitution_save, in, saved, event_edit_page);
}
