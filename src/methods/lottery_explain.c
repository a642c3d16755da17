/* Lottery, in words: what the lottery gives, how sure that is, and what the list changes. */
#include "methods/lottery.h"

#include "base/buffer.h"

enum { LONGEST = 1 << 16 };

struct telling {
	struct arena *arena;
	enum lang lang;
	struct buffer out;
};

static void say(struct telling *t, const char *message, const struct words *w)
{
	if (t->out.n)
		buffer_char(&t->out, ' ');
	buffer_text(&t->out, translate(t->arena, t->lang, message, w));
}

static struct text share(const struct telling *t, double value, int decimals)
{
	return share_text(t->arena, t->lang, value, decimals);
}

static void say_rule(struct telling *t, const struct lottery_result *r, enum lottery_rule rule)
{
	struct words w = { .value = share(t, r->least, 2), .other = share(t, r->bound, 2), .n = (int64_t)r->levels };
	if (rule == LOTTERY_STRATIFIED)
		say(t, N_("Par le tirage stratifié, la plus petite chance observée est de {value}."), &w);
	else if (!r->proven)
		say(t, N_("Le calcul a été arrêté avant la fin : avec le meilleur tirage trouvé, la plus petite chance est de {value} ; "
		          "aucun tirage ne peut donner plus de {other}."), &w);
	else if (rule == LOTTERY_MAXIMIN)
		say(t, N_("Chaque personne a au moins {value} de chances d'être tirée : aucun tirage qui respecte les quotas ne peut "
		          "promettre plus, c'est prouvé."), &w);
	else
		say(t, N_("Chaque personne a au moins {value} de chances d'être tirée : aucun tirage qui respecte les quotas ne peut "
		          "promettre plus, c'est prouvé. Puis la deuxième plus petite chance est la plus grande possible, et ainsi "
		          "de suite, sur {n} niveaux."), &w);
}

struct text lottery_explain(struct arena *arena, enum lang lang, const struct quota_input *in,
                            const struct lottery_options *options, const struct lottery_result *r)
{
	struct telling t = { .arena = arena, .lang = lang };
	struct words w = { .n = (int64_t)r->list.n, .of = (int64_t)in->people_n, .count = (int64_t)r->excluded_n,
		           .value = share(&t, r->list.moved, 3) };
	buffer_init(&t.out, LONGEST);
	say_rule(&t, r, options->rule);
	if (r->excluded_n)
		say(&t, N_("Sur {of} personnes, {count} ne figurent dans aucun ensemble possible : les quotas les excluent."), &w);
	if (options->rule != LOTTERY_STRATIFIED)
		say(&t, N_("La liste compte {n} ensembles, tous aussi probables : tirer son numéro devant tout le monde suffit. "
		           "Elle ne change la chance de personne de plus de {value}."), &w);
	struct text all = text_copy(arena, buffer_view(&t.out));
	buffer_free(&t.out);
	return all;
}
