/* Conversations in Polis' export format: a folder of five CSV files, of which votes are in
 * participants-votes.csv (the final matrix) or votes.csv (the log). +1 agrees, −1 disagrees, 0
 * passes. Columns are found by their headings; those that only some exports have may be absent
 * (datetime, xid, is-meta, is-seed, importance…). What is not a vote, an id or CSV is refused with
 * its place, never guessed.
 *
 * The reader takes the files' texts in this order: summary and comments if there are any, then
 * participants, then votes. Texts must be valid UTF-8, and outlive titles and bodies alone. */
#ifndef CORDEE_POLIS_H
#define CORDEE_POLIS_H
#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/list.h"
#include "formats/place.h"

enum polis_moderation { POLIS_OUT = -1, POLIS_WAITING = 0, POLIS_IN = 1 };
enum { POLIS_NOBODY = -1 };

struct polis_vote {
	uint32_t person, statement; /* places in people and statements */
	int8_t value;
};

struct polis_person {
	int64_t id;
	int64_t group;  /* group-id, or POLIS_NOBODY */
	int64_t first;  /* instant of the first vote of the log, INT64_MAX without */
	uint32_t votes; /* in the matrix or the log */
};

struct polis_statement {
	int64_t id, author, created; /* author: POLIS_NOBODY when not told; created: milliseconds */
	enum polis_moderation moderated;
	bool meta, seed;
	bool voted;                     /* a column of the matrix, or voted on in the log */
	uint32_t important;             /* marks in the log */
	struct text body;
};

struct polis_ids; /* from ids to places */

struct polis {
	struct arena *arena;
	struct text topic, url, description; /* of summary.csv */
	LIST(struct polis_person) people;
	LIST(struct polis_statement) statements;
	/* The log may hold several votes of one person on one statement: the latest counts. */
	size_t votes_n, votes_cap;
	struct polis_vote *votes;
	int64_t *order; /* instant of each, NULL when votes are the final matrix */
	bool has_matrix, has_comments;
	/* inner */
	struct polis_ids *person_at, *statement_at;
};

void polis_open(struct polis *, struct arena *);
/* Each: false with the fault and its place. */
bool polis_read_summary(struct polis *, struct text whole, struct place *, struct error *);
bool polis_read_comments(struct polis *, struct text whole, struct place *, struct error *);
bool polis_read_participants(struct polis *, struct text whole, struct place *, struct error *);
/* With a matrix already there, only who voted first and what was marked important are taken. */
bool polis_read_votes(struct polis *, struct text whole, struct place *, struct error *);

/* Lists "participant,group" (or base), and "participant" with or without a heading: the values in
 * the order of p->people, `none` for who is not in it. A participant who is not in the conversation
 * or comes twice is refused. */
bool polis_read_groups(const struct polis *, struct text whole, int64_t none, int64_t *values,
                       struct place *, struct error *);
bool polis_read_list(const struct polis *, struct text whole, bool *listed, struct place *,
                     struct error *);

/* Out, by the same format. Votes must be final in polis_write_participants. */
struct polis_group_votes { uint32_t agree, disagree, seen; };
void polis_write_summary(struct buffer *, const struct polis *, size_t groups);
void polis_write_comments(struct buffer *, const struct polis *);
void polis_write_votes(struct buffer *, const struct polis *);
void polis_write_participants(struct buffer *, const struct polis *);
/* Votes of each group on each statement: cells[group × statements + statement]. */
void polis_write_comment_groups(struct buffer *, const struct polis *,
                                const struct polis_group_votes *cells, size_t groups);
#endif
