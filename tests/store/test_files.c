/* Uploaded files: stored once under their hash, and nothing left behind by what fails. The
 * linker puts failing versions of write, fsync and renameat in the way (see meson.build). */
#include "place.h"

#include "store/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* How many calls still succeed; negative: all. */
static int good_calls = -1;

static bool due(int code)
{
	if (good_calls < 0 || good_calls-- > 0)
		return false;
	good_calls = 0;
	errno = code;
	return true;
}

ssize_t __real_write(int fd, const void *at, size_t n);
ssize_t __wrap_write(int fd, const void *at, size_t n);
ssize_t __wrap_write(int fd, const void *at, size_t n)
{
	/* A disk that fills up first writes less than it was asked. */
	return fd > 2 && due(ENOSPC) ? -1 : __real_write(fd, at, fd > 2 && n > 1000 ? 1000 : n);
}

int __real_fsync(int fd);
int __wrap_fsync(int fd);
int __wrap_fsync(int fd)
{
	return due(EIO) ? -1 : __real_fsync(fd);
}

int __real_renameat(int from_folder, const char *from, int to_folder, const char *to);
int __wrap_renameat(int from_folder, const char *from, int to_folder, const char *to);
int __wrap_renameat(int from_folder, const char *from, int to_folder, const char *to)
{
	return due(EIO) ? -1 : __real_renameat(from_folder, from, to_folder, to);
}

struct fixture {
	struct place place;
	struct files *files;
	const char *folder;
	struct arena *arena;
};

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	struct error err = { 0 };
	place_make(&f->place);
	f->arena = arena_new();
	f->folder = place_path(&f->place, f->arena, "files");
	f->files = files_open(f->folder, &err);
	assert_non_null(f->files);
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	files_close(f->files);
	place_remove(&f->place);
	arena_free(f->arena);
	free(f);
	return 0;
}

static int count(const struct fixture *f)
{
	int n = 0;
	DIR *folder = opendir(f->folder);
	while (readdir(folder))
		n++;
	closedir(folder);
	return n - 2;
}

static bool put(struct fixture *f, struct text bytes, size_t max, struct stored_file *stored,
                struct error *err)
{
	struct file_writer *w = file_begin(f->files, max, err);
	if (!w)
		return false;
	for (size_t at = 0; at < bytes.n; at += 1500) {
		size_t to = at + 1500 < bytes.n ? at + 1500 : bytes.n;
		if (!file_write(w, bytes.at + at, to - at, err)) {
			file_abandon(w);
			return false;
		}
	}
	return file_end(w, f->arena, stored, err);
}

static void stored_once(void **state)
{
	struct fixture *f = *state;
	struct stored_file one, two;
	struct error err = { 0 };
	struct text pdf = text(
		"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");
	assert_true(put(f, pdf, 1000, &one, &err) && put(f, pdf, 1000, &two, &err));
	assert_true(text_equal(one.hash, two.hash));
	assert_int_equal(one.hash.n, 64);
	assert_int_equal(one.size, pdf.n);
	assert_text(one.type, "application/pdf");
	assert_int_equal(count(f), 1);
	char bytes[200];
	int fd = file_open(f->files, one.hash);
	assert_true(fd >= 0);
	assert_int_equal(read(fd, bytes, sizeof bytes), pdf.n);
	assert_memory_equal(bytes, pdf.at, pdf.n);
	close(fd);
}

