/* Markdown: md4c parses, we write, so that every text is escaped, every address checked and
 * every table bounded. A text that is too long or that md4c gives up on is shown as it was
 * typed. What an address or an entity may be is in markdown_words.c. */
#include "html/markdown_words.h"

#include "base/arena.h"
#include "base/check.h"
#include "base/list.h"

#include <string.h>

enum { LARGEST_OUTPUT = 4 << 20, DEEPEST = 40, MOST_COLUMNS = 50 };

/* What is open, innermost last: md4c 0.4.8 does not always leave the spans it entered, so what
 * is written to close is what was written to open, and not what md4c says. */
struct open {
	const char *closing;
	unsigned level; /* of a heading, as typed; 0: none */
	bool block, link, image;
};

/* The digit of a heading's tag among the bytes written, and the level that was typed: how deep
 * it is shown depends on the highest heading, which may come last. */
struct heading {
	size_t at;
	unsigned level;
};

struct rendering {
	struct page *page;
	LIST(struct heading) headings; /* their tags, both opening and closing */
	struct open open[DEEPEST];
	unsigned n, deeper;    /* deeper: what is too deep to be shown */
	unsigned images, links; /* open; the text of an image is an attribute */
};

static void put(struct rendering *m, const char *markup)
{
	write_markup(m->page, markup, strlen(markup));
}

static bool full(const struct rendering *m)
{
	return buffer_failed(&m->page->out);
}

static void push(struct rendering *m, struct open open)
{
	m->links += open.link;
	m->images += open.image;
	m->open[m->n++] = open;
}

/* Of a tag just written, how far its digit is from the end. */
enum { IN_OPENING = 2, IN_CLOSING = 3 };

static void note_heading(struct rendering *m, unsigned level, size_t back)
{
	if (!full(m))
		list_add(m->page->arena, &m->headings, (struct heading){ m->page->out.n - back, level });
}

static void pop(struct rendering *m)
{
	const struct open *open = &m->open[--m->n];
	put(m, open->closing);
	if (open->level)
		note_heading(m, open->level, IN_CLOSING);
	m->links -= open->link;
	m->images -= open->image;
}

/* False when it is too deep: it is then counted, so that leaving it has no effect. */
static bool has_room(struct rendering *m)
{
	if (m->deeper == 0 && m->n < DEEPEST)
		return true;
	m->deeper++;
	return false;
}

static bool leave_deeper(struct rendering *m)
{
	bool deeper = m->deeper > 0;
	m->deeper -= deeper;
	return deeper;
}

static struct open open_heading(struct rendering *m, const MD_BLOCK_H_DETAIL *h)
{
	put(m, "<h2>");
	note_heading(m, h->level, IN_OPENING);
	return (struct open){ .closing = "</h2>\n", .level = h->level };
}

static void open_list(struct rendering *m, const MD_BLOCK_OL_DETAIL *list)
{
	if (list->start == 1) {
		put(m, "<ol>\n");
		return;
	}
	put(m, "<ol start=\"");
	write_plain(m->page, list->start);
	put(m, "\">\n");
}

