/* Errors and the log. */
#include "unit.h"

#include "base/error.h"
#include "base/log.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void first_error_wins(void **state)
{
	(void)state;
	struct error e = { 0 };
	assert_false(error_is(&e));
	assert_false(error_input(&e, "title", "a"));
	assert_false(error_rule(&e, "b"));
	assert_false(error_set(&e, ERROR_FULL, "c", "disk %d", 1));
	assert_int_equal(e.code, ERROR_INPUT);
	assert_string_equal(e.field, "title");
	assert_string_equal(e.message, "a");
	assert_string_equal(e.detail, "");
	struct error full = { 0 };
	error_set(&full, ERROR_FULL, "c", "disk %d", 1);
	assert_string_equal(full.detail, "disk 1");
}

/* One line, whatever its length; nothing below the least level. */
static void log_writes_lines(void **state)
{
	(void)state;
	int pipes[2], saved = dup(STDERR_FILENO);
	char seen[4096], long_word[3000];
	memset(long_word, 'x', sizeof long_word - 1);
	long_word[sizeof long_word - 1] = 0;
	assert_int_equal(pipe(pipes), 0);
	dup2(pipes[1], STDERR_FILENO);
	log_line(LOG_DEBUG, "unseen");
	log_info("%s", long_word);
	dup2(saved, STDERR_FILENO);
	ssize_t n = read(pipes[0], seen, sizeof seen);
	close(pipes[0]), close(pipes[1]), close(saved);
	assert_in_range(n, 1000, 1024);
	assert_int_equal(seen[n - 1], '\n');
	assert_memory_equal(seen + 20, " info xxx", 9);
	assert_null(memchr(seen, '\n', (size_t)n - 1));
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(first_error_wins), cmocka_unit_test(log_writes_lines),
};
RUN(tests)
