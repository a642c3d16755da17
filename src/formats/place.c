/* Places in files: counted only once something is wrong. */
#include "formats/place.h"

#include "base/check.h"

static bool ends_line(struct text whole, size_t i)
{
	bool half = whole.at[i] == '\r' && i + 1 < whole.n && whole.at[i + 1] == '\n'; /* the LF ends it */
	return whole.at[i] == '\n' || (whole.at[i] == '\r' && !half);
}

struct place place_of(struct text whole, size_t offset)
{
	struct place place = { 1, 1 };
	size_t start = text_starts(whole, "\xEF\xBB\xBF") ? 3 : 0; /* a byte order mark is no character */
	check(offset <= whole.n);
	for (size_t i = start; i < offset; i++) {
		if (ends_line(whole, i)) {
			place.line++;
			start = i + 1;
		}
	}
	if (offset > start)
		place.column += text_length(text_slice(whole, start, offset));
	return place;
}
