/* Log: lines on standard error, "2021-07-08T07:30:00Z level words". One line per request
 * (method, route pattern, status, bytes, microseconds): never a name, an address, a query,
 * a token or anything typed. */
#ifndef CORDEE_LOG_H
#define CORDEE_LOG_H
#include <stdbool.h>

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };

void log_set(enum log_level least);
void log_line(enum log_level, const char *format, ...) __attribute__((format(printf, 2, 3)));
#define log_info(...) log_line(LOG_INFO, __VA_ARGS__)
#define log_warn(...) log_line(LOG_WARN, __VA_ARGS__)
#define log_error(...) log_line(LOG_ERROR, __VA_ARGS__)
#endif
