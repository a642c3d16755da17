/* The SQL of calls, quotas and questions, for this folder only. */
#ifndef CORDEE_CALL_STORE_H
#define CORDEE_CALL_STORE_H
#include "call/call.h"

int64_t call_put(struct db *tx, const struct call_input *);
struct call *call_with_slug(struct db *, struct arena *, struct text slug); /* of a published cycle */
void quotas_put(struct db *tx, int64_t call, const struct quota *, size_t n);
void call_set_published(struct db *tx, const struct call_publication *);
/* Kinds of the territories that have started an application. */
struct rows kinds_applied(struct db *, struct arena *, int64_t call); /* struct quota, seats: how many */

struct question *question_by_id(struct db *, struct arena *, int64_t id);
bool question_key_taken(struct db *, const struct question_input *);
int64_t question_put(struct db *tx, const struct question_input *);
void question_delete(struct db *tx, int64_t id);
/* Exchanges the places of two questions. */
void questions_swap(struct db *tx, const struct question *, const struct question *);
#endif
