/* libpq, loaded once an address asks for PostgreSQL. Inner to store/. */
#ifndef CORDEE_LIBPQ_H
#define CORDEE_LIBPQ_H
#include "base/late.h"

#include <libpq-fe.h>

#define LIBPQ(f)                                                                            \
	f(PQbackendPID) f(PQclear) f(PQcmdTuples) f(PQconnectdbParams) f(PQconsumeInput)    \
	f(PQdescribePrepared) f(PQerrorMessage) f(PQescapeIdentifier) f(PQexec)             \
	f(PQexecParams) f(PQexecPrepared) f(PQfinish) f(PQfname) f(PQfreemem) f(PQftype)    \
	f(PQgetResult) f(PQgetisnull) f(PQgetlength) f(PQgetvalue) f(PQnfields)             \
	f(PQnotifies) f(PQnparams) f(PQntuples) f(PQparameterStatus) f(PQprepare)           \
	f(PQreset) f(PQresultErrorField) f(PQresultErrorMessage) f(PQresultStatus)          \
	f(PQsendQueryPrepared) f(PQsetNoticeProcessor) f(PQsetSingleRowMode) f(PQsocket)    \
	f(PQstatus) f(PQtransactionStatus)

struct libpq {
	LIBPQ(LATE_MEMBER)
};
extern struct libpq libpq;

bool libpq_load(struct error *);
#endif
