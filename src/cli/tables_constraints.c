/* Wishes: a CSV with a rule, who it is about, in which rounds, and a detail. Lines say what they
 * say in any order; `free` lifts what others ask, and two that contradict each other are refused. */
#include "cli/tables_cli.h"
#include "formats/csv_read.h"

#include <stdlib.h>

enum { RULE, WHO, ROUNDS, DETAIL, COLUMNS };
enum { WISHES_MAX = 2000000 };

struct lines {
	struct tables_reading *reading;
	const char *path;
	struct csv_reader csv;
	size_t column[COLUMNS];  /* SIZE_MAX: not there */
	struct text cell[COLUMNS];
	bool *who;               /* people that the line names */
	tables_rounds rounds;
};

static bool refuse(struct lines *l, int column, const char *message, struct text value)
{
	size_t cell = l->column[column] == SIZE_MAX ? 0 : l->column[column];
	cli_refuse_at(l->reading->cli, l->path, csv_place(&l->csv, cell), message, &(struct words){ .value = value, .name = value });
	return false;
}

/* --- who --- */

/* "column=value": the value's place in the column; false when it is not that. */
static bool column_and_value(const struct lines *l, struct text t, size_t *column, struct text *value)
{
	*value = t;
	struct text heading = text_trim(text_cut(value, '='));
	*column = value->at ? tables_column(l->reading, heading) : SIZE_MAX;
	*value = text_trim(*value);
	return *column != SIZE_MAX;
}

static bool name_one(struct lines *l, struct text t)
{
	size_t person = tables_person(l->reading, t), column;
	struct text value;
	if (person != SIZE_MAX) {
		l->who[person] = true;
		return true;
	}
	if (!column_and_value(l, t, &column, &value))
		return refuse(l, WHO, N_("« {value} » n'est ni une personne de la liste, ni colonne=valeur"), t);
	bool found = false;
	for (size_t i = 0; i < l->reading->people_n; i++)
		if (text_equal(l->reading->columns[column].cells[i], value))
			l->who[i] = found = true;
	return found || refuse(l, WHO, N_("personne n'a « {value} »"), t);
}

static bool name_people(struct lines *l)
{
	for (size_t i = 0; i < l->reading->people_n; i++)
		l->who[i] = false;
	for (struct text rest = l->cell[WHO]; rest.at;)
		if (!name_one(l, text_trim(text_cut(&rest, '|'))))
			return false;
	return true;
}

/* --- in which rounds --- */

static bool one_round(struct lines *l, struct text t, int64_t *round)
{
	int64_t most = (int64_t)l->reading->input.rounds_n;
	if (text_to_int(text_trim(t), round) && *round >= 1 && *round <= most)
		return true;
	return refuse(l, ROUNDS, N_("« {value} » ne dit pas des tours : 2, 1-3 ou 4-, parmi ceux qui sont demandés"), l->cell[ROUNDS]);
}

static bool some_rounds(struct lines *l, struct text t)
{
	int64_t first, last = (int64_t)l->reading->input.rounds_n;
	struct text rest = t, begin = text_cut(&rest, '-');
	if (!one_round(l, begin, &first))
		return false;
	if (!rest.at)
		last = first;
	else if (text_trim(rest).n > 0 && !one_round(l, rest, &last))
		return false;
	if (last < first)
		return refuse(l, ROUNDS, N_("« {value} » ne dit pas des tours : 2, 1-3 ou 4-, parmi ceux qui sont demandés"), l->cell[ROUNDS]);
	for (int64_t r = first; r <= last; r++)
		l->rounds |= (tables_rounds)1 << (r - 1);
	return true;
}

static bool name_rounds(struct lines *l)
{
	l->rounds = 0;
	if (l->cell[ROUNDS].n == 0) {
		l->rounds = TABLES_ALWAYS;
		return true;
	}
	for (struct text rest = l->cell[ROUNDS]; rest.at;)
		if (!some_rounds(l, text_cut(&rest, '|')))
			return false;
	return true;
}

/* --- each rule --- */

static bool number_of(struct lines *l, int64_t most, int64_t *out)
{
	if (text_to_int(l->cell[DETAIL], out) && *out >= 1 && *out <= most)
		return true;
	return refuse(l, DETAIL, N_("un numéro est attendu, et non « {value} »"), l->cell[DETAIL]);
}

struct asks {
	bool together, apart, free;
};

static bool wish_pair(struct lines *l, size_t a, size_t b, struct asks asks)
{
	if (l->reading->wishes.n == WISHES_MAX)
		return refuse(l, WHO, N_("trop de paires sont nommées dans ce fichier"), NO_TEXT);
	list_add(l->reading->cli->arena, &l->reading->wishes,
	         (struct tables_wish){ .a = (uint32_t)a, .b = (uint32_t)b, .together = asks.together ? l->rounds : 0,
	                               .apart = asks.apart ? l->rounds : 0, .free = asks.free ? l->rounds : 0,
	                               .place = csv_place(&l->csv, l->column[WHO]) });
	return true;
}

