/* Where something stands in a file that someone wrote: what a message about it begins with,
 * so that the person (or their editor) can go there. */
#ifndef CORDEE_PLACE_H
#define CORDEE_PLACE_H
#include "base/text.h"

/* From 1, columns in characters; line 0 is "the file as a whole". */
struct place {
	size_t line, column;
};

/* The place of the byte at `offset` of a file's whole text (its end: offset == whole.n). Lines
 * end by LF, CRLF or CR. Takes time in the offset: for errors, not for each row. */
struct place place_of(struct text whole, size_t offset);
#endif
