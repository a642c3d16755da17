/* Reader: a browser that listens to a topic of the hub, as its loop sees it. */
#ifndef CORDEE_HUB_READER_H
#define CORDEE_HUB_READER_H
#include "http/hub.h"
#include "http/loop.h"

#include <sys/types.h>

struct reader;
struct MHD_Connection;

bool hub_topic_known(const struct hub *, struct text topic);
/* Ends all streams, and those that would begin later at once. */
void hub_end_streams(struct hub *);

/* last_event: what the browser saw last; no text when it is new. */
struct reader *reader_join(struct hub *, struct text topic, enum lang, struct text last_event, struct loop *,
                           struct MHD_Connection *);
void reader_leave(struct reader *);
/* Bytes for the browser. 0: none for now, and the reader's connection will be resumed when
 * there are; -1: the stream is over. */
ssize_t reader_read(struct reader *, char *at, size_t most);
struct MHD_Connection *reader_connection(const struct reader *);
#endif
