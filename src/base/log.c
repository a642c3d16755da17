/* Log: one write per line, so that lines of several threads do not mix. */
#include "base/log.h"

#include "base/arena.h"
#include "base/time.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>

static _Atomic int least_level = LOG_INFO;

void log_set(enum log_level least)
{
	least_level = (int)least;
}

void log_line(enum log_level level, const char *format, ...)
{
	static const char *const names[] = { "debug", "info", "warn", "error" };
	if ((int)level < least_level)
		return;
	char line[1024];
	ARENA_SCOPED arena = arena_new();
	struct text now = instant_iso(arena, clock_now());
	int head = snprintf(line, sizeof line, "%" TEXT " %s ", text_args(now), names[level]);
	va_list args;
	va_start(args, format);
	int n = vsnprintf(line + head, sizeof line - (size_t)head, format, args);
	va_end(args);
	size_t size = (size_t)head + (n < 0 ? 0 : (size_t)n);
	if (size > sizeof line - 2)
		size = sizeof line - 2;
	line[size] = '\n';
	/* Nothing can be done about a log that cannot be written. */
	ssize_t written = write(STDERR_FILENO, line, size + 1);
	(void)written;
}
