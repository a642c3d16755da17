/* Forms: from what was posted to an input struct, and back to what is shown after an error.
 * How each kind of field is read is in field_read.c; keys are in form_key.c. */
#include "http/form.h"

#include "base/check.h"
#include "base/log.h"
#include "http/connection.h"
#include "http/field_read.h"
#include "http/form_key.h"

/* Few forms a page: a list. */
static struct form_state *find_state(const struct request *r, const struct form *form)
{
	for (const struct form_state *s = &r->form; s; s = s->next)
		if (s->form == form)
			return (struct form_state *)s;
	return NULL;
}

const struct form_state *form_state_of(const struct request *r, const struct form *form)
{
	return find_state(r, form);
}

/* The state of a form, made when there is none; the first one is the request's own. */
static struct form_state *state_of(struct request *r, const struct form *form)
{
	struct form_state *s = find_state(r, form);
	if (s)
		return s;
	s = &r->form;
	if (s->form) {
		s = arena_one(r->arena, struct form_state);
		s->next = r->form.next;
		r->form.next = s;
	}
	s->form = form;
	s->typed = arena_many(r->arena, struct text, form->n);
	s->uploads = arena_many(r->arena, struct upload, form->n);
	s->errors = arena_many(r->arena, struct error, form->n);
	s->options = arena_many(r->arena, const struct option *, form->n);
	return s;
}

/* Place of a field in its form; form->n when there is none. */
static size_t place(const struct form *form, struct text name)
{
	size_t i = 0;
	while (form && i < form->n && !text_is(name, form->fields[i].name))
		i++;
	return i;
}

/* A search form is read like any other: from where its method puts it. */
static const struct pairs *source(struct request *r)
{
	return r->method == METHOD_POST ? &r->connection->body.fields : &r->connection->query;
}

/* A field's values as typed, line ends aside; those of FIELD_MANY joined by LF. */
static struct text typed_value(struct request *r, const struct field *f)
{
	const struct pairs *pairs = source(r);
	if (f->kind != FIELD_MANY)
		return text_unix_lines(r->arena, pairs_get(pairs, text_of(f->name)));
	struct text all = NO_TEXT;
	for (size_t i = 0; i < pairs->n; i++)
		if (text_is(pairs->at[i].name, f->name) && pairs->at[i].value.n > 0)
			all = text_join(r->arena, all.n ? text_join(r->arena, all, text("\n")) : all, pairs->at[i].value);
	return all;
}

static struct text kept_name(struct arena *arena, const struct field *f)
{
	return text_join(arena, text_of(f->name), text("__kept"));
}

/* The file sent under this name, or the one kept from before; err when it could not be taken. */
static struct upload typed_upload(struct request *r, const struct field *f, struct error *err)
{
	const struct body *body = &r->connection->body;
	struct upload u = { 0 };
	for (size_t i = 0; i < body->n; i++) {
		const struct received *file = &body->at[i];
		if (!text_is(file->field, f->name))
			continue;
		if (file->error.code == ERROR_FULL) {
			error_input(err, f->name, N_("Ce fichier n'a pas pu être gardé pour le moment : joignez-le de nouveau dans quelques minutes."));
		} else if (error_is(&file->error)) {
			error_input(err, f->name, N_("Ce fichier dépasse {n} Mo : allégez-le, puis joignez-le de nouveau."));
			err->n = r->app->settings.upload_max >> 20;
		} else if (file->stored.size > 0) {
			return (struct upload){ file->stored.hash, file->name, file->stored.type, file->stored.size };
		}
	}
	form_kept_read(r, pairs_get(&body->fields, kept_name(r->arena, f)), &u);
	return u;
}

/* The input is filled even when something is wrong, with zeroes for what is: a handler that
 * looks at it sees nothing that was not checked. */
