/* Workers: one queue, a condition, and threads that take from it. */
#include "http/worker.h"

#include "base/check.h"
#include "base/thread.h"

#include <stdlib.h>

struct workers {
	struct store *store;
	pthread_mutex_t lock;
	pthread_cond_t filled;
	struct post_queue queue;
	bool stopping;
	size_t n;
	pthread_t threads[];
};

/* Asked for once, by the thread itself, as the store wants it. */
static _Thread_local struct db *reader;

struct db *worker_db(void)
{
	return reader;
}

/* The next post; NULL when there is none and the workers are to stop. */
static struct post *take(struct workers *w)
{
	pthread_mutex_lock(&w->lock);
	while (!w->queue.first && !w->stopping)
		pthread_cond_wait(&w->filled, &w->lock);
	struct post *post = w->queue.first;
	if (post) {
		w->queue.first = post->next;
		if (!post->next)
			w->queue.last = NULL;
	}
	pthread_mutex_unlock(&w->lock);
	return post;
}

static void *work(void *user)
{
	struct workers *w = user;
	reader = store_reader(w->store);
	for (struct post *post; (post = take(w));)
		post->run(post);
	return NULL;
}

/* The struct holds the threads' ids behind it: one block, one owner. */
struct workers *workers_start(struct store *store, size_t n)
{
	struct workers *w = calloc(1, sizeof *w + n * sizeof *w->threads);
	check(w != NULL);
	w->store = store;
	pthread_mutex_init(&w->lock, NULL);
	pthread_cond_init(&w->filled, NULL);
	for (; w->n < n; w->n++) {
		if (!thread_start(&w->threads[w->n], work, w)) {
			workers_stop(w);
			return NULL;
		}
	}
	return w;
}

void workers_stop(struct workers *w)
{
	if (!w)
		return;
	pthread_mutex_lock(&w->lock);
	w->stopping = true;
	pthread_cond_broadcast(&w->filled);
	pthread_mutex_unlock(&w->lock);
	for (size_t i = 0; i < w->n; i++)
		pthread_join(w->threads[i], NULL);
	pthread_cond_destroy(&w->filled);
	pthread_mutex_destroy(&w->lock);
	free(w);
}

void workers_add(struct workers *w, struct post *post)
{
	pthread_mutex_lock(&w->lock);
	post_add(&w->queue, post);
	pthread_cond_signal(&w->filled);
	pthread_mutex_unlock(&w->lock);
}
