/* Pages of sessions that are read: the list, a session, its calendar entry and the private feed
 * of each person. */
#include "session/session_pages.h"

#include "people/person.h"
#include "session/activity.h"
#include "session/session_calendar.h"
#include "session/session_rules.h"
#include "session/session_store.h"

#include "session_list.html.h"
#include "session_page.html.h"

#include <sodium.h>

enum { FEED_MAX = 1024 * 1024 };

struct session *session_of_path(struct request *r)
{
	struct session *s = session_by_id(r->db, r->arena, path_id(r, "id"));
	if (s && s->cycle == r->viewer->cycle)
		return s;
	reply_missing(r);
	return NULL;
}

struct url sight_url(const struct sight *x, const char *pattern)
{
	return URL(pattern, x->c->slug, x->s->id);
}

static void place_among(struct sight *x, const struct session *all, size_t n)
{
	x->of = n;
	for (size_t i = 0; i < n; i++)
		if (all[i].id == x->s->id) {
			x->number = i + 1;
			x->before = i > 0 ? &all[i - 1] : NULL;
			x->after = i + 1 < n ? &all[i + 1] : NULL;
		}
}

struct sight *sight_of_path(struct request *r)
{
	const struct session *s = session_of_path(r);
	if (!s)
		return NULL;
	struct sight *x = arena_one(r->arena, struct sight);
	*x = (struct sight){ .c = cycle_of(r), .s = s, .v = r->viewer, .r = r, .now = clock_now() };
	struct rows all = sessions_of(r->db, r->arena, s->cycle);
	place_among(x, all.at, all.n);
	x->agenda = agenda_of(r->db, r->arena, s->id);
	if (viewer_may(r->viewer, MAY_SEE_COHORT)) {
		x->documents = documents_of(r->db, r->arena, s->id);
		x->activities = activities_of(r->db, r->arena, s->id, viewer_may(r->viewer, MAY_FACILITATE));
		x->results = results_of(r->db, r->arena, s->id);
	}
	if (takeaways_seen(s, r->viewer))
		x->takeaways = takeaways_of_session(r->db, r->arena, s->id);
	return x;
}

/* The first that is not over. */
static const struct session *next_of(struct rows sessions, struct instant now)
{
	for (const struct session *s = sessions.at; s < (const struct session *)sessions.at + sessions.n; s++)
		if (session_is_ahead(s, now))
			return s;
	return NULL;
}

void session_list_page(struct request *r)
{
	const struct cycle *c = cycle_of(r);
	struct rows sessions = sessions_of(r->db, r->arena, c->id);
	struct instant now = clock_now();
	struct page *p = page_start(r);
	struct frame frame = cycle_frame(r, c, STAGE_SESSION, t("Séances"));
	frame.description = t("Les journées de travail du cycle « {cycle} » : dates, lieux, programmes et comptes rendus.",
	                      .cycle = c->name);
	view_session_list(p, &frame, c, sessions.at, sessions.n, next_of(sessions, now), r->viewer, now);
	page_send(p, 200);
}

void session_page(struct request *r)
{
	struct sight *x = sight_of_path(r);
	if (!x)
		return;
	struct page *p = page_start(r);
	struct frame frame = cycle_frame(r, x->c, STAGE_SESSION, x->s->title);
	frame.description = x->s->summary;
	frame.wide = true;
	view_session_page(p, &frame, x);
	page_send(p, form_status(r));
}

/* Calendars ask again every hour: what has not changed is not sent again. */
static void reply_calendar(struct request *r, struct buffer *body)
{
	unsigned char hash[16];
	crypto_generichash(hash, sizeof hash, (const unsigned char *)body->at, body->n, NULL, 0);
	struct text etag = text_format(r->arena, "\"%" TEXT "\"", text_args(text_hex(r->arena, hash, sizeof hash)));
	reply_header(r, "ETag", etag);
	if (text_equal(header(r, "If-None-Match"), etag)) {
		buffer_free(body);
		reply_text(r, 304, "text/calendar; charset=utf-8", NO_TEXT);
		return;
	}
	reply_body(r, 200, "text/calendar; charset=utf-8", body);
}

void session_calendar_file(struct request *r)
{
	const struct session *s = session_of_path(r);
	if (!s)
		return;
	const struct cycle *c = cycle_of(r);
	struct ical_event event =
	    session_event(r->arena, &r->app->settings, c, s, viewer_may(r->viewer, MAY_SEE_COHORT));
	struct buffer out;
	buffer_init(&out, FEED_MAX);
	ical_write(&out, c->name, "PUBLISH", &event, 1);
	reply_calendar(r, &out);
}

/* A person follows one or two cycles: each is read once. */
static const struct cycle *cycle_among(struct request *r, const struct session *s, const struct cycle *last)
{
	return last && last->id == s->cycle ? last : cycle_by_id(r->db, r->arena, s->cycle);
}

void calendar_feed(struct request *r)
{
	const struct person *person = person_by_calendar(r->db, r->arena, path_text(r, "token"));
	if (!person) {
		reply_missing(r);
		return;
	}
	struct rows rows = sessions_of_person(r->db, r->arena, person->id);
	const struct session *sessions = rows.at;
	struct ical_event *events = arena_many(r->arena, struct ical_event, rows.n);
	const struct cycle *c = NULL;
	for (size_t i = 0; i < rows.n; i++) {
		c = cycle_among(r, &sessions[i], c);
		events[i] = session_event(r->arena, &r->app->settings, c, &sessions[i], true);
	}
	struct buffer out;
	buffer_init(&out, FEED_MAX);
	ical_write(&out, r->app->settings.centre, "PUBLISH", events, rows.n);
	reply_calendar(r, &out);
}
