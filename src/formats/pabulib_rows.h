/* Rows of a .pb file, and the sets of names met in it. Inner to pabulib*.c. */
#ifndef CORDEE_PABULIB_ROWS_H
#define CORDEE_PABULIB_ROWS_H
#include "formats/pabulib.h"

enum { ROW_CELLS_MAX = 64 };

struct pb_row {
	struct text cells[ROW_CELLS_MAX]; /* trimmed, without their quotes */
	size_t n, offset;                 /* offset: of the line in the file */
};

struct pb_reader {
	struct arena *arena;
	struct text whole;
	size_t at;
	char line_end;          /* '\r' in a file without a single '\n' */
	struct place *place;
	struct error *err;
	struct pb_row row;
};

void pb_open(struct pb_reader *, struct arena *, struct text whole, struct place *, struct error *);
/* The next line that is not blank; false at the end or at a fault. */
bool pb_next(struct pb_reader *);
/* Refuses, at a cell of the present row (or its beginning, when that lies elsewhere). */
bool pb_refuse(struct pb_reader *, const char *at, const char *message, struct text name);

/* Names and their numbers: open addressing. */
struct pb_names {
	struct arena *arena;
	struct text *at;
	uint32_t *slots;   /* number + 1, 0 for none */
	size_t n, cap;     /* slots: 2·cap */
};

void pb_names_open(struct pb_names *, struct arena *);
/* The number of a name, or PABULIB_NONE. */
uint32_t pb_names_find(const struct pb_names *, struct text);
/* Its number, given now when it has none; *known tells which. */
uint32_t pb_names_add(struct pb_names *, struct text, bool *known);
#endif
