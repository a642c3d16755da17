/* Who is to be seated: a number of people, or a CSV with a line for each; and how many at a table. */
#include "cli/tables_cli.h"
#include "formats/csv_read.h"

/* --- who --- */

static bool number_people(struct tables_reading *reading, int64_t n)
{
	if (n < 1 || n > TABLES_PEOPLE_MAX) {
		cli_refuse(reading->cli, N_("Il faut de 1 à {n} personnes."), &(struct words){ .n = TABLES_PEOPLE_MAX });
		return false;
	}
	reading->numbered = true;
	reading->people_n = (size_t)n;
	reading->ids = arena_many(reading->cli->arena, struct text, reading->people_n);
	for (size_t i = 0; i < reading->people_n; i++)
		reading->ids[i] = text_format(reading->cli->arena, "%zu", i + 1);
	reading->names = reading->ids;
	return true;
}

static bool refuse_cell(struct tables_reading *reading, const char *path, const struct csv_reader *csv, size_t cell,
                        const char *message, const struct words *words)
{
	cli_refuse_at(reading->cli, path, csv_place(csv, cell), message, words);
	return false;
}

static bool take_headings(struct tables_reading *reading, const char *path, const struct csv_reader *csv, const struct csv_row *row)
{
	reading->columns_n = row->n;
	reading->columns = arena_many(reading->cli->arena, struct tables_column, row->n);
	for (size_t i = 0; i < row->n; i++) {
		struct text heading = text_copy(reading->cli->arena, text_trim(row->cells[i]));
		for (size_t j = 0; j < i; j++)
			if (text_equal(reading->columns[j].heading, heading))
				return refuse_cell(reading, path, csv, i, N_("deux colonnes ont ce nom : {name}"), &(struct words){ .name = heading });
		reading->columns[i] = (struct tables_column){ .heading = heading, .feature = SIZE_MAX,
		                       .cells = arena_many(reading->cli->arena, struct text, TABLES_PEOPLE_MAX) };
	}
	return true;
}

static bool is_one_of(struct text heading, const char *const *names)
{
	for (; *names; names++)
		if (text_is(heading, *names))
			return true;
	return false;
}

/* The column that says who people are; the first when none is named so. */
static size_t column_called(const struct tables_reading *reading, const char *const *names, size_t otherwise)
{
	for (size_t i = 0; i < reading->columns_n; i++)
		if (is_one_of(text_lower(reading->cli->arena, reading->columns[i].heading), names))
			return i;
	return otherwise;
}

static bool take_person(struct tables_reading *reading, const char *path, const struct csv_reader *csv, const struct csv_row *row, size_t id)
{
	if (row->n != reading->columns_n)
		return refuse_cell(reading, path, csv, row->n < reading->columns_n ? row->n : reading->columns_n,
		                   N_("cette ligne a {n} cellules, l'en-tête en a {of}"),
		                   &(struct words){ .n = (int64_t)row->n, .of = (int64_t)reading->columns_n });
	if (reading->people_n == TABLES_PEOPLE_MAX)
		return refuse_cell(reading, path, csv, 0, N_("Il faut de 1 à {n} personnes."), &(struct words){ .n = TABLES_PEOPLE_MAX });
	struct text who = text_trim(row->cells[id]);
	if (who.n == 0)
		return refuse_cell(reading, path, csv, id, N_("il manque le nom de cette personne"), NULL);
	for (size_t i = 0; i < reading->people_n; i++)
		if (text_equal(reading->columns[id].cells[i], who))
			return refuse_cell(reading, path, csv, id, N_("{name} est déjà dans la liste"), &(struct words){ .name = who });
	for (size_t i = 0; i < row->n; i++)
		reading->columns[i].cells[reading->people_n] = text_copy(reading->cli->arena, text_trim(row->cells[i]));
	reading->people_n++;
	return true;
}

