/* Caps: one of them, adding it, changing it, saying that it is reached and what shows it. */
#include "roadmap/roadmap_pages.h"

#include "cap.html.h"

#include <inttypes.h>

static const struct field fields[] = {
	FIELD(struct cap_input, member, FIELD_CHOICE, N_("Territoire")),
	FIELD(struct cap_input, title, FIELD_TEXT, N_("Le cap"), .max = 120,
	      .help = N_("Ce qui sera vrai quand vous l'aurez passé : « La relève a un nom et une clé ».")),
	FIELD(struct cap_input, expected, FIELD_LONG, N_("À quoi saura-t-on qu'il est passé ?"), .max = 1000, .rows = 3,
	      .optional = true),
	FIELD(struct cap_input, planned, FIELD_DAY, N_("Visé pour le"), .optional = true),
	FIELD(struct cap_input, audience, FIELD_CHOICE, N_("Qui peut lire ?"), .options = audience_options),
	FIELD(struct cap_input, version, FIELD_HIDDEN, NULL, .optional = true, .max = INT64_MAX),
};
static const struct form form = FORM(fields);

static const struct field passage_fields[] = {
	FIELD(struct cap_passage, reached, FIELD_DAY, N_("Passé le")),
	FIELD(struct cap_passage, evidence, FIELD_LONG, N_("Ce qui le montre"), .max = 1000, .rows = 3,
	      .help = N_("Un document, un nombre, une date, un fait que d'autres peuvent vérifier.")),
};
static const struct form passage_form = FORM(passage_fields);

static const struct cap *cap_of_path(struct request *r)
{
	const struct cap *k =
	    cap_seen(r->db, r->arena, path_id(r, "id"), r->viewer->cycle, SIGHT_OF(r->viewer));
	if (!k)
		reply_missing(r);
	return k;
}

void cap_page(struct request *r)
{
	const struct cap *k = cap_of_path(r);
	if (!k)
		return;
	struct cap_sight x = { .c = cycle_of(r), .v = r->viewer, .k = k, .passage_form = &passage_form,
		               .today = day_of(clock_now()), .writes = viewer_writes(r->viewer, k->member) };
	form_fill(r, &passage_form, &(struct cap_passage){ .reached = x.today, .evidence = k->evidence });
	struct page *p = page_start(r);
	struct frame frame = cycle_frame(r, x.c, STAGE_ROADMAP, k->title);
	frame.private = k->audience != AUDIENCE_PUBLIC;
	view_cap(p, &frame, &x);
	page_send(p, roadmap_status(r));
}

static void passed(struct request *r)
{
	flash(r, "ok", N_("Le cap est à jour."), NULL);
	reply_redirect(r, URL("/cycles/$1/feuille-de-route/caps/$2", path_text(r, "cycle"), path_id(r, "id")));
}

static void not_passed(struct request *r)
{
	if (r->error.code == ERROR_MISSING)
		reply_error(r, &r->error);
	else
		cap_page(r);
}

static struct cap_passage *passage(struct request *r)
{
	struct cap_passage *in = arena_one(r->arena, struct cap_passage);
	*in = (struct cap_passage){ .cycle = r->viewer->cycle, .cap = path_id(r, "id"), .person = r->viewer->person,
		                    .own = r->viewer->member, .facilitates = viewer_may(r->viewer, MAY_FACILITATE) };
	return in;
}

void cap_reach_post(struct request *r)
{
	struct cap_passage *in = passage(r);
	if (form_read(r, &passage_form, in))
		request_write(r, cap_reach, in, passed, not_passed);
	else
		cap_page(r);
}

void cap_unreach_post(struct request *r)
{
	request_write(r, cap_reach, passage(r), passed, not_passed);
}

static void offer(struct request *r, const struct member *m)
{
	const struct option *members = member_options(r->db, r->arena, r->viewer->cycle);
	if (m) {
		struct option *one = arena_many(r->arena, struct option, 2);
		one[0] = (struct option){ .value = text_format(r->arena, "%" PRId64, m->id), .name = m->name };
		members = one;
	}
	form_options(r, &form, "member", members);
}

static void show(struct request *r, const struct member *m, const struct cap *k)
{
	offer(r, m);
	struct cap_form x = { .c = cycle_of(r), .form = &form, .k = k, .m = m,
		              .other = k && roadmap_overtaken(r, k->version) ? k : NULL, .version = k ? k->version : 0 };
	struct page *p = page_start(r);
	struct frame frame = cycle_frame(r, x.c, STAGE_ROADMAP, k ? t("Modifier le cap") : t("Ajouter un cap"));
	frame.private = true;
	frame.wide = x.other != NULL;
	view_cap_edit(p, &frame, &x);
	page_send(p, roadmap_status(r));
}

void cap_new_page(struct request *r)
{
	const struct member *m = member_asked(r);
	form_fill(r, &form, &(struct cap_input){ .member = m ? m->id : 0, .audience = AUDIENCE_COHORT });
	show(r, m, NULL);
}

static void saved(struct request *r)
{
	flash(r, "ok", N_("Le cap est enregistré."), NULL);
	reply_redirect(r, URL("/cycles/$1/feuille-de-route/caps/$2", path_text(r, "cycle"), r->made.id));
}

static void save(struct request *r, int64_t id, handler_fn *again)
{
	struct cap_input *in = arena_one(r->arena, struct cap_input);
	if (!form_read(r, &form, in)) {
		again(r);
		return;
	}
	in->id = id;
	in->cycle = r->viewer->cycle;
	in->person = r->viewer->person;
	in->own = r->viewer->member;
	in->facilitates = viewer_may(r->viewer, MAY_FACILITATE);
	request_write(r, cap_save, in, saved, again);
}

void cap_new_post(struct request *r)
{
	offer(r, viewer_may(r->viewer, MAY_FACILITATE) ? NULL : member_asked(r));
	save(r, 0, cap_new_page);
}

static const struct cap *mine(struct request *r)
{
	const struct cap *k = cap_of_path(r);
	if (!k || viewer_writes(r->viewer, k->member))
		return k;
	reply_missing(r);
	return NULL;
}

void cap_edit_page(struct request *r)
{
	const struct cap *k = mine(r);
	if (!k)
		return;
	form_fill(r, &form, &(struct cap_input){ .member = k->member, .title = k->title, .expected = k->expected,
		      .planned = k->planned, .audience = k->audience, .version = k->version });
	show(r, member_by_id(r->db, r->arena, k->member), k);
}

void cap_edit_post(struct request *r)
{
	const struct cap *k = mine(r);
	if (!k)
		return;
	offer(r, member_by_id(r->db, r->arena, k->member));
	save(r, k->id, cap_edit_page);
}
