/* Reading a .pb file: what its sections hold. */
#include "formats/pabulib.h"

#include "base/list.h"
#include "formats/pabulib_rows.h"

#include <stdlib.h>
#include <string.h>

static const char *const vote_types[] = { "approval", "cumulative", "scoring", "ordinal" };

const char *pabulib_vote_type_name(enum pabulib_vote_type type)
{
	return vote_types[type];
}

enum { NO_SECTION, META, PROJECTS, VOTES };

/* The file while it is read. */
struct reading {
	struct pb_reader rows;
	struct pabulib *out;
	LIST(struct pabulib_pair) meta;
	LIST(struct pabulib_project) projects;
	LIST(struct text) voters;
	LIST(uint32_t) voter_district;
	LIST(size_t) from;
	LIST(uint32_t) choices;
	LIST(uint32_t) points;
	struct pb_names project_ids, voter_ids, categories, districts;
	size_t *last;                 /* by project: 1 + the voter who chose it last */
	size_t longest;               /* ballot met */
	int section;
};

/* --- values --- */

bool pabulib_money(struct text t, int64_t *cents)
{
	int64_t money = 0;
	size_t i = 0, decimals = 0;
	for (; i < t.n && t.at[i] >= '0' && t.at[i] <= '9'; i++) {
		money = money * 10 + (t.at[i] - '0') * 100;
		if (money > PABULIB_MONEY_MAX)
			return false;
	}
	if (i == 0)
		return false;
	if (i < t.n && (t.at[i] == '.' || t.at[i] == ','))
		for (i++; i < t.n && t.at[i] >= '0' && t.at[i] <= '9'; i++, decimals++) {
			int64_t unit = decimals == 0 ? 10 : decimals == 1 ? 1 : 0;
			if (unit == 0 && t.at[i] != '0')
				return false; /* less than a cent */
			money += (t.at[i] - '0') * unit;
		}
	if (i < t.n || money > PABULIB_MONEY_MAX)
		return false;
	*cents = money;
	return true;
}

static bool read_money(struct reading *r, struct text cell, const char *negative, const char *wrong, int64_t *cents)
{
	if (text_starts(cell, "-"))
		return pb_refuse(&r->rows, cell.at, negative, cell);
	if (!pabulib_money(cell, cents) || *cents == 0)
		return pb_refuse(&r->rows, cell.at, wrong, cell);
	return true;
}

/* --- META --- */

struct text pabulib_meta(const struct pabulib *pb, const char *key)
{
	for (size_t i = 0; i < pb->n_meta; i++)
		if (text_is(pb->meta[i].key, key))
			return pb->meta[i].value;
	return NO_TEXT;
}

static bool read_vote_type(struct reading *r, struct text value)
{
	for (enum pabulib_vote_type t = 0; t < PABULIB_VOTE_TYPES; t++)
		if (text_is(value, vote_types[t])) {
			r->out->vote_type = t;
			return true;
		}
	return pb_refuse(&r->rows, value.at,
	                 N_("la façon de voter « {name} » n'est pas connue : approval, cumulative, scoring ou ordinal"), value);
}

static bool read_meta(struct reading *r)
{
	struct pb_row *row = &r->rows.row;
	struct pabulib_pair pair = { row->cells[0], row->n > 1 ? row->cells[1] : NO_TEXT };
	if (text_is(pair.key, "key"))
		return true; /* the heading */
	for (size_t i = 0; i < r->meta.n; i++)
		if (text_equal(r->meta.at[i].key, pair.key))
			return pb_refuse(&r->rows, pair.key.at, N_("« {name} » est déjà dit plus haut"), pair.key);
	list_add(r->rows.arena, &r->meta, pair);
	if (text_is(pair.key, "budget"))
		return read_money(r, pair.value, N_("le budget « {name} » est négatif"),
		                  N_("le budget « {name} » n'est pas un montant positif, au centime près"), &r->out->budget);
	if (text_is(pair.key, "vote_type"))
		return read_vote_type(r, pair.value);
	if (text_is(pair.key, "currency"))
		r->out->currency = pair.value;
	return true;
}

/* What META announces must be there: a file cut short would otherwise pass for a smaller vote. */
static bool is_as_announced(struct reading *r, const char *key, size_t found, const char *message)
{
	int64_t announced;
	struct text value = pabulib_meta(r->out, key);
	if (!text_to_int(value, &announced) || announced == (int64_t)found)
		return true;
	r->rows.err->n = (int64_t)found;
	r->rows.row.offset = r->rows.whole.n;
	return pb_refuse(&r->rows, NULL, message, value);
}

