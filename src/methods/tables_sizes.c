/* How many tables a round has, and how many people sit at each. */
#include "methods/tables_rules.h"

/* The fewest tables at which everyone can meet new people in every round; when there are none,
 * the most tables. Large tables make people meet more, as long as they meet others. */
static size_t tables_between(const struct tables_input *in, size_t n, size_t fewest, size_t most)
{
	for (size_t tables = fewest; tables < most; tables++)
		if (((n + tables - 1) / tables - 1) * in->rounds_n <= n - 1)
			return tables;
	return most;
}

static bool of_range(const struct tables_input *in, size_t n, uint16_t *tables_n, uint16_t *size, struct error *err)
{
	size_t fewest = (n + in->most - 1) / in->most, most = in->least ? n / in->least : fewest;
	if (fewest > most) {
		err->n = (int64_t)n;
		return error_rule(err, N_("{n} personnes ne se partagent pas en tables de cette taille."));
	}
	size_t tables = n ? tables_between(in, n, fewest, most) : 0;
	*tables_n = (uint16_t)tables;
	for (size_t t = 0; t < tables; t++)
		size[t] = (uint16_t)(n / tables + (t < n % tables));
	return true;
}

/* Seats left empty are taken one by one from the table that is largest then. */
static void leave_empty(size_t empty, size_t tables, uint16_t *size)
{
	for (; empty > 0; empty--) {
		size_t largest = 0;
		for (size_t t = 1; t < tables; t++)
			if (size[t] >= size[largest])
				largest = t;
		size[largest]--;
	}
}

static bool of_seats(const struct tables_input *in, size_t n, uint16_t *tables_n, uint16_t *size, struct error *err)
{
	size_t seats = 0;
	for (size_t t = 0; t < in->tables_n; t++) {
		size[t] = in->seats[t];
		seats += size[t];
	}
	if (seats < n) {
		err->n = (int64_t)(n - seats);
		return error_rule(err, N_("Il manque {n} places aux tables."));
	}
	*tables_n = (uint16_t)in->tables_n;
	leave_empty(seats - n, in->tables_n, size);
	return true;
}

bool tables_sizes(const struct tables_input *in, size_t n, uint16_t *tables_n, uint16_t *size, struct error *err)
{
	return in->tables_n ? of_seats(in, n, tables_n, size, err) : of_range(in, n, tables_n, size, err);
}

size_t tables_most(const struct tables_input *in)
{
	if (in->tables_n)
		return in->tables_n;
	size_t smallest = in->least ? in->least : in->most;
	return (in->people_n + smallest - 1) / smallest;
}
