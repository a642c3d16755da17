/* Adding an action to a roadmap, and changing its words. */
#include "roadmap/roadmap_pages.h"

#include "action_edit.html.h"

#include <inttypes.h>

enum { TAKEAWAY_SHOWN = 90 };

static const struct field fields[] = {
	FIELD(struct action_input, member, FIELD_CHOICE, N_("Territoire")),
	FIELD(struct action_input, takeaway, FIELD_CHOICE, N_("Née d'un enseignement"), .optional = true,
	      .help = N_("Le lien est gardé : on verra d'où l'action est venue.")),
	FIELD(struct action_input, title, FIELD_TEXT, N_("L'action, en une phrase"), .max = 160,
	      .help = N_("Commencez par un verbe : « Rencontrer vingt-cinq ménages ».")),
	FIELD(struct action_input, detail, FIELD_LONG, N_("Comment"), .max = 2000, .rows = 4, .optional = true),
	FIELD(struct action_input, owner, FIELD_CHOICE, N_("Qui la porte ?"), .optional = true),
	FIELD(struct action_input, due, FIELD_DAY, N_("Échéance"), .optional = true),
	FIELD(struct action_input, audience, FIELD_CHOICE, N_("Qui peut lire ?"), .options = audience_options,
	      .help = N_("Ce qui est public paraît sous le nom du territoire, jamais sous celui des personnes.")),
	FIELD(struct action_input, note, FIELD_TEXT, N_("Première étape"), .max = 300, .optional = true,
	      .help = N_("Ce qui est déjà convenu : un rendez-vous, une liste à établir.")),
	FIELD(struct action_input, version, FIELD_HIDDEN, NULL, .optional = true, .max = INT64_MAX),
};
static const struct form form = FORM(fields);

static struct text number(struct arena *arena, int64_t id)
{
	return text_format(arena, "%" PRId64, id);
}

/* The pair of the territory, or of each one while a facilitator has yet to choose; and who owns
 * the action now, even if they have left. */
static const struct option *owners(struct request *r, const struct member *m, const struct action *a)
{
	struct rows rows = owners_of(r->db, r->arena, r->viewer->cycle, m ? m->id : 0);
	struct option *options = arena_many(r->arena, struct option, rows.n + 2);
	size_t n = 0;
	bool listed = !a || a->owner == 0;
	for (const struct owner *o = rows.at; o < (const struct owner *)rows.at + rows.n; o++) {
		listed = listed || a->owner == o->person;
		struct text name = m ? o->name : text_format(r->arena, "%" TEXT " (%" TEXT ")", text_args(o->name), text_args(o->territory));
		options[n++] = (struct option){ .value = number(r->arena, o->person), .name = name };
	}
	if (!listed)
		options[n] = (struct option){ .value = number(r->arena, a->owner), .name = a->owner_name };
	return options;
}

static const struct option *takeaways(struct request *r, const struct action *a)
{
	struct rows rows = takeaways_of(r->db, r->arena, r->viewer->cycle);
	struct option *options = arena_many(r->arena, struct option, rows.n + 2);
	size_t n = 0;
	bool listed = !a || a->takeaway == 0;
	for (const struct takeaway *w = rows.at; w < (const struct takeaway *)rows.at + rows.n; w++) {
		if (w->removed)
			continue;
		listed = listed || a->takeaway == w->id;
		options[n++] = (struct option){ .value = number(r->arena, w->id), .name = text_excerpt(r->arena, w->text, TAKEAWAY_SHOWN) };
	}
	if (!listed)
		options[n] = (struct option){ .value = number(r->arena, a->takeaway), .name = text_excerpt(r->arena, a->takeaway_text, TAKEAWAY_SHOWN) };
	return options;
}

