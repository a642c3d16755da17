/* What people who registered are told, and their entry in calendars. The address of an entry
 * never changes; its number grows with the event's changes and with their own comings and goings. */
#include "restitution/restitution_mails.h"

#include "mail/mail.h"
#include "people/token.h"
#include "restitution/restitution_rules.h"

#include <inttypes.h>

enum { CALENDAR_MAX = 16 * 1024 };

struct text restitution_when(struct arena *arena, enum lang lang, const struct restitution *e)
{
	struct civil end = civil_of(e->ends);
	bool one_day = day_of(e->starts).n == day_of(e->ends).n;
	struct text until = one_day ? clock_text(arena, lang, end.hour * 60 + end.minute) : instant_long(arena, lang, e->ends);
	return text_format(arena, "%" TEXT " – %" TEXT, text_args(instant_long(arena, lang, e->starts)), text_args(until));
}

struct text restitution_where(struct arena *arena, const struct restitution *e)
{
	if (e->place.n == 0 || e->address.n == 0)
		return e->place.n ? e->place : e->address;
	return text_format(arena, "%" TEXT ", %" TEXT, text_args(e->place), text_args(e->address));
}

struct token registration_token(struct arena *arena, const struct app *app, int64_t restitution, struct text email)
{
	return token_of(arena, app, "registration",
	                text_format(arena, "%" PRId64 ":%" TEXT, restitution, text_args(email)));
}

static struct text event_url(struct arena *arena, const struct app *app, const struct cycle *c)
{
	return url_absolute(arena, app->settings.base_url, stage_url(c, STAGE_RESTITUTION));
}

void restitution_calendar(struct buffer *out, struct arena *arena, const struct app *app, const struct cycle *c,
                          const struct restitution *e, const struct registration *g)
{
	struct text url = event_url(arena, app, c);
	struct ical_event entry = {
		.uid = text_format(arena, "restitution-%" PRId64 "@%" TEXT, e->id, text_args(url_host(app->settings.base_url))),
		.sequence = e->sequence + g->sequence,
		.cancelled = registration_is(g, "cancelled"),
		.starts = e->starts,
		.ends = e->ends,
		.stamp = e->changed,
		.summary = e->title,
		.place = restitution_where(arena, e),
		.description = text_format(arena, "%" TEXT "\n%" TEXT, text_args(e->summary), text_args(url)),
		.url = url,
	};
	ical_write(out, c->name, "PUBLISH", &entry, 1);
}

/* What is said: to who waits, then to who has, or had, a place. */
struct notice_words {
	const char *key, *subject, *says, *then;
};
#define IF_YOU_CANNOT N_("Si vous ne pouvez plus venir, dites-le par le lien ci-dessous : votre place ira à quelqu'un qui l'attend.")
#define IT_MOVES N_("Dès qu'une place se libère, elle va à la première personne de la liste, qui reçoit un courriel. Vous n'avez rien à faire.")
static const struct notice_words notices[][2] = {
	[NOTICE_REGISTERED] = { { 0 },
		{ "registered", N_("Vous êtes inscrit·e : {title}"),
		  N_("Votre inscription à « {title} » est enregistrée. Le fichier joint met la date dans votre agenda."),
		  IF_YOU_CANNOT } },
	[NOTICE_WAITING] = {
		{ "waiting", N_("Vous êtes sur la liste d'attente : {title}"),
		  N_("« {title} » est complet pour le moment. Vous êtes sur la liste d'attente, au rang {n}."), IT_MOVES }, { 0 } },
	[NOTICE_AGAIN] = {
		{ "again", N_("Vous étiez déjà sur la liste d'attente : {title}"),
		  N_("Quelqu'un, sans doute vous, vient de s'inscrire à « {title} » avec votre adresse. Vous étiez déjà sur la liste d'attente : rien n'a changé, vous y êtes au rang {n}."),
		  IT_MOVES },
		{ "again", N_("Vous étiez déjà inscrit·e : {title}"),
		  N_("Quelqu'un, sans doute vous, vient de s'inscrire à « {title} » avec votre adresse. Vous étiez déjà inscrit·e : rien n'a changé."),
		  IF_YOU_CANNOT } },
	[NOTICE_ADMITTED] = { { 0 },
		{ "admitted", N_("Une place s'est libérée, elle est pour vous : {title}"),
		  N_("Vous étiez sur la liste d'attente de « {title} » : vous êtes maintenant inscrit·e. Le fichier joint met la date dans votre agenda."),
		  IF_YOU_CANNOT } },
	[NOTICE_CANCELLED] = {
		{ "cancelled", N_("Vous n'attendez plus de place : {title}"),
		  N_("Vous n'êtes plus sur la liste d'attente de « {title} »."),
		  N_("Vous changez d'avis ? Vous pouvez vous inscrire de nouveau, au bout de la liste.") },
		{ "cancelled", N_("Votre inscription est annulée : {title}"),
		  N_("Votre inscription à « {title} » est annulée, et votre place rendue. Merci de l'avoir dit."),
		  N_("Le fichier joint retire la date de votre agenda. Vous changez d'avis ? Inscrivez-vous de nouveau, tant qu'il reste des places.") } },
	[NOTICE_REMOVED] = {
		{ "removed", N_("Vous n'êtes plus sur la liste d'attente : {title}"),
		  N_("L'équipe qui organise « {title} » a retiré votre nom de la liste d'attente."),
		  N_("Si c'est une erreur, parlez-en à l'équipe : {name}.") },
		{ "removed", N_("Votre inscription est annulée : {title}"),
		  N_("L'équipe qui organise « {title} » a annulé votre inscription. Le fichier joint retire la date de votre agenda."),
		  N_("Si c'est une erreur, parlez-en à l'équipe : {name}.") } },
	[NOTICE_MOVED] = {
		{ "moved", N_("« {title} » : la date ou le lieu change"),
		  N_("« {title} » change. Voici ce qu'il faut retenir ; vous êtes toujours sur la liste d'attente, au rang {n}."),
		  N_("La nouvelle date ne vous convient pas ? Le lien ci-dessous annule votre demande.") },
		{ "moved", N_("« {title} » : la date ou le lieu change"),
		  N_("« {title} » change. Voici ce qu'il faut retenir ; le fichier joint met votre agenda à jour, et votre place reste la vôtre."),
		  IF_YOU_CANNOT } },
};

