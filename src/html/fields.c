/* Fields: what a form's declaration and its state on this request say about each field. The
 * markup is in fields.html. */
#include "html/field_look.h"
#include "html/frame.h"

#include "base/arena.h"
#include "base/check.h"

#include "fields.html.h"

static size_t place_of(const struct form *form, const struct field *field)
{
	return (size_t)(field - form->fields);
}

static const struct form_state *state_of(const struct page *p, const struct form *form)
{
	return p->r ? form_state_of(p->r, form) : NULL;
}

static struct text words(struct page *p, const char *message, struct text written)
{
	if (written.n > 0 || !message)
		return written;
	return page_t(p, message, NULL);
}

static const struct field *field_named(const struct form *form, struct text name)
{
	for (size_t i = 0; i < form->n; i++)
		if (text_is(name, form->fields[i].name))
			return &form->fields[i];
	return NULL;
}

static struct text id_of(const struct page *p, const struct field *f)
{
	return p->forms > 1 ? text_format(p->arena, "%s-%u", f->name, p->forms) : text_of(f->name);
}

static struct text describe(struct page *p, const struct field_look *look)
{
	struct text id = look->id;
	if (look->help.n && look->error.n)
		return text_format(p->arena, "%" TEXT "-aide %" TEXT "-erreur", text_args(id), text_args(id));
	if (look->help.n)
		return text_join(p->arena, id, text("-aide"));
	return look->error.n ? text_join(p->arena, id, text("-erreur")) : NO_TEXT;
}

/* A suggestion's code goes to the hidden field of the same name and "_code", if there is one. */
static struct text code_id_of(struct page *p, const struct form *form, const struct field *f)
{
	if (!f->suggest)
		return NO_TEXT;
	const struct field *code = field_named(form, text_format(p->arena, "%s_code", f->name));
	return code ? id_of(p, code) : NO_TEXT;
}

struct field_look field_look(struct page *p, const struct form *form, const struct field *f)
{
	const struct form_state *state = state_of(p, form);
	size_t i = place_of(form, f);
	struct field_look look = {
		.field = f,
		.id = id_of(p, f),
		.label = words(p, f->label, f->label_text),
		.help = words(p, f->help, f->help_text),
		.code_id = code_id_of(p, form, f),
		.options = f->options,
		.required = f->kind == FIELD_CHECK ? f->min > 0 : !f->optional,
		.optional_mark = f->optional && f->kind != FIELD_CHECK,
	};
	if (state) {
		look.typed = f->kind == FIELD_PASSWORD ? NO_TEXT : state->typed[i];
		look.error = error_text(p->arena, p->lang, &state->errors[i]);
		look.upload = state->uploads[i].hash.n ? &state->uploads[i] : NULL;
		look.options = state->options[i] ? state->options[i] : f->options;
	}
	look.described_by = describe(p, &look);
	return look;
}

struct text option_label(struct page *p, const struct option *o)
{
	return words(p, o->label, o->name);
}

/* FIELD_MANY: the values chosen are the lines of what was typed. */
bool option_chosen(const struct field_look *look, const struct option *o)
{
	struct text rest = look->typed;
	if (look->field->kind != FIELD_MANY)
		return text_equal(rest, o->value);
	while (rest.at)
		if (text_equal(text_cut(&rest, '\n'), o->value))
			return true;
	return false;
}

size_t option_count(const struct option *options)
{
	size_t n = 0;
	while (options && options[n].value.at)
		n++;
	return n;
}

struct form_problems form_problems(const struct page *p, const struct form *form)
{
	const struct form_state *state = state_of(p, form);
	struct form_problems problems = { 0 };
	if (!state)
		return problems;
	if (error_is(&state->error))
		problems.whole = &state->error;
	for (size_t i = 0; i < form->n; i++)
		problems.n += error_is(&state->errors[i]);
	return problems;
}

/* What follows a colon begins small, unless it is an abbreviation. */
static struct text begun_small(struct arena *arena, struct text t)
{
	size_t first = 1;
	while (first < t.n && ((unsigned char)t.at[first] & 0xc0) == 0x80)
		first++;
	if (first >= t.n || (t.at[first] >= 'A' && t.at[first] <= 'Z'))
		return t;
	return text_join(arena, text_lower(arena, text_slice(t, 0, first)), text_slice(t, first, t.n));
}

