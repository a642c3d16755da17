/* The SQL of contents. */
#include "article/article_store.h"

#define ARTICLE_SELECT                                                                      \
	"SELECT a.id, a.cycle, a.slug, a.title, a.summary, a.body, a.topic, a.track, "      \
	"c.slug AS cycle_slug, c.name AS cycle_name, a.published, a.updated "               \
	"FROM article a LEFT JOIN cycle c ON c.id = a.cycle "
#define ARTICLE_ROW                                                                         \
	ROW(struct article, id, cycle, slug, title, summary, body, topic, track, cycle_slug, cycle_name, published, updated)

STATEMENT(article_of_slug, ARTICLE_SELECT "WHERE a.slug = $1", .params = "t", ARTICLE_ROW)
STATEMENT(article_of_id, ARTICLE_SELECT "WHERE a.id = $1", .params = "i", ARTICLE_ROW)
STATEMENT(article_page_of, ARTICLE_SELECT "WHERE a.published IS NOT NULL AND ($1 = '' OR a.topic = $1) "
          "ORDER BY a.published DESC, a.id DESC LIMIT $2 OFFSET $3", .params = "tii", ARTICLE_ROW)
STATEMENT(article_count, "SELECT count(*) AS n FROM article a WHERE a.published IS NOT NULL AND ($1 = '' OR a.topic = $1)",
          .params = "t", ROW(struct topic_count, n))
STATEMENT(article_drafts, ARTICLE_SELECT "WHERE a.published IS NULL ORDER BY a.updated DESC, a.id DESC", ARTICLE_ROW)
STATEMENT(article_near, ARTICLE_SELECT "WHERE a.published IS NOT NULL AND a.id <> $1 AND "
          "(a.cycle = $2 OR a.topic = $3 OR a.track = $4) ORDER BY "
          "CASE WHEN a.cycle = $2 THEN 0 WHEN a.topic = $3 THEN 1 ELSE 2 END, a.published DESC, a.id DESC LIMIT $5",
          .params = "iitti", ARTICLE_ROW)
STATEMENT(article_topic_counts, "SELECT topic, count(*) AS n FROM article WHERE published IS NOT NULL AND topic <> '' "
          "GROUP BY topic ORDER BY topic", ROW(struct topic_count, topic, n))
STATEMENT(article_with_slug, "SELECT id FROM article WHERE slug = $1 AND id <> $2", .params = "ti", ROW(struct article, id))
STATEMENT(insert_article, "INSERT INTO article (slug, title, summary, body, topic, track, cycle, author, updated, created) "
          "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9) RETURNING id", .params = "ttttttiii", ROW(struct article, id))
STATEMENT(update_article, "UPDATE article SET slug = $2, title = $3, summary = $4, body = $5, topic = $6, track = $7, "
          "cycle = $8, updated = $9 WHERE id = $1", .params = "ittttttii")
STATEMENT(publish_article, "UPDATE article SET published = $2 WHERE id = $1", .params = "ii")
STATEMENT(page_of_site, "SELECT slug, lang, title, summary, body, updated FROM site_page WHERE slug = $1 AND lang IN ($2, 'fr') "
          "ORDER BY CASE WHEN lang = $2 THEN 0 ELSE 1 END LIMIT 1", .params = "tt",
          ROW(struct site_page, slug, lang, title, summary, body, updated))
STATEMENT(put_page_of_site, "INSERT INTO site_page (slug, lang, title, summary, body, updated) VALUES ($1, $2, $3, $4, $5, $6) "
          "ON CONFLICT (slug, lang) DO UPDATE SET title = excluded.title, summary = excluded.summary, "
          "body = excluded.body, updated = excluded.updated", .params = "ttttti")
STATEMENT(places_seen, "SELECT 'article' AS kind, slug, id, updated AS changed FROM article WHERE published IS NOT NULL "
          "UNION ALL SELECT 'cycle', slug, id, created FROM cycle WHERE published = 1 "
          "UNION ALL SELECT 'page', slug, 0, updated FROM site_page WHERE lang = 'fr' AND slug <> 'home' ORDER BY 1, 2",
          ROW(struct place, kind, slug, id, changed))

struct article *article_by_slug(struct db *db, struct arena *arena, struct text slug)
{
	return db_one(db, arena, &article_of_slug, BIND(slug));
}

struct article *article_by_id(struct db *db, struct arena *arena, int64_t id)
{
	return db_one(db, arena, &article_of_id, BIND(id));
}

struct rows articles_published(struct db *db, struct arena *arena, struct text topic, size_t offset, size_t limit,
                               int64_t *found)
{
	*found = db_int(db, &article_count, BIND(topic));
	return db_all(db, arena, &article_page_of, BIND(topic, limit, offset));
}

struct rows articles_in_draft(struct db *db, struct arena *arena)
{
	return db_all(db, arena, &article_drafts, BIND_NONE);
}

struct rows articles_alike(struct db *db, struct arena *arena, const struct article *a)
{
	return db_all(db, arena, &article_near, BIND(a->id, a->cycle, a->topic, a->track, ARTICLES_ALIKE));
}

struct rows article_topics(struct db *db, struct arena *arena)
{
	return db_all(db, arena, &article_topic_counts, BIND_NONE);
}

bool article_slug_taken(struct db *db, struct text slug, int64_t except)
{
	return db_int(db, &article_with_slug, BIND(slug, except)) != 0;
}

int64_t article_insert(struct db *tx, const struct article_input *in, struct instant now)
{
	return db_int(tx, &insert_article, BIND(in->slug, in->title, in->summary, in->body, in->topic, in->track,
	                                        v_id(in->cycle), v_id(in->by), now));
}

void article_update(struct db *tx, const struct article_input *in, struct instant now)
{
	db_run(tx, &update_article, BIND(in->id, in->slug, in->title, in->summary, in->body, in->topic, in->track,
	                                 v_id(in->cycle), now));
}

void article_set_published(struct db *tx, int64_t id, struct instant published)
{
	db_run(tx, &publish_article, BIND(id, published));
}

struct site_page *site_page_find(struct db *db, struct arena *arena, struct text slug, enum lang lang)
{
	return db_one(db, arena, &page_of_site, BIND(slug, lang_name(lang)));
}

void site_page_put(struct db *tx, const struct site_page *in, struct instant now)
{
	db_run(tx, &put_page_of_site, BIND(in->slug, in->lang, in->title, in->summary, in->body, now));
}

struct rows public_places(struct db *db, struct arena *arena)
{
	return db_all(db, arena, &places_seen, BIND_NONE);
}
