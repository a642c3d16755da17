/* What the parts of the Polis reader share; nobody else includes it. */
#ifndef CORDEE_POLIS_INNER_H
#define CORDEE_POLIS_INNER_H
#include "formats/polis.h"

/* From ids to places, by open addressing. */
struct polis_ids {
	struct arena *arena;
	int64_t *id;
	uint32_t *place; /* + 1; 0: free */
	size_t n, cap;   /* cap: a power of two */
};

struct polis_ids *polis_ids_new(struct arena *);
/* The place of an id, or UINT32_MAX. */
uint32_t polis_ids_find(const struct polis_ids *, int64_t id);
void polis_ids_add(struct polis_ids *, int64_t id, uint32_t place);

struct polis_person *polis_person_new(struct polis *, int64_t id);
struct polis_statement *polis_statement_new(struct polis *, int64_t id);
void polis_vote_add(struct polis *, struct polis_vote, int64_t order, bool with_order);

/* A scan over cells of numbers, faster than rows of texts: each byte is looked at once. */
struct polis_scan {
	const char *at, *end, *start; /* start: of the whole text */
	char separator;
	struct place *place;
	struct error *err;
};
bool polis_fault(struct polis_scan *, const char *at, const char *message);
/* A whole number, quoted or not, that ends at a separator or a line's end (not passed). */
bool polis_scan_int(struct polis_scan *, int64_t *value);
/* Passes a cell of any kind. */
bool polis_scan_skip(struct polis_scan *);
static inline bool polis_ends_cell(const struct polis_scan *s)
{
	return s->at == s->end || *s->at == s->separator || *s->at == '\n' || *s->at == '\r';
}
/* Passes the separator before the next cell; a fault when the line ends instead. */
bool polis_scan_next(struct polis_scan *);
/* Passes the line's end, and empty lines; a fault when cells are left. */
bool polis_scan_line(struct polis_scan *);
#endif
