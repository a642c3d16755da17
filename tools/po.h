/* PO: gettext's catalogues, read as far as ours need: msgid, msgid_plural, msgstr, msgstr[0]
 * and [1], the fuzzy flag, obsolete entries skipped. No msgctxt. */
#ifndef CORDEE_PO_H
#define CORDEE_PO_H
#include "base/arena.h"
#include "base/text.h"

struct po_entry {
	const char *id, *plural;    /* plural: NULL when it has none */
	const char *strings[2];     /* "" or NULL: not translated */
	bool fuzzy;
	int line;
};
struct po {
	struct po_entry *at;
	size_t n, cap;
};
struct po_error {
	int line;
	const char *message;
};

/* Adds the entries of a file, the header (msgid "") left out. */
bool po_read(struct arena *, struct text, struct po *, struct po_error *);
#endif
