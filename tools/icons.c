/* icons OUTPUT.c ICON.svg…: the drawings as a table of markup, to be put inline in pages:
 * hidden from screen readers (words stand beside each), without what inline SVG needs not. */
#include "base/buffer.h"
#include "file.h"

#include <stdio.h>

enum { LARGEST_OUTPUT = 4 << 20 };

static void put_quoted(struct buffer *out, struct text t)
{
	buffer_char(out, '"');
	for (size_t i = 0; i < t.n; i++) {
		if (t.at[i] == '"' || t.at[i] == '\\')
			buffer_char(out, '\\');
		buffer_char(out, t.at[i] == '\n' ? ' ' : t.at[i]);
	}
	buffer_char(out, '"');
}

static struct text base_name(const char *path)
{
	struct text name = text_of(path);
	for (size_t i = name.n; i > 0; i--)
		if (name.at[i - 1] == '/') {
			name = text_slice(name, i, name.n);
			break;
		}
	return text_slice(name, 0, text_find(name, text(".svg")));
}

static bool put_icon(struct arena *arena, const char *path, struct buffer *out)
{
	const struct text opening = text("<svg"), space = text(" xmlns=\"http://www.w3.org/2000/svg\"");
	struct text svg;
	if (!file_read(arena, path, &svg))
		return false;
	svg = text_trim(svg);
	size_t at = text_find(svg, space);
	if (!text_starts(svg, "<svg ") || at == svg.n) {
		fprintf(stderr, "%s: an icon begins with <svg xmlns=…\n", path);
		return false;
	}
	struct text rest = text_join(arena, text_slice(svg, opening.n, at), text_slice(svg, at + space.n, svg.n));
	buffer_z(out, "\t{ ");
	put_quoted(out, base_name(path));
	buffer_z(out, ", T(");
	put_quoted(out, text_join(arena, text("<svg aria-hidden=\"true\""), rest));
	buffer_z(out, ") },\n");
	return true;
}

static bool put_icons(struct arena *arena, int argc, char **argv, struct buffer *out)
{
	buffer_z(out, "/* Made from assets/icons by tools/icons.c. */\n#include \"html/icons.h\"\n\n"
	              "const struct icon icons[] = {\n");
	for (int i = 2; i < argc; i++)
		if (!put_icon(arena, argv[i], out))
			return false;
	buffer_z(out, "};\nconst size_t icons_n = sizeof icons / sizeof *icons;\n");
	return file_write_text(argv[1], buffer_view(out));
}

int main(int argc, char **argv)
{
	enum { USAGE = 2, LEAST = 3 };
	if (argc < LEAST) {
		fprintf(stderr, "usage: icons OUTPUT.c ICON.svg...\n");
		return USAGE;
	}
	ARENA_SCOPED arena = arena_new();
	struct buffer out;
	buffer_init(&out, LARGEST_OUTPUT);
	bool ok = put_icons(arena, argc, argv, &out);
	buffer_free(&out);
	return ok ? 0 : 1;
}
