/* A program that has nothing of Cordée but its public header: C and C++ alike. Three ballots, a
 * majority judgment, its explanation; then a table that is refused, in words. */
#include <cordee-methods.h>
#include <stdio.h>
#include <string.h>

static int show(struct cordee_arena *arena, const struct cordee_judgment_ballots *ballots)
{
	struct cordee_judgment_majority_options options = cordee_judgment_majority_defaults(arena, CORDEE_LANG_EN);
	struct cordee_judgment_majority result;
	struct cordee_error error;
	struct cordee_text words;
	memset(&error, 0, sizeof error);
	if (!cordee_judgment_majority(arena, ballots, &options, &result, &error)) {
		words = cordee_error_text(arena, CORDEE_LANG_EN, &error);
		printf("refused: %s\n", cordee_text_z(arena, words));
		return 1;
	}
	for (size_t i = 0; i < result.order.n; i++)
		printf("%zu %s\n", result.order.places[i], ballots->names[result.order.options[i]].at);
	words = cordee_judgment_majority_explain(arena, CORDEE_LANG_EN, ballots, &result);
	printf("%s\n", words.n > 0 ? "explained" : "silent");
	return 0;
}

int main(void)
{
	struct cordee_arena *arena = cordee_arena_new();
	const struct cordee_text names[2] = { cordee_text_of("hedges"), cordee_text_of("ponds") };
	const int32_t said[6] = { 2, 5, 3, 4, 6, 1 };
	struct cordee_judgment_ballots ballots = { names, 2, 3, said, NULL };
	int refused = show(arena, &ballots);
	ballots.options = 0;
	int accepted = !show(arena, &ballots);
	cordee_arena_free(arena);
	return refused || accepted;
}
