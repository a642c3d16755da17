/* The routes of sessions: one line a page. */
#include "session/activity_pages.h"
#include "session/session_pages.h"

#define SESSION "/cycles/{cycle}/seances/{id}"
#define ACTIVITY SESSION "/activites/{activity_id}"

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

	{ METHOD_GET, SESSION "/activites/nouvelle", MAY_FACILITATE, activity_new_page, 0 },
	{ METHOD_POST, SESSION "/activites/nouvelle", MAY_FACILITATE, activity_new_post, 0 },
	{ METHOD_GET, ACTIVITY, MAY_FACILITATE, activity_desk_page, 0 },
	{ METHOD_GET, ACTIVITY "/modifier", MAY_FACILITATE, activity_edit_page, 0 },
	{ METHOD_POST, ACTIVITY "/modifier", MAY_FACILITATE, activity_edit_post, 0 },
	{ METHOD_POST, ACTIVITY "/suppression", MAY_FACILITATE, activity_remove_post, 0 },
	{ METHOD_POST, ACTIVITY "/ouverture", MAY_FACILITATE, activity_open_post, 0 },
	{ METHOD_POST, ACTIVITY "/cloture", MAY_FACILITATE, activity_close_post, 0 },
	{ METHOD_POST, ACTIVITY "/idees", MAY_FACILITATE, activity_hide_post, ROUTE_AGAIN },
	{ METHOD_GET, ACTIVITY "/idees.csv", MAY_FACILITATE, activity_table, 0 },
	{ METHOD_GET, ACTIVITY "/flux", MAY_FACILITATE, activity_desk_stream, 0 },
	{ METHOD_GET, ACTIVITY "/ecran", MAY_FACILITATE, activity_wall_page, 0 },

	/* The room: whoever has the code. A vote is posted again and again from the same page. */
	{ METHOD_GET, "/rejoindre", MAY_ANYONE, join_page, 0 },
	{ METHOD_POST, "/rejoindre", MAY_ANYONE, join_post, 0 },
	{ METHOD_GET, "/a/{code}", MAY_ANYONE, room_page, 0 },
	{ METHOD_POST, "/a/{code}/idees", MAY_ANYONE, room_idea_post, 0 },
	{ METHOD_POST, "/a/{code}/voix", MAY_ANYONE, room_vote_post, ROUTE_AGAIN },
	{ METHOD_GET, "/a/{code}/flux", MAY_ANYONE, room_stream, 0 },
	{ METHOD_GET, "/a/{code}/ecran", MAY_ANYONE, activity_code_wall_page, 0 },
	{ METHOD_GET, "/a/{code}/ecran/flux", MAY_ANYONE, activity_wall_stream, 0 },

	/* The address is the proof: a calendar program does not sign in. */
	{ METHOD_GET, "/calendrier/{token}", MAY_ANYONE, calendar_feed, 0 },
};
const struct routes session_routes = ROUTES(routes);
