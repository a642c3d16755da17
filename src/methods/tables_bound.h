/* What no plan can do better than: proofs that are cheap, and often reached. Inner to tables_*.c. */
#ifndef CORDEE_TABLES_BOUND_H
#define CORDEE_TABLES_BOUND_H
#include "methods/tables_state.h"

/* From a state where the past rounds alone are seated. `kept`: over the plans that keep every
 * wish (a pair together three times repeats twice); otherwise over all plans. */
struct tables_cost tables_bound(struct tables_state *past, bool kept);
#endif
