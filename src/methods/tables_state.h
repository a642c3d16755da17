/* A plan being worked on: who sits where in each round, who has met whom how often, how many
 * people of each value sit at each table, and what all that costs. Swapping two people of a round
 * costs the people of two tables, not the room. Inner to tables_*.c. */
#ifndef CORDEE_TABLES_STATE_H
#define CORDEE_TABLES_STATE_H
#include "methods/random.h"
#include "methods/tables_rules.h"

struct tables_state {
	const struct tables_rules *rules;
	uint16_t *seat;     /* rounds × people: table, TABLES_NONE for the absent */
	uint16_t *place;    /* rounds × people: where in `member` of the table */
	uint16_t *size;     /* rounds × stride: as in the rules, perhaps exchanged between tables */
	uint16_t *filled;   /* rounds × stride: seats taken */
	uint16_t *member;   /* rounds × stride × width */
	uint8_t *meetings;  /* people × people, both ways */
	uint16_t *met;      /* others met */
	uint16_t *count;    /* rounds × stride × values */
	struct tables_cost cost;
};

void tables_state_init(struct arena *, const struct tables_rules *, struct tables_state *);

/* Seats everyone of a round: each where `hint` (people, or NULL) says while there is room, then
 * those who keep a table, then the others one by one where they repeat least, in an order
 * drawn with `random`. The round must be empty. Costs are brought up to date by tables_weigh. */
void tables_seat_round(struct tables_state *, size_t round, const uint16_t *hint, struct random *);
/* Where it does not matter which tables are smaller: those that a hint fills least. */
void tables_fit_sizes(struct tables_state *, size_t round, const uint16_t *hint);
void tables_clear_round(struct tables_state *, size_t round);
/* Meetings and costs from the seats alone. */
void tables_weigh(struct tables_state *);
/* Broken wishes and imbalance of one round, and its counts. */
struct tables_cost tables_weigh_round(struct tables_state *, size_t round);

/* What swapping two people who sit at different tables of a round changes; fairness apart,
 * because it is dear and seldom decides. */
struct tables_cost tables_swap_cost(const struct tables_state *, size_t round, size_t a, size_t b);
struct tables_cost tables_swap_rules_cost(const struct tables_state *, size_t round, size_t a, size_t b);
int64_t tables_swap_fairness(const struct tables_state *, size_t round, size_t a, size_t b);
/* Swaps them; `cost` is what tables_swap_cost and _fairness said. */
void tables_swap(struct tables_state *, size_t round, size_t a, size_t b, struct tables_cost cost);
/* The same without meetings: for swaps that are known to leave them as they are. */
void tables_swap_seats(struct tables_state *, size_t round, size_t a, size_t b);

/* Two tables of a round exchange their numbers, when they may: only those who keep a table mind. */
bool tables_may_exchange(const struct tables_state *, size_t round, size_t one, size_t other);
int64_t tables_exchange_broken(const struct tables_state *, size_t round, size_t one, size_t other);
void tables_exchange(struct tables_state *, size_t round, size_t one, size_t other, int64_t broken);

/* <0, 0, >0: the first that differs decides. */
int tables_compare(struct tables_cost, struct tables_cost);
static inline struct tables_cost tables_sum(struct tables_cost a, struct tables_cost b)
{
	return (struct tables_cost){ a.broken + b.broken, a.repeats + b.repeats, a.imbalance + b.imbalance,
	                             a.fairness + b.fairness };
}
#endif
