/* Upkeep: what the program does by itself. Each task is a command, run once a period: the table
 * `job` holds a row for each run, so that several processes, or one that starts again, never
 * run it twice. */
#ifndef CORDEE_UPKEEP_H
#define CORDEE_UPKEEP_H
#include "http/app.h"
#include "store/store.h"

/* A thread that looks at the tasks every half minute. */
struct upkeep;
struct upkeep *upkeep_start(const struct app *);
void upkeep_stop(struct upkeep *);

/* Runs what is due now and has not run: what the thread does, and what tests ask. False when a
 * task could not be written; it is then tried again. */
bool upkeep_round(const struct app *, struct arena *, struct error *);

/* The tasks. `in` is the struct app. */
command_fn digest_send;    /* Mondays from 7 h: what is new in each cycle, to those who wish it */
command_fn retention_keep; /* every day: forgets what has been kept long enough */
/* After it: the bytes of files that no row names any more. */
void retention_sweep(const struct app *);
#endif
