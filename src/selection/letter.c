/* Letters: filling, checking, and turning into mails. */
#include "selection/letter.h"

const char *const outcome_names[OUTCOMES] = { "selected", "waiting", "refused" };

const char *outcome_label(struct text outcome)
{
	if (text_is(outcome, "selected"))
		return N_("retenue");
	if (text_is(outcome, "waiting"))
		return N_("liste d'attente");
	return text_is(outcome, "refused") ? N_("non retenue") : N_("à décider");
}

/* The next word in braces in *rest: what stands before it goes to *before, *rest is moved
 * after it. False when there is none: *before is then all that was left. */
static bool next_word(struct text *rest, struct text *before, struct text *word)
{
	size_t open = text_find(*rest, text("{"));
	struct text after = text_slice(*rest, open, rest->n);
	size_t close = text_find(after, text("}"));
	if (close == after.n) {
		*before = *rest;
		*rest = NO_TEXT;
		return false;
	}
	*before = text_slice(*rest, 0, open);
	*word = text_slice(after, 1, close);
	*rest = text_slice(after, close + 1, after.n);
	return true;
}

static struct text word_value(struct arena *arena, struct text word, const struct letter_facts *facts)
{
	if (text_is(word, "territory"))
		return facts->territory;
	if (text_is(word, "cycle"))
		return facts->cycle;
	return facts->rank ? text_format(arena, "%lld", (long long)facts->rank) : NO_TEXT;
}

struct text letter_fill(struct arena *arena, struct text rest, const struct letter_facts *facts)
{
	struct text out = NO_TEXT, before, word;
	bool more = true;
	while (more) {
		more = next_word(&rest, &before, &word);
		out = text_join(arena, out, before);
		if (more)
			out = text_join(arena, out, word_value(arena, word, facts));
	}
	return out;
}

static bool words_known(struct arena *arena, struct text rest, const char *field, bool ranked, struct error *err)
{
	struct text before, word;
	while (next_word(&rest, &before, &word)) {
		if (text_is(word, "territory") || text_is(word, "cycle") || (ranked && text_is(word, "rank")))
			continue;
		err->name = text_excerpt(arena, word, 40);
		return error_input(err, field, text_is(word, "rank")
		    ? N_("Seule la lettre de la liste d'attente peut donner un rang.")
		    : N_("« {name} » entre accolades n'est pas un mot connu : corrigez-le ou retirez les accolades."));
	}
	return true;
}

bool letter_fits(struct arena *arena, const struct letter_input *in, struct error *err)
{
	bool ranked = text_is(in->outcome, "waiting");
	return words_known(arena, in->subject, "subject", ranked, err) &&
	       words_known(arena, in->body, "body", ranked, err);
}

static struct text started(struct arena *arena, enum lang lang, const char *message)
{
	return translate(arena, lang, message,
	                 &(struct words){ .territory = text("{territory}"), .cycle = text("{cycle}"),
		                          .number = text("{rank}") });
}

struct letter letter_draft(struct arena *arena, enum lang lang, struct text outcome)
{
	static const char *const subjects[OUTCOMES] = {
		N_("{cycle} : la candidature de {territory} est retenue"),
		N_("{cycle} : {territory} est en liste d'attente"),
		N_("{cycle} : réponse à la candidature de {territory}"),
	};
	static const char *const bodies[OUTCOMES] = {
		N_("Bonjour,\n\nNous avons le plaisir de vous annoncer que la candidature de {territory} est retenue pour le cycle « {cycle} ».\n\nÀ très bientôt,\n\nL'équipe du cycle"),
		N_("Bonjour,\n\nLe jury a jugé la candidature de {territory} solide, mais le nombre de places est limité. Elle est inscrite au rang {number} de la liste d'attente. Si une place se libère, nous vous appellerons aussitôt.\n\nBien cordialement,\n\nL'équipe du cycle"),
		N_("Bonjour,\n\nLe jury n'a pas retenu la candidature de {territory} cette fois-ci. Ce choix ne dit rien de la valeur de votre travail : il tient aux critères annoncés dans l'appel et à l'équilibre entre les territoires.\n\nBien cordialement,\n\nL'équipe du cycle"),
	};
	size_t i = 0;
	while (i + 1 < OUTCOMES && !text_is(outcome, outcome_names[i]))
		i++;
	return (struct letter){ .outcome = outcome, .subject = started(arena, lang, subjects[i]),
		                .body = started(arena, lang, bodies[i]) };
}

void letter_paragraphs(struct arena *arena, struct text body, struct text out[LETTER_PARAGRAPHS])
{
	struct text rest = text_trim(text_unix_lines(arena, body));
	size_t n = 0;
	while (rest.n > 0 && n < LETTER_PARAGRAPHS) {
		size_t gap = n + 1 < LETTER_PARAGRAPHS ? text_find(rest, text("\n\n")) : rest.n;
		struct text paragraph = text_trim(text_slice(rest, 0, gap));
		if (paragraph.n > 0)
			out[n++] = paragraph;
		rest = text_trim(text_slice(rest, gap, rest.n));
	}
}

struct mail letter_mail(struct arena *arena, const struct app *app, const struct cycle *cycle,
                        const struct letter *letter, const struct standing *s, const struct addressee *to)
{
	struct letter_facts facts = { .territory = s->name, .cycle = cycle->name, .rank = s->rank };
	struct mail mail = { .kind = "decision", .cycle = cycle->id, .to = to->email, .to_name = to->name };
	(void)lang_parse(to->lang, &mail.lang); /* French when the row says nothing known */
	mail.key = text_format(arena, "decision:%lld:%" TEXT, (long long)s->application, text_args(to->side));
	mail.subject = letter_fill(arena, letter->subject, &facts);
	letter_paragraphs(arena, letter_fill(arena, letter->body, &facts), mail.paragraphs);
	/* Those who are in need the door of their space; the others, what they had written. */
	bool selected = text_is(letter->outcome, "selected");
	mail.button = translate(arena, mail.lang, selected ? N_("Ouvrir l'espace de la cohorte") : N_("Voir la candidature"),
	                        &(struct words){ 0 });
	mail.address = url_absolute(arena, app->settings.base_url,
	                            selected ? stage_url(cycle, STAGE_COHORT) : application_url(s->application));
	return mail;
}
