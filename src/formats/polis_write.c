/* Writing Polis' export: the same five files that Polis gives, for whoever analyses with other tools. */
#include "formats/polis.h"

#include <string.h>

/* Quoted when RFC 4180 wants it. */
static void cell(struct buffer *out, struct text t)
{
	bool quoted = false;
	for (size_t i = 0; i < t.n; i++)
		quoted |= strchr(",\"\r\n", t.at[i]) != NULL;
	if (!quoted) {
		buffer_text(out, t);
		return;
	}
	buffer_char(out, '"');
	for (size_t i = 0; i < t.n; i++) {
		if (t.at[i] == '"')
			buffer_char(out, '"');
		buffer_char(out, t.at[i]);
	}
	buffer_char(out, '"');
}

static void pair(struct buffer *out, const char *name, struct text value)
{
	buffer_z(out, name);
	buffer_char(out, ',');
	cell(out, value);
	buffer_char(out, '\n');
}

static void pair_int(struct buffer *out, const char *name, size_t value)
{
	buffer_z(out, name);
	buffer_char(out, ',');
	buffer_int(out, (int64_t)value);
	buffer_char(out, '\n');
}

void polis_write_summary(struct buffer *out, const struct polis *p, size_t groups)
{
	size_t voters = 0, written = 0;
	for (size_t i = 0; i < p->people.n; i++)
		voters += p->people.at[i].votes > 0;
	for (size_t j = 0; j < p->statements.n; j++) {
		bool again = p->statements.at[j].author == POLIS_NOBODY;
		for (size_t i = 0; i < j && !again; i++)
			again = p->statements.at[i].author == p->statements.at[j].author;
		written += !again;
	}
	pair(out, "topic", p->topic);
	pair(out, "url", p->url);
	pair_int(out, "views", p->people.n);
	pair_int(out, "voters", voters);
	pair_int(out, "voters-in-conv", voters);
	pair_int(out, "commenters", written);
	pair_int(out, "comments", p->statements.n);
	pair_int(out, "groups", groups);
	pair(out, "conversation-description", p->description);
}

struct tally { uint32_t agree, disagree; };

static struct tally *count_votes(struct arena *arena, const struct polis *p, bool by_person)
{
	struct tally *t =
		arena_many(arena, struct tally, (by_person ? p->people.n : p->statements.n) + 1);
	for (size_t v = 0; v < p->votes_n; v++) {
		struct tally *own = &t[by_person ? p->votes[v].person : p->votes[v].statement];
		own->agree += p->votes[v].value > 0;
		own->disagree += p->votes[v].value < 0;
	}
	return t;
}

void polis_write_comments(struct buffer *out, const struct polis *p)
{
	ARENA_SCOPED scratch = arena_new();
	const struct tally *t = count_votes(scratch, p, false);
	buffer_z(out, "timestamp,comment-id,author-id,agrees,disagrees,moderated,is-meta,is-seed,"
	              "comment-body\n");
	for (size_t j = 0; j < p->statements.n; j++) {
		const struct polis_statement *s = &p->statements.at[j];
		buffer_format(out, "%lld,%lld,", (long long)s->created, (long long)s->id);
		if (s->author != POLIS_NOBODY)
			buffer_int(out, s->author);
		buffer_format(out, ",%u,%u,%d,%s,%s,", t[j].agree, t[j].disagree, (int)s->moderated,
		              s->meta ? "true" : "false", s->seed ? "true" : "false");
		cell(out, s->body);
		buffer_char(out, '\n');
	}
}

void polis_write_votes(struct buffer *out, const struct polis *p)
{
	buffer_z(out, "timestamp,comment-id,voter-id,vote\n");
	for (size_t v = 0; v < p->votes_n; v++) {
		const struct polis_vote *vote = &p->votes[v];
		buffer_format(out, "%lld,%lld,%lld,%d\n", (long long)(p->order ? p->order[v] : 0),
		              (long long)p->statements.at[vote->statement].id,
		              (long long)p->people.at[vote->person].id, vote->value);
	}
}

