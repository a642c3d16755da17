/* One territory's page in the private space, and its withdrawal. */
#include "base/sort.h"
#include "cohort/cohort_pages.h"
#include "html/fields.h"
#include "people/territory.h"
#include "selection/selection.h"

#include "member.html.h"

static const struct field withdrawal_fields[] = {
	FIELD(struct withdrawal_input, day, FIELD_DAY, N_("Jour du retrait")),
	FIELD(struct withdrawal_input, reason, FIELD_LONG, N_("Raison"), .max = 1000, .rows = 4,
	      .help = N_("Lue par la cohorte, jamais par le public.")),
	FIELD(struct withdrawal_input, replacement, FIELD_CHOICE, N_("Remplacer par"),
	      .help = N_("Depuis la liste d'attente, dans l'ordre du jury. Appelez d'abord : le territoire entre aussitôt dans la cohorte et son binôme en est averti par courriel.")),
};
static const struct form withdrawal_form = FORM(withdrawal_fields);

struct replacement_choice {
	int64_t replacement;
};
static const struct field replacement_fields[] = {
	FIELD(struct replacement_choice, replacement, FIELD_CHOICE, N_("Remplacer par"),
	      .help = N_("Depuis la liste d'attente, dans l'ordre du jury. Appelez d'abord : le territoire entre aussitôt dans la cohorte et son binôme en est averti par courriel.")),
};
static const struct form replacement_form = FORM(replacement_fields);

/* Both forms take who replaces from the same list: "1. Arques, commune"; a withdrawal may also
 * wait ("0"). How many are on the list. */
static size_t offer_waiting(struct request *r, const struct form *form)
{
	const struct call *call = call_of_cycle(r->db, r->arena, r->viewer->cycle);
	struct rows rows = call ? waiting_of(r->db, r->arena, call->id) : (struct rows){ 0 };
	const struct waiting *w = rows.at;
	struct option *options = arena_many(r->arena, struct option, rows.n + 2), *o = options;
	if (form == &withdrawal_form)
		*o++ = (struct option)OPTION("0", N_("Personne pour le moment"));
	for (size_t i = 0; i < rows.n; i++) {
		struct text kind = translate(r->arena, r->lang, territory_kind_label(w[i].kind), &(struct words){ 0 });
		*o++ = (struct option){ .value = text_format(r->arena, "%lld", (long long)w[i].application),
			                .name = text_format(r->arena, "%lld. %" TEXT ", %" TEXT, (long long)w[i].rank,
			                                    text_args(w[i].name), text_args(kind)) };
	}
	form_options(r, form, "replacement", options);
	return rows.n;
}

/* The member of the path, when it belongs to the cycle; NULL after having answered. */
static const struct member *member_of_path(struct request *r)
{
	const struct member *m = member_by_id(r->db, r->arena, path_id(r, "member_id"));
	if (m && m->cycle == r->viewer->cycle)
		return m;
	reply_missing(r);
	return NULL;
}

static struct rows pair_of(struct request *r, int64_t member)
{
	struct rows all = participants_of(r->db, r->arena, r->viewer->cycle);
	struct participant *people = all.at;
	size_t n = 0;
	for (size_t i = 0; i < all.n; i++)
		if (people[i].member == member)
			people[n++] = people[i];
	/* "elected" comes before "staff". */
	sort_by_text(r->arena, people, n, sizeof *people, offsetof(struct participant, role));
	return (struct rows){ n, people };
}

static void show_member(struct request *r, const struct member *m)
{
	int64_t replacing = member_replacing(r->db, m->id);
	struct member_page page = {
		.cycle = cycle_of(r), .viewer = r->viewer, .member = m, .people = pair_of(r, m->id),
		.replaced = m->replaces ? member_by_id(r->db, r->arena, m->replaces) : NULL,
		.replacing = replacing ? member_by_id(r->db, r->arena, replacing) : NULL,
		.own = r->viewer->member == m->id,
	};
	bool vacant = m->withdrawn.s && !replacing && viewer_may(r->viewer, MAY_FACILITATE);
	if (vacant && offer_waiting(r, &replacement_form) > 0)
		page.form = &replacement_form;
	struct page *p = page_start(r);
	struct frame frame = cycle_frame(r, page.cycle, STAGE_COHORT, m->name);
	frame.private = true;
	view_member(p, &frame, &page);
	page_send(p, r->form.wrong ? 422 : 200);
}

void member_page(struct request *r)
{
	const struct member *m = member_of_path(r);
	if (m)
		show_member(r, m);
}

static void show_withdrawal(struct request *r, const struct member *m)
{
	offer_waiting(r, &withdrawal_form);
	struct page *p = page_start(r);
	const struct cycle *c = cycle_of(r);
	struct frame frame = cycle_frame(r, c, STAGE_COHORT, t("Enregistrer un retrait"));
	frame.private = true;
	view_withdrawal(p, &frame, c, m, &withdrawal_form);
	page_send(p, r->form.wrong ? 422 : 200);
}

/* A territory that has left has nothing to withdraw: its page says when it did. */
static const struct member *present_of_path(struct request *r)
{
	const struct member *m = member_of_path(r);
	if (!m || m->withdrawn.s == 0)
		return m;
	reply_redirect(r, cohort_member_url(cycle_of(r), m->id));
	return NULL;
}

void withdrawal_page(struct request *r)
{
	const struct member *m = present_of_path(r);
	if (!m)
		return;
	form_fill(r, &withdrawal_form, &(struct withdrawal_input){ .day = day_of(clock_now()) });
	show_withdrawal(r, m);
}

static void left(struct request *r)
{
	flash(r, "ok", r->made.id ? N_("Le retrait est enregistré, et le territoire qui le remplace est averti.")
	                          : N_("Le retrait est enregistré."), NULL);
	reply_redirect(r, URL("/cycles/$1/cohorte", path_text(r, "cycle")));
}

static void not_left(struct request *r)
{
	const struct member *m = present_of_path(r);
	if (m)
		show_withdrawal(r, m);
}

void withdrawal_post(struct request *r)
{
	const struct member *m = present_of_path(r);
	struct withdrawal_input *in = arena_one(r->arena, struct withdrawal_input);
	if (!m)
		return;
	offer_waiting(r, &withdrawal_form);
	if (!form_read(r, &withdrawal_form, in)) {
		show_withdrawal(r, m);
		return;
	}
	in->app = r->app;
	in->member = m->id;
	in->by = r->viewer->person;
	request_write(r, member_withdraw, in, left, not_left);
}

static void replaced(struct request *r)
{
	flash(r, "ok", N_("Le territoire est entré dans la cohorte, et son binôme est averti."), NULL);
	reply_redirect(r, cohort_member_url(cycle_of(r), r->made.id));
}

void replacement_post(struct request *r)
{
	const struct member *m = member_of_path(r);
	struct replacement_choice choice;
	if (!m)
		return;
	int64_t replacing = member_replacing(r->db, m->id);
	if (replacing) { /* done already: where it led */
		reply_redirect(r, cohort_member_url(cycle_of(r), replacing));
		return;
	}
	offer_waiting(r, &replacement_form);
	if (!form_read(r, &replacement_form, &choice)) {
		show_member(r, m);
		return;
	}
	struct replacement_input *in = arena_one(r->arena, struct replacement_input);
	*in = (struct replacement_input){ r->app, m->id, choice.replacement };
	request_write(r, member_replace, in, replaced, member_page);
}
