/* Events between processes that share a PostgreSQL database, over LISTEN and NOTIFY. Ours were
 * delivered here at their commit already; to the others they go from this one connection, each
 * once in a tick: a NOTIFY in every commit would divide their rate by three. A process that
 * dies within a tick does not tell them: what they show is then one change late. */
#include "store/postgres.h"

#include "base/check.h"
#include "base/log.h"
#include "base/thread.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { TICK_MS = 100, RECONNECT_MS = 1000, MOST_WAITING = 1000 };

struct notifier {
	struct store *store;
	pthread_t thread;
	int wake; /* eventfd */
	PGconn *conn;
	char *channel;
	/* What the other threads add to. */
	pthread_mutex_t lock;
	char *waiting[MOST_WAITING]; /* "topic\npayload", each once */
	size_t waiting_n;
	bool closing;
};

/* A line end cannot be in a topic, so the first one ends it. */
static char *join(const struct event *e)
{
	char *words = malloc(e->topic.n + e->payload.n + 2);
	check(words != NULL);
	memcpy(words, e->topic.at, e->topic.n);
	words[e->topic.n] = '\n';
	if (e->payload.n)
		memcpy(words + e->topic.n + 1, e->payload.at, e->payload.n);
	words[e->topic.n + 1 + e->payload.n] = '\0';
	return words;
}

/* An eventfd, so that one poll waits for us and for the server. */
static void wake(struct notifier *n)
{
	/* It can only fail when the counter is at its largest: the thread is then awake anyway. */
	ssize_t written = write(n->wake, &(uint64_t){ 1 }, sizeof(uint64_t));
	(void)written;
}

/* When the server has been away for long, the oldest give way: they say "changed", no more. */
void notifier_add(struct notifier *n, const struct event *e)
{
	char *words = join(e);
	pthread_mutex_lock(&n->lock);
	bool known = false;
	for (size_t i = 0; i < n->waiting_n && !known; i++)
		known = strcmp(n->waiting[i], words) == 0;
	if (!known && n->waiting_n == MOST_WAITING) {
		free(n->waiting[0]);
		memmove(n->waiting, n->waiting + 1, --n->waiting_n * sizeof *n->waiting);
	}
	if (known)
		free(words);
	else
		n->waiting[n->waiting_n++] = words;
	pthread_mutex_unlock(&n->lock);
	wake(n);
}