/* --- columns --- */

enum column { ID, COST, NAME, CATEGORY, DISTRICT, VOTE, POINTS, COLUMNS };

/* Which cell of a row holds what; PABULIB_NONE: none. */
struct columns {
	size_t of[COLUMNS];
};

static void find_columns(const struct pb_row *row, const char *id, struct columns *c)
{
	const char *const names[COLUMNS] = { id, "cost", "name", "category", "district", "vote", "points" };
	for (size_t k = 0; k < COLUMNS; k++) {
		c->of[k] = PABULIB_NONE;
		for (size_t i = row->n; i-- > 0;)
			if (text_is(row->cells[i], names[k]))
				c->of[k] = i;
	}
}

static struct text cell(const struct reading *r, const struct columns *c, enum column k)
{
	size_t i = c->of[k];
	return i < r->rows.row.n ? r->rows.row.cells[i] : NO_TEXT;
}

static uint32_t number_of(struct pb_names *names, struct text name)
{
	bool known;
	return name.n ? pb_names_add(names, name, &known) : PABULIB_NONE;
}

/* --- PROJECTS --- */

static bool read_project(struct reading *r, const struct columns *c)
{
	struct pabulib_project p = { .id = cell(r, c, ID), .name = cell(r, c, NAME) };
	struct text cost = cell(r, c, COST);
	bool known;
	if (p.id.n == 0)
		return pb_refuse(&r->rows, p.id.at, N_("ce projet n'a pas d'identifiant"), NO_TEXT);
	if (memchr(p.id.at, ',', p.id.n))
		return pb_refuse(&r->rows, p.id.at, N_("l'identifiant « {name} » contient une virgule, qui sépare les projets d'un vote"), p.id);
	if (r->projects.n == PABULIB_ROWS_MAX)
		return pb_refuse(&r->rows, p.id.at, N_("il y a plus de lignes que ce qui peut être lu"), NO_TEXT);
	pb_names_add(&r->project_ids, p.id, &known);
	if (known)
		return pb_refuse(&r->rows, p.id.at, N_("deux projets portent l'identifiant « {name} »"), p.id);
	if (!read_money(r, cost, N_("le coût « {name} » est négatif"),
	                N_("le coût « {name} » n'est pas un montant positif, au centime près"), &p.cost))
		return false;
	p.category = number_of(&r->categories, cell(r, c, CATEGORY));
	p.district = number_of(&r->districts, cell(r, c, DISTRICT));
	list_add(r->rows.arena, &r->projects, p);
	return true;
}

/* --- VOTES --- */

/* "3", and "3.0" as spreadsheets may leave it. */
static bool read_points(struct text t, int64_t *points)
{
	if (text_ends(t, ".0"))
		t.n -= 2;
	return text_to_int(t, points) && *points >= 0 && *points <= PABULIB_POINTS_MAX;
}

static bool read_choice(struct reading *r, struct text id, bool has_points, struct text *points)
{
	uint32_t project = pb_names_find(&r->project_ids, id);
	if (project == PABULIB_NONE)
		return pb_refuse(&r->rows, id.at, N_("ce vote est pour « {name} », qui n'est pas un projet"), id);
	if (r->last[project] == r->from.n)
		return pb_refuse(&r->rows, id.at, N_("ce vote nomme deux fois le projet « {name} »"), id);
	r->last[project] = r->from.n;
	int64_t given = 1;
	if (has_points) {
		struct text one = points->at ? text_trim(text_cut(points, ',')) : NO_TEXT;
		if (one.n == 0)
			return pb_refuse(&r->rows, id.at, N_("ce vote a moins de points que de projets"), NO_TEXT);
		if (!read_points(one, &given))
			return pb_refuse(&r->rows, one.at, N_("« {name} » n'est pas un nombre de points"), one);
	}
	if (given == 0)
		return true;
	list_add(r->rows.arena, &r->choices, project);
	list_add(r->rows.arena, &r->points, (uint32_t)given);
	return true;
}