/* "@column": those who share a value of it; else the people named, all with each other. */
static bool about_pairs(struct lines *l, struct asks asks)
{
	const struct tables_reading *reading = l->reading;
	const struct text *shared = NULL;
	if (text_starts(l->cell[WHO], "@")) {
		size_t column = tables_column(reading, text_trim(text_slice(l->cell[WHO], 1, l->cell[WHO].n)));
		if (column == SIZE_MAX)
			return refuse(l, WHO, N_("aucune colonne ne s'appelle « {value} »"), l->cell[WHO]);
		shared = reading->columns[column].cells;
	} else if (!name_people(l))
		return false;
	size_t before = reading->wishes.n;
	for (size_t b = 0; b < reading->people_n; b++)
		for (size_t a = 0; a < b; a++) {
			bool both = shared ? shared[a].n > 0 && text_equal(shared[a], shared[b]) : l->who[a] && l->who[b];
			if (both && !wish_pair(l, a, b, asks))
				return false;
		}
	return reading->wishes.n > before || refuse(l, WHO, N_("il faut deux personnes au moins : {value}"), l->cell[WHO]);
}

static bool together(struct lines *l)
{
	return about_pairs(l, (struct asks){ .together = true });
}

static bool apart(struct lines *l)
{
	return about_pairs(l, (struct asks){ .apart = true });
}

static bool set_free(struct lines *l)
{
	return about_pairs(l, (struct asks){ .free = true });
}

static bool stay(struct lines *l)
{
	int64_t table = 0;
	if (!name_people(l) || (l->cell[DETAIL].n > 0 && !number_of(l, TABLES_PEOPLE_MAX, &table)))
		return false;
	for (size_t i = 0; i < l->reading->people_n; i++)
		if (l->who[i])
			list_add(l->reading->cli->arena, &l->reading->stays,
			         (struct tables_stay){ (uint32_t)i, table ? (uint16_t)(table - 1) : (uint16_t)TABLES_NONE, l->rounds });
	return true;
}

static bool mix(struct lines *l)
{
	struct text heading = l->cell[WHO];
	if (text_starts(heading, "@"))
		heading = text_trim(text_slice(heading, 1, heading.n));
	size_t column = tables_column(l->reading, heading);
	if (column == SIZE_MAX)
		return refuse(l, WHO, N_("aucune colonne ne s'appelle « {value} »"), heading);
	size_t feature = tables_feature_of(l->reading, column);
	l->reading->features.at[feature].mix = true;
	return true;
}

static bool limit(struct lines *l, bool least)
{
	size_t column;
	struct text value;
	int64_t n;
	if (!column_and_value(l, l->cell[WHO], &column, &value))
		return refuse(l, WHO, N_("« {value} » n'est pas colonne=valeur, comme role=élu"), l->cell[WHO]);
	if (!name_people(l) || !number_of(l, TABLES_SEATS_MAX, &n))
		return false;
	size_t feature = tables_feature_of(l->reading, column), v = 0;
	while (!text_equal(l->reading->features.at[feature].values[v], value))
		v++;
	list_add(l->reading->cli->arena, &l->reading->limits,
	         (struct tables_limit){ .feature = feature, .value = v, .least = least ? (uint16_t)n : 0,
	                                .most = least ? (uint16_t)TABLES_NONE : (uint16_t)n, .rounds = l->rounds });
	return true;
}

static bool least(struct lines *l)
{
	return limit(l, true);
}

static bool most(struct lines *l)
{
	return limit(l, false);
}

static bool absent(struct lines *l)
{
	if (!name_people(l))
		return false;
	for (size_t i = 0; i < l->reading->people_n; i++)
		if (l->who[i])
			l->reading->present[i] &= ~l->rounds;
	return true;
}

static bool past(struct lines *l)
{
	int64_t table;
	if (!name_people(l) || !number_of(l, TABLES_PEOPLE_MAX, &table))
		return false;
	if (l->cell[ROUNDS].n == 0)
		return refuse(l, ROUNDS, N_("il faut dire quel tour est passé"), NO_TEXT);
	for (size_t r = 0; r < l->reading->input.rounds_n; r++)
		for (size_t i = 0; i < l->reading->people_n && l->rounds >> r & 1; i++) {
			uint16_t *seat = tables_earlier(l->reading) + r * l->reading->people_n + i;
			if (!l->who[i])
				continue;
			if (*seat != TABLES_NONE)
				return refuse(l, WHO, N_("{name} a déjà une table à ce tour"), l->reading->names[i]);
			*seat = (uint16_t)(table - 1);
			if (r >= l->reading->past_n)
				l->reading->past_n = r + 1;
		}
	return true;
}

