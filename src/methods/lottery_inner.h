/* Lottery, inside: what its files share. Panels are over kinds: a mixture of panels gives each
 * kind a number of units, its chance is that number over the units it has. */
#ifndef CORDEE_LOTTERY_INNER_H
#define CORDEE_LOTTERY_INNER_H
#include "methods/lottery.h"
#include "methods/quota_inner.h"

/* Rounding errors of the solver, on chances and on values of a program with weights up to 1. */
#define LOTTERY_EXACT 1e-9
/* A vector of chances counts as reached when none is below it by more: a hundredth of what a
 * result may fall short of. */
#define LOTTERY_REACHED 1e-8

struct panel_term {
	uint32_t kind, units; /* units > 0 */
};

struct panel {
	const struct panel_term *terms;
	size_t n;
};

/* Different panels, in the order in which they were found. */
struct portfolio {
	struct arena *arena;
	struct panel *at;
	size_t n, cap;
	size_t *slots; /* open addressing: index + 1, 0 for none; at most half full */
	size_t slots_n;
};

double panel_value(const struct panel *, const double *weights);
/* The index of the panel, new or not. */
size_t portfolio_add(struct portfolio *, const int64_t *units, size_t kinds_n);

/* The search for panels: a program over the pool's rows, a portfolio, and what is left of the
 * work allowed. One for the whole computation. */
struct panel_search {
	struct arena *arena;
	const struct quota_pool *pool;
	const struct lottery_options *options;
	struct program *program;
	struct portfolio portfolio;
	int64_t steps;    /* by other programs than this one */
	double done;      /* as told to who listens */
	bool stopped;
};

void panel_search_begin(struct panel_search *, struct arena *, const struct quota_pool *, const struct lottery_options *);
void panel_search_end(struct panel_search *);
int64_t panel_search_steps(const struct panel_search *);
/* Tells how far it is (never backwards); false when it must stop, for good. */
bool panel_search_goes_on(struct panel_search *, double done);
/* Keeps to panels where `point` (units of each kind) is tight: a kind at 0 or full, a row at a
 * bound. A mixture of panels that gives the point has no other. NULL: all panels. */
void panel_search_face(struct panel_search *, const double *point);

struct found {
	size_t panel;
	double value;
	double bound; /* of all panels (of the face) */
	bool any;
};

/* A panel of great value: worth more than `above` by `share` of what could be, or the best.
 * weights are per unit of each kind. */
bool panel_search_find(struct panel_search *, const double *weights, double above, double share, struct found *,
                       struct error *);

/* Chances level by level over a linear program that has a column of units for each kind. */
struct levels {
	const struct quota_pool *pool;
	struct program *program;
	size_t height;     /* the column of the level's chance */
	size_t first_row;  /* of the rows units / all - height >= 0, one a kind */
	bool *fixed;       /* by kind */
	double *chances;   /* of those fixed */
	size_t left, done; /* kinds not fixed; levels done */
};

/* Adds height and rows to a program whose first columns are the units of each kind. */
void levels_begin(struct levels *, struct arena *, const struct quota_pool *, struct program *);
/* The program having been solved for this level: fixes at `height` every kind that the prices of
 * `by` hold there. False when rounding leaves no such kind. */
bool levels_fix(struct levels *, const struct levels *by, double height);

/* Leximin (or its first level) of the relaxation: units of each kind, and the smallest chance. */
bool relaxed_chances(struct panel_search *, size_t levels_most, double *units, double *least, size_t *levels,
                     struct error *);

/* A mixture of panels of the portfolio. */
struct mixture {
	size_t *panels;
	double *shares; /* > 0, of sum 1 */
	size_t n;
	double *units;  /* of each kind */
	double shortfall; /* of the chances below those of the target */
};

enum nearest_end { NEAREST_REACHED, NEAREST_APART, NEAREST_STOPPED, NEAREST_FAILED };

/* The mixture nearest to `target` (units of each kind). APART: none reaches it. */
enum nearest_end nearest_mixture(struct panel_search *, const double *target, struct mixture *, struct error *);

/* The chances of the rule by column generation, from the portfolio, and a mixture that has them;
 * false with an error. Stopped: the mixture of the level it was at. */
bool columns_chances(struct panel_search *, size_t levels_most, double *target, struct mixture *, size_t *levels,
                     struct error *);

/* The list of `n` panels nearest to the mixture, people taking turns within their kind. */
void lottery_make_list(struct arena *, const struct panel_search *, const struct mixture *, const double *chances,
                       size_t n, struct lottery_list *);
/* Draws made as by hand. */
bool lottery_stratified(struct arena *, const struct quota_pool *, const struct lottery_options *,
                        struct lottery_result *, struct error *);
/* Sorts people in each panel, and panels, by name; counts chances and what they moved by. */
void lottery_finish_list(struct arena *, const struct quota_pool *, struct lottery_panel *, size_t n,
                         const double *chances, struct lottery_list *);
#endif