static bool read_ballot(struct reading *r, struct text vote, struct text points)
{
	bool has_points = points.n > 0 && (r->out->vote_type == PABULIB_CUMULATIVE || r->out->vote_type == PABULIB_SCORING);
	size_t before = r->choices.n;
	struct text rest = vote;
	while (rest.n > 0)
		if (!read_choice(r, text_trim(text_cut(&rest, ',')), has_points, &points))
			return false;
	if (has_points && points.n > 0)
		return pb_refuse(&r->rows, points.at, N_("ce vote a plus de points que de projets"), NO_TEXT);
	size_t n = r->choices.n - before;
	r->longest = n > r->longest ? n : r->longest;
	return true;
}

static bool read_voter(struct reading *r, const struct columns *c)
{
	struct text id = cell(r, c, ID);
	bool known = false;
	if (r->from.n == PABULIB_ROWS_MAX)
		return pb_refuse(&r->rows, NULL, N_("il y a plus de lignes que ce qui peut être lu"), NO_TEXT);
	if (c->of[ID] != PABULIB_NONE) {
		if (id.n == 0)
			return pb_refuse(&r->rows, NULL, N_("ce votant n'a pas d'identifiant"), NO_TEXT);
		pb_names_add(&r->voter_ids, id, &known);
	}
	if (known)
		return pb_refuse(&r->rows, id.at, N_("deux votants portent l'identifiant « {name} »"), id);
	if (r->rows.row.n <= c->of[VOTE])
		return pb_refuse(&r->rows, NULL, N_("cette ligne s'arrête avant le vote"), NO_TEXT);
	list_add(r->rows.arena, &r->from, r->choices.n);
	if (c->of[DISTRICT] != PABULIB_NONE)
		list_add(r->rows.arena, &r->voter_district, number_of(&r->districts, cell(r, c, DISTRICT)));
	return read_ballot(r, cell(r, c, VOTE), cell(r, c, POINTS));
}

/* --- sections --- */

static int section_of(const struct pb_row *row)
{
	static const char *const names[] = { "META", "PROJECTS", "VOTES" };
	for (size_t i = 1; i < row->n; i++)
		if (row->cells[i].n > 0)
			return NO_SECTION;
	for (int s = META; s <= VOTES; s++)
		if (text_is(row->cells[0], names[s - META]))
			return s;
	return NO_SECTION;
}

/* The row of headings after a section's name. */
static bool read_headings(struct reading *r, struct columns *c)
{
	bool votes = r->section == VOTES;
	struct text name = votes ? text("VOTES") : text("PROJECTS");
	if (!pb_next(&r->rows))
		return pb_refuse(&r->rows, NULL, N_("le fichier s'arrête avant les lignes de {name}"), name);
	find_columns(&r->rows.row, votes ? "voter_id" : "project_id", c);
	if (votes && c->of[VOTE] == PABULIB_NONE)
		return pb_refuse(&r->rows, NULL, N_("il manque la colonne « {name} »"), text("vote"));
	if (!votes && (c->of[ID] == PABULIB_NONE || c->of[COST] == PABULIB_NONE))
		return pb_refuse(&r->rows, NULL, N_("il manque la colonne « {name} »"),
		                 c->of[ID] == PABULIB_NONE ? text("project_id") : text("cost"));
	return true;
}

static bool begin_section(struct reading *r, int section, struct columns *c)
{
	static const char *const names[] = { "META", "PROJECTS", "VOTES" };
	if (section != r->section + 1)
		return pb_refuse(&r->rows, NULL, N_("la partie {name} n'est pas à sa place : META, puis PROJECTS, puis VOTES"),
		                 text_of(names[section - META]));
	r->section = section;
	if (section == VOTES)
		r->last = arena_many(r->rows.arena, size_t, r->projects.n);
	return section == META || read_headings(r, c);
}

static bool read_rows(struct reading *r)
{
	struct columns c = { 0 };
	while (pb_next(&r->rows)) {
		int section = section_of(&r->rows.row);
		bool read = false;
		if (section != NO_SECTION)
			read = begin_section(r, section, &c);
		else if (r->section == META)
			read = read_meta(r);
		else if (r->section == PROJECTS)
			read = read_project(r, &c);
		else if (r->section == VOTES)
			read = read_voter(r, &c);
		else
			return pb_refuse(&r->rows, NULL, N_("un fichier .pb commence par une ligne META"), NO_TEXT);
		if (!read)
			return false;
	}
	return !error_is(r->rows.err);
}

/* --- the whole --- */

static int compare_names(const void *left, const void *right)
{
	const struct text *const *a = left, *const *b = right;
	return text_compare(**a, **b);
}

