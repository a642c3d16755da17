/* Readers of the hub: joining, leaving, and the bytes each is owed. Called on the loop that
 * owns the reader's connection; a sleeping reader is woken by a post to that loop. */
#include "http/hub_reader.h"

#include "base/check.h"
#include "base/time.h"
#include "http/hub_inner.h"
#include "http/libmhd.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void resume(struct post *post)
{
	libmhd.MHD_resume_connection(post_owner(post, struct reader, post)->mhd);
}

void reader_wake(struct reader *r)
{
	if (!r->waiting)
		return;
	r->waiting = false;
	loop_post(r->loop, &r->post);
}

void reader_give(struct reader *r, struct fragment *fragment)
{
	fragment_drop(r->pending);
	r->pending = fragment;
	r->behind = false;
	fragment->holders++;
	reader_wake(r);
}

static struct topic *topic_new(struct hub *hub, struct text name)
{
	struct topic *topic = calloc(1, sizeof *topic);
	check(topic != NULL && name.n < TOPIC_NAME_MOST);
	memcpy(topic->name, name.at, name.n);
	topic->kind = hub_kind_of(hub, name, &topic->id);
	check(topic->kind != NULL);
	topic->next = hub->topics;
	hub->topics = topic;
	return topic;
}

/* Doubly linked: a thousand readers leave in any order, each at once. */
static void link_reader(struct reader *r, struct topic *topic)
{
	r->topic = topic;
	r->next = topic->readers;
	r->link = &topic->readers;
	if (r->next)
		r->next->link = &r->next;
	topic->readers = r;
}

/* A topic without a fragment is rendered at once for its first reader: what changed between
 * the page and the stream is not lost. One that has changed since its fragment was made (or is being
 * made again) gives nothing yet: the page that asks may know better, and would be set back. */
struct reader *reader_join(struct hub *hub, struct text name, enum lang lang, struct text last_event,
                           struct loop *loop, struct MHD_Connection *mhd)
{
	struct reader *r = calloc(1, sizeof *r);
	check(r != NULL);
	*r = (struct reader){ .hub = hub, .lang = lang, .loop = loop, .mhd = mhd, .hello = true };
	r->post.run = resume;
	pthread_mutex_lock(&hub->lock);
	struct topic *topic = hub_find(hub, name);
	if (!topic)
		topic = topic_new(hub, name);
	link_reader(r, topic);
	r->ended = hub->ended;
	struct fragment *now = topic->fragments[lang];
	bool fresh = now && !topic->touched && !topic->held;
	if (!fresh) {
		topic->touched = true;
		pthread_cond_signal(&hub->changed);
	}
	if (!now || !text_is(last_event, now->id)) {
		r->behind = !fresh;
		if (fresh)
			reader_give(r, now);
	}
	pthread_mutex_unlock(&hub->lock);
	return r;
}

void reader_leave(struct reader *r)
{
	struct hub *hub = r->hub;
	pthread_mutex_lock(&hub->lock);
	*r->link = r->next;
	if (r->next)
		r->next->link = r->link;
	fragment_drop(r->sending);
	fragment_drop(r->pending);
	topic_free_unread(&hub->topics, r->topic);
	pthread_mutex_unlock(&hub->lock);
	free(r);
}

/* Bytes from `from` of the event, its head then its data. */
static size_t copy_event(const struct fragment *f, size_t from, char *at, size_t most)
{
	bool in_head = from < f->head_n;
	const char *start = in_head ? f->head + from : f->at + (from - f->head_n);
	size_t left = in_head ? f->head_n - from : f->head_n + f->n - from;
	size_t n = left < most ? left : most;
	memcpy(at, start, n);
	return n;
}

static size_t send_event(struct reader *r, char *at, size_t most)
{
	size_t n = copy_event(r->sending, r->sent, at, most);
	r->sent += n;
	if (r->sent == r->sending->head_n + r->sending->n) {
		fragment_drop(r->sending);
		r->sending = NULL;
	}
	return n;
}

/* How long browsers wait before they come back: spread, so that a room does not come at once. */
static size_t send_hello(struct reader *r, char *at, size_t most)
{
	r->hello = false;
	return (size_t)snprintf(at, most, "retry: %u\n\n", 1000 + randombytes_uniform(2000));
}

static ssize_t read_bytes(struct reader *r, char *at, size_t most)
{
	static const char beat[] = "event: beat\ndata:\n\n"; /* a script may watch for them */
	if (r->hello)
		return (ssize_t)send_hello(r, at, most);
	if (!r->sending && r->pending) {
		r->sending = r->pending;
		r->pending = NULL;
		r->sent = 0;
	}
	if (r->sending)
		return (ssize_t)send_event(r, at, most);
	if (r->ended)
		return -1;
	if (r->beat) {
		memcpy(at, beat, sizeof beat - 1);
		return sizeof beat - 1;
	}
	return 0;
}

ssize_t reader_read(struct reader *r, char *at, size_t most)
{
	enum { LEAST = 64 };
	check(most >= LEAST); /* libmicrohttpd gives 118 at least */
	pthread_mutex_lock(&r->hub->lock);
	ssize_t n = read_bytes(r, at, most);
	r->beat = false;
	r->waiting = n == 0;
	if (n > 0)
		r->heard = clock_us();
	pthread_mutex_unlock(&r->hub->lock);
	return n;
}

struct MHD_Connection *reader_connection(const struct reader *r)
{
	return r->mhd;
}
