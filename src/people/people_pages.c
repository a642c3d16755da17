/* The routes of people and of mails: one line a page. */
#include "people/pages.h"

static const struct route people[] = {
	{ METHOD_GET, "/connexion", MAY_ANYONE, signin_page, 0 },
	{ METHOD_POST, "/connexion", MAY_ANYONE, signin_post, 0 },
	{ METHOD_GET, "/connexion/envoyee", MAY_ANYONE, signin_sent_page, 0 },
	{ METHOD_GET, "/connexion/lien/{token}", MAY_ANYONE, link_page, 0 },
	{ METHOD_POST, "/connexion/lien/{token}", MAY_ANYONE, link_post, 0 },
	{ METHOD_GET, "/connexion/mot-de-passe", MAY_ANYONE, password_page, 0 },
	{ METHOD_POST, "/connexion/mot-de-passe", MAY_ANYONE, password_post, ROUTE_SLOW },
	{ METHOD_POST, "/deconnexion", MAY_ANYONE, signout_post, 0 },

	{ METHOD_GET, "/moi", MAY_SIGNED_IN, me_page, 0 },
	{ METHOD_POST, "/moi", MAY_SIGNED_IN, me_post, 0 },
	{ METHOD_POST, "/moi/deconnexion", MAY_SIGNED_IN, me_logout_post, 0 },
	{ METHOD_POST, "/moi/deconnexion-partout", MAY_SIGNED_IN, me_logout_all_post, 0 },
	{ METHOD_GET, "/moi/donnees.json", MAY_SIGNED_IN, me_export, ROUTE_SLOW },
	{ METHOD_POST, "/moi/calendrier", MAY_SIGNED_IN, calendar_post, 0 },
	{ METHOD_POST, "/moi/calendrier/suppression", MAY_SIGNED_IN, calendar_revoke_post, 0 },
	{ METHOD_GET, "/moi/mot-de-passe", MAY_SIGNED_IN, password_change_page, 0 },
	{ METHOD_POST, "/moi/mot-de-passe", MAY_SIGNED_IN, password_change_post, ROUTE_SLOW },
	{ METHOD_GET, "/moi/effacement", MAY_SIGNED_IN, erase_page, 0 },
	{ METHOD_POST, "/moi/effacement", MAY_SIGNED_IN, erase_post, 0 },

	{ METHOD_GET, "/invitation/{token}", MAY_ANYONE, invitation_page, 0 },
	{ METHOD_POST, "/invitation/{token}", MAY_ANYONE, invitation_post, 0 },
	{ METHOD_GET, "/cycles/{cycle}/equipe", MAY_FACILITATE, team_page, 0 },
	{ METHOD_POST, "/cycles/{cycle}/equipe", MAY_FACILITATE, team_invite_post, 0 },
	{ METHOD_POST, "/cycles/{cycle}/equipe/invitations/{id}", MAY_FACILITATE, team_resend_post, 0 },
	{ METHOD_POST, "/cycles/{cycle}/equipe/invitations/{id}/suppression", MAY_FACILITATE, team_cancel_post, 0 },
	{ METHOD_POST, "/cycles/{cycle}/equipe/{id}/retrait", MAY_FACILITATE, team_remove_post, 0 },

	{ METHOD_GET, "/demo", MAY_ANYONE, demo_page, 0 },
	{ METHOD_GET, "/demo/connexion", MAY_ANYONE, demo_signin_page, 0 },
	{ METHOD_POST, "/demo/connexion", MAY_ANYONE, demo_signin_post, 0 },
};
const struct routes people_routes = ROUTES(people);

static const struct route mails[] = {
	{ METHOD_GET, "/cycles/{cycle}/courriels", MAY_FACILITATE, mails_page, 0 },
	{ METHOD_POST, "/cycles/{cycle}/courriels/{id}", MAY_FACILITATE, mail_retry_post, 0 },
	{ METHOD_GET, "/desabonnement/{id}/{token}", MAY_ANYONE, unsubscribe_page, 0 },
	/* A mail program posts there by itself (RFC 8058): the address is the proof. */
	{ METHOD_POST, "/desabonnement/{id}/{token}", MAY_ANYONE, unsubscribe_post, ROUTE_MACHINE },
	{ METHOD_GET, "/demo/mails", MAY_ANYONE, demo_mails_page, 0 },
	{ METHOD_GET, "/demo/mails/{id}", MAY_ANYONE, demo_mail_page, 0 },
};
const struct routes mail_routes = ROUTES(mails);
