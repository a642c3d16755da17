/* Reading Polis' export: summary, comments, matrix, log, lists. */
#include "formats/polis.h"

#include "formats/csv_read.h"
#include "formats/polis_inner.h"

#include <string.h>

enum { VOTES_MAX = 1 << 30, CELLS_MAX = CSV_CELLS_MAX };

void polis_open(struct polis *p, struct arena *arena)
{
	*p = (struct polis){ .arena = arena, .person_at = polis_ids_new(arena), .statement_at = polis_ids_new(arena) };
}

/* A fault at the i-th cell of the row just read. */
static bool refuse(const struct csv_reader *csv, size_t i, struct place *place, struct error *err, const char *message)
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
	return (struct comment_columns){ .id = csv_find(row, "comment-id"), .author = csv_find(row, "author-id"),
		.created = csv_find(row, "timestamp"), .moderated = csv_find(row, "moderated"), .meta = csv_find(row, "is-meta"),
		.seed = csv_find(row, "is-seed"), .body = csv_find(row, "comment-body") };
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
		return refuse(csv, at->id, place, err, N_("cet énoncé est déjà plus haut dans le fichier"));
	struct polis_statement *s = polis_statement_new(p, id);
	if (!cell_int(row, at->author, &s->author))
		return refuse(csv, at->author, place, err, N_("un nombre entier est attendu ici"));
	if (!cell_int(row, at->created, &s->created))
		return refuse(csv, at->created, place, err, N_("un nombre entier est attendu ici"));
	if (!cell_int(row, at->moderated, &moderated) || moderated < POLIS_OUT || moderated > POLIS_IN)
		return refuse(csv, at->moderated, place, err, N_("la modération vaut -1 (écarté), 0 (en attente) ou 1 (admis)"));
	if (!cell_bool(row, at->meta, &s->meta))
		return refuse(csv, at->meta, place, err, N_("« true » ou « false » est attendu ici"));
	if (!cell_bool(row, at->seed, &s->seed))
		return refuse(csv, at->seed, place, err, N_("« true » ou « false » est attendu ici"));
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
			return refuse(&csv, row.n < columns ? row.n : columns, place, err,
			              row.n < columns ? N_("cette ligne a moins de cellules que la première")
			                              : N_("cette ligne a plus de cellules que la première"));
		if (!read_comment(p, &csv, &row, &at, place, err))
			return false;
	}
	p->has_comments = true;
	return csv_done(&csv, place, err);
}

/* ---- The matrix ---- */

enum column_kind { COLUMN_OTHER, COLUMN_PERSON, COLUMN_GROUP, COLUMN_VOTE, COLUMN_TIME, COLUMN_STATEMENT, COLUMN_IMPORTANT };

struct columns {
	size_t n;
	enum column_kind *kind;
	uint32_t *statement; /* of the matrix */
	size_t *run;         /* of the matrix: how many more columns of votes follow this one */
};

/* The first row as texts; the scan goes on after it. */
static bool open_table(struct polis *p, struct text whole, struct polis_scan *s, struct csv_reader *csv, struct csv_row *row)
{
	csv_open(csv, p->arena, whole);
	if (!csv_next(csv, row)) {
		*s->place = csv_failed(csv) ? csv->place : (struct place){ 1, 1 };
		if (csv_failed(csv))
			*s->err = csv->err;
		else
			error_input(s->err, NULL, N_("ce fichier est vide"));
		return false;
	}
	s->start = whole.at;
	s->at = whole.at + csv->at;
	s->end = whole.at + whole.n;
	s->separator = csv->separator;
	return polis_scan_line(s);
}

static bool statement_column(struct polis *p, const struct csv_reader *csv, const struct csv_row *row, size_t i,
                             struct columns *c, struct polis_scan *s)
{
	int64_t id;
	if (!text_to_int(row->cells[i], &id)) {
		c->kind[i] = COLUMN_OTHER;
		return true;
	}
	uint32_t at = polis_ids_find(p->statement_at, id);
	if (at == UINT32_MAX) {
		polis_statement_new(p, id);
		at = (uint32_t)p->statements.n - 1;
	}
	if (p->statements.at[at].voted)
		return refuse(csv, i, s->place, s->err, N_("cet énoncé a déjà une colonne"));
	p->statements.at[at].voted = true;
	c->kind[i] = COLUMN_VOTE;
	c->statement[i] = at;
	return true;
}

static bool matrix_columns(struct polis *p, const struct csv_reader *csv, const struct csv_row *row, struct columns *c, struct polis_scan *s)
{
	size_t person = csv_find(row, "participant");
	*c = (struct columns){ row->n, arena_many(p->arena, enum column_kind, row->n), arena_many(p->arena, uint32_t, row->n),
		               arena_many(p->arena, size_t, row->n) };
	if (person == row->n)
		return refuse(csv, 0, s->place, s->err, N_("la colonne « participant » manque"));
	for (size_t i = 0; i < row->n; i++)
		if (!statement_column(p, csv, row, i, c, s))
			return false;
	c->kind[person] = COLUMN_PERSON;
	if (csv_find(row, "group-id") < row->n)
		c->kind[csv_find(row, "group-id")] = COLUMN_GROUP;
	for (size_t i = row->n - 1; i-- > 0;)
		c->run[i] = c->kind[i + 1] == COLUMN_VOTE ? c->run[i + 1] + 1 : 0;
	return true;
}

