/* cordee similar: search in documents, and those that are like one. */
#include "base/list.h"
#include "cli/commands.h"
#include "cli/similar_read.h"
#include "formats/svg.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

struct asked {
	struct text query, like, audience;
	int64_t top;
	int words;
};

/* What is kept beside the index: titles, by id, sorted once all are read. */
struct titled {
	struct text id, title;
};

struct library {
	struct cli *cli;
	struct similar *index;
	LIST(struct titled) titles;
};

static bool take(void *user, const struct similar_document *d, struct error *error)
{
	struct library *l = user;
	size_t before = similar_count(l->index);
	if (!similar_put(l->index, d, error))
		return false;
	if (similar_count(l->index) == before) {
		error->name = text_copy(l->cli->arena, d->id);
		return error_input(error, NULL, N_("Deux contenus ont le même identifiant : {name}."));
	}
	list_add(l->cli->arena, &l->titles,
	         (struct titled){ text_copy(l->cli->arena, d->id), text_copy(l->cli->arena, d->title) });
	return true;
}

static int by_id(const void *a, const void *b)
{
	return text_compare(((const struct titled *)a)->id, ((const struct titled *)b)->id);
}

static struct text title_of(const struct library *l, struct text id)
{
	const struct titled *found = bsearch(&(struct titled){ .id = id }, l->titles.at, l->titles.n, sizeof *l->titles.at, by_id);
	return found && found->title.n ? found->title : id;
}

/* ---- Reading ---- */

/* "dossier/fiche.md" → "fiche" */
static struct text name_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	struct text name = text_of(slash ? slash + 1 : path);
	return text_ends(name, ".md") ? text_slice(name, 0, name.n - 3) : name;
}

static struct text first_character(struct text whole)
{
	struct text t = text_trim(whole);
	return text_slice(t, 0, t.n > 0);
}

/* By the end of its name; the standard input by how it begins. */
static int read_file(struct library *l, const struct similar_taker *taker, const char *path)
{
	ARENA_SCOPED arena = arena_new();
	struct text whole, name = text_of(path);
	struct error error = { 0 };
	struct place place = { 0, 0 };
	bool read;
	if (!cli_read(l->cli, arena, path, &whole))
		return CLI_BAD_INPUT;
	bool json = text_ends(name, ".json") || text_is(first_character(whole), "[");
	if (text_ends(name, ".md") || text_starts(whole, "---\n"))
		read = similar_read_markdown(arena, whole, name_of(path), taker, &place, &error);
	else if (json && !text_ends(name, ".csv"))
		read = similar_read_json(arena, whole, taker, &place, &error);
	else
		read = similar_read_csv(arena, whole, taker, &place, &error);
	return read ? CLI_DONE : cli_fault(l->cli, path, place, &error);
}

static int is_markdown(const struct dirent *entry)
{
	return text_ends(text_of(entry->d_name), ".md") && text_valid(text_of(entry->d_name));
}

static int read_folder(struct library *l, const struct similar_taker *taker, const char *folder)
{
	struct dirent **entries;
	int n = scandir(folder, &entries, is_markdown, alphasort), code = CLI_DONE;
	if (n < 0)
		return cli_refuse_at(l->cli, folder, (struct place){ 0, 0 }, N_("ce dossier ne peut pas être lu : {value}"),
		                     &(struct words){ .value = text_of(strerror(errno)) });
	for (int i = 0; i < n; i++) {
		if (code == CLI_DONE)
			code = read_file(l, taker, cli_path(l->cli, folder, entries[i]->d_name));
		free(entries[i]);
	}
	free(entries);
	if (code == CLI_DONE && n == 0)
		return cli_refuse_at(l->cli, folder, (struct place){ 0, 0 }, N_("ce dossier n'a aucun fichier Markdown (.md)"), NULL);
	return code;
}

static int read_all(struct library *l, const struct asked *a)
{
	struct similar_taker taker = { take, l, a->audience };
	const char *path = l->cli->arguments[0];
	struct stat about;
	bool folder = stat(path, &about) == 0 && S_ISDIR(about.st_mode);
	int code = folder ? read_folder(l, &taker, path) : read_file(l, &taker, path);
	if (l->titles.n > 0)
		qsort(l->titles.at, l->titles.n, sizeof *l->titles.at, by_id);
	similar_refresh(l->index);
	return code;
}

/* ---- Telling ---- */

static void json_texts(struct json *json, const char *key, const struct text *texts, size_t n)
{
	json_key(json, key);
	json_line(json);
	json_open_array(json);
	for (size_t i = 0; i < n; i++)
		json_text(json, texts[i]);
	json_close(json);
}

