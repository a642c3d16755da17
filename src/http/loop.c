/* Loop: waits for sockets and posts, drives libmicrohttpd, and moves each request through
 * its phases. Only this thread speaks to the daemon. (libmicrohttpd's own epoll thread stalls
 * when an exact multiple of 128 sockets is ready; MHD_run never waits, so it cannot.) */
#include "http/loop.h"

#include "base/check.h"
#include "base/log.h"
#include "base/thread.h"
#include "http/libmhd.h"
#include "http/peer.h"
#include "http/response.h"
#include "http/server_inner.h"
#include "http/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum {
	CONNECTION_MEMORY = 16 << 10,
	DRAIN_MOST = 64 << 20,
	SWEEP_MS = 1000,
};

/* Everything but `posts` and `finish_at` is the loop thread's own. */
struct loop {
	struct server *server;
	struct MHD_Daemon *daemon;
	struct db *db;
	struct peers peers;
	pthread_t thread;
	int wake; /* eventfd: something was posted */
	pthread_mutex_t lock;
	struct post_queue posts;
	unsigned under_way; /* connections suspended for a worker or the writer */
	_Atomic int64_t finish_at; /* monotonic µs; 0: serving */
	bool finishing;
	int64_t swept;
};

static bool is_stopping(const struct loop *loop)
{
	return loop->finish_at != 0;
}

/* One system call for the first of many: the loop takes them all when it wakes. */
void loop_post(struct loop *loop, struct post *post)
{
	pthread_mutex_lock(&loop->lock);
	bool first = loop->posts.first == NULL;
	post_add(&loop->posts, post);
	pthread_mutex_unlock(&loop->lock);
	if (first)
		check(write(loop->wake, &(uint64_t){ 1 }, sizeof(uint64_t)) == sizeof(uint64_t));
}

void loop_resume(struct post *post)
{
	struct connection *c = post_owner(post, struct connection, post);
	c->loop->under_way--;
	libmhd.MHD_resume_connection(c->mhd);
}

/* Before the work is handed over, never after: it may be done before this returns. */
static void suspend(struct connection *c)
{
	c->loop->under_way++;
	libmhd.MHD_suspend_connection(c->mhd);
}

/* The answer is made but the body is not read: it is worth reading when it is not too long,
 * because closing on it would keep the browser from reading the answer. */
static bool drain(struct connection *c)
{
	if (!c->body_left || c->draining || c->must_close || c->length > DRAIN_MOST || header(&c->request, "Expect").n)
		return false;
	c->draining = true;
	c->body.dropping = true;
	return true;
}

/* False: the connection cannot be answered and is closed. */
static bool answer(struct connection *c, void **context)
{
	unsigned status = 0;
	struct MHD_Response *response = response_make(c, &status);
	if (!response)
		return false;
	bool stream = c->reply.kind == REPLY_STREAM, shared = c->reply.kind == REPLY_ASSET;
	if ((is_stopping(c->loop) || c->must_close) && !shared)
		libmhd.MHD_add_response_header(response, "Connection", "close");
	bool queued = libmhd.MHD_queue_response(c->mhd, status, response) == MHD_YES;
	if (!shared)
		libmhd.MHD_destroy_response(response);
	c->phase = PHASE_END;
	c->status = (int)status;
	if (stream && queued) { /* a stream holds its reader and nothing else */
		response_log(c);
		connection_free(c);
		*context = NULL;
	}
	return queued;
}

/* Runs the steps that need no waiting here, and sends the connection off for the others. */
static bool advance(struct connection *c, void **context)
{
	connection_steps(c, c->loop->db, false);
	if (is_step(c->phase)) {
		suspend(c);
		connection_resume(c);
	} else if (c->phase == PHASE_WRITE) {
		suspend(c);
		connection_submit(c);
	} else if (c->phase == PHASE_ACCEPT) {
		c->phase = PHASE_BODY;
	} else if (c->phase == PHASE_REPLY && !drain(c)) {
		return answer(c, context);
	}
	return true;
}

/* Called when the head is there, for each piece of the body, when the body is there, and each
 * time the connection was resumed. */
static enum MHD_Result on_request(void *user, struct MHD_Connection *mhd, const char *url, const char *method,
                                  const char *version, const char *data, size_t *size, void **context)
{
	struct connection *c = *context;
	(void)user, (void)url, (void)version;
	if (*size > 0) {
		bool go_on = body_feed(c, data, *size);
		*size = 0;
		return go_on ? MHD_YES : MHD_NO;
	}
	if (c->phase == PHASE_HEAD) {
		c->mhd = mhd;
		connection_open(c, method);
		c->body_left = c->has_body;
		peer_busy(mhd, c->length, c->has_body);
		/* Answered at the next call: an answer given before the end of the request closes. */
		if (!c->has_body)
			return MHD_YES;
	} else if (c->phase == PHASE_BODY) {
		connection_received(c);
	}
	return advance(c, context) ? MHD_YES : MHD_NO;
}

/* The address as it came: libmicrohttpd would decode it in place, leniently. */
static void *on_uri(void *user, const char *uri, struct MHD_Connection *mhd)
{
	struct loop *loop = user;
	(void)mhd;
	return connection_new(loop->server, loop, uri);
}

static void on_completed(void *user, struct MHD_Connection *mhd, void **context, enum MHD_RequestTerminationCode why)
{
	struct connection *c = *context;
	(void)user, (void)why;
	peer_idle(mhd);
	if (!c)
		return;
	response_log(c);
	connection_free(c);
	*context = NULL;
}

