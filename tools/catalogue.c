/* catalogue LANG FOLDER OUTPUT.c DEPFILE [NAME.po…]: one table from the catalogues of FOLDER, or those named. Fuzzy and
 * missing translations are left out (the message then shows in French); a test refuses them.
 * Two folders may hold the same message if they translate it the same way. For "fr" the table
 * holds the messages themselves, those whose spaces French typography would not have break. */
#include "po.h"

#include "base/buffer.h"
#include "base/catalogue.h"
#include "base/list.h"
#include "file.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LARGEST_OUTPUT = 64 << 20, MOST_MESSAGES = 60000, ARGUMENTS = 5 };

struct table {
	struct po_entry *at;
	size_t n, cap;
	uint16_t *slots;
	uint32_t slots_n;
};

static void put_quoted(struct buffer *out, const char *z)
{
	buffer_char(out, '"');
	for (; *z; z++) {
		if (*z == '\n')
			buffer_z(out, "\\n");
		else if (*z == '"' || *z == '\\' || *z == '?')
			buffer_format(out, "\\%c", *z);
		else
			buffer_char(out, *z);
	}
	buffer_char(out, '"');
}

static void put_entry(struct buffer *out, const struct po_entry *e)
{
	buffer_z(out, "\t{ ");
	put_quoted(out, e->id);
	buffer_z(out, ", ");
	put_quoted(out, e->strings[0]);
	buffer_z(out, ", ");
	if (e->plural)
		put_quoted(out, e->strings[1]);
	else
		buffer_z(out, "NULL");
	buffer_z(out, " },\n");
}

static void put_table(struct buffer *out, const char *lang, const struct table *t)
{
	buffer_format(out, "/* Made from locale/ for %s by tools/catalogue.c. */\n#include \"base/catalogue.h\"\n\n", lang);
	buffer_z(out, "static const struct catalogue_entry entries[] = {\n");
	for (size_t i = 0; i < t->n; i++)
		put_entry(out, &t->at[i]);
	buffer_z(out, "\t{ NULL, NULL, NULL },\n};\n\nstatic const uint16_t slots[] = {");
	for (uint32_t i = 0; i < t->slots_n; i++)
		buffer_format(out, "%s%u,", i % 16 ? " " : "\n\t", (unsigned)t->slots[i]);
	buffer_format(out, "\n};\n\nconst struct catalogue catalogue_%s = { entries, slots, %u };\n", lang,
	              (unsigned)t->slots_n);
}

/* The slot of a message: its own, or the free one where it goes. */
static uint16_t *slot_of(const struct table *t, const char *message)
{
	uint32_t mask = t->slots_n - 1, i = catalogue_hash(message) & mask;
	while (t->slots[i] && strcmp(t->at[t->slots[i] - 1].id, message) != 0)
		i = (i + 1) & mask;
	return &t->slots[i];
}

static void make_slots(struct arena *arena, struct table *t, size_t messages)
{
	t->slots_n = 8;
	while (t->slots_n < messages * 2)
		t->slots_n *= 2;
	t->slots = arena_many(arena, uint16_t, t->slots_n);
}

static bool is_translated(const struct po_entry *e)
{
	bool first = e->strings[0] && e->strings[0][0], second = e->strings[1] && e->strings[1][0];
	return !e->fuzzy && first && (!e->plural || second);
}

static bool same_words(const struct po_entry *a, const struct po_entry *b)
{
	if (strcmp(a->strings[0], b->strings[0]) != 0)
		return false;
	return !a->plural || !b->plural || strcmp(a->strings[1], b->strings[1]) == 0;
}

/* Adds an entry to the table; the same message in two folders must say the same. */
static bool add(struct arena *arena, struct table *t, const char *path, const struct po_entry *e)
{
	uint16_t *slot = slot_of(t, e->id);
	if (!*slot) {
		list_add(arena, t, *e);
		*slot = (uint16_t)t->n;
		return true;
	}
	struct po_entry *known = &t->at[*slot - 1];
	if (!same_words(known, e)) {
		fprintf(stderr, "%s:%d: error: \"%s\" is translated otherwise in another folder (\"%s\")\n", path, e->line,
		        e->id, known->strings[0]);
		return false;
	}
	if (e->plural)
		*known = *e;
	return true;
}

/* In French a space before : ; ! ? » and after « never breaks: U+00A0. */
static bool stays(struct text t, size_t i)
{
	static const char *const marks[] = { " :", " ;", " !", " ?", " »" };
	struct text rest = text_slice(t, i, t.n);
	for (size_t m = 0; m < sizeof marks / sizeof *marks; m++)
		if (text_starts(rest, marks[m]))
			return true;
	return t.at[i] == ' ' && text_ends(text_slice(t, 0, i), "«");
}

