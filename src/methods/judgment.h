/* Judgment: ballots on options that are not budgets, and what all its rules share: the table of
 * ballots, the order that a rule gives, and how each tie ended. The rules: judgment_majority.h,
 * judgment_sum.h (approval, score, dots), judgment_schulze.h, judgment_runoff.h,
 * judgment_question.h (yes/no with a quorum, scale, consent).
 * Everything is counted in integers, so the order of the ballots never changes a result. */
#ifndef CORDEE_JUDGMENT_H
#define CORDEE_JUDGMENT_H
#include "base/arena.h"
#include "base/error.h"
#include "base/time.h"

/* What a ballot says of an option: a grade, a mark, a number of dots or a rank; or nothing. */
enum { JUDGMENT_NOTHING = -1 };
/* Bounds under which every sum and product of the rules is exact. */
enum { JUDGMENT_OPTIONS = 1000, JUDGMENT_HIGHEST = 1 << 20 };
#define JUDGMENT_VOTERS (UINT64_C(1) << 31)

/* The table of ballots, row by row. A row stands for counts[row] identical ballots. */
struct judgment_ballots {
	const struct text *names; /* of the options, all different */
	size_t options, rows;
	const int32_t *said;     /* rows × options: 0 … JUDGMENT_HIGHEST, or JUDGMENT_NOTHING */
	const uint64_t *counts;  /* one a row, or NULL: one ballot each */
};

static inline int32_t judgment_said(const struct judgment_ballots *b, size_t row, size_t option)
{
	return b->said[row * b->options + option];
}

static inline uint64_t judgment_count(const struct judgment_ballots *b, size_t row)
{
	return b->counts ? b->counts[row] : 1;
}

/* How ties end: by the order in which the options were published (that of the names), or by a
 * draw with a published seed, which depends on the seed and the names alone. */
struct judgment_ending {
	bool draw;
	uint64_t seed;
};

/* Options that the rule does not separate, in the order that the ending gave them. */
struct judgment_tie {
	const size_t *options;
	size_t n;
	size_t round; /* run-off: the round where it arose, from 1; other rules: 0 */
};

/* Options, best first. place[i] counts from 1 and is shared by those that the rule ties. */
struct judgment_order {
	size_t n;
	const size_t *options, *places;
	const struct judgment_tie *ties;
	size_t ties_n;
	struct judgment_ending ending;
};

/* Refuses a table outside the bounds, two options of one name, no option, more than
 * JUDGMENT_VOTERS ballots. *voters: how many ballots there are. */
bool judgment_valid(const struct judgment_ballots *, uint64_t *voters, struct error *);

/* The options in the order that ends ties, the preferred one first. Owned by the arena. */
const size_t *judgment_precedence(struct arena *, const struct judgment_ballots *, struct judgment_ending);

/* Orders the options by a relation `better`, which must be a strict partial order: among those
 * still to be placed, the options that none of them beats come next; when they are several, the
 * ending decides which. For a ranking with equal places this is sorting; for Schulze's relation,
 * where being tied is not transitive, it is his own procedure. Fills `result`. */
typedef bool judgment_better(const void *rule, size_t a, size_t b);
void judgment_rank(struct arena *, const struct judgment_ballots *, struct judgment_ending, judgment_better *,
                   const void *rule, struct judgment_order *result);

/* How each tie ended, one sentence each; "Aucune égalité." */
struct text judgment_ties_explain(struct arena *, enum lang, const struct judgment_ballots *,
                                  const struct judgment_order *);
/* Two texts with a space between, when both say something. */
struct text judgment_sentences(struct arena *, struct text a, struct text b);
/* "Un, Deux et Trois"; n > 0. */
struct text judgment_names(struct arena *, enum lang, const struct judgment_ballots *, const size_t *options, size_t n);

/* How many ballots give each level (0 to levels-1) to one option, and how many say nothing of it. */
struct judgment_profile {
	const uint64_t *counts;
	size_t levels;
	uint64_t nothing, voters;
};
/* One profile an option, owned by the arena. No ballot may say more than levels-1. */
const struct judgment_profile *judgment_profiles(struct arena *, const struct judgment_ballots *, size_t levels);
#endif
