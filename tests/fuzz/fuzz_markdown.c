/* Markdown over any text: what comes out balances and holds no element but ours (the tracker
 * stops the program otherwise), and no script or address of another kind. */
#include "fuzz.h"

#include "base/check.h"
#include "html/track.h"

static bool holds(struct text html, const char *what)
{
	return text_find(html, text_of(what)) < html.n;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct text t = { (const char *)bytes, n };
	if (!text_valid(t)) /* refused at the border */
		return 0;
	ARENA_SCOPED arena = arena_new();
	struct page *p = page_fragment(arena, LANG_FR);
	p->track = track_always(arena);
	struct html html = markdown(t);
	write_html(p, html);
	page_take(p);
	check(!holds(html.markup, "<script") && !holds(html.markup, "href=\"javascript") && !holds(html.markup, "src=\"data"));
	return 0;
}
