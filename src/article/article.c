/* Rules of contents: addresses, publishing, what is found by search. */
#include "article/article.h"

#include "article/article_store.h"
#include "html/page.h"
#include "store/search.h"

struct url article_url(const struct article *a)
{
	return URL("/contenus/$1", a->slug);
}

/* Only what is published is found. */
static void index_article(struct db *tx, struct arena *arena, int64_t id)
{
	const struct article *a = article_by_id(tx, arena, id);
	if (!a || a->published.s == 0) {
		search_remove(tx, text("article"), id);
		return;
	}
	search_put(tx, arena, &(struct search_entry){
		.kind = text("article"), .of = id, .title = a->title, .url = url_text(arena, article_url(a)),
		.body = text_format(arena, "%" TEXT "\n%" TEXT, text_args(a->summary), text_args(markdown_plain(arena, a->body))),
		.audience = AUDIENCE_PUBLIC });
}

bool article_save(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	struct article_input in = *(const struct article_input *)input;
	in.slug = text_slug(arena, in.slug.n ? in.slug : in.title);
	if (in.slug.n == 0)
		return error_input(err, "slug", N_("Écrivez une adresse d'au moins une lettre."));
	if (article_slug_taken(tx, in.slug, in.id))
		return error_input(err, "slug", N_("Un autre contenu a déjà cette adresse : choisissez-en une autre."));
	if (in.id)
		article_update(tx, &in, clock_now());
	else
		in.id = article_insert(tx, &in, clock_now());
	index_article(tx, arena, in.id);
	*made = (struct made){ in.id, in.slug };
	return true;
}

bool article_publish(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct article_publication *in = input;
	const struct article *a = article_by_id(tx, arena, in->id);
	if (!a)
		return error_missing(err);
	bool now_public = in->published && a->published.s == 0;
	article_set_published(tx, a->id, in->published ? (now_public ? clock_now() : a->published) : (struct instant){ 0 });
	index_article(tx, arena, a->id);
	*made = (struct made){ a->id, a->slug };
	return true;
}

bool site_page_save(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	(void)arena, (void)err;
	const struct site_page *in = input;
	site_page_put(tx, in, clock_now());
	made->name = in->slug;
	return true;
}
