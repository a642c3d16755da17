/* Server: a loop for each core on the listening socket, workers; starting and stopping them. */
#include "http/server.h"

#include "base/check.h"
#include "base/log.h"
#include "http/hub_reader.h"
#include "http/libmhd.h"
#include "http/loop.h"
#include "http/server_inner.h"
#include "http/static.h"
#include "http/worker.h"

#include <malloc.h>
#include <signal.h>
#include <sodium.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

enum { LOOPS_MOST = 64, SPARE_DESCRIPTORS = 128, CONNECTIONS_MOST = 16384 };

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
		server->loops[server->n_loops] = loop_start(server, server->options.listener, connections_each(n), err);
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
	if (!libmhd_load(err)) {
		close(options->listener);
		return NULL;
	}
	check(sodium_init() >= 0);
	keep_memory();
	struct server *server = calloc(1, sizeof *server);
	check(server != NULL);
	*server = (struct server){ .app = app, .options = *options };
	server->waits_on_database = store_kind(app->store) == STORE_POSTGRES;
	server->router = router_new(options->routes);
	server->assets = static_replies_new(app_is_https(app));
	/* A socket closed by its client, or a file at its limit, is an error of write and not the
	 * end of the program. */
	check(sigaction(SIGPIPE, &(struct sigaction){ .sa_handler = SIG_IGN }, NULL) == 0);
	check(sigaction(SIGXFSZ, &(struct sigaction){ .sa_handler = SIG_IGN }, NULL) == 0);
	if (start_threads(server, err))
		return server;
	server_stop(server, 0);
	return NULL;
}

/* Streams end first, because browsers come back to them by themselves; then the loops finish
 * what is under way. The loops end before the workers, which hold their connections. */
void server_stop(struct server *server, int seconds)
{
	if (server->app->hub)
		hub_end_streams(server->app->hub);
	for (size_t i = 0; i < server->n_loops; i++)
		loop_finish(server->loops[i], seconds);
	close(server->options.listener);
	for (size_t i = 0; i < server->n_loops; i++)
		loop_join(server->loops[i]);
	free(server->loops);
	workers_stop(server->workers);
	static_replies_free(server->assets);
	router_free(server->router);
	free(server);
}
