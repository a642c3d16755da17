/* The server: libmicrohttpd under our own loops (one a thread), workers for what waits. */
#ifndef CORDEE_SERVER_H
#define CORDEE_SERVER_H
#include "http/request.h"

struct server;

/* Takes the address and the port of the settings, and writes back the port when it was 0. A socket for
 * the options; -1 and err on failure. */
int server_listen(struct settings *, struct error *);

struct server_options {
	int listener; /* from server_listen; closed by the server */
	const struct routes *const *routes; /* ended by NULL */
	/* Finds who asks and checks route->may; when it says no it has replied, and returns false. */
	bool (*guard)(struct request *);
	/* The page for an error (400 403 404 405 409 413 415 422 500 503), in the site's look. An
	 * error found before the guard leaves r->viewer and r->route NULL. */
	void (*error_page)(struct request *, int status, const struct error *);
	/* Seconds that a client may take for the head of a request, or stay silent; 0: 30. */
	int patience;
};

/* GET /langue?to=en&back=/chemin */
extern const struct routes lang_routes;

struct server *server_start(struct app *, const struct server_options *, struct error *);
/* Stops accepting, finishes what is under way (at most `seconds`), frees all. */
void server_stop(struct server *, int seconds);
#endif
