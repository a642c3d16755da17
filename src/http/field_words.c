/* What people type, understood. Dates and hours are rewritten as ISO 8601 and read by base,
 * which knows the calendar. */
#include "http/field_words.h"

#include "base/arena.h"

#include <string.h>

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Bytes of the space at i: ASCII, no-break (U+00A0) or narrow no-break (U+202F); 0: none. */
static size_t space_at(struct text t, size_t i)
{
	struct text rest = text_slice(t, i, t.n);
	if (rest.at[0] == ' ' || rest.at[0] == '\t')
		return 1;
	if (text_starts(rest, "\u00a0"))
		return 2;
	return text_starts(rest, "\u202f") ? 3 : 0;
}

static struct text without_spaces(struct arena *arena, struct text t)
{
	char *at = arena_alloc(arena, t.n);
	size_t n = 0;
	for (size_t i = 0; i < t.n;) {
		size_t space = space_at(t, i);
		if (space == 0)
			at[n++] = t.at[i++];
		i += space;
	}
	return (struct text){ at, n };
}

struct text words_one_line(struct arena *arena, struct text t)
{
	if (text_find(t, text("\n")) == t.n && text_find(t, text("\r")) == t.n)
		return t;
	char *at = arena_alloc(arena, t.n);
	for (size_t i = 0; i < t.n; i++)
		at[i] = t.at[i] == '\n' || t.at[i] == '\r' ? ' ' : t.at[i];
	return (struct text){ at, t.n };
}

/* "exemple.fr": labels of letters, digits and inner hyphens, at least two of them. */
static bool is_domain(struct text t)
{
	size_t labels = 0;
	while (t.at) {
		struct text label = text_cut(&t, '.');
		if (label.n == 0 || label.n > 63 || label.at[0] == '-' || label.at[label.n - 1] == '-')
			return false;
		for (size_t i = 0; i < label.n; i++)
			if (!is_letter(label.at[i]) && !is_digit(label.at[i]) && label.at[i] != '-')
				return false;
		labels++;
	}
	return labels >= 2;
}

/* Stricter than RFC 5322, which allows what nobody has: a mistake of typing is seen now rather
 * than in a mail that comes back. */
bool words_email(struct text t)
{
	struct text domain = t, local = text_cut(&domain, '@');
	if (local.n == 0 || local.n > 64 || local.at[0] == '.' || local.at[local.n - 1] == '.' ||
	    text_find(local, text("..")) < local.n)
		return false;
	for (size_t i = 0; i < local.n; i++)
		if (!is_letter(local.at[i]) && !is_digit(local.at[i]) && !strchr("!#$%&'*+-/=?^_`{|}~.", local.at[i]))
			return false;
	return is_domain(domain);
}

/* "exemple.fr:8080" is refused with the schemes that are not of the web: it looks like one. */
bool words_web_address(struct arena *arena, struct text t, struct text *out)
{
	struct text lower = text_lower(arena, text_slice(t, 0, t.n < 8 ? t.n : 8));
	struct text full = t;
	size_t scheme = text_starts(lower, "https://") ? 8 : text_starts(lower, "http://") ? 7 : 0;
	if (scheme == 0) {
		if (text_find(t, text(":")) < t.n)
			return false;
		full = text_join(arena, text("https://"), t);
		scheme = 8;
	}
	struct text rest = text_slice(full, scheme, full.n);
	size_t end = 0;
	while (end < rest.n && !strchr("/?#:", rest.at[end]))
		end++;
	for (size_t i = 0; i < rest.n; i++)
		if (space_at(rest, i) || (unsigned char)rest.at[i] < ' ')
			return false;
	*out = full;
	return is_domain(text_slice(rest, 0, end));
}

/* "12,345,678" → "12345678"; the text itself when its commas are not thousands. */
static struct text without_thousands(struct arena *arena, struct text t)
{
	struct text rest = t, joined = text_cut(&rest, ',');
	if (joined.n == 0 || joined.n > 3)
		return t;
	while (rest.at) {
		struct text group = text_cut(&rest, ',');
		if (group.n != 3)
			return t;
		joined = text_join(arena, joined, group);
	}
	return joined;
}

