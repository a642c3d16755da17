/* Addresses and entities of Markdown, and plain paragraphs. */
#include "html/markdown_words.h"

#include "base/arena.h"

#include <utf8proc.h>

/* "/path", but neither "//host" nor "/\host", which browsers read as another site. */
static bool is_site_path(struct text t)
{
	if (t.n == 0 || t.at[0] != '/' || (t.n > 1 && t.at[1] == '/'))
		return false;
	for (size_t i = 0; i < t.n; i++)
		if (t.at[i] == '\\' || (unsigned char)t.at[i] <= ' ')
			return false;
	return true;
}

static struct url as_typed(struct text t)
{
	return (struct url){ NULL, { value_text(t) } };
}

bool markdown_image(struct text t, struct url *out)
{
	*out = as_typed(t);
	return is_site_path(t);
}

bool markdown_link(struct text t, struct url *out)
{
	if (is_site_path(t) || (t.n > 1 && t.at[0] == '#')) {
		*out = as_typed(t);
		return true;
	}
	*out = url_external(t);
	return !text_is(out->values[0].t, "#");
}

/* The few names that people paste; HTML has two thousand more. */
static const struct { const char *name, *text; } names[] = {
	{ "amp", "&" },      { "lt", "<" },       { "gt", ">" },        { "quot", "\"" },    { "apos", "'" },
	{ "nbsp", "\u00a0" }, { "euro", "€" },    { "hellip", "…" },    { "ndash", "–" },    { "mdash", "—" },
	{ "laquo", "«" },    { "raquo", "»" },    { "lsquo", "‘" },     { "rsquo", "’" },    { "ldquo", "“" },
	{ "rdquo", "”" },    { "eacute", "é" },   { "egrave", "è" },    { "ecirc", "ê" },    { "agrave", "à" },
	{ "acirc", "â" },    { "ccedil", "ç" },   { "ugrave", "ù" },    { "ucirc", "û" },    { "ocirc", "ô" },
	{ "icirc", "î" },    { "iuml", "ï" },     { "euml", "ë" },      { "oelig", "œ" },    { "Eacute", "É" },
	{ "Agrave", "À" },   { "Ccedil", "Ç" },   { "copy", "©" },      { "deg", "°" },      { "times", "×" },
	{ "rarr", "→" },     { "larr", "←" },     { "bull", "•" },      { "middot", "·" },   { "shy", "\u00ad" },
};

static int digit_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : 16;
}

/* "233" or "xe9"; what is no character people could type becomes U+FFFD. */
static struct text numeric(struct arena *arena, struct text t)
{
	enum { REPLACEMENT = 0xfffd, LARGEST = 0x10ffff };
	int base = t.n > 0 && (t.at[0] == 'x' || t.at[0] == 'X') ? 16 : 10;
	int32_t point = 0;
	for (size_t i = base == 16; i < t.n && point <= LARGEST; i++) {
		int digit = digit_value(t.at[i]);
		point = digit < base ? point * base + digit : LARGEST + 1;
	}
	bool control = point < ' ' || (point >= 0x7f && point < 0xa0);
	if (control || !utf8proc_codepoint_valid(point))
		point = REPLACEMENT;
	utf8proc_uint8_t bytes[4];
	utf8proc_ssize_t n = utf8proc_encode_char(point, bytes);
	return (struct text){ arena_copy(arena, bytes, (size_t)n), (size_t)n };
}

struct text markdown_entity(struct arena *arena, struct text entity)
{
	if (entity.n < 3)
		return entity;
	struct text name = text_slice(entity, 1, entity.n - 1);
	if (name.at[0] == '#')
		return numeric(arena, text_slice(name, 1, name.n));
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (text_is(name, names[i].name))
			return text_of(names[i].text);
	return entity;
}
