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

/* The same election: what decides is equal. */
static void check_same(const struct pabulib *a, const struct pabulib *b)
{
	check(a->budget == b->budget && a->vote_type == b->vote_type);
	check(a->n_projects == b->n_projects && a->n_voters == b->n_voters);
	for (size_t p = 0; p < a->n_projects; p++)
		check(text_equal(a->projects[p].id, b->projects[p].id) && a->projects[p].cost == b->projects[p].cost);
	check(memcmp(a->from, b->from, (a->n_voters + 1) * sizeof *a->from) == 0);
	for (size_t k = 0; k < a->from[a->n_voters]; k++)
		check(a->choices[k] == b->choices[k] && a->points[k] == b->points[k]);
}

static void check_reads_back(struct arena *arena, const struct pabulib *pb)
{
	struct buffer out;
	buffer_init(&out, 1 << 24);
	pabulib_write(&out, pb);
	check(!buffer_failed(&out));
	struct pabulib again;
	struct place place = { 0, 0 };
	struct error err = { 0 };
	check(pabulib_read(arena, buffer_view(&out), &again, &place, &err));
	check_same(pb, &again);
	buffer_free(&out);
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
	check_reads_back(arena, &pb);
	return 0;
}