static const char *typeset(struct arena *arena, const char *message)
{
	struct text t = text_of(message);
	struct buffer out;
	buffer_init(&out, LARGEST_OUTPUT);
	for (size_t i = 0; i < t.n; i++) {
		if (stays(t, i))
			buffer_z(&out, "\u00a0");
		else
			buffer_char(&out, t.at[i]);
	}
	const char *z = text_z(arena, buffer_view(&out));
	buffer_free(&out);
	return z;
}

/* Makes an entry's own message its translation; false when nothing changes in it. */
static bool french(struct arena *arena, struct po_entry *e)
{
	e->fuzzy = false;
	e->strings[0] = typeset(arena, e->id);
	e->strings[1] = e->plural ? typeset(arena, e->plural) : NULL;
	return strcmp(e->strings[0], e->id) != 0 || (e->plural && strcmp(e->strings[1], e->plural) != 0);
}

static int compare_paths(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

struct paths {
	const char **at;
	size_t n, cap;
};

static bool is_wanted(const char *name, char **names)
{
	bool any = *names == NULL && text_ends(text_of(name), ".po");
	for (; *names && !any; names++)
		any = strcmp(name, *names) == 0;
	return any;
}

static bool list_catalogues(struct arena *arena, const char *folder, char **names, struct paths *paths)
{
	DIR *dir = opendir(folder);
	if (!dir) {
		fprintf(stderr, "%s: cannot be read\n", folder);
		return false;
	}
	for (struct dirent *d; (d = readdir(dir)) != NULL;)
		if (is_wanted(d->d_name, names))
			list_add(arena, paths, text_format(arena, "%s/%s", folder, d->d_name).at);
	closedir(dir);
	if (paths->n > 1)
		qsort(paths->at, paths->n, sizeof *paths->at, compare_paths);
	return true;
}

static bool read_catalogue(struct arena *arena, const char *path, struct po *po)
{
	struct text source;
	struct po_error error;
	if (!file_read(arena, path, &source))
		return false;
	if (po_read(arena, source, po, &error))
		return true;
	fprintf(stderr, "%s:%d: error: %s\n", path, error.line, error.message);
	return false;
}

static bool add_all(struct arena *arena, const char *lang, struct table *table, const char *path, struct po *file)
{
	bool in_french = strcmp(lang, "fr") == 0;
	for (size_t i = 0; i < file->n; i++) {
		struct po_entry *e = &file->at[i];
		bool wanted = in_french ? french(arena, e) : is_translated(e);
		if (wanted && !add(arena, table, path, e))
			return false;
	}
	return true;
}

static bool make_table(struct arena *arena, const char *lang, const struct paths *paths, struct table *table)
{
	struct po *files = arena_many(arena, struct po, paths->n + 1);
	size_t messages = 0;
	for (size_t i = 0; i < paths->n; i++) {
		if (!read_catalogue(arena, paths->at[i], &files[i]))
			return false;
		messages += files[i].n;
	}
	if (messages > MOST_MESSAGES) {
		fprintf(stderr, "more than %d messages\n", MOST_MESSAGES);
		return false;
	}
	make_slots(arena, table, messages);
	for (size_t i = 0; i < paths->n; i++)
		if (!add_all(arena, lang, table, paths->at[i], &files[i]))
			return false;
	return true;
}

/* What the table depends on, for the build: the folder itself too, since files may come. */
static void put_dependencies(struct buffer *out, const char *output, const char *folder, const struct paths *paths)
{
	buffer_format(out, "%s: %s", output, folder);
	for (size_t i = 0; i < paths->n; i++)
		buffer_format(out, " %s", paths->at[i]);
	buffer_char(out, '\n');
}

static bool run(struct arena *arena, char **argv, struct buffer *source, struct buffer *dependencies)
{
	const char *lang = argv[1], *folder = argv[2], *output = argv[3], *depfile = argv[4];
	struct paths paths = { 0 };
	struct table table = { 0 };
	if (!list_catalogues(arena, folder, argv + ARGUMENTS, &paths) || !make_table(arena, lang, &paths, &table))
		return false;
	put_table(source, lang, &table);
	put_dependencies(dependencies, output, folder, &paths);
	return file_write_text(output, buffer_view(source)) && file_write_text(depfile, buffer_view(dependencies));
}

int main(int argc, char **argv)
{
	enum { USAGE = 2 };
	if (argc < ARGUMENTS) {
		fprintf(stderr, "usage: catalogue LANG FOLDER OUTPUT.c DEPFILE [NAME.po...]\n");
		return USAGE;
	}
	ARENA_SCOPED arena = arena_new();
	struct buffer source, dependencies;
	buffer_init(&source, LARGEST_OUTPUT);
	buffer_init(&dependencies, LARGEST_OUTPUT);
	bool ok = run(arena, argv, &source, &dependencies);
	buffer_free(&source);
	buffer_free(&dependencies);
	return ok ? 0 : 1;
}
