/* Signing in by a link: asking for it, the page it opens, and signing out. The page has a
 * button, so that what scans mails for viruses does not use the link up by opening it. */
#include "people/pages.h"

#include "signin.html.h"

struct signin_input {
	struct text email, back;
};
static const struct field signin_fields[] = {
	FIELD(struct signin_input, email, FIELD_EMAIL, N_("Votre adresse électronique"), .autocomplete = "email"),
	FIELD(struct signin_input, back, FIELD_HIDDEN, "", .optional = true),
};
static const struct form signin_form = FORM(signin_fields);

bool welcomes(struct request *r, struct text back)
{
	return people_welcomes && people_welcomes(r->db, r->arena, back);
}

static void show_signin(struct request *r)
{
	struct text back = r->method == METHOD_POST ? form_typed(r, "back") : query_text(r, "retour");
	struct page *p = page_start(r);
	view_signin(p, &signin_form, welcomes(r, url_back(back)));
	page_send(p, page_status(r));
}

void signin_page(struct request *r)
{
	if (r->viewer->person) {
		reply_redirect_to(r, url_back(query_text(r, "retour")));
		return;
	}
	form_fill(r, &signin_form, &(struct signin_input){ .back = url_back(query_text(r, "retour")) });
	show_signin(r);
}

static void link_sent(struct request *r)
{
	reply_redirect(r, URL("/connexion/envoyee?retour=$1", url_back(form_typed(r, "back"))));
}

void signin_post(struct request *r)
{
	struct signin_input input = { 0 };
	if (!form_read(r, &signin_form, &input)) {
		show_signin(r);
		return;
	}
	struct link_request *in = arena_one(r->arena, struct link_request);
	*in = (struct link_request){ .app = r->app, .email = input.email, .back = url_back(input.back) };
	request_write(r, link_send, in, link_sent, show_signin);
}

/* The same whether the address is known or not; where strangers are welcome, a message always
 * leaves. */
void signin_sent_page(struct request *r)
{
	struct page *p = page_start(r);
	view_signin_sent(p, r->app->settings.demo, welcomes(r, url_back(query_text(r, "retour"))));
	page_send(p, 200);
}

static void show_link(struct request *r, enum link_state state)
{
	enum { GONE = 410, MISSING = 404 };
	static const int status[] = { [LINK_GOOD] = 200, [LINK_UNKNOWN] = MISSING,
		                      [LINK_EXPIRED] = GONE, [LINK_USED] = GONE };
	struct page *p = page_start(r);
	if (state == LINK_GOOD)
		view_link(p, path_text(r, "token"));
	else
		view_link_over(p, state);
	page_send(p, status[state]);
}

void link_page(struct request *r)
{
	struct link link;
	show_link(r, link_find(r->db, r->arena, path_text(r, "token"), &link));
}

static void link_spent(struct request *r)
{
	login_give(r);
	reply_redirect_to(r, url_back(r->made.name));
}

/* Says again what the link is; one that was good a moment ago has just been used elsewhere. */
static void link_refused(struct request *r)
{
	struct link link;
	enum link_state state = link_find(r->db, r->arena, path_text(r, "token"), &link);
	show_link(r, state == LINK_GOOD ? LINK_USED : state);
}

void link_post(struct request *r)
{
	struct link_use *in = arena_one(r->arena, struct link_use);
	*in = (struct link_use){ .token = path_text(r, "token"), .login = login_prepare(r) };
	request_write(r, link_spend, in, link_spent, link_refused);
}

static void signed_out(struct request *r)
{
	reply_cookie(r, LOGIN_COOKIE, NO_TEXT, 0);
	reply_redirect(r, URL("/"));
}

static void signout_failed(struct request *r)
{
	reply_error(r, &r->error);
}

void signout_post(struct request *r)
{
	struct login_end *in = arena_one(r->arena, struct login_end);
	*in = (struct login_end){ .person = r->viewer->person, .token = visit_of(r)->token };
	request_write(r, login_end, in, signed_out, signout_failed);
}
