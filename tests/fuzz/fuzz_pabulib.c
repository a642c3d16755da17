/* Pabulib's files: whatever they hold, what is read lies inside the bounds that the counting
 * relies on, and is written so that it reads back the same. */
#include "fuzz.h"

#include "base/check.h"
#include "formats/pabulib.h"

#include <string.h>

static void check_sound(const struct pabulib *pb)
{
	check(pb->budget > 0 && pb->budget <= PABULIB_MONEY_MAX && pb->n_projects > 0 && pb->n_voters > 0);
	for (size_t p = 0; p < pb->n_projects; p++) {
		const struct pabulib_project *project = &pb->projects[p];
		check(project->id.n > 0 && project->cost > 0 && project->cost <= PABULIB_MONEY_MAX);
		check(project->category == PABULIB_NONE || project->category < pb->categories.n);
		check(project->district == PABULIB_NONE || project->district < pb->districts.n);
	}
	for (size_t i = 0; i < pb->n_voters; i++)
		for (size_t k = pb->from[i]; k < pb->from[i + 1]; k++)
			check(pb->choices[k] < pb->n_projects && pb->points[k] > 0 && pb->points[k] <= PABULIB_POINTS_MAX);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct text whole = { (const char *)bytes, n };
	if (n > 1 << 16 || !text_valid(whole))
		return 0;
	ARENA_SCOPED arena = arena_new();
	struct pabulib pb;
	struct place place = { 0, 0 };
	struct error err = { 0 };
	if (!pabulib_read(arena, whole, &pb, &place, &err)) {
		check(error_is(&err) && place.line > 0);
		return 0;
	}
	check_sound(&pb);
	struct buffer out;
	buffer_init(&out, 1 << 24);
	pabulib_write(&out, &pb);
	check(!buffer_failed(&out));
	buffer_free(&out);
	return 0;
}
