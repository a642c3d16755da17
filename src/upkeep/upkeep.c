/* The tasks, their periods, and the thread that runs them. */
#include "upkeep/upkeep.h"

#include "base/check.h"
#include "base/log.h"
#include "base/thread.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

enum { PAUSE_S = 30 };

/* When a task is due in its period, and the name of the run: none when it is not due. */
struct task {
	const char *kind;
	command_fn *run;
	void (*after)(const struct app *); /* outside the transaction; may be NULL */
	int hour;          /* Paris */
	int weekday;       /* 0 = Monday; EVERY_DAY */
};
enum { EVERY_DAY = -1 };

static const struct task tasks[] = {
	{ "retention", retention_keep, retention_sweep, 3, EVERY_DAY },
	{ "digest", digest_send, NULL, 7, 0 },
};

STATEMENT(begin_job,
          "INSERT INTO job (key, kind, due, done) VALUES ($1, $2, $3, $3) ON CONFLICT (key) DO NOTHING",
          .params = "tti")

struct due {
	const struct task *task;
	const struct app *app;
	struct text key;
};

static bool run_due(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct due *in = input;
	if (db_run(tx, &begin_job, BIND(in->key, in->task->kind, clock_now())) == 0)
		return true; /* done already */
	made->id = 1;
	return in->task->run(tx, arena, in->app, made, err);
}

static bool is_due(const struct task *task, struct civil now)
{
	return now.hour >= task->hour && (task->weekday == EVERY_DAY || task->weekday == now.weekday);
}

bool upkeep_round(const struct app *app, struct arena *arena, struct error *err)
{
	struct instant now = clock_now();
	struct civil civil = civil_of(now);
	for (size_t i = 0; i < sizeof tasks / sizeof *tasks; i++) {
		if (!is_due(&tasks[i], civil))
			continue;
		struct due due = { &tasks[i], app, text_format(arena, "%s:%" TEXT, tasks[i].kind,
			                                       text_args(day_iso(arena, day_of(now)))) };
		struct made made = { 0 };
		if (!store_do(app->store, arena, run_due, &due, &made, err))
			return false;
		if (made.id && tasks[i].after)
			tasks[i].after(app);
	}
	return true;
}

struct upkeep {
	const struct app *app;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t wake;
	bool stop;
};

/* True when it is time to stop. */
static bool wait_or_stop(struct upkeep *u)
{
	struct timespec until;
	check(clock_gettime(CLOCK_MONOTONIC, &until) == 0);
	until.tv_sec += PAUSE_S;
	pthread_mutex_lock(&u->lock);
	while (!u->stop && pthread_cond_timedwait(&u->wake, &u->lock, &until) == 0)
		continue;
	bool stop = u->stop;
	pthread_mutex_unlock(&u->lock);
	return stop;
}

static void *run(void *user)
{
	struct upkeep *u = user;
	ARENA_SCOPED arena = arena_new();
	/* Waits first: a start is for those who wait for their page. */
	while (!wait_or_stop(u)) {
		struct error err = { 0 };
		if (!upkeep_round(u->app, arena, &err))
			log_warn("upkeep: to be tried again: %s", err.detail);
		arena_reset(arena);
	}
	return NULL;
}

struct upkeep *upkeep_start(const struct app *app)
{
	struct upkeep *u = calloc(1, sizeof *u);
	check(u != NULL);
	u->app = app;
	pthread_condattr_t monotonic;
	check(pthread_condattr_init(&monotonic) == 0);
	check(pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC) == 0);
	check(pthread_mutex_init(&u->lock, NULL) == 0);
	check(pthread_cond_init(&u->wake, &monotonic) == 0);
	pthread_condattr_destroy(&monotonic);
	check(thread_start(&u->thread, run, u));
	return u;
}

void upkeep_stop(struct upkeep *u)
{
	pthread_mutex_lock(&u->lock);
	u->stop = true;
	pthread_cond_signal(&u->wake);
	pthread_mutex_unlock(&u->lock);
	pthread_join(u->thread, NULL);
	pthread_cond_destroy(&u->wake);
	pthread_mutex_destroy(&u->lock);
	free(u);
}