/* members holds that one territory alone when it is known: the form has then nothing to ask. */
static void offer(struct request *r, const struct member *m, const struct action *a)
{
	const struct option *members = member_options(r->db, r->arena, r->viewer->cycle);
	if (m) {
		struct option *one = arena_many(r->arena, struct option, 2);
		one[0] = (struct option){ .value = number(r->arena, m->id), .name = m->name };
		members = one;
	}
	form_options(r, &form, "member", members);
	form_options(r, &form, "owner", owners(r, m, a));
	form_options(r, &form, "takeaway", takeaways(r, a));
}

/* The takeaway that the address names, of this cycle and still listed; or NULL. */
static const struct takeaway *takeaway_asked(struct request *r)
{
	int64_t id = query_number(r, "takeaway", 0, 1, INT64_MAX);
	const struct takeaway *w = id ? takeaway_by_id(r->db, r->arena, id) : NULL;
	return w && w->cycle == r->viewer->cycle && !w->removed ? w : NULL;
}

static void show(struct request *r, const struct member *m, const struct action *a, const struct takeaway *born_of)
{
	offer(r, m, a);
	struct action_form x = { .c = cycle_of(r), .form = &form, .a = a, .m = m, .born_of = born_of,
		                 .other = a && roadmap_overtaken(r, a->version) ? a : NULL, .version = a ? a->version : 0 };
	struct page *p = page_start(r);
	struct frame frame = cycle_frame(r, x.c, STAGE_ROADMAP, a ? t("Modifier l'action") : t("Ajouter une action"));
	frame.private = true;
	frame.wide = x.other != NULL;
	view_action_edit(p, &frame, &x);
	page_send(p, roadmap_status(r));
}

void action_new_page(struct request *r)
{
	const struct member *m = member_asked(r);
	const struct takeaway *w = takeaway_asked(r);
	form_fill(r, &form, &(struct action_input){ .member = m ? m->id : 0, .audience = AUDIENCE_COHORT,
		      .takeaway = w ? w->id : 0, .owner = r->viewer->member ? r->viewer->person : 0 });
	show(r, m, NULL, w);
}

static void saved(struct request *r)
{
	flash(r, "ok", N_("L'action est enregistrée."), NULL);
	reply_redirect(r, URL("/cycles/$1/feuille-de-route/actions/$2", path_text(r, "cycle"), r->made.id));
}

static void save(struct request *r, int64_t id, handler_fn *again)
{
	struct action_input *in = arena_one(r->arena, struct action_input);
	if (!form_read(r, &form, in)) {
		again(r);
		return;
	}
	in->id = id;
	in->cycle = r->viewer->cycle;
	in->person = r->viewer->person;
	in->own = r->viewer->member;
	in->facilitates = viewer_may(r->viewer, MAY_FACILITATE);
	request_write(r, action_save, in, saved, again);
}

/* Every pair is offered to a facilitator, who chooses the territory in the same form: the rule
 * says when the two do not go together. */
void action_new_post(struct request *r)
{
	offer(r, viewer_may(r->viewer, MAY_FACILITATE) ? NULL : member_asked(r), NULL);
	save(r, 0, action_new_page);
}

static const struct action *mine(struct request *r)
{
	const struct viewer *v = r->viewer;
	const struct action *a = action_seen(r->db, r->arena, path_id(r, "id"), v->cycle, SIGHT_OF(v));
	if (a && viewer_writes(v, a->member))
		return a;
	reply_missing(r);
	return NULL;
}

void action_edit_page(struct request *r)
{
	const struct action *a = mine(r);
	if (!a)
		return;
	form_fill(r, &form, &(struct action_input){ .member = a->member, .takeaway = a->takeaway, .title = a->title,
		      .detail = a->detail, .owner = a->owner, .due = a->due, .audience = a->audience, .version = a->version });
	show(r, member_by_id(r->db, r->arena, a->member), a, NULL);
}

void action_edit_post(struct request *r)
{
	const struct action *a = mine(r);
	if (!a)
		return;
	offer(r, member_by_id(r->db, r->arena, a->member), a);
	save(r, a->id, action_edit_page);
}
