/* Buffer: a growing run of bytes with a maximum and a sticky failure. Owned by whoever
 * made it; freed by buffer_free. Writers need no error check: ask buffer_failed once at
 * the end (true when the maximum was passed). */
#ifndef CORDEE_BUFFER_H
#define CORDEE_BUFFER_H
#include "base/text.h"

struct buffer {
	char *at;
	size_t n, cap, max;
	bool failed;
};

void buffer_init(struct buffer *, size_t max);
void buffer_free(struct buffer *);
void buffer_add(struct buffer *, const void *bytes, size_t n);
void buffer_text(struct buffer *, struct text);
void buffer_z(struct buffer *, const char *z);
void buffer_char(struct buffer *, char c);
void buffer_int(struct buffer *, int64_t);
void buffer_format(struct buffer *, const char *format, ...) __attribute__((format(printf, 2, 3)));
static inline bool buffer_failed(const struct buffer *b) { return b->failed; }
static inline struct text buffer_view(const struct buffer *b) { return (struct text){ b->at, b->n }; }
#endif
