/* Reading ballots: the heading, the cells of each rule, receipts that may not come twice. */
#include "cli/judge_read.h"

#include "base/list.h"
#include "base/translate.h"
#include "formats/csv_read.h"
#include "methods/judgment_majority.h"

#include <stdlib.h>

struct receipt {
	struct text is;
	size_t line;
};

/* What reading keeps in hand. */
struct reading {
	struct arena *arena;
	const struct judge_format *format;
	struct csv_reader csv;
	size_t width, counts, receipts; /* columns of the file; width: no such column */
	struct text *names;
	size_t options;
	struct text *grades[2];         /* folded: the list asked for, and the seven in English */
	size_t grades_n[2];
	LIST(int32_t) said;
	LIST(uint64_t) ballots;
	LIST(size_t) lines;
	LIST(struct receipt) seen;
	struct error *error;
	struct place *place;
};

static bool refuse(struct reading *r, size_t column, const char *message)
{
	*r->place = csv_place(&r->csv, column);
	return error_input(r->error, NULL, message);
}

/* The two columns apart must be there when they are asked for. */
static bool find_apart(struct reading *r, const struct csv_row *row, struct text heading, size_t *column)
{
	*column = row->n;
	if (!heading.at)
		return true;
	for (size_t i = 0; i < row->n; i++)
		if (text_equal(text_trim(row->cells[i]), heading)) {
			*column = i;
			return true;
		}
	r->error->name = heading;
	return refuse(r, 0, N_("Aucune colonne ne s'appelle « {name} »."));
}

static bool is_option(const struct reading *r, size_t column)
{
	return column != r->counts && column != r->receipts;
}

static bool add_option(struct reading *r, struct text name, size_t column)
{
	r->error->name = text_copy(r->arena, name);
	if (name.n == 0)
		return refuse(r, column, N_("Une option n'a pas de nom."));
	for (size_t i = 0; i < r->options; i++)
		if (text_equal(r->names[i], name))
			return refuse(r, column, N_("Deux options portent le même nom : {name}."));
	if (r->options == JUDGMENT_OPTIONS) {
		r->error->n = JUDGMENT_OPTIONS;
		return refuse(r, column, N_("Il y a plus de {n} options."));
	}
	r->names[r->options++] = r->error->name;
	return true;
}

static bool read_heading(struct reading *r)
{
	struct csv_row row;
	if (!csv_next(&r->csv, &row)) {
		*r->place = (struct place){ 1, 1 };
		return !csv_failed(&r->csv) &&
		       error_input(r->error, NULL, N_("Ce fichier est vide : sa première ligne doit nommer les options."));
	}
	r->width = row.n;
	r->names = arena_many(r->arena, struct text, row.n);
	if (!find_apart(r, &row, r->format->counts, &r->counts) || !find_apart(r, &row, r->format->receipts, &r->receipts))
		return false;
	for (size_t i = 0; i < row.n; i++)
		if (is_option(r, i) && !add_option(r, text_trim(row.cells[i]), i))
			return false;
	r->error->name = NO_TEXT;
	return r->options > 0 || refuse(r, 0, N_("Il n'y a aucune option à juger."));
}

static bool read_number(struct reading *r, struct text cell, size_t column, int64_t least, int32_t *value)
{
	int64_t n;
	if (!text_to_int(cell, &n) || n < least || n > JUDGMENT_HIGHEST) {
		r->error->name = text_copy(r->arena, cell);
		r->error->n = least;
		return refuse(r, column, N_("« {name} » n'est pas un nombre entier à partir de {n}."));
	}
	*value = (int32_t)n;
	return true;
}

static bool read_grade(struct reading *r, struct text cell, size_t column, int32_t *value)
{
	ARENA_SCOPED scratch = arena_new();
	struct text folded = text_fold(scratch, cell);
	for (size_t list = 0; list < 2; list++)
		for (size_t i = 0; i < r->grades_n[list]; i++)
			if (text_equal(folded, r->grades[list][i])) {
				*value = (int32_t)i;
				return true;
			}
	int64_t n;
	if (text_to_int(cell, &n) && n >= 0 && n < (int64_t)r->format->grades_n) {
		*value = (int32_t)n;
		return true;
	}
	r->error->name = text_copy(r->arena, cell);
	r->error->n = (int64_t)r->format->grades_n - 1;
	return refuse(r, column, N_("« {name} » n'est ni une mention ni un nombre de 0 à {n}."));
}

static bool read_approval(struct reading *r, struct text cell, size_t column, int32_t *value)
{
	static const char *const yes[] = { "1", "x", "oui", "yes", "o", "y" }, *const no[] = { "0", "non", "no", "n" };
	ARENA_SCOPED scratch = arena_new();
	struct text folded = text_fold(scratch, cell);
	for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
		if (text_is(folded, yes[i]))
			return (*value = 1);
	*value = 0;
	for (size_t i = 0; i < sizeof no / sizeof *no; i++)
		if (text_is(folded, no[i]))
			return true;
	r->error->name = text_copy(r->arena, cell);
	return refuse(r, column, N_("« {name} » ne dit ni oui ni non (oui, non, x, 1 ou 0)."));
}

