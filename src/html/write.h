/* The writer behind every view. Literals of the program are markup; every other value is
 * escaped by its type and place; what has no rule here does not compile. Output is bounded
 * and failures stick, so views hold no error checks. Views do not call this by hand: the
 * view compiler (tools/) does. In test builds the writer follows the markup and stops the
 * program when a value lands where escaping cannot protect (unquoted attribute, script,
 * style, plain href). */
#ifndef CORDEE_WRITE_H
#define CORDEE_WRITE_H
#include "base/buffer.h"
#include "base/translate.h"
#include "http/url.h"

struct page;

/* Markup made by views themselves and by the Markdown renderer, and by nothing else. */
struct html {
	struct text markup;
};

void write_markup(struct page *, const char *literal, size_t n);
void write_text(struct page *, struct text);          /* escaped: < > & " ' */
void write_z(struct page *, const char *);
void write_number(struct page *, int64_t);            /* in text: 12 345 */
void write_size(struct page *, size_t);
void write_plain(struct page *, int64_t);             /* in attributes: 12345 */
void write_plain_size(struct page *, size_t);
void write_html(struct page *, struct html);          /* text place only */
void write_url(struct page *, struct url);            /* URL attributes only */

#define WRITE(p, x)                                                                         \
	_Generic((x), struct text: write_text, const char *: write_z, char *: write_z,      \
	         int: write_number, unsigned: write_number, int64_t: write_number,          \
	         size_t: write_size, struct html: write_html)((p), (x))
#define WRITE_ATTRIBUTE(p, x)                                                               \
	_Generic((x), struct text: write_text, const char *: write_z, char *: write_z,      \
	         int: write_plain, unsigned: write_plain, int64_t: write_plain,             \
	         size_t: write_plain_size)((p), (x))
#define WRITE_URL(p, x) _Generic((x), struct url: write_url)((p), (x))
#endif
