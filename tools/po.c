/* PO: line by line; a line of quotes alone continues the string before it. */
#include "po.h"

#include "base/list.h"

struct reader {
	struct arena *arena;
	struct po *po;
	struct po_error *error;
	struct po_entry entry;
	const char **into;     /* the string being read */
	bool any, fuzzy;
	int line;
};

static bool wrong(struct reader *r, const char *message)
{
	*r->error = (struct po_error){ r->line, message };
	return false;
}

static char escaped(char c)
{
	switch (c) {
	case 'n': return '\n';
	case 't': return '\t';
	case '"':
	case '\\': return c;
	default: return 0;
	}
}

/* "…" at the end of a line, added to the string being read. */
static bool add_string(struct reader *r, struct text quoted)
{
	quoted = text_trim(quoted);
	if (!r->into)
		return wrong(r, "a string without a keyword");
	if (quoted.n < 2 || quoted.at[0] != '"' || quoted.at[quoted.n - 1] != '"')
		return wrong(r, "a string in double quotes is expected");
	struct text inner = text_slice(quoted, 1, quoted.n - 1);
	char *at = arena_alloc(r->arena, inner.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < inner.n; i++) {
		char c = inner.at[i];
		if (c == '"')
			return wrong(r, "a double quote without a backslash");
		if (c == '\\') {
			c = ++i < inner.n ? escaped(inner.at[i]) : 0;
			if (!c)
				return wrong(r, "only \\n \\t \\\" and \\\\ are known");
		}
		at[n++] = c;
	}
	*r->into = text_z(r->arena, text_join(r->arena, text_of(*r->into), (struct text){ at, n }));
	return true;
}

static bool end_entry(struct reader *r)
{
	if (r->any && r->entry.id[0] != '\0')
		list_add(r->arena, r->po, r->entry);
	r->entry = (struct po_entry){ .id = "" };
	r->any = r->fuzzy = false;
	r->into = NULL;
	return true;
}

static bool read_keyword(struct reader *r, struct text line)
{
	const struct { const char *word; const char **into; } keywords[] = {
		{ "msgid_plural", &r->entry.plural },
		{ "msgstr[0]", &r->entry.strings[0] },
		{ "msgstr[1]", &r->entry.strings[1] },
		{ "msgstr", &r->entry.strings[0] },
	};
	for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++) {
		size_t n = text_of(keywords[i].word).n;
		if (!text_starts(line, keywords[i].word))
			continue;
		if (!r->any || line.n == n || (line.at[n] != ' ' && line.at[n] != '\t'))
			break;
		r->into = keywords[i].into;
		return add_string(r, text_slice(line, n, line.n));
	}
	return wrong(r, "not a line of a catalogue (msgid, msgid_plural, msgstr, msgstr[0], msgstr[1])");
}

static bool read_line(struct reader *r, struct text line)
{
	if (text_starts(line, "#,")) {
		r->fuzzy = r->fuzzy || text_find(line, text("fuzzy")) < line.n;
		return true;
	}
	if (line.n == 0)
		return end_entry(r);
	if (line.at[0] == '#')
		return true;
	if (line.at[0] == '"')
		return add_string(r, line);
	if (!text_starts(line, "msgid "))
		return read_keyword(r, line);
	bool fuzzy = r->fuzzy;
	end_entry(r);
	r->any = true;
	r->entry.fuzzy = fuzzy;
	r->entry.line = r->line;
	r->into = &r->entry.id;
	return add_string(r, text_slice(line, sizeof "msgid" - 1, line.n));
}

bool po_read(struct arena *arena, struct text source, struct po *po, struct po_error *error)
{
	struct reader r = { .arena = arena, .po = po, .error = error, .entry = { .id = "" } };
	if (!text_valid(source)) {
		r.line = 1;
		return wrong(&r, "not UTF-8 text");
	}
	while (source.n > 0) {
		r.line++;
		if (!read_line(&r, text_trim(text_cut(&source, '\n'))))
			return false;
	}
	return end_entry(&r);
}
