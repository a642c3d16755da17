/* Polis files: ids to places, and a scan over cells of numbers. */
#include "formats/polis_inner.h"

#include <string.h>

struct polis_ids *polis_ids_new(struct arena *arena)
{
	enum { FIRST = 256 };
	struct polis_ids *ids = arena_one(arena, struct polis_ids);
	*ids = (struct polis_ids){ arena, arena_many(arena, int64_t, FIRST), arena_many(arena, uint32_t, FIRST), 0, FIRST };
	return ids;
}

/* Where the id is, or the free slot where it would be. */
static size_t slot_of(const struct polis_ids *ids, int64_t id)
{
	uint64_t hash = (uint64_t)id * 0x9e3779b97f4a7c15;
	size_t i = (size_t)(hash >> 32) & (ids->cap - 1);
	while (ids->place[i] && ids->id[i] != id)
		i = (i + 1) & (ids->cap - 1);
	return i;
}

uint32_t polis_ids_find(const struct polis_ids *ids, int64_t id)
{
	return ids->place[slot_of(ids, id)] - 1;
}

static void put(struct polis_ids *ids, int64_t id, uint32_t place_1)
{
	size_t i = slot_of(ids, id);
	ids->id[i] = id;
	ids->place[i] = place_1;
}

void polis_ids_add(struct polis_ids *ids, int64_t id, uint32_t place)
{
	if (2 * ++ids->n > ids->cap) {
		struct polis_ids old = *ids;
		ids->cap *= 2;
		ids->id = arena_many(ids->arena, int64_t, ids->cap);
		ids->place = arena_many(ids->arena, uint32_t, ids->cap);
		for (size_t i = 0; i < old.cap; i++)
			if (old.place[i])
				put(ids, old.id[i], old.place[i]);
	}
	put(ids, id, place + 1);
}

bool polis_fault(struct polis_scan *s, const char *at, const char *message)
{
	*s->place = place_of((struct text){ s->start, (size_t)(s->end - s->start) }, (size_t)(at - s->start));
	return error_input(s->err, NULL, message);
}

static bool one_more_digit(const struct polis_scan *s, int64_t n)
{
	if (s->at >= s->end || *s->at < '0' || *s->at > '9')
		return false;
	return n < INT64_MAX / 10 || (n == INT64_MAX / 10 && *s->at - '0' <= INT64_MAX % 10);
}

bool polis_scan_int(struct polis_scan *s, int64_t *value)
{
	const char *from = s->at;
	bool quoted = s->at < s->end && *s->at == '"';
	s->at += quoted;
	bool negative = s->at < s->end && *s->at == '-';
	const char *digits = s->at += negative;
	int64_t n = 0;
	for (; one_more_digit(s, n); s->at++)
		n = 10 * n + (*s->at - '0');
	bool some = s->at > digits, closed = !quoted || (s->at < s->end && *s->at == '"');
	s->at += quoted && closed;
	*value = negative ? -n : n;
	if (some && closed && polis_ends_cell(s))
		return true;
	return polis_fault(s, from, N_("un nombre entier est attendu ici"));
}

bool polis_scan_skip(struct polis_scan *s)
{
	const char *from = s->at;
	if (s->at < s->end && *s->at == '"') {
		/* Doubled quotes open and close: only the parity counts. */
		for (bool inside = true; inside;) {
			const char *quote = memchr(s->at + 1, '"', (size_t)(s->end - s->at - 1));
			if (!quote)
				return polis_fault(s, from,
				                   N_("ce guillemet ouvert n'est jamais fermé"));
			s->at = quote + 1;
			inside = s->at < s->end && *s->at == '"';
		}
	}
	/* Letters are above both separators: one question for most of a date. */
	while (s->at < s->end && (*s->at > ';' || !polis_ends_cell(s)))
		s->at++;
	return true;
}

bool polis_scan_next(struct polis_scan *s)
{
	if (s->at == s->end || *s->at != s->separator)
		return polis_fault(s, s->at, N_("cette ligne a moins de cellules que la première"));
	s->at++;
	return true;
}

bool polis_scan_line(struct polis_scan *s)
{
	if (s->at < s->end && *s->at == s->separator)
		return polis_fault(s, s->at, N_("cette ligne a plus de cellules que la première"));
	while (s->at < s->end && (*s->at == '\n' || *s->at == '\r'))
		s->at++;
	return true;
}

struct polis_person *polis_person_new(struct polis *p, int64_t id)
{
	polis_ids_add(p->person_at, id, (uint32_t)p->people.n);
	list_add(p->arena, &p->people,
	         (struct polis_person){ .id = id, .group = POLIS_NOBODY, .first = INT64_MAX });
	return &p->people.at[p->people.n - 1];
}

struct polis_statement *polis_statement_new(struct polis *p, int64_t id)
{
	polis_ids_add(p->statement_at, id, (uint32_t)p->statements.n);
	list_add(p->arena, &p->statements,
	         (struct polis_statement){ .id = id, .author = POLIS_NOBODY });
	return &p->statements.at[p->statements.n - 1];
}

void polis_vote_add(struct polis *p, struct polis_vote vote, int64_t order, bool with_order)
{
	enum { FIRST = 4096 };
	if (p->votes_n == p->votes_cap) {
		size_t old = p->votes_cap;
		p->votes_cap = old ? 2 * old : FIRST;
		p->votes = arena_grow(p->arena, p->votes, old * sizeof *p->votes,
		                      p->votes_cap * sizeof *p->votes);
		if (with_order)
			p->order = arena_grow(p->arena, p->order, old * sizeof *p->order,
			                      p->votes_cap * sizeof *p->order);
	}
	if (with_order)
		p->order[p->votes_n] = order;
	p->votes[p->votes_n++] = vote;
}
