/* A Polis export of anyone: comments, matrix and log, one after the other between lines of "====".
 * What is read lies in the bounds it says; written again, it reads the same; a fault has its place. */
#include "fuzz.h"

#include "base/check.h"
#include "formats/polis.h"

#include <string.h>

enum { PARTS = 3, LARGEST = 1 << 14, ROOM = 1 << 22 };

static struct text next_part(struct text *rest)
{
	static const char line[] = "====\n";
	size_t at = text_find(*rest, text_of(line)), n = sizeof line - 1;
	struct text part = text_slice(*rest, 0, at);
	*rest = at == rest->n ? NO_TEXT : text_slice(*rest, at + n, rest->n);
	return part;
}

static void check_read(const struct polis *p)
{
	for (size_t v = 0; v < p->votes_n; v++) {
		check(p->votes[v].person < p->people.n && p->votes[v].statement < p->statements.n);
		check(p->votes[v].value >= -1 && p->votes[v].value <= 1);
		check(p->statements.at[p->votes[v].statement].voted);
	}
}

typedef bool reading(struct polis *, struct text, struct place *, struct error *);

static bool read_part(struct polis *p, reading *read, struct text part)
{
	struct place place = { 0, 0 };
	struct error err = { 0 };
	if (part.n == 0)
		return true;
	bool good = read(p, part, &place, &err);
	check(good ||
	      (place.line >= 1 && place.line <= part.n + 1 && place.column >= 1 && err.message));
	return good;
}

static bool read_all(struct polis *p, struct arena *arena, const struct text *parts)
{
	polis_open(p, arena);
	return read_part(p, polis_read_comments, parts[0]) &&
	       read_part(p, polis_read_participants, parts[1]) &&
	       read_part(p, polis_read_votes, parts[2]);
}

/* The same for the same votes in any order: columns are written in the order of the comments. */
static uint64_t sum_of(const struct polis *p)
{
	uint64_t sum = 0;
	for (size_t v = 0; v < p->votes_n; v++) {
		uint64_t person = (uint64_t)p->people.at[p->votes[v].person].id;
		uint64_t statement = (uint64_t)p->statements.at[p->votes[v].statement].id;
		sum += (person * 31 + statement + 7) * (uint64_t)(p->votes[v].value + 2) *
		       (person + 3 * statement + 1);
	}
	return sum;
}

/* The matrix, written and read again. */
static void read_back(struct arena *arena, const struct polis *p)
{
	struct buffer comments, matrix, log;
	struct polis again;
	buffer_init(&comments, ROOM);
	buffer_init(&matrix, ROOM);
	buffer_init(&log, ROOM);
	polis_write_comments(&comments, p);
	polis_write_participants(&matrix, p);
	polis_write_votes(&log, p);
	if (!buffer_failed(&comments) && !buffer_failed(&matrix) && !buffer_failed(&log)) {
		struct text parts[PARTS] = { buffer_view(&comments), buffer_view(&matrix),
			                     buffer_view(&log) };
		check(read_all(&again, arena, parts));
		check(again.people.n == p->people.n && again.votes_n == p->votes_n &&
		      again.statements.n == p->statements.n);
		check(sum_of(&again) == sum_of(p));
	}
	buffer_free(&comments);
	buffer_free(&matrix);
	buffer_free(&log);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct text whole = { (const char *)bytes, n }, parts[PARTS];
	struct polis p;
	if (n > LARGEST || !text_valid(whole))
		return 0;
	ARENA_SCOPED arena = arena_new();
	for (size_t i = 0; i < PARTS; i++)
		parts[i] = next_part(&whole);
	if (!read_all(&p, arena, parts))
		return 0;
	check_read(&p);
	if (p.has_matrix)
		read_back(arena, &p);
	int64_t *groups = arena_many(arena, int64_t, p.people.n + 1);
	bool *listed = arena_many(arena, bool, p.people.n + 1);
	struct place place;
	struct error err = { 0 };
	polis_read_groups(&p, parts[2], -1, groups, &place, &err);
	polis_read_list(&p, parts[2], listed, &place, &err);
	return 0;
}
