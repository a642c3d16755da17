/* Catalogues read: entries, what is said of a malformed one. */
#include "unit.h"

#include "../../tools/po.h"

static void entries(void **state)
{
	(void)state;
	static const char source[] =
		"# words\nmsgid \"\"\nmsgstr \"\"\n\"Language: en\\n\"\n\n"
		"#: a.c\nmsgid \"\"\n\"Un \\\"mot\\\" \"\n\"et\\tdeux\\\\\"\nmsgstr \"A\"\r\n\n"
		"#, c-format, fuzzy\nmsgid \"b\"\nmsgstr \"B\"\n"
		"msgid \"c\"\nmsgid_plural \"cs\"\nmsgstr[0] \"C\"\nmsgstr[1] \"Cs\"\n\n"
		"#~ msgid \"old\"\n#~ msgstr \"O\"\n\nmsgid \"last\"\nmsgstr \"L\"";
	ARENA_SCOPED arena = arena_new();
	struct po po = { 0 };
	struct po_error error = { 0 };
	assert_true(po_read(arena, text_of(source), &po, &error));
	assert_int_equal(po.n, 4);
	assert_string_equal(po.at[0].id, "Un \"mot\" et\tdeux\\");
	assert_string_equal(po.at[0].strings[0], "A");
	assert_int_equal(po.at[0].line, 7);
	assert_false(po.at[0].fuzzy);
	assert_true(po.at[1].fuzzy);
	assert_false(po.at[2].fuzzy);
	assert_string_equal(po.at[2].plural, "cs");
	assert_string_equal(po.at[2].strings[1], "Cs");
	assert_string_equal(po.at[3].id, "last");
}

static void malformed(void **state)
{
	(void)state;
	static const struct { const char *source; int line; } cases[] = {
		{ "msgid a\n", 1 },           { "msgid \"a\n", 1 },          { "\"a\"\n", 1 },
		{ "msgid \"a\"b\"\n", 1 },    { "msgid \"a\\x\"\n", 1 },      { "msgid \"a\\\"\n", 1 },
		{ "msgstr \"a\"\n", 1 },      { "\n\nmsgid \"a\"\nmsgstr\n", 4 }, { "msgid \"a\"\nmsgctxt \"b\"\n", 2 },
		{ "msgid \"a\"\nmsgstrange \"b\"\n", 2 }, { "\xff", 1 },
	};
	ARENA_SCOPED arena = arena_new();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct po po = { 0 };
		struct po_error error = { 0 };
		if (po_read(arena, text_of(cases[i].source), &po, &error) || error.line != cases[i].line)
			fail_msg("%s: line %d", cases[i].source, error.line);
	}
}

static const struct CMUnitTest tests[] = { cmocka_unit_test(entries), cmocka_unit_test(malformed) };
RUN(tests)