static void read_field(struct request *r, struct form_state *s, size_t i, void *input, bool draft)
{
	const struct field *f = &s->form->fields[i];
	struct field_value value = { 0 };
	if (f->kind == FIELD_FILE)
		s->uploads[i] = typed_upload(r, f, &s->errors[i]);
	else
		s->typed[i] = typed_value(r, f);
	struct reading reading = { .arena = r->arena, .lang = r->lang, .field = f, .typed = s->typed[i],
		                   .upload = &s->uploads[i], .draft = draft,
		                   .options = s->options[i] ? s->options[i] : f->options };
	if (!error_is(&s->errors[i]))
		field_read(&reading, &value, &s->errors[i]);
	s->wrong = s->wrong || error_is(&s->errors[i]);
	if (input)
		field_put(f, input, &value);
}

/* A field nobody declared is a page out of date or a stranger's doing: it has no effect. */
static void log_unknown(struct request *r, const struct form *form)
{
	const struct pairs *pairs = source(r);
	for (size_t i = 0; i < pairs->n; i++) {
		struct text name = pairs->at[i].name;
		if (place(form, name) == form->n && !text_starts(name, "_") && !text_ends(name, "__kept"))
			log_line(LOG_DEBUG, "%s: a field that the form does not have", r->route ? r->route->pattern : "");
	}
}

static bool read_form(struct request *r, const struct form *form, void *input, bool draft)
{
	struct form_state *s = state_of(r, form);
	r->connection->form_read = form;
	s->read = true;
	log_unknown(r, form);
	for (size_t i = 0; i < form->n; i++)
		read_field(r, s, i, input, draft);
	if (r->connection->stale)
		form_refuse(r, NULL, N_("Cette page était ouverte depuis trop longtemps, ou vous avez changé de compte : "
		                        "rien n'est encore enregistré. Relisez, joignez à nouveau vos fichiers s'il y en a, "
		                        "puis envoyez."));
	return !s->wrong;
}

bool form_read(struct request *r, const struct form *form, void *input)
{
	return read_form(r, form, input, false);
}

bool form_read_draft(struct request *r, const struct form *form, void *input)
{
	return read_form(r, form, input, true);
}

void form_fill(struct request *r, const struct form *form, const void *input)
{
	struct form_state *s = state_of(r, form);
	for (size_t i = 0; i < form->n && !s->read; i++)
		s->typed[i] = field_show(r->arena, &form->fields[i], input, &s->uploads[i]);
}

void form_fill_typed(struct request *r, const struct form *form, const char *field, struct text typed)
{
	struct form_state *s = state_of(r, form);
	size_t i = place(form, text_of(field));
	if (i < form->n && !s->read)
		s->typed[i] = typed;
}

void form_options(struct request *r, const struct form *form, const char *field, const struct option *options)
{
	size_t i = place(form, text_of(field));
	check(i < form->n);
	state_of(r, form)->options[i] = options;
}

/* The state of the form that was read, and the field's place in it. */
static const struct form_state *read_state(const struct request *r, const char *field, size_t *i)
{
	const struct form *form = r->connection->form_read;
	if (!form || (*i = place(form, text_of(field))) == form->n)
		return NULL;
	return find_state(r, form);
}

struct text form_typed(const struct request *r, const char *field)
{
	size_t i;
	const struct form_state *s = read_state(r, field, &i);
	return s ? s->typed[i] : NO_TEXT;
}

const struct upload *form_upload(const struct request *r, const char *field)
{
	size_t i;
	const struct form_state *s = read_state(r, field, &i);
	return s && s->uploads[i].hash.n ? &s->uploads[i] : NULL;
}

bool form_refuse(struct request *r, const char *field, const char *message)
{
	struct error err = { 0 };
	error_input(&err, field, message);
	form_refuse_error(r, &err);
	return false;
}

/* A rule names the field it speaks of; when the form has none of that name, or the refusal is
 * of the whole, it is said on top. */
void form_refuse_error(struct request *r, const struct error *err)
{
	const struct form *form = r->connection->form_read;
	struct form_state *s = form ? state_of(r, form) : &r->form;
	size_t i = form && err->field ? place(form, text_of(err->field)) : SIZE_MAX;
	s->wrong = true;
	if (form && i < form->n)
		s->errors[i] = *err;
	else
		s->error = *err;
}

int form_status(const struct request *r)
{
	if (r->error.code == ERROR_CONFLICT)
		return 409;
	return r->form.wrong ? 422 : 200;
}
