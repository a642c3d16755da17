/* What every unit test needs: cmocka, its required headers, TAP output and text assertions. */
#ifndef CORDEE_UNIT_H
#define CORDEE_UNIT_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka after what it requires */
#include <cmocka.h>

#include "base/arena.h"
#include "base/text.h"

#define assert_text(actual, expected)                                                       \
	do {                                                                                \
		struct text text_seen = (actual);                                           \
		const char *text_wanted = (expected);                                       \
		if (!text_is(text_seen, text_wanted))                                       \
			fail_msg("\"%" TEXT "\" is not \"%s\"", text_args(text_seen), text_wanted); \
	} while (0)

#define RUN(tests)                                                                          \
	int main(void)                                                                      \
	{                                                                                   \
		cmocka_set_message_output(CM_OUTPUT_TAP);                                   \
		return cmocka_run_group_tests((tests), NULL, NULL);                         \
	}
#endif
