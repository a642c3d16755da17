/* Durability of files: a name is safe only once its folder is synced too. */
#include "store/inner.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <string.h>
#include <unistd.h>

bool disk_error(struct error *err, const char *what)
{
	return error_set(
		err, ERROR_FULL,
		N_("Impossible d'enregistrer pour le moment. Réessayez dans quelques minutes."),
		"%s: %s", what, strerrordesc_np(errno));
}

/* fsync works on a descriptor opened for reading too, and on folders only so. */
static bool sync_path(const char *path, int flags, struct error *err)
{
	int fd = open(path, flags | O_CLOEXEC);
	bool synced = fd >= 0 && fsync(fd) == 0;
	int reason = errno;
	if (fd >= 0)
		close(fd);
	if (synced)
		return true;
	errno = reason;
	return disk_error(err, "fsync");
}

bool durable_folder_of(const char *path, struct error *err)
{
	ARENA_SCOPED arena = arena_new();
	char *copy = arena_copy(arena, path, strlen(path) + 1);
	return sync_path(dirname(copy), O_RDONLY | O_DIRECTORY, err);
}

bool durable_file(const char *path, struct error *err)
{
	return sync_path(path, O_RDONLY, err) && durable_folder_of(path, err);
}

bool private_file(const char *path, struct error *err)
{
	if (access(path, F_OK) == 0)
		return true;
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd >= 0)
		close(fd);
	return durable_folder_of(path, err);
}
