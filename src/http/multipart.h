/* Multipart: a streaming parser of multipart/form-data (RFC 7578). Pure: bytes in, events
 * out; it holds the head of one part and nothing of its content, so a file of any size
 * passes through. Malformed bodies are refused, never repaired. */
#ifndef CORDEE_MULTIPART_H
#define CORDEE_MULTIPART_H
#include "base/arena.h"
#include "base/text.h"

/* The head of a part, valid during the event only. Not yet checked as UTF-8. */
struct part {
	struct text name, filename, type;
	bool file; /* has a filename, be it empty */
};

/* Each returns false to stop the parser. */
struct multipart_events {
	bool (*begin)(void *user, const struct part *);
	bool (*data)(void *user, const char *at, size_t n);
	bool (*end)(void *user);
};

struct multipart;

/* The boundary of a Content-Type, "multipart/form-data; boundary=…"; false when there is no
 * lawful one. */
bool multipart_boundary(struct text content_type, struct text *boundary);
struct multipart *multipart_new(struct arena *, struct text boundary, const struct multipart_events *, void *user);
/* False: malformed, or an event said so. Nothing may be fed after that. */
bool multipart_feed(struct multipart *, const char *at, size_t n);
/* Has the closing boundary been seen? */
bool multipart_done(const struct multipart *);
#endif
