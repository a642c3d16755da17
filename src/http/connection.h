/* Connection: one request on its way through the server, with what its answer will be. Only
 * loop.c speaks to libmicrohttpd for it; handlers fill `reply` and nothing is sent before
 * they have returned, so an answer can still be replaced by the page of an error. */
#ifndef CORDEE_CONNECTION_H
#define CORDEE_CONNECTION_H
#include "base/list.h"
#include "http/body.h"
#include "http/pairs.h"
#include "http/post.h"
#include "http/router.h"

struct MHD_Connection;
struct server;
struct loop;
struct asset;

enum phase {
	PHASE_HEAD,    /* the head has come, nothing is looked at yet */
	PHASE_ERROR,   /* an error found by the server: its page is to be made */
	PHASE_GUARD,   /* who asks, and may they? */
	PHASE_ACCEPT,  /* guarded: the body may come */
	PHASE_BODY,    /* it is coming */
	PHASE_HANDLE,  /* the handler is to run */
	PHASE_WRITE,   /* a command is to be submitted, or under way */
	PHASE_WRITTEN, /* it has been answered: done or refused is to run */
	PHASE_REPLY,   /* the answer is made */
	PHASE_END,     /* and handed over */
};

struct reply_header {
	const char *name, *value;
};

enum reply_kind { REPLY_NONE, REPLY_BODY, REPLY_FILE, REPLY_ASSET, REPLY_STREAM };

struct reply {
	enum reply_kind kind;
	int status;
	const char *type;
	struct buffer body;  /* REPLY_BODY */
	int fd;              /* REPLY_FILE */
	uint64_t size;
	struct text tag;     /* entity tag, or none */
	const struct asset *asset;
	struct text topic;   /* REPLY_STREAM */
	LIST(struct reply_header) headers;
};

struct flash {
	bool given, taken;
	struct text kind, message;
};

struct connection {
	struct request request;
	struct post post; /* its place in a queue of the loop or of the workers */
	struct server *server;
	struct loop *loop;
	struct MHD_Connection *mhd;
	enum phase phase;
	bool has_body, head, body_left, draining;
	bool must_close; /* where its body ends cannot be told */
	bool stale;      /* the key of its form is not right: nothing is written */
	uint64_t length;  /* of the body, as announced */
	int status;       /* of PHASE_ERROR; the error is in request.error */
	struct match match;
	struct pairs query;
	const struct form *form_read; /* the form that form_read took */
	struct body body;
	struct reply reply;
	struct flash flash;
	/* request_write */
	struct write write;
	handler_fn *done, *refused;
	unsigned writes;
	/* for the log */
	int64_t started;
	uint64_t sent;
};

struct connection *connection_new(struct server *, struct loop *, const char *uri);
void connection_free(struct connection *);
/* Runs what its phases ask, as far as this thread may, reading one moment of the database. */
void connection_steps(struct connection *, struct db *, bool on_worker);
/* Drops what was answered so far: the page of an error takes its place. */
void reply_drop(struct connection *);
/* What every answer carries: security, cache, flash, compression. On the thread of the step. */
void reply_finish(struct connection *);
/* Does this browser hold a login? */
bool request_signed(struct request *);
bool app_is_https(const struct app *);
/* The cookie's name as the browser has it: "__Host-" in front over https. */
struct text cookie_name(struct request *, const char *name);
#endif
