/* The store itself, for the files of this folder only: what waits to be written, the threads
 * that write, the connections for reading. */
#ifndef CORDEE_STORE_INNER_H
#define CORDEE_STORE_INNER_H
#include "store/engine.h"

#include <pthread.h>

enum { STORE_WORKERS = 8 };

/* Commands in the order they came. */
struct queue {
	pthread_mutex_t lock;
	pthread_cond_t filled;
	struct write *first, **end;
	bool closed;
};

void queue_init(struct queue *);
void queue_free(struct queue *);
void queue_put(struct queue *, struct write *);
/* The first `most` of them, chained by `next`; waits for one. NULL: closed, and nothing is left. */
struct write *queue_take(struct queue *, size_t most);
void queue_close(struct queue *);

struct reader {
	pthread_t thread;
	struct db *db;
	struct reader *next;
};

struct store {
	const struct engine *engine;
	char *address;
	uint64_t serial; /* tells stores apart in a thread's memory, where an address may be used again */
	struct queue queue;
	pthread_t workers[STORE_WORKERS];
	size_t workers_n;
	pthread_mutex_t lock; /* of what follows */
	struct reader *readers;
	void (*hook)(void *user, struct text topic, struct text payload);
	void *hook_user;
	struct notifier *notifier; /* PostgreSQL: the other processes' events */
};

/* The bodies of the writing threads; each returns when the queue is closed and empty. */
void *writer_run(void *store);
void *worker_run(void *store);

/* Runs a command in the transaction that is open on tx, with its one-time key. False: refused
 * or failed, w->error says why, and what it wrote is to be rolled back. */
bool command_run(struct db *tx, struct write *);
/* Forgets the events of a connection, to collect those of the next transaction. */
void events_begin(struct db *tx, struct arena *);
/* After the commit: to the hook of this process, and to the other processes. */
void events_deliver(struct store *, const struct db *tx);
/* To the hook alone. */
void event_deliver(struct store *, const struct event *);

/* ERROR_FULL, with what was being done and errno. */
bool disk_error(struct error *, const char *what);
/* Makes a file and its name durable. */
bool durable_file(const char *path, struct error *);
bool durable_folder_of(const char *path, struct error *);
/* It will hold personal data: made for its owner alone, before SQLite would make it. */
bool private_file(const char *path, struct error *);
#endif