/* Names in byte order, whatever the order of rows; the new number of each is returned. */
static uint32_t *put_in_order(struct arena *arena, const struct pb_names *names, struct pabulib_names *out)
{
	const struct text **sorted = arena_many(arena, const struct text *, names->n);
	uint32_t *number = arena_many(arena, uint32_t, names->n);
	for (size_t i = 0; i < names->n; i++)
		sorted[i] = &names->at[i];
	qsort(sorted, names->n, sizeof *sorted, compare_names);
	*out = (struct pabulib_names){ arena_many(arena, struct text, names->n), names->n };
	for (uint32_t i = 0; i < names->n; i++) {
		out->at[i] = *sorted[i];
		number[sorted[i] - names->at] = i;
	}
	return number;
}

static void renumber(const uint32_t *number, uint32_t *i)
{
	if (*i != PABULIB_NONE)
		*i = number[*i];
}

static void order_names(struct reading *r)
{
	const uint32_t *category = put_in_order(r->rows.arena, &r->categories, &r->out->categories);
	const uint32_t *district = put_in_order(r->rows.arena, &r->districts, &r->out->districts);
	for (size_t i = 0; i < r->projects.n; i++) {
		renumber(category, &r->projects.at[i].category);
		renumber(district, &r->projects.at[i].district);
	}
	for (size_t i = 0; i < r->voter_district.n; i++)
		renumber(district, &r->voter_district.at[i]);
}

/* An ordinal ballot's first is worth the longest ballot, so that the first of a short one is
 * worth as much as of a long one. */
static void rank_to_points(struct reading *r)
{
	int64_t most;
	if (!text_to_int(pabulib_meta(r->out, "max_length"), &most) || most > PABULIB_POINTS_MAX)
		most = 0;
	uint32_t longest = (uint32_t)(most > (int64_t)r->longest ? (size_t)most : r->longest);
	for (size_t i = 0; i + 1 < r->from.n; i++)
		for (size_t k = r->from.at[i]; k < r->from.at[i + 1]; k++)
			r->points.at[k] = longest - (uint32_t)(k - r->from.at[i]);
}

static void hand_over(struct reading *r)
{
	struct pabulib *out = r->out;
	out->n_voters = r->from.n;
	list_add(r->rows.arena, &r->from, r->choices.n);
	order_names(r);
	if (out->vote_type == PABULIB_ORDINAL)
		rank_to_points(r);
	out->projects = r->projects.at;
	out->n_projects = r->projects.n;
	out->voters = r->voter_ids.n ? r->voter_ids.at : NULL;
	out->voter_district = r->voter_district.at;
	out->from = r->from.at;
	out->choices = r->choices.at;
	out->points = r->points.at;
}

static bool is_whole(struct reading *r)
{
	r->rows.row.offset = r->rows.whole.n;
	if (r->section != VOTES)
		return pb_refuse(&r->rows, NULL, N_("le fichier s'arrête avant les lignes de {name}"),
		                 r->section == PROJECTS ? text("VOTES") : r->section == META ? text("PROJECTS") : text("META"));
	if (r->out->budget == 0)
		return pb_refuse(&r->rows, NULL, N_("la partie META ne dit pas le budget"), NO_TEXT);
	if (!is_as_announced(r, "num_projects", r->projects.n,
	                     N_("le fichier annonce {name} projets et en contient {n} ; a-t-il été coupé ?")) ||
	    !is_as_announced(r, "num_votes", r->from.n,
	                     N_("le fichier annonce {name} votes et en contient {n} ; a-t-il été coupé ?")))
		return false;
	if (r->projects.n == 0)
		return pb_refuse(&r->rows, NULL, N_("le fichier ne contient aucun projet"), NO_TEXT);
	return r->from.n > 0 || pb_refuse(&r->rows, NULL, N_("le fichier ne contient aucun vote"), NO_TEXT);
}

bool pabulib_read(struct arena *arena, struct text whole, struct pabulib *out, struct place *place, struct error *err)
{
	*out = (struct pabulib){ 0 };
	struct reading r = { .out = out };
	pb_open(&r.rows, arena, whole, place, err);
	pb_names_open(&r.project_ids, arena);
	pb_names_open(&r.voter_ids, arena);
	pb_names_open(&r.categories, arena);
	pb_names_open(&r.districts, arena);
	if (!read_rows(&r))
		return false;
	out->meta = r.meta.at;
	out->n_meta = r.meta.n;
	if (!is_whole(&r))
		return false;
	hand_over(&r);
	return true;
}
