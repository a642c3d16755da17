/* The ballot box: projects in the published order, identical ballots merged, and what makes an
 * input impossible to count. */
#include "methods/budget_inner.h"

#include <ctype.h>

/* --- the published order --- */

/* A run of digits at *at: its value as text without leading zeros. */
static struct text digits_at(struct text t, size_t *at)
{
	size_t from = *at;
	while (*at < t.n && isdigit((unsigned char)t.at[*at]))
		(*at)++;
	while (from + 1 < *at && t.at[from] == '0')
		from++;
	return text_slice(t, from, *at);
}

/* Numbers inside count as numbers; what is left equal so is told apart byte by byte. */
static int compare_ids(struct text a, struct text b)
{
	size_t i = 0, j = 0;
	while (i < a.n && j < b.n) {
		unsigned char x = (unsigned char)a.at[i], y = (unsigned char)b.at[j];
		if (isdigit(x) && isdigit(y)) {
			struct text m = digits_at(a, &i), n = digits_at(b, &j);
			int order = m.n != n.n ? (m.n < n.n ? -1 : 1) : text_compare(m, n);
			if (order)
				return order;
		} else if (x != y) {
			return x < y ? -1 : 1;
		} else {
			i++;
			j++;
		}
	}
	int order = (a.n - i > 0) - (b.n - j > 0);
	return order ? order : text_compare(a, b);
}

struct place_in_order {
	int64_t votes, cost;
	struct text id;
	uint32_t project;
	enum budget_order order;
};

static int compare_places(const void *left, const void *right)
{
	const struct place_in_order *a = left, *b = right;
	if (a->order == BUDGET_ORDER_VOTES) {
		if (a->votes != b->votes)
			return a->votes > b->votes ? -1 : 1;
		if (a->cost != b->cost)
			return a->cost < b->cost ? -1 : 1;
	}
	return compare_ids(a->id, b->id);
}

static void put_in_order(struct arena *scratch, struct box *box, const int64_t *votes)
{
	const struct budget_input *in = box->input;
	struct place_in_order *places = arena_many(scratch, struct place_in_order, box->n);
	for (uint32_t p = 0; p < box->n; p++)
		places[p] = (struct place_in_order){ votes[p], in->projects[p].cost, in->projects[p].id, p,
			                             box->options->order };
	qsort(places, box->n, sizeof *places, compare_places);
	for (uint32_t rank = 0; rank < box->n; rank++) {
		box->project[rank] = places[rank].project;
		box->rank[places[rank].project] = rank;
		box->cost[rank] = places[rank].cost;
		box->votes[rank] = places[rank].votes;
	}
}

bool box_before(const struct box *box, uint32_t rank, int64_t votes, int64_t cost, uint32_t other)
{
	const struct budget_project *projects = box->input->projects;
	enum budget_order order = box->options->order;
	struct place_in_order a = { votes, cost, projects[box->project[rank]].id, 0, order };
	struct place_in_order b = { box->votes[other], box->cost[other], projects[box->project[other]].id, 0, order };
	return compare_places(&a, &b) < 0;
}

int64_t box_unit(const struct box *box, uint32_t rank)
{
	return box->options->utility == BUDGET_BY_COST ? box->cost[rank] : 1;
}

/* --- merging --- */

static int compare_entries(const void *left, const void *right)
{
	const struct box_entry *a = left, *b = right;
	return (a->at > b->at) - (a->at < b->at);
}

/* Ballots are short: insertion beats the library, which is for the rest. */
static void sort_entries(struct box_entry *entries, size_t n)
{
	enum { SHORT = 32 };
	if (n > SHORT) {
		qsort(entries, n, sizeof *entries, compare_entries);
		return;
	}
	for (size_t i = 1; i < n; i++) {
		struct box_entry moved = entries[i];
		size_t to = i;
		for (; to > 0 && entries[to - 1].at > moved.at; to--)
			entries[to] = entries[to - 1];
		entries[to] = moved;
	}
}

