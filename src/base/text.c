/* Text: views, copies, numbers, UTF-8. Folding is Unicode's (utf8proc). */
#include "base/text.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/check.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

struct text text_of(const char *z)
{
	return z ? (struct text){ z, strlen(z) } : NO_TEXT;
}

bool text_is(struct text a, const char *z)
{
	return text_equal(a, text_of(z));
}

bool text_equal(struct text a, struct text b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.at, b.at, a.n) == 0);
}

int text_compare(struct text a, struct text b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int order = n ? memcmp(a.at, b.at, n) : 0;
	return order ? order : (a.n > b.n) - (a.n < b.n);
}

bool text_starts(struct text a, const char *prefix)
{
	size_t n = strlen(prefix);
	return a.n >= n && (n == 0 || memcmp(a.at, prefix, n) == 0);
}

bool text_ends(struct text a, const char *suffix)
{
	size_t n = strlen(suffix);
	return a.n >= n && (n == 0 || memcmp(a.at + a.n - n, suffix, n) == 0);
}

size_t text_find(struct text a, struct text needle)
{
	if (needle.n == 0)
		return 0;
	const char *found = a.n ? memmem(a.at, a.n, needle.at, needle.n) : NULL;
	return found ? (size_t)(found - a.at) : a.n;
}

struct text text_slice(struct text a, size_t from, size_t to)
{
	check(from <= to && to <= a.n);
	return a.at ? (struct text){ a.at + from, to - from } : NO_TEXT;
}

/* Bytes of white space at the start (or the end) of a: 0, 1, or 2 for U+00A0. */
static size_t space_at(struct text a, bool end)
{
	if (a.n == 0)
		return 0;
	char c = a.at[end ? a.n - 1 : 0];
	if (c == ' ' || (c >= '\t' && c <= '\r'))
		return 1;
	return (end ? text_ends(a, "\u00a0") : text_starts(a, "\u00a0")) ? 2 : 0;
}

struct text text_trim(struct text a)
{
	for (size_t n; (n = space_at(a, false)) > 0;)
		a = text_slice(a, n, a.n);
	for (size_t n; (n = space_at(a, true)) > 0;)
		a = text_slice(a, 0, a.n - n);
	return a;
}

struct text text_cut(struct text *rest, char separator)
{
	struct text all = *rest;
	const char *found = all.n ? memchr(all.at, separator, all.n) : NULL;
	*rest = NO_TEXT;
	if (!found)
		return all;
	size_t head = (size_t)(found - all.at);
	*rest = text_slice(all, head + 1, all.n);
	return text_slice(all, 0, head);
}

struct text text_line(struct text *rest, size_t width)
{
	struct text all = *rest;
	size_t end = 0, i = 0;
	for (; i < all.n && all.at[i] != '\n'; i++) {
		if (all.at[i] != ' ')
			continue;
		if (end > 0 && text_length(text_slice(all, 0, i)) > width)
			break;
		end = i;
	}
	bool whole = i == all.n || all.at[i] == '\n';
	if (whole && (end == 0 || text_length(text_slice(all, 0, i)) <= width))
		end = i;
	*rest = end < all.n ? text_slice(all, end + 1, all.n) : NO_TEXT;
	return text_slice(all, 0, end);
}

struct text text_copy(struct arena *arena, struct text a)
{
	return (struct text){ arena_copy(arena, a.at, a.n), a.n };
}

const char *text_z(struct arena *arena, struct text a)
{
	char *z = arena_alloc(arena, a.n + 1);
	if (a.n)
		memcpy(z, a.at, a.n);
	return z;
}

struct text text_join(struct arena *arena, struct text a, struct text b)
{
	char *at = arena_alloc(arena, a.n + b.n);
	if (a.n)
		memcpy(at, a.at, a.n);
	if (b.n)
		memcpy(at + a.n, b.at, b.n);
	return (struct text){ at, a.n + b.n };
}

struct text text_format(struct arena *arena, const char *format, ...)
{
	char small[256]; /* most texts fit, and are then formatted once */
	va_list args, again;
	va_start(args, format);
	va_copy(again, args);
	check(format != NULL); /* also tells gcc, which doubts it under UBSan */
	int n = vsnprintf(small, sizeof small, format, args);
	check(n >= 0);
	char *at = arena_alloc(arena, (size_t)n + 1);
	if ((size_t)n < sizeof small)
		memcpy(at, small, (size_t)n);
	else
		vsnprintf(at, (size_t)n + 1, format, again);
	va_end(again);
	va_end(args);
	return (struct text){ at, (size_t)n };
}

struct text text_concat(struct arena *arena, const struct text *parts, size_t n)
{
	size_t all = 0;
	for (size_t i = 0; i < n; i++)
		all += parts[i].n;
	char *at = arena_alloc(arena, all), *end = at;
	for (size_t i = 0; i < n; i++)
		end = parts[i].n ? (char *)memcpy(end, parts[i].at, parts[i].n) + parts[i].n : end;
	return (struct text){ at, all };
}

