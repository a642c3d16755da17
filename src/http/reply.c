/* Answers, as handlers give them. They are kept on the connection until the handler has
 * returned; what every answer carries is added by reply_finish.c. */
#include "base/check.h"
#include "base/log.h"
#include "http/connection.h"
#include "http/header.h"
#include "http/hub_reader.h"
#include "http/server.h"
#include "http/server_inner.h"
#include "store/files.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { HEADER_MOST = 8192 };

/* The headers set before stay: a cookie, then a redirect. */
static struct reply *begin(struct request *r, enum reply_kind kind, int status, const char *type)
{
	struct reply *reply = &r->connection->reply;
	check(reply->kind == REPLY_NONE); /* a handler replies once */
	reply->kind = kind;
	reply->status = status;
	reply->type = type;
	return reply;
}

/* Headers go too: a login whose commit failed leaves no cookie. */
void reply_drop(struct connection *c)
{
	struct reply *reply = &c->reply;
	buffer_free(&reply->body);
	if (reply->kind == REPLY_FILE)
		close(reply->fd);
	*reply = (struct reply){ 0 };
	c->flash = (struct flash){ 0 };
}

void reply_header(struct request *r, const char *name, struct text value)
{
	struct reply *reply = &r->connection->reply;
	list_add(r->arena, &reply->headers, (struct reply_header){ name, text_z(r->arena, value) });
}

void reply_cookie(struct request *r, const char *name, struct text value, int64_t seconds)
{
	reply_header(r, "Set-Cookie",
	             text_format(r->arena, "%" TEXT "=%" TEXT "; Path=/; Max-Age=%lld; HttpOnly; SameSite=Lax%s",
	                         text_args(cookie_name(r, name)), text_args(value), (long long)seconds,
	                         app_is_https(r->app) ? "; Secure" : ""));
}

void reply_body(struct request *r, int status, const char *type, struct buffer *body)
{
	begin(r, REPLY_BODY, status, type)->body = *body;
	buffer_init(body, body->max);
}

void reply_text(struct request *r, int status, const char *type, struct text t)
{
	struct buffer body;
	buffer_init(&body, t.n);
	buffer_text(&body, t);
	reply_body(r, status, type, &body);
}

/* A Location holds ASCII only; a path as people write it may not. */
static struct text ascii_path(struct arena *arena, struct text path)
{
	struct buffer out;
	buffer_init(&out, HEADER_MOST);
	for (size_t i = 0; i < path.n; i++) {
		unsigned char c = (unsigned char)path.at[i];
		if (c <= ' ' || c >= 0x7f)
			buffer_format(&out, "%%%02X", c);
		else
			buffer_char(&out, path.at[i]);
	}
	struct text ascii = buffer_failed(&out) ? text("/") : text_copy(arena, buffer_view(&out));
	buffer_free(&out);
	return ascii;
}

void reply_redirect(struct request *r, struct url url)
{
	reply_redirect_to(r, url_text(r->arena, url));
}

void reply_redirect_to(struct request *r, struct text path)
{
	reply_header(r, "Location", ascii_path(r->arena, path));
	reply_text(r, 303, "text/plain; charset=utf-8", NO_TEXT);
}

/* A code that says nothing of its own is an error of ours. */
static int status_of(enum error_code code)
{
	static const int statuses[] = {
		[ERROR_NONE] = 500,    [ERROR_INPUT] = 422,   [ERROR_RULE] = 422, [ERROR_CONFLICT] = 409,
		[ERROR_MISSING] = 404, [ERROR_TOO_BIG] = 413, [ERROR_FULL] = 503, [ERROR_INTERNAL] = 500,
	};
	return statuses[code];
}

/* The page may itself fail to be made: then the words alone, which is still an answer. */
void reply_status_error(struct request *r, int status, const struct error *err)
{
	const struct server_options *options = &r->connection->server->options;
	if (err->detail[0])
		log_line(status >= 500 ? LOG_ERROR : LOG_INFO, "%s: %s", r->route ? r->route->pattern : "-", err->detail);
	if (options->error_page)
		options->error_page(r, status, err);
	if (r->connection->reply.kind == REPLY_NONE)
		reply_text(r, status, "text/plain; charset=utf-8", error_text(r->arena, r->lang, err));
	if (status == 503)
		reply_header(r, "Retry-After", text("30"));
}

void reply_error(struct request *r, const struct error *err)
{
	reply_status_error(r, status_of(err->code), err);
}

void reply_missing(struct request *r)
{
	struct error err = { 0 };
	error_missing(&err);
	reply_error(r, &err);
}

static void disposition(struct request *r, bool in_page, struct text name)
{
	struct buffer out;
	buffer_init(&out, HEADER_MOST);
	header_disposition(&out, in_page ? "inline" : "attachment", name);
	reply_header(r, "Content-Disposition", buffer_failed(&out) ? text("attachment") : buffer_view(&out));
	buffer_free(&out);
}

void reply_download(struct request *r, const char *type, struct text name, struct text bytes)
{
	disposition(r, false, name);
	reply_text(r, 200, type, bytes);
}

/* What a browser shows without running anything of it. */
static bool is_harmless(struct text type)
{
	static const char *const types[] = { "image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf" };
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (text_is(type, types[i]))
			return true;
	return false;
}

/* Sent from the disk's cache by the kernel, on the loop: files are small, and the access was
 * checked by the handler, so that a tag is enough to spare the bytes next time. */
void reply_file(struct request *r, struct text hash, struct text name, struct text type, bool in_page)
{
	struct stat about;
	int fd = file_open(r->app->files, hash);
	if (fd < 0) {
		reply_missing(r);
		return;
	}
	if (fstat(fd, &about) != 0) {
		close(fd);
		reply_error(r, &(struct error){ .code = ERROR_INTERNAL, .message = N_("Ce fichier n'a pas pu être lu."),
		                                .detail = "fstat of a stored file" });
		return;
	}
	bool harmless = is_harmless(type);
	disposition(r, in_page && harmless, name);
	struct reply *reply = begin(r, REPLY_FILE, 200, harmless ? text_z(r->arena, type) : "application/octet-stream");
	reply->fd = fd;
	reply->size = (uint64_t)about.st_size;
	reply->tag = text_format(r->arena, "\"%" TEXT "\"", text_args(hash));
}

void reply_stream(struct request *r, struct text topic)
{
	if (!hub_topic_known(r->app->hub, topic)) {
		reply_missing(r);
		return;
	}
	begin(r, REPLY_STREAM, 200, "text/event-stream")->topic = text_copy(r->arena, topic);
	reply_header(r, "X-Accel-Buffering", text("no")); /* nginx would keep events until it has many */
}
