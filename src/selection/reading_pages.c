/* The jury's pages: the list of applications, and one application beside the grid. */
#include "html/fields.h"
#include "selection/selection_pages.h"

#include "reading.html.h"
#include "readings.html.h"

static const struct field recusal_fields[] = {
	FIELD(struct recusal_input, reason, FIELD_LONG, N_("Quel lien avez-vous avec ce territoire ?"), .max = 600, .rows = 3,
	      .help = N_("Lu par les personnes qui animent le cycle, et gardé dans le registre de la décision.")),
};
static const struct form recusal_form = FORM(recusal_fields);

static const struct option mark_options[] = {
	{ T("0"), NULL, T("0"), NULL }, { T("1"), NULL, T("1"), NULL }, { T("2"), NULL, T("2"), NULL },
	{ T("3"), NULL, T("3"), NULL }, { T("4"), NULL, T("4"), NULL }, { .label = NULL },
};

void readings_page(struct request *r)
{
	struct selection s;
	if (!selection_of_path(r, &s))
		return;
	struct rows items = reading_items(r->db, r->arena, s.call->id, r->viewer->person);
	int64_t next = s.judges && s.state == CALL_CLOSED ? reading_next(r->db, s.call->id, r->viewer->person, 0) : 0;
	struct page *p = page_start(r);
	view_readings(p, selection_frame(r, &s, t("Candidatures à lire")), &s, items, next);
	page_send(p, 200);
}

const char *grid_field(struct arena *arena, int64_t criterion)
{
	return text_z(arena, text_format(arena, "c%lld", (long long)criterion));
}

/* A choice of marks a criterion, a comment, and whether to go on to the next application. */
static const struct form *marks_form(struct arena *arena, struct rows criteria)
{
	const struct criterion *c = criteria.at;
	struct field *fields = arena_many(arena, struct field, criteria.n + 2);
	for (size_t i = 0; i < criteria.n; i++)
		fields[i] = (struct field){ .name = grid_field(arena, c[i].id), .kind = FIELD_CHOICE, .options = mark_options,
			                    .label_text = c[i].label, .help_text = c[i].help };
	fields[criteria.n] = (struct field){ .name = "comment", .kind = FIELD_LONG, .member = COLUMN_TEXT, .label = N_("Commentaire"), .max = 2000,
		                             .rows = 4, .optional = true };
	fields[criteria.n + 1] = (struct field){ .name = "next", .kind = FIELD_CHECK, .member = COLUMN_BOOL, .label = N_("Lire la suivante"), .optional = true };
	struct form *form = arena_one(arena, struct form);
	*form = (struct form){ fields, criteria.n + 2 };
	return form;
}

/* The one that was posted, when it is shown again. */
static const struct form *marks_form_of(struct request *r, struct rows criteria)
{
	if (r->form.form && r->form.form != &recusal_form)
		return r->form.form;
	return marks_form(r->arena, criteria);
}

int64_t mark_given(const struct reading_page *page, int64_t juror, int64_t criterion)
{
	const struct mark *m = page->marks.at;
	for (size_t i = 0; i < page->marks.n; i++)
		if (m[i].juror == juror && m[i].criterion == criterion)
			return m[i].mark;
	return -1;
}

static void fill_marks(struct request *r, const struct reading_page *page)
{
	const struct review *reviews = page->reviews.at;
	const struct criterion *c = page->criteria.at;
	for (size_t i = 0; i < page->criteria.n; i++) {
		int64_t mark = mark_given(page, r->viewer->person, c[i].id);
		form_fill_typed(r, page->marks_form, grid_field(r->arena, c[i].id),
		                mark < 0 ? NO_TEXT : text_format(r->arena, "%lld", (long long)mark));
	}
	for (size_t i = 0; i < page->reviews.n; i++)
		if (reviews[i].juror == r->viewer->person)
			form_fill_typed(r, page->marks_form, "comment", reviews[i].comment);
}

/* The application of the path when it belongs to the call; NULL after having answered. */
static const struct application *application_of_path(struct request *r, struct selection *s)
{
	if (!selection_of_path(r, s))
		return NULL;
	const struct application *a = application_by_id(r->db, r->arena, path_id(r, "id"));
	if (a && a->call == s->call->id && a->submitted.s)
		return a;
	reply_missing(r);
	return NULL;
}

static const struct recusal *recusal_by(struct rows recusals, int64_t juror)
{
	const struct recusal *x = recusals.at;
	for (size_t i = 0; i < recusals.n; i++)
		if (x[i].juror == juror)
			return &x[i];
	return NULL;
}