static void json_match(struct library *l, struct json *json, const struct similar_match *m, bool like)
{
	json_open_object(json);
	json_member_text(json, "id", m->id);
	json_member_text(json, "title", title_of(l, m->id));
	json_member_number(json, "score", m->score);
	if (like) {
		json_member_number(json, "cosine", m->cosine);
		json_member_bool(json, "pinned", m->pinned);
		json_texts(json, "tags", m->tags, m->tags_n);
		json_texts(json, "themes", m->themes, m->themes_n);
		json_member_text(json, "why", similar_explain(l->cli->arena, l->cli->lang, m));
	}
	json_close(json);
}

static bool tell_json(struct library *l, const struct similar_list *list, bool like)
{
	struct json json;
	cli_json(l->cli, &json);
	json_open_object(&json);
	json_member_int(&json, "documents", (int64_t)similar_count(l->index));
	if (!like)
		json_member_int(&json, "found", (int64_t)list->found);
	json_key(&json, "results");
	json_open_array(&json);
	for (size_t i = 0; i < list->n; i++)
		json_match(l, &json, &list->at[i], like);
	json_close(&json);
	json_close(&json);
	return json_end(&json);
}

static void tell(struct library *l, const struct similar_list *list, bool like)
{
	static const struct cli_column found[] = { { N_("Valeur"), true }, { N_("Contenu"), false }, { N_("Identifiant"), false } };
	static const struct cli_column alike[] = { { N_("Valeur"), true }, { N_("Contenu"), false }, { N_("Pourquoi"), false } };
	struct arena *arena = l->cli->arena;
	LIST(struct text) cells = { 0 };
	for (size_t i = 0; i < list->n; i++) {
		const struct similar_match *m = &list->at[i];
		list_add(arena, &cells, text_format(arena, "%.2f", m->score));
		list_add(arena, &cells, title_of(l, m->id));
		list_add(arena, &cells, like ? similar_explain(arena, l->cli->lang, m) : m->id);
	}
	struct words words = { .n = (int64_t)list->found, .of = (int64_t)similar_count(l->index) };
	cli_heading(l->cli, like ? N_("Contenus similaires") : N_("Recherche"));
	if (list->n > 0)
		cli_table(l->cli, like ? alike : found, 3, cells.at, list->n);
	if (like)
		cli_say(l->cli, N_("Parmi {of} contenus."), &words);
	else
		cli_say(l->cli, N_("{n} contenus trouvés sur {of}."), &words);
}

/* One bar an answer, its title above and why below: to be read in the order of the list. */
static void draw(struct library *l, struct svg *svg, const struct similar_list *list, bool like)
{
	enum { LEFT = 16, WIDE = 640, TOP = 30, ROW = 74, BAR = 12, LONGEST = 92 };
	double full = list->n && !like ? list->at[0].score : 1;
	for (size_t i = 0; i < list->n; i++) {
		const struct similar_match *m = &list->at[i];
		double y = TOP + (double)i * ROW;
		struct text why = like ? similar_explain(l->cli->arena, l->cli->lang, m) : m->id;
		svg_text(svg, "ink strong", SVG_START, LEFT, y, text_excerpt(l->cli->arena, title_of(l, m->id), LONGEST * 4 / 5));
		svg_rect(svg, "sheet", LEFT, y + 8, WIDE, BAR);
		svg_rect(svg, "p0", LEFT, y + 8, WIDE * (m->score < full ? m->score / full : 1), BAR);
		svg_text(svg, "soft small", SVG_START, LEFT, y + 38, text_excerpt(l->cli->arena, why, LONGEST));
	}
}

static bool picture(struct library *l, const struct asked *a, const struct similar_list *list)
{
	enum { WIDTH = 672, TOP = 30, ROW = 74, MOST_BYTES = 1 << 22 };
	bool like = a->like.at != NULL;
	struct words words = { .name = like ? title_of(l, a->like) : a->query };
	struct buffer out;
	struct svg svg;
	if (!l->cli->svg)
		return true;
	struct text title = translate(l->cli->arena, l->cli->lang, like ? N_("Ce qui ressemble à : {name}") : N_("Recherche : {name}"), &words);
	struct svg_head head = { WIDTH, TOP + ROW * (double)list->n, title, title, l->cli->lang };
	buffer_init(&out, MOST_BYTES);
	svg_begin(&svg, &out, &head);
	draw(l, &svg, list, like);
	svg_end(&svg);
	bool written = cli_picture(l->cli, &out);
	buffer_free(&out);
	return written;
}

