/* From what is asked to what the search works with. People are ranked by their ids, so that the
 * order of a file changes nothing. Rounds that are over take their tables from the earlier plan. */
#include "methods/tables_rules.h"

#include <stdlib.h>

/* --- people --- */

struct ranked {
	struct text id;
	uint32_t person;
};

static int by_id(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;
	int order = text_compare(x->id, y->id);
	return order ? order : (x->person > y->person) - (x->person < y->person);
}

static void rank_people(struct arena *arena, const struct tables_input *in, struct tables_rules *rules)
{
	uint32_t *person = arena_many(arena, uint32_t, in->people_n);
	uint32_t *rank = arena_many(arena, uint32_t, in->people_n);
	struct ranked *ranked = arena_many(arena, struct ranked, in->people_n);
	for (size_t i = 0; i < in->people_n; i++)
		ranked[i] = (struct ranked){ in->ids ? in->ids[i] : NO_TEXT, (uint32_t)i };
	qsort(ranked, in->people_n, sizeof *ranked, by_id);
	for (size_t i = 0; i < in->people_n; i++) {
		person[i] = ranked[i].person;
		rank[person[i]] = (uint32_t)i;
	}
	rules->person = person;
	rules->rank = rank;
}

static void who_is_there(struct arena *arena, const struct tables_input *in, struct tables_rules *rules)
{
	tables_rounds exist = ((tables_rounds)1 << in->rounds_n) - 1;
	rules->present = arena_many(arena, tables_rounds, rules->people);
	for (size_t i = 0; i < rules->people; i++)
		rules->present[i] = (in->present ? in->present[rules->person[i]] : TABLES_ALWAYS) & exist;
	if (!in->earlier)
		return;
	rules->earlier = arena_many(arena, uint16_t, rules->rounds * rules->people);
	for (size_t r = 0; r < rules->rounds; r++)
		for (size_t i = 0; i < rules->people; i++) {
			uint16_t table = in->earlier[r * in->people_n + rules->person[i]];
			rules->earlier[r * rules->people + i] = table;
			tables_rounds round = (tables_rounds)1 << r;
			if (r < rules->past) /* who was seated then was there, and nobody else */
				rules->present[i] = table == TABLES_NONE ? rules->present[i] & ~round : rules->present[i] | round;
		}
}

/* --- tables --- */

static size_t people_in(const struct tables_rules *rules, size_t round)
{
	size_t n = 0;
	for (size_t i = 0; i < rules->people; i++)
		n += tables_here(rules, round, i);
	return n;
}

static size_t most_tables(const struct tables_input *in, const struct tables_rules *rules)
{
	size_t most = tables_most(in);
	for (size_t i = 0; i < rules->past * rules->people; i++)
		if (rules->earlier[i] != TABLES_NONE && rules->earlier[i] >= most)
			most = rules->earlier[i] + 1u;
	return most;
}

static void past_sizes(struct tables_rules *rules, size_t round)
{
	uint16_t *size = rules->size + round * rules->stride;
	for (size_t i = 0; i < rules->people; i++) {
		uint16_t table = rules->earlier[round * rules->people + i];
		if (table == TABLES_NONE)
			continue;
		size[table]++;
		if (table >= rules->tables_n[round])
			rules->tables_n[round] = (uint16_t)(table + 1);
	}
}

static bool lay_tables(struct arena *arena, const struct tables_input *in, struct tables_rules *rules, struct error *err)
{
	rules->stride = most_tables(in, rules);
	rules->tables_n = arena_many(arena, uint16_t, rules->rounds);
	rules->size = arena_many(arena, uint16_t, rules->rounds * rules->stride);
	rules->may_exchange_sizes = in->tables_n == 0;
	for (size_t r = 0; r < rules->rounds; r++) {
		uint16_t *size = rules->size + r * rules->stride;
		if (r < rules->past)
			past_sizes(rules, r);
		else if (!tables_sizes(in, people_in(rules, r), &rules->tables_n[r], size, err))
			return false;
		for (size_t t = 0; t < rules->tables_n[r]; t++)
			if (size[t] > rules->width)
				rules->width = size[t];
	}
	return true;
}

/* --- pairs --- */

static int by_people(const void *one, const void *other)
{
	const struct tables_pair *x = one, *y = other;
	if (x->a != y->a)
		return x->a < y->a ? -1 : 1;
	return (x->b > y->b) - (x->b < y->b);
}

