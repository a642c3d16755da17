/* Record: why the jury decided so, as JSON that anyone may keep, read and check. The same
 * facts give the same bytes; the hash (BLAKE2b-256) is what `b2sum -l 256` prints. */
#ifndef CORDEE_RECORD_H
#define CORDEE_RECORD_H
#include "selection/selection_store.h"

struct record_facts {
	const struct cycle *cycle;
	const struct call *call;
	struct instant at;
	struct text by;
	struct rows criteria, quotas, standings, reviews, marks, recusals, ties;
};
struct text record_write(struct arena *, const struct record_facts *);
struct text record_hash(struct arena *, struct text record);
#endif
