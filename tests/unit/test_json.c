/* JSON out: shape, escaping, and numbers that read back the same. */
#include "unit.h"

#include "formats/json.h"
#include "formats/real.h"
#include "methods/random.h"

#include <math.h>
#include <string.h>

static struct text end(struct arena *arena, struct json *j)
{
	assert_true(json_end(j));
	struct text copy = text_copy(arena, buffer_view(j->buffer));
	buffer_free(j->buffer);
	return copy;
}

static void is_indented_for_people(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct buffer out;
	struct json j;
	buffer_init(&out, 10000);
	json_to_buffer(&j, &out);
	json_open_object(&j);
	json_member_int(&j, "k", 2);
	json_key(&j, "points");
	json_open_array(&j);
	for (int i = 0; i < 2; i++) {
		json_line(&j);
		json_open_object(&j);
		json_member_number(&j, "x", i + 0.5);
		json_key(&j, "in");
		json_open_array(&j);
		json_bool(&j, i == 0);
		json_nothing(&j);
		json_close(&j);
		json_close(&j);
	}
	json_close(&j);
	json_key(&j, "none");
	json_open_object(&j);
	json_close(&j);
	json_member_text(&j, "said", text("oui"));
	json_member_bool(&j, "done", true);
	json_close(&j);
	assert_text(end(arena, &j), "{\n  \"k\": 2,\n  \"points\": [\n"
	                            "    {\"x\": 0.5, \"in\": [true, null]},\n"
	                            "    {\"x\": 1.5, \"in\": [false, null]}\n  ],\n"
	                            "  \"none\": {},\n  \"said\": \"oui\",\n  \"done\": true\n}\n");
}

static void texts_are_escaped(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct buffer out;
	struct json j;
	buffer_init(&out, 10000);
	json_to_buffer(&j, &out);
	json_open_object(&j);
	json_key_text(&j, text("\"é\\"));
	json_text(&j, (struct text)T("a\0b\n\t\r\f\b\x1f\x7f/💡"));
	json_close(&j);
	assert_text(end(arena, &j), "{\n  \"\\\"é\\\\\": \"a\\u0000b\\n\\t\\r\\f\\b\\u001f\\u007f/💡\"\n}\n");
}

static void long_texts_pass_whole(void **state)
{
	(void)state;
	enum { LONG = 3 * JSON_CHUNK + 7 };
	ARENA_SCOPED arena = arena_new();
	char *at = arena_alloc(arena, LONG);
	struct buffer out;
	struct json j;
	memset(at, 'x', LONG);
	buffer_init(&out, 2 * LONG);
	json_to_buffer(&j, &out);
	json_text(&j, (struct text){ at, LONG });
	struct text all = end(arena, &j);
	assert_int_equal(all.n, LONG + 3);
	assert_memory_equal(all.at + 1, at, LONG);
}

static void same_digits(double x)
{
	char digits[REAL_DIGITS], slowly[REAL_DIGITS];
	size_t n = real_digits(digits, x);
	real_digits_slowly(slowly, x);
	if (strcmp(digits, slowly) != 0 || n != strlen(digits) || strtod(digits, NULL) != x)
		fail_msg("%s is not %s", digits, slowly);
}

/* Any bits; numbers of the usual sizes; few decimals; neighbours of these, and of powers of ten. */
static void reals_read_back_the_same(void **state)
{
	(void)state;
	struct random r = random_seed(3);
	for (int i = 0; i < 100000; i++) {
		uint64_t bits = random_bits(&r);
		double any, usual = ldexp(random_unit(&r) - 0.5, (int)random_below(&r, 60) - 12);
		double few = (double)(int64_t)random_below(&r, 1000000000) / pow(10, (double)random_below(&r, 10));
		memcpy(&any, &bits, sizeof any);
		if (isfinite(any))
			same_digits(any);
		same_digits(usual);
		same_digits(few);
		same_digits(nextafter(few, 1e300));
		same_digits(-nextafter(few, 0));
	}
	for (int e = -6; e < 18; e++) {
		double x = pow(10, e);
		for (int i = 0; i < 20; i++, x = nextafter(x, 0))
			same_digits(x);
		for (int i = 0; i < 40; i++, x = nextafter(x, 1e300))
			same_digits(x);
	}
	same_digits(-0.0);
	static const struct { double x; const char *digits; } cases[] = {
		{ 0, "0" }, { 0.1, "0.1" }, { 1.0 / 3, "0.3333333333333333" }, { 0.1 + 0.2, "0.30000000000000004" }, { 1e21, "1e+21" },
		{ -2.5, "-2.5" }, { 5e-324, "4.94065645841247e-324" }, { 123456789, "123456789" }, { 0.00012, "0.00012" },
		{ 0.00009, "9e-05" }, { 300, "300" },
	};
	char digits[REAL_DIGITS];
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_text(((struct text){ digits, real_digits(digits, cases[i].x) }), cases[i].digits);
}

static void what_is_no_number_is_null(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct buffer out;
	struct json j;
	buffer_init(&out, 1000);
	json_to_buffer(&j, &out);
	json_line(&j);
	json_open_array(&j);
	json_number(&j, NAN);
	json_number(&j, -INFINITY);
	json_number(&j, -0.0);
	json_close(&j);
	assert_text(end(arena, &j), "[null, null, 0]\n");
}

static void a_full_disk_is_told_once(void **state)
{
	(void)state;
	struct json j;
	FILE *full = fopen("/dev/full", "w");
	if (!full)
		skip();
	json_to_file(&j, full);
	json_open_array(&j);
	for (int i = 0; i < 100000; i++)
		json_int(&j, i);
	json_close(&j);
	assert_false(json_end(&j));
	fclose(full);
	struct buffer small;
	buffer_init(&small, 4);
	json_to_buffer(&j, &small);
	json_text(&j, text("too long"));
	assert_false(json_end(&j));
	buffer_free(&small);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(is_indented_for_people),   cmocka_unit_test(texts_are_escaped),
	cmocka_unit_test(long_texts_pass_whole),    cmocka_unit_test(reals_read_back_the_same),
	cmocka_unit_test(what_is_no_number_is_null), cmocka_unit_test(a_full_disk_is_told_once),
};
RUN(tests)
