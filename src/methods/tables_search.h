/* The search: simulated annealing by swaps within a round, and by renaming the points of a
 * construction, which leaves meetings as they are. Inner to tables_*.c. */
#ifndef CORDEE_TABLES_SEARCH_H
#define CORDEE_TABLES_SEARCH_H
#include "methods/tables_design.h"
#include "methods/tables_state.h"

enum { TABLES_MOODS = 1024 };

struct tables_run {
	const struct tables_rules *rules;
	struct tables_state now;
	struct { uint16_t *seat, *size; struct tables_cost cost; } best; /* what is kept */
	struct tables_cost bound;      /* nothing is below it */
	struct random random;
	const struct progress *progress;
	int64_t work, left;            /* moves in all, and still to weigh */
	int64_t broken;                /* what a wish weighs while searching; a repeat is a million */
	bool any, stopped;             /* a whole plan is in `best`; the caller has had enough */
	int32_t mood[TABLES_MOODS];    /* −ln u for u spread evenly over (0, 1), in millionths */
};

void tables_run_init(struct arena *, const struct tables_rules *, const struct tables_options *, struct tables_run *);

/* One more move weighed: false when it was the last, or when the caller stops. */
bool tables_spend(struct tables_run *, int64_t moves);
/* Keeps `now` when it is better than `best`: true then. */
bool tables_keep(struct tables_run *);
/* Takes `best` up again. */
void tables_recall(struct tables_run *);
static inline bool tables_done(const struct tables_run *run)
{
	return run->any && tables_compare(run->best.cost, run->bound) <= 0;
}

/* Seats the rounds to come by a design, wherever it fits, and the rest where they repeat least.
 * True when every round fits exactly. */
bool tables_seat_design(struct tables_run *, const struct tables_design *);
/* People exchange their points, and rounds their turn, while wishes and mixture improve. True
 * when that gave the best plan so far. */
bool tables_relabel(struct tables_run *, const struct tables_design *, int64_t moves);
/* Swaps from `now`, at a temperature that falls from hot to cold (in millionths of a repeat). */
void tables_anneal(struct tables_run *, int64_t moves, int64_t hot, int64_t cold);
/* Swaps from `now` that never break a wish nor repeat more, for mixture and fairness. */
void tables_polish(struct tables_run *, int64_t moves);

/* Falling temperatures: as many equal steps as it takes, each an eighth colder. In whole numbers,
 * so that every machine anneals alike. */
struct tables_cooling {
	int64_t temperature, moves, left;
};
struct tables_cooling tables_cool(int64_t moves, int64_t hot, int64_t cold);
static inline void tables_cooler(struct tables_cooling *c)
{
	if (--c->left <= 0) {
		c->temperature -= c->temperature / 8;
		c->left = c->moves;
	}
}

/* −T ln u for u drawn evenly: how much worse a move may be and still be taken. */
static inline int64_t tables_patience(struct tables_run *run, int64_t temperature)
{
	return temperature * run->mood[random_bits(&run->random) % TABLES_MOODS] / TABLES_MILLION;
}
#endif
