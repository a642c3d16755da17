/* Arena, lists and buffers; libraries loaded late. */
#include "unit.h"

#include "base/buffer.h"
#include "base/late.h"
#include "base/list.h"

#include <math.h>
#include <string.h>

static void arena_zeroes_and_aligns(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	for (size_t size = 1; size < 9000000; size = size * 3 + 1) {
		unsigned char *at = arena_alloc(arena, size);
		assert_int_equal((uintptr_t)at % 16, 0);
		assert_int_equal(at[0] | at[size - 1], 0);
		at[0] = at[size - 1] = 0xff;
	}
	arena_reset(arena);
	assert_int_equal(arena_used(arena), 0);
	assert_int_equal(*(unsigned char *)arena_alloc(arena, 1), 0);
}

static void lists_grow(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	LIST(size_t) list = { 0 };
	for (size_t i = 0; i < 1000; i++)
		list_add(arena, &list, i);
	for (size_t i = 0; i < list.n; i++)
		assert_int_equal(list.at[i], i);
	int *grown = arena_grow(arena, arena_copy(arena, &(int){ 5 }, sizeof(int)), sizeof(int), 2 * sizeof(int));
	assert_true(grown[0] == 5 && grown[1] == 0);
}

static void buffers_are_bounded(void **state)
{
	(void)state;
	struct buffer b;
	buffer_init(&b, 8);
	buffer_z(&b, "abc");
	buffer_int(&b, -12);
	assert_text(buffer_view(&b), "abc-12");
	buffer_z(&b, "xyz");
	assert_true(buffer_failed(&b));
	buffer_char(&b, 'z');
	assert_text(buffer_view(&b), "abc-12");
	buffer_free(&b);
	buffer_init(&b, 100000);
	for (int i = 0; i < 5000; i++)
		buffer_format(&b, "%04d ", i);
	assert_int_equal(b.n, 25000);
	assert_false(buffer_failed(&b));
	buffer_free(&b);
}

#define FUNCTIONS(f) f(cos) f(sin)
#define MISSING(f) f(cos) f(arena_new)

static void libraries_load_late(void **state)
{
	(void)state;
	static struct { FUNCTIONS(LATE_MEMBER) } maths;
	static struct { MISSING(LATE_MEMBER) } missing, nowhere;
	static const char *const names[] = { FUNCTIONS(LATE_NAME) }, *const wrong[] = { MISSING(LATE_NAME) };
	struct error err = { 0 };
	assert_true(late_load("libm.so.6", names, &maths, 2, &err) && late_load("libm.so.6", names, &maths, 2, &err));
	assert_true(maths.cos(0) == 1 && maths.sin(0) == 0);
	assert_false(late_load("libm.so.6", wrong, &missing, 2, &err));
	assert_true(err.code == ERROR_FULL && err.detail[0] != '\0' && !missing.cos);
	err = (struct error){ 0 };
	assert_false(late_load("libnowhere.so.1", wrong, &nowhere, 2, &err));
	assert_non_null(strstr(err.detail, "libnowhere.so.1"));
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(arena_zeroes_and_aligns), cmocka_unit_test(lists_grow), cmocka_unit_test(libraries_load_late),
	cmocka_unit_test(buffers_are_bounded),
};
RUN(tests)
