/* Contents: articles, the pages that the centre edits, the home page, search and feeds. */
#ifndef CORDEE_ARTICLE_H
#define CORDEE_ARTICLE_H
#include "cycle/cycle.h"

struct article {
	int64_t id, cycle;
	struct text slug, title, summary, body, topic, track;
	struct text cycle_slug, cycle_name;  /* when it belongs to one */
	struct instant published, updated;   /* published: none while a draft */
};

struct article *article_by_slug(struct db *, struct arena *, struct text slug);
struct url article_url(const struct article *);

/* What an editor types. Saving a published article moves its "mis à jour le". */
struct article_input {
	int64_t id, by, cycle;               /* id 0: a new one; cycle 0: none */
	struct text title, slug, summary, body, topic, track;
};
struct article_publication {
	int64_t id, published;               /* 0 or 1 */
};
command_fn article_save;                     /* made.id, made.name: the slug */
command_fn article_publish;                  /* struct article_publication */

/* A page that the centre edits; lang is "fr" or "en". */
struct site_page {
	struct text slug, lang, title, summary, body;
	struct instant updated;
};
command_fn site_page_save;                   /* struct site_page, updated ignored */

extern const struct routes article_routes;
#endif