static bool is_farewell(enum notice notice)
{
	return notice == NOTICE_CANCELLED || notice == NOTICE_REMOVED;
}

static void put_fact(struct arena *arena, struct mail *mail, size_t *n, const char *label, struct text value)
{
	if (value.n > 0)
		mail->facts[(*n)++] = (struct mail_line){ translate(arena, mail->lang, label, NULL), value };
}

static void put_facts(struct arena *arena, const struct news *news, struct mail *mail)
{
	const struct restitution *now = news->event, *before = news->before;
	struct text when = restitution_when(arena, mail->lang, now), where = restitution_where(arena, now);
	size_t n = 0;
	put_fact(arena, mail, &n, N_("Quand"), when);
	put_fact(arena, mail, &n, N_("Où"), where);
	if (!before)
		return;
	struct text old_when = restitution_when(arena, mail->lang, before), old_where = restitution_where(arena, before);
	if (!text_equal(when, old_when))
		put_fact(arena, mail, &n, N_("Au lieu du"), old_when);
	if (!text_equal(where, old_where))
		put_fact(arena, mail, &n, N_("Ancien lieu"), old_where);
}

/* Once for each thing that happens; being registered twice is told once a day. */
static struct text key_of(struct arena *arena, const struct news *news, enum notice notice, const struct registration *g,
                          const char *word)
{
	int64_t number = notice == NOTICE_AGAIN   ? day_of(clock_now()).n
	                 : notice == NOTICE_MOVED ? news->event->sequence
	                                          : 0;
	return text_format(arena, "registration:%" PRId64 ":%" PRId64 ":%s:%" PRId64, g->id, g->sequence, word, number);
}

static struct text calendar_text(struct arena *arena, const struct news *news, enum notice notice,
                                 const struct registration *g)
{
	struct registration after = *g;
	if (is_farewell(notice))
		after.state = text("cancelled");
	struct buffer out;
	buffer_init(&out, CALENDAR_MAX);
	restitution_calendar(&out, arena, news->app, news->cycle, news->event, &after);
	/* What is too long for an entry is told without it. */
	struct text copy = buffer_failed(&out) ? NO_TEXT : text_copy(arena, buffer_view(&out));
	buffer_free(&out);
	return copy;
}

static struct text personal_url(struct arena *arena, const struct news *news, const struct registration *g)
{
	struct token token = registration_token(arena, news->app, news->event->id, g->email);
	return url_absolute(arena, news->app->settings.base_url, URL("/inscription/$1", token.plain));
}

void registration_tell(struct db *tx, struct arena *arena, const struct news *news, enum notice notice,
                       const struct registration *g)
{
	if (text_find(g->email, text("@")) == g->email.n)
		return; /* erased */
	bool placed = registration_is(g, "registered");
	const struct notice_words *says = &notices[notice][placed];
	enum lang lang = LANG_FR;
	lang_parse(g->lang, &lang);
	struct words greeting = { .name = g->name };
	struct words words = { .title = news->event->title, .name = news->app->settings.centre, .n = g->rank };
	struct mail mail = {
		.key = key_of(arena, news, notice, g, says->key),
		.kind = "registration",
		.cycle = news->cycle->id,
		.to = g->email,
		.to_name = g->name,
		.lang = lang,
		.subject = translate(arena, lang, says->subject, &words),
		.paragraphs = { translate(arena, lang, N_("Bonjour {name},"), &greeting), translate(arena, lang, says->says, &words),
		                translate(arena, lang, says->then, &words) },
		.button = translate(arena, lang, is_farewell(notice) ? N_("Voir l'événement") : N_("Voir ou annuler mon inscription"), NULL),
		.address = is_farewell(notice) ? event_url(arena, news->app, news->cycle) : personal_url(arena, news, g),
		.small = is_farewell(notice) ? NO_TEXT
		                             : translate(arena, lang, N_("Ce lien vous est personnel : qui l'ouvre peut annuler pour vous."), NULL),
		.calendar = placed ? calendar_text(arena, news, notice, g) : NO_TEXT,
	};
	put_facts(arena, news, &mail);
	mail_queue(tx, arena, news->app, &mail);
}