/* By rank, each pair once whatever the number of times it is asked: how many there are. */
static size_t merge_pairs(const struct tables_input *in, const struct tables_rules *rules, struct tables_pair *pairs)
{
	for (size_t i = 0; i < in->pairs_n; i++) {
		uint32_t a = rules->rank[in->pairs[i].a], b = rules->rank[in->pairs[i].b];
		pairs[i] = (struct tables_pair){ a < b ? a : b, a < b ? b : a, in->pairs[i].together, in->pairs[i].apart };
	}
	qsort(pairs, in->pairs_n, sizeof *pairs, by_people);
	size_t n = 0;
	for (size_t i = 0; i < in->pairs_n; i++) {
		if (n == 0 || by_people(&pairs[n - 1], &pairs[i]) != 0) {
			pairs[n++] = pairs[i];
			continue;
		}
		pairs[n - 1].together |= pairs[i].together;
		pairs[n - 1].apart |= pairs[i].apart;
	}
	return n;
}

static void link_pairs(struct arena *arena, const struct tables_input *in, struct tables_rules *rules)
{
	struct tables_pair *pairs = arena_many(arena, struct tables_pair, in->pairs_n + 1);
	size_t n = merge_pairs(in, rules, pairs);
	rules->first = arena_many(arena, uint32_t, rules->people + 1);
	rules->neighbour = arena_many(arena, struct tables_neighbour, 2 * n + 1);
	for (size_t i = 0; i < n; i++) {
		rules->first[pairs[i].a + 1]++;
		rules->first[pairs[i].b + 1]++;
	}
	for (size_t i = 0; i < rules->people; i++)
		rules->first[i + 1] += rules->first[i];
	uint32_t *room = arena_copy(arena, rules->first, (rules->people + 1) * sizeof *room);
	for (const struct tables_pair *pair = pairs; pair < pairs + n; pair++) {
		rules->neighbour[room[pair->a]++] = (struct tables_neighbour){ pair->b, pair->together, pair->apart };
		rules->neighbour[room[pair->b]++] = (struct tables_neighbour){ pair->a, pair->together, pair->apart };
	}
}

/* --- places that stay --- */

struct stayer {
	uint32_t rank;
	const struct tables_stay *stay;
};

static int by_rank(const void *a, const void *b)
{
	const struct stayer *x = a, *y = b;
	if (x->rank != y->rank)
		return x->rank > y->rank ? 1 : -1;
	return (x->stay->rounds > y->stay->rounds) - (x->stay->rounds < y->stay->rounds);
}

static void keep_table(struct tables_rules *rules, const struct stayer *who, uint16_t table)
{
	for (size_t r = rules->past; r < rules->rounds; r++)
		if (who->stay->rounds >> r & 1 && tables_here(rules, r, who->rank))
			rules->stay[r * rules->people + who->rank] = table;
}

/* Whoever keeps any table sits beside someone with whom they must be together, if one is placed. */
static uint16_t table_beside(const struct tables_rules *rules, const struct stayer *who)
{
	uint16_t beside = TABLES_NONE;
	for (uint32_t i = rules->first[who->rank]; i < rules->first[who->rank + 1]; i++) {
		tables_rounds both = rules->neighbour[i].together & who->stay->rounds;
		for (size_t r = rules->past; r < rules->rounds; r++) {
			uint16_t table = rules->stay[r * rules->people + rules->neighbour[i].other];
			if (both >> r & 1 && table < beside)
				beside = table;
		}
	}
	return beside;
}

static size_t fewest_tables(const struct tables_rules *rules)
{
	size_t fewest = rules->stride;
	for (size_t r = rules->past; r < rules->rounds; r++)
		if (rules->tables_n[r] > 0 && rules->tables_n[r] < fewest)
			fewest = rules->tables_n[r];
	return fewest;
}

/* The least used table, the first among those. */
static uint16_t free_table(const uint32_t *used, size_t tables)
{
	size_t best = 0;
	for (size_t t = 1; t < tables; t++)
		if (used[t] < used[best])
			best = t;
	return (uint16_t)best;
}

static void settle_stays(struct arena *arena, const struct tables_input *in, struct tables_rules *rules)
{
	if (in->stays_n == 0)
		return;
	rules->stay = arena_many(arena, uint16_t, rules->rounds * rules->people);
	for (size_t i = 0; i < rules->rounds * rules->people; i++)
		rules->stay[i] = TABLES_NONE;
	struct stayer *who = arena_many(arena, struct stayer, in->stays_n);
	for (size_t i = 0; i < in->stays_n; i++)
		who[i] = (struct stayer){ rules->rank[in->stays[i].person], &in->stays[i] };
	qsort(who, in->stays_n, sizeof *who, by_rank);

	uint32_t *used = arena_many(arena, uint32_t, UINT16_MAX + 1);
	for (size_t i = 0; i < in->stays_n; i++)
		if (who[i].stay->table != TABLES_NONE) {
			keep_table(rules, &who[i], who[i].stay->table);
			used[who[i].stay->table]++;
		}
	size_t tables = fewest_tables(rules);
	for (size_t i = 0; i < in->stays_n; i++)
		if (who[i].stay->table == TABLES_NONE) {
			uint16_t table = table_beside(rules, &who[i]);
			if (table == TABLES_NONE)
				table = free_table(used, tables);
			keep_table(rules, &who[i], table);
			used[table]++;
		}
}

