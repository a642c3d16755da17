/* Trying a cohort: the ranked table with a choice a row, the seats taken, the proposal. */
#include "html/fields.h"
#include "selection/selection_pages.h"

#include "choice.html.h"

static const struct field proposal_fields[] = {
	FIELD(struct proposal_input, waiting, FIELD_NUMBER, N_("Places sur la liste d'attente"), .min = 0, .max = 100),
};
static const struct form proposal_form = FORM(proposal_fields);

static const struct option outcomes[] = {
	OPTION("selected", N_("retenue")),
	OPTION("waiting", N_("liste d'attente")),
	OPTION("refused", N_("non retenue")),
	{ .label = NULL },
};

static const char *field_name(struct arena *arena, const char *prefix, int64_t application)
{
	return text_z(arena, text_format(arena, "%s%lld", prefix, (long long)application));
}

/* Two fields a row: the choice, and the rank on the waiting list. */
static const struct form *choices_form(struct arena *arena, struct rows standings)
{
	const struct standing *s = standings.at;
	struct field *fields = arena_many(arena, struct field, 2 * standings.n + 1);
	for (size_t i = 0; i < standings.n; i++) {
		fields[2 * i] = (struct field){ .name = field_name(arena, "choix", s[i].application), .kind = FIELD_CHOICE,
			                        .member = COLUMN_TEXT, .options = outcomes, .optional = true, .label_text = s[i].name };
		fields[2 * i + 1] = (struct field){ .name = field_name(arena, "rang", s[i].application), .kind = FIELD_NUMBER,
			                            .min = 1, .max = 999, .optional = true, .label_text = s[i].name };
	}
	struct form *form = arena_one(arena, struct form);
	*form = (struct form){ fields, 2 * standings.n };
	return form;
}

static const struct form *choices_form_of(struct request *r, struct rows standings)
{
	bool again = r->form.form && r->form.form != &proposal_form;
	return again ? r->form.form : choices_form(r->arena, standings);
}

static void fill_choices(struct request *r, const struct form *form, struct rows standings)
{
	const struct standing *s = standings.at;
	for (size_t i = 0; i < standings.n; i++) {
		form_fill_typed(r, form, field_name(r->arena, "choix", s[i].application), s[i].outcome);
		form_fill_typed(r, form, field_name(r->arena, "rang", s[i].application),
		                s[i].rank ? text_format(r->arena, "%lld", (long long)s[i].rank) : NO_TEXT);
	}
}

struct text choice_typed(struct request *r, const struct form *form, const char *prefix, int64_t application)
{
	const struct form_state *state = form_state_of(r, form);
	const char *name = field_name(r->arena, prefix, application);
	for (size_t i = 0; state && i < form->n; i++)
		if (text_is(text_of(form->fields[i].name), name))
			return state->typed[i];
	return NO_TEXT;
}

enum { WAITING_USUAL = 5 };

void choice_page(struct request *r)
{
	struct selection s;
	if (!selection_of_path(r, &s))
		return;
	struct rows quotas = quotas_of(r->db, r->arena, s.call->id);
	struct choice_page page = { .standings = standings_of(r->db, r->arena, s.call->id),
		                    .decided = s.call->decided.s != 0 };
	page.tally = tally_of(page.standings.at, page.standings.n);
	page.seats = seats_count(r->arena, page.standings.at, page.standings.n, quotas.at, quotas.n);
	page.ties = ties_find(r->arena, page.standings.at, page.standings.n);
	page.form = choices_form_of(r, page.standings);
	fill_choices(r, page.form, page.standings);
	int64_t waiting = page.tally.waiting ? page.tally.waiting : WAITING_USUAL;
	form_fill(r, &proposal_form, &(struct proposal_input){ .waiting = waiting });
	struct page *p = page_start(r);
	struct frame *frame = selection_frame(r, &s, t("Composer la cohorte"));
	static const char *const scripts[] = { "seats.js", NULL };
	frame->wide = true;
	frame->scripts = scripts;
	view_choice(p, frame, &s, &page, &proposal_form);
	page_send(p, r->form.wrong ? 422 : 200);
}

static void saved(struct request *r)
{
	flash(r, "ok", N_("Le choix est enregistré. Rien n'est envoyé avant la décision."), NULL);
	reply_redirect(r, URL("/cycles/$1/selection/cohorte", path_text(r, "cycle")));
}

void choice_post(struct request *r)
{
	struct selection s;
	if (!selection_of_path(r, &s))
		return;
	struct rows standings = standings_of(r->db, r->arena, s.call->id);
	const struct standing *at = standings.at;
	const struct form *form = choices_form(r->arena, standings);
	if (!form_read(r, form, NULL)) {
		choice_page(r);
		return;
	}
	struct choice_input *choices = arena_many(r->arena, struct choice_input, standings.n + 1);
	for (size_t i = 0; i < standings.n; i++) {
		choices[i] = (struct choice_input){ .application = at[i].application,
			                            .outcome = form_typed(r, form->fields[2 * i].name) };
		(void)text_to_int(form_typed(r, form->fields[2 * i + 1].name), &choices[i].rank); /* none: after the others */
	}
	struct choices_input *in = arena_one(r->arena, struct choices_input);
	*in = (struct choices_input){ .call = s.call->id, .at = choices, .n = standings.n };
	request_write(r, choice_set, in, saved, choice_page);
}

void proposal_post(struct request *r)
{
	struct selection s;
	struct proposal_input *in = arena_one(r->arena, struct proposal_input);
	if (!selection_of_path(r, &s))
		return;
	if (!form_read(r, &proposal_form, in)) {
		choice_page(r);
		return;
	}
	in->call = s.call->id;
	request_write(r, choice_propose, in, saved, choice_page);
}