static int answer(struct library *l, const struct asked *a)
{
	static const int64_t mine[] = { SIMILAR_MINE };
	struct similar_reader reader = { mine, a->audience.n > 0 };
	struct similar_list list;
	bool like = a->like.at != NULL;
	if (!like)
		similar_search(l->cli->arena, l->index, reader, a->query, (size_t)a->top, &list);
	else if (!similar_like(l->cli->arena, l->index, reader, a->like, (size_t)a->top, &list))
		return cli_refuse(l->cli, N_("aucun contenu ne s'appelle « {name} »"), &(struct words){ .name = a->like });
	if (!picture(l, a, &list))
		return CLI_BAD_INPUT;
	if (l->cli->json && !tell_json(l, &list, like))
		return CLI_BAD_INPUT;
	if (!l->cli->json)
		tell(l, &list, like);
	return list.n > 0 ? CLI_DONE : CLI_NO_ANSWER;
}

static int run(struct cli *cli, const void *of)
{
	const struct asked *a = of;
	struct similar_options options = similar_defaults(a->words == 0 ? LANG_FR : LANG_EN);
	struct library l = { .cli = cli };
	if (!a->query.at == !a->like.at)
		return cli_refuse(cli, N_("dites ce qui est cherché : --query=MOTS, ou --like=IDENTIFIANT"), NULL);
	l.index = similar_new(&options);
	int code = read_all(&l, a);
	if (code == CLI_DONE)
		code = answer(&l, a);
	similar_free(l.index);
	return code;
}

static const char *const languages[] = { "fr", "en", NULL };
static const struct cli_option options[] = {
	{ .name = "query", .kind = CLI_TEXT, .value = N_("MOTS"), .at = offsetof(struct asked, query),
	  .summary = N_("chercher ces mots, le dernier aussi comme un début de mot") },
	{ .name = "like", .kind = CLI_TEXT, .value = N_("IDENTIFIANT"), .at = offsetof(struct asked, like),
	  .summary = N_("donner les contenus qui ressemblent à celui-ci") },
	{ .name = "top", .kind = CLI_INT, .value = "N", .fallback = "5", .least = 1, .most = 1000, .at = offsetof(struct asked, top),
	  .summary = N_("combien en donner") },
	{ .name = "words", .kind = CLI_CHOICE, .choices = languages, .fallback = "fr", .at = offsetof(struct asked, words),
	  .summary = N_("la langue des contenus") },
	{ .name = "audience", .kind = CLI_TEXT, .value = N_("NOM"), .at = offsetof(struct asked, audience),
	  .summary = N_("voir aussi les contenus réservés à ce groupe ; sans elle, seuls les contenus publics") },
};

static const char *const about[] = {
	N_("Cherche dans des contenus, ou donne ceux qui ressemblent à l'un d'eux avec la raison de chaque proposition. "
	   "Accents, majuscules et formes d'un même mot ne comptent pas ; une faute de frappe est pardonnée dans un mot "
	   "de cinq lettres ou plus."),
	N_("Les contenus presque identiques ne sont proposés qu'une fois ; ceux "
	   "que la rédaction a choisis viennent d'abord."),
	NULL,
};
static const struct cli_note files[] = {
	{ N_("DOSSIER"), N_("Des fichiers Markdown (.md), avec un en-tête facultatif entre deux lignes « --- » : title, summary, "
	                   "tags, track, kind, size, date, audience, pinned, barred ; le nom du fichier est l'identifiant.") },
	{ N_("FICHIER"), N_("Une liste en CSV (une colonne « id », et les mêmes noms de colonnes, avec body) ou en JSON (une liste "
	                   "d'objets aux mêmes clés). Plusieurs étiquettes : séparées par des virgules.") },
	{ 0 },
};
static const struct cli_note examples[] = {
	{ N_("cordee similar articles --query=\"cantines loc\""), N_("chercher dans un dossier d'articles") },
	{ N_("cordee similar articles --like=egalim-50-20-mode-d-emploi"), N_("ce qui ressemble à cet article") },
	{ 0 },
};

const struct cli_command similar_command = {
	.name = "similar", .summary = N_("chercher dans des contenus, et trouver ceux qui se ressemblent"),
	.section = CLI_METHODS, .arguments = N_("DOSSIER|FICHIER"), .least = 1, .most = 1, .common = CLI_JSON | CLI_SVG,
	.options = options, .options_n = sizeof options / sizeof *options, .room = sizeof(struct asked), .about = about,
	.files = files, .examples = examples, .no_answer = N_("rien n'a été trouvé"), .run = run,
};
