/* Whole files: read into an arena, written from a text. */
#include "file.h"

#include "base/buffer.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static bool failed(const char *path)
{
	fprintf(stderr, "%s: %s\n", path, strerror(errno));
	return false;
}

static void read_all(FILE *file, struct buffer *bytes)
{
	char part[4096];
	for (size_t n; (n = fread(part, 1, sizeof part, file)) > 0;)
		buffer_add(bytes, part, n);
}

bool file_read(struct arena *arena, const char *path, struct text *out)
{
	enum { LARGEST = 64 << 20 };
	FILE *file = fopen(path, "rb");
	if (!file)
		return failed(path);
	struct buffer bytes;
	buffer_init(&bytes, LARGEST);
	read_all(file, &bytes);
	bool ok = !ferror(file) && !buffer_failed(&bytes);
	if (ok)
		*out = text_copy(arena, buffer_view(&bytes));
	buffer_free(&bytes);
	return fclose(file) == 0 && ok ? true : failed(path);
}

bool file_write_text(const char *path, struct text t)
{
	FILE *file = fopen(path, "wb");
	if (!file)
		return failed(path);
	bool ok = t.n == 0 || fwrite(t.at, 1, t.n, file) == t.n;
	return fclose(file) == 0 && ok ? true : failed(path);
}
