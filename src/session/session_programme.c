/* The programme of a session: adding, changing and removing its times. */
#include "session/session_pages.h"

#include "session/session_rules.h"
#include "session/session_store.h"

#include "session_programme.html.h"

static const struct option kinds[] = {
	OPTION("talk", N_("Intervention")),
	OPTION("workshop", N_("Atelier")),
	OPTION("plenary", N_("Temps commun")),
	OPTION("break", N_("Pause")),
	{ .label = NULL },
};

static const struct field fields[] = {
	FIELD(struct agenda_input, starts, FIELD_CLOCK, N_("Début")),
	FIELD(struct agenda_input, ends, FIELD_CLOCK, N_("Fin")),
	FIELD(struct agenda_input, kind, FIELD_CHOICE, N_("Nature"), .options = kinds),
	FIELD(struct agenda_input, title, FIELD_TEXT, N_("Titre"), .max = 160),
	FIELD(struct agenda_input, speaker, FIELD_TEXT, N_("Qui parle ou anime"), .max = 160, .optional = true),
	FIELD(struct agenda_input, office, FIELD_TEXT, N_("Fonction"), .max = 160, .optional = true),
	FIELD(struct agenda_input, abstract, FIELD_LONG, N_("En quelques phrases"), .max = 2000, .rows = 4,
	      .optional = true),
};
static const struct form form = FORM(fields);

const char *agenda_kind_label(struct text kind)
{
	for (const struct option *o = kinds; o->value.n; o++)
		if (text_equal(kind, o->value))
			return o->label;
	return kinds[0].label;
}

static void show(struct request *r, const struct agenda_item *item)
{
	struct sight *x = sight_of_path(r);
	if (!x)
		return;
	struct page *p = page_start(r);
	struct frame frame = cycle_frame(r, x->c, STAGE_SESSION, item ? t("Modifier un temps") : t("Programme"));
	frame.private = true;
	if (item)
		view_programme_item(p, &frame, x, &form, item);
	else
		view_programme(p, &frame, x, &form);
	page_send(p, form_status(r));
}

/* The next time begins where the last one ends. */
static void propose(struct request *r, const struct session *s)
{
	struct rows rows = agenda_of(r->db, r->arena, s->id);
	const struct agenda_item *items = rows.at;
	int64_t from = rows.n ? items[rows.n - 1].ends : s->starts;
	if (from >= s->ends)
		from = s->starts;
	int64_t to = from + 45 < s->ends ? from + 45 : s->ends;
	form_fill(r, &form, &(struct agenda_input){ .starts = from, .ends = to, .kind = text("talk") });
}

void programme_page(struct request *r)
{
	const struct session *s = session_of_path(r);
	if (!s)
		return;
	propose(r, s);
	show(r, NULL);
}

/* The item of the path, of the session of the path; or NULL, and the 404 page has been sent. */
static const struct agenda_item *item_of_path(struct request *r)
{
	const struct session *s = session_of_path(r);
	if (!s)
		return NULL;
	const struct agenda_item *item = agenda_item_by_id(r->db, r->arena, path_id(r, "item_id"));
	if (item && item->session == s->id)
		return item;
	reply_missing(r);
	return NULL;
}

void programme_item_page(struct request *r)
{
	const struct agenda_item *item = item_of_path(r);
	if (!item)
		return;
	form_fill(r, &form, &(struct agenda_input){ .starts = item->starts, .ends = item->ends, .kind = item->kind,
		      .title = item->title, .speaker = item->speaker, .office = item->office, .abstract = item->abstract });
	show(r, item);
}

static void to_programme(struct request *r)
{
	reply_redirect(r, URL("/cycles/$1/seances/$2/programme", path_text(r, "cycle"), path_id(r, "id")));
}

static void saved(struct request *r)
{
	flash(r, "ok", N_("Le programme est enregistré."), NULL);
	to_programme(r);
}

static void save(struct request *r, int64_t item, handler_fn *again)
{
	struct agenda_input *in = arena_one(r->arena, struct agenda_input);
	if (!form_read(r, &form, in)) {
		again(r);
		return;
	}
	in->id = item;
	in->session = path_id(r, "id");
	request_write(r, agenda_save, in, saved, again);
}

void programme_post(struct request *r)
{
	if (session_of_path(r))
		save(r, 0, programme_page);
}

void programme_item_post(struct request *r)
{
	const struct agenda_item *item = item_of_path(r);
	if (item)
		save(r, item->id, programme_item_page);
}

static void removed(struct request *r)
{
	flash(r, "ok", N_("Ce temps est retiré du programme."), NULL);
	to_programme(r);
}

static void not_removed(struct request *r)
{
	reply_error(r, &r->error);
}

void programme_remove_post(struct request *r)
{
	const struct agenda_item *item = item_of_path(r);
	if (!item)
		return;
	struct session_part *in = arena_one(r->arena, struct session_part);
	*in = (struct session_part){ .id = item->id, .session = item->session };
	request_write(r, agenda_remove, in, removed, not_removed);
}
