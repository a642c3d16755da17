/* Reading Polis' export: summary, comments, and the lists that come beside it. Votes are in
 * polis_votes.c. */
#include "formats/polis.h"

#include "formats/csv_read.h"
#include "formats/polis_inner.h"

#include <string.h>

void polis_open(struct polis *p, struct arena *arena)
{
	*p = (struct polis){ .arena = arena, .person_at = polis_ids_new(arena), .statement_at = polis_ids_new(arena) };
}

/* A fault at the i-th cell of the row just read. */
static bool refuse(const struct csv_reader *csv, size_t i, struct place *place, struct error *err,
                   const char *message)
{
	*place = csv_place(csv, i);
	return error_input(err, NULL, message);
}

static bool csv_done(const struct csv_reader *csv, struct place *place, struct error *err)
{
	if (!csv_failed(csv))
		return true;
	*place = csv->place;
	*err = csv->err;
	return false;
}

bool polis_read_summary(struct polis *p, struct text whole, struct place *place, struct error *err)
{
	struct csv_reader csv;
	struct csv_row row;
	csv_open(&csv, p->arena, whole);
	csv.separator = ','; /* pairs of a name and a sentence: nothing to sniff from */
	while (csv_next(&csv, &row)) {
		if (row.n < 2)
			continue;
		if (text_is(row.cells[0], "topic"))
			p->topic = row.cells[1];
		if (text_is(row.cells[0], "url"))
			p->url = row.cells[1];
		if (text_is(row.cells[0], "conversation-description"))
			p->description = row.cells[1];
	}
	return csv_done(&csv, place, err);
}

/* Where the columns of comments.csv are; absent: the row's width. */
struct comment_columns { size_t id, author, created, moderated, meta, seed, body; };

static struct comment_columns find_columns(const struct csv_row *row)
{
	return (struct comment_columns){ .id = csv_find(row, "comment-id"),
		                         .author = csv_find(row, "author-id"),
		                         .created = csv_find(row, "timestamp"),
		                         .moderated = csv_find(row, "moderated"),
		                         .meta = csv_find(row, "is-meta"),
		                         .seed = csv_find(row, "is-seed"),
		                         .body = csv_find(row, "comment-body") };
}

/* An optional cell: what is absent or empty keeps its default. */
static bool cell_int(const struct csv_row *row, size_t i, int64_t *value)
{
	return i >= row->n || row->cells[i].n == 0 || text_to_int(row->cells[i], value);
}

static bool cell_bool(const struct csv_row *row, size_t i, bool *value)
{
	if (i >= row->n || row->cells[i].n == 0)
		return true;
	struct text cell = row->cells[i];
	*value = text_is(cell, "true") || text_is(cell, "1");
	return *value || text_is(cell, "false") || text_is(cell, "0");
}

static bool read_comment(struct polis *p, const struct csv_reader *csv, const struct csv_row *row,
                         const struct comment_columns *at, struct place *place, struct error *err)
{
	int64_t id, moderated = POLIS_WAITING;
	if (!text_to_int(row->cells[at->id], &id))
		return refuse(csv, at->id, place, err, N_("un nombre entier est attendu ici"));
	if (polis_ids_find(p->statement_at, id) != UINT32_MAX)
		return refuse(csv, at->id, place, err,
		              N_("cet énoncé est déjà plus haut dans le fichier"));
	struct polis_statement *s = polis_statement_new(p, id);
	if (!cell_int(row, at->author, &s->author))
		return refuse(csv, at->author, place, err, N_("un nombre entier est attendu ici"));
	if (!cell_int(row, at->created, &s->created))
		return refuse(csv, at->created, place, err, N_("un nombre entier est attendu ici"));
	if (!cell_int(row, at->moderated, &moderated) || moderated < POLIS_OUT ||
	    moderated > POLIS_IN)
		return refuse(csv, at->moderated, place, err,
		              N_("la modération vaut -1 (écarté), 0 (en attente) ou 1 (admis)"));
	if (!cell_bool(row, at->meta, &s->meta))
		return refuse(csv, at->meta, place, err,
		              N_("« true » ou « false » est attendu ici"));
	if (!cell_bool(row, at->seed, &s->seed))
		return refuse(csv, at->seed, place, err,
		              N_("« true » ou « false » est attendu ici"));
	s->moderated = (enum polis_moderation)moderated;
	s->body = at->body < row->n ? text_trim(row->cells[at->body]) : NO_TEXT;
	return true;
}

