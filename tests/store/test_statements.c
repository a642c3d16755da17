/* Every statement of the program is prepared on an engine: its SQL is right there, and its
 * columns are those of the struct it fills. This program links all of ours whole. */
#include "place.h"

#include "base/log.h"
#include "store/statements.h"

static struct place place;

static void each_is_as_declared(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	place_make(&place);
	struct store *store = place_open(&place);
	struct db *db = store_reader(store);
	size_t wrong = 0;
	for (size_t i = 0; i < statements_n(); i++) {
		const struct statement *s = statements_at(i);
		struct text problem = statement_problem(db, arena, s);
		if (problem.n)
			print_error("# %s:%d: %s: %" TEXT "\n", s->file, s->line, s->name,
			            text_args(problem));
		wrong += problem.n > 0;
	}
	store_close(store);
	place_remove(&place);
	assert_true(statements_n() > 10);
	assert_int_equal(wrong, 0);
}

/* The checker can fail: one fault of each sort, declared out of the list. */
struct pair {
	int64_t id;
	struct text name;
};
#define NAMES COLUMNS(struct pair, id, name), .n_columns = 2, .row = sizeof(struct pair)
static const struct statement right = { .name = "fault",
	                                .sql = "SELECT id, name FROM person WHERE id = $1",
	                                .params = "i",
	                                .columns = NAMES };
static const struct statement faults[] = {
	{ .name = "fault",
	  .sql = "SELECT id, nom FROM person WHERE id = $1",
	  .params = "i",
	  .columns = NAMES },
	{ .name = "fault",
	  .sql = "SELECT id, email FROM person WHERE id = $1",
	  .params = "i",
	  .columns = NAMES },
	{ .name = "fault",
	  .sql = "SELECT id, created AS name FROM person WHERE id = $1",
	  .params = "i",
	  .columns = NAMES },
	{ .name = "fault",
	  .sql = "SELECT id FROM person WHERE id = $1",
	  .params = "i",
	  .columns = NAMES },
	{ .name = "fault",
	  .sql = "SELECT id, name FROM person WHERE id = $1",
	  .params = "ii",
	  .columns = NAMES },
	{ .name = "fault",
	  .sql = "SELECT id, name FROM person WHERE id = $2",
	  .params = "i",
	  .columns = NAMES },
	{ .name = "fault",
	  .sql = "SELECT id, name FROM person WHERE id = $1 FOR",
	  .params = "i",
	  .columns = NAMES },
};

static void faults_are_seen(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	log_set(LOG_ERROR + 1);
	place_make(&place);
	struct store *store = place_open(&place);
	struct db *db = store_reader(store);
	assert_text(statement_problem(db, arena, &right), "");
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
		if (statement_problem(db, arena, &faults[i]).n == 0)
			fail_msg("not seen: %s (%s)", faults[i].sql, faults[i].params);
	store_close(store);
	place_remove(&place);
}

static const struct CMUnitTest tests[] = { cmocka_unit_test(each_is_as_declared),
	                                   cmocka_unit_test(faults_are_seen) };
RUN(tests)
