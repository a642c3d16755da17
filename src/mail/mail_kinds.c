/* The table of kinds of mail: one line a kind; also shown to facilitators and in the manual. */
#include "mail/mail.h"

const struct mail_kind mail_kinds[] = {
	{ "sign-in", N_("lien de connexion"), false },
	{ "password", N_("mot de passe changé"), false },
	{ "invitation", N_("invitation à un rôle"), false },
	{ "pair", N_("confirmation d'un binôme"), false },
	{ "pair-complete", N_("binôme complet"), false },
	{ "receipt", N_("accusé de réception d'une candidature"), false },
	{ "decision", N_("décision sur une candidature"), false },
	{ "session", N_("invitation à une séance"), false },
	{ "registration", N_("inscription à la restitution"), false },
	{ "reply", N_("réponse à un blocage"), false },
	{ "message", N_("message de l'animation"), false },
	{ "reminder", N_("rappel"), false },
	{ "digest", N_("résumé de la semaine"), true },
	{ 0 },
};

const struct mail_kind *mail_kind(struct text name)
{
	for (const struct mail_kind *kind = mail_kinds; kind->name; kind++)
		if (text_is(name, kind->name))
			return kind;
	return NULL;
}
