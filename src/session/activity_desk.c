/* The facilitator's page of an activity: open, close, hide, follow, take the results away. */
#include "formats/csv.h"
#include "session/activity_live.h"
#include "session/activity_pages.h"

#include "activity.html.h"

enum { TABLE_MAX = 4 << 20 };

static const struct field fields[] = {
	{ .name = "hide", .kind = FIELD_HIDDEN, .optional = true, .max = TEXT_DIGITS },
	{ .name = "show", .kind = FIELD_HIDDEN, .optional = true, .max = TEXT_DIGITS },
};
static const struct form hiding_form = FORM(fields);

const char *activity_state_label(const struct activity *a)
{
	return activity_is(a, "open") ? N_("ouverte") : activity_is(a, "closed") ? N_("close") : N_("en préparation");
}

void activity_desk_page(struct request *r)
{
	static const char *const scripts[] = { "live.js", NULL };
	const struct activity *a = activity_of_path(r);
	if (!a)
		return;
	const struct cycle *c = cycle_of(r);
	struct frame frame = cycle_frame(r, c, STAGE_SESSION, a->title);
	frame.private = true;
	frame.wide = true;
	frame.scripts = scripts;
	struct desk desk = { desk_board(r->db, r->arena, a), c, session_by_id(r->db, r->arena, a->session) };
	struct page *p = page_start(r);
	view_desk(p, &frame, &desk);
	page_send(p, form_status(r));
}

static void to_desk(struct request *r)
{
	reply_redirect(r, URL("/cycles/$1/seances/$2/activites/$3", path_text(r, "cycle"), path_id(r, "id"),
	                      path_id(r, "activity_id")));
}

static void refused(struct request *r)
{
	reply_error(r, &r->error);
}

static void act(struct request *r, command_fn *command)
{
	const struct activity *a = activity_of_path(r);
	if (!a)
		return;
	struct activity_part *in = arena_one(r->arena, struct activity_part);
	*in = (struct activity_part){ .session = a->session, .activity = a->id };
	request_write(r, command, in, to_desk, refused);
}

void activity_open_post(struct request *r)
{
	act(r, activity_open);
}

void activity_close_post(struct request *r)
{
	act(r, activity_close);
}

static void back_to_idea(struct request *r)
{
	struct text idea = form_typed(r, form_typed(r, "hide").n ? "hide" : "show");
	reply_redirect(r, URL("/cycles/$1/seances/$2/activites/$3#idee-$4", path_text(r, "cycle"), path_id(r, "id"),
	                      path_id(r, "activity_id"), idea));
}

void activity_hide_post(struct request *r)
{
	const struct activity *a = activity_of_path(r);
	if (!a)
		return;
	struct activity_part *in = arena_one(r->arena, struct activity_part);
	*in = (struct activity_part){ .session = a->session, .activity = a->id };
	bool well = form_read(r, &hiding_form, NULL);
	in->hidden = well && form_typed(r, "hide").n > 0;
	if (well && text_to_int(form_typed(r, in->hidden ? "hide" : "show"), &in->idea))
		request_write(r, idea_hide, in, back_to_idea, refused);
	else
		reply_missing(r);
}

void activity_desk_stream(struct request *r)
{
	const struct activity *a = activity_of_path(r);
	if (a)
		reply_stream(r, desk_topic(r->arena, a->id));
}

/* For a spreadsheet: every idea, the most voted first. */
static void write_table(struct request *r, struct buffer *out, const struct board *b)
{
	const struct text heads[] = { translate(r->arena, r->lang, N_("Idée"), NULL),
		                      translate(r->arena, r->lang, N_("Signée"), NULL),
		                      translate(r->arena, r->lang, N_("Voix"), NULL),
		                      translate(r->arena, r->lang, N_("Masquée"), NULL),
		                      translate(r->arena, r->lang, N_("Proposée à"), NULL) };
	csv_begin(out);
	csv_row(out, heads, sizeof heads / sizeof *heads);
	for (const struct idea *i = b->ideas; i < b->ideas + b->n; i++) {
		char votes[TEXT_DIGITS];
		const struct text cells[] = { i->text, i->author, text_digits(votes, i->votes),
			                      i->hidden ? translate(r->arena, r->lang, N_("oui"), NULL) : NO_TEXT,
			                      instant_local(r->arena, i->created) };
		csv_row(out, cells, sizeof cells / sizeof *cells);
	}
}

void activity_table(struct request *r)
{
	const struct activity *a = activity_of_path(r);
	if (!a)
		return;
	struct board board = desk_board(r->db, r->arena, a);
	struct buffer out;
	buffer_init(&out, TABLE_MAX);
	write_table(r, &out, &board);
	struct text name = text_format(r->arena, "attachment; filename=\"idees-%" TEXT ".csv\"", text_args(a->code));
	reply_header(r, "Content-Disposition", name);
	reply_header(r, "Cache-Control", text("no-store"));
	reply_body(r, 200, "text/csv; charset=utf-8", &out);
}
