/* Reading Polis' export: votes, from the matrix or from the log. */
#include "formats/csv_read.h"
#include "formats/polis_inner.h"

#include <string.h>

enum { VOTES_MAX = 1 << 30 };

/* A fault in the heading, at its i-th cell. */
static bool refuse(const struct csv_reader *csv, size_t i, struct polis_scan *s,
                   const char *message)
{
	*s->place = csv_place(csv, i);
	return error_input(s->err, NULL, message);
}

/* ---- The matrix ---- */

enum column_kind {
	COLUMN_OTHER,
	COLUMN_PERSON,
	COLUMN_GROUP,
	COLUMN_VOTE,
	COLUMN_TIME,
	COLUMN_STATEMENT,
	COLUMN_IMPORTANT
};

struct columns {
	size_t n;
	enum column_kind *kind;
	uint32_t *statement; /* of the matrix */
	size_t *run;         /* of the matrix: how many more columns of votes follow this one */
};

/* The first row as texts; the scan goes on after it. */
static bool open_table(struct polis *p, struct text whole, struct polis_scan *s,
                       struct csv_reader *csv, struct csv_row *row)
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

static bool statement_column(struct polis *p, const struct csv_reader *csv,
                             const struct csv_row *row, size_t i, struct columns *c,
                             struct polis_scan *s)
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
		return refuse(csv, i, s, N_("cet énoncé a déjà une colonne"));
	p->statements.at[at].voted = true;
	c->kind[i] = COLUMN_VOTE;
	c->statement[i] = at;
	return true;
}

static bool matrix_columns(struct polis *p, const struct csv_reader *csv, const struct csv_row *row,
                           struct columns *c, struct polis_scan *s)
{
	size_t person = csv_find(row, "participant");
	*c = (struct columns){ row->n, arena_many(p->arena, enum column_kind, row->n), arena_many(p->arena, uint32_t, row->n),
		               arena_many(p->arena, size_t, row->n) };
	if (person == row->n)
		return refuse(csv, 0, s, N_("la colonne « participant » manque"));
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
		return polis_fault(s, from,
		                   N_("ce participant est déjà plus haut dans le fichier"));
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
static bool read_votes_from(struct polis *p, const struct columns *c, struct polis_scan *s,
                            uint32_t person, size_t *i)
{
	size_t skip = empty_run(s, c->run[*i]);
	int8_t value;
	*i += skip;
	s->at += skip;
	const char *from = s->at;
	if (polis_ends_cell(s))
		return true;
	if (!read_vote(s, &value))
		return polis_fault(
			s, from,
			N_("un vote vaut 1 (d'accord), -1 (pas d'accord), 0 (passe) ou rien"));
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

bool polis_read_participants(struct polis *p, struct text whole, struct place *place,
                             struct error *err)
{
	struct polis_scan s = { .place = place, .err = err };
	struct csv_reader csv;
	struct csv_row row;
	struct columns c;
	if (!open_table(p, whole, &s, &csv, &row) || !matrix_columns(p, &csv, &row, &c, &s))
		return false;
	while (s.at < s.end) {
		if (p->votes_n > VOTES_MAX)
			return polis_fault(
				&s, s.at, N_("ce fichier a plus de votes que ce qui peut être lu"));
		if (!read_row(p, &c, &s))
			return false;
	}
	p->has_matrix = true;
	return true;
}

/* ---- The log ---- */

static bool log_columns(struct polis *p, const struct csv_reader *csv, const struct csv_row *row,
                        struct columns *c, struct polis_scan *s)
{
	static const struct {
		const char *heading;
		enum column_kind kind;
		bool needed;
		const char *missing;
	} known[] = {
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
			return refuse(csv, 0, s, known[i].missing);
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
		case COLUMN_IMPORTANT:
			read = polis_ends_cell(s) || polis_scan_int(s, &e->important);
			break;
		case COLUMN_VOTE:
			if (!read_vote(s, &e->value))
				return polis_fault(s, from,
				                   N_("un vote vaut 1 (d'accord), -1 (pas "
				                      "d'accord) ou 0 (passe)"));
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
			return polis_fault(
				&s, s.at, N_("ce fichier a plus de votes que ce qui peut être lu"));
		if (!read_entry(&c, &s, &e))
			return false;
		take_entry(p, &e);
	}
	return true;
}

