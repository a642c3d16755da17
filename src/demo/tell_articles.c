/* Articles and the pages of the site: Markdown files with a few lines of front matter. */
#include "article/article.h"
#include "demo/replay.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_MOST = 1 << 18 };

/* The whole file, in the arena; none and a problem when it cannot be read. */
static struct text read_file(struct replay *r, const char *folder, const char *name)
{
	struct text path = text_format(r->arena, "%s/%s/%s", r->folder, folder, name);
	FILE *file = fopen(text_z(r->arena, path), "rb");
	char *bytes = arena_alloc(r->arena, FILE_MOST);
	size_t n = file ? fread(bytes, 1, FILE_MOST, file) : 0;
	if (file)
		fclose(file);
	struct text all = { bytes, n };
	if (n > 0 && n < FILE_MOST && text_valid(all))
		return all;
	replay_problem(r, "this file cannot be read", path);
	return NO_TEXT;
}

/* The front matter as an object, the text under the key "body". */
static const json_t *parse(struct replay *r, struct text all)
{
	json_t *told = json_object();
	list_add(r->arena, &r->documents, told);
	text_cut(&all, '\n'); /* the first --- */
	for (struct text line = text_cut(&all, '\n'); all.at && !text_is(line, "---"); line = text_cut(&all, '\n')) {
		struct text value = line;
		struct text key = text_cut(&value, ':');
		value = text_trim(value);
		json_object_set_new(told, text_z(r->arena, text_trim(key)), json_stringn(value.at ? value.at : "", value.n));
	}
	json_object_set_new(told, "body", json_stringn(all.at ? all.at : "", all.n));
	return told;
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static int is_markdown(const struct dirent *entry)
{
	return text_ends(text_of(entry->d_name), ".md");
}

/* The parts of a file's name between points: "accessibilite.fr.md" → slug, lang. */
static void name_parts(struct replay *r, const json_t *told, const char *name)
{
	struct text rest = text_copy(r->arena, text_of(name));
	struct text slug = text_cut(&rest, '.'), lang = text_cut(&rest, '.');
	json_object_set_new((json_t *)told, "slug", json_stringn(slug.at, slug.n));
	json_object_set_new((json_t *)told, "lang", json_stringn(lang.at, lang.n));
}

static void each_file(struct replay *r, const char *folder, void (*tell)(struct replay *, const json_t *))
{
	struct dirent **entries;
	int n = scandir(text_z(r->arena, text_format(r->arena, "%s/%s", r->folder, folder)), &entries, is_markdown, by_name);
	for (int i = 0; i < n; i++) {
		const json_t *told = parse(r, read_file(r, folder, entries[i]->d_name));
		name_parts(r, told, entries[i]->d_name);
		tell(r, told);
		free(entries[i]);
	}
	if (n >= 0)
		free(entries);
	else
		replay_problem(r, "no such folder", text_of(folder));
}

struct found_id {
	int64_t id;
};
STATEMENT(cycle_told, "SELECT id FROM cycle WHERE slug = $1", .params = "t", ROW(struct found_id, id))
STATEMENT(article_told, "SELECT id FROM article WHERE slug = $1", .params = "t", ROW(struct found_id, id))

static void write_article(struct replay *r, struct told_cycle *none, const json_t *told)
{
	(void)none;
	struct text slug = told_text(told, "slug");
	struct article_input in = { .id = db_int(r->tx, &article_told, BIND(slug)),
		                    .cycle = db_int(r->tx, &cycle_told, BIND(told_text(told, "cycle"))),
		                    .title = told_text(told, "title"), .slug = slug, .summary = told_text(told, "summary"),
		                    .body = told_text(told, "body"), .topic = told_text(told, "topic"), .track = told_text(told, "track") };
	int64_t id = replay_run(r, article_save, &in, in.title).id;
	replay_run(r, article_publish, &(struct article_publication){ id, true }, in.title);
}

static void tell_article(struct replay *r, const json_t *told)
{
	struct instant published = told_instant(told, "published"), updated = told_instant(told, "updated");
	replay_at(r, published, write_article, NULL, told);
	if (updated.s > published.s)
		replay_at(r, updated, write_article, NULL, told);
}

static void write_page(struct replay *r, struct told_cycle *none, const json_t *told)
{
	(void)none;
	struct site_page in = { .slug = told_text(told, "slug"), .lang = told_text(told, "lang"), .title = told_text(told, "title"),
		                .summary = told_text(told, "summary"), .body = told_text(told, "body") };
	replay_run(r, site_page_save, &in, in.title);
}

static void tell_page(struct replay *r, const json_t *told)
{
	replay_at(r, day_at(day_make(2019, 9, 2), 9, 0), write_page, NULL, told);
}

void tell_articles(struct replay *r)
{
	each_file(r, "articles", tell_article);
}

void tell_pages(struct replay *r)
{
	each_file(r, "pages", tell_page);
}
