/* URLs of the site, built from a pattern and values: URL("/cycles/$1/blocages/$2", slug, id).
 * Values are percent-encoded where written, so a url is never a text that someone typed;
 * url_external takes one (http, https, mailto or tel only, anything else becomes "#"). */
#ifndef CORDEE_URL_H
#define CORDEE_URL_H
#include "base/buffer.h"
#include "store/statement.h"

enum { URL_VALUES = 4 };

struct url {
	const char *pattern;             /* NULL: external, in values[0] */
	struct value values[URL_VALUES]; /* numbers and texts; their bytes must outlive the url */
};

#define URL(pattern_, ...) ((struct url){ (pattern_), { EACH(V_ITEM, __VA_ARGS__) } })

struct url url_external(struct text);
/* An address of this site, already written (by url_text, or kept): checked as url_back does. */
struct url url_local(struct text path);
void url_write(struct buffer *, struct url);
struct text url_text(struct arena *, struct url);
/* With the base URL in front: for mails, feeds and QR codes. */
struct text url_absolute(struct arena *, struct text base_url, struct url);
/* "https://cordee.example:8443" → "cordee.example" */
struct text url_host(struct text base_url);
/* A path of this site to come back to ("/x?y"), checked: anything else is "/". */
struct text url_back(struct text typed);
void url_encode(struct buffer *, struct text);
/* Decodes %XX and '+'; false when malformed or not valid UTF-8. */
bool url_decode(struct arena *, struct text, struct text *out);
/* The same in a path, where '+' is itself. */
bool url_decode_path(struct arena *, struct text, struct text *out);
#endif
