/* What a handler reads of its request: path, query, cookies, headers. */
#include "http/request.h"

#include "base/check.h"
#include "http/connection.h"
#include "http/header.h"
#include "http/libmhd.h"

#include <string.h>

static const struct match_value *path_value(const struct request *r, const char *name)
{
	const struct match *match = &r->connection->match;
	for (size_t i = 0; i < match->n; i++)
		if (text_is(match->values[i].name, name))
			return &match->values[i];
	return NULL;
}

/* A parameter that the pattern does not have is empty, or 0: no item has that id. */
struct text path_text(const struct request *r, const char *name)
{
	const struct match_value *v = path_value(r, name);
	return v ? v->value : NO_TEXT;
}

int64_t path_id(const struct request *r, const char *name)
{
	const struct match_value *v = path_value(r, name);
	return v ? v->id : 0;
}

struct text query_text(struct request *r, const char *name)
{
	return pairs_get(&r->connection->query, text_of(name));
}

/* Out of range is brought to the nearest end: page 9999 of a list is its last. */
int64_t query_number(struct request *r, const char *name, int64_t fallback, int64_t min, int64_t max)
{
	int64_t n;
	if (!text_to_int(query_text(r, name), &n))
		return fallback;
	return n < min ? min : n > max ? max : n;
}

struct text query_back(struct request *r)
{
	return url_back(query_text(r, "back"));
}

struct text header(struct request *r, const char *name)
{
	struct MHD_Connection *mhd = r->connection->mhd;
	const char *value = NULL;
	size_t n = 0;
	if (!mhd || libmhd.MHD_lookup_connection_value_n(mhd, MHD_HEADER_KIND, name, strlen(name), &value, &n) != MHD_YES)
		return NO_TEXT;
	struct text found = { value, n };
	/* A header's bytes may be anything; what is not text is as good as absent. */
	return value && text_valid(found) ? found : NO_TEXT;
}

/* Only pages of this site can send it: the header is not one a form or another site may set. */
bool wants_fragment(const struct request *r)
{
	return text_is(header((struct request *)r, "X-Requested-With"), "fetch");
}

bool app_is_https(const struct app *app)
{
	return text_starts(app->settings.base_url, "https://");
}

struct text cookie_name(struct request *r, const char *name)
{
	/* The prefix makes browsers refuse it from a subdomain or over http. */
	return text_join(r->arena, app_is_https(r->app) ? text("__Host-") : NO_TEXT, text_of(name));
}

struct text cookie(struct request *r, const char *name)
{
	struct text cookies = header(r, "Cookie");
	return cookies.n ? header_cookie(cookies, cookie_name(r, name)) : NO_TEXT;
}

bool request_signed(struct request *r)
{
	return cookie(r, LOGIN_COOKIE).n > 0;
}
