/* Means, order, proposals, counts and ties: see standing.h. No SQL, no HTML, no clock. */
#include "selection/standing.h"

#include "base/list.h"

#include <stdlib.h>

/* Sums stay under 4 × jurors × criteria, so that these products are far from the limits. */
int score_compare(struct score a, struct score b)
{
	if (a.n == 0 || b.n == 0)
		return (a.n != 0) - (b.n != 0);
	int64_t left = a.sum * b.n, right = b.sum * a.n;
	return (left > right) - (left < right);
}

struct text score_text(struct arena *arena, enum lang lang, struct score s)
{
	if (s.n == 0)
		return NO_TEXT;
	int64_t cents = (s.sum * 20 * 100 * 2 + s.n * MARK_MAX) / (2 * s.n * MARK_MAX);
	if (cents % 100 == 0)
		return text_format(arena, "%lld", (long long)(cents / 100));
	return text_format(arena, "%lld%s%02lld", (long long)(cents / 100), lang == LANG_FR ? "," : ".",
	                   (long long)(cents % 100));
}

static struct standing *standing_of(struct standing *all, size_t n, int64_t application)
{
	for (size_t i = 0; i < n; i++)
		if (all[i].application == application)
			return &all[i];
	return NULL;
}

static void add_reading(struct standing *s, const struct reading *r)
{
	struct score given = { r->sum, r->n };
	if (s->readings == 0 || score_compare(given, s->low) < 0)
		s->low = given;
	if (s->readings == 0 || score_compare(given, s->high) > 0)
		s->high = given;
	s->score.sum += given.sum;
	s->score.n += given.n;
	s->readings++;
}

void standings_score(struct standing *all, size_t n, const struct reading *readings, size_t n_readings)
{
	for (size_t i = 0; i < n_readings; i++) {
		struct standing *s = standing_of(all, n, readings[i].application);
		if (s)
			add_reading(s, &readings[i]);
	}
}

static int by_score(const void *a, const void *b)
{
	const struct standing *x = a, *y = b;
	int order = score_compare(y->score, x->score);
	if (order == 0)
		order = text_compare(x->name, y->name);
	return order ? order : (x->application > y->application) - (x->application < y->application);
}

void standings_order(struct standing *all, size_t n)
{
	if (n > 0)
		qsort(all, n, sizeof *all, by_score);
}

static bool is(const struct standing *s, const char *outcome)
{
	return text_is(s->outcome, outcome);
}

static bool ranked_before(const struct standing *a, const struct standing *b)
{
	return a->rank != 0 && (b->rank == 0 || a->rank < b->rank);
}

void waiting_number(struct arena *arena, struct standing *all, size_t n)
{
	struct standing **list = arena_many(arena, struct standing *, n + 1);
	size_t waiting = 0;
	for (size_t i = 0; i < n; i++) {
		if (!is(&all[i], "waiting")) {
			all[i].rank = 0;
			continue;
		}
		size_t at = waiting++;
		for (; at > 0 && ranked_before(&all[i], list[at - 1]); at--)
			list[at] = list[at - 1];
		list[at] = &all[i];
	}
	for (size_t i = 0; i < waiting; i++)
		list[i]->rank = (int64_t)i + 1;
}

/* The next of that kind from i on; n when there is none. */
static size_t next_of_kind(const struct standing *all, size_t n, size_t i, struct text kind)
{
	while (i < n && !text_equal(all[i].kind, kind))
		i++;
	return i;
}

/* Gives the seats of a kind, then takes back those of a tie that goes on after the last seat. */
static void seat_kind(struct standing *all, size_t n, const struct quota *quota)
{
	size_t i = next_of_kind(all, n, 0, quota->kind);
	const struct standing *last = NULL;
	for (int64_t seats = quota->seats; seats > 0 && i < n && all[i].score.n > 0; seats--) {
		all[i].outcome = text("selected");
		last = &all[i];
		i = next_of_kind(all, n, i + 1, quota->kind);
	}
	if (!last || i == n || score_compare(all[i].score, last->score) != 0)
		return;
	struct score tied = last->score;
	for (i = next_of_kind(all, n, 0, quota->kind); i < n; i = next_of_kind(all, n, i + 1, quota->kind))
		if (score_compare(all[i].score, tied) == 0)
			all[i].outcome = text("tied");
}

