/* What the files of the server share. */
#ifndef CORDEE_SERVER_INNER_H
#define CORDEE_SERVER_INNER_H
#include "http/connection.h"
#include "http/router.h"
#include "http/server.h"

struct workers;
struct asset_replies;

struct server {
	struct app *app;
	struct server_options options;
	struct router *router;
	struct workers *workers;
	struct asset_replies *assets;
	struct loop **loops;
	size_t n_loops;
	bool waits_on_database; /* PostgreSQL: whatever reads it runs on a worker */
};

/* The head of the request is there: checks it and finds its route. Sets the next phase. */
void connection_open(struct connection *, const char *method);
/* The whole body is there. */
void connection_received(struct connection *);
/* An error found by the server: its page is the next step. */
void connection_refuse(struct connection *, int status, enum error_code, const char *message);
/* Hands its command to the store; the connection is suspended. */
void connection_submit(struct connection *);
/* Goes on with a suspended connection, on its loop or on a worker. Any thread. */
void connection_resume(struct connection *);
static inline bool is_step(enum phase phase)
{
	return phase == PHASE_ERROR || phase == PHASE_GUARD || phase == PHASE_HANDLE || phase == PHASE_WRITTEN;
}

/* The page of an error whose status its code does not tell. */
void reply_status_error(struct request *, int status, const struct error *);
#endif
