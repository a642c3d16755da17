/* Compression of answers, at a level that costs less than it saves. */
#ifndef CORDEE_COMPRESS_H
#define CORDEE_COMPRESS_H
#include "base/buffer.h"

/* False when it failed or did not make it smaller than out->max. */
bool compress_gzip(struct text in, struct buffer *out);
#endif
