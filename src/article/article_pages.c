/* Reading contents: the home page, the list, an article, the pages of the site, search. */
#include "article/article_store.h"
#include "article/pages.h"
#include "store/search.h"

#include "article.html.h"
#include "home.html.h"
#include "search.html.h"
#include "site_page.html.h"

enum { FOUND_A_PAGE = 20 };

struct url article_page_url(int64_t number, const void *list)
{
	return URL("/contenus?theme=$1&page=$2", ((const struct article_list *)list)->topic, number);
}

struct url search_page_url(int64_t number, const void *found)
{
	return URL("/recherche?q=$1&page=$2", ((const struct found *)found)->words, number);
}

static void home_page(struct request *r)
{
	int64_t found;
	struct home home = {
		.words = site_page_find(r->db, r->arena, text("home"), r->lang),
		.cycles = cycle_cards(r->db, r->arena, r->viewer),
		.articles = articles_published(r->db, r->arena, NO_TEXT, 0, ARTICLES_AT_HOME, &found),
	};
	struct page *p = page_start(r);
	view_home(p, &home);
	page_send(p, 200);
}

static void list_page(struct request *r)
{
	struct article_list list = { .topic = query_text(r, "theme"), .number = query_number(r, "page", 1, 1, 10000) };
	list.articles = articles_published(r->db, r->arena, list.topic, (size_t)(list.number - 1) * ARTICLES_A_PAGE,
	                                   ARTICLES_A_PAGE, &list.found);
	list.topics = article_topics(r->db, r->arena);
	list.may_write = viewer_may(r->viewer, MAY_CREATE);
	if (list.may_write)
		list.drafts = articles_in_draft(r->db, r->arena);
	list.pages = (list.found + ARTICLES_A_PAGE - 1) / ARTICLES_A_PAGE;
	if (list.number > 1 && list.number > list.pages) {
		reply_missing(r);
		return;
	}
	struct page *p = page_start(r);
	view_article_list(p, &list);
	page_send(p, 200);
}

static void article_page(struct request *r)
{
	const struct article *a = article_by_slug(r->db, r->arena, path_text(r, "slug"));
	bool may_write = viewer_may(r->viewer, MAY_CREATE);
	if (!a || (a->published.s == 0 && !may_write)) {
		reply_missing(r);
		return;
	}
	struct rows alike = articles_alike(r->db, r->arena, a);
	struct page *p = page_start(r);
	view_article(p, a, alike.at, alike.n, may_write);
	page_send(p, 200);
}

static void site_page(struct request *r)
{
	struct text slug = path_text(r, "slug");
	const char *label = site_page_label(slug);
	if (!label || text_is(slug, "home")) {
		reply_missing(r);
		return;
	}
	const struct site_page *found = site_page_find(r->db, r->arena, slug, r->lang);
	bool may_write = viewer_may(r->viewer, MAY_ADMIN);
	struct page *p = page_start(r);
	if (found)
		view_site_page(p, found, may_write);
	else /* the foot of every page leads here */
		view_site_page_unwritten(p, slug, label, may_write);
	page_send(p, 200);
}

static void search_page(struct request *r)
{
	struct found found = { .words = text_trim(query_text(r, "q")), .number = query_number(r, "page", 1, 1, 1000) };
	found.words = text_slice(found.words, 0, found.words.n < 200 ? found.words.n : 0);
	if (found.words.n)
		found.rows = search_find(r->db, r->arena, found.words, (size_t)(found.number - 1) * FOUND_A_PAGE, FOUND_A_PAGE,
		                         &found.total);
	found.pages = (found.total + FOUND_A_PAGE - 1) / FOUND_A_PAGE;
	struct page *p = page_start(r);
	view_search(p, &found);
	page_send(p, 200);
}

static const struct route routes[] = {
	{ METHOD_GET, "/", MAY_ANYONE, home_page, 0 },
	{ METHOD_GET, "/contenus", MAY_ANYONE, list_page, 0 },
	{ METHOD_GET, "/contenus/nouveau", MAY_CREATE, article_new_page, 0 },
	{ METHOD_POST, "/contenus/nouveau", MAY_CREATE, article_new_post, 0 },
	{ METHOD_GET, "/contenus/{slug}", MAY_ANYONE, article_page, 0 },
	{ METHOD_GET, "/contenus/{slug}/modifier", MAY_CREATE, article_edit_page, 0 },
	{ METHOD_POST, "/contenus/{slug}/modifier", MAY_CREATE, article_edit_post, 0 },
	{ METHOD_POST, "/contenus/{slug}/publication", MAY_CREATE, article_publish_post, 0 },
	{ METHOD_GET, "/pages/{slug}", MAY_ANYONE, site_page, 0 },
	{ METHOD_GET, "/pages/{slug}/modifier", MAY_ADMIN, site_page_edit_page, 0 },
	{ METHOD_POST, "/pages/{slug}/modifier", MAY_ADMIN, site_page_edit_post, 0 },
	{ METHOD_GET, "/recherche", MAY_ANYONE, search_page, 0 },
	{ METHOD_GET, "/contenus.atom", MAY_ANYONE, articles_feed, 0 },
	{ METHOD_GET, "/sitemap.xml", MAY_ANYONE, sitemap, 0 },
	{ METHOD_GET, "/robots.txt", MAY_ANYONE, robots, 0 },
};
const struct routes article_routes = ROUTES(routes);
