/* Searching the official table as people type: names are scanned in the order of population,
 * so the scan stops at the first ones found; the rarest word alone costs a pass over 450 KB
 * (a quarter of a millisecond). Rows of the database live in territory.c. */
#include "base/translate.h"
#include "people/places.h"
#include "people/territory.h"

#include <string.h>

static const char *const kind_names[] = { "commune", "epci", "departement", "region" };

static struct text place_code(size_t i)
{
	return text_of(places[i].code);
}

static struct text place_name(size_t i)
{
	return (struct text){ places_names + places[i].name, places[i + 1].name - places[i].name - 1 };
}

static struct territory territory_of(size_t i)
{
	const struct place *place = &places[i];
	struct territory found = {
		.kind = text_of(kind_names[place->kind]),
		.code = place_code(i),
		.name = place_name(i),
		.population = place->population,
	};
	if (place->departement != PLACE_NONE)
		found.departement = text_of(places[place->departement].code + sizeof "DEP-" - 1);
	if (place->epci != PLACE_NONE)
		found.epci = place_code(place->epci);
	return found;
}

/* The place of that code, or places_n. */
static size_t place_by_code(struct text code)
{
	size_t low = 0, high = places_n;
	while (low < high) {
		size_t middle = (low + high) / 2, i = places_by_code[middle];
		int order = text_compare(place_code(i), code);
		if (order == 0)
			return i;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return places_n;
}

const struct territory *territory_by_code(struct arena *arena, struct text code)
{
	size_t i = place_by_code(code);
	if (i == places_n)
		return NULL;
	struct territory found = territory_of(i);
	return arena_copy(arena, &found, sizeof found);
}

/* What is being looked for, and what has been found. */
enum { WORDS = 8 };
struct search {
	struct text kind, words[WORDS]; /* each with the space that begins it; the longest first */
	size_t n_words;
	struct territory *found;
	size_t *index;
	size_t n, limit;
};

static bool full(const struct search *s)
{
	return s->n == s->limit;
}

static void add(struct search *s, size_t i)
{
	if (full(s) || (s->kind.n && !text_is(s->kind, kind_names[places[i].kind])))
		return;
	for (size_t k = 0; k < s->n; k++)
		if (s->index[k] == i)
			return;
	s->index[s->n] = i;
	s->found[s->n++] = territory_of(i);
}

/* The place whose folded name holds that offset, looking from `from` on. */
static size_t place_at(size_t from, size_t offset)
{
	size_t low = from, high = places_n;
	for (size_t step = 1; low + step < high; step *= 2) { /* hits are often near each other */
		if (places[low + step].folded > offset)
			high = low + step;
		else
			low += step;
	}
	while (high - low > 1) {
		size_t middle = (low + high) / 2;
		if (places[middle].folded <= offset)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static bool holds_every_word(const struct search *s, size_t i)
{
	struct text name = { places_folded + places[i].folded, places[i + 1].folded - places[i].folded };
	for (size_t k = 1; k < s->n_words; k++)
		if (text_find(name, s->words[k]) == name.n)
			return false;
	return true;
}

static void scan(struct search *s)
{
	size_t end = places[places_n].folded;
	for (size_t i = 0; i < places_n && !full(s); i++) {
		size_t from = places[i].folded;
		const char *hit = memmem(places_folded + from, end - from, s->words[0].at, s->words[0].n);
		if (!hit)
			return;
		i = place_at(i, (size_t)(hit - places_folded));
		if (holds_every_word(s, i))
			add(s, i);
	}
}

/* " lens\n" finds Lens, before the larger group of communes that bears its name. */
static void scan_exact(struct search *s, struct text line)
{
	size_t at = 0, end = places[places_n].folded;
	while (at < end && !full(s)) {
		const char *hit = memmem(places_folded + at, end - at, line.at, line.n);
		if (!hit)
			return;
		at = (size_t)(hit - places_folded);
		size_t i = place_at(0, at);
		if (places[i].folded == at)
			add(s, i);
		at += line.n;
	}
}

/* "st omer" is looked for as " saint" and " omer", as the table writes them; a last "st" may
 * be the beginning of Strasbourg. Returns the whole line, words and spaces. */
static struct text split(struct arena *arena, struct search *s, struct text folded)
{
	struct text line = NO_TEXT, rest = folded;
	while (rest.n && s->n_words < WORDS) {
		struct text word = text_cut(&rest, ' ');
		if (rest.n && text_is(word, "st"))
			word = text("saint");
		else if (rest.n && text_is(word, "ste"))
			word = text("sainte");
		word = text_join(arena, text(" "), word);
		line = text_join(arena, line, word);
		s->words[s->n_words++] = word;
		if (word.n > s->words[0].n) {
			s->words[s->n_words - 1] = s->words[0];
			s->words[0] = word;
		}
	}
	return text_join(arena, line, text("\n"));
}

static struct text upper(struct arena *arena, struct text a)
{
	char *at = arena_copy(arena, a.at, a.n);
	for (size_t i = 0; i < a.n; i++)
		if (at[i] >= 'a' && at[i] <= 'z')
			at[i] = (char)(at[i] - 'a' + 'A');
	return (struct text){ at, a.n };
}

struct rows territory_search(struct arena *arena, struct text kind, struct text words, size_t limit)
{
	struct search s = {
		.kind = kind,
		.limit = limit,
		.found = arena_many(arena, struct territory, limit),
		.index = arena_many(arena, size_t, limit),
	};
	size_t code = place_by_code(upper(arena, text_trim(words)));
	if (code < places_n)
		add(&s, code);
	struct text line = split(arena, &s, text_fold(arena, words));
	if (s.n_words) {
		scan_exact(&s, line);
		scan(&s);
	}
	return (struct rows){ .n = s.n, .at = s.found };
}

struct text territory_detail(struct arena *arena, enum lang lang, const struct territory *t)
{
	size_t departement = place_by_code(text_join(arena, text("DEP-"), t->departement));
	struct text where = t->departement.n && departement < places_n ? place_name(departement) : NO_TEXT;
	struct text people = t->population
	    ? translate_n(arena, lang, "{n} habitant", "{n} habitants", t->population, NULL)
	    : NO_TEXT;
	if (!where.n || !people.n)
		return where.n ? where : people;
	return text_format(arena, "%" TEXT " · %" TEXT, text_args(where), text_args(people));
}
