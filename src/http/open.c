/* Opening: what is checked of a request's head before anyone is asked who they are. */
#include "base/log.h"
#include "http/form_key.h"
#include "http/header.h"
#include "http/libmhd.h"
#include "http/server_inner.h"
#include "http/static.h"

#include <strings.h>

enum { URL_MOST = 8192 };

struct head {
	unsigned hosts, lengths, codings;
	uint64_t length;
	bool chunked, malformed;
};

/* libmicrohttpd takes the first of each; a proxy in front might have taken another, and two
 * readings of one request are how requests are smuggled (RFC 9112, 6.3 and 3.2). */
static enum MHD_Result count_header(void *user, enum MHD_ValueKind kind, const char *name, const char *value)
{
	struct head *head = user;
	int64_t length;
	(void)kind;
	if (strcasecmp(name, "Host") == 0)
		head->hosts++;
	if (strcasecmp(name, "Transfer-Encoding") == 0) {
		head->codings++;
		head->chunked = value && strcasecmp(value, "chunked") == 0;
	}
	if (strcasecmp(name, "Content-Length") == 0) {
		head->lengths++;
		if (text_to_int(text_of(value), &length) && length >= 0)
			head->length = (uint64_t)length;
		else
			head->malformed = true;
	}
	return MHD_YES;
}

/* The only ways to tell where a body ends: one length, or chunks and nothing else. */
static bool is_lawful(const struct head *head)
{
	if (head->malformed || head->hosts > 1 || head->lengths > 1 || head->codings > 1)
		return false;
	return head->codings == 0 || (head->chunked && head->lengths == 0);
}

static void refuse(struct connection *c, int status, const char *message)
{
	connection_refuse(c, status, ERROR_INPUT, message);
}

/* A choice made here wins over the browser's settings, which are often not their owner's. */
static void choose_lang(struct request *r)
{
	if (!lang_parse(cookie(r, "lang"), &r->lang) && !header_lang(header(r, "Accept-Language"), &r->lang))
		r->lang = LANG_FR;
}

/* HEAD is GET all the way: libmicrohttpd keeps the body back. False for any other method. */
static bool read_method(struct connection *c, const char *method)
{
	struct text name = text_of(method);
	c->head = text_is(name, "HEAD");
	c->request.method = text_is(name, "POST") ? METHOD_POST : METHOD_GET;
	return c->head || c->request.method == METHOD_POST || text_is(name, "GET");
}

/* 308 keeps the method; it is permanent, as the rules that lead here are. */
static void redirect(struct connection *c, struct text base, struct text path)
{
	struct request *r = &c->request;
	struct text query = r->query.n ? text_join(r->arena, text("?"), r->query) : NO_TEXT;
	reply_redirect_to(r, text_join(r->arena, base, text_join(r->arena, path, query)));
	c->reply.status = 308;
	c->phase = PHASE_REPLY;
	reply_finish(c);
}

static void find_route(struct connection *c)
{
	struct request *r = &c->request;
	enum found found = router_find(c->server->router, r->arena, r->method, r->path, &c->match);
	if (found == FOUND) {
		r->route = c->match.route;
		c->phase = PHASE_GUARD;
	} else if (found == FOUND_OTHER_METHOD) {
		reply_header(r, "Allow", r->method == METHOD_POST ? text("GET, HEAD") : text("POST"));
		refuse(c, 405, N_("Cette page ne s'ouvre pas de cette façon."));
	} else {
		struct error missing = { 0 };
		error_missing(&missing);
		connection_refuse(c, 404, missing.code, missing.message);
	}
}

/* The proxy says that the browser came without TLS, and this site is one of https. */
static bool asked_over_http(struct request *r)
{
	return r->app->settings.behind_proxy && app_is_https(r->app) &&
	       text_is(header(r, "X-Forwarded-Proto"), "http");
}

/* The path has one form only; a page asked for otherwise is found under it. */
static void open_path(struct connection *c)
{
	struct request *r = &c->request;
	struct text normal = path_normal(r->arena, r->path), decoded;
	if (r->path.n + r->query.n > URL_MOST) {
		refuse(c, 414, N_("Cette adresse est trop longue."));
	} else if (!normal.n || !url_decode_path(r->arena, r->path, &decoded) ||
	           !pairs_read(r->arena, r->query, &c->query)) {
		refuse(c, 400, N_("Cette adresse est mal écrite : vérifiez-la, ou partez de l'accueil."));
	} else if (asked_over_http(r)) {
		redirect(c, r->app->settings.base_url, normal);
	} else if (r->method == METHOD_GET && !text_equal(normal, r->path)) {
		redirect(c, NO_TEXT, normal);
	} else if (!static_open(c)) {
		find_route(c);
	}
}

/* A post that another site's page sent is refused before its body is read. The key of the
 * form, which comes with the body, is checked again before the handler. */
static void check_origin(struct connection *c)
{
	struct request *r = &c->request;
	if (c->phase == PHASE_GUARD && r->method == METHOD_POST && !(r->route->flags & ROUTE_MACHINE) &&
	    !form_origin_right(r))
		refuse(c, 403, N_("Ce formulaire ne vient pas de ce site. Ouvrez la page ici, puis recommencez."));
}

void connection_open(struct connection *c, const char *method)
{
	struct head head = { 0 };
	bool known = read_method(c, method);
	libmhd.MHD_get_connection_values(c->mhd, MHD_HEADER_KIND, count_header, &head);
	c->has_body = head.length > 0 || head.codings > 0;
	c->length = head.length;
	c->must_close = !is_lawful(&head);
	choose_lang(&c->request);
	if (c->must_close)
		refuse(c, 400, N_("Cette requête est mal formée."));
	else if (!known)
		refuse(c, 405, N_("Cette page ne s'ouvre pas de cette façon."));
	else if (c->has_body && c->request.method != METHOD_POST)
		refuse(c, 400, N_("Cette requête est mal formée."));
	else
		open_path(c);
	check_origin(c);
}
