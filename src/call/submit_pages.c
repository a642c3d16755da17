/* Submitting: what is missing or what will be submitted, then the receipt. */
#include "call/call_pages.h"
#include "html/fields.h"

#include "receipt.html.h"
#include "submit.html.h"

struct submit_input {
	int64_t version;
};
static const struct field fields[] = {
	FIELD(struct submit_input, version, FIELD_HIDDEN, ""),
};
static const struct form form = FORM(fields);

void submit_page(struct request *r)
{
	const struct application *a = application_of_path(r, REACH_WRITE);
	if (!a)
		return;
	if (a->submitted.s) {
		reply_redirect(r, URL("/candidatures/$1/recepisse", a->id));
		return;
	}
	const struct application_view *view = application_view(r, a);
	struct page *p = page_start(r);
	view_submit(p, view);
	page_send(p, r->error.code == ERROR_CONFLICT ? 409 : r->error.code ? 422 : 200);
}

static void submitted(struct request *r)
{
	reply_redirect(r, URL("/candidatures/$1/recepisse", path_id(r, "id")));
}

void submit_post(struct request *r)
{
	struct instant at = clock_now();
	const struct application *a = application_of_path(r, REACH_WRITE);
	if (!a)
		return;
	struct submit_input typed = { 0 };
	if (!form_read(r, &form, &typed)) {
		submit_page(r);
		return;
	}
	struct submission *in = arena_one(r->arena, struct submission);
	*in = (struct submission){ .app = r->app, .application = a->id, .person = r->viewer->person,
		                   .version = typed.version, .at = at };
	request_write(r, application_submit, in, submitted, submit_page);
}

void receipt_page(struct request *r)
{
	const struct application *a = application_of_path(r, REACH_WRITE | REACH_FACILITATE);
	if (!a)
		return;
	if (a->submitted.s == 0) {
		reply_redirect(r, application_url(a->id));
		return;
	}
	struct page *p = page_start(r);
	view_receipt(p, application_view(r, a));
	page_send(p, 200);
}