static void known_hash_and_types(void **state)
{
	struct fixture *f = *state;
	struct stored_file stored;
	struct error err = { 0 };
	/* BLAKE2b-256 of nothing: RFC 7693's function, by an independent implementation (hashlib). */
	assert_true(put(f, text(""), 0, &stored, &err));
	assert_text(stored.hash,
	            "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
	assert_true(put(f, text("<script>alert(1)</script><html>"), 100, &stored, &err));
	assert_text(stored.type, "text/html");
	assert_true(put(f, text("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\10\2\0\0\0"), 100,
	                &stored, &err));
	assert_text(stored.type, "image/png");
}

static void bounded(void **state)
{
	struct fixture *f = *state;
	struct stored_file stored;
	struct error err = { 0 };
	char *big = arena_alloc(f->arena, 4000);
	assert_true(put(f, (struct text){ big, 4000 }, 4000, &stored, &err));
	assert_int_equal(stored.size, 4000);
	assert_false(put(f, (struct text){ big, 4000 }, 3999, &stored, &err));
	assert_int_equal(err.code, ERROR_TOO_BIG);
	assert_int_equal(count(f), 1);
}

static void names_are_hashes(void **state)
{
	struct fixture *f = *state;
	static const char *const names[] = {
		"",
		"..",
		"../cordee.db",
		"/etc/passwd",
		"0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a",
		"0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8"
	};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		assert_int_equal(file_open(f->files, text_of(names[i])), -1);
}

/* Each call in turn fails: the caller is told, and nothing half-made stays. */
static void failures_are_told(void **state)
{
	struct fixture *f = *state;
	struct stored_file stored;
	struct text words = { arena_alloc(f->arena, 5000), 5000 };
	int refused = 0;
	for (int n = 0; n < 20; n++) {
		struct error err = { 0 };
		good_calls = n;
		bool ok = put(f, words, 5000, &stored, &err);
		good_calls = -1;
		if (ok)
			break;
		assert_int_equal(err.code, ERROR_FULL);
		refused++;
		/* The fsync of the folder comes after the name: the file is then whole. */
		assert_true(count(f) <= 1);
	}
	assert_true(refused >= 5);
	struct error err = { 0 };
	assert_true(put(f, words, 5000, &stored, &err));
	assert_int_equal(count(f), 1);
}

static void old_parts_are_removed(void **state)
{
	struct fixture *f = *state;
	struct error err = { 0 };
	struct file_writer *w = file_begin(f->files, 10, &err);
	int old = open(place_path(&f->place, f->arena, "files/.part-00"), O_CREAT | O_WRONLY, 0600);
	const struct timespec long_ago[] = { { .tv_sec = 1 }, { .tv_sec = 1 } };
	assert_int_equal(futimens(old, long_ago), 0);
	close(old);
	assert_int_equal(count(f), 2);
	struct files *again = files_open(f->folder, &err);
	assert_int_equal(count(f), 1);
	files_close(again);
	file_abandon(w);
	assert_int_equal(count(f), 0);
}

static bool is_wanted(void *user, struct text hash)
{
	return text_equal(hash, *(const struct text *)user);
}

static void age(struct fixture *f, struct text hash)
{
	const struct timespec long_ago[] = { { .tv_sec = 1 }, { .tv_sec = 1 } };
	int fd = file_open(f->files, hash);
	assert_true(fd >= 0);
	assert_int_equal(futimens(fd, long_ago), 0);
	close(fd);
}

/* Neither what is named, nor what has just come, nor what is not a file of ours. */
static void what_nothing_names_is_swept(void **state)
{
	struct fixture *f = *state;
	struct error err = { 0 };
	struct stored_file wanted, unwanted, fresh;
	assert_true(put(f, text("gardé"), 100, &wanted, &err) && put(f, text("oublié"), 100, &unwanted, &err) &&
	            put(f, text("nouveau"), 100, &fresh, &err));
	age(f, wanted.hash);
	age(f, unwanted.hash);
	assert_int_equal(files_sweep(f->files, is_wanted, &wanted.hash), 1);
	assert_int_equal(file_open(f->files, unwanted.hash), -1);
	assert_int_equal(count(f), 2);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
static const struct CMUnitTest tests[] = {
	CASE(stored_once),      CASE(known_hash_and_types), CASE(bounded),
	CASE(names_are_hashes), CASE(failures_are_told),    CASE(old_parts_are_removed),
	CASE(what_nothing_names_is_swept),
};
RUN(tests)
