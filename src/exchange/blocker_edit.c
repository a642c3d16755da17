/* Opening a blocker and changing its words. */
#include "exchange/exchange_pages.h"

#include "cycle/member.h"
#include "exchange/exchange_rules.h"

#include "blocker_edit.html.h"

static const struct field fields[] = {
	FIELD(struct blocker_input, title, FIELD_TEXT, N_("Le blocage en une phrase"), .max = 120,
	      .help = N_("Comme vous le diriez à un collègue : « Toujours les mêmes quarante personnes ».")),
	FIELD(struct blocker_input, body, FIELD_LONG, N_("Racontez"), .max = 4000, .rows = 10,
	      .help = N_("Ce que vous avez essayé, ce qui résiste, et la question que vous posez aux autres.")),
	FIELD(struct blocker_input, topic, FIELD_TEXT, N_("Sujet"), .max = 40, .optional = true,
	      .help = N_("Deux ou trois mots, pour retrouver les blocages semblables.")),
	FIELD(struct blocker_input, member, FIELD_CHOICE, N_("Territoire concerné"), .optional = true),
	FIELD(struct blocker_input, audience, FIELD_CHOICE, N_("Qui peut lire ?"), .options = audience_options,
	      .help = N_("Ce qui est public paraît sous le nom du territoire, jamais sous celui des personnes.")),
	FIELD(struct blocker_input, version, FIELD_HIDDEN, NULL, .optional = true, .max = INT64_MAX),
};
static const struct form form = FORM(fields);

/* A facilitator may write for a territory, or for none. */
static void offer(struct request *r, int64_t member)
{
	bool facilitates = viewer_may(r->viewer, MAY_FACILITATE);
	form_options(r, &form, "member", member_options(r->db, r->arena, r->viewer->cycle));
	form_options(r, &form, "audience", audiences_of(facilitates || member));
}

static void show(struct request *r, const struct blocker *b)
{
	offer(r, b ? b->member : r->viewer->member);
	int64_t version = b ? b->version : 0, typed = version_typed(r, version);
	bool overtaken = b && r->form.wrong && typed != version;
	struct blocker_form x = { .c = cycle_of(r), .v = r->viewer, .form = &form, .b = b, .other = overtaken ? b : NULL,
		                  .version = version, .topics = topics_of(r->db, r->arena, r->viewer->cycle) };
	struct page *p = page_start(r);
	struct frame frame =
	    cycle_frame(r, x.c, STAGE_EXCHANGE, b ? t("Modifier le blocage") : t("Exposer un blocage"));
	frame.private = true;
	frame.wide = overtaken;
	view_blocker_edit(p, &frame, &x);
	page_send(p, exchange_status(r));
}

void blocker_new_page(struct request *r)
{
	form_fill(r, &form, &(struct blocker_input){ .audience = AUDIENCE_COHORT, .member = r->viewer->member });
	show(r, NULL);
}

static void saved(struct request *r)
{
	flash(r, "ok", N_("Le blocage est enregistré."), NULL);
	reply_redirect(r, URL("/cycles/$1/echanges/blocages/$2", path_text(r, "cycle"), r->made.id));
}

static void save(struct request *r, int64_t id, command_fn *run, handler_fn *again)
{
	struct blocker_input *in = arena_one(r->arena, struct blocker_input);
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
	request_write(r, run, in, saved, again);
}

void blocker_new_post(struct request *r)
{
	offer(r, r->viewer->member);
	save(r, 0, blocker_open, blocker_new_page);
}

static const struct blocker *mine(struct request *r)
{
	const struct blocker *b =
	    blocker_seen(r->db, r->arena, path_id(r, "id"), r->viewer->cycle, SEEN_BY(r->viewer));
	if (b && blocker_may_edit(b, r->viewer->person, viewer_may(r->viewer, MAY_FACILITATE)))
		return b;
	reply_missing(r);
	return NULL;
}

void blocker_edit_page(struct request *r)
{
	const struct blocker *b = mine(r);
	if (!b)
		return;
	form_fill(r, &form, &(struct blocker_input){ .title = b->title, .body = b->body, .topic = b->topic,
		      .audience = b->audience, .version = b->version });
	show(r, b);
}

void blocker_edit_post(struct request *r)
{
	const struct blocker *b = mine(r);
	if (!b)
		return;
	offer(r, b->member);
	save(r, b->id, blocker_edit, blocker_edit_page);
}