bool polis_read_comments(struct polis *p, struct text whole, struct place *place, struct error *err)
{
	struct csv_reader csv;
	struct csv_row row;
	csv_open(&csv, p->arena, whole);
	if (!csv_next(&csv, &row))
		return csv_done(&csv, place, err);
	struct comment_columns at = find_columns(&row);
	size_t columns = row.n;
	if (at.id == columns)
		return refuse(&csv, 0, place, err, N_("la colonne « comment-id » manque"));
	while (csv_next(&csv, &row)) {
		if (row.n != columns)
			return refuse(
				&csv, row.n < columns ? row.n : columns, place, err,
				row.n < columns
					? N_("cette ligne a moins de cellules que la première")
					: N_("cette ligne a plus de cellules que la première"));
		if (!read_comment(p, &csv, &row, &at, place, err))
			return false;
	}
	p->has_comments = true;
	return csv_done(&csv, place, err);
}

/* ---- Lists beside the export ---- */

struct list_reader {
	const struct polis *p;
	struct csv_reader csv;
	struct csv_row row;
	bool *seen;
	struct place *place;
	struct error *err;
};

/* A heading is a first row whose first cell is no number. */
static bool is_heading(const struct csv_row *row)
{
	int64_t id;
	return !text_to_int(text_trim(row->cells[0]), &id);
}

static bool listed_person(struct list_reader *r, uint32_t *at)
{
	int64_t id;
	if (!text_to_int(text_trim(r->row.cells[0]), &id))
		return refuse(&r->csv, 0, r->place, r->err, N_("un nombre entier est attendu ici"));
	*at = polis_ids_find(r->p->person_at, id);
	if (*at == UINT32_MAX)
		return refuse(&r->csv, 0, r->place, r->err,
		              N_("ce participant n'est pas dans la conversation"));
	if (r->seen[*at])
		return refuse(&r->csv, 0, r->place, r->err,
		              N_("ce participant est déjà plus haut dans le fichier"));
	r->seen[*at] = true;
	return true;
}

bool polis_read_groups(const struct polis *p, struct text whole, int64_t none, int64_t *values,
                       struct place *place, struct error *err)
{
	ARENA_SCOPED scratch = arena_new();
	struct list_reader r = { .p = p,
		                 .seen = arena_many(scratch, bool, p->people.n + 1),
		                 .place = place,
		                 .err = err };
	csv_open(&r.csv, scratch, whole);
	for (size_t i = 0; i < p->people.n; i++)
		values[i] = none;
	for (bool first = true; csv_next(&r.csv, &r.row); first = false) {
		uint32_t at;
		if (first && is_heading(&r.row))
			continue;
		if (r.row.n < 2)
			return refuse(
				&r.csv, r.row.n, place, err,
				N_("deux cellules sont attendues : un participant et un nombre"));
		if (!listed_person(&r, &at))
			return false;
		if (r.row.cells[1].n == 0)
			continue;
		if (!text_to_int(text_trim(r.row.cells[1]), &values[at]) || values[at] < 0)
			return refuse(&r.csv, 1, place, err,
			              N_("un groupe est un nombre positif ou nul"));
	}
	return csv_done(&r.csv, place, err);
}

bool polis_read_list(const struct polis *p, struct text whole, bool *listed, struct place *place,
                     struct error *err)
{
	ARENA_SCOPED scratch = arena_new();
	struct list_reader r = { .p = p, .seen = listed, .place = place, .err = err };
	memset(listed, 0, p->people.n * sizeof *listed);
	csv_open(&r.csv, scratch, whole);
	for (bool first = true; csv_next(&r.csv, &r.row); first = false) {
		uint32_t at;
		if (!(first && is_heading(&r.row)) && !listed_person(&r, &at))
			return false;
	}
	return csv_done(&r.csv, place, err);
}
