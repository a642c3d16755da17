/* Translating: the catalogue of the language is looked up by the French message, and what it
 * names in braces is filled in. French is the language of the code: its catalogue only holds
 * the messages whose spaces must not break, made from the messages themselves. */
#include "base/translate.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/catalogue.h"

#include <math.h>
#include <string.h>

static const struct catalogue_entry *find(enum lang lang, const char *message)
{
	const struct catalogue *c = lang == LANG_EN ? &catalogue_en : &catalogue_fr;
	uint32_t mask = c->slots_n - 1;
	for (uint32_t i = catalogue_hash(message) & mask; c->slots[i]; i = (i + 1) & mask)
		if (strcmp(c->entries[c->slots[i] - 1].message, message) == 0)
			return &c->entries[c->slots[i] - 1];
	return NULL;
}

static bool text_word(const struct words *w, struct text name, struct text *out)
{
	static const struct { const char *name; size_t offset; } words[] = {
		{ "name", offsetof(struct words, name) },           { "title", offsetof(struct words, title) },
		{ "territory", offsetof(struct words, territory) }, { "cycle", offsetof(struct words, cycle) },
		{ "email", offsetof(struct words, email) },         { "place", offsetof(struct words, place) },
		{ "number", offsetof(struct words, number) },       { "kind", offsetof(struct words, kind) },
		{ "other", offsetof(struct words, other) },         { "value", offsetof(struct words, value) },
	};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (text_is(name, words[i].name)) {
			*out = *(const struct text *)((const char *)w + words[i].offset);
			return true;
		}
	return false;
}

/* What a message calls by name; false when struct words has no such member. */
static bool word(struct arena *arena, enum lang lang, const struct words *w, struct text name, struct text *out)
{
	if (text_word(w, name, out))
		return true;
	if (text_is(name, "n"))
		*out = number_text(arena, lang, w->n);
	else if (text_is(name, "of"))
		*out = number_text(arena, lang, w->of);
	else if (text_is(name, "count"))
		*out = number_text(arena, lang, w->count);
	else if (text_is(name, "date"))
		*out = instant_long(arena, lang, w->date);
	else if (text_is(name, "day"))
		*out = day_long(arena, lang, w->day);
	else if (text_is(name, "short_day"))
		*out = day_short(arena, lang, w->short_day);
	else
		return false;
	return true;
}

static void fill(struct buffer *out, struct arena *arena, enum lang lang, struct text message, const struct words *w)
{
	struct text value;
	while (message.n > 0) {
		size_t open = text_find(message, text("{"));
		size_t close = text_find(message, text("}"));
		buffer_text(out, text_slice(message, 0, open));
		if (open == message.n)
			return;
		bool known = close > open && close < message.n &&
		             word(arena, lang, w, text_slice(message, open + 1, close), &value);
		if (known)
			buffer_text(out, value);
		else
			buffer_char(out, '{');
		message = text_slice(message, known ? close + 1 : open + 1, message.n);
	}
}

static struct text filled(struct arena *arena, enum lang lang, const char *message, const struct words *w)
{
	enum { LONGEST = 1 << 20 };
	struct text all = text_of(message);
	if (!w || text_find(all, text("{")) == all.n)
		return all;
	struct buffer out;
	buffer_init(&out, LONGEST);
	fill(&out, arena, lang, all, w);
	struct text copy = text_copy(arena, buffer_view(&out));
	buffer_free(&out);
	return copy;
}

struct text translate(struct arena *arena, enum lang lang, const char *message, const struct words *w)
{
	const struct catalogue_entry *entry = find(lang, message);
	return filled(arena, lang, entry ? entry->one : message, w);
}

static bool is_one(enum lang lang, int64_t n)
{
	return lang == LANG_FR ? n > -2 && n < 2 : n == 1 || n == -1;
}

struct text translate_n(struct arena *arena, enum lang lang, const char *one, const char *many, int64_t n,
                        const struct words *w)
{
	const struct catalogue_entry *entry = find(lang, one);
	struct words with_n = w ? *w : (struct words){ 0 };
	with_n.n = n;
	if (entry && entry->many) {
		one = entry->one;
		many = entry->many;
	}
	return filled(arena, lang, is_one(lang, n) ? one : many, &with_n);
}

struct text error_text(struct arena *arena, enum lang lang, const struct error *e)
{
	if (!e->message)
		return NO_TEXT;
	return translate(arena, lang, e->message, &(struct words){ .n = e->n, .name = e->name, .date = e->date });
}

const char *lang_name(enum lang lang)
{
	static const char *const names[LANG_COUNT] = { "fr", "en" };
	return names[lang];
}

bool lang_parse(struct text t, enum lang *out)
{
	for (enum lang lang = LANG_FR; lang < LANG_COUNT; lang++)
		if (text_is(t, lang_name(lang))) {
			*out = lang;
			return true;
		}
	return false;
}

/* From five digits on, so that a year is never cut in two. */
static struct text grouped(struct arena *arena, enum lang lang, struct text digits)
{
	enum { LEAST_GROUPED = 5, GROUP = 3 };
	const struct text separator = lang == LANG_FR ? text("\u00a0") : text(",");
	struct text all;
	size_t sign = text_starts(digits, "-");
	if (digits.n - sign < LEAST_GROUPED)
		return text_copy(arena, digits);
	size_t head = sign + (digits.n - sign - 1) % GROUP + 1;
	all = text_slice(digits, 0, head);
	for (; head < digits.n; head += GROUP)
		all = TEXT_CONCAT(arena, all, separator, text_slice(digits, head, head + GROUP));
	return all;
}

struct text number_text(struct arena *arena, enum lang lang, int64_t n)
{
	char room[TEXT_DIGITS];
	return grouped(arena, lang, text_digits(room, n));
}

struct text real_text(struct arena *arena, enum lang lang, double x, int decimals)
{
	enum { MOST = 9 };
	if (!isfinite(x))
		return text("–");
	struct text rest = text_format(arena, "%.*f", decimals < 0 ? 0 : decimals > MOST ? MOST : decimals, x);
	if (text_starts(rest, "-") && text_find(text("-0.000000000"), rest) == 0)
		rest = text_slice(rest, 1, rest.n); /* rounded to nothing */
	struct text whole = grouped(arena, lang, text_cut(&rest, '.'));
	return rest.at ? TEXT_CONCAT(arena, whole, lang == LANG_FR ? text(",") : text("."), rest) : whole;
}

struct text share_text(struct arena *arena, enum lang lang, double share, int decimals)
{
	enum { HUNDRED = 100 };
	struct text sign = lang == LANG_FR ? text("\u00a0%") : text("%");
	return text_join(arena, real_text(arena, lang, share * HUNDRED, decimals), sign);
}
