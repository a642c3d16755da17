/* The view compiler over any bytes: it compiles or says what is wrong within the source. */
#include "fuzz.h"

#include "../../tools/view.h"
#include "base/check.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	ARENA_SCOPED arena = arena_new();
	struct view_source source = { .path = text("fuzz.html"), .text = { (const char *)bytes, n } };
	struct view_error error = { 0 };
	struct buffer c, h;
	buffer_init(&c, 1 << 24);
	buffer_init(&h, 1 << 24);
	if (view_compile(arena, &source, &c, &h, &error))
		check(c.n > 0 && h.n > 0 && text_valid(buffer_view(&c)));
	else
		check(error.message[0] != '\0' && error.offset <= n);
	buffer_free(&c);
	buffer_free(&h);
	return 0;
}
