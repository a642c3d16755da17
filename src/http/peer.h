/* Peer: one socket, over its requests. Bounds the time that a client may take for a request,
 * whatever trickle it sends; libmicrohttpd bounds silence only. A loop's own. */
#ifndef CORDEE_PEER_H
#define CORDEE_PEER_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct MHD_Connection;
struct peer;

struct peers {
	struct peer *first;
	size_t n;
	int64_t patience_us;
};

struct peer *peer_open(struct peers *, struct MHD_Connection *);
void peer_close(struct peers *, struct peer *);
/* The head of a request has come: its body must come at 1 KB/s at least. */
void peer_busy(struct MHD_Connection *, uint64_t length, bool has_body);
/* The request is answered. */
void peer_idle(struct MHD_Connection *);
/* Closes those that are late. */
void peers_sweep(struct peers *, int64_t now);
/* Stopping: closes those that have no request under way, or all. */
void peers_end(struct peers *, bool all);
#endif
