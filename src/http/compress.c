/* Compression: brotli and gzip in one shot, for whole answers in memory. */
#include "http/compress.h"

#include <brotli/encode.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { BROTLI_LEVEL = 4, GZIP_LEVEL = 5, GZIP_WINDOW = 15 + 16 /* with gzip's own head */ };

static bool compress_brotli(struct text in, unsigned char *at, size_t *n)
{
	return BrotliEncoderCompress(BROTLI_LEVEL, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, in.n,
	                             (const uint8_t *)in.at, n, at) == BROTLI_TRUE;
}

static bool compress_gzip(struct text in, unsigned char *at, size_t *n)
{
	z_stream z = { .next_in = (Bytef *)in.at, .avail_in = (uInt)in.n, .next_out = at, .avail_out = (uInt)*n };
	if (deflateInit2(&z, GZIP_LEVEL, Z_DEFLATED, GZIP_WINDOW, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		return false;
	int answer = deflate(&z, Z_FINISH);
	*n = z.total_out;
	deflateEnd(&z);
	return answer == Z_STREAM_END;
}

bool compress_bytes(const char *coding, struct text in, struct buffer *out)
{
	size_t n = out->max;
	unsigned char *at = malloc(n);
	if (!at || in.n > INT32_MAX) {
		free(at);
		return false;
	}
	bool done = strcmp(coding, "br") == 0 ? compress_brotli(in, at, &n) : compress_gzip(in, at, &n);
	if (done)
		*out = (struct buffer){ .at = (char *)at, .n = n, .cap = out->max, .max = out->max };
	else
		free(at);
	return done;
}
