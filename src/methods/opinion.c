/* Opinion map: the way in, and what both modes share. */
#include "methods/opinion_inner.h"

#include <math.h>

struct opinion_options opinion_defaults(void)
{
	return (struct opinion_options){ .mode = OPINION_CORDEE,
		                         .seed = 1,
		                         .samples = 16,
		                         .group_least = 5,
		                         .group_share = 0.03,
		                         .stability_wanted = 0.75,
		                         .stability_least = 0.6,
		                         .discovery_rate = 0.05,
		                         .exposure_least = 10 };
}

static void copy_ids(struct arena *arena, const struct opinion_matrix *a, struct opinion_result *r)
{
	int64_t *ids = arena_many(arena, int64_t, a->m);
	uint32_t *votes = arena_many(arena, uint32_t, a->n);
	for (size_t j = 0; j < a->m; j++)
		ids[j] = a->statements[j].id;
	for (size_t i = 0; i < a->n; i++)
		votes[i] = (uint32_t)votes_of(a, i);
	r->people_n = a->n;
	r->statements_n = a->m;
	r->votes_n = a->votes;
	r->people_ids = a->people;
	r->statement_ids = ids;
	r->votes_of = votes;
}

bool opinion_map(struct arena *arena, const struct opinion_input *in,
                 const struct opinion_options *options, struct opinion_result *r, struct error *err)
{
	*r = (struct opinion_result){ .mode = options->mode, .stability = NAN, .silhouette = NAN };
	if (in->votes_n == 0)
		return error_input(err, NULL,
		                   N_("Il n'y a aucun vote : il n'y a rien à cartographier."));
	struct opinion_matrix a = opinion_matrix_of(arena, in);
	copy_ids(arena, &a, r);
	if (options->mode == OPINION_COMPAT)
		opinion_compat(arena, &a, r);
	else if (!opinion_cordee(arena, &a, options, r, err))
		return false;
	opinion_count(arena, &a, r);
	if (options->mode == OPINION_COMPAT)
		opinion_represent(arena, &a, r);
	else
		opinion_rank(arena, &a, options, r);
	opinion_consensus(arena, r);
	opinion_priorities(arena, &a, options, r);
	return true;
}
