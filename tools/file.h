/* Whole files for the build's programs. Failures are said on standard error. */
#ifndef CORDEE_TOOLS_FILE_H
#define CORDEE_TOOLS_FILE_H
#include "base/arena.h"
#include "base/text.h"

bool file_read(struct arena *, const char *path, struct text *out);
bool file_write_text(const char *path, struct text);
#endif