struct text text_digits(char digits[static TEXT_DIGITS], int64_t n)
{
	size_t at = TEXT_DIGITS;
	/* Counted downwards, so that the smallest integer is written too. */
	int64_t rest = n > 0 ? -n : n;
	do {
		digits[--at] = (char)('0' - rest % 10);
		rest /= 10;
	} while (rest != 0);
	if (n < 0)
		digits[--at] = '-';
	return (struct text){ digits + at, TEXT_DIGITS - at };
}

/* Room for one more code point at the end of a text being built in `at`. */
static size_t put(char *at, size_t n, int32_t point)
{
	return n + (size_t)utf8proc_encode_char(point, (utf8proc_uint8_t *)at + n);
}

struct text text_lower(struct arena *arena, struct text a)
{
	/* Lower case takes at most 3 bytes for 2 (U+023A): twice the room is enough. */
	char *at = arena_alloc(arena, a.n * 2 + 4);
	size_t n = 0;
	for (size_t i = 0; i < a.n;) {
		int32_t point;
		ptrdiff_t step = utf8proc_iterate((const utf8proc_uint8_t *)a.at + i,
		                                  (utf8proc_ssize_t)(a.n - i), &point);
		if (step <= 0)
			break;
		n = put(at, n, utf8proc_tolower(point));
		i += (size_t)step;
	}
	return (struct text){ at, n };
}

static bool is_word(int32_t point)
{
	utf8proc_category_t c = utf8proc_category(point);
	return (c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_LO) ||
	       (c >= UTF8PROC_CATEGORY_ND && c <= UTF8PROC_CATEGORY_NO);
}

/* A folded text being built; gap: a word has ended. */
struct folding {
	struct buffer out;
	bool gap;
};

static void fold_bytes(struct folding *f, const char *at, size_t n)
{
	if (f->gap)
		buffer_char(&f->out, ' ');
	f->gap = false;
	buffer_add(&f->out, at, n);
}

static void fold_ascii(struct folding *f, char c)
{
	if (c >= 'A' && c <= 'Z')
		c = (char)(c - 'A' + 'a');
	if ((c < 'a' || c > 'z') && (c < '0' || c > '9')) {
		f->gap = f->out.n > 0;
		return;
	}
	if (f->gap)
		buffer_char(&f->out, ' ');
	f->gap = false;
	buffer_char(&f->out, c);
}

/* Its decomposition, without marks and case. */
static void fold_point(struct folding *f, int32_t point)
{
	enum { LONGEST = 32 }; /* U+FDFA has 18 */
	int32_t points[LONGEST];
	char bytes[4];
	ptrdiff_t n = utf8proc_decompose_char(point, points, LONGEST,
	                                      UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_STRIPMARK |
	                                          UTF8PROC_CASEFOLD | UTF8PROC_IGNORE, NULL);
	for (ptrdiff_t i = 0; i < n && n <= LONGEST; i++) {
		if (points[i] == 0x153 || points[i] == 0xe6) /* œ and æ have no decomposition */
			fold_bytes(f, points[i] == 0x153 ? "oe" : "ae", 2);
		else if (is_word(points[i]))
			fold_bytes(f, bytes, (size_t)utf8proc_encode_char(points[i], (utf8proc_uint8_t *)bytes));
		else
			f->gap = f->out.n > 0;
	}
}

struct text text_fold(struct arena *arena, struct text a)
{
	struct folding f = { .gap = false };
	buffer_init(&f.out, SIZE_MAX / 4);
	for (ptrdiff_t step; a.n > 0; a = text_slice(a, (size_t)step, a.n)) {
		int32_t point;
		step = utf8proc_iterate((const utf8proc_uint8_t *)a.at, (utf8proc_ssize_t)a.n, &point);
		if (step <= 0)
			break;
		if (point < 0x80)
			fold_ascii(&f, (char)point);
		else
			fold_point(&f, point);
	}
	struct text folded = text_copy(arena, buffer_view(&f.out));
	buffer_free(&f.out);
	return folded;
}

struct text text_slug(struct arena *arena, struct text a)
{
	enum { LONGEST = 80 };
	struct text folded = text_fold(arena, a);
	char *at = arena_alloc(arena, LONGEST);
	size_t n = 0;
	for (size_t i = 0; i < folded.n && n < LONGEST; i++) {
		char c = folded.at[i];
		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			at[n++] = c;
		else if (c == ' ' && n > 0 && at[n - 1] != '-')
			at[n++] = '-';
	}
	while (n > 0 && at[n - 1] == '-')
		n--;
	return (struct text){ at, n };
}

static bool starts_point(char c)
{
	return ((unsigned char)c & 0xc0) != 0x80;
}

