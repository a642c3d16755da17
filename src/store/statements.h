/* Every statement of the program, for the test that prepares them all on both engines and
 * compares what the database says of their columns with the members they fill. */
#ifndef CORDEE_STATEMENTS_H
#define CORDEE_STATEMENTS_H
#include "store/store.h"

size_t statements_n(void);
const struct statement *statements_at(size_t);
/* No text: it is as it was declared, or is not for this engine. Else what differs. */
struct text statement_problem(struct db *, struct arena *, const struct statement *);
#endif
