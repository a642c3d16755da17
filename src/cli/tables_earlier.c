/* An earlier plan, as --csv wrote it: round, table, person. */
#include "cli/tables_cli.h"
#include "formats/csv_read.h"

#include <string.h>

uint16_t *tables_earlier(struct tables_reading *reading)
{
	size_t n = reading->input.rounds_n * reading->people_n;
	if (reading->earlier)
		return reading->earlier;
	reading->earlier = arena_many(reading->cli->arena, uint16_t, n);
	memset(reading->earlier, 0xff, n * sizeof *reading->earlier);
	return reading->earlier;
}

struct plan {
	struct tables_reading *reading;
	const char *path;
	struct csv_reader csv;
	size_t round, table, person; /* columns */
	size_t done;
};

static bool refuse(struct plan *plan, size_t cell, const char *message, struct text value)
{
	cli_refuse_at(plan->reading->cli, plan->path, csv_place(&plan->csv, cell), message, &(struct words){ .value = value, .name = value });
	return false;
}

static size_t either(const struct csv_row *row, const char *one, const char *other)
{
	size_t at = csv_find(row, one);
	return at < row->n ? at : csv_find(row, other);
}

static bool take_headings(struct plan *plan, const struct csv_row *row)
{
	plan->round = either(row, "round", "tour");
	plan->table = csv_find(row, "table");
	plan->person = either(row, "person", "personne");
	if (plan->round == row->n || plan->table == row->n || plan->person == row->n)
		return refuse(plan, 0, N_("un plan a trois colonnes : round, table, person"), NO_TEXT);
	return true;
}

static bool number(struct plan *plan, const struct csv_row *row, size_t cell, int64_t *out)
{
	if (!text_to_int(text_trim(row->cells[cell]), out) || *out < 1 || *out > TABLES_PEOPLE_MAX)
		return refuse(plan, cell, N_("un numéro est attendu, et non « {value} »"), row->cells[cell]);
	return true;
}

/* Rounds beyond those that are asked for, and people who are no longer in the list after the
 * rounds that are over, are left out: that is what changes. */
static bool take_seat(struct plan *plan, const struct csv_row *row)
{
	struct tables_reading *reading = plan->reading;
	int64_t round, table;
	if (row->n <= plan->round || row->n <= plan->table || row->n <= plan->person)
		return refuse(plan, row->n, N_("un plan a trois colonnes : round, table, person"), NO_TEXT);
	if (!number(plan, row, plan->round, &round) || !number(plan, row, plan->table, &table))
		return false;
	struct text id = text_trim(row->cells[plan->person]);
	size_t person = tables_person(reading, id);
	if (person == SIZE_MAX && (size_t)round <= plan->done)
		return refuse(plan, plan->person, N_("{name} n'est pas dans la liste des personnes ; si elle est partie, gardez-la et "
		                                     "écrivez un souhait « absent »"), id);
	if (person == SIZE_MAX || (size_t)round > reading->input.rounds_n)
		return true;
	uint16_t *seat = tables_earlier(reading) + ((size_t)round - 1) * reading->people_n + person;
	if (*seat != TABLES_NONE)
		return refuse(plan, plan->person, N_("{name} a déjà une table à ce tour"), id);
	*seat = (uint16_t)(table - 1);
	return true;
}

bool tables_read_earlier(struct tables_reading *reading, const char *path, size_t done)
{
	struct text whole;
	struct plan plan = { .reading = reading, .path = path, .done = done };
	struct csv_row row;
	if (done > reading->input.rounds_n) {
		cli_refuse(reading->cli, N_("--done={n} : il n'y a que {of} tours"),
		           &(struct words){ .n = (int64_t)done, .of = (int64_t)reading->input.rounds_n });
		return false;
	}
	if (!cli_read(reading->cli, reading->cli->arena, path, &whole))
		return false;
	tables_earlier(reading);
	csv_open(&plan.csv, reading->cli->arena, whole);
	for (bool head = true; csv_next(&plan.csv, &row); head = false)
		if (head ? !take_headings(&plan, &row) : !take_seat(&plan, &row))
			return false;
	if (csv_failed(&plan.csv))
		return cli_fault(reading->cli, path, plan.csv.place, &plan.csv.err), false;
	if (done > reading->past_n)
		reading->past_n = done;
	return true;
}
