/* A request, and how it is answered. A handler reads the path, the query or a form, then
 *   shows a page (html/page.h),
 *   or hands a command to request_write and shows or redirects from its result,
 *   or replies otherwise (below). It replies exactly once. */
#ifndef CORDEE_REQUEST_H
#define CORDEE_REQUEST_H
#include "base/buffer.h"
#include "http/app.h"
#include "http/form.h"
#include "http/url.h"
#include "store/store.h"

struct viewer; /* people/viewer.h: who asks, and what they may */
struct route;
struct request;
typedef void handler_fn(struct request *);

enum method { METHOD_GET, METHOD_POST }; /* HEAD is GET without its body */

struct request {
	const struct app *app;
	struct arena *arena;         /* lives until the answer has left */
	struct db *db;               /* for reading; none while a command runs */
	enum method method;
	enum lang lang;
	const struct route *route;
	struct text path, query;     /* as received (percent-encoded), known to decode to valid UTF-8 */
	struct viewer *viewer;       /* set by the guard, before the handler */
	struct form_state form;
	struct made made;            /* of the last request_write */
	struct error error;          /* of the last request_write */
	struct connection *connection; /* the server's */
};

/* The cookie that holds a login. Its value is part of the forms' keys, and those who send it
 * get pages that no cache keeps. */
#define LOGIN_COOKIE "login"

/* Routes: one constant table a stage. Pattern: "/cycles/{cycle}/blocages/{id}"; a parameter
 * named id or ending in _id is a number > 0 (else 404), any other a text without '/'. `may`
 * is a capability (people/viewer.h), checked before the handler runs and before an upload
 * is received. */
enum { ROUTE_UPLOAD = 1 /* may carry files */, ROUTE_SLOW = 2 /* on a worker: hashing, PDF, disk */,
       ROUTE_MACHINE = 4 /* POST without a form's key (one-click unsubscribe…) */,
       ROUTE_AGAIN = 8 /* the same page posts many times (a draft that saves itself): its key proves
                        * the origin and is not used up; the command bears being repeated */ };
struct route {
	enum method method;
	const char *pattern;
	unsigned may;
	handler_fn *handler;
	unsigned flags;
};
struct routes {
	const struct route *at;
	size_t n;
};
#define ROUTES(table) { (table), sizeof(table) / sizeof *(table) }

struct text path_text(const struct request *, const char *name);
int64_t path_id(const struct request *, const char *name);
/* Decoded; none when absent. query_number: fallback when absent or malformed. */
struct text query_text(struct request *, const char *name);
int64_t query_number(struct request *, const char *name, int64_t fallback, int64_t min, int64_t max);
struct text cookie(struct request *, const char *name);
struct text header(struct request *, const char *name);
/* Where a form of this site came from, to go back to it: the query's "back", checked. */
struct text query_back(struct request *);
/* Did the request come with JavaScript's fetch (X-Requested-With: fetch)? */
bool wants_fragment(const struct request *);

/* Runs the command on the writer, the connection suspended meanwhile, then calls `done`
 * (committed) or `refused` (r->error; already placed by its field). `in` must be in
 * r->arena. Carries the form's one-time key. A full disk or an unreachable database is answered
 * 503: by `refused` when a form was read, so that what was typed is still there, by a page else. */
void request_write(struct request *, command_fn *, const void *in, handler_fn *done, handler_fn *refused);
/* The same at READ COMMITTED on PostgreSQL: only for commands guarded by a constraint. */
void request_write_relaxed(struct request *, command_fn *, const void *in, handler_fn *done, handler_fn *refused);

/* Answers. */
void reply_redirect(struct request *, struct url);            /* 303 */
void reply_redirect_to(struct request *, struct text path);   /* a checked path (url_back) */
void reply_missing(struct request *);                         /* the 404 page */
void reply_error(struct request *, const struct error *);     /* the page for its code */
void reply_body(struct request *, int status, const char *type, struct buffer *body); /* takes the bytes */
void reply_text(struct request *, int status, const char *type, struct text);
void reply_download(struct request *, const char *type, struct text name, struct text bytes);
/* A stored file: Content-Disposition attachment (images and PDF inline when asked), nosniff. */
void reply_file(struct request *, struct text hash, struct text name, struct text type, bool in_page);
/* A stream of server-sent events on a topic of the hub, from Last-Event-ID on. */
void reply_stream(struct request *, struct text topic);
void reply_header(struct request *, const char *name, struct text value);
void reply_cookie(struct request *, const char *name, struct text value, int64_t seconds); /* 0 s: forget */
/* Said once on the next page shown to this browser. kind: ok, bad, info. */
void flash(struct request *, const char *kind, const char *message, const struct words *);
/* Takes the waiting flash, if any. */
bool flash_take(struct request *, struct text *kind, struct text *message);
#endif
