/* The SQL of contents, for this folder only. */
#ifndef CORDEE_ARTICLE_STORE_H
#define CORDEE_ARTICLE_STORE_H
#include "article/article.h"

enum { ARTICLES_A_PAGE = 12, ARTICLES_IN_FEED = 20, ARTICLES_AT_HOME = 4, ARTICLES_ALIKE = 4 };

/* Published ones, the latest first; topic empty: all; total in *found. */
struct rows articles_published(struct db *, struct arena *, struct text topic, size_t offset, size_t limit,
                               int64_t *found);
struct rows articles_in_draft(struct db *, struct arena *);
/* Of the same cycle first, then the same topic, then the same track. */
struct rows articles_alike(struct db *, struct arena *, const struct article *);
struct topic_count {
	struct text topic;
	int64_t n;
};
struct rows article_topics(struct db *, struct arena *);

bool article_slug_taken(struct db *, struct text slug, int64_t except);
struct article *article_by_id(struct db *, struct arena *, int64_t id);
int64_t article_insert(struct db *tx, const struct article_input *, struct instant now);
void article_update(struct db *tx, const struct article_input *, struct instant now);
void article_set_published(struct db *tx, int64_t id, struct instant published);

/* In that language, or in French when it is not written. NULL: none. */
struct site_page *site_page_find(struct db *, struct arena *, struct text slug, enum lang);
void site_page_put(struct db *tx, const struct site_page *, struct instant now);

/* Every public address: path and when it last changed. */
struct place {
	struct text kind, slug;
	int64_t id;
	struct instant changed;
};
struct rows public_places(struct db *, struct arena *);
#endif