static bool read_person(struct polis *p, struct polis_scan *s)
{
	const char *from = s->at;
	int64_t id;
	if (!polis_scan_int(s, &id))
		return false;
	if (polis_ids_find(p->person_at, id) != UINT32_MAX)
		return polis_fault(s, from, N_("ce participant est déjà plus haut dans le fichier"));
	polis_person_new(p, id);
	return true;
}

static bool read_group(struct polis_scan *s, int64_t *group)
{
	const char *from = s->at;
	if (polis_ends_cell(s))
		return true;
	if (!polis_scan_int(s, group))
		return false;
	return *group >= 0 || polis_fault(s, from, N_("un groupe est un nombre positif ou nul"));
}

/* A vote that stands alone in its cell: 1, 0, -1, or nothing. False: something else. */
static inline bool read_vote(struct polis_scan *s, int8_t *value)
{
	bool negative = s->at < s->end && *s->at == '-';
	const char *digit = s->at + negative;
	if (digit >= s->end || (*digit != '1' && (*digit != '0' || negative)))
		return false;
	*value = (int8_t)(*digit == '0' ? 0 : negative ? -1 : 1);
	s->at = digit + 1;
	return polis_ends_cell(s);
}

/* How many cells from here are empty: most of a row is, and eight go at once. */
static size_t empty_run(const struct polis_scan *s, size_t most)
{
	size_t n = 0;
	uint64_t wanted = 0x0101010101010101u * (unsigned char)s->separator, eight;
	for (; n + 8 <= most && s->at + n + 8 <= s->end; n += 8) {
		memcpy(&eight, s->at + n, 8);
		if (eight != wanted)
			break;
	}
	while (n < most && s->at + n < s->end && s->at[n] == s->separator)
		n++;
	return n;
}

/* The vote of column *i, or of the first after it that is not empty. */
static bool read_votes_from(struct polis *p, const struct columns *c, struct polis_scan *s, uint32_t person, size_t *i)
{
	size_t skip = empty_run(s, c->run[*i]);
	int8_t value;
	*i += skip;
	s->at += skip;
	const char *from = s->at;
	if (polis_ends_cell(s))
		return true;
	if (!read_vote(s, &value))
		return polis_fault(s, from, N_("un vote vaut 1 (d'accord), -1 (pas d'accord), 0 (passe) ou rien"));
	polis_vote_add(p, (struct polis_vote){ person, c->statement[*i], value }, 0, false);
	return true;
}

static bool read_row(struct polis *p, const struct columns *c, struct polis_scan *s)
{
	uint32_t person = (uint32_t)p->people.n;
	size_t before = p->votes_n;
	int64_t group = POLIS_NOBODY;
	for (size_t i = 0; i < c->n; i++) {
		bool read;
		if (i > 0 && !polis_scan_next(s))
			return false;
		switch (c->kind[i]) {
		case COLUMN_VOTE: read = read_votes_from(p, c, s, person, &i); break;
		case COLUMN_PERSON: read = read_person(p, s); break;
		case COLUMN_GROUP: read = read_group(s, &group); break;
		default: read = polis_scan_skip(s);
		}
		if (!read)
			return false;
	}
	p->people.at[person].group = group;
	p->people.at[person].votes = (uint32_t)(p->votes_n - before);
	return polis_scan_line(s);
}

bool polis_read_participants(struct polis *p, struct text whole, struct place *place, struct error *err)
{
	struct polis_scan s = { .place = place, .err = err };
	struct csv_reader csv;
	struct csv_row row;
	struct columns c;
	if (!open_table(p, whole, &s, &csv, &row) || !matrix_columns(p, &csv, &row, &c, &s))
		return false;
	while (s.at < s.end) {
		if (p->votes_n > VOTES_MAX)
			return polis_fault(&s, s.at, N_("ce fichier a plus de votes que ce qui peut être lu"));
		if (!read_row(p, &c, &s))
			return false;
	}
	p->has_matrix = true;
	return true;
}

/* ---- The log ---- */

static bool log_columns(struct polis *p, const struct csv_reader *csv, const struct csv_row *row, struct columns *c, struct polis_scan *s)
{
	static const struct { const char *heading; enum column_kind kind; bool needed; const char *missing; } known[] = {
		{ "timestamp", COLUMN_TIME, false, NULL },
		{ "comment-id", COLUMN_STATEMENT, true, N_("la colonne « comment-id » manque") },
		{ "voter-id", COLUMN_PERSON, true, N_("la colonne « voter-id » manque") },
		{ "vote", COLUMN_VOTE, true, N_("la colonne « vote » manque") },
		{ "important", COLUMN_IMPORTANT, false, NULL },
	};
	*c = (struct columns){ .n = row->n, .kind = arena_many(p->arena, enum column_kind, row->n) };
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		size_t at = csv_find(row, known[i].heading);
		if (at < row->n)
			c->kind[at] = known[i].kind;
		else if (known[i].needed)
			return refuse(csv, 0, s->place, s->err, known[i].missing);
	}
	return true;
}

