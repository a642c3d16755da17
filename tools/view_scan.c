/* Scan: cuts a view's source into literals and what stands between "<%" and "%>". A line that
 * holds only C or a comment disappears whole, so that loops leave no blank lines. */
#include "view.h"

struct scan {
	struct arena *arena;
	struct text source;
	size_t at;
	struct pieces *pieces;
	struct view_error *error;
};

struct tag {
	enum piece_kind kind;
	const char *opening;
	const char *closing;
};

/* The longest opening first. */
static const struct tag tags[] = {
	{ PIECE_COMMENT, "<%--", "--%>" }, { PIECE_FILE, "<%!", "%>" },  { PIECE_VIEW, "<%@", "%>" },
	{ PIECE_VALUE, "<%=", "%>" },      { PIECE_CALL, "<%+", "%>" },  { PIECE_CODE, "<%", "%>" },
};

static const struct tag *tag_at(struct text rest)
{
	const struct tag *tag = tags;
	while (!text_starts(rest, tag->opening))
		tag++;
	return tag;
}

static void add(struct scan *s, enum piece_kind kind, size_t from, size_t to)
{
	list_add(s->arena, s->pieces, (struct piece){ .kind = kind, .offset = from,
	                                              .text = text_slice(s->source, from, to) });
}

static bool add_literal(struct scan *s, size_t to)
{
	struct text literal = text_slice(s->source, s->at, to);
	size_t stray = text_find(literal, text("%>"));
	if (stray < literal.n)
		return view_wrong(s->error, s->at + stray, "\"%%>\" without \"<%%\"");
	if (literal.n > 0)
		add(s, PIECE_LITERAL, s->at, to);
	return true;
}

/* Where the closing of the tag that opens at `from` begins; source.n when there is none. */
static size_t find_closing(const struct scan *s, const struct tag *tag, size_t from)
{
	if (tag->kind == PIECE_COMMENT)
		return from + text_find(text_slice(s->source, from, s->source.n), text_of(tag->closing));
	size_t i = from;
	while (i < s->source.n && !text_starts(text_slice(s->source, i, s->source.n), tag->closing))
		i = code_next(s->source, i);
	return i;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* The start of the line when only blanks stand before `at` in it, else `at`. */
static size_t line_start(struct text source, size_t at)
{
	size_t i = at;
	while (i > 0 && is_blank(source.at[i - 1]))
		i--;
	return i == 0 || source.at[i - 1] == '\n' ? i : at;
}

/* After the end of the line when only blanks stand after `at` in it, else `at`. */
static size_t line_end(struct text source, size_t at)
{
	size_t i = at;
	while (i < source.n && is_blank(source.at[i]))
		i++;
	if (i == source.n)
		return i;
	return source.at[i] == '\n' ? i + 1 : at;
}

static bool whole_line(struct text source, size_t open, size_t after)
{
	bool first = line_start(source, open) < open || open == 0 || source.at[open - 1] == '\n';
	bool last = line_end(source, after) > after || after == source.n;
	return first && last;
}

static bool scan_tag(struct scan *s, size_t open)
{
	const struct tag *tag = tag_at(text_slice(s->source, open, s->source.n));
	size_t from = open + text_of(tag->opening).n;
	size_t closing = find_closing(s, tag, from);
	if (closing >= s->source.n)
		return view_wrong(s->error, open, "\"%s\" without \"%s\"", tag->opening, tag->closing);
	size_t after = closing + text_of(tag->closing).n;
	bool alone = (tag->kind == PIECE_CODE || tag->kind == PIECE_COMMENT) && whole_line(s->source, open, after);
	if (!add_literal(s, alone ? line_start(s->source, open) : open))
		return false;
	add(s, tag->kind, from, closing);
	s->at = alone ? line_end(s->source, after) : after;
	return true;
}

bool view_scan(struct arena *arena, struct text source, struct pieces *pieces, struct view_error *error)
{
	struct scan s = { .arena = arena, .source = source, .pieces = pieces, .error = error };
	while (s.at < source.n) {
		size_t open = s.at + text_find(text_slice(source, s.at, source.n), text("<%"));
		if (open == source.n)
			return add_literal(&s, open);
		if (!scan_tag(&s, open))
			return false;
	}
	return true;
}
