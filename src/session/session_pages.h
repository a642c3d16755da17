/* The handlers of this folder, gathered by the one table of routes (session_routes.c), and what
 * their files and views share. */
#ifndef CORDEE_SESSION_PAGES_H
#define CORDEE_SESSION_PAGES_H
#include "html/fields.h"
#include "html/parts.h"
#include "session/session.h"

/* session_pages.c */
handler_fn session_list_page, session_page, session_calendar_file, calendar_feed;
/* session_edit.c */
handler_fn session_new_page, session_new_post, session_edit_page, session_edit_post, session_remove_page,
    session_remove_post;
/* session_programme.c */
handler_fn programme_page, programme_post, programme_item_page, programme_item_post, programme_remove_post;
/* session_documents.c */
handler_fn documents_page, documents_post, document_file, document_remove_post;
/* session_takeaways.c */
handler_fn takeaway_post, takeaway_page, takeaway_edit_post, takeaway_remove_post;
/* attendance_pages.c */
handler_fn attendance_page, attendance_post, attendance_sheet, attendance_poster, checkin_page, checkin_post;
/* minutes_pages.c */
handler_fn minutes_page, minutes_post, minutes_publish_post, minutes_version_page;

/* A session as a page shows it: the place of the session on the path, and what of it this viewer
 * may read (rows that they may not read are empty). */
struct sight {
	const struct cycle *c;
	const struct session *s;
	const struct viewer *v;
	struct request *r;
	struct instant now;
	const struct session *before, *after; /* the neighbours, or NULL */
	size_t number, of;
	struct rows agenda, documents, takeaways;
	struct rows activities, results; /* and the ideas of those that are closed */
};
/* Of the path; NULL when there is none, and the 404 page has been sent. */
struct sight *sight_of_path(struct request *);

/* A link of the session, from the slug and the number: sight_url(x, "/cycles/$1/seances/$2/programme"). */
struct url sight_url(const struct sight *, const char *pattern);

/* The takeaway form stands on the session's own page. */
extern const struct form takeaway_form;
const char *agenda_kind_label(struct text kind); /* msgid */
const char *minutes_audience_label(int64_t);     /* msgid */
#endif
