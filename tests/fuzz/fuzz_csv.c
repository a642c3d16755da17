/* CSV of anyone: every cell lies in the file or in the arena, places are inside the file, and what
 * was read, written again as RFC 4180 says, reads the same. */
#include "fuzz.h"

#include "base/buffer.h"
#include "base/check.h"
#include "formats/csv_read.h"

static void write_cell(struct buffer *out, struct text cell)
{
	buffer_char(out, '"');
	for (size_t i = 0; i < cell.n; i++) {
		if (cell.at[i] == '"')
			buffer_char(out, '"');
		buffer_char(out, cell.at[i]);
	}
	buffer_char(out, '"');
}

static void write_row(struct buffer *out, const struct csv_row *row, char separator)
{
	for (size_t i = 0; i < row->n; i++) {
		if (i > 0)
			buffer_char(out, separator);
		write_cell(out, row->cells[i]);
	}
	buffer_char(out, '\n');
}

static void check_places(const struct csv_reader *csv, const struct csv_row *row, struct text whole)
{
	enum { ASKED = 3 };
	for (size_t i = 0; i <= row->n && i < ASKED; i++) {
		struct place place = csv_place(csv, i);
		check(place.line >= 1 && place.line <= whole.n + 1 && place.column >= 1 && place.column <= whole.n + 1);
	}
}

/* Reads all; the rows as they would be written. False when the file was refused. */
static bool read_all(struct arena *arena, struct text whole, struct buffer *out)
{
	struct csv_reader csv;
	struct csv_row row;
	csv_open(&csv, arena, whole);
	while (csv_next(&csv, &row)) {
		check(row.n > 0 && row.line >= 1);
		check_places(&csv, &row, whole);
		write_row(out, &row, csv.separator);
	}
	check(!csv_failed(&csv) || (csv.place.line >= 1 && csv.err.message));
	return !csv_failed(&csv);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	enum { LARGEST = 1 << 14, ROOM = 1 << 20 };
	struct text whole = { (const char *)bytes, n };
	struct buffer first, second;
	if (n > LARGEST || !text_valid(whole))
		return 0;
	ARENA_SCOPED arena = arena_new();
	buffer_init(&first, ROOM);
	buffer_init(&second, ROOM);
	if (read_all(arena, whole, &first)) {
		check(read_all(arena, buffer_view(&first), &second));
		check(text_equal(buffer_view(&first), buffer_view(&second)));
	}
	buffer_free(&first);
	buffer_free(&second);
	return 0;
}