/* Votes by person: where each person's begin in an array of vote numbers. */
static uint32_t *sort_votes(struct arena *arena, const struct polis *p, uint32_t *start)
{
	uint32_t *sorted = arena_many(arena, uint32_t, p->votes_n + 1);
	for (size_t v = 0; v < p->votes_n; v++)
		start[p->votes[v].person + 1]++;
	for (size_t i = 0; i < p->people.n; i++)
		start[i + 1] += start[i];
	uint32_t *next = arena_copy(arena, start, (p->people.n + 1) * sizeof *start);
	for (size_t v = 0; v < p->votes_n; v++)
		sorted[next[p->votes[v].person]++] = (uint32_t)v;
	return sorted;
}

static uint32_t *count_written(struct arena *arena, const struct polis *p)
{
	uint32_t *n = arena_many(arena, uint32_t, p->people.n + 1);
	for (size_t i = 0; i < p->people.n; i++)
		for (size_t j = 0; j < p->statements.n; j++)
			n[i] += p->statements.at[j].author == p->people.at[i].id;
	return n;
}

void polis_write_participants(struct buffer *out, const struct polis *p)
{
	enum { NO_VOTE = 2 };
	ARENA_SCOPED scratch = arena_new();
	const struct tally *t = count_votes(scratch, p, true);
	uint32_t *start = arena_many(scratch, uint32_t, p->people.n + 1),
		 *written = count_written(scratch, p);
	const uint32_t *sorted = sort_votes(scratch, p, start);
	int8_t *row = arena_many(scratch, int8_t, p->statements.n + 1);
	buffer_z(out, "participant,group-id,n-comments,n-votes,n-agree,n-disagree");
	for (size_t j = 0; j < p->statements.n; j++)
		if (p->statements.at[j].voted)
			buffer_format(out, ",%lld", (long long)p->statements.at[j].id);
	buffer_char(out, '\n');
	for (size_t i = 0; i < p->people.n; i++) {
		memset(row, NO_VOTE, p->statements.n);
		for (size_t v = start[i]; v < start[i + 1]; v++)
			row[p->votes[sorted[v]].statement] = p->votes[sorted[v]].value;
		buffer_format(out, "%lld,", (long long)p->people.at[i].id);
		if (p->people.at[i].group != POLIS_NOBODY)
			buffer_int(out, p->people.at[i].group);
		buffer_format(out, ",%u,%u,%u,%u", written[i], start[i + 1] - start[i], t[i].agree,
		              t[i].disagree);
		for (size_t j = 0; j < p->statements.n; j++)
			if (p->statements.at[j].voted)
				buffer_z(out, row[j] == NO_VOTE ? ","
				              : row[j] > 0      ? ",1"
				              : row[j] < 0      ? ",-1"
				                                : ",0");
		buffer_char(out, '\n');
	}
}

void polis_write_comment_groups(struct buffer *out, const struct polis *p,
                                const struct polis_group_votes *cells, size_t groups)
{
	buffer_z(out, "comment-id,comment,total-votes,total-agrees,total-disagrees,total-passes");
	for (size_t g = 0; g < groups; g++) {
		char letter = (char)('a' + (int)(g % 26));
		buffer_format(out,
		              ",group-%c-votes,group-%c-agrees,group-%c-disagrees,group-%c-passes",
		              letter, letter, letter, letter);
	}
	buffer_char(out, '\n');
	for (size_t j = 0; j < p->statements.n; j++) {
		struct polis_group_votes sum = { 0 };
		for (size_t g = 0; g < groups; g++) {
			const struct polis_group_votes *c = &cells[g * p->statements.n + j];
			sum = (struct polis_group_votes){ sum.agree + c->agree,
				                          sum.disagree + c->disagree,
				                          sum.seen + c->seen };
		}
		buffer_format(out, "%lld,", (long long)p->statements.at[j].id);
		cell(out, p->statements.at[j].body);
		for (size_t g = 0; g <= groups; g++) {
			const struct polis_group_votes *c =
				g ? &cells[(g - 1) * p->statements.n + j] : &sum;
			buffer_format(out, ",%u,%u,%u,%u", c->seen, c->agree, c->disagree,
			              c->seen - c->agree - c->disagree);
		}
		buffer_char(out, '\n');
	}
}
