/* The draft: its form made of the call's questions, saved by a button or by itself, and its
 * files, each joined on its own page. */
#include "call/call_pages.h"
#include "html/fields.h"

#include "application.html.h"
#include "draft.html.h"

struct application *application_of_path(struct request *r, unsigned bits)
{
	struct application *a = application_by_id(r->db, r->arena, path_id(r, "id"));
	if (a && application_reach(r->db, r->arena, r->viewer, a) & bits)
		return a;
	reply_missing(r);
	return NULL;
}

const struct answer *answer_of(struct rows answers, int64_t question)
{
	for (const struct answer *a = answers.at; a < (const struct answer *)answers.at + answers.n; a++)
		if (a->question == question)
			return a;
	return NULL;
}

struct application_view *application_view(struct request *r, const struct application *a)
{
	struct application_view *view = arena_one(r->arena, struct application_view);
	*view = (struct application_view){
		.cycle = cycle_by_id(r->db, r->arena, a->cycle),
		.call = call_by_id(r->db, r->arena, a->call),
		.application = a,
		.questions = questions_of(r->db, r->arena, a->call),
		.answers = answers_of(r->db, r->arena, a->id),
		.applicants = applicants_of(r->db, r->arena, a->id),
		.reach = application_reach(r->db, r->arena, r->viewer, a),
	};
	view->open = a->submitted.s == 0 && call_accepts(view->call, clock_now());
	const struct applicant *two = view->applicants.at;
	for (size_t i = 0; i < view->applicants.n; i++)
		if (two[i].person && two[i].person == r->viewer->person)
			view->me = &two[i];
		else
			view->other = &two[i];
	return view;
}

const char *question_field(struct arena *arena, int64_t question)
{
	return text_z(arena, text_format(arena, "q%lld", (long long)question));
}

static const struct option *options_of(struct arena *arena, struct text choices)
{
	struct option *options = arena_many(arena, struct option, CHOICES_MOST + 1);
	size_t n = 0;
	for (struct text c = choice_next(&choices); c.n && n < CHOICES_MOST; c = choice_next(&choices))
		options[n++] = (struct option){ .value = c, .name = c };
	return options;
}

static enum field_kind field_kind_of(struct text kind)
{
	if (text_is(kind, "long"))
		return FIELD_LONG;
	if (text_is(kind, "choice"))
		return FIELD_CHOICE;
	return text_is(kind, "number") ? FIELD_NUMBER : FIELD_TEXT;
}

/* What a field of the form reads into: one a field, numbers apart. */
struct slot {
	struct text text;
	int64_t number;
};

static struct field field_of(struct arena *arena, const struct question *q, size_t place)
{
	bool number = text_is(q->kind, "number");
	struct field f = { .name = question_field(arena, q->id), .kind = field_kind_of(q->kind),
		           .member = number ? COLUMN_INT64 : COLUMN_TEXT, .label_text = q->label, .help_text = q->help,
		           .offset = place * sizeof(struct slot) +
		                     (number ? offsetof(struct slot, number) : offsetof(struct slot, text)),
		           .optional = !q->required, .max = question_most(q) };
	if (f.kind == FIELD_CHOICE) {
		f.options = options_of(arena, q->choices);
		f.max = 0;
	}
	return f;
}

/* The first two fields are the page's own: the version that is being edited, and where the
 * button leads once the draft is saved. */
enum { FIELD_VERSION, FIELD_THEN, FIELDS_OWN };

struct draft_form *draft_form(struct arena *arena, struct rows questions)
{
	struct draft_form *made = arena_one(arena, struct draft_form);
	struct form *form = arena_one(arena, struct form);
	struct field *fields = arena_many(arena, struct field, questions.n + FIELDS_OWN);
	size_t n = FIELDS_OWN;
	fields[FIELD_VERSION] = (struct field){ .name = "version", .kind = FIELD_HIDDEN, .member = COLUMN_INT64,
		                                .offset = offsetof(struct slot, number), .label = "" };
	fields[FIELD_THEN] = (struct field){ .name = "then", .kind = FIELD_HIDDEN, .member = COLUMN_TEXT, .label = "",
		                             .offset = FIELD_THEN * sizeof(struct slot), .optional = true };
	const struct question *q = questions.at;
	for (size_t i = 0; i < questions.n; i++)
		if (!text_is(q[i].kind, "file")) {
			fields[n] = field_of(arena, &q[i], n);
			n++;
		}
	*form = (struct form){ fields, n };
	*made = (struct draft_form){ .form = form, .questions = q, .n = questions.n };
	return made;
}

static void fill(struct request *r, const struct draft_form *form, const struct application_view *view)
{
	form_fill_typed(r, form->form, "version", text_format(r->arena, "%lld", (long long)view->application->version));
	const struct answer *a = view->answers.at;
	for (size_t i = 0; i < view->answers.n; i++)
		form_fill_typed(r, form->form, question_field(r->arena, a[i].question), a[i].value);
}

static void show_draft(struct request *r, const struct application_view *view, const struct draft_form *form,
                       bool conflict)
{
	struct draft_view draft = { .a = view, .form = form, .conflict = conflict };
	if (conflict)
		draft.saver = saver_of(r->db, r->arena, view->application->id);
	struct page *p = page_start(r);
	view_draft(p, &draft);
	page_send(p, conflict ? 409 : form_status(r));
}

