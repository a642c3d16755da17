/* The decision: recap, letters with a preview for real recipients, deciding once, and the
 * record of why. */
#include "html/fields.h"
#include "selection/record.h"
#include "selection/selection_pages.h"

#include "decision.html.h"

struct consent {
	bool read;
};
static const struct field consent_fields[] = {
	FIELD(struct consent, read, FIELD_CHECK, N_("J'ai relu les trois lettres et la liste des réponses"), .min = 1),
};
static const struct form consent_form = FORM(consent_fields);

static const struct field letter_fields[] = {
	FIELD(struct letter_input, subject, FIELD_TEXT, N_("Objet"), .max = 150),
	FIELD(struct letter_input, body, FIELD_LONG, N_("Lettre"), .max = 5000, .rows = 16,
	      .help = N_("Une ligne vide sépare deux paragraphes.")),
};
static const struct form letter_form = FORM(letter_fields);

static const struct letter *letter_named(struct rows letters, const char *outcome)
{
	const struct letter *l = letters.at;
	for (size_t i = 0; i < letters.n; i++)
		if (text_is(l[i].outcome, outcome))
			return &l[i];
	return NULL;
}

static const struct standing *first_of(struct rows standings, const char *outcome)
{
	const struct standing *s = standings.at;
	for (size_t i = 0; i < standings.n; i++)
		if (text_is(s[i].outcome, outcome))
			return &s[i];
	return NULL;
}

static int64_t count_of(struct tally tally, const char *outcome)
{
	if (text_is(text_of(outcome), "selected"))
		return tally.selected;
	return text_is(text_of(outcome), "waiting") ? tally.waiting : tally.refused;
}

/* As its first recipient will read it. */
static void sample_letter(struct request *r, const struct selection *s, struct letter_view *view,
                          const struct standing *first, struct rows addressees)
{
	const struct addressee *to = addressees.at;
	view->territory = first->name;
	for (size_t i = 0; i < addressees.n; i++) {
		if (to[i].application != first->application)
			continue;
		if (view->people.n == 0)
			view->sample = letter_mail(r->arena, r->app, s->cycle, view->letter, first, &to[i]);
		else
			view->people = text_join(r->arena, view->people, text(", "));
		view->people = text_join(r->arena, view->people, to[i].name);
	}
}

static void load_letters(struct request *r, const struct selection *s, struct decision_page *page)
{
	struct rows letters = letters_of(r->db, r->arena, s->call->id);
	struct rows addressees = addressees_of(r->db, r->arena, s->call->id);
	page->people = (int64_t)addressees.n;
	for (size_t i = 0; i < OUTCOMES; i++) {
		struct letter_view *view = &page->letters[i];
		*view = (struct letter_view){ .outcome = outcome_names[i], .n = count_of(page->tally, outcome_names[i]),
			                      .letter = letter_named(letters, outcome_names[i]) };
		const struct standing *first = first_of(page->standings, outcome_names[i]);
		if (view->letter && first)
			sample_letter(r, s, view, first, addressees);
	}
}

static int64_t unread(struct rows standings)
{
	const struct standing *s = standings.at;
	int64_t n = 0;
	for (size_t i = 0; i < standings.n; i++)
		n += s[i].readings == 0;
	return n;
}

static void load(struct request *r, const struct selection *s, struct decision_page *page)
{
	struct rows quotas = quotas_of(r->db, r->arena, s->call->id);
	page->standings = standings_of(r->db, r->arena, s->call->id);
	page->tally = tally_of(page->standings.at, page->standings.n);
	page->seats = seats_count(r->arena, page->standings.at, page->standings.n, quotas.at, quotas.n);
	page->ties = ties_find(r->arena, page->standings.at, page->standings.n);
	page->unread = unread(page->standings);
	page->form = &consent_form;
	page->decision = decision_of(r->db, r->arena, s->call->id);
	if (page->decision)
		page->posted = letters_posted(r->db, r->arena, s->cycle->id);
	load_letters(r, s, page);
}

void decision_page(struct request *r)
{
	struct selection s;
	if (!selection_of_path(r, &s))
		return;
	struct decision_page page = { 0 };
	load(r, &s, &page);
	struct page *p = page_start(r);
	view_decision(p, selection_frame(r, &s, t("Décision")), &s, &page);
	page_send(p, r->form.wrong ? 422 : 200);
}

