/* The files of selection: four small tables, read row by row. */
#include "formats/selection.h"

#include "formats/csv_read.h"

#include <string.h>

enum { PEOPLE_MOST = 100000, FEATURES_MOST = 64, VALUES_MOST = 4096, PAIRS_MOST = 100000, NUMBER_MOST = 1000000 };
enum { FIRST_SLOTS = 64 };
#define NOWHERE SIZE_MAX

/* One reading: a table, its row at hand, and where to say what is wrong. */
struct reading {
	struct selection *selection;
	struct csv_reader csv;
	struct csv_row row;
	size_t width;
	struct place *place;
	struct error *err;
};

static size_t *slot_of(const struct selection_names *t, struct text name)
{
	uint64_t hash = 0xcbf29ce484222325; /* FNV-1a */
	for (size_t i = 0; i < name.n; i++)
		hash = (hash ^ (unsigned char)name.at[i]) * 0x100000001b3;
	size_t at = (hash ^ hash >> 32) & (t->slots_n - 1);
	while (t->slots[at] && !text_equal(t->names.at[t->slots[at] - 1], name))
		at = (at + 1) & (t->slots_n - 1);
	return &t->slots[at];
}

static size_t find_name(const struct selection_names *t, struct text name)
{
	return t->slots_n ? *slot_of(t, name) - 1 : NOWHERE;
}

/* False when it is there already. */
static bool add_name(struct arena *arena, struct selection_names *t, struct text name)
{
	if (t->names.n * 2 >= t->slots_n) {
		t->slots_n = t->slots_n ? t->slots_n * 2 : FIRST_SLOTS;
		t->slots = arena_many(arena, size_t, t->slots_n);
		for (size_t i = 0; i < t->names.n; i++)
			*slot_of(t, t->names.at[i]) = i + 1;
	}
	size_t *slot = slot_of(t, name);
	if (*slot)
		return false;
	list_add(arena, &t->names, name);
	*slot = t->names.n;
	return true;
}

static bool refuse(struct reading *r, size_t cell, const char *message, struct text name)
{
	*r->place = csv_place(&r->csv, cell);
	r->err->name = name;
	return error_input(r->err, NULL, message);
}

static bool refuse_whole(struct reading *r, const char *message, struct text name)
{
	*r->place = (struct place){ 0, 0 };
	r->err->name = name;
	return error_input(r->err, NULL, message);
}

/* Reads the headings. */
static bool begin(struct reading *r, struct selection *s, struct text whole, struct place *place, struct error *err)
{
	*r = (struct reading){ .selection = s, .place = place, .err = err };
	csv_open(&r->csv, s->arena, whole);
	if (!csv_next(&r->csv, &r->row)) {
		if (!csv_failed(&r->csv))
			return refuse_whole(r, N_("ce fichier est vide"), NO_TEXT);
		*place = r->csv.place;
		*err = r->csv.err;
		return false;
	}
	r->width = r->row.n;
	return true;
}

/* The next row, as wide as the headings; false at the end or at a fault, which is in err. */
static bool next(struct reading *r)
{
	if (!csv_next(&r->csv, &r->row)) {
		if (csv_failed(&r->csv)) {
			*r->place = r->csv.place;
			*r->err = r->csv.err;
		}
		return false;
	}
	if (r->row.n == r->width)
		return true;
	r->err->n = (int64_t)r->width;
	return refuse(r, r->row.n < r->width ? r->row.n : r->width, N_("cette ligne n'a pas {n} cellules, comme la première"), NO_TEXT);
}

/* The column under one of these headings (ended by NULL); said when there is none. */
static bool find_column(struct reading *r, const char *const *headings, size_t *column)
{
	for (size_t i = 0; headings[i]; i++) {
		*column = csv_find(&r->row, headings[i]);
		if (*column < r->row.n)
			return true;
	}
	return refuse(r, r->row.n, N_("il manque la colonne « {name} »"), text_of(headings[0]));
}

static struct text cell(const struct reading *r, size_t column)
{
	return text_trim(r->row.cells[column]);
}

