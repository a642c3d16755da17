/* The facilitator's pages of questions: the list, adding, changing, moving, removing. */
#include "call/call_pages.h"
#include "call/call_store.h"
#include "html/fields.h"

#include "question.html.h"

static const struct field fields[] = {
	FIELD(struct question_input, label, FIELD_TEXT, N_("La question"), .max = 300),
	FIELD(struct question_input, help, FIELD_LONG, N_("Une aide pour répondre"), .max = 600, .rows = 2, .optional = true),
	FIELD(struct question_input, kind, FIELD_CHOICE, N_("Sorte de réponse"), .options = question_kinds),
	FIELD(struct question_input, required, FIELD_CHECK, N_("La réponse est obligatoire")),
	FIELD(struct question_input, most, FIELD_NUMBER, N_("Limite"), .max = 1000000000, .optional = true,
	      .help = N_("Nombre de caractères d'un texte, ou plus grand nombre accepté. Vide : 200 caractères sur une ligne, 4 000 pour une réponse développée.")),
	FIELD(struct question_input, choices, FIELD_LONG, N_("Choix proposés"), .max = 8000, .rows = 5, .optional = true,
	      .help = N_("Un par ligne, pour un choix dans une liste.")),
};
static const struct form form = FORM(fields);

void questions_page(struct request *r)
{
	struct call *c = call_of_path(r);
	if (!c)
		return;
	struct rows questions = questions_of(r->db, r->arena, c->id);
	bool started = kinds_applied(r->db, r->arena, c->id).n > 0;
	struct page *p = page_start(r);
	view_questions(p, cycle_of(r), questions, started);
	page_send(p, r->error.code ? 422 : 200);
}

static void show(struct request *r, const struct question *q)
{
	struct page *p = page_start(r);
	view_question_edit(p, cycle_of(r), q, &form);
	page_send(p, form_status(r));
}

/* The question of the path, when it belongs to the cycle's call; NULL after having answered. */
static const struct question *question_of_path(struct request *r)
{
	const struct call *c = call_of_path(r);
	if (!c)
		return NULL;
	const struct question *q = question_by_id(r->db, r->arena, path_id(r, "id"));
	if (q && q->call == c->id)
		return q;
	reply_missing(r);
	return NULL;
}

void question_new_page(struct request *r)
{
	if (!call_of_path(r))
		return;
	form_fill(r, &form, &(struct question_input){ .kind = text("long"), .required = true });
	show(r, NULL);
}

void question_edit_page(struct request *r)
{
	const struct question *q = question_of_path(r);
	if (!q)
		return;
	form_fill(r, &form, &(struct question_input){ .label = q->label, .help = q->help, .kind = q->kind,
		      .required = q->required, .choices = q->choices });
	if (q->most)
		form_fill_typed(r, &form, "most", text_format(r->arena, "%lld", (long long)q->most));
	else
		form_fill_typed(r, &form, "most", NO_TEXT);
	show(r, q);
}

static void saved(struct request *r)
{
	reply_redirect(r, URL("/cycles/$1/appel/questions", path_text(r, "cycle")));
}

static void save(struct request *r, int64_t call, int64_t id, handler_fn *again)
{
	struct question_input *in = arena_one(r->arena, struct question_input);
	if (!form_read(r, &form, in)) {
		again(r);
		return;
	}
	in->id = id;
	in->call = call;
	request_write(r, question_save, in, saved, again);
}

void question_new_post(struct request *r)
{
	const struct call *c = call_of_path(r);
	if (c)
		save(r, c->id, 0, question_new_page);
}

void question_edit_post(struct request *r)
{
	const struct question *q = question_of_path(r);
	if (q)
		save(r, q->call, q->id, question_edit_page);
}

static const struct field move_fields[] = {
	FIELD(struct question_target, up, FIELD_CHECK, N_("Monter")),
};
static const struct form move_form = FORM(move_fields);

static void act(struct request *r, command_fn *command)
{
	const struct question *q = question_of_path(r);
	struct question_target *in = arena_one(r->arena, struct question_target);
	if (!q)
		return;
	if (!form_read(r, &move_form, in)) {
		saved(r);
		return;
	}
	in->id = q->id;
	in->call = q->call;
	request_write(r, command, in, saved, questions_page);
}

void question_move_post(struct request *r)
{
	act(r, question_move);
}

void question_remove_post(struct request *r)
{
	act(r, question_remove);
}
