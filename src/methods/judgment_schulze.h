/* Schulze's method: Schulze, "A new monotonic, clone-independent, reversal symmetric, and
 * Condorcet-consistent single-winner election method", Social Choice and Welfare 36 (2011).
 * Ballots say ranks, 1 for the best, equal ranks allowed; an option without a rank is below all
 * ranked ones and equal to the others without (§2.1). A duel is won by the option that more
 * ballots rank higher; a path is as strong as its weakest duel; a is better than b when the
 * strongest path from a to b is stronger than any back. */
#ifndef CORDEE_JUDGMENT_SCHULZE_H
#define CORDEE_JUDGMENT_SCHULZE_H
#include "methods/judgment.h"

/* How duels compare (§2.1): by winning votes, then by the fewest against (Schulze's preference);
 * or by the margin. */
enum judgment_strength { JUDGMENT_WINNING_VOTES, JUDGMENT_MARGINS };

struct judgment_schulze_options {
	enum judgment_strength strength;
	struct judgment_ending ending;
};

/* A duel: ballots for and against. Also the strength of a path: its weakest duel. */
struct judgment_duel {
	uint64_t support, opposition;
};

struct judgment_schulze {
	struct judgment_order order;
	const struct judgment_duel *duels; /* options × options: [a * options + b] is a against b */
	const struct judgment_duel *paths; /* strongest path from a to b */
	enum judgment_strength strength;
	size_t condorcet;                  /* the option that wins every duel, or `options` */
	uint64_t voters;
};

struct judgment_schulze_options judgment_schulze_defaults(void);
bool judgment_schulze(struct arena *, const struct judgment_ballots *, const struct judgment_schulze_options *,
                      struct judgment_schulze *, struct error *);
/* <0, 0, >0: a stronger, equal, weaker than b. */
int judgment_duel_compare(enum judgment_strength, struct judgment_duel a, struct judgment_duel b);
struct text judgment_schulze_explain(struct arena *, enum lang, const struct judgment_ballots *,
                                     const struct judgment_schulze *);
#endif