void proposal_make(struct standing *all, size_t n, const struct quota *quotas, size_t n_quotas, int64_t waiting)
{
	for (size_t i = 0; i < n; i++) {
		all[i].outcome = NO_TEXT;
		all[i].rank = 0;
	}
	for (size_t i = 0; i < n_quotas; i++)
		seat_kind(all, n, &quotas[i]);
	int64_t rank = 0;
	for (size_t i = 0; i < n; i++) {
		struct standing *s = &all[i];
		if (is(s, "tied"))
			s->outcome = NO_TEXT;
		else if (s->outcome.n == 0 && s->score.n > 0 && rank < waiting)
			s->outcome = text("waiting"), s->rank = ++rank;
		else if (s->outcome.n == 0 && s->score.n > 0)
			s->outcome = text("refused");
	}
}

static struct seats *seats_of(struct seats *at, size_t n, struct text kind)
{
	for (size_t i = 0; i < n; i++)
		if (text_equal(at[i].kind, kind))
			return &at[i];
	return NULL;
}

struct rows seats_count(struct arena *arena, const struct standing *all, size_t n, const struct quota *quotas,
                        size_t n_quotas)
{
	LIST(struct seats) seats = { 0 };
	for (size_t i = 0; i < n_quotas; i++)
		list_add(arena, &seats, (struct seats){ .kind = quotas[i].kind, .seats = quotas[i].seats });
	for (size_t i = 0; i < n; i++) {
		if (!is(&all[i], "selected"))
			continue;
		struct seats *kind = seats_of(seats.at, seats.n, all[i].kind);
		if (!kind) {
			list_add(arena, &seats, (struct seats){ .kind = all[i].kind });
			kind = &seats.at[seats.n - 1];
		}
		kind->taken++;
	}
	return (struct rows){ seats.n, seats.at };
}

struct tally tally_of(const struct standing *all, size_t n)
{
	struct tally tally = { 0 };
	for (size_t i = 0; i < n; i++) {
		tally.selected += is(&all[i], "selected");
		tally.waiting += is(&all[i], "waiting");
		tally.refused += is(&all[i], "refused");
		tally.open += all[i].outcome.n == 0;
	}
	return tally;
}

typedef bool concerned_fn(const struct standing *, struct text kind);

static bool of_kind(const struct standing *s, struct text kind)
{
	return text_equal(s->kind, kind);
}

/* Those who were not kept: the waiting list is one for all kinds. */
static bool not_kept(const struct standing *s, struct text kind)
{
	(void)kind;
	return !is(s, "selected");
}

/* Those of all[from..to[ who are concerned, as a tie. */
static struct tie tie_of(struct arena *arena, const struct standing *all, size_t from, size_t to,
                         concerned_fn *concerned, struct text kind)
{
	struct tie tie = { .kind = kind, .score = all[from].score };
	for (size_t i = from; i < to; i++) {
		if (!concerned(&all[i], kind))
			continue;
		tie.names = tie.names.n ? text_join(arena, text_join(arena, tie.names, text(", ")), all[i].name)
		                        : all[i].name;
	}
	return tie;
}

/* Of all[from..to[, equal means: do kept and not kept stand side by side in this kind? */
static bool seats_tied(const struct standing *all, size_t from, size_t to, struct text kind)
{
	size_t kept = 0, concerned = 0;
	for (size_t i = from; i < to; i++) {
		concerned += text_equal(all[i].kind, kind);
		kept += text_equal(all[i].kind, kind) && is(&all[i], "selected");
	}
	return kept > 0 && kept < concerned;
}

static bool waiting_tied(const struct standing *all, size_t from, size_t to)
{
	size_t waiting = 0, others = 0;
	for (size_t i = from; i < to; i++) {
		waiting += is(&all[i], "waiting");
		others += !is(&all[i], "waiting") && !is(&all[i], "selected");
	}
	return waiting > 0 && waiting + others > 1;
}

static bool kind_seen_before(const struct standing *all, size_t from, size_t i)
{
	for (size_t j = from; j < i; j++)
		if (text_equal(all[j].kind, all[i].kind))
			return true;
	return false;
}

struct rows ties_find(struct arena *arena, const struct standing *all, size_t n)
{
	LIST(struct tie) ties = { 0 };
	for (size_t from = 0, to; from < n; from = to) {
		for (to = from + 1; to < n && score_compare(all[from].score, all[to].score) == 0; to++)
			continue;
		if (all[from].score.n == 0)
			continue;
		for (size_t i = from; i < to; i++)
			if (!kind_seen_before(all, from, i) && seats_tied(all, from, to, all[i].kind))
				list_add(arena, &ties, tie_of(arena, all, from, to, of_kind, all[i].kind));
		if (waiting_tied(all, from, to))
			list_add(arena, &ties, tie_of(arena, all, from, to, not_kept, NO_TEXT));
	}
	return (struct rows){ ties.n, ties.at };
}
