/* Workers: threads for what waits on a disk, a processor or PostgreSQL. */
#ifndef CORDEE_WORKER_H
#define CORDEE_WORKER_H
#include "http/post.h"
#include "store/store.h"

struct workers;

/* Each thread has its own connection for reading, found by worker_db. NULL on failure. */
struct workers *workers_start(struct store *, size_t n);
/* After what is queued. */
void workers_stop(struct workers *);
/* Runs the post on a worker, in order. Any thread. */
void workers_add(struct workers *, struct post *);
/* The connection of the worker that runs this; NULL elsewhere. */
struct db *worker_db(void);
#endif