static void open_table(struct rendering *m)
{
	struct page *p = m->page;
	put(m, "<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"");
	write_text(p, t("Tableau"));
	put(m, "\"><table>\n");
}

static void open_cell(struct rendering *m, const char *element, const MD_BLOCK_TD_DETAIL *cell)
{
	put(m, element);
	put(m, cell->align == MD_ALIGN_RIGHT ? " class=\"number\">" : ">");
}

static const char *const block_tags[][2] = {
	[MD_BLOCK_DOC] = { "", "" },
	[MD_BLOCK_QUOTE] = { "<blockquote>\n", "</blockquote>\n" },
	[MD_BLOCK_UL] = { "<ul>\n", "</ul>\n" },
	[MD_BLOCK_OL] = { "", "</ol>\n" },
	[MD_BLOCK_LI] = { "<li>", "</li>\n" },
	[MD_BLOCK_HR] = { "<hr>\n", "" },
	[MD_BLOCK_H] = { "", "" },
	[MD_BLOCK_CODE] = { "<pre><code>", "</code></pre>\n" },
	[MD_BLOCK_HTML] = { "", "" },
	[MD_BLOCK_P] = { "<p>", "</p>\n" },
	[MD_BLOCK_TABLE] = { "", "</table></div>\n" },
	[MD_BLOCK_THEAD] = { "<thead>", "</thead>\n" },
	[MD_BLOCK_TBODY] = { "<tbody>", "</tbody>\n" },
	[MD_BLOCK_TR] = { "<tr>", "</tr>\n" },
	[MD_BLOCK_TH] = { "", "</th>" },
	[MD_BLOCK_TD] = { "", "</td>" },
};

static int enter_block(MD_BLOCKTYPE type, void *detail, void *user)
{
	struct rendering *m = user;
	if (type == MD_BLOCK_TABLE && ((MD_BLOCK_TABLE_DETAIL *)detail)->col_count > MOST_COLUMNS)
		return 1;
	if (!has_room(m))
		return full(m);
	struct open open = { .closing = block_tags[type][1] };
	put(m, block_tags[type][0]);
	switch (type) {
	case MD_BLOCK_H: open = open_heading(m, detail); break;
	case MD_BLOCK_OL: open_list(m, detail); break;
	case MD_BLOCK_TABLE: open_table(m); break;
	case MD_BLOCK_TH: open_cell(m, "<th scope=\"col\"", detail); break;
	case MD_BLOCK_TD: open_cell(m, "<td", detail); break;
	default: break;
	}
	open.block = true;
	push(m, open);
	return full(m);
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *user)
{
	struct rendering *m = user;
	(void)type, (void)detail;
	if (leave_deeper(m))
		return full(m);
	while (m->n > 0 && !m->open[m->n - 1].block)
		pop(m);
	if (m->n > 0)
		pop(m);
	return full(m);
}

static struct text attribute(struct rendering *m, const MD_ATTRIBUTE *a)
{
	struct text all = NO_TEXT;
	for (size_t i = 0; a->size > 0 && a->substr_offsets[i] < a->size; i++) {
		size_t from = a->substr_offsets[i], to = a->substr_offsets[i + 1];
		struct text part = { a->text + from, to - from };
		if (a->substr_types[i] == MD_TEXT_ENTITY)
			part = markdown_entity(m->page->arena, part);
		else if (a->substr_types[i] == MD_TEXT_NULLCHAR)
			part = text("\ufffd");
		all = text_join(m->page->arena, all, part);
	}
	return all;
}

static struct open open_link(struct rendering *m, const MD_ATTRIBUTE *href)
{
	struct url url;
	if (m->links > 0 || !markdown_link(attribute(m, href), &url))
		return (struct open){ .closing = "" };
	put(m, "<a href=\"");
	write_url(m->page, url);
	put(m, "\">");
	return (struct open){ .closing = "</a>", .link = true };
}

/* An image of this site is shown; one of another site would tell it who reads, and becomes a link. */
static struct open open_image(struct rendering *m, const MD_ATTRIBUTE *src)
{
	struct url url;
	if (!markdown_image(attribute(m, src), &url))
		return open_link(m, src);
	put(m, "<img src=\"");
	write_url(m->page, url);
	put(m, "\" loading=\"lazy\" alt=\"");
	return (struct open){ .closing = "\">", .image = true };
}

static struct open open_mark(struct rendering *m, MD_SPANTYPE type)
{
	static const char *const tags[][2] = {
		[MD_SPAN_EM] = { "<em>", "</em>" },
		[MD_SPAN_STRONG] = { "<strong>", "</strong>" },
		[MD_SPAN_CODE] = { "<code>", "</code>" },
	};
	put(m, tags[type][0]);
	return (struct open){ .closing = tags[type][1] };
}

static int enter_span(MD_SPANTYPE type, void *detail, void *user)
{
	struct rendering *m = user;
	if (!has_room(m))
		return full(m);
	if (m->images > 0)
		push(m, (struct open){ .closing = "" });
	else if (type == MD_SPAN_A)
		push(m, open_link(m, &((MD_SPAN_A_DETAIL *)detail)->href));
	else if (type == MD_SPAN_IMG)
		push(m, open_image(m, &((MD_SPAN_IMG_DETAIL *)detail)->src));
	else
		push(m, open_mark(m, type));
	return full(m);
}

static int leave_span(MD_SPANTYPE type, void *detail, void *user)
{
	struct rendering *m = user;
	(void)type, (void)detail;
	if (!leave_deeper(m) && m->n > 0 && !m->open[m->n - 1].block)
		pop(m);
	return full(m);
}

static int text_of_markdown(MD_TEXTTYPE type, const MD_CHAR *at, MD_SIZE n, void *user)
{
	struct rendering *m = user;
	struct text t = { at, n };
	if (type == MD_TEXT_NULLCHAR)
		t = text("\ufffd");
	else if (type == MD_TEXT_ENTITY)
		t = markdown_entity(m->page->arena, t);
	else if (type == MD_TEXT_SOFTBR || (type == MD_TEXT_BR && m->images > 0))
		t = text("\n");
	else if (type == MD_TEXT_BR) {
		put(m, "<br>\n");
		return full(m);
	}
	write_text(m->page, t);
	return full(m);
}

/* The highest heading of the text becomes `top`, and the others follow it, down to h6. */
static void settle_headings(struct rendering *m, unsigned top)
{
	enum { TOP = 2, BOTTOM = 6 };
	unsigned highest = BOTTOM;
	for (size_t i = 0; i < m->headings.n; i++)
		highest = m->headings.at[i].level < highest ? m->headings.at[i].level : highest;
	for (size_t i = 0; i < m->headings.n; i++) {
		unsigned shown = m->headings.at[i].level - highest + top;
		shown = shown < TOP ? TOP : shown > BOTTOM ? BOTTOM : shown;
		m->page->out.at[m->headings.at[i].at] = (char)('0' + shown);
	}
}

/* md4c 0.4.8 looks one byte past a text that ends within "[a](b": the text must end a line. */
static bool render(struct rendering *m, struct text typed)
{
	static const MD_PARSER writer = { .flags = MARKDOWN_DIALECT, .enter_block = enter_block, .leave_block = leave_block,
		                          .enter_span = enter_span, .leave_span = leave_span, .text = text_of_markdown };
	struct text t = text_join(m->page->arena, typed, text("\n"));
	return md_parse(t.at, (MD_SIZE)t.n, &writer, m) == 0;
}

struct html page_markdown(struct page *p, struct text t, unsigned top)
{
	if (t.n == 0 || t.n > MARKDOWN_LONGEST)
		return page_paragraphs(p, t);
	struct rendering m = { .page = page_fragment(p->arena, p->lang) };
	m.page->out.max = LARGEST_OUTPUT;
	if (render(&m, t)) {
		while (m.n > 0)
			pop(&m);
		settle_headings(&m, top);
		return page_html(m.page);
	}
	buffer_free(&m.page->out);
	return page_paragraphs(p, t);
}
