/* What the files about PostgreSQL share beyond the engine's table. */
#ifndef CORDEE_POSTGRES_H
#define CORDEE_POSTGRES_H
#include "store/inner.h"
#include "store/libpq.h"

/* A new connection, which may have failed (PQstatus); never NULL. */
PGconn *postgres_connect(const char *address);

/* Parameters as libpq wants them. */
enum { POSTGRES_PARAMS = 64, POSTGRES_BINARY = 1 };

struct postgres_params {
	const char *at[POSTGRES_PARAMS];
	int size[POSTGRES_PARAMS], format[POSTGRES_PARAMS];
	uint64_t numbers[POSTGRES_PARAMS]; /* the bytes of the numbers among them */
};

/* The type of a parameter, from its letter. */
Oid postgres_type(char letter);
void postgres_bind(struct arena *, struct postgres_params *, size_t i, const struct value *);
/* False: the column is not of a type that is read so. */
bool postgres_int(const PGresult *, int row, int column, int64_t *value);
bool postgres_real(const PGresult *, int row, int column, double *value);
/* How a statement, once described by the server, differs from its declaration. */
struct text postgres_differs(struct arena *, const struct statement *, const PGresult *described);

/* Events of other processes, and ours to them: one thread and one connection a process. */
struct notifier *notifier_start(struct store *);
void notifier_stop(struct notifier *); /* after sending what waits */
void notifier_add(struct notifier *, const struct event *);
#endif
