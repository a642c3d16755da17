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
}

static bool fault(struct csv_reader *csv, size_t offset, const char *message)
{
	csv->place = place_of(csv->whole, offset);
	return error_input(&csv->err, NULL, message);
}

static bool add(struct csv_reader *csv, struct text cell, size_t offset)
{
	enum { FIRST = 32 };
	if (csv->n == CSV_CELLS_MAX)
		return fault(csv, offset, N_("cette ligne a plus de cellules que ce qui peut être lu"));
	if (csv->n + 1 >= csv->cap) { /* one more than the cells: the offset of the end */
		size_t old = csv->cap, cap = old ? 2 * old : FIRST;
		csv->cells = arena_grow(csv->arena, csv->cells, old * sizeof *csv->cells, cap * sizeof *csv->cells);
		csv->offsets = arena_grow(csv->arena, csv->offsets, old * sizeof *csv->offsets,
		                          cap * sizeof *csv->offsets);
		csv->cap = cap;
	}
	csv->cells[csv->n] = cell;
	csv->offsets[csv->n++] = offset;
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

static bool read_quoted(struct csv_reader *csv)
{
	size_t start = csv->at, i = start + 1, doubled = 0;
	for (;; i++) {
		const char *quote = memchr(csv->whole.at + i, '"', csv->whole.n - i);
		if (!quote)
			return fault(csv, start, N_("ce guillemet ouvert n'est jamais fermé"));
		i = (size_t)(quote - csv->whole.at) + 1;
		if (i == csv->whole.n || csv->whole.at[i] != '"')
			break;
		doubled++;
	}
	if (!ends_cell(csv, i))
		return fault(csv, i, N_("il y a du texte après le guillemet qui ferme la cellule ; "
		                        "un guillemet dans une cellule s'écrit deux fois"));
	struct text inside = text_slice(csv->whole, start + 1, i - 1);
	for (const char *c = inside.at, *end = c + inside.n; (c = memchr(c, '\n', (size_t)(end - c))) != NULL; c++)
		csv->line++;
	csv->at = i;
	return add(csv, undoubled(csv->arena, inside, doubled), start);
}

static bool read_plain(struct csv_reader *csv)
{
	const char *whole = csv->whole.at;
	size_t start = csv->at, i = start, n = csv->whole.n;
	char separator = csv->separator;
	/* All that stops a cell is below the separators but letters and most signs are above. */
	while (i < n && (whole[i] > ';' || (whole[i] != separator && whole[i] != '\n' && whole[i] != '\r' && whole[i] != '"')))
		i++;
	if (i < n && whole[i] == '"')
		return fault(csv, i, N_("un guillemet au milieu d'une cellule : la cellule entière doit être "
		                        "entre guillemets, et ce guillemet écrit deux fois"));
	csv->at = i;
	return add(csv, text_slice(csv->whole, start, i), start);
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
	for (;;) {
		bool quoted = csv->at < csv->whole.n && csv->whole.at[csv->at] == '"';
		if (!(quoted ? read_quoted(csv) : read_plain(csv)))
			return false;
		if (csv->at == csv->whole.n || csv->whole.at[csv->at] != csv->separator)
			break;
		csv->at++;
	}
	csv->offsets[csv->n] = csv->at;
	end_line(csv);
	return true;
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

struct place csv_place(const struct csv_reader *csv, size_t i)
{
	return place_of(csv->whole, csv->offsets[i < csv->n ? i : csv->n]);
}

size_t csv_find(const struct csv_row *row, const char *heading)
{
	size_t i = 0;
	while (i < row->n && !text_is(row->cells[i], heading))
		i++;
	return i;
}