static void decided(struct request *r)
{
	flash(r, "ok", N_("La décision est prise et enregistrée. Les lettres partent."), NULL);
	reply_redirect(r, URL("/cycles/$1/selection/decision", path_text(r, "cycle")));
}

/* Taken by someone else meanwhile: the page shows it, and the form is gone. */
static void not_decided(struct request *r)
{
	if (r->error.code != ERROR_CONFLICT) {
		decision_page(r);
		return;
	}
	flash(r, "bad", r->error.message, &(struct words){ .date = r->error.date });
	reply_redirect(r, URL("/cycles/$1/selection/decision", path_text(r, "cycle")));
}

void decision_post(struct request *r)
{
	struct selection s;
	struct consent consent;
	if (!selection_of_path(r, &s))
		return;
	if (!form_read(r, &consent_form, &consent)) {
		decision_page(r);
		return;
	}
	struct decision_input *in = arena_one(r->arena, struct decision_input);
	*in = (struct decision_input){ .app = r->app, .call = s.call->id, .by = r->viewer->person };
	request_write(r, decide, in, decided, not_decided);
}

/* The outcome that the path names; no text after having answered. */
static struct text outcome_of_path(struct request *r)
{
	struct text outcome = path_text(r, "outcome");
	for (size_t i = 0; i < OUTCOMES; i++)
		if (text_is(outcome, outcome_names[i]))
			return outcome;
	reply_missing(r);
	return NO_TEXT;
}

void letter_page(struct request *r)
{
	struct selection s;
	struct text outcome = outcome_of_path(r);
	if (!outcome.n || !selection_of_path(r, &s))
		return;
	const struct letter *known = letter_named(letters_of(r->db, r->arena, s.call->id), text_z(r->arena, outcome));
	struct letter draft = letter_draft(r->arena, r->lang, outcome);
	if (!known)
		known = &draft;
	form_fill(r, &letter_form, &(struct letter_input){ .subject = known->subject, .body = known->body });
	struct page *p = page_start(r);
	view_letter_edit(p, selection_frame(r, &s, t("Lettre")), &s, outcome, &letter_form);
	page_send(p, r->form.wrong ? 422 : 200);
}

static void letter_saved(struct request *r)
{
	flash(r, "ok", N_("La lettre est enregistrée. Relisez-la ci-dessous, telle qu'elle partira."), NULL);
	reply_redirect(r, URL("/cycles/$1/selection/decision", path_text(r, "cycle")));
}

void letter_post(struct request *r)
{
	struct selection s;
	struct letter_input *in = arena_one(r->arena, struct letter_input);
	struct text outcome = outcome_of_path(r);
	if (!outcome.n || !selection_of_path(r, &s))
		return;
	if (!form_read(r, &letter_form, in)) {
		letter_page(r);
		return;
	}
	in->call = s.call->id;
	in->outcome = outcome;
	request_write(r, letter_save, in, letter_saved, letter_page);
}

/* The decision of the path's call; NULL after having answered: there is none yet. */
static const struct decision *decision_of_path(struct request *r, struct selection *s)
{
	if (!selection_of_path(r, s))
		return NULL;
	const struct decision *d = decision_of(r->db, r->arena, s->call->id);
	if (!d)
		reply_missing(r);
	return d;
}

void record_page(struct request *r)
{
	struct selection s;
	struct decision_page page = { 0 };
	if (!decision_of_path(r, &s))
		return;
	load(r, &s, &page);
	struct page *p = page_start(r);
	struct frame *frame = selection_frame(r, &s, t("Registre de la décision"));
	frame->wide = true;
	view_record(p, frame, &s, &page, recusals_of(r->db, r->arena, (struct whose){ .call = s.call->id }));
	page_send(p, 200);
}

void record_download(struct request *r)
{
	struct selection s;
	const struct decision *d = decision_of_path(r, &s);
	if (d)
		reply_download(r, "application/json",
		               text_format(r->arena, "decision-%" TEXT ".json", text_args(s.cycle->slug)), d->record);
}
