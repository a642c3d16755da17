/* A cohort for the tests of exchanges and roadmaps: two cycles, territories with their pairs, people
 * of every role, working days and takeaways. */
#ifndef CORDEE_PEERS_H
#define CORDEE_PEERS_H
#include "place.h"

#include "people/viewer.h"
#include "store/store.h"

enum { CYCLE = 1, OTHER_CYCLE = 2 };
enum { VIMY = 1, RONCHIN = 2, GONE = 3, ELSEWHERE = 4 };   /* members; the last of the other cycle */
enum { FANNY = 1, NATHALIE, BRUNO, GREGORY, OLGA, EXPERT, STRANGER, JUROR, PAUL }; /* persons */
/* Of a day with public minutes, of one without, of the other cycle, taken off the list. */
enum { TOLD = 1, KEPT = 2, FOREIGN = 3, REMOVED = 4 };     /* takeaways */

/* Who reads or acts: Fanny facilitates; Nathalie and Bruno are of Vimy, Gregory and Olga of Ronchin;
 * Paul is of the other cycle; the juror only judges; nobody is signed in as the stranger. */
struct peer {
	int64_t person, member;
	unsigned roles;
	const char *name;
};
extern const struct peer fanny, nathalie, bruno, gregory, expert, stranger, juror;

struct peers {
	struct place place;
	struct store *store;
	struct arena *arena;
	struct error err;
	struct made made;
};

int peers_set_up(void **state);
int peers_tear_down(void **state);
struct viewer viewer_of(const struct peer *);
bool facilitates(const struct peer *);

/* Runs a command; false when it is refused: the reason is in err. */
bool run(struct peers *, command_fn *, const void *in);
void must(struct peers *, command_fn *, const void *in);
/* It is refused, with that code, by that field (NULL: any). */
void refused(struct peers *, command_fn *, const void *in, enum error_code, const char *field);
/* First column of the first row, as a number; the statement is for both engines. */
int64_t count_of(struct peers *, const char *sql);
struct instant at(const char *when);
#endif
