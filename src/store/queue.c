/* The queue of commands: any thread puts, the writing threads take. */
#include "store/inner.h"

#include "base/check.h"

void queue_init(struct queue *q)
{
	pthread_mutex_init(&q->lock, NULL);
	pthread_cond_init(&q->filled, NULL);
	q->first = NULL;
	q->end = &q->first;
	q->closed = false;
}

void queue_free(struct queue *q)
{
	check(q->first == NULL);
	pthread_cond_destroy(&q->filled);
	pthread_mutex_destroy(&q->lock);
}

/* Never refuses and never waits: what bounds the queue is the number of connections, each with at
 * most one command under way. */
void queue_put(struct queue *q, struct write *w)
{
	w->next = NULL;
	pthread_mutex_lock(&q->lock);
	check(!q->closed);
	*q->end = w;
	q->end = &w->next;
	pthread_cond_signal(&q->filled);
	pthread_mutex_unlock(&q->lock);
}

/* Under the lock. */
static struct write *cut(struct queue *q, size_t most)
{
	struct write *taken = q->first, *last = taken;
	if (!taken)
		return NULL;
	while (--most && last->next)
		last = last->next;
	q->first = last->next;
	last->next = NULL;
	if (!q->first)
		q->end = &q->first;
	return taken;
}

struct write *queue_take(struct queue *q, size_t most)
{
	pthread_mutex_lock(&q->lock);
	while (!q->first && !q->closed)
		pthread_cond_wait(&q->filled, &q->lock);
	struct write *taken = cut(q, most);
	pthread_mutex_unlock(&q->lock);
	return taken;
}

/* Wakes everyone: those who find nothing left go home. */
void queue_close(struct queue *q)
{
	pthread_mutex_lock(&q->lock);
	q->closed = true;
	pthread_cond_broadcast(&q->filled);
	pthread_mutex_unlock(&q->lock);
}
