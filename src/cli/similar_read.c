/* Reading documents: one way to fill a document from keys and values, three kinds of files. */
#include "cli/similar_read.h"

#include "base/list.h"
#include "base/time.h"
#include "formats/csv_read.h"

#include <jansson.h>

/* A document being filled. */
struct filling {
	struct arena *arena;
	const struct similar_taker *taker;
	struct similar_document d;
	LIST(struct text) tags, pinned;
	bool updated; /* `updated` was there: `published` does not count */
};

static bool set_text(struct filling *f, struct text key, struct text value)
{
	const struct { const char *key; struct text *at; } texts[] = {
		{ "id", &f->d.id },       { "title", &f->d.title }, { "summary", &f->d.summary }, { "body", &f->d.body },
		{ "track", &f->d.track }, { "kind", &f->d.kind },   { "size", &f->d.size },
	};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (text_is(key, texts[i].key)) {
			*texts[i].at = value;
			return true;
		}
	return false;
}

static void add_item(struct filling *f, struct text key, struct text item)
{
	item = text_trim(item);
	if (item.n == 0)
		return;
	if (text_is(key, "pinned"))
		list_add(f->arena, &f->pinned, item);
	else
		list_add(f->arena, &f->tags, item);
}

static bool set_date(struct filling *f, struct text value, bool updated, struct error *error)
{
	struct day day;
	if (value.n == 0 || (f->updated && !updated))
		return true;
	if (!day_parse(value, &day)) {
		error->name = value;
		return error_input(error, NULL, N_("« {name} » n'est pas une date (2021-07-08)."));
	}
	f->d.date = day.n;
	f->updated = updated;
	return true;
}

/* Yes or no, as people write it. */
static bool is_yes(struct text value)
{
	return text_is(value, "oui") || text_is(value, "yes") || text_is(value, "true") || text_is(value, "1");
}

static bool set_rest(struct filling *f, struct text key, struct text value, struct error *error)
{
	if (text_is(key, "date") || text_is(key, "updated"))
		return set_date(f, value, true, error);
	if (text_is(key, "published"))
		return set_date(f, value, false, error);
	if (text_is(key, "audience"))
		f->d.audience = value.n == 0 || text_is(value, "public")       ? SIMILAR_EVERYONE
		                : text_equal(value, f->taker->audience) ? SIMILAR_MINE : SIMILAR_OTHERS;
	else if (text_is(key, "barred"))
		f->d.barred = is_yes(value);
	else if (text_is(key, "topic"))
		add_item(f, text("tags"), value);
	else if (text_is(key, "tags") || text_is(key, "pinned"))
		for (struct text rest = value; rest.at;)
			add_item(f, key, text_cut(&rest, ','));
	return true; /* other keys are for others */
}

static bool set(struct filling *f, struct text key, struct text value, struct error *error)
{
	return set_text(f, key, value) || set_rest(f, key, value, error);
}

static bool take(struct filling *f, struct error *error)
{
	f->d.tags = f->tags.at;
	f->d.tags_n = f->tags.n;
	f->d.pinned = f->pinned.at;
	f->d.pinned_n = f->pinned.n;
	return f->taker->take(f->taker->user, &f->d, error);
}

/* ---- Markdown ---- */

bool similar_read_markdown(struct arena *arena, struct text whole, struct text id, const struct similar_taker *taker,
                           struct place *place, struct error *error)
{
	struct filling f = { .arena = arena, .taker = taker, .d.id = id };
	struct text rest = whole, line = text_cut(&rest, '\n');
	*place = (struct place){ 1, 1 };
	if (!text_is(text_trim(line), "---")) {
		f.d.body = whole;
		return take(&f, error);
	}
	for (;;) {
		place->line++;
		line = text_trim(text_cut(&rest, '\n'));
		if (text_is(line, "---"))
			break;
		if (!rest.at)
			return error_input(error, NULL, N_("L'en-tête n'est pas fini : il manque sa dernière ligne, « --- »."));
		struct text value = line, key = text_trim(text_cut(&value, ':'));
		if (line.n > 0 && !value.at)
			return error_input(error, NULL, N_("Une ligne d'en-tête s'écrit « clé: valeur »."));
		if (!set(&f, key, text_trim(value), error))
			return false;
	}
	f.d.body = rest;
	*place = (struct place){ 1, 1 };
	return take(&f, error);
}

