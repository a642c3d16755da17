/* view INPUT.html OUTPUT.c OUTPUT.h: the view compiler as the build runs it. */
#include "view.h"

#include "file.h"

#include <stdio.h>

enum { LARGEST_OUTPUT = 16 << 20 };

static int run(struct arena *arena, char **argv, struct buffer *c, struct buffer *h)
{
	struct view_source source = { .path = text_of(argv[1]) };
	struct view_error error = { 0 };
	if (!file_read(arena, argv[1], &source.text))
		return 1;
	if (!view_compile(arena, &source, c, h, &error)) {
		struct view_position at = view_position(source.text, error.offset);
		fprintf(stderr, "%s:%d:%d: error: %s\n", argv[1], at.line, at.column, error.message);
		return 1;
	}
	return file_write_text(argv[2], buffer_view(c)) && file_write_text(argv[3], buffer_view(h)) ? 0 : 1;
}

int main(int argc, char **argv)
{
	enum { USAGE = 2, ARGUMENTS = 4 };
	if (argc != ARGUMENTS) {
		fprintf(stderr, "usage: view INPUT.html OUTPUT.c OUTPUT.h\n");
		return USAGE;
	}
	ARENA_SCOPED arena = arena_new();
	struct buffer c, h;
	buffer_init(&c, LARGEST_OUTPUT);
	buffer_init(&h, LARGEST_OUTPUT);
	int status = run(arena, argv, &c, &h);
	buffer_free(&c);
	buffer_free(&h);
	return status;
}