/* One line of the log. */
struct entry { int64_t time, person, statement, important; int8_t value; };

static bool read_entry(const struct columns *c, struct polis_scan *s, struct entry *e)
{
	for (size_t i = 0; i < c->n; i++) {
		if (i > 0 && !polis_scan_next(s))
			return false;
		const char *from = s->at;
		bool read = true;
		switch (c->kind[i]) {
		case COLUMN_TIME: read = polis_scan_int(s, &e->time); break;
		case COLUMN_PERSON: read = polis_scan_int(s, &e->person); break;
		case COLUMN_STATEMENT: read = polis_scan_int(s, &e->statement); break;
		case COLUMN_IMPORTANT: read = polis_ends_cell(s) || polis_scan_int(s, &e->important); break;
		case COLUMN_VOTE:
			if (!read_vote(s, &e->value))
				return polis_fault(s, from, N_("un vote vaut 1 (d'accord), -1 (pas d'accord) ou 0 (passe)"));
			break;
		default: read = polis_scan_skip(s);
		}
		if (!read)
			return false;
	}
	return polis_scan_line(s);
}

static uint32_t person_of(struct polis *p, int64_t id)
{
	uint32_t at = polis_ids_find(p->person_at, id);
	if (at == UINT32_MAX && !p->has_matrix) {
		at = (uint32_t)p->people.n;
		polis_person_new(p, id);
	}
	return at;
}

static uint32_t statement_of(struct polis *p, int64_t id)
{
	uint32_t at = polis_ids_find(p->statement_at, id);
	if (at == UINT32_MAX && !p->has_matrix) {
		at = (uint32_t)p->statements.n;
		polis_statement_new(p, id);
	}
	return at;
}

/* People and statements that the matrix leaves out (it may be younger or older) are passed over. */
static void take_entry(struct polis *p, const struct entry *e)
{
	uint32_t person = person_of(p, e->person), statement = statement_of(p, e->statement);
	if (person != UINT32_MAX && e->time < p->people.at[person].first)
		p->people.at[person].first = e->time;
	if (statement != UINT32_MAX)
		p->statements.at[statement].important += e->important > 0;
	if (p->has_matrix)
		return;
	p->statements.at[statement].voted = true;
	p->people.at[person].votes++;
	polis_vote_add(p, (struct polis_vote){ person, statement, e->value }, e->time, true);
}

bool polis_read_votes(struct polis *p, struct text whole, struct place *place, struct error *err)
{
	struct polis_scan s = { .place = place, .err = err };
	struct csv_reader csv;
	struct csv_row row;
	struct columns c;
	if (!open_table(p, whole, &s, &csv, &row) || !log_columns(p, &csv, &row, &c, &s))
		return false;
	bool timed = csv_find(&row, "timestamp") < row.n;
	for (int64_t line = 0; s.at < s.end; line++) {
		/* Without instants, the order of the lines tells which vote is later. */
		struct entry e = { .time = timed ? 0 : line };
		if (line > VOTES_MAX)
			return polis_fault(&s, s.at, N_("ce fichier a plus de votes que ce qui peut être lu"));
		if (!read_entry(&c, &s, &e))
			return false;
		take_entry(p, &e);
	}
	return true;
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
		return refuse(&r->csv, 0, r->place, r->err, N_("ce participant n'est pas dans la conversation"));
	if (r->seen[*at])
		return refuse(&r->csv, 0, r->place, r->err, N_("ce participant est déjà plus haut dans le fichier"));
	r->seen[*at] = true;
	return true;
}

bool polis_read_groups(const struct polis *p, struct text whole, int64_t none, int64_t *values, struct place *place, struct error *err)
{
	ARENA_SCOPED scratch = arena_new();
	struct list_reader r = { .p = p, .seen = arena_many(scratch, bool, p->people.n + 1), .place = place, .err = err };
	csv_open(&r.csv, scratch, whole);
	for (size_t i = 0; i < p->people.n; i++)
		values[i] = none;
	for (bool first = true; csv_next(&r.csv, &r.row); first = false) {
		uint32_t at;
		if (first && is_heading(&r.row))
			continue;
		if (r.row.n < 2)
			return refuse(&r.csv, r.row.n, place, err, N_("deux cellules sont attendues : un participant et un nombre"));
		if (!listed_person(&r, &at))
			return false;
		if (r.row.cells[1].n == 0)
			continue;
		if (!text_to_int(text_trim(r.row.cells[1]), &values[at]) || values[at] < 0)
			return refuse(&r.csv, 1, place, err, N_("un groupe est un nombre positif ou nul"));
	}
	return csv_done(&r.csv, place, err);
}

bool polis_read_list(const struct polis *p, struct text whole, bool *listed, struct place *place, struct error *err)
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