static bool read_number(struct reading *r, size_t column, int64_t least, int64_t *out)
{
	if (text_to_int(cell(r, column), out) && *out >= least && *out <= NUMBER_MOST)
		return true;
	r->err->n = NUMBER_MOST;
	return refuse(r, column, least < 0 ? N_("« {name} » n'est pas un nombre entier jusqu'à {n}")
	                                   : N_("« {name} » n'est pas un nombre entier de 0 à {n}"), cell(r, column));
}

static const char *const id_names[] = { "id", NULL };

void selection_open(struct selection *s, struct arena *arena)
{
	*s = (struct selection){ .arena = arena };
}

static struct selection_feature *feature_named(struct selection *s, struct text name)
{
	for (size_t f = 0; f < s->features.n; f++)
		if (text_equal(s->features.at[f].name, name))
			return &s->features.at[f];
	return NULL;
}

static size_t value_named(const struct selection_feature *f, struct text name)
{
	for (size_t v = 0; v < f->values.n; v++)
		if (text_equal(f->values.at[v].name, name))
			return v;
	return NOWHERE;
}

struct feature_columns {
	size_t feature, value, least, most;
};

static bool read_value(struct reading *r, const struct feature_columns *at, size_t *values_n)
{
	struct selection *s = r->selection;
	struct text name = cell(r, at->feature);
	struct selection_value value = { .name = cell(r, at->value) };
	if (name.n == 0)
		return refuse(r, at->feature, N_("le critère n'a pas de nom"), NO_TEXT);
	if (!read_number(r, at->least, 0, &value.least) || !read_number(r, at->most, 0, &value.most))
		return false;
	if (value.least > value.most)
		return refuse(r, at->least, N_("le minimum de « {name} » dépasse son maximum"), value.name);
	struct selection_feature *feature = feature_named(s, name);
	if (!feature) {
		r->err->n = FEATURES_MOST;
		if (s->features.n == FEATURES_MOST)
			return refuse(r, at->feature, N_("il y a plus de {n} critères"), NO_TEXT);
		list_add(s->arena, &s->features, (struct selection_feature){ .name = name });
		feature = &s->features.at[s->features.n - 1];
	}
	if (value_named(feature, value.name) != NOWHERE)
		return refuse(r, at->value, N_("la valeur « {name} » figure deux fois pour ce critère"), value.name);
	r->err->n = VALUES_MOST;
	if (++*values_n > VALUES_MOST)
		return refuse(r, at->value, N_("il y a plus de {n} valeurs"), NO_TEXT);
	list_add(s->arena, &feature->values, value);
	return true;
}

bool selection_read_features(struct selection *s, struct text whole, struct place *place, struct error *err)
{
	static const char *const features[] = { "feature", "category", "critère", NULL };
	static const char *const names[] = { "value", "name", "valeur", NULL };
	static const char *const least[] = { "min", NULL }, *const most[] = { "max", NULL };
	struct reading r;
	struct feature_columns at;
	size_t values_n = 0;
	if (!begin(&r, s, whole, place, err) || !find_column(&r, features, &at.feature) || !find_column(&r, names, &at.value) ||
	    !find_column(&r, least, &at.least) || !find_column(&r, most, &at.most))
		return false;
	while (next(&r))
		if (!read_value(&r, &at, &values_n))
			return false;
	if (error_is(err))
		return false;
	err->n = 0;
	return s->features.n > 0 || refuse_whole(&r, N_("ce fichier ne dit aucun quota"), NO_TEXT);
}

static bool read_person(struct reading *r, size_t id, const size_t *columns, size_t score)
{
	struct selection *s = r->selection;
	struct text name = cell(r, id);
	r->err->n = PEOPLE_MOST;
	if (name.n == 0)
		return refuse(r, id, N_("cette personne n'a pas d'identifiant"), NO_TEXT);
	if (s->people.names.n == PEOPLE_MOST)
		return refuse(r, id, N_("il y a plus de {n} personnes"), NO_TEXT);
	if (!add_name(s->arena, &s->people, name))
		return refuse(r, id, N_("« {name} » figure deux fois"), name);
	for (size_t f = 0; f < s->features.n; f++) {
		size_t value = value_named(&s->features.at[f], cell(r, columns[f]));
		if (value == NOWHERE)
			return refuse(r, columns[f], N_("« {name} » n'est pas une valeur de ce critère dans le fichier des quotas"),
			              cell(r, columns[f]));
		list_add(s->arena, &s->values, (uint16_t)value);
	}
	if (score == NOWHERE)
		return true;
	if (!s->scores)
		s->scores = arena_many(s->arena, int64_t, PEOPLE_MOST);
	return read_number(r, score, -NUMBER_MOST, &s->scores[s->people.names.n - 1]);
}

