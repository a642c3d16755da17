/* Pages of minutes: writing them with what is saved beside, publishing them, reading an earlier
 * version. */
#include "session/minutes.h"
#include "session/session_pages.h"

#include "minutes.html.h"

static const struct field fields[] = {
	FIELD(struct minutes_input, minutes, FIELD_LONG, N_("Compte rendu"), .max = 60000, .rows = 24,
	      .help = N_("Mise en forme légère : ## pour un titre, - pour une liste, **mots** en gras.")),
	FIELD(struct minutes_input, version, FIELD_HIDDEN, NULL, .max = INT64_MAX),
};
static const struct form form = FORM(fields);

static const struct option audiences[] = {
	OPTION("0", N_("Personne d'autre que l'animation")),
	OPTION("1", N_("Les binômes et l'animation")),
	OPTION("2", N_("Toute la cohorte")),
	OPTION("3", N_("Tout le monde")),
	{ .label = NULL },
};
static const struct field publication_fields[] = {
	FIELD(struct minutes_publication, audience, FIELD_CHOICE, N_("Qui peut le lire ?"), .options = audiences,
	      .help = N_("Public, il emmène les enseignements de la journée, sans les noms.")),
};
static const struct form publication_form = FORM(publication_fields);

const char *minutes_audience_label(int64_t audience)
{
	return audiences[audience >= 0 && audience <= AUDIENCE_PUBLIC ? audience : 0].label;
}

/* Did someone save after the version that this form was written from? */
static bool overtaken(const struct request *r, const struct session *s)
{
	int64_t version = s->minutes_version;
	return version > 0 && r->form.wrong && r->form.form == &form && text_to_int(form_typed(r, "version"), &version) &&
	       version != s->minutes_version;
}

void minutes_page(struct request *r)
{
	struct sight *x = sight_of_path(r);
	if (!x)
		return;
	bool conflict = overtaken(r, x->s);
	form_fill(r, &form, &(struct minutes_input){ .minutes = x->s->minutes });
	form_fill(r, &publication_form, &(struct minutes_publication){ .audience = x->s->minutes_audience });
	struct rows versions = minutes_versions(r->db, r->arena, x->s->id);
	struct page *p = page_start(r);
	struct frame frame = cycle_frame(r, x->c, STAGE_SESSION, t("Compte rendu"));
	frame.private = true;
	frame.wide = true;
	view_minutes(p, &frame, &(struct minutes_sight){ x, &form, &publication_form, versions.at, versions.n, conflict });
	page_send(p, form_status(r));
}

static void to_minutes(struct request *r)
{
	reply_redirect(r, URL("/cycles/$1/seances/$2/compte-rendu", path_text(r, "cycle"), path_id(r, "id")));
}

static void saved(struct request *r)
{
	flash(r, "ok", N_("Le compte rendu est enregistré. Relisez-le tel qu'il paraîtra."), NULL);
	to_minutes(r);
}

void minutes_post(struct request *r)
{
	const struct session *s = session_of_path(r);
	if (!s)
		return;
	struct minutes_input *in = arena_one(r->arena, struct minutes_input);
	if (!form_read(r, &form, in)) {
		minutes_page(r);
		return;
	}
	in->session = s->id;
	in->person = r->viewer->person;
	request_write(r, minutes_save, in, saved, minutes_page);
}

static void published(struct request *r)
{
	flash(r, "ok", N_("C'est enregistré : la page de la séance le montre à celles et ceux que vous avez choisis."), NULL);
	reply_redirect(r, URL("/cycles/$1/seances/$2#compte-rendu", path_text(r, "cycle"), path_id(r, "id")));
}

void minutes_publish_post(struct request *r)
{
	const struct session *s = session_of_path(r);
	if (!s)
		return;
	struct minutes_publication *in = arena_one(r->arena, struct minutes_publication);
	if (!form_read(r, &publication_form, in)) {
		minutes_page(r);
		return;
	}
	in->session = s->id;
	request_write(r, minutes_publish, in, published, minutes_page);
}

void minutes_version_page(struct request *r)
{
	struct sight *x = sight_of_path(r);
	if (!x)
		return;
	const struct minutes_version *v = minutes_version_of(r->db, r->arena, x->s->id, path_id(r, "version_id"));
	if (!v) {
		reply_missing(r);
		return;
	}
	struct page *p = page_start(r);
	struct frame frame = cycle_frame(r, x->c, STAGE_SESSION, t("Une version du compte rendu"));
	frame.private = true;
	view_minutes_version(p, &frame, x, v);
	page_send(p, 200);
}