/* "12,345" is twelve and a bit in French, thousands in English: read by the page's language. */
bool words_number(struct arena *arena, enum lang lang, struct text t, int64_t *out)
{
	t = without_spaces(arena, t);
	if (lang == LANG_EN)
		t = without_thousands(arena, t);
	size_t whole = 0;
	while (whole < t.n && t.at[whole] != ',' && t.at[whole] != '.')
		whole++;
	/* Decimals may be written when they say nothing. */
	for (size_t i = whole + 1; i < t.n; i++)
		if (t.at[i] != '0')
			return false;
	return text_to_int(text_slice(t, 0, whole), out);
}

/* Cuts one or two digits, or four; -1 when there are none. */
static int cut_digits(struct text *rest, size_t most)
{
	int value = 0;
	size_t n = 0;
	for (; n < most && n < rest->n && is_digit(rest->at[n]); n++)
		value = value * 10 + (rest->at[n] - '0');
	*rest = text_slice(*rest, n, rest->n);
	return n ? value : -1;
}

static bool cut_char(struct text *rest, const char *one_of)
{
	if (rest->n == 0 || rest->at[0] == 0 || !strchr(one_of, rest->at[0]))
		return false;
	*rest = text_slice(*rest, 1, rest->n);
	return true;
}

/* Day first, always: the pages are of France, in both languages, and say so in their help. */
bool words_day(struct arena *arena, struct text t, struct day *out)
{
	if (day_parse(t, out))
		return true;
	struct text rest = without_spaces(arena, t);
	int day = cut_digits(&rest, 2);
	bool right = cut_char(&rest, "/.-");
	int month = cut_digits(&rest, 2);
	right = right && cut_char(&rest, "/.-") && rest.n == 4;
	int year = cut_digits(&rest, 4);
	if (!right || day < 0 || month < 0 || year < 0 || rest.n > 0)
		return false;
	return day_parse(text_format(arena, "%04d-%02d-%02d", year, month, day), out);
}

bool words_clock(struct arena *arena, struct text t, int64_t *out)
{
	struct text rest = without_spaces(arena, t);
	int hour = cut_digits(&rest, 2), minute = 0;
	bool right = hour >= 0 && cut_char(&rest, "hH:");
	if (rest.n > 0) {
		right = right && rest.n == 2;
		minute = cut_digits(&rest, 2);
	} else if (t.at[t.n - 1] == ':') {
		return false;
	}
	if (!right || minute < 0 || rest.n > 0)
		return false;
	return clock_parse(text_format(arena, "%02d:%02d", hour, minute), out);
}

/* What a browser's own field sends, or a day and an hour as people write them. */
bool words_instant(struct arena *arena, struct text t, struct instant *out)
{
	struct day day;
	int64_t minutes;
	if (instant_parse(t, out))
		return true;
	size_t end = 0;
	while (end < t.n && t.at[end] != ',' && t.at[end] != 'T' && space_at(t, end) == 0)
		end++;
	struct text rest = text_slice(t, end, t.n);
	cut_char(&rest, ",T");
	rest = text_trim(rest);
	if (rest.n == 0 || !words_day(arena, text_slice(t, 0, end), &day) || !words_clock(arena, rest, &minutes))
		return false;
	*out = day_at(day, (int)(minutes / 60), (int)(minutes % 60));
	return true;
}

bool words_accepted(const char *accept, struct text file_name)
{
	struct text rest = text_of(accept);
	if (rest.n == 0)
		return true;
	ARENA_SCOPED scratch = arena_new();
	struct text lower = text_lower(scratch, file_name);
	while (rest.n > 0)
		if (text_ends(lower, text_z(scratch, text_trim(text_cut(&rest, ',')))))
			return true;
	return false;
}
