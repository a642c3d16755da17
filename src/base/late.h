/* Shared libraries that not every run needs, loaded by those that do: libpq, libcurl and libmicrohttpd
 * bring forty others along, whose loading takes longer than many a method, and memory that a site on
 * SQLite, or one that sends no mail, never uses. The functions are members of a struct, filled by their names:
 *
 *     #define LIBX(f) f(x_open) f(x_close)
 *     struct libx { LIBX(LATE_MEMBER) };
 *     static const char *const names[] = { LIBX(LATE_NAME) };
 */
#ifndef CORDEE_LATE_H
#define CORDEE_LATE_H
#include "base/error.h"

#define LATE_MEMBER(function) __typeof__(function) *function;
#define LATE_NAME(function) #function,

/* Fills `functions` (n pointers) from the library of that name, once; it stays loaded. From any thread.
 * False when the library or a function of it is not there. */
bool late_load(const char *library, const char *const *names, void *functions, size_t n, struct error *);
#endif
