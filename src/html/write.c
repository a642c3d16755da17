/* The writer: literals as they are, values escaped. Runs of safe bytes are copied whole. */
#include "html/page.h"
#include "html/track.h"

#include <string.h>

void write_markup(struct page *p, const char *literal, size_t n)
{
	if (p->track)
		track_markup(p, (struct text){ literal, n });
	buffer_add(&p->out, literal, n);
}

static const struct text entities[] = { T("&lt;"), T("&gt;"), T("&amp;"), T("&quot;"), T("&#39;") };
/* Which entity a byte needs, from 1; 0: none. */
static const unsigned char special[256] = { ['<'] = 1, ['>'] = 2, ['&'] = 3, ['"'] = 4, ['\''] = 5 };

/* May one of eight bytes need an entity? Two bits set make " # & and ' alike, and one < and >: two
 * comparisons instead of five, that say yes to # too. */
static bool may_be_special(const char *at)
{
	const uint64_t ones = 0x0101010101010101, high = 0x8080808080808080;
	uint64_t eight;
	memcpy(&eight, at, sizeof eight);
	uint64_t quotes = (eight | 5 * ones) ^ 0x27 * ones, angles = (eight | 2 * ones) ^ 0x3e * ones;
	/* A byte is zero when taking one from it borrows (Mycroft's test). */
	return (((quotes - ones) & ~quotes) | ((angles - ones) & ~angles)) & high;
}

/* Where the first byte from i on that needs an entity is, or the end. */
static size_t next_special(struct text t, size_t i)
{
	for (;;) {
		while (i + 8 <= t.n && !may_be_special(t.at + i))
			i += 8;
		size_t end = i + 8 < t.n ? i + 8 : t.n;
		while (i < end && !special[(unsigned char)t.at[i]])
			i++;
		if (i < end || i == t.n)
			return i;
	}
}

static void escape(struct buffer *out, struct text t)
{
	for (size_t from = 0; from < t.n;) {
		size_t i = next_special(t, from);
		buffer_add(out, t.at + from, i - from);
		if (i < t.n)
			buffer_text(out, entities[special[(unsigned char)t.at[i]] - 1]);
		from = i + 1;
	}
}

void write_text(struct page *p, struct text t)
{
	if (p->track)
		track_text(p);
	escape(&p->out, t);
}

void write_z(struct page *p, const char *z)
{
	write_text(p, text_of(z));
}

void write_plain(struct page *p, int64_t n)
{
	char digits[TEXT_DIGITS];
	if (p->track)
		track_text(p);
	buffer_text(&p->out, text_digits(digits, n));
}

void write_number(struct page *p, int64_t n)
{
	write_text(p, number_text(p->arena, p->lang, n));
}

void write_size(struct page *p, size_t n)
{
	write_number(p, (int64_t)n);
}

void write_plain_size(struct page *p, size_t n)
{
	write_plain(p, (int64_t)n);
}

void write_html(struct page *p, struct html html)
{
	if (p->track)
		track_html(p, html.markup);
	buffer_text(&p->out, html.markup);
}

void write_url(struct page *p, struct url url)
{
	if (p->track)
		track_url(p);
	size_t start = p->out.n;
	url_write(&p->out, url);
	if (buffer_failed(&p->out))
		return;
	/* Most addresses hold nothing to escape; one that does is written again. */
	struct text written = text_slice(buffer_view(&p->out), start, p->out.n);
	if (next_special(written, 0) == written.n)
		return;
	written = text_copy(p->arena, written);
	p->out.n = start;
	escape(&p->out, written);
}
