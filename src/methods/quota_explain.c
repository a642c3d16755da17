/* Quota, in words: a bound, what contradicts what, and what to change. */
#include "methods/quota.h"

#include "base/buffer.h"

enum { LONGEST = 1 << 20 };

static struct text finished(struct arena *arena, struct buffer *out)
{
	struct text all = text_copy(arena, buffer_view(out));
	buffer_free(out);
	return all;
}

static struct words of_bound(const struct quota_input *in, const struct quota_change *bound)
{
	struct words w = { .n = bound->from, .of = bound->to };
	if (bound->feature != QUOTA_NO_FEATURE) {
		w.name = in->features[bound->feature].values[bound->value].name;
		w.other = in->features[bound->feature].name;
	}
	return w;
}

struct text quota_bound_words(struct arena *arena, enum lang lang, const struct quota_input *in,
                              const struct quota_change *bound)
{
	struct words w = of_bound(in, bound);
	if (bound->feature == QUOTA_NO_FEATURE)
		return bound->most ? translate(arena, lang, "au plus {n} personnes en tout", &w)
		                   : translate(arena, lang, "au moins {n} personnes en tout", &w);
	return bound->most ? translate(arena, lang, "au plus {n} « {name} » ({other})", &w)
	                   : translate(arena, lang, "au moins {n} « {name} » ({other})", &w);
}

static struct text change_words(struct arena *arena, enum lang lang, const struct quota_input *in,
                                const struct quota_change *change)
{
	struct words w = of_bound(in, change);
	if (change->feature == QUOTA_NO_FEATURE)
		return change->most ? translate(arena, lang, "taille : au plus {of} personnes au lieu de {n}", &w)
		                    : translate(arena, lang, "taille : au moins {of} personnes au lieu de {n}", &w);
	return change->most ? translate(arena, lang, "« {name} » ({other}) : au plus {of} au lieu de {n}", &w)
	                    : translate(arena, lang, "« {name} » ({other}) : au moins {of} au lieu de {n}", &w);
}

typedef struct text sentence(struct arena *, enum lang, const struct quota_input *, const struct quota_change *);

static void list_words(struct arena *arena, enum lang lang, const struct quota_input *in, const struct quota_change *at,
                       size_t n, sentence *say, struct buffer *out)
{
	for (size_t i = 0; i < n; i++) {
		buffer_z(out, "\n  - ");
		buffer_text(out, say(arena, lang, in, &at[i]));
	}
	buffer_char(out, '\n');
}

/* "14", "10 à 14" */
static struct text size_words(struct arena *arena, enum lang lang, const struct quota_input *in)
{
	struct words w = { .n = in->least, .of = in->most };
	return in->least == in->most ? number_text(arena, lang, in->least) : translate(arena, lang, "{n} à {of}", &w);
}

struct text quota_explain(struct arena *arena, enum lang lang, const struct quota_input *in, const struct quota_verdict *v)
{
	if (v->feasible)
		return translate(arena, lang, "Des ensembles respectent tous ces quotas.", NULL);
	struct words w = { .value = size_words(arena, lang, in), .n = (int64_t)in->people_n };
	struct buffer out;
	buffer_init(&out, LONGEST);
	if (v->conflict_n) {
		buffer_text(&out, translate(arena, lang, "Aucun ensemble de {value} personnes ne contient à la fois :", &w));
		list_words(arena, lang, in, v->conflict, v->conflict_n, quota_bound_words, &out);
	} else {
		buffer_text(&out, translate(arena, lang, "Aucun ensemble de {value} personnes n'est possible parmi ces {n}.", &w));
		buffer_char(&out, '\n');
	}
	buffer_text(&out, translate(arena, lang, "Le plus petit changement qui en rend un possible :", &w));
	list_words(arena, lang, in, v->changes, v->changes_n, change_words, &out);
	return finished(arena, &out);
}
