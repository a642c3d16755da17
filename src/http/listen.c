/* The listening socket, taken before anything else is opened: whoever finds the port in use has
 * changed nothing yet. */
#include "base/arena.h"
#include "http/server.h"

#include <errno.h>
#include <netdb.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BACKLOG = 1024, PORT_MOST = 65535 };

/* SO_REUSEADDR only spares the wait after a restart. SO_REUSEPORT would let a second server
 * start unnoticed beside this one: the loops share one socket instead. */
static int bind_one(const struct addrinfo *at)
{
	int fd = socket(at->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return -1;
	if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &(int){ 1 }, sizeof(int)) == 0 &&
	    bind(fd, at->ai_addr, at->ai_addrlen) == 0 && listen(fd, BACKLOG) == 0)
		return fd;
	int why = errno;
	close(fd);
	errno = why;
	return -1;
}

/* Which port the system chose, when the settings left it to it. */
static bool read_port(int fd, int64_t *port)
{
	struct sockaddr_storage at;
	socklen_t n = sizeof at;
	char digits[8];
	return getsockname(fd, (struct sockaddr *)&at, &n) == 0 &&
	       getnameinfo((struct sockaddr *)&at, n, NULL, 0, digits, sizeof digits, NI_NUMERICSERV) == 0 &&
	       text_to_int(text_of(digits), port);
}

int server_listen(struct settings *settings, struct error *err)
{
	ARENA_SCOPED arena = arena_new();
	struct addrinfo *found = NULL;
	struct addrinfo wanted = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICSERV };
	const char *address = text_z(arena, settings->address);
	const char *port = text_z(arena, text_format(arena, "%lld", (long long)settings->port));
	/* getaddrinfo keeps sixteen bits of a larger number, and says nothing. */
	int failure = settings->port > PORT_MOST ? EAI_SERVICE : getaddrinfo(address, port, &wanted, &found);
	int fd = failure == 0 ? bind_one(found) : -1;
	if (fd >= 0 && !read_port(fd, &settings->port)) {
		close(fd);
		fd = -1;
	}
	if (fd < 0)
		error_set(err, ERROR_INTERNAL, N_("Le serveur n'a pas pu écouter à cette adresse."), "%s port %s: %s",
		          address, port, failure ? gai_strerror(failure) : strerror(errno));
	if (found)
		freeaddrinfo(found);
	return fd;
}
