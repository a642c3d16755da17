/* CSV as spreadsheets of French offices open it: UTF-8 with its mark, semicolons, CRLF; quotes
 * where RFC 4180 wants them. Writing only. */
#ifndef CORDEE_CSV_H
#define CORDEE_CSV_H
#include "base/buffer.h"

void csv_begin(struct buffer *);
/* A cell that a spreadsheet would take for a formula is written as the text it is. */
void csv_row(struct buffer *, const struct text *cells, size_t n);
#endif
