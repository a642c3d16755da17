/* The outbox: writing a mail with the transaction that causes it. Sending lives in mailer.c. */
#include "mail/mail.h"

#include "base/check.h"
#include "mail/compose.h"

#include <sodium.h>

STATEMENT(insert_mail,
          "INSERT INTO outbox (key, kind, cycle, recipient, recipient_name, subject, plain, html, calendar,"
          " created, next_try) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)"
          " ON CONFLICT (key) DO NOTHING",
          .params = "ttitttttti")

STATEMENT(person_of_address, "SELECT id FROM person WHERE email = $1", .params = "t")

/* 16 bytes of a keyed hash of the person's number. */
enum { PROOF = 16 };
static void prove(const struct app *app, int64_t person, unsigned char proof[PROOF])
{
	crypto_generichash_state state;
	static const unsigned char purpose[] = "unsubscribe";
	check(crypto_generichash_init(&state, app->secret, sizeof app->secret, PROOF) == 0);
	check(crypto_generichash_update(&state, purpose, sizeof purpose) == 0);
	check(crypto_generichash_update(&state, (const unsigned char *)&person, sizeof person) == 0);
	check(crypto_generichash_final(&state, proof, PROOF) == 0);
}

struct url mail_unsubscribe_url(struct arena *arena, const struct app *app, int64_t person)
{
	unsigned char proof[PROOF];
	prove(app, person, proof);
	return URL("/desabonnement/$1/$2", person, text_hex(arena, proof, PROOF));
}

bool mail_unsubscribe_right(struct arena *arena, const struct app *app, int64_t person, struct text token)
{
	(void)arena;
	unsigned char proof[PROOF], given[PROOF];
	prove(app, person, proof);
	return text_unhex(token, given, PROOF) && sodium_memcmp(proof, given, PROOF) == 0;
}

/* A subject is one line, whatever was typed into it. */
static struct text one_line(struct arena *arena, struct text a)
{
	char *at = arena_copy(arena, a.at, a.n);
	for (size_t i = 0; i < a.n; i++)
		if ((unsigned char)at[i] < ' ')
			at[i] = ' ';
	return text_trim((struct text){ at, a.n });
}

void mail_queue(struct db *tx, struct arena *arena, const struct app *app, const struct mail *mail)
{
	const struct mail_kind *kind = mail_kind(text_of(mail->kind));
	check(kind);
	if (!mail->to.n)
		return;
	struct mail_furniture furniture = {
		.centre = app->settings.centre,
		.site = app->settings.base_url,
	};
	int64_t person = kind->digest ? db_int(tx, &person_of_address, BIND(mail->to)) : 0;
	if (person)
		furniture.unsubscribe =
		    url_absolute(arena, app->settings.base_url, mail_unsubscribe_url(arena, app, person));
	db_run(tx, &insert_mail,
	       BIND(mail->key, mail->kind, v_id(mail->cycle), mail->to, one_line(arena, mail->to_name),
	            one_line(arena, mail->subject), mail_plain(arena, mail, &furniture),
	            mail_html(arena, mail, &furniture), mail->calendar.n ? mail->calendar : text(""), clock_now()));
}
