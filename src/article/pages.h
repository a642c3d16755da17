/* What the pages of contents show, and the handlers that the table of routes gathers. Inner. */
#ifndef CORDEE_ARTICLE_PAGES_H
#define CORDEE_ARTICLE_PAGES_H
#include "article/article.h"

struct home {
	const struct site_page *words; /* NULL: not written yet */
	struct rows cycles, articles;
};

struct article_list {
	struct text topic;             /* empty: all */
	int64_t number, pages, found;
	struct rows articles, topics, drafts;
	bool may_write;
};

struct found {
	struct text words;
	int64_t number, pages, total;
	struct rows rows;              /* struct search_entry: title, body (an excerpt), url */
};

/* For view_pager; user is the struct that the page shows. */
struct url article_page_url(int64_t number, const void *list);
struct url search_page_url(int64_t number, const void *found);

handler_fn article_new_page, article_new_post, article_edit_page, article_edit_post, article_publish_post; /* article_edit.c */
/* NULL when the site has no page of that name. */
const char *site_page_label(struct text slug);
handler_fn site_page_edit_page, site_page_edit_post;                                                       /* site_page_edit.c */
handler_fn articles_feed, sitemap, robots;                                                                 /* feeds.c */
#endif
