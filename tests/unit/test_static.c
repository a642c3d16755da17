/* The embedded assets: found by name, named after their content, twins that unpack to them. */
#include "unit.h"

#include "http/assets.h"
#include "http/static.h"

#include <string.h>
#include <zlib.h>

static void table(void **state)
{
	(void)state;
	assert_true(assets_n > 4);
	for (size_t i = 0; i < assets_n; i++) {
		assert_true(i == 0 || strcmp(assets[i - 1].name, assets[i].name) < 0);
		assert_true(text_starts(text_of(assets[i].path), "/assets/"));
		assert_string_equal(asset_url(assets[i].name).pattern, assets[i].path);
		assert_true(assets[i].plain.n > 0);
		assert_true(assets[i].gzip.n < assets[i].plain.n && assets[i].brotli.n < assets[i].plain.n);
	}
}

static void twins(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	for (size_t i = 0; i < assets_n; i++) {
		const struct asset *a = &assets[i];
		if (!a->gzip.n)
			continue;
		char *at = arena_alloc(arena, a->plain.n);
		z_stream z = { .next_in = (Bytef *)(uintptr_t)a->gzip.at, .avail_in = (uInt)a->gzip.n,
			       .next_out = (Bytef *)at, .avail_out = (uInt)a->plain.n };
		assert_int_equal(inflateInit2(&z, 15 + 16), Z_OK);
		assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
		inflateEnd(&z);
		assert_true(text_equal(a->plain, (struct text){ at, z.total_out }));
	}
}

/* A style sheet asks for nothing that is not embedded, and for nothing elsewhere. */
static void references(void **state)
{
	(void)state;
	for (size_t i = 0; i < assets_n; i++) {
		struct text css = assets[i].plain;
		if (strcmp(assets[i].name, "cordee.css") != 0)
			continue;
		for (size_t at; (at = text_find(css, text("url("))) < css.n;) {
			css = text_slice(css, at + 4, css.n);
			struct text asked = text_slice(css, 0, text_find(css, text(")")));
			bool found = false;
			for (size_t j = 0; j < assets_n; j++)
				found = found || text_is(asked, assets[j].path);
			assert_true(found);
		}
	}
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(table), cmocka_unit_test(twins), cmocka_unit_test(references),
};
RUN(tests)
