/* What every answer carries: security headers, what caches may do, the entity tag, the flash
 * cookie, compression. One place, so that no handler can forget it. */
#include "base/log.h"
#include "http/compress.h"
#include "http/connection.h"
#include "http/header.h"
#include "http/url.h"

#include <string.h>
#include <unistd.h>
#include <xxhash.h>

static const struct reply_header security[] = {
	{ "Content-Security-Policy",
	  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
	  "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'" },
	{ "X-Content-Type-Options", "nosniff" },
	{ "Referrer-Policy", "same-origin" },
	{ "Cross-Origin-Opener-Policy", "same-origin" },
	{ "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()" },
};

static void add(struct connection *c, const char *name, const char *value)
{
	list_add(c->request.arena, &c->reply.headers, (struct reply_header){ name, value });
}

static bool has(const struct reply *reply, const char *name)
{
	for (size_t i = 0; i < reply->headers.n; i++)
		if (text_is(text_of(reply->headers.at[i].name), name))
			return true;
	return false;
}

/* A handler may set its own (a page with a map…), which then stands. */
static void add_security(struct connection *c)
{
	for (size_t i = 0; i < sizeof security / sizeof *security; i++)
		if (!has(&c->reply, security[i].name))
			add(c, security[i].name, security[i].value);
	if (app_is_https(c->request.app))
		add(c, "Strict-Transport-Security", "max-age=31536000");
}

/* The flash set and not shown waits for the next page in a cookie; a shown one is forgotten. */
static void add_flash(struct connection *c)
{
	enum { MOST = 2000 };
	struct request *r = &c->request;
	struct flash *flash = &c->flash;
	if (flash->taken && cookie(r, "flash").n)
		reply_cookie(r, "flash", NO_TEXT, 0);
	if (!flash->given || flash->taken)
		return;
	struct buffer out;
	buffer_init(&out, MOST);
	buffer_text(&out, flash->kind);
	buffer_char(&out, ':');
	url_encode(&out, flash->message);
	if (!buffer_failed(&out))
		reply_cookie(r, "flash", buffer_view(&out), 300);
	buffer_free(&out);
}

/* Of the bytes as made, before compression: weak. Only pages that anyone reads have one, so that
 * nothing is to be kept secret by it; the seed keeps a page from being written for its tag. */
static struct text body_tag(struct connection *c)
{
	const struct buffer *body = &c->reply.body;
	XXH64_hash_t seed, hash;
	memcpy(&seed, c->request.app->secret, sizeof seed);
	hash = XXH3_64bits_withSeed(body->n ? body->at : "", body->n, seed);
	return TEXT_CONCAT(c->request.arena, text("\""), text_hex(c->request.arena, &hash, sizeof hash), text("\""));
}

static void not_modified(struct connection *c)
{
	struct reply *reply = &c->reply;
	if (reply->kind == REPLY_FILE)
		close(reply->fd);
	buffer_free(&reply->body);
	reply->kind = REPLY_BODY;
	reply->status = 304;
	reply->type = NULL;
}

/* Pages of those who are signed in are kept by no cache, private ones neither (they say so);
 * the others by browsers, which ask each time whether they changed. */
static void add_cache(struct connection *c)
{
	struct request *r = &c->request;
	struct reply *reply = &c->reply;
	if (has(reply, "Cache-Control"))
		return;
	bool cacheable = r->method == METHOD_GET && reply->status == 200 && reply->kind != REPLY_STREAM;
	if (reply->kind == REPLY_BODY && (request_signed(r) || has(reply, "Set-Cookie")))
		cacheable = false;
	add(c, "Cache-Control", cacheable ? "private, no-cache" : "no-store");
	if (!cacheable)
		return;
	if (reply->kind == REPLY_BODY)
		reply->tag = body_tag(c);
	add(c, "ETag", text_z(r->arena, reply->kind == REPLY_BODY ? text_join(r->arena, text("W/"), reply->tag)
	                                                          : reply->tag));
	if (header_matches(header(r, "If-None-Match"), reply->tag))
		not_modified(c);
}

static bool is_compressible(struct text type)
{
	return text_starts(type, "text/") || text_starts(type, "application/json") ||
	       text_starts(type, "application/atom+xml") || text_starts(type, "image/svg+xml");
}

/* Pages hold keys, but each is new every time and none is reflected: nothing to guess by
 * lengths (BREACH) stays the same between two answers. */
static void compress(struct connection *c)
{
	enum { WORTH_IT = 1024 };
	struct reply *reply = &c->reply;
	if (reply->kind != REPLY_BODY || reply->body.n < WORTH_IT || !is_compressible(text_of(reply->type)))
		return;
	add(c, "Vary", "Accept-Encoding");
	if (!header_accepts(header(&c->request, "Accept-Encoding"), "gzip"))
		return;
	struct buffer smaller;
	buffer_init(&smaller, reply->body.n);
	if (compress_gzip(buffer_view(&reply->body), &smaller)) {
		buffer_free(&reply->body);
		reply->body = smaller;
		add(c, "Content-Encoding", "gzip");
	} else {
		buffer_free(&smaller);
	}
}

void reply_finish(struct connection *c)
{
	if (c->reply.kind == REPLY_ASSET)
		return;
	if (buffer_failed(&c->reply.body))
		log_error("%s: the answer is longer than its buffer allows", c->request.route ? c->request.route->pattern : "-");
	add_flash(c);
	add_cache(c);
	add_security(c);
	compress(c);
	c->sent = c->reply.kind == REPLY_FILE ? c->reply.size : c->reply.body.n;
}