static bool has_read(struct rows reviews, int64_t juror)
{
	const struct review *v = reviews.at;
	for (size_t i = 0; i < reviews.n; i++)
		if (v[i].juror == juror)
			return true;
	return false;
}

/* A juror sees their own marks only; a facilitator sees all, after their own if they judge too. */
static void load(struct request *r, const struct selection *s, struct reading_page *page)
{
	struct whose whose = { .call = s->call->id, .application = page->application->id, .juror = r->viewer->person };
	page->criteria = criteria_of(r->db, r->arena, s->call->id);
	page->marked = s->judges && has_read(reviews_of(r->db, r->arena, whose), r->viewer->person);
	if (s->facilitates && (page->marked || !s->judges || s->call->decided.s))
		whose.juror = 0;
	page->reviews = reviews_of(r->db, r->arena, whose);
	page->marks = marks_of(r->db, r->arena, whose);
	whose.juror = s->facilitates ? 0 : r->viewer->person;
	page->recusals = recusals_of(r->db, r->arena, whose);
	page->mine = recusal_by(page->recusals, r->viewer->person);
	page->recusal_form = &recusal_form;
	page->marks_form = marks_form_of(r, page->criteria);
	fill_marks(r, page);
}

void reading_page(struct request *r)
{
	struct selection s;
	struct reading_page page = { .application = application_of_path(r, &s) };
	if (!page.application)
		return;
	load(r, &s, &page);
	struct page *p = page_start(r);
	struct frame *frame = selection_frame(r, &s, page.application->name);
	frame->wide = true;
	if (page.mine) {
		view_reading_recused(p, frame, &s, &page);
	} else {
		page.answers = answers_of(r->db, r->arena, page.application->id);
		view_reading(p, frame, &s, &page);
	}
	page_send(p, r->form.wrong ? 422 : 200);
}

static void reviewed(struct request *r)
{
	struct selection s;
	if (!selection_of_path(r, &s))
		return;
	flash(r, "ok", N_("Vos notes sont enregistrées."), NULL);
	int64_t next = form_typed(r, "next").n
	    ? reading_next(r->db, s.call->id, r->viewer->person, path_id(r, "id")) : 0;
	reply_redirect(r, next ? reading_url(s.cycle, next) : URL("/cycles/$1/selection/candidatures", s.cycle->slug));
}

void reading_post(struct request *r)
{
	struct selection s;
	const struct application *a = application_of_path(r, &s);
	if (!a)
		return;
	struct rows criteria = criteria_of(r->db, r->arena, s.call->id);
	const struct form *form = marks_form(r->arena, criteria);
	if (!form_read(r, form, NULL)) {
		reading_page(r);
		return;
	}
	const struct criterion *c = criteria.at;
	struct mark_input *marks = arena_many(r->arena, struct mark_input, criteria.n);
	for (size_t i = 0; i < criteria.n; i++) {
		marks[i].criterion = c[i].id;
		if (!text_to_int(form_typed(r, form->fields[i].name), &marks[i].mark))
			marks[i].mark = -1; /* refused by the rule */
	}
	struct review_input *in = arena_one(r->arena, struct review_input);
	*in = (struct review_input){ .application = a->id, .juror = r->viewer->person, .marks = marks, .n = criteria.n,
		                     .comment = form_typed(r, "comment") };
	request_write(r, review_save, in, reviewed, reading_page);
}

static void back_to_reading(struct request *r)
{
	reply_redirect(r, URL("/cycles/$1/selection/candidatures/$2", path_text(r, "cycle"), path_id(r, "id")));
}

void recusal_post(struct request *r)
{
	struct selection s;
	const struct application *a = application_of_path(r, &s);
	struct recusal_input *in = arena_one(r->arena, struct recusal_input);
	if (!a)
		return;
	if (!form_read(r, &recusal_form, in)) {
		reading_page(r);
		return;
	}
	in->application = a->id;
	in->juror = r->viewer->person;
	request_write(r, recusal_declare, in, back_to_reading, reading_page);
}

static void lifted(struct request *r)
{
	flash(r, "ok", N_("Le déport est levé : la candidature peut de nouveau être lue et notée par cette personne."), NULL);
	back_to_reading(r);
}

static void not_lifted(struct request *r)
{
	flash(r, "bad", r->error.message ? r->error.message : N_("Ce déport n'existe plus."), NULL);
	back_to_reading(r);
}

void recusal_lift_post(struct request *r)
{
	struct selection s;
	const struct application *a = application_of_path(r, &s);
	if (!a)
		return;
	struct recusal_input *in = arena_one(r->arena, struct recusal_input);
	*in = (struct recusal_input){ .application = a->id, .juror = path_id(r, "juror_id") };
	request_write(r, recusal_lift, in, lifted, not_lifted);
}
