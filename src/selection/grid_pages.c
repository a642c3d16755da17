/* The grid: its criteria in order, adding, changing, moving and removing them. */
#include "html/fields.h"
#include "selection/selection_pages.h"

#include "grid.html.h"

static const struct field fields[] = {
	FIELD(struct criterion_input, label, FIELD_TEXT, N_("Nom du critère"), .max = 80),
	FIELD(struct criterion_input, help, FIELD_LONG, N_("La question que se pose le jury"), .max = 400, .rows = 3, .optional = true),
};
static const struct form form = FORM(fields);

void grid_page(struct request *r)
{
	struct selection s;
	if (!selection_of_path(r, &s))
		return;
	bool open = !s.call->decided.s && !call_is_marked(r->db, s.call->id);
	struct page *p = page_start(r);
	view_grid(p, selection_frame(r, &s, t("Grille du jury")), &s, criteria_of(r->db, r->arena, s.call->id), open, &form);
	page_send(p, r->form.wrong || r->error.code ? 422 : 200);
}

static const struct criterion *criterion_of_path(struct request *r, struct selection *s)
{
	if (!selection_of_path(r, s))
		return NULL;
	const struct criterion *c = criterion_by_id(r->db, r->arena, path_id(r, "id"));
	if (c && c->call == s->call->id)
		return c;
	reply_missing(r);
	return NULL;
}

static void show(struct request *r)
{
	struct selection s;
	const struct criterion *c = criterion_of_path(r, &s);
	if (!c)
		return;
	struct page *p = page_start(r);
	view_criterion_edit(p, selection_frame(r, &s, t("Modifier un critère")), &s, c, &form);
	page_send(p, r->form.wrong ? 422 : 200);
}

void criterion_page(struct request *r)
{
	struct selection s;
	const struct criterion *c = criterion_of_path(r, &s);
	if (!c)
		return;
	form_fill(r, &form, &(struct criterion_input){ .label = c->label, .help = c->help });
	show(r);
}

static void saved(struct request *r)
{
	reply_redirect(r, URL("/cycles/$1/selection/grille", path_text(r, "cycle")));
}

static void save(struct request *r, const struct criterion_input *known, handler_fn *again)
{
	struct criterion_input *in = arena_one(r->arena, struct criterion_input);
	if (!form_read(r, &form, in)) {
		again(r);
		return;
	}
	in->id = known->id;
	in->call = known->call;
	in->key = known->key;
	request_write(r, criterion_save, in, saved, again);
}

void grid_post(struct request *r)
{
	struct selection s;
	if (selection_of_path(r, &s))
		save(r, &(struct criterion_input){ .call = s.call->id }, grid_page);
}

/* The key of a criterion follows its name. */
void criterion_post(struct request *r)
{
	struct selection s;
	const struct criterion *c = criterion_of_path(r, &s);
	if (c)
		save(r, &(struct criterion_input){ .id = c->id, .call = c->call }, show);
}

static const struct field move_fields[] = {
	FIELD(struct criterion_target, up, FIELD_CHECK, N_("Monter")),
};
static const struct form move_form = FORM(move_fields);

static void refused(struct request *r)
{
	flash(r, "bad", r->error.message, NULL);
	saved(r);
}

static void act(struct request *r, command_fn *command)
{
	struct selection s;
	const struct criterion *c = criterion_of_path(r, &s);
	struct criterion_target *in = arena_one(r->arena, struct criterion_target);
	if (!c)
		return;
	if (!form_read(r, &move_form, in)) {
		saved(r);
		return;
	}
	in->id = c->id;
	in->call = c->call;
	request_write(r, command, in, saved, refused);
}

void criterion_move_post(struct request *r)
{
	act(r, criterion_move);
}

void criterion_remove_post(struct request *r)
{
	act(r, criterion_remove);
}
