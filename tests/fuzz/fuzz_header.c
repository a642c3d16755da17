/* Header values: whatever they hold, what is taken from them lies inside them. */
#include "fuzz.h"

#include "base/arena.h"
#include "base/check.h"
#include "http/header.h"
#include "http/multipart.h"

static bool inside(struct text part, struct text whole)
{
	return part.n == 0 || (part.at >= whole.at && part.at + part.n <= whole.at + whole.n);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct text t = { (const char *)bytes, n }, boundary;
	enum lang lang = LANG_COUNT;
	struct buffer out;
	if (n > 1 << 14)
		return 0;
	check(inside(header_cookie(t, text("login")), t));
	check(!header_lang(t, &lang) || lang < LANG_COUNT);
	header_accepts(t, "br");
	header_matches(t, text("\"a\""));
	check(inside(header_authority(t), t));
	check(!multipart_boundary(t, &boundary) || (inside(boundary, t) && boundary.n <= 70));
	buffer_init(&out, 1 << 20);
	header_disposition(&out, "attachment", t);
	for (size_t i = 0; i < out.n; i++)
		check(out.at[i] >= ' ' && out.at[i] < 0x7f);
	buffer_free(&out);
	return 0;
}
