/* A broken invariant of ours is not an error to handle: say where, and stop. Stays on in
 * production. Nothing that a client, a file or the network sends may reach one. */
#ifndef CORDEE_CHECK_H
#define CORDEE_CHECK_H

_Noreturn void check_failed(const char *file, int line, const char *what);

#define check(condition) ((condition) ? (void)0 : check_failed(__FILE__, __LINE__, #condition))
#endif
