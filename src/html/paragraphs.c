/* Plain text as paragraphs: blank lines part them, other line ends are kept. */
#include "html/page.h"

static void put(struct page *q, const char *markup)
{
	write_markup(q, markup, text_of(markup).n);
}

struct html page_paragraphs(struct page *p, struct text t)
{
	struct page *q = page_fragment(p->arena, p->lang);
	bool open = false;
	while (t.at) {
		struct text line = text_trim(text_cut(&t, '\n'));
		if (line.n > 0) {
			put(q, open ? "<br>\n" : "<p>");
			write_text(q, line);
		} else if (open) {
			put(q, "</p>\n");
		}
		open = line.n > 0;
	}
	put(q, open ? "</p>\n" : "");
	return page_html(q);
}
