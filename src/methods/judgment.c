/* Judgment: the table of ballots and its bounds, the order of the options, ties and their words.
 * No rule lives here. */
#include "methods/judgment.h"

#include "base/check.h"
#include "base/list.h"
#include "base/translate.h"
#include "methods/random.h"

#include <stdlib.h>

static int by_name(const void *a, const void *b, void *names)
{
	const struct text *all = names;
	return text_compare(all[*(const size_t *)a], all[*(const size_t *)b]);
}

/* The options by the bytes of their names: what a draw starts from, so that it does not depend on
 * the order of the columns. */
static size_t *sorted_by_name(struct arena *arena, const struct judgment_ballots *b)
{
	size_t *order = arena_many(arena, size_t, b->options);
	for (size_t i = 0; i < b->options; i++)
		order[i] = i;
	qsort_r(order, b->options, sizeof *order, by_name, (void *)b->names);
	return order;
}

static bool names_differ(const struct judgment_ballots *b, struct error *error)
{
	ARENA_SCOPED scratch = arena_new();
	const size_t *order = sorted_by_name(scratch, b);
	for (size_t i = 1; i < b->options; i++)
		if (text_equal(b->names[order[i - 1]], b->names[order[i]])) {
			error->name = b->names[order[i]];
			return error_input(error, NULL, N_("Deux options portent le même nom : {name}."));
		}
	return true;
}

static bool row_valid(const struct judgment_ballots *b, size_t row, struct error *error)
{
	for (size_t i = 0; i < b->options; i++) {
		int32_t said = judgment_said(b, row, i);
		if (said >= JUDGMENT_NOTHING && said <= JUDGMENT_HIGHEST)
			continue;
		error->n = (int64_t)row + 1;
		error->name = b->names[i];
		return error_input(error, NULL, N_("Bulletin {n} : la valeur donnée à {name} est hors des bornes."));
	}
	return true;
}

bool judgment_valid(const struct judgment_ballots *b, uint64_t *voters, struct error *error)
{
	*voters = 0;
	if (b->options == 0)
		return error_input(error, NULL, N_("Il n'y a aucune option à juger."));
	if (b->options > JUDGMENT_OPTIONS) {
		error->n = JUDGMENT_OPTIONS;
		return error_input(error, NULL, N_("Il y a plus de {n} options."));
	}
	for (size_t row = 0; row < b->rows; row++) {
		if (!row_valid(b, row, error))
			return false;
		if (judgment_count(b, row) > JUDGMENT_VOTERS - *voters)
			return error_input(error, NULL, N_("Il y a trop de bulletins pour les compter exactement."));
		*voters += judgment_count(b, row);
	}
	return names_differ(b, error);
}

const size_t *judgment_precedence(struct arena *arena, const struct judgment_ballots *b, struct judgment_ending ending)
{
	size_t *order = arena_many(arena, size_t, b->options);
	if (ending.draw) {
		struct random random = random_seed(ending.seed);
		order = sorted_by_name(arena, b);
		random_shuffle(&random, order, b->options, sizeof *order);
		return order;
	}
	for (size_t i = 0; i < b->options; i++)
		order[i] = i;
	return order;
}

/* The work of ranking: beaten_by counts, among the options not yet placed, those that beat one. */
struct ranking {
	size_t n;
	judgment_better *better;
	const void *rule;
	const size_t *precedence;
	size_t *beaten_by;
	bool *placed;
};

static void count_defeats(struct ranking *r)
{
	for (size_t a = 0; a < r->n; a++)
		for (size_t b = 0; b < r->n; b++)
			r->beaten_by[b] += a != b && r->better(r->rule, a, b);
}

/* Options that none of the unplaced beats, the one that the ending prefers first. */
static size_t unbeaten(const struct ranking *r, size_t *found)
{
	size_t n = 0;
	for (size_t i = 0; i < r->n; i++) {
		size_t option = r->precedence[i];
		if (!r->placed[option] && r->beaten_by[option] == 0)
			found[n++] = option;
	}
	check(n > 0); /* a strict partial order has no circle */
	return n;
}

