/* Everything that the database holds about a person, as JSON. Inner to people/. */
#ifndef CORDEE_EXPORT_H
#define CORDEE_EXPORT_H
#include "store/store.h"

/* Empty when the database failed. */
struct text export_person(struct db *, struct arena *, int64_t person);
#endif
