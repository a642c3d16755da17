/* URLs: building from a pattern and values, percent-encoding both ways, and the checks that
 * make an address safe to go to. Pure: nothing here knows of requests. */
#include "http/url.h"

#include "base/arena.h"
#include "base/check.h"


/* What stands as it is: unreserved in a value, and also the rest in an address that was typed, whose
 * other bytes no address may hold (RFC 3986: pchar, "/", "?", "#", "[" and "]"). */
enum { IN_VALUE = 1, IN_ADDRESS = 2, IN_BOTH = IN_VALUE | IN_ADDRESS };
static const unsigned char stands[256] = {
	['a' ... 'z'] = IN_BOTH, ['A' ... 'Z'] = IN_BOTH, ['0' ... '9'] = IN_BOTH, ['-'] = IN_BOTH, ['.'] = IN_BOTH,
	['_'] = IN_BOTH, ['~'] = IN_BOTH, ['!'] = IN_ADDRESS, ['$'] = IN_ADDRESS, ['&'] = IN_ADDRESS,
	['\''] = IN_ADDRESS, ['('] = IN_ADDRESS, [')'] = IN_ADDRESS, ['*'] = IN_ADDRESS, ['+'] = IN_ADDRESS,
	[','] = IN_ADDRESS, [';'] = IN_ADDRESS, ['='] = IN_ADDRESS, [':'] = IN_ADDRESS, ['@'] = IN_ADDRESS,
	['/'] = IN_ADDRESS, ['?'] = IN_ADDRESS, ['%'] = IN_ADDRESS, ['#'] = IN_ADDRESS, ['['] = IN_ADDRESS,
	[']'] = IN_ADDRESS,
};

static void write_percent(struct buffer *out, char c)
{
	static const char digits[] = "0123456789ABCDEF";
	unsigned char byte = (unsigned char)c;
	buffer_char(out, '%');
	buffer_char(out, digits[byte >> 4]);
	buffer_char(out, digits[byte & 15]);
}

/* Bytes that may stand as they are go out in runs. */
static void write_encoded(struct buffer *out, struct text t, unsigned where)
{
	size_t from = 0;
	for (size_t i = 0; i < t.n; i++) {
		if (stands[(unsigned char)t.at[i]] & where)
			continue;
		buffer_text(out, text_slice(t, from, i));
		write_percent(out, t.at[i]);
		from = i + 1;
	}
	buffer_text(out, text_slice(t, from, t.n));
}

void url_encode(struct buffer *out, struct text t)
{
	write_encoded(out, t, IN_VALUE);
}

static void write_value(struct buffer *out, const struct value *v)
{
	check(v->kind == VALUE_INT || v->kind == VALUE_TEXT);
	if (v->kind == VALUE_INT)
		buffer_int(out, v->i);
	else
		url_encode(out, v->t);
}

void url_write(struct buffer *out, struct url url)
{
	if (!url.pattern) {
		write_encoded(out, url.values[0].t, IN_ADDRESS);
		return;
	}
	struct text rest = text_of(url.pattern);
	while (rest.n > 0) {
		buffer_text(out, text_cut(&rest, '$'));
		if (!rest.at)
			return;
		int which = rest.n > 0 ? rest.at[0] - '1' : -1;
		check(which >= 0 && which < URL_VALUES);
		write_value(out, &url.values[which]);
		rest = text_slice(rest, 1, rest.n);
	}
}

struct url url_external(struct text t)
{
	static const char *const schemes[] = { "https://", "http://", "mailto:", "tel:" };
	ARENA_SCOPED scratch = arena_new();
	struct text lower = text_lower(scratch, text_slice(t, 0, t.n < 8 ? t.n : 8));
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
		if (text_starts(lower, schemes[i]))
			return (struct url){ NULL, { value_text(t) } };
	return (struct url){ NULL, { value_text(text("#")) } };
}

struct text url_text(struct arena *arena, struct url url)
{
	return url_absolute(arena, NO_TEXT, url);
}

struct text url_absolute(struct arena *arena, struct text base_url, struct url url)
{
	enum { LONGEST = 1 << 16 };
	struct buffer out;
	buffer_init(&out, LONGEST);
	buffer_text(&out, base_url);
	url_write(&out, url);
	struct text copy = buffer_failed(&out) ? text("#") : text_copy(arena, buffer_view(&out));
	buffer_free(&out);
	return copy;
}

struct text url_host(struct text base_url)
{
	struct text rest = base_url;
	size_t scheme = text_find(rest, text("://"));
	if (scheme < rest.n)
		rest = text_slice(rest, scheme + 3, rest.n);
	struct text host = text_cut(&rest, '/');
	return text_cut(&host, ':');
}

/* Typed by anyone into an address: it must not lead off the site after signing in. */
struct text url_back(struct text typed)
{
	enum { LONGEST = 2000 };
	if (typed.n == 0 || typed.n > LONGEST || typed.at[0] != '/')
		return text("/");
	/* "//host" and "/\host" would leave the site; browsers drop tabs and line ends. */
	if (typed.n > 1 && typed.at[1] == '/')
		return text("/");
	for (size_t i = 0; i < typed.n; i++)
		if ((unsigned char)typed.at[i] < ' ' || typed.at[i] == '\\' || typed.at[i] == 0x7f)
			return text("/");
	return typed;
}

struct url url_local(struct text path)
{
	return (struct url){ NULL, { value_text(url_back(path)) } };
}

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static bool decode(struct arena *arena, struct text t, bool plus_is_space, struct text *out)
{
	char *at = arena_alloc(arena, t.n);
	size_t n = 0;
	for (size_t i = 0; i < t.n; i++) {
		char c = t.at[i];
		if (c == '%') {
			int high = t.n - i > 2 ? hex_value(t.at[i + 1]) : -1;
			int low = t.n - i > 2 ? hex_value(t.at[i + 2]) : -1;
			if (high < 0 || low < 0)
				return false;
			c = (char)(high << 4 | low);
			i += 2;
		} else if (c == '+' && plus_is_space) {
			c = ' ';
		}
		at[n++] = c;
	}
	*out = (struct text){ at, n };
	return text_valid(*out);
}

bool url_decode(struct arena *arena, struct text t, struct text *out)
{
	return decode(arena, t, true, out);
}

bool url_decode_path(struct arena *arena, struct text t, struct text *out)
{
	return decode(arena, t, false, out);
}