/* On this connection only whether it worked matters: if not, it is opened again. */
static bool run(struct notifier *n, const char *sql, int params, const char *const *values)
{
	PGresult *result = libpq.PQexecParams(n->conn, sql, params, NULL, values, NULL, NULL, 0);
	ExecStatusType status = libpq.PQresultStatus(result);
	libpq.PQclear(result);
	return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

/* NOTIFY is heard in the whole database: two of us may share it, each in its schema. */
static bool name_channel(struct notifier *n)
{
	PGresult *result = libpq.PQexec(n->conn, "SELECT left('cordee_' || current_schema(), 60)");
	bool done = libpq.PQresultStatus(result) == PGRES_TUPLES_OK;
	free(n->channel);
	n->channel = done ? strdup(libpq.PQgetvalue(result, 0, 0)) : NULL;
	libpq.PQclear(result);
	return n->channel != NULL;
}

/* LISTEN takes a name, which is quoted, not a parameter. */
static bool listen_to(struct notifier *n)
{
	ARENA_SCOPED arena = arena_new();
	if (!name_channel(n))
		return false;
	char *quoted = libpq.PQescapeIdentifier(n->conn, n->channel, strlen(n->channel));
	if (!quoted)
		return false;
	bool done = run(n, text_z(arena, text_format(arena, "LISTEN %s", quoted)), 0, NULL);
	libpq.PQfreemem(quoted);
	return done;
}

/* What others said meanwhile is lost: they will say it again at the next change. */
static bool connect_again(struct notifier *n)
{
	libpq.PQfinish(n->conn);
	n->conn = postgres_connect(n->store->address);
	bool done = libpq.PQstatus(n->conn) == CONNECTION_OK && listen_to(n);
	if (!done)
		log_warn("store: events of other processes are not heard for now");
	return done;
}

static void hear(struct notifier *n, const PGnotify *notice)
{
	/* Ours come back too. */
	if (notice->be_pid == libpq.PQbackendPID(n->conn))
		return;
	struct text payload = text_of(notice->extra), topic = text_cut(&payload, '\n');
	struct event event = { .topic = topic, .payload = payload };
	event_deliver(n->store, &event);
}

/* False: the server is gone. */
static bool hear_all(struct notifier *n)
{
	if (libpq.PQconsumeInput(n->conn) != 1)
		return false;
	for (PGnotify *notice; (notice = libpq.PQnotifies(n->conn));) {
		hear(n, notice);
		libpq.PQfreemem(notice);
	}
	return true;
}

/* Takes them out of the lock at once: commands that commit must not wait for the network. */
static size_t take_waiting(struct notifier *n, char *taken[MOST_WAITING])
{
	pthread_mutex_lock(&n->lock);
	size_t count = n->waiting_n;
	memcpy(taken, n->waiting, count * sizeof *taken);
	n->waiting_n = 0;
	pthread_mutex_unlock(&n->lock);
	return count;
}

/* All that waits, in one transaction. */
static bool tell_all(struct notifier *n)
{
	char *taken[MOST_WAITING];
	size_t count = take_waiting(n, taken);
	bool done = count == 0 || run(n, "BEGIN", 0, NULL);
	for (size_t i = 0; i < count; i++) {
		done = done && run(n, "SELECT pg_notify($1, $2)", 2,
		                   (const char *const[]){ n->channel, taken[i] });
		free(taken[i]);
	}
	return done && (count == 0 || run(n, "COMMIT", 0, NULL));
}

static bool is_closing(struct notifier *n)
{
	pthread_mutex_lock(&n->lock);
	bool closing = n->closing;
	pthread_mutex_unlock(&n->lock);
	return closing;
}

/* Until someone has something to say, here or there, or the time is up. */
static void await(struct notifier *n, int ms)
{
	struct pollfd fds[] = { { .fd = n->wake, .events = POLLIN },
		                { .fd = libpq.PQsocket(n->conn), .events = POLLIN } };
	uint64_t count;
	int ready = poll(fds, libpq.PQsocket(n->conn) >= 0 ? 2 : 1, ms);
	check(ready >= 0 || errno == EINTR);
	if (ready > 0 && (fds[0].revents & POLLIN)) {
		ssize_t got = read(n->wake, &count, sizeof count);
		check(got == sizeof count);
	}
}

/* What was taken and could not be told is not kept: the same news comes with the next change. */
static void *notifier_run(void *user)
{
	struct notifier *n = user;
	bool listening = connect_again(n);
	while (!is_closing(n)) {
		await(n, listening ? -1 : RECONNECT_MS);
		if (!listening)
			listening = connect_again(n);
		if (listening)
			listening = hear_all(n) && tell_all(n);
		/* What comes meanwhile waits for the next tick. */
		if (listening && !is_closing(n))
			poll(NULL, 0, TICK_MS);
	}
	if (listening)
		tell_all(n);
	return NULL;
}

struct notifier *notifier_start(struct store *store)
{
	struct notifier *n = calloc(1, sizeof *n);
	check(n != NULL);
	n->store = store;
	n->wake = eventfd(0, EFD_CLOEXEC);
	check(n->wake >= 0);
	pthread_mutex_init(&n->lock, NULL);
	check(thread_start(&n->thread, notifier_run, n));
	return n;
}

void notifier_stop(struct notifier *n)
{
	if (!n)
		return;
	pthread_mutex_lock(&n->lock);
	n->closing = true;
	pthread_mutex_unlock(&n->lock);
	wake(n);
	pthread_join(n->thread, NULL);
	for (size_t i = 0; i < n->waiting_n; i++)
		free(n->waiting[i]);
	libpq.PQfinish(n->conn);
	free(n->channel);
	close(n->wake);
	pthread_mutex_destroy(&n->lock);
	free(n);
}
