/* Making, changing and removing a session. */
#include "session/session_pages.h"

#include "session/session_rules.h"
#include "session/session_store.h"

#include "session_edit.html.h"

static const struct field fields[] = {
	FIELD(struct session_input, title, FIELD_TEXT, N_("Titre de la journée"), .max = 140),
	FIELD(struct session_input, day, FIELD_DAY, N_("Jour")),
	FIELD(struct session_input, starts, FIELD_CLOCK, N_("Début")),
	FIELD(struct session_input, ends, FIELD_CLOCK, N_("Fin")),
	FIELD(struct session_input, place, FIELD_TEXT, N_("Lieu"), .max = 140, .optional = true,
	      .help = N_("Le nom de la salle, ou « En visioconférence ». Tout le monde le lit.")),
	FIELD(struct session_input, address, FIELD_TEXT, N_("Adresse"), .max = 240, .optional = true,
	      .help = N_("Lue par la cohorte seulement, comme l'accès.")),
	FIELD(struct session_input, summary, FIELD_LONG, N_("En une ou deux phrases"), .max = 600, .rows = 3),
	FIELD(struct session_input, access, FIELD_LONG, N_("Venir et s'installer"), .max = 8000, .rows = 8, .optional = true,
	      .help = N_("Trains, covoiturage, accessibilité, repas. Mise en forme légère : - pour une liste, **mots** en gras.")),
	FIELD(struct session_input, tell, FIELD_CHECK, N_("Prévenir la cohorte")),
};
static const struct form form = FORM(fields);

static const struct field removal_fields[] = {
	FIELD(struct session_removal, tell, FIELD_CHECK, N_("Prévenir la cohorte par courriel")),
};
static const struct form removal_form = FORM(removal_fields);

/* How many will be told of a change; none while nobody can see the cycle. */
static int64_t told(struct request *r, const struct cycle *c)
{
	return c->published ? (int64_t)readers_of(r->db, r->arena, c->id).n : 0;
}

static void show(struct request *r, const struct cycle *c, const struct session *s)
{
	struct page *p = page_start(r);
	struct frame frame = cycle_frame(r, c, STAGE_SESSION, s ? t("Modifier la séance") : t("Ajouter une séance"));
	frame.private = true;
	view_session_edit(p, &frame, &form, c, s, s ? told(r, c) : 0);
	page_send(p, form_status(r));
}

void session_new_page(struct request *r)
{
	form_fill(r, &form, &(struct session_input){ .starts = 9 * 60 + 30, .ends = 16 * 60 + 30 });
	show(r, cycle_of(r), NULL);
}

static void made(struct request *r)
{
	flash(r, "ok", N_("La séance est ajoutée. Le plus utile maintenant : son programme."), NULL);
	reply_redirect(r, URL("/cycles/$1/seances/$2", path_text(r, "cycle"), r->made.id));
}

void session_new_post(struct request *r)
{
	struct session_input *in = arena_one(r->arena, struct session_input);
	if (!form_read(r, &form, in)) {
		session_new_page(r);
		return;
	}
	in->app = r->app;
	in->cycle = r->viewer->cycle;
	request_write(r, session_save, in, made, session_new_page);
}

void session_edit_page(struct request *r)
{
	const struct session *s = session_of_path(r);
	if (!s)
		return;
	form_fill(r, &form, &(struct session_input){ .title = s->title, .day = s->day, .starts = s->starts, .ends = s->ends,
		      .place = s->place, .address = s->address, .access = s->access, .summary = s->summary, .tell = true });
	show(r, cycle_of(r), s);
}

static void changed(struct request *r)
{
	flash(r, "ok", N_("La séance est enregistrée."), NULL);
	reply_redirect(r, URL("/cycles/$1/seances/$2", path_text(r, "cycle"), path_id(r, "id")));
}

void session_edit_post(struct request *r)
{
	struct session_input *in = arena_one(r->arena, struct session_input);
	if (!form_read(r, &form, in)) {
		session_edit_page(r);
		return;
	}
	in->app = r->app;
	in->id = path_id(r, "id");
	in->cycle = r->viewer->cycle;
	request_write(r, session_save, in, changed, session_edit_page);
}

void session_remove_page(struct request *r)
{
	const struct session *s = session_of_path(r);
	if (!s)
		return;
	const struct cycle *c = cycle_of(r);
	form_fill(r, &removal_form, &(struct session_removal){ .tell = true });
	struct page *p = page_start(r);
	struct frame frame = cycle_frame(r, c, STAGE_SESSION, t("Supprimer la séance"));
	frame.private = true;
	view_session_remove(p, &frame, &removal_form, c, s, session_attached(r->db, s->id) > 0,
	                    session_is_ahead(s, clock_now()) ? told(r, c) : 0);
	page_send(p, form_status(r));
}

static void removed(struct request *r)
{
	flash(r, "ok", N_("La séance est supprimée."), NULL);
	reply_redirect(r, URL("/cycles/$1/seances", path_text(r, "cycle")));
}

void session_remove_post(struct request *r)
{
	struct session_removal *in = arena_one(r->arena, struct session_removal);
	const struct session *s = session_of_path(r);
	if (!s)
		return;
	if (!form_read(r, &removal_form, in)) {
		session_remove_page(r);
		return;
	}
	in->app = r->app;
	in->id = s->id;
	request_write(r, session_remove, in, removed, session_remove_page);
}
