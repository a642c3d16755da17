/* Static: the embedded assets over HTTP. */
#ifndef CORDEE_STATIC_H
#define CORDEE_STATIC_H
#include "base/text.h"

struct connection;
struct MHD_Response;

/* An asset, as tools/embed writes them: sorted by name. */
struct asset {
	const char *name, *path, *type;
	struct text plain, gzip, brotli; /* the last two empty when they would not be smaller */
};
extern const struct asset assets[];
extern const size_t assets_n;

/* Answers when the path is an asset's; false when it is not. */
bool static_open(struct connection *);
/* Shared by all: made at start, counted by libmicrohttpd. */
struct asset_replies *static_replies_new(bool https);
void static_replies_free(struct asset_replies *);
struct MHD_Response *static_response(struct connection *);
#endif
