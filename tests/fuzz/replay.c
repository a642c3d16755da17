/* Runs a fuzz target over every file of a folder, and over each of them cut short: what once
 * broke it must not again. Prints TAP. */
#include "fuzz.h"

#include "../../tools/file.h"

#include <dirent.h>
#include <stdio.h>

static void run_cut(struct text t)
{
	enum { CUTS = 16 };
	for (size_t i = 0; i <= CUTS; i++)
		LLVMFuzzerTestOneInput((const uint8_t *)t.at, t.n * i / CUTS);
}

static int run_folder(const char *folder)
{
	int n = 0;
	DIR *dir = opendir(folder);
	if (!dir)
		return 0;
	for (struct dirent *d; (d = readdir(dir)) != NULL;) {
		if (d->d_name[0] == '.')
			continue;
		ARENA_SCOPED arena = arena_new();
		struct text path = text_format(arena, "%s/%s", folder, d->d_name), t;
		bool read = file_read(arena, path.at, &t);
		if (read)
			run_cut(t);
		printf("%s %d - %s\n", read ? "ok" : "not ok", ++n, d->d_name);
	}
	closedir(dir);
	return n;
}

int main(int argc, char **argv)
{
	int n = argc > 1 ? run_folder(argv[1]) : 0;
	printf("1..%d\n", n);
	return n > 0 ? 0 : 1;
}
