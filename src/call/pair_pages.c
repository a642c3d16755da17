/* The pair: inviting the other half, and the page that their link opens. The page has a
 * button, so that what scans mails for viruses does not use the link up by opening it. */
#include "call/call_pages.h"
#include "html/fields.h"
#include "people/token.h"

#include "confirm.html.h"
#include "invite.html.h"

static const struct field fields[] = {
	FIELD(struct pair_invitation, name, FIELD_TEXT, N_("Prénom et nom"), .max = 120),
	FIELD(struct pair_invitation, email, FIELD_EMAIL, N_("Adresse électronique"),
	      .help = N_("Celle de cette personne, pas la vôtre : elle y recevra un lien pour confirmer.")),
	FIELD(struct pair_invitation, office, FIELD_TEXT, N_("Mandat ou fonction"), .max = 160),
};
static const struct form form = FORM(fields);

static void show(struct request *r)
{
	const struct application *a = application_of_path(r, REACH_WRITE);
	if (!a)
		return;
	const struct application_view *view = application_view(r, a);
	if (!view->open || (view->other && view->other->confirmed.s)) {
		reply_redirect(r, application_url(a->id));
		return;
	}
	if (view->other)
		form_fill(r, &form, &(struct pair_invitation){ .name = view->other->name, .email = view->other->email,
			      .office = view->other->office });
	struct page *p = page_start(r);
	view_invite(p, view, &form);
	page_send(p, form_status(r));
}

void invite_page(struct request *r)
{
	show(r);
}

static void invited(struct request *r)
{
	flash(r, "ok", N_("L'invitation est partie."), NULL);
	reply_redirect(r, application_url(path_id(r, "id")));
}

void invite_post(struct request *r)
{
	struct pair_invitation *in = arena_one(r->arena, struct pair_invitation);
	if (!application_of_path(r, REACH_WRITE))
		return;
	if (!form_read(r, &form, in)) {
		show(r);
		return;
	}
	in->app = r->app;
	in->application = path_id(r, "id");
	in->person = r->viewer->person;
	in->at = clock_now();
	request_write(r, applicant_invite, in, invited, show);
}

static struct applicant *applicant_of_path(struct request *r)
{
	struct text hash = token_hash(r->arena, path_text(r, "token"));
	return hash.n ? applicant_with_token(r->db, r->arena, hash) : NULL;
}

void confirm_page(struct request *r)
{
	static const int status[] = { [CONFIRM_GOOD] = 200, [CONFIRM_UNKNOWN] = 404, [CONFIRM_EXPIRED] = 410,
		                      [CONFIRM_USED] = 410 };
	const struct applicant *applicant = applicant_of_path(r);
	const struct application *a = applicant ? application_by_id(r->db, r->arena, applicant->application) : NULL;
	const struct application_view *view = a ? application_view(r, a) : NULL;
	enum confirm_state state = confirm_state(a ? applicant : NULL, view ? view->call : NULL, clock_now());
	struct page *p = page_start(r);
	if (state == CONFIRM_GOOD)
		view_confirm(p, view, applicant, path_text(r, "token"));
	else
		view_confirm_over(p, view, state);
	page_send(p, status[state]);
}

static void welcomed(struct request *r)
{
	const struct applicant *applicant = applicant_of_path(r);
	flash(r, "ok", N_("Merci, votre participation au binôme est confirmée."), NULL);
	reply_redirect(r, applicant ? application_url(applicant->application) : URL("/"));
}

static void confirmed(struct request *r)
{
	people_sign_in(r, r->made.id, welcomed);
}

void confirm_post(struct request *r)
{
	struct pair_confirmation *in = arena_one(r->arena, struct pair_confirmation);
	*in = (struct pair_confirmation){ .app = r->app, .token = path_text(r, "token"), .at = clock_now() };
	request_write(r, applicant_confirm, in, confirmed, confirm_page);
}
