/* What the files about PostgreSQL share beyond the engine's table. */
#ifndef CORDEE_POSTGRES_H
#define CORDEE_POSTGRES_H
#include "store/inner.h"

#include <libpq-fe.h>

/* A new connection, which may have failed (PQstatus); never NULL. */
PGconn *postgres_connect(const char *address);

/* Events of other processes, and ours to them: one thread and one connection a process. */
struct notifier *notifier_start(struct store *);
void notifier_stop(struct notifier *); /* after sending what waits */
void notifier_add(struct notifier *, const struct event *);
#endif