bool selection_read_people(struct selection *s, struct text whole, struct place *place, struct error *err)
{
	struct reading r;
	size_t id, *columns = arena_many(s->arena, size_t, s->features.n);
	if (!begin(&r, s, whole, place, err) || !find_column(&r, id_names, &id))
		return false;
	for (size_t f = 0; f < s->features.n; f++) {
		const char *const names[] = { text_z(s->arena, s->features.at[f].name), NULL };
		if (!find_column(&r, names, &columns[f]))
			return false;
	}
	size_t score = csv_find(&r.row, "score");
	while (next(&r))
		if (!read_person(&r, id, columns, score < r.width ? score : NOWHERE))
			return false;
	if (error_is(err))
		return false;
	err->n = 0;
	return s->people.names.n > 0 || refuse_whole(&r, N_("ce fichier ne nomme personne"), NO_TEXT);
}

static bool read_known(struct reading *r, size_t column, size_t *person)
{
	*person = find_name(&r->selection->people, cell(r, column));
	return *person != NOWHERE || refuse(r, column, N_("« {name} » n'est pas dans le fichier des personnes"), cell(r, column));
}

bool selection_read_scores(struct selection *s, struct text whole, struct place *place, struct error *err)
{
	static const char *const names[] = { "score", NULL };
	struct reading r;
	size_t id, score, person;
	bool *seen = arena_many(s->arena, bool, s->people.names.n);
	if (!begin(&r, s, whole, place, err) || !find_column(&r, id_names, &id) || !find_column(&r, names, &score))
		return false;
	s->scores = arena_many(s->arena, int64_t, s->people.names.n);
	while (next(&r)) {
		if (!read_known(&r, id, &person) || !read_number(&r, score, -NUMBER_MOST, &s->scores[person]))
			return false;
		if (seen[person])
			return refuse(&r, id, N_("« {name} » figure deux fois"), cell(&r, id));
		seen[person] = true;
	}
	if (error_is(err))
		return false;
	for (size_t p = 0; p < s->people.names.n; p++)
		if (!seen[p])
			return refuse_whole(&r, N_("« {name} » n'a pas de score"), s->people.names.at[p]);
	return true;
}

static bool read_link(struct reading *r, size_t column, bool *together)
{
	struct text link = cell(r, column);
	*together = text_is(link, "together") || text_is(link, "ensemble");
	return *together || text_is(link, "apart") || text_is(link, "séparés") ||
	       refuse(r, column, N_("« {name} » n'est ni together (ensemble) ni apart (séparés)"), link);
}

bool selection_read_pairs(struct selection *s, struct text whole, struct place *place, struct error *err)
{
	static const char *const others[] = { "other", "autre", NULL }, *const links[] = { "link", "lien", NULL };
	struct reading r;
	struct selection_pair pair;
	size_t id, other, link;
	if (!begin(&r, s, whole, place, err) || !find_column(&r, id_names, &id) || !find_column(&r, others, &other) ||
	    !find_column(&r, links, &link))
		return false;
	while (next(&r)) {
		if (!read_known(&r, id, &pair.one) || !read_known(&r, other, &pair.other) || !read_link(&r, link, &pair.together))
			return false;
		if (pair.one == pair.other)
			return refuse(&r, other, N_("« {name} » fait une paire avec soi-même"), cell(&r, other));
		err->n = PAIRS_MOST;
		if (s->pairs.n == PAIRS_MOST)
			return refuse(&r, id, N_("il y a plus de {n} paires"), NO_TEXT);
		list_add(s->arena, &s->pairs, pair);
	}
	err->n = 0;
	return !error_is(err);
}

bool selection_read_size(struct text words, int64_t *least, int64_t *most)
{
	struct text rest = text_trim(words), first = text_cut(&rest, '-');
	if (!text_to_int(text_trim(first), least))
		return false;
	*most = *least;
	if (rest.at && !text_to_int(text_trim(rest), most))
		return false;
	return *least >= 1 && *least <= *most && *most <= PEOPLE_MOST;
}
