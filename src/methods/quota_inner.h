/* Quota, inside: what the methods of selection build on. */
#ifndef CORDEE_QUOTA_INNER_H
#define CORDEE_QUOTA_INNER_H
#include "methods/integer_program.h"
#include "methods/quota.h"

/* What can be seen in the input as it is, before a pool is made. */
bool quota_check(const struct quota_input *, struct error *);
/* A program to solve: a column a kind, a row a row of the pool, in their order; whole columns. */
struct program *quota_program(const struct quota_pool *);
#endif