static bool read_cell(struct reading *r, struct text cell, size_t column, int32_t *value)
{
	*value = JUDGMENT_NOTHING;
	if (cell.n == 0)
		return true;
	switch (r->format->cell) {
	case JUDGE_GRADE: return read_grade(r, cell, column, value);
	case JUDGE_APPROVAL: return read_approval(r, cell, column, value);
	case JUDGE_MARK: return read_number(r, cell, column, 0, value);
	case JUDGE_RANK: return read_number(r, cell, column, 1, value);
	}
	return false;
}

static bool read_apart(struct reading *r, const struct csv_row *row, struct text cell, size_t column)
{
	if (column == r->counts) {
		int32_t n = 0;
		bool read = read_number(r, cell, column, 0, &n);
		list_add(r->arena, &r->ballots, (uint64_t)n);
		return read;
	}
	if (cell.n == 0)
		return refuse(r, column, N_("Ce bulletin n'a pas de reçu."));
	list_add(r->arena, &r->seen, (struct receipt){ text_copy(r->arena, cell), row->line });
	return true;
}

static bool read_row(struct reading *r, const struct csv_row *row)
{
	if (row->n != r->width) {
		r->error->n = (int64_t)r->width;
		return refuse(r, row->n, N_("Cette ligne n'a pas autant de cellules que la première ({n})."));
	}
	for (size_t i = 0; i < row->n; i++) {
		struct text cell = text_trim(row->cells[i]);
		int32_t value;
		if (!is_option(r, i)) {
			if (!read_apart(r, row, cell, i))
				return false;
		} else if (read_cell(r, cell, i, &value)) {
			list_add(r->arena, &r->said, value);
		} else {
			return false;
		}
	}
	list_add(r->arena, &r->lines, row->line);
	return true;
}

static int by_receipt(const void *a, const void *b)
{
	const struct receipt *x = a, *y = b;
	int order = text_compare(x->is, y->is);
	return order ? order : (x->line > y->line) - (x->line < y->line);
}

/* One ballot a person: a receipt that comes twice is a ballot counted twice. */
static bool receipts_differ(struct reading *r)
{
	if (r->seen.n > 0)
		qsort(r->seen.at, r->seen.n, sizeof *r->seen.at, by_receipt);
	for (size_t i = 1; i < r->seen.n; i++)
		if (text_equal(r->seen.at[i - 1].is, r->seen.at[i].is)) {
			*r->place = (struct place){ r->seen.at[i].line, 1 };
			r->error->name = r->seen.at[i].is;
			return error_input(r->error, NULL, N_("Le reçu {name} a déjà servi."));
		}
	return true;
}

static void fold_grades(struct reading *r)
{
	const struct judge_format *f = r->format;
	size_t n;
	const struct text *english = judgment_majority_words(r->arena, LANG_EN, &n);
	const struct text *french = judgment_majority_words(r->arena, LANG_FR, &n);
	bool usual = f->grades_n == n;
	for (size_t i = 0; usual && i < n; i++)
		usual = text_equal(f->grades[i], french[i]) || text_equal(f->grades[i], english[i]);
	/* The seven words are understood in both languages; a list of one's own as it is. */
	const struct text *const lists[] = { usual ? french : f->grades, english };
	for (size_t list = 0; list < (usual ? 2 : 1); list++) {
		r->grades_n[list] = f->grades_n;
		r->grades[list] = arena_many(r->arena, struct text, f->grades_n);
		for (size_t i = 0; i < f->grades_n; i++)
			r->grades[list][i] = text_fold(r->arena, lists[list][i]);
	}
}

bool judge_read(struct arena *arena, struct text whole, const struct judge_format *format, struct judge_table *table,
                struct place *place, struct error *error)
{
	struct reading r = { .arena = arena, .format = format, .error = error, .place = place };
	struct csv_row row;
	fold_grades(&r);
	csv_open(&r.csv, arena, whole);
	bool read = read_heading(&r);
	while (read && csv_next(&r.csv, &row))
		read = read_row(&r, &row);
	if (csv_failed(&r.csv) && !error_is(error)) {
		*error = r.csv.err;
		*place = r.csv.place;
	}
	if (error_is(error) || !receipts_differ(&r))
		return false;
	*table = (struct judge_table){ { r.names, r.options, r.lines.n, r.said.at, r.counts < r.width ? r.ballots.at : NULL },
		                       r.lines.at, JUDGMENT_NOTHING };
	for (size_t i = 0; i < r.said.n; i++)
		table->highest = r.said.at[i] > table->highest ? r.said.at[i] : table->highest;
	return true;
}
