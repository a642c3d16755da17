/* Ballots as a CSV: the first row names the options, every other row is a ballot, an empty cell
 * says nothing of its option. Two columns may stand apart: how many ballots a row stands for, and
 * the receipt by which voters find theirs. Inner to cli/. */
#ifndef CORDEE_CLI_JUDGE_READ_H
#define CORDEE_CLI_JUDGE_READ_H
#include "base/arena.h"
#include "base/error.h"
#include "formats/place.h"
#include "methods/judgment.h"

enum judge_cell {
	JUDGE_GRADE,    /* a word of the list, or its number: 0 is the worst */
	JUDGE_APPROVAL, /* oui, non, yes, no, x, 1, 0 */
	JUDGE_MARK,     /* a whole number from 0 */
	JUDGE_RANK,     /* a whole number from 1 */
};

struct judge_format {
	enum judge_cell cell;
	const struct text *grades; /* worst first */
	size_t grades_n;
	struct text counts, receipts; /* headings of the columns apart; NULL: none */
};

struct judge_table {
	struct judgment_ballots ballots;
	const size_t *lines; /* of each row in the file */
	int32_t highest;     /* the largest value said, -1 when none is */
};

/* `whole` is valid UTF-8 and outlives the table. */
bool judge_read(struct arena *, struct text whole, const struct judge_format *, struct judge_table *, struct place *,
                struct error *);
#endif
