/* embed ROOT OUTPUT.c DEPFILE: the assets as one C table (src/http/static.h), named after a
 * hash of their content, with brotli and gzip twins. The style sheets are joined in the order
 * of their names, and what they ask for by url(…) is embedded with them. */
#include "base/arena.h"
#include "base/buffer.h"
#include "base/check.h"
#include "base/list.h"
#include "base/text.h"
#include "file.h"

#include <brotli/encode.h>
#include <dirent.h>
#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { JOINED_MOST = 8 << 20, OUTPUT_MOST = 64 << 20, HASH_BYTES = 8, BROTLI_LEVEL = 11, GZIP_LEVEL = 9 };

static const char fonts[] = "node_modules/@fontsource/atkinson-hyperlegible-next/files/";

struct made {
	struct text name, path, bytes;
	const char *type;
	bool small; /* packed already: no twins */
};

struct build {
	struct arena *arena;
	const char *root;
	struct buffer depends;
	LIST(struct made) made;
};

_Noreturn static void fail(const char *what, const char *path)
{
	fprintf(stderr, "embed: %s: %s\n", path, what);
	exit(1);
}

static struct text in_root(struct build *b, const char *folder, struct text name)
{
	return text_format(b->arena, "%s/%s%" TEXT, b->root, folder, text_args(name));
}

static struct text read_file(struct build *b, struct text path)
{
	struct text bytes;
	if (!file_read(b->arena, text_z(b->arena, path), &bytes))
		exit(1); /* it has said why */
	buffer_format(&b->depends, " %" TEXT, text_args(path));
	return bytes;
}

static const char *type_of(struct text name, bool *small)
{
	static const struct { const char *ending, *type; bool small; } types[] = {
		{ ".css", "text/css; charset=utf-8", false }, { ".js", "text/javascript; charset=utf-8", false },
		{ ".svg", "image/svg+xml", false },           { ".woff2", "font/woff2", true },
	};
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (text_ends(name, types[i].ending)) {
			*small = types[i].small;
			return types[i].type;
		}
	return NULL;
}

/* "live.js" → "/assets/live.0123456789abcdef.js" */
static struct text hashed_path(struct build *b, struct text name, struct text bytes)
{
	unsigned char hash[crypto_generichash_BYTES_MIN];
	size_t dot = name.n;
	while (name.at[--dot] != '.')
		;
	crypto_generichash(hash, sizeof hash, (const unsigned char *)bytes.at, bytes.n, NULL, 0);
	return text_format(b->arena, "/assets/%" TEXT ".%" TEXT "%" TEXT, text_args(text_slice(name, 0, dot)),
	                   text_args(text_hex(b->arena, hash, HASH_BYTES)), text_args(text_slice(name, dot, name.n)));
}

static struct text add(struct build *b, struct text name, struct text bytes)
{
	for (size_t i = 0; i < b->made.n; i++)
		if (text_equal(b->made.at[i].name, name))
			return b->made.at[i].path;
	struct made made = { .name = name, .bytes = bytes, .path = hashed_path(b, name, bytes) };
	made.type = type_of(name, &made.small);
	if (!made.type)
		fail("no type for this ending", text_z(b->arena, name));
	list_add(b->arena, &b->made, made);
	return made.path;
}

static int by_name(const void *a, const void *b)
{
	return text_compare(*(const struct text *)a, *(const struct text *)b);
}

static int by_made_name(const void *a, const void *b)
{
	return text_compare(((const struct made *)a)->name, ((const struct made *)b)->name);
}

struct names {
	struct text *at;
	size_t n, cap;
};

/* The files of a folder with this ending, sorted. The folder is depended on: a new file in it
 * is a reason to run again. */
static struct names list_folder(struct build *b, const char *folder, const char *ending)
{
	struct names names = { 0 };
	const char *path = text_z(b->arena, in_root(b, folder, NO_TEXT));
	DIR *dir = opendir(path);
	if (!dir)
		fail(strerror(errno), path);
	for (const struct dirent *entry; (entry = readdir(dir));)
		if (text_ends(text_of(entry->d_name), ending))
			list_add(b->arena, &names, text_copy(b->arena, text_of(entry->d_name)));
	closedir(dir);
	buffer_format(&b->depends, " %s", path);
	if (names.n)
		qsort(names.at, names.n, sizeof *names.at, by_name);
	return names;
}

/* url(fonts/NAME) comes from the typeface's package, url(icons/NAME) from ours. */
static struct text embed_reference(struct build *b, struct text reference)
{
	struct text name = reference, folder = text_cut(&name, '/');
	if (text_is(folder, "fonts"))
		return add(b, name, read_file(b, in_root(b, fonts, name)));
	if (text_is(folder, "icons"))
		return add(b, reference, read_file(b, in_root(b, "assets/", reference)));
	fail("a style sheet asks for it, and it is neither in fonts/ nor in icons/", text_z(b->arena, reference));
}

