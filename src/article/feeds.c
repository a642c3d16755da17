/* What machines read: the Atom feed, the sitemap, robots.txt. */
#include "article/article_store.h"
#include "article/pages.h"
#include "formats/atom.h"
#include "formats/xml.h"

enum { FEED_BYTES = 1 << 20, SITEMAP_BYTES = 8 << 20 };

static struct text absolute(struct request *r, struct url url)
{
	return url_absolute(r->arena, r->app->settings.base_url, url);
}

void articles_feed(struct request *r)
{
	int64_t found;
	struct rows rows = articles_published(r->db, r->arena, NO_TEXT, 0, ARTICLES_IN_FEED, &found);
	const struct article *articles = rows.at;
	struct atom_entry *entries = arena_many(r->arena, struct atom_entry, rows.n);
	for (size_t i = 0; i < rows.n; i++)
		entries[i] = (struct atom_entry){ .title = articles[i].title, .url = absolute(r, article_url(&articles[i])),
			                          .summary = articles[i].summary, .author = r->app->settings.centre,
			                          .published = articles[i].published, .updated = articles[i].updated };
	struct buffer out;
	buffer_init(&out, FEED_BYTES);
	atom_write(&out, r->arena, &(struct atom_feed){ .title = r->app->settings.centre, .url = absolute(r, URL("/contenus.atom")),
	                                                .home = absolute(r, URL("/contenus")), .entries = entries, .n = rows.n });
	reply_body(r, 200, "application/atom+xml; charset=utf-8", &out);
}

static struct url place_url(const struct place *place)
{
	if (text_is(place->kind, "article"))
		return URL("/contenus/$1", place->slug);
	return text_is(place->kind, "cycle") ? URL("/cycles/$1", place->slug) : URL("/pages/$1", place->slug);
}

static void sitemap_entry(struct buffer *out, struct request *r, struct url url, struct instant changed)
{
	buffer_z(out, "<url>");
	xml_element(out, "loc", absolute(r, url));
	if (changed.s)
		xml_element(out, "lastmod", instant_iso(r->arena, changed));
	buffer_z(out, "</url>\n");
}

void sitemap(struct request *r)
{
	struct rows rows = public_places(r->db, r->arena);
	struct buffer out;
	buffer_init(&out, SITEMAP_BYTES);
	buffer_z(&out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
	               "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
	sitemap_entry(&out, r, URL("/"), (struct instant){ 0 });
	sitemap_entry(&out, r, URL("/cycles"), (struct instant){ 0 });
	sitemap_entry(&out, r, URL("/contenus"), (struct instant){ 0 });
	for (const struct place *place = rows.at; place < (const struct place *)rows.at + rows.n; place++)
		sitemap_entry(&out, r, place_url(place), place->changed);
	buffer_z(&out, "</urlset>\n");
	reply_body(r, 200, "application/xml; charset=utf-8", &out);
}

/* A demonstration is not for search engines. */
void robots(struct request *r)
{
	if (r->app->settings.demo)
		reply_text(r, 200, "text/plain", text("User-agent: *\nDisallow: /\n"));
	else
		reply_text(r, 200, "text/plain", text_format(r->arena, "User-agent: *\nDisallow: /connexion\nDisallow: /moi\nSitemap: %" TEXT "\n",
		                                             text_args(absolute(r, URL("/sitemap.xml")))));
}
