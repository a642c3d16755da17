/* Uploaded files: received under a temporary name, made durable, then named after their hash. */
#include "store/files.h"
#include "store/inner.h"

#include "base/check.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <magic.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { HASH_BYTES = 32, HASH_LETTERS = 2 * HASH_BYTES, DAY_S = 86400, SWEPT_AFTER = 8 * DAY_S, MEGABYTE = 1000000 };

#define PART ".part-"

struct files {
	int folder;
	pthread_mutex_t lock; /* of magic, loaded at the first use */
	magic_t magic;
};

struct file_writer {
	crypto_generichash_state hash; /* first: it asks for its own alignment */
	struct files *files;
	int fd;
	char name[sizeof PART + 2 * 16];
	size_t max, size;
};

/* Removes the entries of the folder that were last written before and that `goes` chooses. */
static size_t remove_entries(int folder, int64_t before, bool (*goes)(void *user, struct text name), void *user)
{
	int copy = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *entries = copy < 0 ? NULL : fdopendir(copy);
	size_t removed = 0;
	for (struct dirent *e; entries && (e = readdir(entries));) {
		struct stat s;
		if (goes(user, text_of(e->d_name)) && fstatat(folder, e->d_name, &s, 0) == 0 && s.st_mtime < before)
			removed += unlinkat(folder, e->d_name, 0) == 0;
	}
	if (entries)
		closedir(entries);
	return removed;
}

static bool is_part(void *user, struct text name)
{
	(void)user;
	return text_starts(name, PART);
}

/* What a crash left half-received. Another process may be receiving: only what is old goes. */
static void remove_old_parts(int folder)
{
	remove_entries(folder, (int64_t)time(NULL) - DAY_S, is_part, NULL);
}

struct sweep {
	bool (*kept)(void *user, struct text hash);
	void *user;
};

static bool is_unknown(void *user, struct text name)
{
	const struct sweep *sweep = user;
	unsigned char bytes[HASH_BYTES];
	return text_unhex(name, bytes, sizeof bytes) && !sweep->kept(sweep->user, name);
}

size_t files_sweep(struct files *files, bool (*kept)(void *user, struct text hash), void *user)
{
	return remove_entries(files->folder, (int64_t)time(NULL) - SWEPT_AFTER, is_unknown, &(struct sweep){ kept, user });
}

/* Made at the first start, for its owner alone. */
struct files *files_open(const char *path, struct error *err)
{
	if (sodium_init() < 0 || (mkdir(path, 0700) != 0 && errno != EEXIST)) {
		disk_error(err, "files: folder");
		return NULL;
	}
	int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (folder < 0) {
		disk_error(err, "files: folder");
		return NULL;
	}
	remove_old_parts(folder);
	struct files *files = calloc(1, sizeof *files);
	check(files != NULL);
	files->folder = folder;
	pthread_mutex_init(&files->lock, NULL);
	return files;
}

void files_close(struct files *files)
{
	if (!files)
		return;
	if (files->magic)
		magic_close(files->magic);
	pthread_mutex_destroy(&files->lock);
	close(files->folder);
	free(files);
}

/* The name is drawn, and O_EXCL refuses one that exists: nobody's file is ever written over. */
struct file_writer *file_begin(struct files *files, size_t max, struct error *err)
{
	unsigned char token[16];
	struct file_writer *w = aligned_alloc(_Alignof(struct file_writer), sizeof *w);
	check(w != NULL);
	memset(w, 0, sizeof *w);
	w->files = files;
	w->max = max;
	crypto_generichash_init(&w->hash, NULL, 0, HASH_BYTES);
	randombytes_buf(token, sizeof token);
	memcpy(w->name, PART, strlen(PART));
	sodium_bin2hex(w->name + strlen(PART), sizeof w->name - strlen(PART), token, sizeof token);
	w->fd = openat(files->folder, w->name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (w->fd >= 0)
		return w;
	disk_error(err, "files: create");
	free(w);
	return NULL;
}

/* write may do less than asked, when the disk fills up for instance. */
static bool write_all(int fd, const char *at, size_t n)
{
	while (n) {
		ssize_t written = write(fd, at, n);
		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return false;
		at += written;
		n -= (size_t)written;
	}
	return true;
}

/* Refused as soon as it is too large, not after having received it all. */
bool file_write(struct file_writer *w, const void *bytes, size_t n, struct error *err)
{
	if (n > w->max - w->size) {
		error_set(err, ERROR_TOO_BIG, N_("Ce fichier est trop lourd ({n} Mo au plus)."),
		          "files: over the limit");
		err->n = (int64_t)(w->max + MEGABYTE - 1) / MEGABYTE;
		return false;
	}
	if (!write_all(w->fd, bytes, n))
		return disk_error(err, "files: write");
	crypto_generichash_update(&w->hash, bytes, n);
	w->size += n;
	return true;
}

void file_abandon(struct file_writer *w)
{
	if (!w)
		return;
	close(w->fd);
	unlinkat(w->files->folder, w->name, 0);
	free(w);
}

/* libmagic's handle is not for several threads at once. */
static struct text sniff(struct files *files, struct arena *arena, int fd)
{
	pthread_mutex_lock(&files->lock);
	if (!files->magic) {
		files->magic = magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS);
		check(files->magic != NULL);
		magic_load(files->magic, NULL);
	}
	const char *type = magic_descriptor(files->magic, fd);
	struct text copy =
		text_copy(arena, type ? text_of(type) : text("application/octet-stream"));
	pthread_mutex_unlock(&files->lock);
	return copy;
}

/* Its bytes first, then its name: a name is never seen before its bytes are safe. */
static bool keep(struct file_writer *w, const char *name, struct error *err)
{
	if (fsync(w->fd) != 0)
		return disk_error(err, "files: fsync");
	if (renameat(w->files->folder, w->name, w->files->folder, name) != 0)
		return disk_error(err, "files: rename");
	return fsync(w->files->folder) == 0 || disk_error(err, "files: fsync of the folder");
}

bool file_end(struct file_writer *w, struct arena *arena, struct stored_file *stored,
              struct error *err)
{
	unsigned char hash[HASH_BYTES];
	crypto_generichash_final(&w->hash, hash, sizeof hash);
	stored->hash = text_hex(arena, hash, sizeof hash);
	stored->size = (int64_t)w->size;
	if (lseek(w->fd, 0, SEEK_SET) != 0) {
		disk_error(err, "files: seek");
		file_abandon(w);
		return false;
	}
	stored->type = sniff(w->files, arena, w->fd);
	bool kept = keep(w, text_z(arena, stored->hash), err);
	if (!kept) {
		file_abandon(w);
		return false;
	}
	close(w->fd);
	free(w);
	return true;
}

/* Only what reads as a hash is looked for, so no path gets in. */
int file_open(const struct files *files, struct text hash)
{
	unsigned char bytes[HASH_BYTES];
	char name[HASH_LETTERS + 1] = { 0 };
	if (!text_unhex(hash, bytes, sizeof bytes))
		return -1;
	memcpy(name, hash.at, HASH_LETTERS);
	return openat(files->folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
}