static void on_connection(void *user, struct MHD_Connection *mhd, void **context,
                          enum MHD_ConnectionNotificationCode what)
{
	struct loop *loop = user;
	if (what == MHD_CONNECTION_NOTIFY_STARTED)
		*context = peer_open(&loop->peers, mhd);
	else
		peer_close(&loop->peers, *context);
}

/* A post may queue itself again while it runs, so its next is read before. */
static void run_posts(struct loop *loop)
{
	uint64_t count;
	check(read(loop->wake, &count, sizeof count) == sizeof count);
	pthread_mutex_lock(&loop->lock);
	struct post *post = post_take_all(&loop->posts);
	pthread_mutex_unlock(&loop->lock);
	while (post) {
		struct post *next = post->next;
		post->run(post);
		post = next;
	}
}

static int wait_ms(const struct loop *loop)
{
	unsigned long long ms;
	if (libmhd.MHD_get_timeout(loop->daemon, &ms) != MHD_YES || ms > SWEEP_MS)
		return SWEEP_MS;
	return (int)ms;
}

/* True when something was posted. */
static bool wait_for_events(struct loop *loop)
{
	const union MHD_DaemonInfo *epoll = libmhd.MHD_get_daemon_info(loop->daemon, MHD_DAEMON_INFO_EPOLL_FD);
	struct pollfd fds[] = { { .fd = epoll->epoll_fd, .events = POLLIN }, { .fd = loop->wake, .events = POLLIN } };
	int ready = poll(fds, 2, wait_ms(loop));
	check(ready >= 0 || errno == EINTR);
	return ready > 0 && fds[1].revents;
}

/* Once a second, the late; from the stop on, at each turn, those who have nothing under way. */
static void sweep(struct loop *loop)
{
	int64_t now = clock_us();
	if (is_stopping(loop) && !loop->finishing) {
		loop->finishing = true;
		close(libmhd.MHD_quiesce_daemon(loop->daemon));
	}
	if (loop->finishing) {
		peers_end(&loop->peers, now >= loop->finish_at);
	} else if (now - loop->swept >= SWEEP_MS * 1000) {
		loop->swept = now;
		peers_sweep(&loop->peers, now);
	}
}

/* What waits for the writer or a worker is always waited for: its memory is in their hands. */
static bool is_finished(const struct loop *loop)
{
	if (!loop->finishing || loop->under_way > 0)
		return false;
	return loop->peers.n == 0 || clock_us() >= loop->finish_at + (int64_t)SWEEP_MS * 1000;
}

static void *run(void *user)
{
	struct loop *loop = user;
	if (!loop->server->waits_on_database)
		loop->db = store_reader(loop->server->app->store);
	while (!is_finished(loop)) {
		if (wait_for_events(loop))
			run_posts(loop);
		libmhd.MHD_run(loop->daemon);
		sweep(loop);
	}
	return NULL;
}

/* Its messages are about malformed requests and closed sockets: of use when one looks for it. */
static void on_mhd_log(void *user, const char *format, va_list args)
{
	(void)user, (void)args;
	log_line(LOG_DEBUG, "libmicrohttpd: %.*s", (int)strcspn(format, "\n"), format);
}

static struct MHD_Daemon *start_daemon(struct loop *loop, int listener, unsigned most)
{
	return libmhd.MHD_start_daemon(
	    MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG, 0, NULL, NULL, on_request, loop,
	    MHD_OPTION_EXTERNAL_LOGGER, on_mhd_log, NULL, MHD_OPTION_LISTEN_SOCKET, listener,
	    MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1,
	    MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY, MHD_OPTION_CONNECTION_LIMIT, most,
	    MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)(loop->peers.patience_us / 1000000), MHD_OPTION_URI_LOG_CALLBACK,
	    on_uri, loop, MHD_OPTION_NOTIFY_COMPLETED, on_completed, loop, MHD_OPTION_NOTIFY_CONNECTION,
	    on_connection, loop, MHD_OPTION_UNESCAPE_CALLBACK, response_keep_escapes, NULL, MHD_OPTION_END);
}

static void free_loop(struct loop *loop)
{
	if (loop->daemon)
		libmhd.MHD_stop_daemon(loop->daemon);
	if (loop->wake >= 0)
		close(loop->wake);
	pthread_mutex_destroy(&loop->lock);
	free(loop);
}

struct loop *loop_start(struct server *server, int listener, unsigned most, struct error *err)
{
	enum { PATIENCE = 30, SECOND = 1000000 };
	struct loop *loop = calloc(1, sizeof *loop);
	check(loop != NULL);
	loop->server = server;
	loop->peers.patience_us = (int64_t)(server->options.patience ? server->options.patience : PATIENCE) * SECOND;
	pthread_mutex_init(&loop->lock, NULL);
	loop->wake = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	int own = fcntl(listener, F_DUPFD_CLOEXEC, 0);
	loop->daemon = own >= 0 && loop->wake >= 0 ? start_daemon(loop, own, most) : NULL;
	if (!loop->daemon && own >= 0)
		close(own);
	if (loop->daemon && thread_start(&loop->thread, run, loop))
		return loop;
	error_set(err, ERROR_INTERNAL, N_("Le serveur n'a pas pu démarrer."), "a loop did not start: %s", strerror(errno));
	free_loop(loop);
	return NULL;
}

void loop_finish(struct loop *loop, int seconds)
{
	loop->finish_at = clock_us() + (int64_t)seconds * 1000000;
	check(write(loop->wake, &(uint64_t){ 1 }, sizeof(uint64_t)) == sizeof(uint64_t));
}

void loop_join(struct loop *loop)
{
	pthread_join(loop->thread, NULL);
	free_loop(loop);
}
