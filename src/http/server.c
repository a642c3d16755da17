/* Server: one listening socket, a loop for each core, workers; starting and stopping them. */
#include "http/server.h"

#include "base/check.h"
#include "base/log.h"
#include "http/hub_reader.h"
#include "http/loop.h"
#include "http/server_inner.h"
#include "http/static.h"
#include "http/worker.h"

#include <errno.h>
#include <malloc.h>
#include <netdb.h>
#include <signal.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { LOOPS_MOST = 64, BACKLOG = 1024, SPARE_DESCRIPTORS = 128, CONNECTIONS_MOST = 16384 };

/* SO_REUSEADDR only spares the wait after a restart. SO_REUSEPORT would let a second server
 * start unnoticed beside this one: the loops share one socket instead. */
static bool bind_one(const struct addrinfo *at, int *fd)
{
	*fd = socket(at->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (*fd < 0)
		return false;
	if (setsockopt(*fd, SOL_SOCKET, SO_REUSEADDR, &(int){ 1 }, sizeof(int)) == 0 &&
	    bind(*fd, at->ai_addr, at->ai_addrlen) == 0 && listen(*fd, BACKLOG) == 0)
		return true;
	int why = errno;
	close(*fd);
	*fd = -1;
	errno = why;
	return false;
}

/* Which port the system chose, when the settings left it to it. */
static bool read_port(struct server *server)
{
	struct sockaddr_storage at;
	socklen_t n = sizeof at;
	char port[8];
	int64_t number;
	if (getsockname(server->listener, (struct sockaddr *)&at, &n) != 0 ||
	    getnameinfo((struct sockaddr *)&at, n, NULL, 0, port, sizeof port, NI_NUMERICSERV) != 0 ||
	    !text_to_int(text_of(port), &number))
		return false;
	server->port = (int)number;
	return true;
}

static bool listen_at(struct server *server, struct error *err)
{
	const struct settings *settings = &server->app->settings;
	ARENA_SCOPED arena = arena_new();
	struct addrinfo *found = NULL;
	struct addrinfo wanted = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICSERV };
	const char *address = text_z(arena, settings->address);
	const char *port = text_z(arena, text_format(arena, "%lld", (long long)settings->port));
	int failure = getaddrinfo(address, port, &wanted, &found);
	bool bound = failure == 0 && bind_one(found, &server->listener) && read_port(server);
	if (!bound)
		error_set(err, ERROR_INTERNAL, N_("Le serveur n'a pas pu écouter à cette adresse."), "%s port %s: %s",
		          address, port, failure ? gai_strerror(failure) : strerror(errno));
	if (found)
		freeaddrinfo(found);
	return bound;
}

static size_t cores(void)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);
	return n < 1 ? 1 : (size_t)n;
}

static size_t loops_wanted(const struct settings *settings)
{
	size_t n = settings->threads > 0 ? (size_t)settings->threads : cores();
	return n > LOOPS_MOST ? LOOPS_MOST : n;
}

/* What a loop may hold, out of what the process may open. */
static unsigned connections_each(size_t n_loops)
{
	struct rlimit limit;
	rlim_t all = getrlimit(RLIMIT_NOFILE, &limit) == 0 ? limit.rlim_cur : 1024;
	all = all > 2 * SPARE_DESCRIPTORS ? all - SPARE_DESCRIPTORS : SPARE_DESCRIPTORS;
	return all / n_loops > CONNECTIONS_MOST ? CONNECTIONS_MOST : (unsigned)(all / n_loops);
}

static bool start_threads(struct server *server, struct error *err)
{
	enum { WORKERS_LEAST = 2, WORKERS_FOR_POSTGRES = 8 };
	size_t n = loops_wanted(&server->app->settings), workers = cores();
	if (workers < WORKERS_LEAST)
		workers = WORKERS_LEAST;
	if (server->waits_on_database && workers < WORKERS_FOR_POSTGRES)
		workers = WORKERS_FOR_POSTGRES;
	server->workers = workers_start(server->app->store, workers);
	if (!server->workers)
		return error_set(err, ERROR_INTERNAL, N_("Le serveur n'a pas pu démarrer."), "no thread for workers");
	server->loops = calloc(n, sizeof(struct loop *));
	check(server->loops != NULL);
	for (; server->n_loops < n; server->n_loops++) {
		server->loops[server->n_loops] = loop_start(server, server->listener, connections_each(n), err);
		if (!server->loops[server->n_loops])
			return false;
	}
	return true;
}

/* What a long page took is kept for the next one. By default it would go back to the system each
 * time, and come again page by page: a dozen faults a request. Advice only: the allocator of a
 * sanitizer has no such settings, and says so by 0. */
static void keep_memory(void)
{
	enum { KEPT = 1 << 20 };
	mallopt(M_MMAP_THRESHOLD, KEPT);
	mallopt(M_TRIM_THRESHOLD, 2 * KEPT);
}

struct server *server_start(struct app *app, const struct server_options *options, struct error *err)
{
	check(sodium_init() >= 0);
	keep_memory();
	struct server *server = calloc(1, sizeof *server);
	check(server != NULL);
	*server = (struct server){ .app = app, .options = *options, .listener = -1 };
	server->waits_on_database = store_kind(app->store) == STORE_POSTGRES;
	server->router = router_new(options->routes);
	server->assets = static_replies_new(app_is_https(app));
	/* A socket closed by its client, or a file at its limit, is an error of write and not the
	 * end of the program. */
	check(sigaction(SIGPIPE, &(struct sigaction){ .sa_handler = SIG_IGN }, NULL) == 0);
	check(sigaction(SIGXFSZ, &(struct sigaction){ .sa_handler = SIG_IGN }, NULL) == 0);
	if (listen_at(server, err) && start_threads(server, err))
		return server;
	server_stop(server, 0);
	return NULL;
}

int server_port(const struct server *server)
{
	return server->port;
}

/* Streams end first, because browsers come back to them by themselves; then the loops finish
 * what is under way. The loops end before the workers, which hold their connections. */
void server_stop(struct server *server, int seconds)
{
	if (server->app->hub)
		hub_end_streams(server->app->hub);
	for (size_t i = 0; i < server->n_loops; i++)
		loop_finish(server->loops[i], seconds);
	if (server->listener >= 0)
		close(server->listener);
	for (size_t i = 0; i < server->n_loops; i++)
		loop_join(server->loops[i]);
	free(server->loops);
	workers_stop(server->workers);
	static_replies_free(server->assets);
	router_free(server->router);
	free(server);
}
