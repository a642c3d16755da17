/* Quota: the check of an input, and the program over kinds that other methods start from. How
 * kinds are made is in quota_pool.c; what to do about contradictory quotas in quota_judge.c. */
#include "methods/quota_inner.h"

#include "base/check.h"

#include <stdlib.h>

static bool refuse(struct error *err, const char *message, struct text name)
{
	err->name = name;
	return error_input(err, NULL, message);
}

static int by_text(const void *a, const void *b)
{
	return text_compare(*(const struct text *)a, *(const struct text *)b);
}

/* The first name that comes twice, or NO_TEXT. */
static struct text twice(struct arena *scratch, const struct text *names, size_t n)
{
	struct text *sorted = arena_many(scratch, struct text, n);
	if (n)
		memcpy(sorted, names, n * sizeof *names);
	qsort(sorted, n, sizeof *sorted, by_text);
	for (size_t i = 1; i < n; i++)
		if (text_equal(sorted[i - 1], sorted[i]))
			return sorted[i];
	return NO_TEXT;
}

static bool check_people(struct arena *scratch, const struct quota_input *in, struct error *err)
{
	if (in->people_n == 0)
		return refuse(err, N_("Il n'y a personne à choisir : la liste est vide."), NO_TEXT);
	err->n = QUOTA_PEOPLE_MOST;
	if (in->people_n > QUOTA_PEOPLE_MOST)
		return refuse(err, N_("La liste dépasse {n} personnes."), NO_TEXT);
	struct text again = twice(scratch, in->people, in->people_n);
	if (again.at)
		return refuse(err, N_("« {name} » figure deux fois dans la liste."), again);
	return true;
}

static bool check_feature(struct arena *scratch, const struct quota_feature *feature, struct error *err)
{
	struct text *names = arena_many(scratch, struct text, feature->values_n);
	for (size_t v = 0; v < feature->values_n; v++) {
		const struct quota_value *value = &feature->values[v];
		names[v] = value->name;
		if (value->least < 0)
			return refuse(err, N_("Le minimum de « {name} » est négatif."), value->name);
		if (value->least > value->most)
			return refuse(err, N_("Le minimum de « {name} » dépasse son maximum."), value->name);
	}
	struct text again = twice(scratch, names, feature->values_n);
	return again.at ? refuse(err, N_("La valeur « {name} » figure deux fois."), again) : true;
}

static bool check_features(struct arena *scratch, const struct quota_input *in, struct error *err)
{
	struct text *names = arena_many(scratch, struct text, in->features_n);
	size_t values = 0;
	err->n = QUOTA_FEATURES_MOST;
	if (in->features_n > QUOTA_FEATURES_MOST)
		return refuse(err, N_("Il y a plus de {n} critères."), NO_TEXT);
	for (size_t f = 0; f < in->features_n; f++) {
		names[f] = in->features[f].name;
		values += in->features[f].values_n;
		if (!check_feature(scratch, &in->features[f], err))
			return false;
	}
	err->n = QUOTA_VALUES_MOST;
	if (values > QUOTA_VALUES_MOST)
		return refuse(err, N_("Les critères ont plus de {n} valeurs en tout."), NO_TEXT);
	struct text again = twice(scratch, names, in->features_n);
	return again.at ? refuse(err, N_("Le critère « {name} » figure deux fois."), again) : true;
}

static bool check_values(const struct quota_input *in, struct error *err)
{
	for (size_t p = 0; p < in->people_n; p++)
		for (size_t f = 0; f < in->features_n; f++)
			if (in->values[p * in->features_n + f] >= in->features[f].values_n)
				return refuse(err, N_("« {name} » a une valeur que le critère n'a pas."), in->people[p]);
	return true;
}

static bool check_pairs(const struct quota_input *in, struct error *err)
{
	err->n = QUOTA_PAIRS_MOST;
	if (in->pairs_n > QUOTA_PAIRS_MOST)
		return refuse(err, N_("Il y a plus de {n} paires."), NO_TEXT);
	for (size_t i = 0; i < in->pairs_n; i++) {
		const struct quota_pair *pair = &in->pairs[i];
		if (pair->one >= in->people_n || pair->other >= in->people_n)
			return refuse(err, N_("Une paire nomme quelqu'un qui n'est pas dans la liste."), NO_TEXT);
		if (pair->one == pair->other)
			return refuse(err, N_("« {name} » fait une paire avec soi-même."), in->people[pair->one]);
	}
	return true;
}

bool quota_check(const struct quota_input *in, struct error *err)
{
	ARENA_SCOPED scratch = arena_new();
	if (!check_people(scratch, in, err) || !check_features(scratch, in, err) || !check_values(in, err) ||
	    !check_pairs(in, err))
		return false;
	if (in->least < 1 || in->least > in->most)
		return refuse(err, N_("La taille demandée n'a pas de sens : au moins une personne, et un minimum "
		                      "qui ne dépasse pas le maximum."), NO_TEXT);
	err->n = 0;
	return true;
}

struct program *quota_program(const struct quota_pool *pool)
{
	struct program *p = program_new();
	ARENA_SCOPED scratch = arena_new();
	for (size_t k = 0; k < pool->kinds_n; k++)
		program_column(p, 0, (double)pool->kinds[k].units, true);
	for (size_t r = 0; r < pool->rows_n; r++) {
		const struct quota_row *row = &pool->rows[r];
		size_t *columns = arena_many(scratch, size_t, row->terms_n);
		double *factors = arena_many(scratch, double, row->terms_n);
		for (size_t t = 0; t < row->terms_n; t++) {
			columns[t] = row->terms[t].kind;
			factors[t] = (double)row->terms[t].count;
		}
		program_row(p, (double)row->least, (double)row->most);
		program_fill_row(p, r, columns, factors, row->terms_n);
	}
	return p;
}

bool quota_met(const struct quota_pool *pool, const int64_t *units)
{
	for (size_t k = 0; k < pool->kinds_n; k++)
		if (units[k] < 0 || units[k] > (int64_t)pool->kinds[k].units)
			return false;
	for (size_t r = 0; r < pool->rows_n; r++) {
		const struct quota_row *row = &pool->rows[r];
		int64_t sum = 0;
		for (size_t t = 0; t < row->terms_n; t++)
			sum += row->terms[t].count * units[row->terms[t].kind];
		if (sum < row->least || sum > row->most)
			return false;
	}
	return true;
}
