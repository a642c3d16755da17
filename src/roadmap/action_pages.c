/* An action's page: its words, its history, and moving it to another state. */
#include "roadmap/roadmap_pages.h"

#include "action.html.h"

static const struct field change_fields[] = {
	FIELD(struct action_change, state, FIELD_CHOICE, N_("Où en est-elle ?")),
	FIELD(struct action_change, note, FIELD_LONG, N_("Ce qui s'est passé"), .max = 1000, .rows = 3, .optional = true,
	      .help = N_("Une phrase pour la suite de l'histoire. Il en faut une pour abandonner, ou quand l'état ne change pas.")),
};
static const struct form change_form = FORM(change_fields);

static void offer_states(struct request *r)
{
	struct option *options = arena_many(r->arena, struct option, action_states_n + 1);
	for (size_t i = 0; i < action_states_n; i++)
		options[i] = (struct option){ .value = action_states[i].name, .label = action_states[i].label };
	form_options(r, &change_form, "state", options);
}

void action_page(struct request *r)
{
	const struct viewer *v = r->viewer;
	const struct action *a = action_seen(r->db, r->arena, path_id(r, "id"), v->cycle, SIGHT_OF(v));
	if (!a) {
		reply_missing(r);
		return;
	}
	struct action_sight x = { .c = cycle_of(r), .v = v, .a = a, .change_form = &change_form,
		                  .steps = steps_of_action(r->db, r->arena, a->id, SIGHT_OF(v)),
		                  .today = day_of(clock_now()), .writes = viewer_writes(v, a->member) };
	offer_states(r);
	form_fill(r, &change_form, &(struct action_change){ .state = a->state });
	struct page *p = page_start(r);
	struct frame frame = cycle_frame(r, x.c, STAGE_ROADMAP, a->title);
	frame.description = a->detail;
	frame.private = a->audience != AUDIENCE_PUBLIC;
	view_action(p, &frame, &x);
	page_send(p, roadmap_status(r));
}

static void moved(struct request *r)
{
	flash(r, "ok", N_("C'est noté dans l'histoire de l'action."), NULL);
	reply_redirect(r, URL("/cycles/$1/feuille-de-route/actions/$2", path_text(r, "cycle"), path_id(r, "id")));
}

static void refused(struct request *r)
{
	if (r->error.code == ERROR_MISSING)
		reply_error(r, &r->error);
	else
		action_page(r);
}

void action_move_post(struct request *r)
{
	struct action_change *in = arena_one(r->arena, struct action_change);
	offer_states(r);
	if (!form_read(r, &change_form, in)) {
		action_page(r);
		return;
	}
	in->cycle = r->viewer->cycle;
	in->action = path_id(r, "id");
	in->person = r->viewer->person;
	in->own = r->viewer->member;
	in->facilitates = viewer_may(r->viewer, MAY_FACILITATE);
	request_write(r, action_move, in, moved, refused);
}
