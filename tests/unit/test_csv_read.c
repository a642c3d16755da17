/* Reading CSV: what RFC 4180 says, what people save, and where a fault is. */
#include "unit.h"

#include "formats/csv_read.h"

/* Rows shown as [cell|cell] and the fault as !LINE:COLUMN. */
static struct text shown(struct arena *arena, struct text whole)
{
	struct csv_reader csv;
	struct csv_row row;
	struct text all = NO_TEXT;
	csv_open(&csv, arena, whole);
	while (csv_next(&csv, &row)) {
		all = TEXT_CONCAT(arena, all, text_format(arena, "%zu[", row.line));
		for (size_t i = 0; i < row.n; i++)
			all = TEXT_CONCAT(arena, all, text_of(i > 0 ? "|" : ""), row.cells[i]);
		all = text_join(arena, all, text("]"));
	}
	if (csv_failed(&csv))
		all = TEXT_CONCAT(arena, all, text_format(arena, "!%zu:%zu", csv.place.line, csv.place.column));
	return all;
}

static void reads_what_people_save(void **state)
{
	(void)state;
	static const struct { const char *whole, *rows; } cases[] = {
		{ "", "" },
		{ "\xEF\xBB\xBF", "" },
		{ "a,b\n1,2", "1[a|b]2[1|2]" },
		{ "a;b\r\n1,5;2\r\n", "1[a|b]2[1,5|2]" },
		{ "\xEF\xBB\xBF" "é;b\r1;2\r", "1[é|b]2[1|2]" },
		{ "a,b;c,d\n", "1[a|b;c|d]" },
		{ "\"a;b;c\",d\n", "1[a;b;c|d]" },
		{ "a,\"b\"\"c\"\n\"\",\n", "1[a|b\"c]2[|]" },
		{ "\"\"\"\"\n", "1[\"]" },
		{ "a,\"two\r\nlines\"\nb,c\n", "1[a|two\r\nlines]3[b|c]" },
		{ "a\n\n\r\nb\n", "1[a]4[b]" },
		{ ",\n", "1[|]" },
		{ "\n\r\na;b\n", "3[a|b]" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		ARENA_SCOPED arena = arena_new();
		assert_text(shown(arena, text_of(cases[i].whole)), cases[i].rows);
	}
}

static void says_where_a_fault_is(void **state)
{
	(void)state;
	static const struct { const char *whole, *rows; } cases[] = {
		{ "a,b\n1,\"2", "1[a|b]!2:3" },
		{ "a,b\n\"1\"2,3\n", "1[a|b]!2:4" },
		{ "é,b\nété,1\"\n", "1[é|b]!2:6" },
		{ "\xEF\xBB\xBFx\"\n", "!1:2" },
		{ "a,\"b\nc\nd", "!1:3" },
		{ "\"a\nb\"c", "!2:3" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		ARENA_SCOPED arena = arena_new();
		assert_text(shown(arena, text_of(cases[i].whole)), cases[i].rows);
	}
}

static void finds_cells_and_their_places(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct csv_reader csv;
	struct csv_row row;
	csv_open(&csv, arena, text("id;nom\r\n1;\"été\r\nà\";x\r\n"));
	assert_true(csv_next(&csv, &row));
	assert_int_equal(csv_find(&row, "nom"), 1);
	assert_int_equal(csv_find(&row, "Nom"), row.n);
	assert_true(csv_next(&csv, &row));
	struct place second = csv_place(&csv, 1), third = csv_place(&csv, 2), end = csv_place(&csv, 3);
	assert_true(second.line == 2 && second.column == 3);
	assert_true(third.line == 3 && third.column == 4);
	assert_true(end.line == 3 && end.column == 5);
	assert_false(csv_next(&csv, &row));
	assert_false(csv_failed(&csv));
}

static void refuses_a_row_without_end(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	char *commas = arena_alloc(arena, CSV_CELLS_MAX);
	for (size_t i = 0; i < CSV_CELLS_MAX; i++)
		commas[i] = ',';
	struct csv_reader csv;
	struct csv_row row;
	csv_open(&csv, arena, (struct text){ commas, CSV_CELLS_MAX - 1 });
	assert_true(csv_next(&csv, &row));
	assert_int_equal(row.n, CSV_CELLS_MAX);
	csv_open(&csv, arena, (struct text){ commas, CSV_CELLS_MAX });
	assert_false(csv_next(&csv, &row));
	assert_true(csv_failed(&csv));
	assert_int_equal(csv.place.column, CSV_CELLS_MAX + 1);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(reads_what_people_save),
	cmocka_unit_test(says_where_a_fault_is),
	cmocka_unit_test(finds_cells_and_their_places),
	cmocka_unit_test(refuses_a_row_without_end),
};
RUN(tests)
