/* Documents of a session: what was shown and handed out, for the cohort. */
#include "session/session_pages.h"

#include "session/session_store.h"

#include "session_documents.html.h"

static const struct field fields[] = {
	FIELD(struct document_input, file, FIELD_FILE, N_("Fichier"),
	      .accept = ".pdf,.odt,.ods,.odp,.docx,.xlsx,.pptx,.csv,.md,.txt,.png,.jpg,.jpeg,.zip"),
	FIELD(struct document_input, title, FIELD_TEXT, N_("Titre"), .max = 160, .optional = true,
	      .help = N_("Laissé vide, c'est le nom du fichier.")),
};
static const struct form form = FORM(fields);

void documents_page(struct request *r)
{
	struct sight *x = sight_of_path(r);
	if (!x)
		return;
	form_fill(r, &form, &(struct document_input){ .title = NO_TEXT });
	struct page *p = page_start(r);
	struct frame frame = cycle_frame(r, x->c, STAGE_SESSION, t("Documents"));
	frame.private = true;
	view_documents(p, &frame, x, &form);
	page_send(p, form_status(r));
}

static void to_documents(struct request *r)
{
	reply_redirect(r, URL("/cycles/$1/seances/$2/documents", path_text(r, "cycle"), path_id(r, "id")));
}

static void added(struct request *r)
{
	flash(r, "ok", N_("Le document est ajouté : la cohorte peut l'ouvrir."), NULL);
	to_documents(r);
}

void documents_post(struct request *r)
{
	const struct session *s = session_of_path(r);
	if (!s)
		return;
	struct document_input *in = arena_one(r->arena, struct document_input);
	if (!form_read(r, &form, in)) {
		documents_page(r);
		return;
	}
	in->session = s->id;
	in->person = r->viewer->person;
	request_write(r, document_add, in, added, documents_page);
}

void document_file(struct request *r)
{
	const struct session *s = session_of_path(r);
	if (!s)
		return;
	const struct document *d = document_by_file(r->db, r->arena, path_id(r, "file_id"));
	if (d && d->session == s->id)
		reply_file(r, d->hash, d->name, d->type, false);
	else
		reply_missing(r);
}

static void removed(struct request *r)
{
	flash(r, "ok", N_("Le document est retiré."), NULL);
	to_documents(r);
}

static void not_removed(struct request *r)
{
	reply_error(r, &r->error);
}

void document_remove_post(struct request *r)
{
	const struct session *s = session_of_path(r);
	if (!s)
		return;
	struct session_part *in = arena_one(r->arena, struct session_part);
	*in = (struct session_part){ .id = path_id(r, "document_id"), .session = s->id };
	request_write(r, document_remove, in, removed, not_removed);
}
