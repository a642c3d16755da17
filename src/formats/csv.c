/* CSV: quoting, and cells that must stay words. */
#include "formats/csv.h"

#include <string.h>

static bool holds_any(struct text cell, const char *bytes)
{
	for (size_t i = 0; i < cell.n; i++)
		if (strchr(bytes, cell.at[i]))
			return true;
	return false;
}

/* Typed by anyone, "=HYPERLINK(…)" would run in the facilitator's spreadsheet. */
static bool is_formula(struct text cell)
{
	return cell.n > 0 && strchr("=+-@\t\r", cell.at[0]);
}

static void write_cell(struct buffer *out, struct text cell)
{
	bool quoted = is_formula(cell) || holds_any(cell, ";,\"\n\r");
	if (!quoted) {
		buffer_text(out, cell);
		return;
	}
	buffer_char(out, '"');
	if (is_formula(cell))
		buffer_char(out, '\'');
	for (size_t i = 0; i < cell.n; i++) {
		if (cell.at[i] == '"')
			buffer_char(out, '"');
		buffer_char(out, cell.at[i]);
	}
	buffer_char(out, '"');
}

void csv_begin(struct buffer *out)
{
	buffer_z(out, "\xEF\xBB\xBF");
}

void csv_row(struct buffer *out, const struct text *cells, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			buffer_char(out, ';');
		write_cell(out, cells[i]);
	}
	buffer_z(out, "\r\n");
}