/* --- features --- */

static bool counts(const struct tables_input *in, size_t feature)
{
	bool limited = false;
	for (size_t i = 0; i < in->limits_n; i++)
		limited |= in->limits[i].feature == feature;
	return limited || in->features[feature].mix;
}

static void take_feature(const struct tables_input *in, struct tables_rules *rules, size_t feature, size_t column, size_t base)
{
	const struct tables_feature *f = &in->features[feature];
	for (size_t i = 0; i < rules->people; i++) {
		uint16_t value = f->value[rules->person[i]];
		rules->value[i * rules->features + column] = value == TABLES_NONE ? value : (uint16_t)(base + value);
	}
	for (size_t v = 0; v < f->values_n; v++)
		rules->mixed[base + v] = f->mix;
}

static void take_limits(const struct tables_input *in, struct tables_rules *rules, const size_t *base)
{
	for (size_t i = 0; i < in->limits_n; i++) {
		const struct tables_limit *limit = &in->limits[i];
		for (size_t r = 0; r < rules->rounds; r++) {
			size_t at = r * rules->values + base[limit->feature] + limit->value;
			if (!(limit->rounds >> r & 1))
				continue;
			if (limit->least > rules->least[at])
				rules->least[at] = limit->least;
			if (limit->most < rules->most[at])
				rules->most[at] = limit->most;
		}
	}
}

static void weigh_shares(struct arena *arena, struct tables_rules *rules)
{
	rules->share = arena_many(arena, uint32_t, rules->rounds * rules->values);
	for (size_t r = 0; r < rules->rounds; r++) {
		uint64_t here = people_in(rules, r), billion = 1000ull * TABLES_MILLION;
		uint32_t *share = rules->share + r * rules->values;
		for (size_t i = 0; i < rules->people; i++)
			for (size_t f = 0; f < rules->features && tables_here(rules, r, i); f++)
				if (rules->value[i * rules->features + f] != TABLES_NONE)
					share[rules->value[i * rules->features + f]]++;
		for (size_t v = 0; v < rules->values && here; v++)
			share[v] = (uint32_t)((share[v] * billion + here / 2) / here);
	}
}

static bool count_features(struct arena *arena, const struct tables_input *in, struct tables_rules *rules, struct error *err)
{
	size_t *base = arena_many(arena, size_t, in->features_n + 1);
	for (size_t f = 0; f < in->features_n; f++)
		if (counts(in, f)) {
			base[f] = rules->values;
			rules->values += in->features[f].values_n;
			rules->features++;
		}
	if (rules->values > TABLES_VALUES_MAX)
		return error_input(err, NULL, N_("Trop de valeurs différentes dans les colonnes à répartir."));
	rules->value = arena_many(arena, uint16_t, rules->people * rules->features);
	rules->mixed = arena_many(arena, bool, rules->values);
	size_t column = 0;
	for (size_t f = 0; f < in->features_n; f++)
		if (counts(in, f))
			take_feature(in, rules, f, column++, base[f]);
	weigh_shares(arena, rules);
	if (in->limits_n == 0)
		return true;
	rules->least = arena_many(arena, uint16_t, rules->rounds * rules->values);
	rules->most = arena_many(arena, uint16_t, rules->rounds * rules->values);
	for (size_t i = 0; i < rules->rounds * rules->values; i++)
		rules->most[i] = TABLES_NONE;
	take_limits(in, rules, base);
	return true;
}

bool tables_rules_make(struct arena *arena, const struct tables_input *in, struct tables_rules *rules, struct error *err)
{
	*rules = (struct tables_rules){ .people = in->people_n, .rounds = in->rounds_n, .past = in->past_n };
	rank_people(arena, in, rules);
	who_is_there(arena, in, rules);
	if (!lay_tables(arena, in, rules, err))
		return false;
	link_pairs(arena, in, rules);
	settle_stays(arena, in, rules);
	return count_features(arena, in, rules, err);
}
