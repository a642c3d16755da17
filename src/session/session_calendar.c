/* Sessions in people's calendars. The address of an entry never changes; its number grows, so
 * that a calendar replaces what it held. */
#include "session/session_calendar.h"

#include "mail/mail.h"
#include "session/session_store.h"

enum { CALENDAR_MAX = 16 * 1024 };

struct text session_hours(struct arena *arena, enum lang lang, const struct session *s)
{
	return text_format(arena, "%" TEXT " – %" TEXT, text_args(clock_text(arena, lang, s->starts)),
	                   text_args(clock_text(arena, lang, s->ends)));
}

struct text session_place(struct arena *arena, const struct session *s)
{
	if (s->place.n == 0 || s->address.n == 0)
		return s->place.n ? s->place : s->address;
	return text_format(arena, "%" TEXT ", %" TEXT, text_args(s->place), text_args(s->address));
}

struct ical_event session_event(struct arena *arena, const struct settings *settings, const struct cycle *c,
                                const struct session *s, bool whole)
{
	struct text url = url_absolute(arena, settings->base_url, session_url(c, s->id));
	return (struct ical_event){
		.uid = text_format(arena, "session-%lld@%" TEXT, (long long)s->id, text_args(url_host(settings->base_url))),
		.sequence = s->sequence,
		.starts = session_starts(s),
		.ends = session_ends(s),
		.stamp = s->changed,
		.summary = s->title,
		.place = whole ? session_place(arena, s) : s->place,
		.description = text_format(arena, "%" TEXT "\n\n%" TEXT "\n%" TEXT, text_args(c->name), text_args(s->summary),
		                           text_args(url)),
		.url = url,
	};
}

/* What a mail about a session says, whoever reads it. */
struct notice {
	const struct app *app;
	const struct cycle *cycle;
	const struct session *before, *after; /* after: NULL when cancelled */
	const char *subject, *sentence;
	struct text calendar;
};

static struct text day_and_hours(struct arena *arena, enum lang lang, const struct session *s)
{
	return text_format(arena, "%" TEXT ", %" TEXT, text_args(day_long(arena, lang, s->day)),
	                   text_args(session_hours(arena, lang, s)));
}

static void put_fact(struct arena *arena, struct mail *mail, size_t *n, const char *label, struct text value)
{
	if (value.n > 0)
		mail->facts[(*n)++] = (struct mail_line){ translate(arena, mail->lang, label, &(struct words){ 0 }), value };
}

static void put_facts(struct arena *arena, const struct notice *about, struct mail *mail)
{
	const struct session *now = about->after ? about->after : about->before;
	size_t n = 0;
	put_fact(arena, mail, &n, N_("Quand"), day_and_hours(arena, mail->lang, now));
	put_fact(arena, mail, &n, N_("Où"), session_place(arena, now));
	if (!about->after)
		return;
	struct text when = day_and_hours(arena, mail->lang, about->before);
	struct text where = session_place(arena, about->before);
	if (!text_equal(when, day_and_hours(arena, mail->lang, now)))
		put_fact(arena, mail, &n, N_("Au lieu du"), when);
	if (!text_equal(where, session_place(arena, now)))
		put_fact(arena, mail, &n, N_("Ancien lieu"), where);
}

static void tell_one(struct db *tx, struct arena *arena, const struct notice *about, const struct reader *reader)
{
	const struct session *now = about->after ? about->after : about->before;
	enum lang lang = LANG_FR;
	lang_parse(reader->lang, &lang);
	struct words words = { .title = now->title, .cycle = about->cycle->name, .name = reader->name };
	struct mail mail = {
		.key = text_format(arena, "session-%lld-%lld-%s-%lld", (long long)now->id, (long long)now->sequence,
		                   about->after ? "moved" : "cancelled", (long long)reader->person),
		.kind = "session",
		.cycle = about->cycle->id,
		.to = reader->email,
		.to_name = reader->name,
		.lang = lang,
		.subject = translate(arena, lang, about->subject, &words),
		.paragraphs = { text_format(arena, "%" TEXT "\n%" TEXT,
		                            text_args(translate(arena, lang, N_("Bonjour {name},"), &words)),
		                            text_args(translate(arena, lang, about->sentence, &words))),
		                translate(arena, lang, N_("Le fichier joint met votre agenda à jour."), &words) },
		.button = translate(arena, lang, about->after ? N_("Voir la séance") : N_("Voir les séances"), &words),
		.address = url_absolute(arena, about->app->settings.base_url,
		                        about->after ? session_url(about->cycle, now->id)
		                                     : stage_url(about->cycle, STAGE_SESSION)),
		.calendar = about->calendar,
	};
	put_facts(arena, about, &mail);
	mail_queue(tx, arena, about->app, &mail);
}

static void tell_all(struct db *tx, struct arena *arena, struct notice *about)
{
	const struct session *now = about->after ? about->after : about->before;
	struct ical_event event = session_event(arena, &about->app->settings, about->cycle, now, true);
	struct buffer out;
	buffer_init(&out, CALENDAR_MAX);
	if (!about->after) {
		event.cancelled = true;
		event.sequence++;
	}
	ical_write(&out, about->cycle->name, "PUBLISH", &event, 1);
	/* What is too long for an entry is told without it. */
	about->calendar = buffer_failed(&out) ? NO_TEXT : text_copy(arena, buffer_view(&out));
	buffer_free(&out);
	struct rows readers = readers_of(tx, arena, about->cycle->id);
	for (const struct reader *r = readers.at; r < (const struct reader *)readers.at + readers.n; r++)
		tell_one(tx, arena, about, r);
}

void session_tell_moved(struct db *tx, struct arena *arena, const struct app *app, const struct cycle *cycle,
                        const struct session *before, const struct session *after)
{
	tell_all(tx, arena, &(struct notice){ app, cycle, before, after, N_("« {title} » : la date ou le lieu change"),
		                              N_("La séance « {title} » du cycle « {cycle} » change. Voici ce qu'il faut retenir."),
		                              NO_TEXT });
}

void session_tell_cancelled(struct db *tx, struct arena *arena, const struct app *app, const struct cycle *cycle,
                            const struct session *s)
{
	tell_all(tx, arena, &(struct notice){ app, cycle, s, NULL, N_("« {title} » est annulée"),
		                              N_("La séance « {title} » du cycle « {cycle} » n'aura pas lieu."), NO_TEXT });
}
