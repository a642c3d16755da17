/* The server: libmicrohttpd under our own loops (one a thread), workers for what waits. */
#ifndef CORDEE_SERVER_H
#define CORDEE_SERVER_H
#include "http/request.h"

struct server;

struct server_options {
	const struct routes *const *routes; /* ended by NULL */
	/* Finds who asks and checks route->may; when it says no it has replied, and returns false. */
	bool (*guard)(struct request *);
	/* The page for an error (404, 403, 413, 422, 500, 503), in the site's look. */
	void (*error_page)(struct request *, int status, const struct error *);
};

struct server *server_start(struct app *, const struct server_options *, struct error *);
int server_port(const struct server *); /* the one taken, when settings said 0 */
/* Stops accepting, finishes what is under way (at most `seconds`), frees all. */
void server_stop(struct server *, int seconds);
#endif