/* Names are compared folded: without accents nor capitals. */
static const struct rule {
	const char *names[4];
	bool (*take)(struct lines *);
} rules[] = {
	{ { "together", "ensemble" }, together }, { { "apart", "separes", "separe", "separees" }, apart },
	{ { "free", "libres", "libre" }, set_free }, { { "stay", "reste", "restent" }, stay },
	{ { "mix", "meler" }, mix }, { { "least", "au moins", "at least" }, least },
	{ { "most", "au plus", "at most" }, most }, { { "absent", "absente", "absents" }, absent },
	{ { "past", "passe" }, past },
};

/* --- lines --- */

static bool take_headings(struct lines *l, const struct csv_row *row)
{
	static const char *const names[COLUMNS][2] = { { "rule", "regle" }, { "who", "qui" }, { "rounds", "tours" }, { "detail", "detail" } };
	for (size_t c = 0; c < COLUMNS; c++) {
		l->column[c] = SIZE_MAX;
		for (size_t i = 0; i < row->n; i++) {
			struct text heading = text_fold(l->reading->cli->arena, row->cells[i]);
			if (text_is(heading, names[c][0]) || text_is(heading, names[c][1]))
				l->column[c] = i;
		}
	}
	if (l->column[RULE] == SIZE_MAX || l->column[WHO] == SIZE_MAX)
		return refuse(l, RULE, N_("l'en-tête des souhaits est : rule,who,rounds,detail"), NO_TEXT);
	return true;
}

static bool take_line(struct lines *l, const struct csv_row *row)
{
	for (size_t c = 0; c < COLUMNS; c++) {
		bool there = l->column[c] < row->n;
		l->cell[c] = there ? text_copy(l->reading->cli->arena, text_trim(row->cells[l->column[c]])) : text("");
	}
	if (l->column[WHO] >= row->n)
		return refuse(l, RULE, N_("cette ligne ne dit pas de qui il s'agit"), NO_TEXT);
	struct text name = text_fold(l->reading->cli->arena, l->cell[RULE]);
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
		for (size_t j = 0; j < 4 && rules[i].names[j]; j++)
			if (text_is(name, rules[i].names[j]))
				return name_rounds(l) && rules[i].take(l);
	return refuse(l, RULE, N_("« {value} » n'est pas une règle ; voir cordee help tables"), l->cell[RULE]);
}

static int by_pair(const void *one, const void *other)
{
	const struct tables_wish *x = one, *y = other;
	if (x->a != y->a)
		return x->a < y->a ? -1 : 1;
	if (x->b != y->b)
		return x->b < y->b ? -1 : 1;
	return (x->place.line > y->place.line) - (x->place.line < y->place.line);
}

/* All that is asked of one pair, put together. */
static bool settle_pairs(struct lines *l)
{
	struct tables_reading *reading = l->reading;
	LIST(struct tables_pair) pairs = { 0 };
	if (reading->wishes.n > 0)
		qsort(reading->wishes.at, reading->wishes.n, sizeof *reading->wishes.at, by_pair);
	for (size_t i = 0, next; i < reading->wishes.n; i = next) {
		struct tables_wish all = reading->wishes.at[i];
		for (next = i + 1; next < reading->wishes.n; next++) {
			const struct tables_wish *more = &reading->wishes.at[next];
			if (more->a != all.a || more->b != all.b)
				break;
			all.together |= more->together;
			all.apart |= more->apart;
			all.free |= more->free;
			all.place = more->place;
		}
		tables_rounds kept = ~all.free;
		if (all.together & all.apart & kept) {
			struct words words = { .name = reading->names[all.a], .other = reading->names[all.b] };
			cli_refuse_at(reading->cli, l->path, all.place, N_("{name} et {other} seraient ensemble et séparés au même tour"), &words);
			return false;
		}
		if ((all.together | all.apart) & kept)
			list_add(reading->cli->arena, &pairs, (struct tables_pair){ all.a, all.b, all.together & kept, all.apart & kept });
	}
	reading->input.pairs = pairs.at;
	reading->input.pairs_n = pairs.n;
	return true;
}

bool tables_read_constraints(struct tables_reading *reading, const char *path)
{
	struct text whole;
	struct lines l = { .reading = reading, .path = path };
	struct csv_row row;
	if (!cli_read(reading->cli, reading->cli->arena, path, &whole))
		return false;
	l.who = arena_many(reading->cli->arena, bool, reading->people_n);
	csv_open(&l.csv, reading->cli->arena, whole);
	bool head = true;
	for (; csv_next(&l.csv, &row); head = false)
		if (head ? !take_headings(&l, &row) : !take_line(&l, &row))
			return false;
	if (csv_failed(&l.csv))
		return cli_fault(reading->cli, path, l.csv.place, &l.csv.err), false;
	if (head)
		return cli_refuse_at(reading->cli, path, (struct place){ 0, 0 }, N_("l'en-tête des souhaits est : rule,who,rounds,detail"), NULL), false;
	return settle_pairs(&l);
}
