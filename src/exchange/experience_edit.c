/* Telling an experience and changing it. */
#include "exchange/exchange_pages.h"

#include "cycle/member.h"
#include "exchange/exchange_rules.h"

#include "experience_edit.html.h"

static const struct field fields[] = {
	FIELD(struct experience_input, title, FIELD_TEXT, N_("Titre"), .max = 120,
	      .help = N_("Ce que vous avez fait, en une phrase.")),
	FIELD(struct experience_input, context, FIELD_LONG, N_("Le contexte"), .max = 3000, .rows = 4,
	      .help = N_("D'où vous partiez, et pourquoi il fallait essayer autre chose.")),
	FIELD(struct experience_input, done, FIELD_LONG, N_("Ce que nous avons fait"), .max = 4000, .rows = 6),
	FIELD(struct experience_input, results, FIELD_LONG, N_("Les résultats"), .max = 3000, .rows = 5,
	      .help = N_("Ce qui a changé, avec des nombres quand il y en a.")),
	FIELD(struct experience_input, difficulties, FIELD_LONG, N_("Les difficultés"), .max = 3000, .rows = 4,
	      .optional = true, .help = N_("Ce qui a raté aide autant que ce qui a réussi.")),
	FIELD(struct experience_input, advice, FIELD_LONG, N_("Nos conseils aux autres"), .max = 3000, .rows = 4,
	      .optional = true),
	FIELD(struct experience_input, member, FIELD_CHOICE, N_("Territoire concerné"), .optional = true),
	FIELD(struct experience_input, audience, FIELD_CHOICE, N_("Qui peut lire ?"), .options = audience_options,
	      .help = N_("Ce qui est public paraît sous le nom du territoire, jamais sous celui des personnes.")),
	FIELD(struct experience_input, version, FIELD_HIDDEN, NULL, .optional = true, .max = INT64_MAX),
};
static const struct form form = FORM(fields);

static void offer(struct request *r, int64_t member)
{
	bool facilitates = viewer_may(r->viewer, MAY_FACILITATE);
	form_options(r, &form, "member", member_options(r->db, r->arena, r->viewer->cycle));
	form_options(r, &form, "audience", audiences_of(facilitates || member));
}

static void show(struct request *r, const struct experience *e)
{
	offer(r, e ? e->member : r->viewer->member);
	int64_t version = e ? e->version : 0, typed = version_typed(r, version);
	bool overtaken = e && r->form.wrong && typed != version;
	struct experience_form x = { .c = cycle_of(r), .v = r->viewer, .form = &form, .e = e,
		                     .other = overtaken ? e : NULL, .version = version };
	struct page *p = page_start(r);
	struct frame frame = cycle_frame(r, x.c, STAGE_EXCHANGE, e ? t("Modifier le retour d'expérience") : t("Raconter une expérience"));
	frame.private = true;
	frame.wide = overtaken;
	view_experience_edit(p, &frame, &x);
	page_send(p, exchange_status(r));
}

void experience_new_page(struct request *r)
{
	form_fill(r, &form, &(struct experience_input){ .audience = AUDIENCE_COHORT, .member = r->viewer->member });
	show(r, NULL);
}

static void saved(struct request *r)
{
	flash(r, "ok", N_("Le retour d'expérience est enregistré."), NULL);
	reply_redirect(r, URL("/cycles/$1/echanges/experiences/$2", path_text(r, "cycle"), r->made.id));
}

static void save(struct request *r, int64_t id, handler_fn *again)
{
	struct experience_input *in = arena_one(r->arena, struct experience_input);
	if (!form_read(r, &form, in)) {
		again(r);
		return;
	}
	in->id = id;
	in->cycle = r->viewer->cycle;
	in->person = r->viewer->person;
	in->facilitates = viewer_may(r->viewer, MAY_FACILITATE);
	if (!in->facilitates)
		in->member = r->viewer->member;
	request_write(r, experience_save, in, saved, again);
}

void experience_new_post(struct request *r)
{
	offer(r, r->viewer->member);
	save(r, 0, experience_new_page);
}

static const struct experience *mine(struct request *r)
{
	const struct viewer *v = r->viewer;
	const struct experience *e = experience_seen(r->db, r->arena, path_id(r, "id"), v->cycle, SEEN_BY(v));
	if (e && experience_may_edit(e, v->person, v->member, viewer_may(v, MAY_FACILITATE)))
		return e;
	reply_missing(r);
	return NULL;
}

void experience_edit_page(struct request *r)
{
	const struct experience *e = mine(r);
	if (!e)
		return;
	form_fill(r, &form, &(struct experience_input){ .title = e->title, .context = e->context, .done = e->done,
		      .results = e->results, .difficulties = e->difficulties, .advice = e->advice,
		      .audience = e->audience, .version = e->version });
	show(r, e);
}

void experience_edit_post(struct request *r)
{
	const struct experience *e = mine(r);
	if (!e)
		return;
	offer(r, e->member);
	save(r, e->id, experience_edit_page);
}
