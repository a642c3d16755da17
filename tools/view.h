/* The view compiler: from list.html to list.html.c and list.html.h. Three steps: the source is
 * cut into pieces (view_scan.c), the markup is followed and each value gets the place it
 * stands in (view_check.c), C is written (view_emit.c). How to write a view: docs/views.md. */
#ifndef CORDEE_VIEW_H
#define CORDEE_VIEW_H
#include "base/arena.h"
#include "base/buffer.h"
#include "base/list.h"
#include "html/context.h"

enum piece_kind {
	PIECE_LITERAL,
	PIECE_FILE,    /* <%! C at file level %> */
	PIECE_VIEW,    /* <%@ name (parameters) %> */
	PIECE_CODE,    /* <% C %> */
	PIECE_VALUE,   /* <%= expression %> */
	PIECE_CALL,    /* <%+ view(arguments) %> */
	PIECE_COMMENT, /* <%-- words --%> */
};

struct piece {
	enum piece_kind kind;
	enum slot slot;         /* of a value */
	size_t offset;          /* of `text` in the source */
	struct text text;
	struct text name;       /* of a view, or of the view called */
	struct text arguments;  /* between its parentheses */
};
struct pieces {
	struct piece *at;
	size_t n, cap;
};

struct view_source {
	struct text path, text;
};
struct view_error {
	size_t offset;
	char message[200];
};

bool view_scan(struct arena *, struct text source, struct pieces *, struct view_error *);
/* Checks, gives values their slot, squeezes white space, drops comments. */
bool view_check(struct arena *, const struct pieces *in, struct pieces *out, struct view_error *);
void view_emit(const struct view_source *, const struct pieces *, struct buffer *c, struct buffer *h);
/* The three of them. */
bool view_compile(struct arena *, const struct view_source *, struct buffer *c, struct buffer *h,
                  struct view_error *);
/* Line and column, from 1, of a byte of the source. */
struct view_position { int line, column; } view_position(struct text source, size_t offset);
/* Returns false, so that a check can `return view_wrong(…)`. */
bool view_wrong(struct view_error *, size_t offset, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* C inside a view: the index after the token at i, strings and comments being one token. */
size_t code_next(struct text code, size_t i);
bool code_is_space(char);
/* A name, then "(", anything, ")" and no more. */
bool code_call(struct text code, struct text *name, struct text *arguments);
#endif
