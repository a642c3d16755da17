/* The failing disk: a shim VFS (https://www.sqlite.org/vfs.html, "VFS shims"). */
#include "disk.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SECTOR = 512, MOST_FILES = 8 };

/* A piece written since the last sync; no bytes: a cut to the length `at`. */
struct pending {
	int64_t at;
	size_t n;
	unsigned char *bytes;
	struct pending *next;
};

/* What is known of a file by its name, while it exists. */
struct known {
	char name[512];
	unsigned char *safe;
	size_t n;
	struct pending *first, **end;
};

struct shim_file {
	sqlite3_file base;
	struct known *known; /* NULL: a temporary file */
	sqlite3_file *real;
};

static struct known files[MOST_FILES];
static sqlite3_vfs shim, *under;
static int fail_in;
static bool full, hear_normal;
static void (*on_operation)(void *);
static void *on_operation_user;

static sqlite3_file *real(sqlite3_file *file)
{
	return ((struct shim_file *)file)->real;
}

static void must(bool condition, const char *what)
{
	if (condition)
		return;
	perror(what);
	abort();
}

static struct known *find(const char *name)
{
	for (int i = 0; i < MOST_FILES; i++)
		if (strcmp(files[i].name, name) == 0)
			return &files[i];
	return NULL;
}

static void settle(struct known *known)
{
	while (known->first) {
		struct pending *p = known->first;
		known->first = p->next;
		free(p->bytes);
		free(p);
	}
	known->end = &known->first;
}

static void forget(struct known *known)
{
	settle(known);
	free(known->safe);
	*known = (struct known){ 0 };
}

static void note(struct known *known, int64_t at, const void *bytes, size_t n)
{
	struct pending *p = calloc(1, sizeof *p);
	must(p != NULL, "calloc");
	*p = (struct pending){ .at = at, .n = n, .bytes = bytes ? malloc(n) : NULL };
	if (bytes)
		memcpy(p->bytes, bytes, n);
	*known->end = p;
	known->end = &p->next;
}

/* Whether this operation is to fail. */
static bool due(void)
{
	if (on_operation)
		on_operation(on_operation_user);
	return full || (fail_in > 0 && --fail_in == 0);
}

static int shim_write(sqlite3_file *file, const void *bytes, int n, sqlite3_int64 at)
{
	struct known *known = ((struct shim_file *)file)->known;
	if (known && due())
		return SQLITE_FULL;
	int rc = real(file)->pMethods->xWrite(real(file), bytes, n, at);
	if (known && rc == SQLITE_OK)
		note(known, at, bytes, (size_t)n);
	return rc;
}

static int shim_truncate(sqlite3_file *file, sqlite3_int64 size)
{
	struct known *known = ((struct shim_file *)file)->known;
	if (known)
		note(known, size, NULL, 0);
	return real(file)->pMethods->xTruncate(real(file), size);
}

/* All that the file holds is safe from now on. */
static int shim_sync(sqlite3_file *file, int flags)
{
	struct known *known = ((struct shim_file *)file)->known;
	if (known && due())
		return SQLITE_IOERR_FSYNC;
	int rc = real(file)->pMethods->xSync(real(file), flags);
	if (!known || rc != SQLITE_OK)
		return rc;
	sqlite3_int64 size = 0;
	real(file)->pMethods->xFileSize(real(file), &size);
	settle(known);
	free(known->safe);
	known->n = (size_t)size;
	known->safe = malloc(known->n + 1);
	must(known->safe != NULL, "malloc");
	return size ? real(file)->pMethods->xRead(real(file), known->safe, (int)size, 0)
	            : SQLITE_OK;
}

static int shim_close(sqlite3_file *file)
{
	int rc = real(file)->pMethods->xClose(real(file));
	free(real(file));
	return rc;
}

static int shim_control(sqlite3_file *file, int op, void *arg)
{
	/* The pragma's value is heard from this very buffer. */
	char **words = arg;
	if (op == SQLITE_FCNTL_PRAGMA && hear_normal && strcmp(words[1], "synchronous") == 0 &&
	    words[2])
		memcpy(words[2], "1", 2);
	return real(file)->pMethods->xFileControl(real(file), op, arg);
}

#define PASS(name, params, args) \
	static int shim_##name params \
	{ \
		return real(file)->pMethods->name args; \
	}
PASS(xRead, (sqlite3_file * file, void *at, int n, sqlite3_int64 from), (real(file), at, n, from))
PASS(xFileSize, (sqlite3_file * file, sqlite3_int64 *size), (real(file), size))
PASS(xLock, (sqlite3_file * file, int level), (real(file), level))
PASS(xUnlock, (sqlite3_file * file, int level), (real(file), level))
PASS(xCheckReservedLock, (sqlite3_file * file, int *out), (real(file), out))
PASS(xSectorSize, (sqlite3_file * file), (real(file)))
PASS(xDeviceCharacteristics, (sqlite3_file * file), (real(file)))
PASS(xShmMap, (sqlite3_file * file, int page, int size, int extend, void volatile **at),
     (real(file), page, size, extend, at))
