/* The mails of the call: the invitation of the other half, a reminder, the receipt. Queued in
 * the command that causes them. */
#include "call/application.h"

#include "mail/mail.h"
#include "people/person.h"
#include "people/token.h"

/* Someone without an account yet reads French. */
static enum lang reader_lang(struct db *db, struct arena *arena, struct text email)
{
	const struct person *person = person_by_email(db, arena, email);
	return person ? person_lang(person) : LANG_FR;
}

static struct mail mail_to(const struct call_mail *about, const struct applicant *to, const char *kind, enum lang lang)
{
	return (struct mail){ .kind = kind, .cycle = about->call->cycle, .to = to->email, .to_name = to->name,
		              .lang = lang };
}

void mail_invitation(struct db *tx, struct arena *arena, const struct call_mail *about, const struct applicant *to,
                     struct text from, struct text token)
{
	enum lang lang = reader_lang(tx, arena, to->email);
	struct words words = { .name = from, .territory = about->application->name, .title = about->call->title,
		               .date = about->call->closes, .email = about->call->contact_email };
	struct mail mail = mail_to(about, to, "pair", lang);
	mail.key = text_join(arena, text("pair:"), token_hash(arena, token)); /* one a link */
	mail.subject = translate(arena, lang, N_("{territory} : confirmez votre binôme"), &words);
	mail.paragraphs[0] = translate(arena, lang, N_("{name} prépare avec vous la candidature de votre territoire, « {territory} », à « {title} »."), &words);
	mail.paragraphs[1] = translate(arena, lang, N_("Une candidature est portée par deux personnes, l'une élue, l'autre des services. Chacune confirme depuis sa propre boîte de courriel : c'est l'objet de ce message."), &words);
	mail.paragraphs[2] = translate(arena, lang, N_("Clôture de l'appel : {date}, heure de Paris."), &words);
	mail.button = translate(arena, lang, N_("Voir et confirmer"), &words);
	mail.address = url_absolute(arena, about->app->settings.base_url, URL("/binome/$1", token));
	mail.small = translate(arena, lang, N_("Ce lien vous est personnel et sert une fois. Vous n'êtes pas de ce territoire, ou n'avez rien à voir avec ce projet ? Ignorez ce message, ou dites-le à {email}."), &words);
	mail_queue(tx, arena, about->app, &mail);
}

void mail_reminder(struct db *tx, struct arena *arena, const struct call_mail *about, const struct applicant *to,
                   struct instant at)
{
	enum lang lang = reader_lang(tx, arena, to->email);
	struct words words = { .territory = about->application->name, .title = about->call->title,
		               .date = about->call->closes };
	struct mail mail = mail_to(about, to, "reminder", lang);
	mail.key = text_format(arena, "pair-reminder:%lld:%lld", (long long)to->application, (long long)day_of(at).n);
	mail.subject = translate(arena, lang, N_("{territory} : il manque la moitié du binôme"), &words);
	mail.paragraphs[0] = translate(arena, lang, N_("La candidature de votre territoire, « {territory} », à « {title} » est commencée, mais personne n'a encore été invité à la porter avec vous."), &words);
	mail.paragraphs[1] = translate(arena, lang, N_("Elle ne peut être déposée que par deux personnes qui ont confirmé chacune : une élue, une des services. Clôture de l'appel : {date}, heure de Paris."), &words);
	mail.button = translate(arena, lang, N_("Inviter l'autre moitié du binôme"), &words);
	mail.address = url_absolute(arena, about->app->settings.base_url,
	                            URL("/candidatures/$1/binome", to->application));
	mail_queue(tx, arena, about->app, &mail);
}

void mail_confirmed(struct db *tx, struct arena *arena, const struct call_mail *about, const struct applicant *to,
                    struct text confirmed)
{
	enum lang lang = reader_lang(tx, arena, to->email);
	struct words words = { .name = confirmed, .territory = about->application->name, .title = about->call->title,
		               .date = about->call->closes };
	struct mail mail = mail_to(about, to, "pair-complete", lang);
	mail.key = text_format(arena, "pair-complete:%lld:%" TEXT, (long long)to->application, text_args(to->side));
	mail.subject = translate(arena, lang, N_("{territory} : votre binôme est complet"), &words);
	mail.paragraphs[0] = translate(arena, lang, N_("{name} a confirmé : vous portez maintenant à deux la candidature de « {territory} » à « {title} »."), &words);
	mail.paragraphs[1] = translate(arena, lang, N_("Il reste à la relire et à la déposer. Clôture de l'appel : {date}, heure de Paris."), &words);
	mail.button = translate(arena, lang, N_("Ouvrir la candidature"), &words);
	mail.address = url_absolute(arena, about->app->settings.base_url, application_url(to->application));
	mail_queue(tx, arena, about->app, &mail);
}

static void receipt_facts(struct arena *arena, struct mail *mail, const struct call_mail *about)
{
	const struct application *a = about->application;
	const struct { const char *label; struct text value; } facts[] = {
		{ N_("Numéro"), a->number },
		{ N_("Reçue le"), instant_long(arena, mail->lang, a->submitted) },
		{ N_("Territoire"), a->name },
		{ N_("Élue ou élu"), a->elected_name },
		{ N_("Agente ou agent"), a->staff_name },
		{ N_("Service chargé du dossier"), about->app->settings.centre },
		{ N_("Contact"), about->call->contact_name },
		{ N_("Courriel"), about->call->contact_email },
	};
	/* A call whose contact has left, and whose account is erased, has none. */
	for (size_t i = 0; i < sizeof facts / sizeof *facts && facts[i].value.n; i++)
		mail->facts[i] = (struct mail_line){ translate(arena, mail->lang, facts[i].label, NULL),
		                                      facts[i].value };
}

void mail_receipt(struct db *tx, struct arena *arena, const struct call_mail *about, const struct applicant *to)
{
	enum lang lang = reader_lang(tx, arena, to->email);
	struct words words = { .number = about->application->number, .territory = about->application->name,
		               .title = about->call->title };
	struct mail mail = mail_to(about, to, "receipt", lang);
	mail.key = text_format(arena, "receipt:%lld:%" TEXT, (long long)to->application, text_args(to->side));
	mail.subject = translate(arena, lang, N_("Accusé de réception : candidature {number}, {territory}"), &words);
	mail.paragraphs[0] = translate(arena, lang, N_("La candidature de votre territoire à « {title} » est bien reçue. Gardez ce message : il en est l'accusé de réception."), &words);
	mail.paragraphs[1] = translate(arena, lang, N_("Elle ne change plus. La décision vous sera écrite, à vous et à votre binôme."), &words);
	receipt_facts(arena, &mail, about);
	mail.button = translate(arena, lang, N_("Voir le récépissé"), &words);
	mail.address = url_absolute(arena, about->app->settings.base_url,
	                            URL("/candidatures/$1/recepisse", to->application));
	mail_queue(tx, arena, about->app, &mail);
}
