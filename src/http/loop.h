/* Loop: one thread that owns its connections, over a libmicrohttpd daemon. */
#ifndef CORDEE_LOOP_H
#define CORDEE_LOOP_H
#include "base/error.h"
#include "http/post.h"

struct loop;
struct server;

/* Serves connections accepted on a copy of `listener`, at most `most` at once. */
struct loop *loop_start(struct server *, int listener, unsigned most, struct error *);
/* Stops accepting and closes the idle; ends by itself when nothing is under way, or after
 * `seconds`. */
void loop_finish(struct loop *, int seconds);
/* Waits for its end and frees it. */
void loop_join(struct loop *);
/* Runs the post on the loop's thread. Any thread. */
void loop_post(struct loop *, struct post *);
/* The run of a suspended connection's post: goes on with it, on its loop. */
void loop_resume(struct post *);
#endif
