/* Writing an activity, changing it, and removing one that nobody has joined. */
#include "session/activity_pages.h"

#include "activity.html.h"

static const struct field fields[] = {
	FIELD(struct activity_input, title, FIELD_TEXT, N_("Titre"), .max = 120,
	      .help = N_("Quelques mots, pour s'y retrouver après coup.")),
	FIELD(struct activity_input, prompt, FIELD_LONG, N_("La question posée à la salle"), .max = 240, .rows = 2, .optional = true,
	      .help = N_("Elle s'affiche en grand : une seule phrase, sur ce que chacun connaît.")),
	FIELD(struct activity_input, votes_each, FIELD_NUMBER, N_("Voix par personne"), .min = 1, .max = VOTES_MOST,
	      .help = N_("De 1 à 10, une au plus par idée. Trois conviennent à la plupart des groupes.")),
	FIELD(struct activity_input, totals, FIELD_CHECK, N_("Montrer sur l'écran de la salle les voix de chaque idée pendant le vote"),
	      .help = N_("Sinon, elles ne paraissent qu'à la clôture. Sur les téléphones, c'est toujours à la clôture.")),
};
static const struct form form = FORM(fields);

const struct activity *activity_of_path(struct request *r)
{
	const struct session *s = session_of_path(r);
	if (!s)
		return NULL;
	const struct activity *a = activity_by_id(r->db, r->arena, path_id(r, "activity_id"));
	if (a && a->session == s->id)
		return a;
	reply_missing(r);
	return NULL;
}

static void show(struct request *r, const struct session *s, const struct activity *a)
{
	const struct cycle *c = cycle_of(r);
	struct page *p = page_start(r);
	struct frame frame = cycle_frame(r, c, STAGE_SESSION, a ? t("Modifier l'activité") : t("Ajouter une activité"));
	frame.private = true;
	view_activity_edit(p, &frame, &form, c, s, a);
	page_send(p, form_status(r));
}

void activity_new_page(struct request *r)
{
	const struct session *s = session_of_path(r);
	if (!s)
		return;
	form_fill(r, &form, &(struct activity_input){ .votes_each = 3, .totals = true });
	show(r, s, NULL);
}

static void to_desk(struct request *r)
{
	reply_redirect(r, URL("/cycles/$1/seances/$2/activites/$3", path_text(r, "cycle"), path_id(r, "id"), r->made.id));
}

static void save(struct request *r, int64_t id, handler_fn *again)
{
	struct activity_input *in = arena_one(r->arena, struct activity_input);
	if (!form_read(r, &form, in)) {
		again(r);
		return;
	}
	in->id = id;
	in->session = path_id(r, "id");
	request_write(r, activity_save, in, to_desk, again);
}

void activity_new_post(struct request *r)
{
	if (session_of_path(r))
		save(r, 0, activity_new_page);
}

void activity_edit_page(struct request *r)
{
	const struct activity *a = activity_of_path(r);
	if (!a)
		return;
	form_fill(r, &form, &(struct activity_input){ .title = a->title, .prompt = a->prompt, .votes_each = a->votes_each,
		                                      .totals = a->totals });
	show(r, session_by_id(r->db, r->arena, a->session), a);
}

void activity_edit_post(struct request *r)
{
	const struct activity *a = activity_of_path(r);
	if (a)
		save(r, a->id, activity_edit_page);
}

static void removed(struct request *r)
{
	flash(r, "ok", N_("L'activité est supprimée."), NULL);
	reply_redirect(r, URL("/cycles/$1/seances/$2", path_text(r, "cycle"), path_id(r, "id")));
}

void activity_remove_post(struct request *r)
{
	const struct activity *a = activity_of_path(r);
	if (!a)
		return;
	struct activity_part *in = arena_one(r->arena, struct activity_part);
	*in = (struct activity_part){ .session = a->session, .activity = a->id };
	request_write(r, activity_remove, in, removed, activity_edit_page);
}
