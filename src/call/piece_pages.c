/* The files of an application: joining one, taking it away, reading it. */
#include "call/call_pages.h"
#include "html/fields.h"

#include "piece.html.h"

struct piece_input {
	struct upload file;
};
static const struct field fields[] = {
	FIELD(struct piece_input, file, FIELD_FILE, N_("Le fichier"), .accept = ".pdf,.odt,.ods,.odp,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.txt,.md,.csv,.jpg,.jpeg,.png",
	      .help = N_("PDF de préférence, ou document, tableur, présentation, image.")),
};
static const struct form form = FORM(fields);

static void show(struct request *r)
{
	const struct application *a = application_of_path(r, REACH_WRITE);
	if (!a)
		return;
	const struct application_view *view = application_view(r, a);
	const struct answer *answer = answer_of(view->answers, path_id(r, "question_id"));
	if (!answer || !text_is(answer->kind, "file")) {
		reply_missing(r);
		return;
	}
	struct page *p = page_start(r);
	view_piece(p, view, answer, &form);
	page_send(p, form_status(r));
}

void piece_page(struct request *r)
{
	show(r);
}

static void joined(struct request *r)
{
	reply_redirect(r, application_url(path_id(r, "id")));
}

static struct attachment *attachment_of(struct request *r)
{
	struct attachment *in = arena_one(r->arena, struct attachment);
	*in = (struct attachment){ .application = path_id(r, "id"), .person = r->viewer->person,
		                   .question = path_id(r, "question_id"), .at = clock_now() };
	return in;
}

void piece_post(struct request *r)
{
	struct piece_input typed = { 0 };
	if (!application_of_path(r, REACH_WRITE))
		return;
	if (!form_read(r, &form, &typed)) {
		show(r);
		return;
	}
	struct attachment *in = attachment_of(r);
	in->file = typed.file;
	request_write(r, application_attach, in, joined, show);
}

void piece_remove_post(struct request *r)
{
	if (application_of_path(r, REACH_WRITE))
		request_write(r, application_attach, attachment_of(r), joined, show);
}

void answer_file_page(struct request *r)
{
	const struct application *a = application_of_path(r, REACH_READ);
	if (!a)
		return;
	const struct answer_file *f = answer_file(r->db, r->arena, a->id, path_id(r, "file_id"));
	if (f)
		reply_file(r, f->hash, f->name, f->type, true);
	else
		reply_missing(r);
}
