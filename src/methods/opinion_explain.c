/* Opinion map: the map told in a few plain sentences. */
#include "methods/opinion_inner.h"

#include "base/buffer.h"

#include <math.h>

struct telling {
	struct arena *arena;
	enum lang lang;
	const struct opinion_result *r;
	const struct text *titles;
	struct buffer out;
};

static void say(struct telling *t, const char *message, const struct words *words)
{
	if (t->out.n)
		buffer_char(&t->out, ' ');
	buffer_text(&t->out, translate(t->arena, t->lang, message, words));
}

static struct text title_of(const struct telling *t, uint32_t statement)
{
	if (t->titles)
		return t->titles[statement];
	return text_format(t->arena, "%lld", (long long)t->r->statement_ids[statement]);
}

struct text opinion_group_name(struct arena *arena, const struct opinion_result *r, size_t g)
{
	bool letters = true;
	for (size_t h = 0; h < (size_t)r->k; h++)
		letters = letters && r->groups[h].id == (int64_t)h && h < 26;
	if (letters)
		return text_format(arena, "%c", (char)('A' + (int)g));
	return text_format(arena, "%lld", (long long)r->groups[g].id);
}

static void say_groups(struct telling *t)
{
	const struct opinion_result *r = t->r;
	if (r->k > 0) {
		if (t->out.n)
			buffer_char(&t->out, ' ');
		buffer_text(&t->out,
		            translate_n(t->arena, t->lang, "Les opinions forment un seul groupe.",
		                        "Les opinions forment {n} groupes.", r->k, NULL));
	} else if (r->axes == 0) {
		say(t,
		    N_("Aucun groupe net : les votes ne rapprochent pas les personnes plus que ne "
		       "le ferait le hasard."),
		    NULL);
	} else {
		say(t,
		    N_("Aucun groupe net : des tendances existent, mais aucun partage des "
		       "personnes ne se retrouve "
		       "quand on refait le calcul sur une partie d'entre elles."),
		    NULL);
	}
}

static void say_group(struct telling *t, size_t g)
{
	const struct opinion_claims *claims = &t->r->representative[g];
	struct words words = { .name = opinion_group_name(t->arena, t->r, g),
		               .n = (int64_t)t->r->groups[g].size };
	if (claims->n == 0) {
		say(t, N_("Groupe {name} : {n} personnes ; aucun énoncé ne lui est propre."),
		    &words);
		return;
	}
	words.title = title_of(t, claims->at[0].statement);
	if (claims->at[0].agree)
		say(t,
		    N_("Groupe {name} : {n} personnes, qui se reconnaissent à leur accord avec "
		       "« {title} »."),
		    &words);
	else
		say(t,
		    N_("Groupe {name} : {n} personnes, qui se reconnaissent à leur désaccord avec "
		       "« {title} »."),
		    &words);
}

/* The statement that most groups agree with: all that the geometric mean asks. */
static void say_common(struct telling *t)
{
	const struct opinion_result *r = t->r;
	size_t best = r->statements_n;
	for (size_t j = 0; j < r->statements_n; j++)
		if (r->routes[j].stage != OPINION_STAGE_OUT && !isnan(r->group_informed[j]) &&
		    (best == r->statements_n || r->group_informed[j] > r->group_informed[best]))
			best = j;
	if (best == r->statements_n)
		return;
	struct words words = { .title = title_of(t, (uint32_t)best) };
	say(t,
	    r->k > 1 ? N_("Les groupes se rejoignent sur « {title} ».")
	             : N_("Le plus d'accord se fait sur « {title} »."),
	    &words);
}

static void say_first(struct telling *t, const struct opinion_ranking *ranking, const char *message)
{
	if (ranking->n == 0 || !ranking->at[0].significant)
		return;
	struct words words = { .title = title_of(t, ranking->at[0].statement) };
	say(t, message, &words);
}

struct text opinion_explain(struct arena *arena, enum lang lang, const struct opinion_result *r,
                            const struct text *titles)
{
	enum { LONGEST = 1 << 20 };
	struct telling t = { .arena = arena, .lang = lang, .r = r, .titles = titles };
	buffer_init(&t.out, LONGEST);
	struct words words = { .n = (int64_t)r->people_n,
		               .count = (int64_t)r->votes_n,
		               .of = (int64_t)r->statements_n };
	say(&t, N_("{n} personnes ont donné {count} votes sur {of} énoncés."), &words);
	say_groups(&t);
	for (size_t g = 0; g < (size_t)r->k; g++)
		say_group(&t, g);
	say_common(&t);
	say_first(&t, &r->divisive, N_("Ce qui les sépare le plus : « {title} »."));
	say_first(&t, &r->uncertain, N_("Ce qui laisse le plus d'hésitation : « {title} »."));
	struct text told = text_copy(arena, buffer_view(&t.out));
	buffer_free(&t.out);
	return told;
}
