/* Rows of a .pb file: cells between semicolons, quotes where there are some. */
#include "formats/pabulib_rows.h"

#include <string.h>

void pb_open(struct pb_reader *r, struct arena *arena, struct text whole, struct place *place, struct error *err)
{
	*r = (struct pb_reader){ .arena = arena, .whole = whole, .place = place, .err = err };
	r->at = text_starts(whole, "\xEF\xBB\xBF") ? 3 : 0;
	r->line_end = whole.n && memchr(whole.at, '\n', whole.n) ? '\n' : '\r';
}

bool pb_refuse(struct pb_reader *r, const char *at, const char *message, struct text name)
{
	if (error_is(r->err))
		return false;
	bool inside = at && at >= r->whole.at && at <= r->whole.at + r->whole.n;
	*r->place = place_of(r->whole, inside ? (size_t)(at - r->whole.at) : r->row.offset);
	r->err->name = name;
	return error_input(r->err, NULL, message);
}

/* --- cells --- */

/* ASCII white space: what stands around cells. */
static struct text bare(struct text t)
{
	while (t.n > 0 && (unsigned char)t.at[0] <= ' ') {
		t.at++;
		t.n--;
	}
	while (t.n > 0 && (unsigned char)t.at[t.n - 1] <= ' ')
		t.n--;
	return t;
}

/* Where the quoted text that begins the line ends: its closing quote, the last before the
 * separator or the line's end; NULL when these quotes are not around a cell. */
static const char *closing_quote(struct text line, size_t *doubled)
{
	const char *end = line.at + line.n, *at = line.at + 1;
	*doubled = 0;
	while ((at = memchr(at, '"', (size_t)(end - at))) != NULL) {
		if (at + 1 == end || at[1] != '"')
			break;
		(*doubled)++;
		at += 2;
	}
	if (!at)
		return NULL;
	const char *after = at + 1;
	while (after < end && *after == ' ')
		after++;
	return after == end || *after == ';' ? at : NULL;
}

static struct text undoubled(struct arena *arena, struct text t)
{
	char *at = arena_alloc(arena, t.n);
	size_t n = 0;
	for (size_t i = 0; i < t.n; i++) {
		at[n++] = t.at[i];
		i += t.at[i] == '"' && i + 1 < t.n && t.at[i + 1] == '"';
	}
	return (struct text){ at, n };
}

/* Cuts the first cell off the line; line->at is NULL after the last. */
static struct text cut_cell(struct pb_reader *r, struct text *line)
{
	struct text start = bare(*line);
	if (start.n == 0 || start.at[0] != '"')
		return bare(text_cut(line, ';'));
	size_t doubled;
	const char *quote = closing_quote(start, &doubled);
	if (!quote) /* a quote that is part of the words */
		return bare(text_cut(line, ';'));
	struct text inside = { start.at + 1, (size_t)(quote - start.at) - 1 };
	struct text rest = { quote + 1, (size_t)(line->at + line->n - (quote + 1)) };
	text_cut(&rest, ';');
	*line = rest;
	return bare(doubled ? undoubled(r->arena, inside) : inside);
}

static bool split(struct pb_reader *r, struct text line)
{
	r->row.n = 0;
	while (line.at) {
		if (r->row.n == ROW_CELLS_MAX)
			return pb_refuse(r, line.at, N_("cette ligne a plus de cellules que ce format n'en connaît"), NO_TEXT);
		r->row.cells[r->row.n++] = cut_cell(r, &line);
	}
	return true;
}

bool pb_next(struct pb_reader *r)
{
	while (r->at < r->whole.n) {
		const char *from = r->whole.at + r->at;
		const char *end = memchr(from, r->line_end, r->whole.n - r->at);
		size_t n = end ? (size_t)(end - from) : r->whole.n - r->at;
		r->row.offset = r->at;
		r->at += n + (end != NULL);
		struct text line = bare((struct text){ from, n });
		if (line.n > 0)
			return split(r, line);
	}
	r->row.offset = r->whole.n;
	return false;
}

/* --- names --- */

void pb_names_open(struct pb_names *names, struct arena *arena)
{
	enum { FIRST = 64 };
	*names = (struct pb_names){ .arena = arena, .cap = FIRST };
	names->at = arena_many(arena, struct text, FIRST);
	names->slots = arena_many(arena, uint32_t, 2 * FIRST);
}

static size_t hash(struct text t)
{
	uint64_t h = t.n;
	size_t i = 0;
	for (; i + 8 <= t.n; i += 8) {
		uint64_t word;
		memcpy(&word, t.at + i, sizeof word);
		h = (h ^ word) * 0x9e3779b97f4a7c15;
		h ^= h >> 32;
	}
	for (; i < t.n; i++)
		h = (h ^ (unsigned char)t.at[i]) * 0x100000001b3;
	h *= 0x9e3779b97f4a7c15;
	return (size_t)(h ^ h >> 32);
}

static uint32_t *slot_of(const struct pb_names *names, struct text name)
{
	size_t mask = 2 * names->cap - 1, at = hash(name) & mask;
	while (names->slots[at] && !text_equal(names->at[names->slots[at] - 1], name))
		at = (at + 1) & mask;
	return &names->slots[at];
}

uint32_t pb_names_find(const struct pb_names *names, struct text name)
{
	return *slot_of(names, name) - 1; /* 0 - 1: PABULIB_NONE */
}

static void grow(struct pb_names *names)
{
	size_t old = names->cap * sizeof *names->at;
	names->at = arena_grow(names->arena, names->at, old, 2 * old);
	names->cap *= 2;
	names->slots = arena_many(names->arena, uint32_t, 2 * names->cap);
	for (uint32_t i = 0; i < names->n; i++)
		*slot_of(names, names->at[i]) = i + 1;
}

uint32_t pb_names_add(struct pb_names *names, struct text name, bool *known)
{
	uint32_t *slot = slot_of(names, name);
	*known = *slot != 0;
	if (*known)
		return *slot - 1;
	if (names->n == names->cap) {
		grow(names);
		slot = slot_of(names, name);
	}
	names->at[names->n++] = name;
	*slot = (uint32_t)names->n;
	return *slot - 1;
}
