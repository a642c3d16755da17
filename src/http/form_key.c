/* Keys of forms. A key is the time, a random part and a MAC of them under the app's secret and the login
 * cookie, so that no other site and no other login can make one: nothing is stored until it
 * is used. Kept uploads are signed the same way. */
#include "http/form_key.h"

#include "base/list.h"
#include "http/connection.h"
#include "http/header.h"

#include <sodium.h>
#include <string.h>

enum { TIME_BYTES = 8, RANDOM_BYTES = 16, KEY_BYTES = TIME_BYTES + RANDOM_BYTES, MAC_BYTES = crypto_auth_hmacsha256_BYTES };

/* MAC of a purpose, a text and the login. The parts are told apart by a byte no text holds. */
static void sign(struct request *r, const char *purpose, struct text t, unsigned char mac[MAC_BYTES])
{
	struct text parts[] = { text_of(purpose), t, cookie(r, LOGIN_COOKIE) };
	crypto_auth_hmacsha256_state state;
	crypto_auth_hmacsha256_init(&state, r->app->secret, SECRET_BYTES);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		crypto_auth_hmacsha256_update(&state, (const unsigned char *)parts[i].at, parts[i].n);
		crypto_auth_hmacsha256_update(&state, (const unsigned char[]){ 0 }, 1);
	}
	crypto_auth_hmacsha256_final(&state, mac);
}

static bool signed_right(struct request *r, const char *purpose, struct text t, struct text hex)
{
	unsigned char mac[MAC_BYTES], given[MAC_BYTES];
	if (!text_unhex(hex, given, sizeof given))
		return false;
	sign(r, purpose, t, mac);
	return sodium_memcmp(mac, given, sizeof mac) == 0;
}

static struct text with_mac(struct request *r, const char *purpose, struct text t)
{
	unsigned char mac[MAC_BYTES];
	sign(r, purpose, t, mac);
	return text_format(r->arena, "%" TEXT ".%" TEXT, text_args(text_hex(r->arena, mac, sizeof mac)), text_args(t));
}

struct text form_key(struct request *r)
{
	unsigned char bytes[KEY_BYTES];
	int64_t now = clock_now().s;
	memcpy(bytes, &now, TIME_BYTES);
	randombytes_buf(bytes + TIME_BYTES, RANDOM_BYTES);
	return with_mac(r, "key", text_hex(r->arena, bytes, sizeof bytes));
}

struct text form_key_posted(const struct request *r)
{
	return pairs_get(&r->connection->body.fields, text("_key"));
}

/* Not for longer than a used one is remembered: a repeat never has a second effect. */
bool form_key_right(struct request *r)
{
	unsigned char bytes[KEY_BYTES];
	int64_t made, now = clock_now().s;
	struct text random = form_key_posted(r);
	struct text mac = text_cut(&random, '.');
	if (!text_unhex(random, bytes, sizeof bytes) || !signed_right(r, "key", random, mac))
		return false;
	memcpy(&made, bytes, TIME_BYTES);
	return now - made <= FORM_KEY_SECONDS;
}

/* The host that browsers see: the proxy's word for it, when there is one to trust. */
static struct text host(struct request *r)
{
	struct text forwarded = r->app->settings.behind_proxy ? header(r, "X-Forwarded-Host") : NO_TEXT;
	return forwarded.n ? forwarded : header(r, "Host");
}

bool form_origin_right(struct request *r)
{
	/* "none" is a person's own doing: a page reloaded, a form restored. */
	struct text site = header(r, "Sec-Fetch-Site"), origin = header(r, "Origin");
	if (site.n)
		return text_is(site, "same-origin") || text_is(site, "none");
	if (!origin.n)
		return true;
	struct text authority = header_authority(origin);
	return authority.n && (text_equal(origin, r->app->settings.base_url) || text_equal(authority, host(r)));
}

/* "MAC.hash:size:type:name"; only the name, which comes last, may hold a colon. */
struct text form_kept(struct request *r, const struct upload *u)
{
	if (u->hash.n == 0)
		return NO_TEXT;
	return with_mac(r, "kept", text_format(r->arena, "%" TEXT ":%lld:%" TEXT ":%" TEXT, text_args(u->hash),
	                                       (long long)u->size, text_args(u->type), text_args(u->name)));
}

bool form_kept_read(struct request *r, struct text kept, struct upload *out)
{
	struct text mac = text_cut(&kept, '.');
	if (!kept.n || !signed_right(r, "kept", kept, mac))
		return false;
	out->hash = text_cut(&kept, ':');
	if (!text_to_int(text_cut(&kept, ':'), &out->size))
		return false;
	out->type = text_cut(&kept, ':');
	out->name = kept;
	return true;
}
