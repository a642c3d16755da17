/* Reading CSV. */
#include "formats/csv_read.h"

#include <string.h>

/* A semicolon is what spreadsheets write where the comma is the decimal mark. Only the first row
 * that says something is asked, outside its quotes: further cells may be sentences. */
static char sniffed(struct text whole, size_t from)
{
	size_t commas = 0, semicolons = 0;
	bool quoted = false;
	while (from < whole.n && (whole.at[from] == '\n' || whole.at[from] == '\r'))
		from++;
	for (size_t i = from; i < whole.n; i++) {
		char c = whole.at[i];
		quoted ^= c == '"';
		if (quoted)
			continue;
		if (c == '\n' || c == '\r')
			break;
		commas += c == ',';
		semicolons += c == ';';
	}
	return semicolons > commas ? ';' : ',';
}

void csv_open(struct csv_reader *csv, struct arena *arena, struct text whole)
{
	size_t from = text_starts(whole, "\xEF\xBB\xBF") ? 3 : 0;
	*csv = (struct csv_reader){ .arena = arena, .whole = whole, .at = from, .line = 1,
		                    .separator = sniffed(whole, from) };
	csv->stops[(unsigned char)csv->separator] = true;
	csv->stops['\n'] = csv->stops['\r'] = csv->stops['"'] = true;
}

static bool fault(struct csv_reader *csv, size_t offset, const char *message)
{
	csv->place = place_of(csv->whole, offset);
	return error_input(&csv->err, NULL, message);
}

/* Room for one more cell; the present one begins at csv->at. */
static bool make_room(struct csv_reader *csv)
{
	enum { FIRST = 32 };
	if (csv->n < csv->cap)
		return true;
	if (csv->cap == CSV_CELLS_MAX)
		return fault(csv, csv->at, N_("cette ligne a plus de cellules que ce qui peut être lu"));
	size_t old = csv->cap * sizeof *csv->cells, cap = csv->cap ? 2 * csv->cap : FIRST;
	csv->cells = arena_grow(csv->arena, csv->cells, old, cap * sizeof *csv->cells);
	csv->cap = cap;
	return true;
}

/* What is between the quotes, with each doubled quote once. */
static struct text undoubled(struct arena *arena, struct text quoted, size_t doubled)
{
	if (doubled == 0)
		return quoted;
	char *at = arena_alloc(arena, quoted.n - doubled);
	size_t n = 0;
	for (size_t i = 0; i < quoted.n; i++) {
		at[n++] = quoted.at[i];
		i += quoted.at[i] == '"';
	}
	return (struct text){ at, n };
}

static bool ends_cell(const struct csv_reader *csv, size_t i)
{
	char c = i < csv->whole.n ? csv->whole.at[i] : '\n';
	return c == csv->separator || c == '\n' || c == '\r';
}

/* Past the quote that closes the one at `start`; 0: none does. */
static size_t past_quotes(struct text whole, size_t start, size_t *doubled)
{
	for (size_t i = start + 1;; (*doubled)++) {
		const char *quote = memchr(whole.at + i, '"', whole.n - i);
		if (!quote)
			return 0;
		i = (size_t)(quote - whole.at) + 1;
		if (i == whole.n || whole.at[i] != '"')
			return i;
		i++;
	}
}

static bool read_quoted(struct csv_reader *csv)
{
	size_t start = csv->at, doubled = 0, end = past_quotes(csv->whole, start, &doubled);
	if (end == 0)
		return fault(csv, start, N_("ce guillemet ouvert n'est jamais fermé"));
	if (!ends_cell(csv, end))
		return fault(csv, end, N_("il y a du texte après le guillemet qui ferme la cellule ; "
		                          "un guillemet dans une cellule s'écrit deux fois"));
	struct text inside = text_slice(csv->whole, start + 1, end - 1);
	for (const char *c = inside.at, *last = c + inside.n; (c = memchr(c, '\n', (size_t)(last - c))) != NULL; c++)
		csv->line++;
	csv->cells[csv->n++] = undoubled(csv->arena, inside, doubled);
	csv->at = end;
	return true;
}

/* Plain cells, one after the other, as long as there is room: a file may hold a hundred million, most
 * of them empty. Stops after the last cell of the row, or where a cell that has a quote begins. */
static void read_plain(struct csv_reader *csv)
{
	const char *at = csv->whole.at + csv->at, *end = csv->whole.at + csv->whole.n;
	struct text *cell = csv->cells + csv->n, *last = csv->cells + csv->cap;
	while (cell < last) {
		const char *start = at;
		while (at < end && !csv->stops[(unsigned char)*at])
			at++;
		if (at < end && *at == '"') {
			at = start;
			break;
		}
		*cell++ = (struct text){ start, (size_t)(at - start) };
		if (at == end || *at != csv->separator || cell == last)
			break;
		at++;
	}
	csv->n = (size_t)(cell - csv->cells);
	csv->at = (size_t)(at - csv->whole.at);
}

/* The cell at csv->at, and perhaps some of those that follow; stops at what ends the last of them. */
static bool read_cells(struct csv_reader *csv)
{
	size_t before = csv->n;
	if (!make_room(csv))
		return false;
	read_plain(csv);
	if (csv->n > before && ends_cell(csv, csv->at))
		return true;
	struct text rest = text_slice(csv->whole, csv->at, csv->whole.n);
	if (text_starts(rest, "\""))
		return make_room(csv) && read_quoted(csv);
	return fault(csv, csv->at + text_find(rest, text("\"")),
	             N_("un guillemet au milieu d'une cellule : la cellule entière doit être "
	                "entre guillemets, et ce guillemet écrit deux fois"));
}

static void end_line(struct csv_reader *csv)
{
	if (csv->at == csv->whole.n)
		return;
	bool both = csv->whole.at[csv->at] == '\r' && csv->at + 1 < csv->whole.n && csv->whole.at[csv->at + 1] == '\n';
	csv->at += both ? 2 : 1;
	csv->line++;
}

static bool read_row(struct csv_reader *csv)
{
	csv->n = 0;
	csv->row = csv->at;
	while (read_cells(csv)) {
		if (csv->at == csv->whole.n || csv->whole.at[csv->at] != csv->separator) {
			end_line(csv);
			return true;
		}
		csv->at++;
	}
	return false;
}

bool csv_next(struct csv_reader *csv, struct csv_row *row)
{
	while (csv->at < csv->whole.n && !csv_failed(csv)) {
		size_t line = csv->line;
		if (!read_row(csv))
			return false;
		*row = (struct csv_row){ csv->cells, csv->n, line };
		if (row->n > 1 || row->cells[0].n > 0)
			return true;
	}
	return false;
}

/* Counted again from the beginning of the row: asked once, when something is wrong. */
struct place csv_place(const struct csv_reader *csv, size_t i)
{
	size_t at = csv->row, doubled = 0;
	for (size_t cell = 0; cell < i && cell < csv->n; cell++) {
		if (at < csv->whole.n && csv->whole.at[at] == '"')
			at = past_quotes(csv->whole, at, &doubled);
		while (!ends_cell(csv, at))
			at++;
		at += cell + 1 < csv->n; /* the separator */
	}
	return place_of(csv->whole, at);
}

size_t csv_find(const struct csv_row *row, const char *heading)
{
	size_t i = 0;
	while (i < row->n && !text_is(row->cells[i], heading))
		i++;
	return i;
}
