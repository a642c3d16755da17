/* Forms: declared once as a table of fields. The declaration validates what was typed, fills
 * the form again after an error, renders (html/fields.h) and documents.
 *
 *     struct blocker_input { struct text title, body; int64_t audience; };
 *     static const struct field blocker_fields[] = {
 *         FIELD(struct blocker_input, title, FIELD_TEXT, "Titre", .max = 120),
 *         FIELD(struct blocker_input, body, FIELD_LONG, "Ce qui bloque", .max = 4000),
 *         FIELD(struct blocker_input, audience, FIELD_CHOICE, "Qui peut lire ?", .options = audiences),
 *     };
 *     static const struct form blocker_form = FORM(blocker_fields);
 *
 * A form may also be built at run time in an arena (the questions of a call): its fields then
 * have no member, and values are read with form_typed.
 *
 * Every field must be filled unless it is optional; a FIELD_CHECK may always be left alone,
 * but with .min = 1 it must be ticked ("J'accepte le règlement"). A form with a FIELD_FILE
 * belongs to a route with ROUTE_UPLOAD. A form read from a GET takes the query. */
#ifndef CORDEE_FORM_H
#define CORDEE_FORM_H
#include "base/error.h"
#include "base/translate.h"
#include "store/statement.h"

struct request;

enum field_kind {
	FIELD_TEXT,     /* one line; struct text */
	FIELD_LONG,     /* several lines, LF; struct text */
	FIELD_EMAIL,    /* struct text, lower case */
	FIELD_PASSWORD, /* struct text; never filled again */
	FIELD_URL,      /* struct text, http or https */
	FIELD_NUMBER,   /* int64_t between min and max */
	FIELD_DAY,      /* struct day */
	FIELD_CLOCK,    /* minutes after midnight, int64_t */
	FIELD_INSTANT,  /* struct instant, typed in Paris time */
	FIELD_CHOICE,   /* one of options: struct text, or int64_t when options hold numbers */
	FIELD_CHECK,    /* bool */
	FIELD_MANY,     /* several of options: struct many */
	FIELD_FILE,     /* struct upload */
	FIELD_HIDDEN,   /* struct text or int64_t */
};

struct option {
	struct text value;
	const char *label;  /* msgid; or NULL and … */
	struct text name;   /* … a name that is not translated */
	const char *help;
};
#define OPTION(value_, label_) { T(value_), (label_), { 0 }, NULL }

struct upload {
	struct text hash, name, type; /* hash empty: no file */
	int64_t size;
};
struct many {
	size_t n;
	struct text *at;
};

struct field {
	const char *name;
	enum field_kind kind;
	enum column_kind member;  /* type of the member */
	size_t offset;            /* in the input struct */
	const char *label, *help; /* msgids … */
	struct text label_text, help_text; /* … or texts that someone wrote (used when not empty) */
	bool optional;
	int64_t min, max;         /* characters, or the number; max 0: a default by kind */
	const struct option *options; /* ended by one without value; may be set per request: form_options */
	const char *autocomplete; /* HTML token: "email", "name", "one-time-code"… */
	const char *suggest;      /* address answering suggestions: "/territoires?q=" */
	const char *accept;       /* of a file: ".pdf,.odt" */
	int rows;                 /* of a long text; 0: 6 */
};

#define FIELD_MEMBER(m)                                                                     \
	_Generic((m), struct upload: COLUMN_TEXT, struct many: COLUMN_TEXT, default: COLUMN_KIND_OR_TEXT(m))
#define COLUMN_KIND_OR_TEXT(m)                                                              \
	_Generic((m), int64_t: COLUMN_INT64, struct instant: COLUMN_INT64, struct day: COLUMN_INT64, \
	         bool: COLUMN_BOOL, int: COLUMN_INT, unsigned: COLUMN_UNSIGNED, default: COLUMN_TEXT)
#define FIELD(type, member_, kind_, label_, ...)                                            \
	{ .name = #member_, .kind = (kind_), .offset = offsetof(type, member_),             \
	  .member = FIELD_MEMBER(((type *)0)->member_), .label = (label_), ##__VA_ARGS__ }

struct form {
	const struct field *fields;
	size_t n;
};
#define FORM(fields_) { (fields_), sizeof(fields_) / sizeof *(fields_) }

/* What was typed into a form and what is wrong with it; kept on the request: r->form, and
 * those of the page's other forms after it. */
struct form_state {
	struct form_state *next;
	const struct form *form;
	struct text *typed;           /* as typed, one a field (FIELD_MANY: values joined by LF) */
	struct upload *uploads;       /* one a field */
	struct error *errors;         /* one a field */
	const struct option **options;/* one a field, when set for this request */
	struct error error;           /* of the whole form */
	bool read;                    /* what was typed is there, and is not filled over */
	bool wrong;
};

/* Reads the posted form into input (may be NULL for a form without members), checking every
 * field. False when something is wrong: show the page again, its fields hold everything. */
bool form_read(struct request *, const struct form *, void *input);
/* The same without requiring anything (a draft): limits and types only. */
bool form_read_draft(struct request *, const struct form *, void *input);
/* Starting values for a page shown the first time; does nothing after form_read. */
void form_fill(struct request *, const struct form *, const void *input);
void form_fill_typed(struct request *, const struct form *, const char *field, struct text);
/* Choices known at run time (members of the cohort…). Before form_read and before rendering. */
void form_options(struct request *, const struct form *, const char *field, const struct option *);
/* The state of a form on this request; NULL when it was neither read nor filled. */
const struct form_state *form_state_of(const struct request *, const struct form *);
/* Of the form that was read. */
struct text form_typed(const struct request *, const char *field);
const struct upload *form_upload(const struct request *, const char *field);
/* What keeps an uploaded file while its form is shown again: the value of the hidden field
 * "NAME__kept", signed for this browser; no text when there is no file. */
struct text form_kept(struct request *, const struct upload *);
/* Says what is wrong with a field (NULL: the form), as a rule found it; returns false. */
bool form_refuse(struct request *, const char *field, const char *message);
/* Puts the refusal of a command by its field; done by request_write before `refused`. */
void form_refuse_error(struct request *, const struct error *);
/* The status of a page that shows a form: 200 the first time, 422 when it is shown again, 409
 * when someone else changed the same thing. */
int form_status(const struct request *);

/* How long a form may stay open, and a key that was used be remembered. */
enum { FORM_KEY_SECONDS = 7 * 24 * 3600 };

/* A new one-time key, which is the proof of origin (CSRF) too: random, and an HMAC of it with the
 * app's secret and the login. Written in every form by form_open (html/fields.h), in the
 * hidden field "_key", before its files; checked before any POST handler runs. */
struct text form_key(struct request *);
/* The key that came with this POST: a repeat after a lost answer carries the same, so what must
 * come out the same both times (the cookie of a login) is made from it. */
struct text form_key_posted(const struct request *);
#endif
