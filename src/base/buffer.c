/* Buffer: doubling, bounded, sticky failure. */
#include "base/buffer.h"

#include "base/check.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void buffer_init(struct buffer *b, size_t max)
{
	*b = (struct buffer){ .max = max };
}

void buffer_free(struct buffer *b)
{
	free(b->at);
	*b = (struct buffer){ .max = b->max };
}

static bool make_room(struct buffer *b, size_t n)
{
	if (b->failed || n > b->max - b->n) {
		b->failed = true;
		return false;
	}
	if (b->n + n <= b->cap)
		return true;
	size_t cap = b->cap ? b->cap * 2 : 1024;
	while (cap < b->n + n)
		cap *= 2;
	char *at = realloc(b->at, cap);
	check(at != NULL);
	b->at = at;
	b->cap = cap;
	return true;
}

void buffer_add(struct buffer *b, const void *bytes, size_t n)
{
	if (n == 0 || !make_room(b, n))
		return;
	memcpy(b->at + b->n, bytes, n);
	b->n += n;
}

void buffer_text(struct buffer *b, struct text t)
{
	buffer_add(b, t.at, t.n);
}

void buffer_z(struct buffer *b, const char *z)
{
	buffer_add(b, z, strlen(z));
}

void buffer_char(struct buffer *b, char c)
{
	if (!b->failed && b->n < b->cap && b->n < b->max)
		b->at[b->n++] = c;
	else
		buffer_add(b, &c, 1);
}

void buffer_int(struct buffer *b, int64_t value)
{
	char digits[TEXT_DIGITS];
	buffer_text(b, text_digits(digits, value));
}

void buffer_format(struct buffer *b, const char *format, ...)
{
	va_list args, again;
	va_start(args, format);
	va_copy(again, args);
	int n = vsnprintf(NULL, 0, format, args);
	check(n >= 0);
	/* vsnprintf ends with a NUL: room for it, then forget it. */
	if (make_room(b, (size_t)n + 1)) {
		vsnprintf(b->at + b->n, (size_t)n + 1, format, again);
		b->n += (size_t)n;
	}
	va_end(again);
	va_end(args);
}
