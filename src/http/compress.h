/* Compression of answers, at a level that costs less than it saves. */
#ifndef CORDEE_COMPRESS_H
#define CORDEE_COMPRESS_H
#include "base/buffer.h"

/* coding: "br" or "gzip". False when it failed or did not make it smaller than out->max. */
bool compress_bytes(const char *coding, struct text in, struct buffer *out);
#endif
