/* GET /territoires?q=&kind=: suggestions while typing (JSON, for suggest.js), and the same as a
 * page for who has no JavaScript. */
#include "html/page.h"
#include "people/territory.h"
#include "people/viewer.h"

#include "territories.html.h"

#include <jansson.h>

enum { SUGGESTED = 12, LISTED = 50, WORDS_MOST = 120 };

static void suggest(struct request *r, const struct territory *found, size_t n)
{
	json_t *list = json_array();
	for (size_t i = 0; i < n; i++) {
		struct text detail = territory_detail(r->arena, r->lang, &found[i]);
		json_array_append_new(list, json_pack("{s:s%, s:s%, s:s%}", "value", found[i].code.at, found[i].code.n,
		                                      "label", found[i].name.at, found[i].name.n, "detail",
		                                      detail.n ? detail.at : "", detail.n));
	}
	char *json = json_dumps(list, JSON_COMPACT);
	reply_text(r, 200, "application/json; charset=utf-8", text_copy(r->arena, text_of(json)));
	free(json);
	json_decref(list);
}

static void territories_page(struct request *r)
{
	struct text words = text_excerpt(r->arena, query_text(r, "q"), WORDS_MOST);
	bool json = wants_fragment(r) || text_find(header(r, "Accept"), text("application/json")) < header(r, "Accept").n;
	struct rows found = territory_search(r->arena, query_text(r, "kind"), words, json ? SUGGESTED : LISTED);
	if (json) {
		suggest(r, found.at, found.n);
		return;
	}
	struct page *p = page_start(r);
	view_territories(p, words, found.at, found.n);
	page_send(p, 200);
}

static const struct route routes[] = {
	{ METHOD_GET, "/territoires", MAY_ANYONE, territories_page, 0 },
};
const struct routes territory_routes = ROUTES(routes);