static void place(struct ranking *r, size_t option)
{
	r->placed[option] = true;
	for (size_t i = 0; i < r->n; i++)
		if (!r->placed[i] && r->better(r->rule, option, i))
			r->beaten_by[i]--;
}

void judgment_rank(struct arena *arena, const struct judgment_ballots *ballots, struct judgment_ending ending,
                   judgment_better *better, const void *rule, struct judgment_order *result)
{
	size_t n = ballots->options, *options = arena_many(arena, size_t, n), *places = arena_many(arena, size_t, n);
	struct ranking r = { n, better, rule, judgment_precedence(arena, ballots, ending), arena_many(arena, size_t, n),
		             arena_many(arena, bool, n) };
	LIST(struct judgment_tie) ties = { 0 };
	size_t *found = arena_many(arena, size_t, n), told = 0; /* options of the last tie still to be placed */
	count_defeats(&r);
	for (size_t i = 0; i < n; i++) {
		size_t tied = unbeaten(&r, found);
		options[i] = found[0];
		bool shares = told > 0 && !better(rule, options[i - 1], found[0]);
		places[i] = shares ? places[i - 1] : i + 1;
		if (tied > 1 && tied > told) /* what a tie leaves behind is not told again */
			list_add(arena, &ties, (struct judgment_tie){ arena_copy(arena, found, tied * sizeof *found), tied, 0 });
		told = tied - 1;
		place(&r, found[0]);
	}
	*result = (struct judgment_order){ n, options, places, ties.at, ties.n, ending };
}

struct text judgment_names(struct arena *arena, enum lang lang, const struct judgment_ballots *b, const size_t *options,
                           size_t n)
{
	struct text all = b->names[options[0]];
	for (size_t i = 1; i + 1 < n; i++)
		all = TEXT_CONCAT(arena, all, text(", "), b->names[options[i]]);
	struct words words = { .name = all, .other = b->names[options[n - 1]] };
	return n > 1 ? translate(arena, lang, N_("{name} et {other}"), &words) : all;
}

struct text judgment_sentences(struct arena *arena, struct text a, struct text b)
{
	return a.n && b.n ? TEXT_CONCAT(arena, a, text(" "), b) : a.n ? a : b;
}

struct text judgment_ties_explain(struct arena *arena, enum lang lang, const struct judgment_ballots *b,
                                  const struct judgment_order *o)
{
	struct text all = NO_TEXT;
	for (size_t i = 0; i < o->ties_n; i++) {
		const struct judgment_tie *tie = &o->ties[i];
		struct words words = { .name = judgment_names(arena, lang, b, tie->options, tie->n),
			               .number = text_format(arena, "%llu", (unsigned long long)o->ending.seed) };
		const char *message = o->ending.draw
			? N_("Égalité entre {name} : un tirage de graine {number} les a rangés dans cet ordre.")
			: N_("Égalité entre {name} : l'ordre publié des options les a rangés ainsi.");
		all = judgment_sentences(arena, all, translate(arena, lang, message, &words));
	}
	return all.n ? all : translate(arena, lang, N_("Aucune égalité."), NULL);
}

const struct judgment_profile *judgment_profiles(struct arena *arena, const struct judgment_ballots *b, size_t levels)
{
	uint64_t *counts = arena_array(arena, b->options * levels, sizeof *counts);
	struct judgment_profile *profiles = arena_many(arena, struct judgment_profile, b->options);
	for (size_t i = 0; i < b->options; i++)
		profiles[i] = (struct judgment_profile){ .counts = counts + i * levels, .levels = levels };
	for (size_t row = 0; row < b->rows; row++)
		for (size_t i = 0; i < b->options; i++) {
			int32_t said = judgment_said(b, row, i);
			check(said < (int32_t)levels);
			uint64_t *where = said == JUDGMENT_NOTHING ? &profiles[i].nothing : &counts[i * levels + (size_t)said];
			*where += judgment_count(b, row);
			profiles[i].voters += judgment_count(b, row);
		}
	return profiles;
}