void application_page(struct request *r)
{
	const struct application *a = application_of_path(r, REACH_READ);
	if (!a)
		return;
	const struct application_view *view = application_view(r, a);
	if (view->open && view->reach & REACH_WRITE) {
		const struct draft_form *form = draft_form(r->arena, view->questions);
		fill(r, form, view);
		show_draft(r, view, form, false);
		return;
	}
	struct page *p = page_start(r);
	view_application(p, view);
	page_send(p, 200);
}

/* What was typed, question by question; an empty number is no answer rather than zero. */
static struct application_draft *draft_of(struct request *r, const struct draft_form *form, const struct slot *slots)
{
	struct application_draft *in = arena_one(r->arena, struct application_draft);
	struct answer_input *answers = arena_many(r->arena, struct answer_input, form->n);
	size_t n = 0;
	for (size_t i = 0; i < form->n; i++) {
		const struct question *q = &form->questions[i];
		if (text_is(q->kind, "file"))
			continue;
		const struct slot *slot = &slots[FIELDS_OWN + n];
		struct text value = text_trim(slot->text);
		if (text_is(q->kind, "number") && text_trim(form_typed(r, question_field(r->arena, q->id))).n)
			value = text_format(r->arena, "%lld", (long long)slot->number);
		answers[n++] = (struct answer_input){ q->id, value };
	}
	*in = (struct application_draft){ .application = path_id(r, "id"), .person = r->viewer->person,
		                          .version = slots[FIELD_VERSION].number, .answers = answers, .n = n,
		                          .at = clock_now() };
	return in;
}

/* Reads the form into the command's input; NULL when something typed is wrong. */
static struct application_draft *read_draft(struct request *r, const struct draft_form *form)
{
	struct slot *slots = arena_many(r->arena, struct slot, form->form->n);
	return form_read_draft(r, form->form, slots) ? draft_of(r, form, slots) : NULL;
}

/* The form takes over what the other browser saved: its version, and the answers that are still
 * empty here, so that the next save does not erase them unseen. */
static void catch_up(struct request *r, const struct application_view *view)
{
	struct form_state *state = &r->form;
	state->error = (struct error){ 0 }; /* the page says it better */
	state->typed[FIELD_VERSION] = text_format(r->arena, "%lld", (long long)view->application->version);
	for (size_t i = FIELDS_OWN; i < state->form->n; i++) {
		int64_t question = 0;
		struct text name = text_of(state->form->fields[i].name);
		const struct answer *kept = text_to_int(text_slice(name, 1, name.n), &question)
		                                ? answer_of(view->answers, question) : NULL;
		if (state->typed[i].n == 0 && kept)
			state->typed[i] = kept->value;
	}
}

/* After a refusal: what was typed stays in the form; when another browser has saved meanwhile,
 * both versions are shown, and the next save is made on the version that was shown. */
static void draft_refused(struct request *r)
{
	const struct application *a = application_of_path(r, REACH_WRITE);
	if (!a)
		return;
	const struct application_view *view = application_view(r, a);
	if (!view->open) {
		reply_error(r, &r->error);
		return;
	}
	struct draft_form *form = draft_form(r->arena, view->questions);
	form->form = r->form.form; /* what was typed is kept under the form that was read */
	bool conflict = r->error.code == ERROR_CONFLICT;
	if (conflict)
		catch_up(r, view);
	show_draft(r, view, form, conflict);
}

/* The button pressed: "depot", "piece-12", or none to stay. */
static void draft_saved(struct request *r)
{
	struct text then = form_typed(r, "then");
	int64_t id = path_id(r, "id"), question;
	if (text_is(then, "depot"))
		reply_redirect(r, URL("/candidatures/$1/depot", id));
	else if (text_starts(then, "piece-") && text_to_int(text_slice(then, 6, then.n), &question))
		reply_redirect(r, URL("/candidatures/$1/pieces/$2", id, question));
	else {
		flash(r, "ok", N_("Le brouillon est enregistré."), NULL);
		reply_redirect(r, application_url(id));
	}
}

void draft_post(struct request *r)
{
	const struct application *a = application_of_path(r, REACH_WRITE);
	if (!a)
		return;
	const struct draft_form *form = draft_form(r->arena, questions_of(r->db, r->arena, a->call));
	const struct application_draft *in = read_draft(r, form);
	if (in)
		request_write(r, application_save, in, draft_saved, draft_refused);
	else
		show_draft(r, application_view(r, a), form, false);
}

static void answer_auto(struct request *r, int status, int64_t version)
{
	struct text now = instant_iso(r->arena, clock_now());
	reply_text(r, status, "application/json",
	           text_format(r->arena, "{\"ok\":%s,\"version\":%lld,\"saved\":\"%" TEXT "\"}",
	                       status == 200 ? "true" : "false", (long long)version, text_args(now)));
}

static void auto_saved(struct request *r)
{
	answer_auto(r, 200, r->made.id);
}

/* 409: the words typed stay in the page; the button then shows both versions. */
static void auto_refused(struct request *r)
{
	answer_auto(r, r->error.code == ERROR_CONFLICT ? 409 : 422, 0);
}

void draft_auto_post(struct request *r)
{
	const struct application *a = application_of_path(r, REACH_WRITE);
	if (!a)
		return;
	const struct draft_form *form = draft_form(r->arena, questions_of(r->db, r->arena, a->call));
	const struct application_draft *in = read_draft(r, form);
	if (in)
		request_write(r, application_save, in, auto_saved, auto_refused);
	else
		answer_auto(r, 422, 0);
}
