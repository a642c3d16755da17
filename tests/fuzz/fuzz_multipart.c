/* Multipart: the same events whether the body comes whole or in pieces; no more content than
 * bytes. The first byte is the size of the pieces, the second that of the boundary. */
#include "fuzz.h"

#include "base/buffer.h"
#include "base/check.h"
#include "http/multipart.h"

enum { MOST = 1 << 20 };

static bool begin(void *user, const struct part *part)
{
	struct buffer *out = user;
	buffer_format(out, "[%zu %zu %zu %d]", part->name.n, part->filename.n, part->type.n, part->file);
	buffer_text(out, part->name);
	return true;
}

static bool data(void *user, const char *at, size_t n)
{
	buffer_add(user, at, n);
	return true;
}

static bool end(void *user)
{
	buffer_z(user, "[end]");
	return true;
}

static const struct multipart_events events = { begin, data, end };

/* Feeds the body in pieces; what came out, and how it ended, is in `out`. */
static void feed(struct text boundary, struct text body, size_t piece, struct buffer *out)
{
	ARENA_SCOPED arena = arena_new();
	struct multipart *m = multipart_new(arena, boundary, &events, out);
	bool right = true;
	for (size_t i = 0; right && i < body.n; i += piece)
		right = multipart_feed(m, body.at + i, body.n - i < piece ? body.n - i : piece);
	buffer_format(out, "%d%d", right, right && multipart_done(m));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	if (n < 2 || n > MOST / 8)
		return 0;
	size_t piece = (size_t)bytes[0] + 1, boundary_n = (size_t)bytes[1] % 70 + 1;
	struct text rest = { (const char *)bytes + 2, n - 2 };
	if (rest.n < boundary_n)
		return 0;
	ARENA_SCOPED arena = arena_new();
	struct text boundary = text_slice(rest, 0, boundary_n), lawful;
	if (!multipart_boundary(text_join(arena, text("multipart/form-data; boundary=\""), text_join(arena, boundary, text("\""))),
	                        &lawful) ||
	    !text_equal(lawful, boundary))
		return 0;
	struct text body = text_slice(rest, boundary_n, rest.n);
	struct buffer whole, pieces;
	buffer_init(&whole, MOST);
	buffer_init(&pieces, MOST);
	feed(boundary, body, SIZE_MAX / 2, &whole);
	feed(boundary, body, piece, &pieces);
	check(text_equal(buffer_view(&whole), buffer_view(&pieces)));
	buffer_free(&whole);
	buffer_free(&pieces);
	return 0;
}
