/* Small random selections, and all the sets that meet their quotas, for the tests of methods. */
#ifndef CORDEE_TEST_SELECTIONS_H
#define CORDEE_TEST_SELECTIONS_H
#include "methods/quota.h"
#include "methods/random.h"

enum { SMALL_PEOPLE = 8, SMALL_FEATURES = 3, SMALL_VALUES = 3, SMALL_PAIRS = 3 };

struct small {
	char names[SMALL_PEOPLE][4];
	struct text people[SMALL_PEOPLE];
	struct quota_value values[SMALL_FEATURES][SMALL_VALUES];
	struct quota_feature features[SMALL_FEATURES];
	uint16_t held[SMALL_PEOPLE * SMALL_FEATURES];
	struct quota_pair pairs[SMALL_PAIRS];
	struct quota_input in;
};

static inline int64_t small_count(const struct small *s, unsigned set, size_t feature, size_t value)
{
	int64_t n = 0;
	for (size_t p = 0; p < s->in.people_n; p++)
		n += (set >> p & 1) && s->held[p * s->in.features_n + feature] == value;
	return n;
}

/* By the definition. */
static inline bool small_meets(const struct small *s, unsigned set)
{
	int64_t size = __builtin_popcount(set);
	if (size < s->in.least || size > s->in.most)
		return false;
	for (size_t f = 0; f < s->in.features_n; f++)
		for (size_t v = 0; v < s->features[f].values_n; v++) {
			int64_t n = small_count(s, set, f, v);
			if (n < s->values[f][v].least || n > s->values[f][v].most)
				return false;
		}
	for (size_t i = 0; i < s->in.pairs_n; i++) {
		bool one = set >> s->pairs[i].one & 1, other = set >> s->pairs[i].other & 1;
		if (s->pairs[i].together ? one != other : one && other)
			return false;
	}
	return true;
}

static inline size_t small_sets(const struct small *s, unsigned sets[static 1 << SMALL_PEOPLE])
{
	size_t n = 0;
	for (unsigned set = 0; set < 1u << s->in.people_n; set++)
		if (small_meets(s, set))
			sets[n++] = set;
	return n;
}

/* Quotas around a set drawn first, so that most selections have an answer; `loose` widens them. */
static inline void small_quotas(struct small *s, struct random *r, unsigned set, uint64_t loose)
{
	static const struct text names[] = { T("a"), T("b"), T("c") };
	for (size_t f = 0; f < s->in.features_n; f++) {
		s->features[f] = (struct quota_feature){ names[f], s->values[f], 1 + random_below(r, SMALL_VALUES) };
		for (size_t p = 0; p < s->in.people_n; p++)
			s->held[p * s->in.features_n + f] = (uint16_t)random_below(r, s->features[f].values_n);
	}
	for (size_t f = 0; f < s->in.features_n; f++)
		for (size_t v = 0; v < s->features[f].values_n; v++) {
			int64_t n = small_count(s, set, f, v), least = n - (int64_t)random_below(r, loose);
			s->values[f][v] = (struct quota_value){ names[v], least > 0 ? least : 0, n + (int64_t)random_below(r, loose) };
		}
}

static inline void small_make(struct small *s, struct random *r)
{
	size_t n = 3 + random_below(r, SMALL_PEOPLE - 2), size = 1 + random_below(r, n - 1);
	unsigned set = 0;
	*s = (struct small){ 0 };
	s->in = (struct quota_input){ s->people, n, s->features, 1 + random_below(r, SMALL_FEATURES), s->held, s->pairs, 0,
		                      (int64_t)size, (int64_t)(size + random_below(r, 4) / 3) };
	for (size_t p = 0; p < n; p++) {
		s->names[p][0] = 'p';
		s->names[p][1] = (char)('0' + p);
		s->people[p] = (struct text){ s->names[p], 2 };
	}
	while ((size_t)__builtin_popcount(set) < size)
		set |= 1u << random_below(r, n);
	small_quotas(s, r, set, 2 + random_below(r, 2));
	for (size_t wanted = random_below(r, 2) ? 0 : random_below(r, SMALL_PAIRS + 1); s->in.pairs_n < wanted;) {
		size_t one = random_below(r, n), other = random_below(r, n);
		if (one != other)
			s->pairs[s->in.pairs_n++] = (struct quota_pair){ one, other, random_below(r, 2) };
	}
}

/* The same selection told in another order: people, features, values and pairs. place[p] is where
 * person p went. */
static inline void small_shuffle(const struct small *from, struct small *to, struct random *r, size_t *place)
{
	size_t people[SMALL_PEOPLE], features[SMALL_FEATURES], n = from->in.people_n, width = from->in.features_n;
	*to = *from;
	for (size_t i = 0; i < n; i++)
		people[i] = i;
	for (size_t f = 0; f < width; f++)
		features[f] = f;
	random_shuffle(r, people, n, sizeof *people);
	random_shuffle(r, features, width, sizeof *features);
	for (size_t f = 0; f < width; f++) {
		size_t order[SMALL_VALUES], g = features[f], values = from->features[g].values_n;
		for (size_t v = 0; v < values; v++)
			order[v] = v;
		random_shuffle(r, order, values, sizeof *order);
		to->features[f] = (struct quota_feature){ from->features[g].name, to->values[f], values };
		for (size_t v = 0; v < values; v++) {
			to->values[f][v] = from->values[g][order[v]];
			for (size_t p = 0; p < n; p++)
				if (from->held[people[p] * width + g] == order[v])
					to->held[p * width + f] = (uint16_t)v;
		}
	}
	for (size_t p = 0; p < n; p++) {
		to->people[p] = from->people[people[p]];
		place[people[p]] = p;
	}
	to->in.people = to->people;
	to->in.features = to->features;
	to->in.values = to->held;
	to->in.pairs = to->pairs;
	for (size_t i = 0; i < from->in.pairs_n; i++)
		to->pairs[i] = (struct quota_pair){ place[from->pairs[i].other], place[from->pairs[i].one], from->pairs[i].together };
}
#endif
