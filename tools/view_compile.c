/* The three steps of the view compiler, and its errors. No file is touched here: the program
 * is view.c, and the fuzzer calls view_compile alone. */
#include "view.h"

#include <stdarg.h>
#include <stdio.h>

bool view_wrong(struct view_error *error, size_t offset, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	error->offset = offset;
	vsnprintf(error->message, sizeof error->message, format, args);
	va_end(args);
	return false;
}

struct view_position view_position(struct text source, size_t offset)
{
	struct view_position at = { 1, 1 };
	for (size_t i = 0; i < offset && i < source.n; i++) {
		at.column = source.at[i] == '\n' ? 1 : at.column + 1;
		at.line += source.at[i] == '\n';
	}
	return at;
}

bool view_compile(struct arena *arena, const struct view_source *source, struct buffer *c, struct buffer *h,
                  struct view_error *error)
{
	struct pieces scanned = { 0 }, checked = { 0 };
	if (!text_valid(source->text))
		return view_wrong(error, 0, "not UTF-8 text");
	if (!view_scan(arena, source->text, &scanned, error) || !view_check(arena, &scanned, &checked, error))
		return false;
	view_emit(source, &checked, c, h);
	if (buffer_failed(c) || buffer_failed(h))
		return view_wrong(error, 0, "the view is too large");
	return true;
}
