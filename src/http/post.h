/* Post: an entry of a queue between threads. It belongs to what is queued, so that queueing
 * never allocates; a queue keeps the order. The lock is the queue owner's. */
#ifndef CORDEE_POST_H
#define CORDEE_POST_H
#include <stddef.h>

struct post {
	struct post *next;
	void (*run)(struct post *);
};

/* What the post is a member of. */
#define post_owner(post_, type, member) ((type *)(void *)((char *)(post_) - offsetof(type, member)))

struct post_queue {
	struct post *first, *last;
};

static inline void post_add(struct post_queue *q, struct post *p)
{
	p->next = NULL;
	if (q->last)
		q->last->next = p;
	else
		q->first = p;
	q->last = p;
}

/* The whole queue, as a chain by `next`. */
static inline struct post *post_take_all(struct post_queue *q)
{
	struct post *first = q->first;
	*q = (struct post_queue){ NULL, NULL };
	return first;
}
#endif