PASS(xShmLock, (sqlite3_file * file, int at, int n, int flags), (real(file), at, n, flags))
PASS(xShmUnmap, (sqlite3_file * file, int erase), (real(file), erase))

static void shim_barrier(sqlite3_file *file)
{
	real(file)->pMethods->xShmBarrier(real(file));
}

static const sqlite3_io_methods methods = {
	.iVersion = 2,
	.xClose = shim_close,
	.xRead = shim_xRead,
	.xWrite = shim_write,
	.xTruncate = shim_truncate,
	.xSync = shim_sync,
	.xFileSize = shim_xFileSize,
	.xLock = shim_xLock,
	.xUnlock = shim_xUnlock,
	.xCheckReservedLock = shim_xCheckReservedLock,
	.xFileControl = shim_control,
	.xSectorSize = shim_xSectorSize,
	.xDeviceCharacteristics = shim_xDeviceCharacteristics,
	.xShmMap = shim_xShmMap,
	.xShmLock = shim_xShmLock,
	.xShmBarrier = shim_barrier,
	.xShmUnmap = shim_xShmUnmap,
};

/* A file that was there is taken as safe; a new one, as empty. */
static struct known *learn(const char *name)
{
	struct known *known = find(name);
	if (known)
		return known;
	known = find("");
	must(known != NULL && strlen(name) < sizeof known->name, "too many files");
	memcpy(known->name, name, strlen(name) + 1);
	known->end = &known->first;
	int fd = open(name, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return known;
	off_t size = lseek(fd, 0, SEEK_END);
	known->n = (size_t)size;
	known->safe = malloc(known->n + 1);
	must(pread(fd, known->safe, known->n, 0) == size, "pread");
	close(fd);
	return known;
}

static int shim_open(sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *file, int flags,
                     int *out)
{
	(void)vfs;
	struct shim_file *f = (struct shim_file *)file;
	bool counted = name &&
	               (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL));
	*f = (struct shim_file){ .known = counted ? learn(name) : NULL,
		                 .real = calloc(1, (size_t)under->szOsFile) };
	must(f->real != NULL, "calloc");
	int rc = under->xOpen(under, name, f->real, flags, out);
	if (rc == SQLITE_OK)
		f->base.pMethods = &methods;
	else
		free(f->real);
	return rc;
}

static int shim_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
	(void)vfs;
	struct known *known = find(name);
	if (known)
		forget(known);
	return under->xDelete(under, name, sync);
}

void disk_install(void)
{
	under = sqlite3_vfs_find(NULL);
	shim = *under;
	shim.zName = "disk";
	shim.pNext = NULL;
	shim.szOsFile = sizeof(struct shim_file);
	shim.xOpen = shim_open;
	shim.xDelete = shim_delete;
	sqlite3_vfs_register(&shim, 1);
}

void disk_remove(void)
{
	sqlite3_vfs_unregister(&shim);
	sqlite3_vfs_register(under, 1);
	for (int i = 0; i < MOST_FILES; i++)
		if (files[i].name[0])
			forget(&files[i]);
	fail_in = 0;
	full = hear_normal = false;
	on_operation = NULL;
}

void disk_fail_at(int n)
{
	fail_in = n;
}

void disk_full(bool yes)
{
	full = yes;
}

void disk_hear_normal(bool yes)
{
	hear_normal = yes;
}

void disk_on_operation(void (*hook)(void *), void *user)
{
	on_operation_user = user;
	on_operation = hook;
}

static void apply(int fd, const struct pending *p, int percent, unsigned *seed)
{
	if (!p->bytes) {
		if ((int)(rand_r(seed) % 100) < percent)
			must(ftruncate(fd, p->at) == 0, "ftruncate");
		return;
	}
	for (size_t at = 0; at < p->n; at += SECTOR) {
		size_t n = p->n - at < SECTOR ? p->n - at : SECTOR;
		if ((int)(rand_r(seed) % 100) < percent)
			must(pwrite(fd, p->bytes + at, n, p->at + (off_t)at) == (ssize_t)n,
			     "pwrite");
	}
}

void disk_cut(const char *folder, int percent, unsigned seed)
{
	for (int i = 0; i < MOST_FILES; i++) {
		const struct known *known = &files[i];
		char path[800];
		if (!known->name[0])
			continue;
		snprintf(path, sizeof path, "%s/%s", folder, strrchr(known->name, '/') + 1);
		int fd = open(path, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
		must(fd >= 0 && pwrite(fd, known->safe, known->n, 0) == (ssize_t)known->n,
		     "pwrite");
		for (const struct pending *p = known->first; p; p = p->next)
			apply(fd, p, percent, &seed);
		close(fd);
	}
}
