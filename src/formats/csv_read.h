/* Reading CSV as people save it: RFC 4180, with a comma or a semicolon between cells (whichever
 * the first row holds more of), lines ended by CRLF, LF or CR, a byte order mark or none. A row
 * at a time, without a copy: cells are views on the file's text, but for those that hold a
 * doubled quote. What is not CSV is refused with its place, never guessed:
 *
 *     struct csv_reader csv;
 *     struct csv_row row;
 *     csv_open(&csv, arena, whole);
 *     while (csv_next(&csv, &row))
 *             use(row.cells, row.n);
 *     if (csv_failed(&csv))
 *             … csv.err, csv.place …
 */
#ifndef CORDEE_CSV_READ_H
#define CORDEE_CSV_READ_H
#include "base/arena.h"
#include "base/error.h"
#include "formats/place.h"

/* Nothing that people decide together is wider: a row with more cells is refused. */
enum { CSV_CELLS_MAX = 1 << 17 };

struct csv_row {
	const struct text *cells; /* as they are between their quotes; good until the next row is read */
	size_t n;
	size_t line;              /* where it begins */
};

struct csv_reader {
	struct arena *arena;
	struct text whole;
	struct error err;         /* the first fault met, and its place */
	struct place place;
	char separator;
	/* inner: where the next row begins, and the present one; its cells; the bytes that end a cell */
	size_t at, line, row;
	struct text *cells;
	size_t n, cap;
	bool stops[256];
};

/* `whole` must be valid UTF-8 (text_valid) and outlive the rows. */
void csv_open(struct csv_reader *, struct arena *, struct text whole);
/* The next row that is not an empty line; false at the end, or at a fault. */
bool csv_next(struct csv_reader *, struct csv_row *);
static inline bool csv_failed(const struct csv_reader *csv) { return error_is(&csv->err); }
/* The place of the i-th cell of the row just read (i == n: of its end). */
struct place csv_place(const struct csv_reader *, size_t i);
/* The column that has this heading in `row`, or row->n. */
size_t csv_find(const struct csv_row *row, const char *heading);
#endif
