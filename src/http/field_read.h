/* One field of a form: what was typed, read by its kind. Pure. */
#ifndef CORDEE_FIELD_READ_H
#define CORDEE_FIELD_READ_H
#include "base/arena.h"
#include "http/form.h"

/* A value of any kind of field. */
struct field_value {
	struct text text;
	int64_t number;  /* number, day, clock, instant, check, choice of numbers */
	struct many many;
	struct upload upload;
};

struct reading {
	struct arena *arena;
	enum lang lang;
	const struct field *field;
	const struct option *options;
	struct text typed;          /* FIELD_MANY: values joined by LF */
	const struct upload *upload;
	bool draft;                 /* nothing is required */
};

/* False when something is wrong: said in err, with what to do. An optional field left empty
 * is a value of zeroes. */
bool field_read(const struct reading *, struct field_value *, struct error *);
/* Puts a value in its member of the input struct, and the way back: the text to show. */
void field_put(const struct field *, void *input, const struct field_value *);
struct text field_show(struct arena *, const struct field *, const void *input, struct upload *);
#endif
