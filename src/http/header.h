/* Header values: cookies, languages, codings, entity tags, origins. Pure. */
#ifndef CORDEE_HEADER_H
#define CORDEE_HEADER_H
#include "base/buffer.h"
#include "base/time.h"

/* The value of a cookie in a Cookie header; no text when absent. */
struct text header_cookie(struct text header, struct text name);
/* The language the browser prefers of those we have; false when it names none of them. */
bool header_lang(struct text accept_language, enum lang *);
/* Does Accept-Encoding take this coding ("br", "gzip")? */
bool header_accepts(struct text accept_encoding, const char *coding);
/* Does If-None-Match name this tag (compared weakly), or any? */
bool header_matches(struct text if_none_match, struct text tag);
/* "https://host:port" → "host:port"; no text for "null" and malformed ones. */
struct text header_authority(struct text origin);
/* "multipart/form-data; boundary=x": is the type this one? */
bool header_type_is(struct text content_type, const char *type);
/* Content-Disposition with an ASCII name for old readers and the real one (RFC 6266). */
void header_disposition(struct buffer *, const char *disposition, struct text name);
#endif
