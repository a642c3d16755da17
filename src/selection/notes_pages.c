/* The notebook of marks: a juror's own, or who has read what, for the facilitator. */
#include "selection/selection_pages.h"

#include "notes.html.h"

static size_t row_of(struct rows standings, int64_t application)
{
	const struct standing *s = standings.at;
	size_t i = 0;
	while (i < standings.n && s[i].application != application)
		i++;
	return i;
}

static size_t column_of(struct rows jurors, int64_t person)
{
	const struct juror *j = jurors.at;
	size_t i = 0;
	while (i < jurors.n && j[i].person != person)
		i++;
	return i;
}

static struct note_cell *cell_of(const struct notes *notes, struct note_cell *cells, int64_t application,
                                 int64_t juror)
{
	size_t row = row_of(notes->standings, application), column = column_of(notes->jurors, juror);
	return row < notes->standings.n && column < notes->jurors.n ? &cells[row * notes->jurors.n + column] : NULL;
}

/* Someone who has left the jury keeps their marks in the means, and has no column. */
static void fill_cells(struct request *r, struct notes *notes, int64_t call)
{
	struct note_cell *cells = arena_many(r->arena, struct note_cell, notes->standings.n * notes->jurors.n + 1);
	struct rows readings = readings_of(r->db, r->arena, call);
	struct rows recusals = recusals_of(r->db, r->arena, (struct whose){ .call = call });
	const struct reading *given = readings.at;
	const struct recusal *recusal = recusals.at;
	for (size_t i = 0; i < readings.n; i++) {
		struct note_cell *cell = cell_of(notes, cells, given[i].application, given[i].juror);
		if (cell)
			cell->score = (struct score){ given[i].sum, given[i].n };
	}
	for (size_t i = 0; i < recusals.n; i++) {
		struct note_cell *cell = cell_of(notes, cells, recusal[i].application, recusal[i].juror);
		if (cell)
			cell->recused = true;
	}
	notes->cells = cells;
}

static void all_notes(struct request *r, const struct selection *s)
{
	struct notes notes = { .standings = standings_of(r->db, r->arena, s->call->id),
		               .jurors = jurors_of(r->db, r->arena, s->call->id) };
	fill_cells(r, &notes, s->call->id);
	struct page *p = page_start(r);
	struct frame *frame = selection_frame(r, s, t("Les notes du jury"));
	frame->wide = true;
	view_notes_all(p, frame, s, &notes);
	page_send(p, 200);
}

/* A row for each application that they have read: a mark a criterion, or -1. */
static int64_t *own_marks(struct request *r, const struct notes *notes, struct rows marks, struct score *totals)
{
	const struct reading_item *items = notes->items.at;
	const struct criterion *criteria = notes->criteria.at;
	const struct mark *m = marks.at;
	int64_t *given = arena_many(r->arena, int64_t, notes->items.n * notes->criteria.n + 1);
	for (size_t i = 0; i < notes->items.n; i++)
		for (size_t k = 0; k < notes->criteria.n; k++) {
			given[i * notes->criteria.n + k] = -1;
			for (size_t j = 0; j < marks.n; j++)
				if (m[j].application == items[i].application && m[j].criterion == criteria[k].id) {
					given[i * notes->criteria.n + k] = m[j].mark;
					totals[i].sum += m[j].mark;
					totals[i].n++;
				}
		}
	return given;
}

static void own_notes(struct request *r, const struct selection *s)
{
	struct whose mine = { .call = s->call->id, .juror = r->viewer->person };
	struct notes notes = { .criteria = criteria_of(r->db, r->arena, s->call->id),
		               .items = reading_items(r->db, r->arena, s->call->id, r->viewer->person) };
	struct score *totals = arena_many(r->arena, struct score, notes.items.n + 1);
	const int64_t *given = own_marks(r, &notes, marks_of(r->db, r->arena, mine), totals);
	notes.totals = totals;
	struct page *p = page_start(r);
	struct frame *frame = selection_frame(r, s, t("Vos notes"));
	frame->wide = true;
	view_notes_own(p, frame, s, &notes, given);
	page_send(p, 200);
}

void notes_page(struct request *r)
{
	struct selection s;
	if (!selection_of_path(r, &s))
		return;
	if (s.facilitates)
		all_notes(r, &s);
	else
		own_notes(r, &s);
}