static bool read_file(struct tables_reading *reading, const char *path)
{
	static const char *const id_names[] = { "id", "identifiant", NULL }, *const name_names[] = { "name", "nom", "personne", "person", NULL };
	struct text whole;
	if (!cli_read(reading->cli, reading->cli->arena, path, &whole))
		return false;
	struct csv_reader csv;
	struct csv_row row;
	csv_open(&csv, reading->cli->arena, whole);
	size_t id = 0;
	for (bool head = true; csv_next(&csv, &row); head = false) {
		if (head ? !take_headings(reading, path, &csv, &row) : !take_person(reading, path, &csv, &row, id))
			return false;
		if (head)
			id = column_called(reading, id_names, column_called(reading, name_names, 0));
	}
	if (csv_failed(&csv))
		return cli_fault(reading->cli, path, csv.place, &csv.err), false;
	if (reading->people_n == 0)
		return cli_refuse_at(reading->cli, path, (struct place){ 0, 0 }, N_("il n'y a personne sous l'en-tête"), NULL), false;
	reading->ids = reading->columns[id].cells;
	reading->names = reading->columns[column_called(reading, name_names, id)].cells;
	return true;
}

bool tables_read_people(struct tables_reading *reading, const char *number_or_path)
{
	int64_t n;
	if (text_to_int(text_of(number_or_path), &n) ? !number_people(reading, n) : !read_file(reading, number_or_path))
		return false;
	reading->present = arena_many(reading->cli->arena, tables_rounds, reading->people_n);
	for (size_t i = 0; i < reading->people_n; i++)
		reading->present[i] = TABLES_ALWAYS;
	return true;
}

size_t tables_person(const struct tables_reading *reading, struct text id)
{
	for (size_t i = 0; i < reading->people_n; i++)
		if (text_equal(reading->ids[i], id))
			return i;
	size_t found = SIZE_MAX;
	for (size_t i = 0; i < reading->people_n; i++)
		if (text_equal(reading->names[i], id)) {
			if (found != SIZE_MAX)
				return SIZE_MAX; /* two have this name: only an id tells them apart */
			found = i;
		}
	return found;
}

size_t tables_column(const struct tables_reading *reading, struct text heading)
{
	for (size_t i = 0; i < reading->columns_n; i++)
		if (text_equal(reading->columns[i].heading, heading))
			return i;
	return SIZE_MAX;
}

static uint16_t value_index(struct tables_feature *feature, struct text *values, struct text cell)
{
	if (cell.n == 0)
		return TABLES_NONE;
	for (size_t v = 0; v < feature->values_n; v++)
		if (text_equal(values[v], cell))
			return (uint16_t)v;
	values[feature->values_n] = cell;
	return (uint16_t)feature->values_n++;
}

size_t tables_feature_of(struct tables_reading *reading, size_t column)
{
	struct tables_column *c = &reading->columns[column];
	if (c->feature != SIZE_MAX)
		return c->feature;
	struct arena *arena = reading->cli->arena;
	struct tables_feature feature = { .name = c->heading };
	uint16_t *value = arena_many(arena, uint16_t, reading->people_n);
	struct text *values = arena_many(arena, struct text, reading->people_n);
	for (size_t i = 0; i < reading->people_n; i++)
		value[i] = value_index(&feature, values, c->cells[i]);
	feature.value = value;
	feature.values = values;
	c->feature = reading->features.n;
	list_add(arena, &reading->features, feature);
	return c->feature;
}

/* --- how many at a table --- */

static bool seats(struct text t, uint16_t *out)
{
	int64_t n;
	if (!text_to_int(text_trim(t), &n) || n < 1 || n > TABLES_SEATS_MAX)
		return false;
	*out = (uint16_t)n;
	return true;
}

static bool each_table(struct tables_reading *reading, struct text size)
{
	uint16_t *all = arena_many(reading->cli->arena, uint16_t, TABLES_PEOPLE_MAX);
	size_t n = 0;
	for (struct text rest = size; rest.at;)
		if (n == TABLES_PEOPLE_MAX || !seats(text_cut(&rest, ','), &all[n++]))
			return false;
	reading->input.seats = all;
	reading->input.tables_n = n;
	return true;
}

static bool a_range(struct tables_reading *reading, struct text size)
{
	struct text rest = size, first = text_cut(&rest, '-');
	struct tables_input *in = &reading->input;
	if (!rest.at)
		return seats(first, &in->most);
	return seats(first, &in->least) && seats(rest, &in->most) && in->least <= in->most;
}

bool tables_read_size(struct tables_reading *reading, struct text size)
{
	bool list = text_find(size, text(",")) < size.n;
	if (list ? each_table(reading, size) : a_range(reading, size))
		return true;
	cli_refuse(reading->cli, N_("--size={value} : il faut un nombre de 1 à {n} (5), deux (4-5) ou les places de chaque table (6,6,5)"),
	           &(struct words){ .value = size, .n = TABLES_SEATS_MAX });
	return false;
}
