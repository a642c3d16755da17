/* Ballots of anyone, under each rule: what is accepted is a table that its rule can count, and what
 * is refused has a message and a place in the file. */
#include "fuzz.h"

#include "base/check.h"
#include "cli/judge_read.h"
#include "methods/judgment_majority.h"
#include "methods/judgment_schulze.h"

static void count(struct arena *arena, const struct judge_table *t, const struct judge_format *f)
{
	struct error error = { 0 };
	struct judgment_majority majority;
	struct judgment_schulze schulze;
	struct judgment_majority_options o = { .grades = f->grades, .grades_n = f->grades_n };
	struct judgment_schulze_options s = judgment_schulze_defaults();
	if (f->cell == JUDGE_GRADE)
		check(judgment_majority(arena, &t->ballots, &o, &majority, &error) || error.message);
	else if (t->ballots.options < 50)
		check(judgment_schulze(arena, &t->ballots, &s, &schulze, &error) || error.message);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	enum { LARGEST = 1 << 13 };
	struct text whole = { (const char *)bytes, n };
	if (n > LARGEST || !text_valid(whole))
		return 0;
	for (enum judge_cell cell = JUDGE_GRADE; cell <= JUDGE_RANK; cell++) {
		ARENA_SCOPED arena = arena_new();
		struct judge_format format = { .cell = cell };
		struct judge_table table;
		struct place place = { 0, 0 };
		struct error error = { 0 };
		format.grades = judgment_majority_words(arena, LANG_FR, &format.grades_n);
		format.counts = cell == JUDGE_MARK ? text("n") : NO_TEXT;
		format.receipts = cell == JUDGE_MARK ? text("r") : NO_TEXT;
		if (judge_read(arena, whole, &format, &table, &place, &error))
			count(arena, &table, &format);
		else
			check(error.message && place.line >= 1 && place.column >= 1);
	}
	return 0;
}