struct text problem_line(struct page *p, const struct field_look *look)
{
	/* A label that asks needs no colon after its question mark. */
	if (text_ends(look->label, "?"))
		return t("{name} {title}", .name = look->label, .title = look->error);
	return t("{name} : {title}", .name = look->label, .title = begun_small(p->arena, look->error));
}

/* Browsers show a date field empty unless it holds what they would send: what was typed
 * otherwise (by hand, where there is no such field) is shown as plain text to correct. */
static bool is_machine_form(enum field_kind kind, struct text typed)
{
	struct day day;
	struct instant at;
	int64_t minutes;
	if (typed.n == 0)
		return true;
	if (kind == FIELD_DAY)
		return day_parse(typed, &day);
	return kind == FIELD_CLOCK ? clock_parse(typed, &minutes) : instant_parse(typed, &at);
}

struct input_look input_look(const struct field_look *look)
{
	static const struct input_look looks[] = {
		[FIELD_TEXT] = { .type = "text" },
		[FIELD_EMAIL] = { .type = "email", .autocomplete = "email" },
		[FIELD_PASSWORD] = { .type = "password", .autocomplete = "current-password" },
		[FIELD_URL] = { .type = "url", .mode = "url", .autocomplete = "url" },
		[FIELD_NUMBER] = { .type = "text", .mode = "numeric", .class = "short" },
		[FIELD_DAY] = { .type = "date", .class = "medium" },
		[FIELD_CLOCK] = { .type = "time", .class = "short" },
		[FIELD_INSTANT] = { .type = "datetime-local", .class = "medium" },
	};
	const struct field *f = look->field;
	struct input_look in = looks[f->kind];
	bool dated = f->kind == FIELD_DAY || f->kind == FIELD_CLOCK || f->kind == FIELD_INSTANT;
	if (dated && !is_machine_form(f->kind, look->typed))
		in.type = "text";
	if (f->autocomplete)
		in.autocomplete = f->autocomplete;
	if (!dated && f->kind != FIELD_NUMBER)
		in.maxlength = f->max;
	return in;
}

/* A form that could not be written for the moment keeps its key: should it have been written after
 * all (the answer of a commit that was lost), sending it again has no second effect. */
struct text form_key_for(struct page *p, struct url action)
{
	struct request *r = p->r;
	bool again = r->error.code == ERROR_FULL && text_equal(url_text(p->arena, action), r->path);
	return again ? form_key_posted(r) : form_key(r);
}

static bool has_file(const struct form *form)
{
	for (size_t i = 0; i < form->n; i++)
		if (form->fields[i].kind == FIELD_FILE)
			return true;
	return false;
}

void view_form_open(struct page *p, const struct form *form, struct url action)
{
	view_form_open_look(p, form, action, &(struct form_look){ 0 });
}

void view_form_open_look(struct page *p, const struct form *form, struct url action, const struct form_look *look)
{
	p->forms++;
	p->draft = look->draft.pattern != NULL;
	p->scripts |= (unsigned)p->draft << SCRIPT_DRAFT;
	if (!look->get)
		view_form_summary(p, form);
	view_form_tag(p, action, look, has_file(form));
}

void view_form_fields(struct page *p, const struct form *form)
{
	for (size_t i = 0; i < form->n; i++)
		view_form_field(p, form, form->fields[i].name);
}

void view_form_field(struct page *p, const struct form *form, const char *name)
{
	const struct field *f = field_named(form, text_of(name));
	check(f != NULL);
	struct field_look look = field_look(p, form, f);
	enum { MOST_RADIOS = 8 };
	p->scripts |= (unsigned)(f->kind == FIELD_LONG && f->max > 0) << SCRIPT_COUNTER |
	              (unsigned)(f->suggest != NULL) << SCRIPT_SUGGEST;
	switch (f->kind) {
	case FIELD_HIDDEN: view_field_hidden(p, &look); break;
	case FIELD_CHECK: view_field_check(p, &look); break;
	case FIELD_LONG: view_field_long(p, &look); break;
	case FIELD_FILE: view_field_file(p, &look); break;
	case FIELD_MANY: view_field_choices(p, &look, "checkbox"); break;
	case FIELD_CHOICE:
		if (option_count(look.options) > MOST_RADIOS)
			view_field_select(p, &look);
		else
			view_field_choices(p, &look, "radio");
		break;
	default: view_field_input(p, &look); break;
	}
}
