/* A place for a test's database: a new folder with a SQLite file in it or, when the variable
 * CORDEE_POSTGRES names a server (see tests/postgres), a new schema there. */
#ifndef CORDEE_PLACE_H
#define CORDEE_PLACE_H
#include "unit.h"

#include "store/engine.h"

struct place {
	char folder[64]; /* always made: for files and copies */
	char schema[32];
	char address[512];
};

void place_make(struct place *);
void place_remove(struct place *);
/* "FOLDER/NAME", in the arena. */
const char *place_path(const struct place *, struct arena *, const char *name);
/* Runs statements on a connection of its own, tokens expanded. */
void place_script(const struct place *, const char *sql);
/* Opens a store there; the test fails with the reason when it cannot. */
struct store *place_open(const struct place *);
bool place_is_postgres(void);
#endif
