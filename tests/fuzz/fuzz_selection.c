/* The files of selection: whatever they hold, what is read keeps to what is promised. The bytes are
 * cut at NULs into features, people, scores and pairs. */
#include "fuzz.h"

#include "base/arena.h"
#include "base/check.h"
#include "formats/selection.h"

#include <string.h>

typedef bool reading(struct selection *, struct text, struct place *, struct error *);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	reading *const readings[] = { selection_read_features, selection_read_people, selection_read_scores, selection_read_pairs };
	ARENA_SCOPED arena = arena_new();
	struct text rest = { (const char *)bytes, n };
	struct selection s;
	selection_open(&s, arena);
	for (size_t i = 0; i < sizeof readings / sizeof *readings && rest.at; i++) {
		struct text part = text_cut(&rest, '\0');
		struct place place = { 0, 0 };
		struct error err = { 0 };
		if (!text_valid(part))
			return 0;
		if (!readings[i](&s, part, &place, &err)) {
			check(error_is(&err) && err.message);
			return 0;
		}
		check(!error_is(&err));
	}
	check(s.values.n == s.people.names.n * s.features.n);
	for (size_t i = 0; i < s.values.n; i++)
		check(s.values.at[i] < s.features.at[i % s.features.n].values.n);
	for (size_t i = 0; i < s.pairs.n; i++)
		check(s.pairs.at[i].one < s.people.names.n && s.pairs.at[i].other < s.people.names.n);
	return 0;
}
