/* One field as it is shown: what its views need, worked out once. Inner to html/. */
#ifndef CORDEE_FIELD_LOOK_H
#define CORDEE_FIELD_LOOK_H
#include "html/fields.h"

struct field_look {
	const struct field *field;
	struct text id;             /* the field's name; "NAME-2" in the second form of a page */
	struct text label, help, error, typed;
	struct text described_by;   /* ids of help and error, for aria-describedby; or none */
	struct text code_id;        /* the hidden field that takes the code of a suggestion; or none */
	const struct option *options;
	const struct upload *upload;
	bool required;
	bool optional_mark;         /* "(facultatif)" beside the label */
};

struct field_look field_look(struct page *, const struct form *, const struct field *);

/* The key of a form that goes there. */
struct text form_key_for(struct page *, struct url action);

/* Options, as shown. */
struct text option_label(struct page *, const struct option *);
bool option_chosen(const struct field_look *, const struct option *);
size_t option_count(const struct option *);

/* What is wrong with the form, for the summary on top. */
struct form_problems {
	const struct error *whole;  /* of the form itself, or NULL */
	int64_t n;                  /* fields to correct */
};
struct form_problems form_problems(const struct page *, const struct form *);
/* "Titre : remplissez ce champ." */
struct text problem_line(struct page *, const struct field_look *);

/* Attributes of an <input>. */
struct input_look {
	const char *type, *mode, *class;
	const char *autocomplete;
	int64_t maxlength;          /* 0: none */
};
struct input_look input_look(const struct field_look *);
#endif