struct text text_excerpt(struct arena *arena, struct text a, size_t most)
{
	size_t cut = 0;
	/* A character is a byte at least: as many bytes again as there are characters left. */
	for (size_t left = most; left > 0 && cut < a.n;) {
		size_t step = left < a.n - cut ? left : a.n - cut;
		left -= text_length(text_slice(a, cut, cut + step));
		cut += step;
	}
	while (cut < a.n && !starts_point(a.at[cut]))
		cut++;
	if (cut == a.n)
		return a;
	size_t word = cut;
	while (word > 1 && a.at[word - 1] != ' ' && a.at[word - 1] != '\n')
		word--;
	struct text kept = text_trim(text_slice(a, 0, word > 1 ? word : cut));
	while (kept.n > 1 && strchr(",;:", kept.at[kept.n - 1]))
		kept = text_trim(text_slice(kept, 0, kept.n - 1)); /* what they announce is cut */
	return text_join(arena, kept, text("…"));
}

/* A run of nothing but ASCII that text may hold: most of a large file, in steps that the compiler
 * makes of a few wide instructions. */
enum { RUN = 64 };

static bool is_plain_run(const char *at)
{
	unsigned bad = 0;
	for (size_t i = 0; i < RUN; i++) {
		unsigned char c = (unsigned char)at[i];
		bad |= c >= 0x7f;
		bad |= (c < 0x20) & (c != '\t') & (c != '\n') & (c != '\r');
	}
	return bad == 0;
}

/* Character by character, from *i to `end` or just past it. */
static bool are_valid(struct text a, size_t *i, size_t end)
{
	while (*i < end) {
		int32_t point;
		ptrdiff_t step = utf8proc_iterate((const utf8proc_uint8_t *)a.at + *i,
		                                  (utf8proc_ssize_t)(a.n - *i), &point);
		if (step <= 0 || point == 0x7f)
			return false;
		if (point < 0x20 && point != '\t' && point != '\n' && point != '\r')
			return false;
		*i += (size_t)step;
	}
	return true;
}

bool text_valid(struct text a)
{
	for (size_t i = 0; i < a.n;) {
		if (a.n - i >= RUN && is_plain_run(a.at + i))
			i += RUN;
		else if (!are_valid(a, &i, a.n - i >= RUN ? i + RUN : a.n))
			return false;
	}
	return true;
}

size_t text_length(struct text a)
{
	size_t points = 0;
	for (size_t i = 0; i < a.n; i++)
		points += starts_point(a.at[i]);
	return points;
}

struct text text_unix_lines(struct arena *arena, struct text a)
{
	char *at = arena_alloc(arena, a.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < a.n; i++) {
		if (a.at[i] != '\r')
			at[n++] = a.at[i];
		else if (i + 1 == a.n || a.at[i + 1] != '\n')
			at[n++] = '\n';
	}
	return (struct text){ at, n };
}

bool text_to_int(struct text a, int64_t *out)
{
	bool negative = text_starts(a, "-");
	int64_t value = 0;
	if (a.n == (size_t)negative)
		return false;
	for (size_t i = negative; i < a.n; i++) {
		int digit = a.at[i] - '0';
		if (digit < 0 || digit > 9 || __builtin_mul_overflow(value, (int64_t)10, &value) ||
		    __builtin_sub_overflow(value, (int64_t)digit, &value))
			return false;
	}
	/* Counted downwards, so that the smallest integer is read too. */
	if (!negative && value == INT64_MIN)
		return false;
	*out = negative ? value : -value;
	return true;
}

bool text_to_real(struct text a, double *out)
{
	double value = 0, scale = 1;
	bool negative = text_starts(a, "-"), seen = false, point = false;
	if (a.n > 30)
		return false;
	for (size_t i = negative; i < a.n; i++) {
		if ((a.at[i] == '.' || a.at[i] == ',') && !point) {
			point = true;
			continue;
		}
		if (a.at[i] < '0' || a.at[i] > '9')
			return false;
		seen = true;
		value = value * 10 + (a.at[i] - '0');
		scale *= point ? 10 : 1;
	}
	if (!seen)
		return false;
	*out = (negative ? -value : value) / scale;
	return true;
}

struct text text_hex(struct arena *arena, const void *bytes, size_t n)
{
	static const char digits[] = "0123456789abcdef";
	const unsigned char *in = bytes;
	char *at = arena_array(arena, n, 2);
	for (size_t i = 0; i < n; i++) {
		at[2 * i] = digits[in[i] >> 4];
		at[2 * i + 1] = digits[in[i] & 15];
	}
	return (struct text){ at, 2 * n };
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool text_unhex(struct text a, void *bytes, size_t n)
{
	unsigned char *out = bytes;
	if (a.n != 2 * n)
		return false;
	for (size_t i = 0; i < n; i++) {
		int high = hex_digit(a.at[2 * i]), low = hex_digit(a.at[2 * i + 1]);
		if (high < 0 || low < 0)
			return false;
		out[i] = (unsigned char)(high << 4 | low);
	}
	return true;
}