/* ---- CSV ---- */

static bool read_row(struct csv_reader *csv, const struct csv_row *row, const struct text *keys, size_t n,
                     const struct similar_taker *taker, struct place *place, struct error *error)
{
	struct filling f = { .arena = csv->arena, .taker = taker };
	if (row->n != n) {
		*place = csv_place(csv, row->n);
		error->n = (int64_t)n;
		return error_input(error, NULL, N_("Cette ligne n'a pas autant de cellules que la première ({n})."));
	}
	for (size_t i = 0; i < n; i++)
		if (!set(&f, keys[i], text_trim(row->cells[i]), error)) {
			*place = csv_place(csv, i);
			return false;
		}
	*place = (struct place){ row->line, 1 };
	return take(&f, error);
}

bool similar_read_csv(struct arena *arena, struct text whole, const struct similar_taker *taker, struct place *place,
                      struct error *error)
{
	struct csv_reader csv;
	struct csv_row row;
	csv_open(&csv, arena, whole);
	*place = (struct place){ 1, 1 };
	bool read = csv_next(&csv, &row);
	if (!read && !csv_failed(&csv))
		return error_input(error, NULL, N_("Ce fichier est vide : sa première ligne doit nommer les colonnes."));
	size_t n = read ? row.n : 0;
	struct text *keys = arena_many(arena, struct text, n);
	for (size_t i = 0; i < n; i++)
		keys[i] = text_copy(arena, text_trim(row.cells[i]));
	if (read && csv_find(&row, "id") == row.n)
		return error_input(error, NULL, N_("Il manque une colonne « id »."));
	while (read && csv_next(&csv, &row))
		if (!read_row(&csv, &row, keys, n, taker, place, error))
			return false;
	if (csv_failed(&csv)) {
		*error = csv.err;
		*place = csv.place;
	}
	return !csv_failed(&csv);
}

/* ---- JSON ---- */

static struct text text_of_json(struct arena *arena, const json_t *value)
{
	if (json_is_string(value))
		return (struct text){ json_string_value(value), json_string_length(value) };
	if (json_is_integer(value))
		return text_format(arena, "%lld", (long long)json_integer_value(value));
	return json_is_true(value) ? text("true") : NO_TEXT;
}

static bool set_json(struct filling *f, struct text key, const json_t *value, struct error *error)
{
	size_t i;
	json_t *item;
	if (!json_is_array(value))
		return set(f, key, text_of_json(f->arena, value), error);
	if (!text_is(key, "tags") && !text_is(key, "pinned"))
		return true;
	json_array_foreach(value, i, item)
		add_item(f, key, text_of_json(f->arena, item));
	return true;
}

/* Jansson keeps no place of what it has read: the number of the document is what can be told. */
static bool read_object(struct arena *arena, json_t *object, const struct similar_taker *taker, struct error *error)
{
	struct filling f = { .arena = arena, .taker = taker };
	const char *key;
	json_t *value;
	if (!json_is_object(object))
		return error_input(error, NULL, N_("Un contenu n'est pas un objet JSON."));
	json_object_foreach(object, key, value)
		if (!set_json(&f, text_of(key), value, error))
			return false;
	return take(&f, error);
}

static void clean_json(json_t **json)
{
	json_decref(*json);
}

bool similar_read_json(struct arena *arena, struct text whole, const struct similar_taker *taker, struct place *place,
                       struct error *error)
{
	json_error_t fault;
	json_t *item;
	size_t i;
	*place = (struct place){ 0, 0 };
	/* Texts of documents stay in what was parsed: it lives until all are taken. */
	__attribute__((cleanup(clean_json))) json_t *all = json_loadb(whole.at ? whole.at : "", whole.n, JSON_REJECT_DUPLICATES, &fault);
	if (!all) {
		*place = (struct place){ fault.line > 0 ? (size_t)fault.line : 1, fault.column > 0 ? (size_t)fault.column : 1 };
		return error_input(error, NULL, N_("Ce n'est pas du JSON."));
	}
	if (!json_is_array(all))
		return error_input(error, NULL, N_("Ce JSON n'est pas une liste de contenus."));
	json_array_foreach(all, i, item)
		if (!read_object(arena, item, taker, error)) {
			error->name = text_copy(arena, error->name);
			return false;
		}
	return true;
}
