/* Peers: a list a loop, swept once a second. A late socket is shut down, and libmicrohttpd
 * then finds it closed. */
#include "http/peer.h"

#include "base/check.h"
#include "base/time.h"
#include "http/libmhd.h"

#include <stdlib.h>
#include <sys/socket.h>

enum { SLOWEST = 1000 /* bytes a second */, SECOND = 1000000, LONGEST = 3600 };

struct peer {
	struct peer *next, **link;
	struct MHD_Connection *mhd;
	int64_t patience_us;
	int64_t deadline; /* monotonic µs; 0: none */
	bool busy;
};

static struct peer *peer_of(struct MHD_Connection *mhd)
{
	return libmhd.MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
}

struct peer *peer_open(struct peers *peers, struct MHD_Connection *mhd)
{
	struct peer *p = calloc(1, sizeof *p);
	check(p != NULL);
	*p = (struct peer){ .next = peers->first, .link = &peers->first, .mhd = mhd, .patience_us = peers->patience_us };
	p->deadline = clock_us() + p->patience_us;
	if (p->next)
		p->next->link = &p->next;
	peers->first = p;
	peers->n++;
	return p;
}

void peer_close(struct peers *peers, struct peer *p)
{
	*p->link = p->next;
	if (p->next)
		p->next->link = p->link;
	peers->n--;
	free(p);
}

void peer_busy(struct MHD_Connection *mhd, uint64_t length, bool has_body)
{
	struct peer *p = peer_of(mhd);
	uint64_t seconds = length / SLOWEST > LONGEST || (has_body && length == 0) ? LONGEST : length / SLOWEST;
	p->busy = true;
	p->deadline = has_body ? clock_us() + p->patience_us + (int64_t)seconds * SECOND : 0;
}

void peer_idle(struct MHD_Connection *mhd)
{
	struct peer *p = peer_of(mhd);
	p->busy = false;
	/* Silence is libmicrohttpd's to bound; then the head of the next request may take as long. */
	p->deadline = clock_us() + 2 * p->patience_us;
}

static void shut(const struct peer *p)
{
	/* It may be shut already: nothing to do about it either way. */
	(void)shutdown(libmhd.MHD_get_connection_info(p->mhd, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd, SHUT_RDWR);
}

void peers_sweep(struct peers *peers, int64_t now)
{
	for (struct peer *p = peers->first; p; p = p->next)
		if (p->deadline && now > p->deadline)
			shut(p);
}

void peers_end(struct peers *peers, bool all)
{
	for (struct peer *p = peers->first; p; p = p->next)
		if (all || !p->busy)
			shut(p);
}