static void rewrite_css(struct build *b, struct text css, struct buffer *out)
{
	static const struct text opening = T("url(");
	for (size_t at; (at = text_find(css, opening)) < css.n;) {
		buffer_text(out, text_slice(css, 0, at + opening.n));
		css = text_slice(css, at + opening.n, css.n);
		size_t end = text_find(css, text(")"));
		buffer_text(out, embed_reference(b, text_slice(css, 0, end)));
		css = text_slice(css, end, css.n);
	}
	buffer_text(out, css);
}

static void embed_css(struct build *b)
{
	struct buffer joined;
	buffer_init(&joined, JOINED_MOST);
	struct names names = list_folder(b, "assets/css/", ".css");
	for (size_t i = 0; i < names.n; i++)
		rewrite_css(b, read_file(b, in_root(b, "assets/css/", names.at[i])), &joined);
	add(b, text("cordee.css"), text_copy(b->arena, buffer_view(&joined)));
	buffer_free(&joined);
}

static void embed_js(struct build *b)
{
	struct names names = list_folder(b, "assets/js/", ".js");
	for (size_t i = 0; i < names.n; i++)
		add(b, names.at[i], read_file(b, in_root(b, "assets/js/", names.at[i])));
}

static struct text gzip(struct build *b, struct text in)
{
	z_stream z = { .next_in = (Bytef *)in.at, .avail_in = (uInt)in.n };
	check(deflateInit2(&z, GZIP_LEVEL, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) == Z_OK);
	size_t room = deflateBound(&z, in.n);
	char *at = arena_alloc(b->arena, room);
	z.next_out = (Bytef *)at;
	z.avail_out = (uInt)room;
	check(deflate(&z, Z_FINISH) == Z_STREAM_END);
	deflateEnd(&z);
	return (struct text){ at, z.total_out };
}

static struct text brotli(struct build *b, struct text in)
{
	size_t n = BrotliEncoderMaxCompressedSize(in.n);
	char *at = arena_alloc(b->arena, n);
	check(BrotliEncoderCompress(BROTLI_LEVEL, BROTLI_MAX_WINDOW_BITS, BROTLI_MODE_TEXT, in.n, (const uint8_t *)in.at,
	                            &n, (uint8_t *)at) == BROTLI_TRUE);
	return (struct text){ at, n };
}

/* Bytes as a text of C: octal escapes, which end after three digits whatever follows. */
static void put_bytes(struct buffer *out, struct text bytes)
{
	enum { LINE = 100 };
	buffer_z(out, "\tT(\"");
	for (size_t i = 0; i < bytes.n; i++) {
		char c = bytes.at[i];
		if (i % LINE == LINE - 1)
			buffer_z(out, "\"\n\t  \"");
		if (c >= ' ' && c < 0x7f && c != '"' && c != '\\' && c != '?')
			buffer_char(out, c);
		else
			buffer_format(out, "\\%03o", (unsigned)(unsigned char)c);
	}
	buffer_z(out, "\"),\n");
}

static void put_twin(struct buffer *out, const struct made *made, struct text twin)
{
	put_bytes(out, made->small || twin.n >= made->bytes.n ? NO_TEXT : twin);
}

static void put_made(struct build *b, struct buffer *out, const struct made *made)
{
	buffer_format(out, "{ \"%" TEXT "\", \"%" TEXT "\", \"%s\",\n", text_args(made->name), text_args(made->path),
	              made->type);
	put_bytes(out, made->bytes);
	put_twin(out, made, gzip(b, made->bytes));
	put_twin(out, made, brotli(b, made->bytes));
	buffer_z(out, "},\n");
}

int main(int argc, char **argv)
{
	ARENA_SCOPED arena = arena_new();
	struct build b = { .arena = arena };
	struct buffer out;
	if (argc != 4 || sodium_init() < 0)
		fail("usage: embed ROOT OUTPUT.c DEPFILE", "embed");
	b.root = argv[1];
	buffer_init(&b.depends, JOINED_MOST);
	buffer_init(&out, OUTPUT_MOST);
	buffer_format(&b.depends, "%s:", argv[2]);
	embed_css(&b);
	embed_js(&b);
	add(&b, text("favicon.svg"), read_file(&b, in_root(&b, "assets/", text("favicon.svg"))));
	qsort(b.made.at, b.made.n, sizeof *b.made.at, by_made_name);
	buffer_z(&out, "/* Made by tools/embed.c from assets/. */\n#include \"http/static.h\"\n\n"
	               "const struct asset assets[] = {\n");
	for (size_t i = 0; i < b.made.n; i++)
		put_made(&b, &out, &b.made.at[i]);
	buffer_z(&out, "};\nconst size_t assets_n = sizeof assets / sizeof *assets;\n");
	buffer_char(&b.depends, '\n');
	bool written = !buffer_failed(&out) && file_write_text(argv[2], buffer_view(&out)) &&
	               file_write_text(argv[3], buffer_view(&b.depends));
	buffer_free(&out);
	buffer_free(&b.depends);
	return written ? 0 : 1;
}
