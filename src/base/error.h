/* Errors: what went wrong, for people (a message of the catalogue and the values it names)
 * and for the log (detail). A function that can fail returns bool or a pointer and fills
 * the struct error it was given; the first failure wins. */
#ifndef CORDEE_ERROR_H
#define CORDEE_ERROR_H
#include "base/text.h"
#include "base/time.h"

/* Marks a literal for the catalogues (xgettext) without translating it here. */
#define N_(msgid) msgid

enum error_code {
	ERROR_NONE,
	ERROR_INPUT,    /* what was typed is not right: 422, by the field */
	ERROR_RULE,     /* well typed, but a rule says no: 422 */
	ERROR_CONFLICT, /* someone else changed it meanwhile: 409 */
	ERROR_MISSING,  /* no such thing, or not for you to know: 404 */
	ERROR_TOO_BIG,  /* 413 */
	ERROR_FULL,     /* disk full or database unreachable: 503, try again later */
	ERROR_INTERNAL, /* ours: 500, detail in the log */
};

struct error {
	enum error_code code;
	const char *field;   /* name of the form field it concerns, or NULL */
	const char *message; /* msgid in French, may hold {n}, {name}, {date} */
	int64_t n;
	struct text name; /* must outlive the error: arena of the request or literal */
	struct instant date;
	char detail[200]; /* for the log; never personal data */
};

/* Each returns false, so that a rule can `return error_rule(err, …)`. */
bool error_input(struct error *, const char *field, const char *message);
bool error_rule(struct error *, const char *message);
bool error_conflict(struct error *, const char *message);
bool error_missing(struct error *);
bool error_set(struct error *, enum error_code, const char *message, const char *detail_format, ...)
    __attribute__((format(printf, 4, 5)));
static inline bool error_is(const struct error *e) { return e->code != ERROR_NONE; }
#endif