static uint64_t hash_entries(const struct box_entry *entries, size_t n)
{
	uint64_t hash = n;
	for (size_t i = 0; i < n; i++) {
		hash ^= (uint64_t)entries[i].at << 32 | entries[i].points;
		hash *= 0x9e3779b97f4a7c15;
		hash ^= hash >> 29;
	}
	return hash;
}

/* Groups by their ballots: open addressing, at most half full; a slot holds group + 1. */
struct merge {
	struct box *box;
	uint32_t *slots;
	size_t mask;
};

static uint32_t *slot_of(const struct merge *m, const struct box_entry *entries, size_t n)
{
	const struct box *box = m->box;
	size_t at = hash_entries(entries, n) & m->mask;
	for (; m->slots[at]; at = (at + 1) & m->mask) {
		uint32_t group = m->slots[at] - 1;
		size_t from = box->ballot_from[group];
		if (box->ballot_from[group + 1] - from == n &&
		    memcmp(box->ballots + from, entries, n * sizeof *entries) == 0)
			break;
	}
	return &m->slots[at];
}

/* Adds the ballot written after those of the groups: to its group, or as a new one. */
static void merge_ballot(struct merge *m, size_t n)
{
	struct box *box = m->box;
	size_t from = box->ballot_from[box->n_groups];
	struct box_entry *entries = box->ballots + from;
	sort_entries(entries, n);
	uint32_t *slot = slot_of(m, entries, n);
	if (*slot == 0) {
		*slot = (uint32_t)++box->n_groups;
		box->ballot_from[box->n_groups] = from + n;
	}
	box->weight[*slot - 1]++;
}

static void merge_ballots(struct arena *arena, struct arena *scratch, struct box *box)
{
	const struct budget_input *in = box->input;
	struct merge m = { .box = box, .mask = 1 };
	while (m.mask < in->n_voters * 2)
		m.mask *= 2;
	m.slots = arena_many(scratch, uint32_t, m.mask--);
	box->weight = arena_many(arena, uint32_t, in->n_voters);
	box->ballot_from = arena_many(arena, size_t, in->n_voters + 1);
	box->ballots = arena_many(arena, struct box_entry, in->from[in->n_voters]);
	bool points = in->points && box->options->utility == BUDGET_BY_SCORE;
	for (size_t i = 0; i < in->n_voters; i++) {
		struct box_entry *to = box->ballots + box->ballot_from[box->n_groups];
		size_t n = in->from[i + 1] - in->from[i];
		if (n == 0)
			continue; /* has a share, and nothing to spend it on */
		for (size_t k = in->from[i]; k < in->from[i + 1]; k++)
			*to++ = (struct box_entry){ box->rank[in->choices[k]], points ? in->points[k] : 1 };
		merge_ballot(&m, n);
	}
}

/* From ballots to the supporters of each project. */
static void turn_over(struct arena *arena, struct box *box)
{
	size_t n_entries = box->ballot_from[box->n_groups], *next = box->support_from;
	for (size_t k = 0; k < n_entries; k++)
		next[box->ballots[k].at + 1]++;
	for (size_t rank = 0; rank < box->n; rank++)
		next[rank + 1] += next[rank];
	box->supporters = arena_many(arena, struct box_entry, n_entries);
	for (uint32_t g = 0; g < box->n_groups; g++)
		for (size_t k = box->ballot_from[g]; k < box->ballot_from[g + 1]; k++) {
			struct box_entry e = box->ballots[k];
			box->supporters[next[e.at]++] = (struct box_entry){ g, e.points };
			box->score[e.at] += (int64_t)e.points * box->weight[g];
			box->most_points = box->most_points < e.points ? e.points : box->most_points;
		}
	/* Each start has moved to the next one's: move them back. */
	for (size_t rank = box->n; rank > 0; rank--)
		next[rank] = next[rank - 1];
	next[0] = 0;
}

/* --- what cannot be counted --- */

