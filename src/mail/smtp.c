/* SMTP by libcurl: a multipart/alternative of plain text and HTML, with the calendar beside it. */
#include "mail/smtp.h"

#include "base/check.h"
#include "mail/headers.h"
#include "mail/libcurl.h"
#include "mail/mail.h"

#include <inttypes.h>
#include <sodium.h>

struct smtp {
	CURL *curl;
};

enum { SECONDS = 30 };

struct smtp *smtp_new(void)
{
	struct smtp *smtp = calloc(1, sizeof *smtp);
	check(smtp);
	smtp->curl = libcurl.curl_easy_init();
	check(smtp->curl);
	return smtp;
}

void smtp_free(struct smtp *smtp)
{
	libcurl.curl_easy_cleanup(smtp->curl);
	free(smtp);
}

/* The same for every try of a row, so that a reader who gets two shows one. */
static struct text message_id(struct arena *arena, const struct app *app, const struct letter *letter)
{
	unsigned char hash[16];
	check(crypto_generichash(hash, sizeof hash, (const unsigned char *)letter->key.at, letter->key.n,
	                         app->secret, sizeof app->secret) == 0);
	struct text rest = app->settings.mail_from;
	text_cut(&rest, '@');
	return text_format(arena, "Message-ID: <%" PRId64 ".%" TEXT "@%" TEXT ">", letter->id,
	                   text_args(text_hex(arena, hash, sizeof hash)), text_args(rest));
}

static void header_add(struct curl_slist **list, struct arena *arena, struct text line)
{
	struct curl_slist *longer = libcurl.curl_slist_append(*list, text_z(arena, line));
	check(longer);
	*list = longer;
}

static struct curl_slist *headers(struct arena *arena, const struct app *app, const struct letter *letter)
{
	struct curl_slist *list = NULL;
	const struct mail_kind *kind = mail_kind(letter->kind);
	header_add(&list, arena, header_mailbox(arena, "From", app->settings.centre, app->settings.mail_from));
	header_add(&list, arena, header_mailbox(arena, "To", letter->recipient_name, letter->recipient));
	header_add(&list, arena, header_text(arena, "Subject", letter->subject));
	header_add(&list, arena, text_join(arena, text("Date: "), instant_rfc822(arena, letter->created)));
	header_add(&list, arena, message_id(arena, app, letter));
	header_add(&list, arena, text("Auto-Submitted: auto-generated"));
	header_add(&list, arena, text("MIME-Version: 1.0"));
	if (kind && kind->digest && letter->person) {
		struct text url = url_absolute(arena, app->settings.base_url,
		                               mail_unsubscribe_url(arena, app, letter->person));
		header_add(&list, arena, text_format(arena, "List-Unsubscribe: <%" TEXT ">", text_args(url)));
		header_add(&list, arena, text("List-Unsubscribe-Post: List-Unsubscribe=One-Click"));
	}
	return list;
}

static void part_add(curl_mime *mime, const char *type, struct text bytes)
{
	curl_mimepart *part = libcurl.curl_mime_addpart(mime);
	check(part);
	check(libcurl.curl_mime_data(part, bytes.n ? bytes.at : "", bytes.n) == CURLE_OK);
	check(libcurl.curl_mime_type(part, type) == CURLE_OK);
	check(libcurl.curl_mime_encoder(part, "quoted-printable") == CURLE_OK);
}

/* mixed { alternative { plain, html }, calendar }, or the alternative alone. */
static curl_mime *body(CURL *curl, const struct letter *letter)
{
	curl_mime *mime = libcurl.curl_mime_init(curl);
	curl_mime *choice = libcurl.curl_mime_init(curl);
	check(mime && choice);
	part_add(choice, "text/plain; charset=utf-8", letter->plain);
	part_add(choice, "text/html; charset=utf-8", letter->html);
	curl_mimepart *part = libcurl.curl_mime_addpart(mime);
	check(part);
	check(libcurl.curl_mime_subparts(part, choice) == CURLE_OK);
	check(libcurl.curl_mime_type(part, "multipart/alternative") == CURLE_OK);
	if (letter->calendar.n)
		part_add(mime, "text/calendar; charset=utf-8; method=PUBLISH; name=seance.ics", letter->calendar);
	return mime;
}

static void prepare(CURL *curl, struct arena *arena, const struct settings *settings, struct curl_slist *to)
{
	bool secret = settings->smtp_user.n > 0;
	libcurl.curl_easy_reset(curl);
	libcurl.curl_easy_setopt(curl, CURLOPT_URL, text_z(arena, settings->smtp));
	libcurl.curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	libcurl.curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	libcurl.curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)SECONDS);
	/* A password only leaves encrypted, to a server that proves its name. Without one, encrypted
	 * when the server offers it, whatever its certificate (a relay beside us has often none that
	 * anyone signed): whoever could forge it could as well remove the offer. */
	libcurl.curl_easy_setopt(curl, CURLOPT_USE_SSL, (long)(secret ? CURLUSESSL_ALL : CURLUSESSL_TRY));
	if (!secret && text_starts(settings->smtp, "smtp://")) {
		libcurl.curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 0L);
		libcurl.curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 0L);
	}
	if (secret) {
		libcurl.curl_easy_setopt(curl, CURLOPT_USERNAME, text_z(arena, settings->smtp_user));
		libcurl.curl_easy_setopt(curl, CURLOPT_PASSWORD, text_z(arena, settings->smtp_password));
	}
	libcurl.curl_easy_setopt(curl, CURLOPT_MAIL_FROM, text_z(arena, settings->mail_from));
	libcurl.curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, to);
}

static struct delivery outcome(CURL *curl, struct arena *arena, CURLcode code)
{
	long status = 0;
	libcurl.curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
	if (code == CURLE_OK)
		return (struct delivery){ .sent = true };
	/* The library's own sentence and the server's number: the server's words may hold an address. */
	struct text problem = status >= 400 ? text_format(arena, "%s (%ld)", libcurl.curl_easy_strerror(code), status)
	                                    : text_of(libcurl.curl_easy_strerror(code));
	return (struct delivery){ .final = status >= 500 && code != CURLE_LOGIN_DENIED, .problem = problem };
}

struct delivery smtp_send(struct smtp *smtp, struct arena *arena, const struct app *app, const struct letter *letter)
{
	if (!address_valid(letter->recipient))
		return (struct delivery){ .final = true, .problem = text("not an address") };
	struct curl_slist *to = libcurl.curl_slist_append(NULL, text_z(arena, letter->recipient));
	check(to);
	prepare(smtp->curl, arena, &app->settings, to);
	struct curl_slist *fields = headers(arena, app, letter);
	curl_mime *mime = body(smtp->curl, letter);
	libcurl.curl_easy_setopt(smtp->curl, CURLOPT_HTTPHEADER, fields);
	libcurl.curl_easy_setopt(smtp->curl, CURLOPT_MIMEPOST, mime);
	struct delivery delivery = outcome(smtp->curl, arena, libcurl.curl_easy_perform(smtp->curl));
	libcurl.curl_mime_free(mime);
	libcurl.curl_slist_free_all(fields);
	libcurl.curl_slist_free_all(to);
	return delivery;
}
