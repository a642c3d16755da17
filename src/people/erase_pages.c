/* Erasing one's account: a page that says what goes and what stays, a box to tick, a button. */
#include "people/pages.h"

#include "erase.html.h"

struct erase_input {
	bool sure;
};
static const struct field erase_fields[] = {
	FIELD(struct erase_input, sure, FIELD_CHECK, N_("J'ai compris : mon compte sera effacé, sans retour possible."),
	      .min = 1),
};
static const struct form erase_form = FORM(erase_fields);

void erase_page(struct request *r)
{
	struct page *p = page_start(r);
	view_erase(p, &erase_form);
	page_send(p, page_status(r));
}

static void erased(struct request *r)
{
	reply_cookie(r, LOGIN_COOKIE, NO_TEXT, 0);
	flash(r, "ok", N_("Votre compte est effacé."), NULL);
	reply_redirect(r, URL("/"));
}

void erase_post(struct request *r)
{
	struct erase_input input = { 0 };
	if (!form_read(r, &erase_form, &input)) {
		erase_page(r);
		return;
	}
	request_write(r, person_erase, arena_copy(r->arena, &r->viewer->person, sizeof r->viewer->person), erased,
	              erase_page);
}
