/* Pages of attendance: the facilitator's list, the sheet and the poster to print, and the door
 * that the poster's QR code opens. */
#include "people/person.h"
#include "session/attendance.h"
#include "session/session_calendar.h"
#include "session/session_pages.h"
#include "session/session_rules.h"
#include "session/session_store.h"

#include "attendance.html.h"
#include "attendance_print.html.h"
#include "checkin.html.h"

static const struct field fields[] = {
	FIELD(struct attendance_input, person, FIELD_HIDDEN, NULL, .min = 1, .max = INT64_MAX),
	FIELD(struct attendance_input, present, FIELD_CHECK, NULL),
};
static const struct form form = FORM(fields);

void attendance_page(struct request *r)
{
	const struct session *s = session_of_path(r);
	if (!s)
		return;
	struct rows people = attendees_of(r->db, r->arena, s);
	struct headcount counts[HEADCOUNTS + 1];
	size_t n = headcounts(people.at, people.n, counts);
	struct page *p = page_start(r);
	const struct cycle *c = cycle_of(r);
	struct frame frame = cycle_frame(r, c, STAGE_SESSION, t("Émargement"));
	frame.private = true;
	frame.wide = true;
	view_attendance(p, &frame, &(struct attendance_sight){ c, s, &form, people.at, people.n, counts, n,
		                                               day_of(clock_now()).n >= s->day.n });
	page_send(p, form_status(r));
}

/* Back to where the finger was. */
static void ticked(struct request *r)
{
	struct url list = URL("/cycles/$1/seances/$2/emargement#p$3", path_text(r, "cycle"), path_id(r, "id"),
	                      form_typed(r, "person"));
	reply_redirect(r, list);
}

static void not_ticked(struct request *r)
{
	if (r->error.code == ERROR_MISSING)
		reply_missing(r);
	else
		attendance_page(r);
}

void attendance_post(struct request *r)
{
	const struct session *s = session_of_path(r);
	if (!s)
		return;
	struct attendance_input *in = arena_one(r->arena, struct attendance_input);
	if (!form_read(r, &form, in)) {
		attendance_page(r);
		return;
	}
	in->session = s->id;
	in->by = r->viewer->person;
	request_write(r, attendance_set, in, ticked, not_ticked);
}

void attendance_sheet(struct request *r)
{
	const struct session *s = session_of_path(r);
	if (!s)
		return;
	struct rows people = attendees_of(r->db, r->arena, s);
	struct page *p = page_start(r);
	struct frame frame = { .title = t("Feuille d'émargement"), .bare = true, .private = true };
	view_attendance_sheet(p, &frame, cycle_of(r), s, people.at, people.n);
	page_send(p, 200);
}

void attendance_poster(struct request *r)
{
	const struct session *s = session_of_path(r);
	if (!s)
		return;
	struct page *p = page_start(r);
	struct frame frame = { .title = t("Affiche d'émargement"), .bare = true, .private = true };
	struct text address = url_absolute(r->arena, r->app->settings.base_url, checkin_url(s->checkin));
	view_attendance_poster(p, &frame, cycle_of(r), s, address);
	page_send(p, 200);
}

/* The door. Who is not of the cohort cannot know that there is one. */
static const struct session *door_of_path(struct request *r)
{
	const struct session *s = session_by_checkin(r->db, r->arena, path_text(r, "code"));
	if (s && takes_part(r->db, s->cycle, r->viewer->person))
		return s;
	reply_missing(r);
	return NULL;
}

void checkin_page(struct request *r)
{
	const struct session *s = door_of_path(r);
	if (!s)
		return;
	struct page *p = page_start(r);
	struct frame frame = { .title = t("Émargement"), .section = "cycles", .private = true };
	struct checkin x = { .c = cycle_by_id(r->db, r->arena, s->cycle), .s = s, .door = door_of(s, clock_now()),
		             .opens = door_opens(s), .at = attendance_at(r->db, s->id, r->viewer->person),
		             .name = r->viewer->name };
	view_checkin(p, &frame, &x);
	page_send(p, form_status(r));
}

static void checked_in(struct request *r)
{
	reply_redirect(r, checkin_url(path_text(r, "code")));
}

void checkin_post(struct request *r)
{
	if (!door_of_path(r))
		return;
	struct checkin_input *in = arena_one(r->arena, struct checkin_input);
	*in = (struct checkin_input){ .code = path_text(r, "code"), .person = r->viewer->person };
	request_write(r, attendance_checkin, in, checked_in, checkin_page);
}
