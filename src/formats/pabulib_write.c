/* Writing a .pb file. */
#include "formats/pabulib.h"

#include <string.h>

/* In quotes when it holds what separates cells, or what could be taken for quotes or white space
 * around. A line's end inside is a space: rows are lines. */
static void put_cell(struct buffer *out, struct text t)
{
	bool quoted = t.n > 0 && (memchr(t.at, ';', t.n) || memchr(t.at, '"', t.n) ||
	                          (unsigned char)t.at[0] <= ' ' || (unsigned char)t.at[t.n - 1] <= ' ');
	if (quoted)
		buffer_char(out, '"');
	for (size_t i = 0; i < t.n; i++) {
		if (t.at[i] == '"')
			buffer_char(out, '"');
		buffer_char(out, t.at[i] == '\n' || t.at[i] == '\r' ? ' ' : t.at[i]);
	}
	if (quoted)
		buffer_char(out, '"');
}

static void put_money(struct buffer *out, int64_t cents)
{
	buffer_int(out, cents / 100);
	if (cents % 100)
		buffer_format(out, ".%02d", (int)(cents % 100));
}

static void put_meta(struct buffer *out, const struct pabulib *pb)
{
	buffer_z(out, "META\nkey;value\n");
	for (size_t i = 0; i < pb->n_meta; i++) {
		struct text key = pb->meta[i].key;
		if (text_is(key, "num_projects") || text_is(key, "num_votes") || text_is(key, "budget") ||
		    text_is(key, "vote_type"))
			continue;
		put_cell(out, key);
		buffer_char(out, ';');
		put_cell(out, pb->meta[i].value);
		buffer_char(out, '\n');
	}
	buffer_format(out, "num_projects;%zu\nnum_votes;%zu\nbudget;", pb->n_projects, pb->n_voters);
	put_money(out, pb->budget);
	buffer_format(out, "\nvote_type;%s\n", pabulib_vote_type_name(pb->vote_type));
}

static struct text name_of(const struct pabulib_names *names, uint32_t i)
{
	return i == PABULIB_NONE ? NO_TEXT : names->at[i];
}

static void put_projects(struct buffer *out, const struct pabulib *pb, const int64_t *votes, const int64_t *scores)
{
	buffer_z(out, "PROJECTS\nproject_id;cost;votes;score;name;category;district\n");
	for (size_t p = 0; p < pb->n_projects; p++) {
		const struct pabulib_project *project = &pb->projects[p];
		put_cell(out, project->id);
		buffer_char(out, ';');
		put_money(out, project->cost);
		buffer_format(out, ";%lld;%lld;", (long long)votes[p], (long long)scores[p]);
		put_cell(out, project->name);
		buffer_char(out, ';');
		put_cell(out, name_of(&pb->categories, project->category));
		buffer_char(out, ';');
		put_cell(out, name_of(&pb->districts, project->district));
		buffer_char(out, '\n');
	}
}

static void put_ballot(struct buffer *out, const struct pabulib *pb, size_t voter, bool points)
{
	for (size_t k = pb->from[voter]; k < pb->from[voter + 1]; k++) {
		if (k > pb->from[voter])
			buffer_char(out, ',');
		buffer_text(out, pb->projects[pb->choices[k]].id);
	}
	if (points)
		buffer_char(out, ';');
	for (size_t k = pb->from[voter]; points && k < pb->from[voter + 1]; k++) {
		if (k > pb->from[voter])
			buffer_char(out, ',');
		buffer_int(out, pb->points[k]);
	}
}

static void put_votes(struct buffer *out, const struct pabulib *pb)
{
	bool points = pb->vote_type == PABULIB_CUMULATIVE || pb->vote_type == PABULIB_SCORING;
	buffer_format(out, "VOTES\nvoter_id;vote%s%s\n", points ? ";points" : "", pb->voter_district ? ";district" : "");
	for (size_t i = 0; i < pb->n_voters; i++) {
		if (pb->voters)
			put_cell(out, pb->voters[i]);
		else
			buffer_int(out, (int64_t)i + 1);
		buffer_char(out, ';');
		put_ballot(out, pb, i, points);
		if (pb->voter_district) {
			buffer_char(out, ';');
			put_cell(out, name_of(&pb->districts, pb->voter_district[i]));
		}
		buffer_char(out, '\n');
	}
}

void pabulib_write(struct buffer *out, const struct pabulib *pb)
{
	ARENA_SCOPED scratch = arena_new();
	int64_t *votes = arena_many(scratch, int64_t, pb->n_projects);
	int64_t *scores = arena_many(scratch, int64_t, pb->n_projects);
	for (size_t k = 0; k < pb->from[pb->n_voters]; k++) {
		votes[pb->choices[k]]++;
		scores[pb->choices[k]] += pb->points[k];
	}
	put_meta(out, pb);
	put_projects(out, pb, votes, scores);
	put_votes(out, pb);
}
