/* The writer: literals as they are, values escaped. Runs of safe bytes are copied whole. */
#include "html/page.h"
#include "html/track.h"

void write_markup(struct page *p, const char *literal, size_t n)
{
	if (p->track)
		track_markup(p, (struct text){ literal, n });
	buffer_add(&p->out, literal, n);
}

static const struct text entities[] = { T("&lt;"), T("&gt;"), T("&amp;"), T("&quot;"), T("&#39;") };
/* Which entity a byte needs, from 1; 0: none. */
static const unsigned char special[256] = { ['<'] = 1, ['>'] = 2, ['&'] = 3, ['"'] = 4, ['\''] = 5 };

static void escape(struct buffer *out, struct text t)
{
	size_t from = 0;
	for (size_t i = 0; i < t.n; i++) {
		unsigned which = special[(unsigned char)t.at[i]];
		if (!which)
			continue;
		buffer_add(out, t.at + from, i - from);
		buffer_text(out, entities[which - 1]);
		from = i + 1;
	}
	if (from < t.n)
		buffer_add(out, t.at + from, t.n - from);
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
	size_t i = 0;
	while (i < written.n && !special[(unsigned char)written.at[i]])
		i++;
	if (i == written.n)
		return;
	written = text_copy(p->arena, written);
	p->out.n = start;
	escape(&p->out, written);
}
