/* Static: assets found by name for pages and by path for browsers, one response made in
 * advance for each coding of each. Their names hold a hash of their content, so they are
 * good for a year. */
#include "http/static.h"

#include "base/check.h"
#include "http/assets.h"
#include "http/header.h"
#include "http/libmhd.h"
#include "http/server_inner.h"

#include <stdlib.h>
#include <string.h>

enum coding { PLAIN, GZIP, BROTLI, CODINGS };

struct asset_replies {
	struct MHD_Response *of[CODINGS];
};

/* The table is sorted by name. A page asks for five or so. */
static const struct asset *asset_by_name(const char *name)
{
	size_t low = 0, high = assets_n;
	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = strcmp(name, assets[middle].name);
		if (order == 0)
			return &assets[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

struct url asset_url(const char *name)
{
	const struct asset *asset = asset_by_name(name);
	check(asset != NULL);
	return (struct url){ .pattern = asset->path };
}

static struct text bytes_of(const struct asset *asset, enum coding coding)
{
	return coding == BROTLI ? asset->brotli : coding == GZIP ? asset->gzip : asset->plain;
}

/* No page policy here: a browser shows an asset, it runs nothing of it on its own. */
static struct MHD_Response *make(const struct asset *asset, enum coding coding, bool https)
{
	static const char *const names[] = { NULL, "gzip", "br" };
	struct text bytes = bytes_of(asset, coding);
	struct MHD_Response *response =
	    libmhd.MHD_create_response_from_buffer(bytes.n, (void *)(uintptr_t)bytes.at, MHD_RESPMEM_PERSISTENT);
	check(response != NULL);
	libmhd.MHD_add_response_header(response, "Content-Type", asset->type);
	libmhd.MHD_add_response_header(response, "Cache-Control", "public, max-age=31536000, immutable");
	libmhd.MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
	libmhd.MHD_add_response_header(response, "Vary", "Accept-Encoding");
	if (names[coding])
		libmhd.MHD_add_response_header(response, "Content-Encoding", names[coding]);
	if (https)
		libmhd.MHD_add_response_header(response, "Strict-Transport-Security", "max-age=31536000");
	return response;
}

struct asset_replies *static_replies_new(bool https)
{
	struct asset_replies *replies = calloc(assets_n, sizeof *replies);
	check(replies != NULL);
	for (size_t i = 0; i < assets_n; i++)
		for (enum coding coding = PLAIN; coding < CODINGS; coding++)
			if (coding == PLAIN || bytes_of(&assets[i], coding).n > 0)
				replies[i].of[coding] = make(&assets[i], coding, https);
	return replies;
}

void static_replies_free(struct asset_replies *replies)
{
	for (size_t i = 0; replies && i < assets_n; i++)
		for (enum coding coding = PLAIN; coding < CODINGS; coding++)
			if (replies[i].of[coding])
				libmhd.MHD_destroy_response(replies[i].of[coding]);
	free(replies);
}

static const struct asset *asset_by_path(struct text path)
{
	/* Browsers ask for this one unasked. */
	if (text_is(path, "/favicon.ico"))
		return asset_by_name("favicon.svg");
	for (size_t i = 0; i < assets_n; i++)
		if (text_is(path, assets[i].path))
			return &assets[i];
	return NULL;
}

bool static_open(struct connection *c)
{
	struct request *r = &c->request;
	bool ours = text_starts(r->path, "/assets/") || text_is(r->path, "/favicon.ico");
	const struct asset *asset = ours && r->method == METHOD_GET ? asset_by_path(r->path) : NULL;
	if (!asset)
		return false;
	c->reply = (struct reply){ .kind = REPLY_ASSET, .status = 200, .asset = asset };
	c->phase = PHASE_REPLY;
	return true;
}

/* Brotli first: a tenth smaller, made once at build time. */
struct MHD_Response *static_response(struct connection *c)
{
	struct text accepted = header(&c->request, "Accept-Encoding");
	struct MHD_Response *const *of = c->server->assets[c->reply.asset - assets].of;
	enum coding coding = of[BROTLI] && header_accepts(accepted, "br")   ? BROTLI
	                   : of[GZIP] && header_accepts(accepted, "gzip") ? GZIP
	                                                                  : PLAIN;
	c->sent = bytes_of(c->reply.asset, coding).n;
	return of[coding];
}
