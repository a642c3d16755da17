/* Context: where the next byte of a page stands (text, a tag's name, an attribute's value…),
 * followed byte by byte as an HTML parser would, for the markup we write ourselves. The view
 * compiler asks it how a value must be escaped; the writer's tracker, in test builds, checks
 * that it was. Pure: no memory, no output. */
#ifndef CORDEE_CONTEXT_H
#define CORDEE_CONTEXT_H
#include "base/text.h"

enum place {
	PLACE_TEXT,           /* between tags */
	PLACE_TEXT_ONLY,      /* in <title> and <textarea>, where tags mean nothing */
	PLACE_RAW,            /* in <script> and <style> */
	PLACE_COMMENT,
	PLACE_DECLARATION,    /* <!doctype …> */
	PLACE_TAG_START,      /* after "<" */
	PLACE_TAG_NAME,
	PLACE_TAG,            /* between attributes */
	PLACE_ATTRIBUTE_NAME,
	PLACE_EQUALS,         /* after "=" */
	PLACE_UNQUOTED,
	PLACE_VALUE,          /* in a quoted value */
	PLACE_COUNT,
};

enum { MARKUP_NAME_MAX = 23 };
struct markup_name {
	char at[MARKUP_NAME_MAX];
	unsigned char n; /* more letters than fit are not kept */
};

struct context {
	enum place place;
	struct markup_name element;   /* of the tag being read, or the last one */
	struct markup_name attribute;
	char quote;
	bool closing, self_closed;    /* </x>, <x/> */
	bool fragment;                /* a '#' was seen in this value */
	unsigned filled;              /* bytes and values in this attribute's value, up to a few */
	unsigned matched;             /* of what ends a comment or a raw element */
};

enum markup_event { MARKUP_NONE, MARKUP_OPEN, MARKUP_CLOSE };

/* Moves over one byte of markup. MARKUP_OPEN and MARKUP_CLOSE name context.element; void
 * elements and self-closed ones are never "open". */
enum markup_event context_step(struct context *, char);

/* What a value may be here. */
enum slot {
	SLOT_TEXT,       /* text or markup */
	SLOT_TEXT_ONLY,  /* text, no markup */
	SLOT_ATTRIBUTE,  /* text */
	SLOT_URL,        /* one struct url and nothing else */
	SLOT_NONE,
};
/* For SLOT_NONE, *why says what is wrong in words for the author of the view. */
enum slot context_slot(const struct context *, const char **why);
/* A value was written here. */
void context_value(struct context *);

static inline struct text markup_name_text(const struct markup_name *name)
{
	return (struct text){ name->at, name->n };
}
#endif