static bool refuse(struct error *err, const char *message, struct text name)
{
	if (!error_is(err))
		err->name = name;
	return error_input(err, NULL, message);
}

static bool projects_are_sound(const struct budget_input *in, struct error *err)
{
	for (size_t p = 0; p < in->n_projects; p++) {
		const struct budget_project *project = &in->projects[p];
		if (project->cost < 1 || project->cost > BUDGET_MONEY_MAX)
			return refuse(err, N_("Le coût du projet {name} doit être positif et au plus de cent milliards."), project->id);
	}
	return true;
}

static bool classes_are_sound(const struct budget_input *in, enum budget_family f, struct error *err)
{
	int64_t kept = 0;
	for (size_t i = 0; i < in->families[f].n; i++) {
		const struct budget_class *class = &in->families[f].at[i];
		if (class->floor < 0 || class->ceiling < class->floor)
			return refuse(err, N_("Le minimum de {name} est négatif ou dépasse son maximum."), class->name);
		if (class->floor > in->budget - kept)
			return refuse(err, N_("Les minimums dépassent ensemble le budget, à partir de {name}."), class->name);
		kept += class->floor;
	}
	return true;
}

static bool size_is_sound(const struct budget_input *in, struct error *err)
{
	if (in->budget < 1 || in->budget > BUDGET_MONEY_MAX)
		return error_input(err, NULL, N_("Le budget doit être positif et au plus de cent milliards."));
	if (in->n_projects == 0)
		return error_input(err, NULL, N_("Il n'y a aucun projet."));
	if (in->n_voters == 0)
		return error_input(err, NULL, N_("Il n'y a aucun votant."));
	if (in->n_projects > BUDGET_PROJECTS_MAX || in->n_voters > BUDGET_VOTERS_MAX)
		return error_input(err, NULL, N_("Il y a plus de projets ou de votants que ce programme ne sait compter."));
	return true;
}

/* Counts votes on the way; `last` remembers who chose a project last. */
static bool count_votes(const struct budget_input *in, int64_t *votes, size_t *last, struct error *err)
{
	for (size_t i = 0; i < in->n_voters; i++)
		for (size_t k = in->from[i]; k < in->from[i + 1]; k++) {
			uint32_t p = in->choices[k];
			if (p >= in->n_projects)
				return error_input(err, NULL, N_("Un bulletin nomme un projet qui n'existe pas."));
			if (last[p] == i + 1)
				return refuse(err, N_("Un bulletin nomme deux fois le projet {name}."), in->projects[p].id);
			if (in->points && (in->points[k] < 1 || in->points[k] > BUDGET_POINTS_MAX))
				return refuse(err, N_("Un bulletin donne au projet {name} un nombre de points impossible."),
				              in->projects[p].id);
			last[p] = i + 1;
			votes[p]++;
		}
	return true;
}

bool box_fill(struct arena *arena, const struct budget_input *in, const struct budget_options *options,
              struct box *box, struct error *err)
{
	ARENA_SCOPED scratch = arena_new();
	if (!size_is_sound(in, err) || !projects_are_sound(in, err))
		return false;
	for (enum budget_family f = 0; f < BUDGET_FAMILIES; f++)
		if (!classes_are_sound(in, f, err))
			return false;
	int64_t *votes = arena_many(scratch, int64_t, in->n_projects);
	if (!count_votes(in, votes, arena_many(scratch, size_t, in->n_projects), err))
		return false;
	*box = (struct box){ .input = in, .options = options, .n = in->n_projects };
	box->project = arena_many(arena, uint32_t, box->n);
	box->rank = arena_many(arena, uint32_t, box->n);
	box->cost = arena_many(arena, int64_t, box->n);
	box->votes = arena_many(arena, int64_t, box->n);
	box->score = arena_many(arena, int64_t, box->n);
	box->support_from = arena_many(arena, size_t, box->n + 1);
	box->most_points = 1;
	put_in_order(scratch, box, votes);
	merge_ballots(arena, scratch, box);
	turn_over(arena, box);
	return true;
}
