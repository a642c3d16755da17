/* Pabulib's .pb files (pabulib.org/format): a participatory budgeting election as three sections
 * of cells between semicolons, META, PROJECTS and VOTES. Read as they are found: quotes that
 * were forgotten or are needless, blank lines, CRLF, a byte order mark, columns in any order,
 * optional ones missing. What would change the outcome is refused with its place, never guessed:
 * a cost that is none, an id used twice, a vote for an unknown project, a file that ends before
 * what it announces. Columns that decide nothing (age, latitude…) are left aside. */
#ifndef CORDEE_PABULIB_H
#define CORDEE_PABULIB_H
#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "formats/place.h"

enum { PABULIB_NONE = UINT32_MAX };
/* A hundred billion, in cents. */
#define PABULIB_MONEY_MAX INT64_C(10000000000000)
enum { PABULIB_POINTS_MAX = 100000, PABULIB_ROWS_MAX = 10000000 };

enum pabulib_vote_type { PABULIB_APPROVAL, PABULIB_CUMULATIVE, PABULIB_SCORING, PABULIB_ORDINAL, PABULIB_VOTE_TYPES };

struct pabulib_pair {
	struct text key, value;
};

struct pabulib_project {
	struct text id, name;
	int64_t cost;                /* cents, positive */
	uint32_t category, district; /* index of the name, or PABULIB_NONE */
};

struct pabulib_names {
	struct text *at; /* each once, in byte order */
	size_t n;
};

struct pabulib {
	struct pabulib_pair *meta;   /* as in the file, all of it */
	size_t n_meta;
	int64_t budget;              /* cents, positive */
	enum pabulib_vote_type vote_type;
	struct text currency;        /* "EUR", or NO_TEXT */
	struct pabulib_project *projects;
	size_t n_projects;
	struct pabulib_names categories, districts;
	size_t n_voters;
	struct text *voters;         /* ids; NULL when the file names none */
	uint32_t *voter_district;    /* NULL when the file says none */
	/* The ballot of voter i: choices[from[i]] to choices[from[i + 1] - 1], each project once, as
	 * written; points beside them, from 1. Approvals are worth 1; the first of an ordinal ballot
	 * is worth the longest ballot allowed (or met), the next one less, and so on. A project
	 * given 0 points was not chosen. */
	size_t *from;
	uint32_t *choices, *points;
};

/* `whole` must be valid UTF-8 and outlive the result. */
bool pabulib_read(struct arena *, struct text whole, struct pabulib *, struct place *, struct error *);
/* The value of a META key, or NO_TEXT. */
struct text pabulib_meta(const struct pabulib *, const char *key);
/* A file that reads back as the same election; the number of projects and votes and the budget
 * are those it holds, votes and scores of projects are counted. */
void pabulib_write(struct buffer *, const struct pabulib *);

const char *pabulib_vote_type_name(enum pabulib_vote_type); /* "approval"… */
/* An amount in whole units with at most two decimals, '.' or ',': "1200", "99.5". */
bool pabulib_money(struct text, int64_t *cents);
#endif
