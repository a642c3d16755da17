/* Multipart: the same events however the bytes are cut, and what is refused. */
#include "unit.h"

#include "base/buffer.h"
#include "http/multipart.h"

/* Events as a text: "[name|filename|type]content;" */
static bool begin(void *user, const struct part *part)
{
	struct buffer *out = user;
	buffer_format(out, "[%" TEXT "|%" TEXT "%s|%" TEXT "]", text_args(part->name), text_args(part->filename),
	              part->file ? "" : "-", text_args(part->type));
	return !text_is(part->name, "refused");
}

static bool data(void *user, const char *at, size_t n)
{
	buffer_add(user, at, n);
	return true;
}

static bool end(void *user)
{
	buffer_char(user, ';');
	return true;
}

static const struct multipart_events events = { begin, data, end };

/* Feeds `body` in pieces of `size`; "!" at the end when refused, "…" when it is not closed. */
static struct text parse(struct arena *arena, struct text body, size_t size)
{
	struct buffer out;
	buffer_init(&out, 1 << 20);
	struct multipart *m = multipart_new(arena, text("BB"), &events, &out);
	bool right = true;
	for (size_t i = 0; right && i < body.n; i += size)
		right = multipart_feed(m, body.at + i, i + size < body.n ? size : body.n - i);
	buffer_z(&out, !right ? "!" : multipart_done(m) ? "" : "…");
	struct text all = text_copy(arena, buffer_view(&out));
	buffer_free(&out);
	return all;
}

#define PART(name) "--BB\r\nContent-Disposition: form-data; name=\"" name "\"\r\n\r\n"

static const struct { const char *body, *events; } cases[] = {
	{ PART("a") "1\r\n" PART("b") "2\r\n--BB--\r\n", "[a|-|]1;[b|-|]2;" },
	{ "preamble\r\n" PART("a") "\r\n--BB--epilogue --BB\r\n", "[a|-|];" },
	{ PART("a") "x\r\n--BA\r\r\n--\r\n-\r\n--B\r\n--BB--", "[a|-|]x\r\n--BA\r\r\n--\r\n-\r\n--B;" },
	{ PART("a") "\r\r\n--BB--", "[a|-|]\r;" },
	{ "--BB\r\ncontent-type: text/plain; charset=utf-8\r\nX: y\r\nCONTENT-DISPOSITION: form-data ;filename=\"a;\\b=.txt\"; "
	  "name=f\r\n\r\nz\r\n--BB--", "[f|a;\\b=.txt|text/plain; charset=utf-8]z;" },
	{ "--BB\r\nContent-Disposition: form-data; name=\"f\"; filename=\"\"\r\n\r\n\r\n--BB--", "[f||];" },
	{ "--BB--\r\n", "" },
	{ PART("a") "1", "[a|-|]1…" },
	{ PART("a") "1\r\n--BB", "[a|-|]1;…" },
	{ "no delimiter", "…" },
	{ "", "…" },
	{ PART("a") "1\r\n--BBx", "[a|-|]1;!" },
	{ PART("a") "1\r\n--BB\r\n\r\n", "[a|-|]1;!" },
	{ "--BB\nContent-Disposition: form-data; name=\"a\"\n\n1\n--BB--", "!" },
	{ "--BB\r\nX: y\r\n\r\n1\r\n--BB--", "!" },
	{ "--BB\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1\r\n--BB--", "!" },
	{ "--BB\r\nContent-Disposition: form-data; filename=\"a\"\r\n\r\n1\r\n--BB--", "!" },
	{ "--BB\r\nContent-Disposition: form-data; name=\"a\r\n\r\n1\r\n--BB--", "!" },
	{ "--BB\r\nContent-Disposition: form-data; name=a\r\nContent-Disposition: form-data; name=b\r\n\r\n", "!" },
	{ PART("refused") "1\r\n--BB--", "[refused|-|]!" },
};

static void however_cut(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		for (size_t size = 1; size < 90; size++)
			assert_text(parse(arena, text_of(cases[i].body), size), cases[i].events);
}

static void long_head(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct buffer body;
	buffer_init(&body, 1 << 20);
	buffer_z(&body, "--BB\r\nX: ");
	for (size_t i = 0; i < 5000; i++)
		buffer_char(&body, 'x');
	assert_text(parse(arena, buffer_view(&body), 1000), "!");
	buffer_free(&body);
}

static void boundaries(void **state)
{
	(void)state;
	static const struct { const char *type, *boundary; } types[] = {
		{ "multipart/form-data; boundary=abc", "abc" },
		{ "Multipart/Form-Data;charset=utf-8; BOUNDARY=\"a b'()+_,-./:=?\"", "a b'()+_,-./:=?" },
		{ "multipart/form-data; boundary=a; x=y", "a" },
	};
	static const char *const wrong[] = {
		"multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"a", "multipart/mixed; boundary=a",
		"multipart/form-data; boundary=a\"", "multipart/form-data; boundary=\"a \"", "multipart/form-data; boundary=é", "",
		"multipart/form-data; boundary=12345678901234567890123456789012345678901234567890123456789012345678901",
	};
	struct text boundary;
	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		assert_true(multipart_boundary(text_of(types[i].type), &boundary));
		assert_text(boundary, types[i].boundary);
	}
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_false(multipart_boundary(text_of(wrong[i]), &boundary));
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(however_cut), cmocka_unit_test(long_head), cmocka_unit_test(boundaries),
};
RUN(tests)
