/* The routes of sessions: one line a page. */
#include "session/session_pages.h"

#define SESSION "/cycles/{cycle}/seances/{id}"

static const struct route routes[] = {
	{ METHOD_GET, "/cycles/{cycle}/seances", MAY_ANYONE, session_list_page, 0 },
	{ METHOD_GET, "/cycles/{cycle}/seances/nouvelle", MAY_FACILITATE, session_new_page, 0 },
	{ METHOD_POST, "/cycles/{cycle}/seances/nouvelle", MAY_FACILITATE, session_new_post, 0 },
	{ METHOD_GET, SESSION, MAY_ANYONE, session_page, 0 },
	{ METHOD_GET, SESSION "/seance.ics", MAY_ANYONE, session_calendar_file, 0 },
	{ METHOD_GET, SESSION "/modifier", MAY_FACILITATE, session_edit_page, 0 },
	{ METHOD_POST, SESSION "/modifier", MAY_FACILITATE, session_edit_post, 0 },
	{ METHOD_GET, SESSION "/suppression", MAY_FACILITATE, session_remove_page, 0 },
	{ METHOD_POST, SESSION "/suppression", MAY_FACILITATE, session_remove_post, 0 },

	{ METHOD_GET, SESSION "/programme", MAY_FACILITATE, programme_page, 0 },
	{ METHOD_POST, SESSION "/programme", MAY_FACILITATE, programme_post, 0 },
	{ METHOD_GET, SESSION "/programme/{item_id}", MAY_FACILITATE, programme_item_page, 0 },
	{ METHOD_POST, SESSION "/programme/{item_id}", MAY_FACILITATE, programme_item_post, 0 },
	{ METHOD_POST, SESSION "/programme/{item_id}/suppression", MAY_FACILITATE, programme_remove_post, 0 },

	{ METHOD_GET, SESSION "/documents", MAY_FACILITATE, documents_page, 0 },
	{ METHOD_POST, SESSION "/documents", MAY_FACILITATE, documents_post, ROUTE_UPLOAD },
	{ METHOD_GET, SESSION "/documents/{file_id}", MAY_SEE_COHORT, document_file, ROUTE_SLOW },
	{ METHOD_POST, SESSION "/documents/{document_id}/suppression", MAY_FACILITATE, document_remove_post, 0 },

	{ METHOD_GET, SESSION "/compte-rendu", MAY_FACILITATE, minutes_page, 0 },
	{ METHOD_POST, SESSION "/compte-rendu", MAY_FACILITATE, minutes_post, 0 },
	{ METHOD_POST, SESSION "/compte-rendu/publication", MAY_FACILITATE, minutes_publish_post, 0 },
	{ METHOD_GET, SESSION "/compte-rendu/{version_id}", MAY_FACILITATE, minutes_version_page, 0 },

	{ METHOD_POST, SESSION "/enseignements", MAY_TAKE_PART, takeaway_post, 0 },
	{ METHOD_GET, SESSION "/enseignements/{takeaway_id}", MAY_TAKE_PART, takeaway_page, 0 },
	{ METHOD_POST, SESSION "/enseignements/{takeaway_id}", MAY_TAKE_PART, takeaway_edit_post, 0 },
	{ METHOD_POST, SESSION "/enseignements/{takeaway_id}/suppression", MAY_TAKE_PART, takeaway_remove_post, 0 },

	{ METHOD_GET, SESSION "/emargement", MAY_FACILITATE, attendance_page, 0 },
	{ METHOD_POST, SESSION "/emargement", MAY_FACILITATE, attendance_post, 0 },
	{ METHOD_GET, SESSION "/emargement/feuille", MAY_FACILITATE, attendance_sheet, 0 },
	{ METHOD_GET, SESSION "/emargement/affiche", MAY_FACILITATE, attendance_poster, 0 },
	{ METHOD_GET, "/emargement/{code}", MAY_SIGNED_IN, checkin_page, 0 },
	{ METHOD_POST, "/emargement/{code}", MAY_SIGNED_IN, checkin_post, 0 },

	/* The address is the proof: a calendar program does not sign in. */
	{ METHOD_GET, "/calendrier/{token}", MAY_ANYONE, calendar_feed, 0 },
};
const struct routes session_routes = ROUTES(routes);
