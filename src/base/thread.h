/* Our threads take no signal: those are for main, which may not be waiting for them yet. */
#ifndef CORDEE_THREAD_H
#define CORDEE_THREAD_H
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>

static inline bool thread_start(pthread_t *thread, void *(*run)(void *), void *user)
{
	sigset_t all, before;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	bool started = pthread_create(thread, NULL, run, user) == 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return started;
}
#endif
