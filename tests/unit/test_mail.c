/* Mails: composition in both languages, and header fields that nothing typed can break. */
#include "mail/compose.h"
#include "mail/headers.h"
#include "unit.h"

#include <string.h>

static const struct mail_furniture furniture = {
	.centre = T("Centre d'essai"), .site = T("https://cordee.example"),
};

static const struct mail sample = {
	.kind = "receipt",
	.to = T("a@b.example"),
	.subject = T("Reçu <1>"),
	.paragraphs = { T("Bonjour,"), T("Première ligne.\nDeuxième <b>ligne</b>.") },
	.facts = { { T("Territoire"), T("Vimy & Farbus") }, { T("Numéro"), T("2021-0007") } },
	.button = T("Voir la candidature"),
	.address = T("https://cordee.example/x?a=1&b=2"),
	.small = T("Gardez ce message."),
};

static bool holds(struct text a, const char *words)
{
	return text_find(a, text_of(words)) < a.n;
}

static void plain_text(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	assert_text(mail_plain(arena, &sample, &furniture),
	            "Bonjour,\n\n"
	            "Première ligne.\nDeuxième <b>ligne</b>.\n\n"
	            "Territoire\u00a0: Vimy & Farbus\nNuméro\u00a0: 2021-0007\n\n"
	            "Voir la candidature\u00a0:\nhttps://cordee.example/x?a=1&b=2\n\n"
	            "Gardez ce message.\n\n"
	            "-- \nCentre d'essai\nhttps://cordee.example\n");
}

static void facts_follow_the_first_words(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct mail mail = { .paragraphs = { text("Merci."), text("À bientôt.") }, .facts = { { text("A"), text("b") } } };
	assert_true(text_starts(mail_plain(arena, &mail, &furniture), "Merci.\n\nA\u00a0: b\n\nÀ bientôt.\n\n"));
	mail.paragraphs[0] = text("Bonjour,");
	mail.paragraphs[1] = NO_TEXT;
	assert_true(text_starts(mail_plain(arena, &mail, &furniture), "Bonjour,\n\nA\u00a0: b\n\n"));
}

static void html_escapes_and_has_one_button(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct text html = mail_html(arena, &sample, &furniture);
	assert_true(text_starts(html, "<!doctype html>"));
	assert_true(holds(html, "<html lang=\"fr\">"));
	assert_true(holds(html, "Deuxième &lt;b&gt;ligne&lt;/b&gt;."));
	assert_true(holds(html, "Première ligne.<br>"));
	assert_true(holds(html, "Vimy &amp; Farbus"));
	assert_true(holds(html, "<title>Reçu &lt;1&gt;</title>"));
	assert_true(holds(html, "class=\"button\" href=\"https://cordee.example/x?a=1&amp;b=2\""));
	assert_false(holds(html, "<table"));
	assert_false(holds(html, "<img"));
}

static void english_and_digest(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct mail mail = sample;
	struct mail_furniture digest = furniture;
	mail.lang = LANG_EN;
	digest.unsubscribe = text("https://cordee.example/desabonnement/1/ab");
	struct text plain = mail_plain(arena, &mail, &digest);
	assert_true(holds(plain, "Territoire: Vimy & Farbus\n"));
	assert_true(holds(plain, "Voir la candidature:\n"));
	assert_true(holds(plain, "Stop receiving this digest:\nhttps://cordee.example/desabonnement/1/ab\n"));
	struct text html = mail_html(arena, &mail, &digest);
	assert_true(holds(html, "<html lang=\"en\">"));
	assert_true(holds(html, "Stop receiving this digest"));
}

static void a_script_in_an_address_is_no_link(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct mail mail = sample;
	mail.address = text("javascript:alert(1)");
	assert_false(holds(mail_html(arena, &mail, &furniture), "href=\"javascript"));
}

static void headers(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	assert_text(header_text(arena, "Subject", text("Plain words")), "Subject: Plain words");
	assert_text(header_text(arena, "Subject", text("Été")), "Subject: =?UTF-8?B?w4l0w6k=?=");
	assert_text(header_text(arena, "Subject", text("a =?UTF-8?B?eA==?= b")),
	            "Subject: =?UTF-8?B?YSA9P1VURi04P0I/ZUE9PT89IGI=?=");
	assert_text(header_mailbox(arena, "To", text("Jo \"J\" Doe"), text("a@b.example")),
	            "To: \"Jo \\\"J\\\" Doe\" <a@b.example>");
	assert_text(header_mailbox(arena, "To", NO_TEXT, text("a@b.example")), "To: <a@b.example>");
	/* Long words are folded, each piece short and whole. */
	struct text folded = header_text(arena, "Subject",
	    text("Votre candidature à l'accompagnement « Vers des territoires participatifs » est enregistrée"));
	for (struct text rest = folded; rest.n;) {
		struct text line = text_cut(&rest, '\n');
		assert_true(line.n <= 90);
		assert_true(text_starts(line, "Subject: =?UTF-8?B?") || text_starts(line, " =?UTF-8?B?"));
	}
}

/* However it is typed, a value stays inside its field. */
static void headers_cannot_be_injected(void **state)
{
	static const char *const attacks[] = {
		"x\r\nBcc: all@b.example", "x\nBcc: all@b.example", "x\rBcc: all@b.example", "x\n\nbody",
		"\r\n", "é\r\nBcc: all@b.example", "x\x0b\x0c\x7f",
	};
	(void)state;
	ARENA_SCOPED arena = arena_new();
	for (size_t i = 0; i < sizeof attacks / sizeof *attacks; i++) {
		struct text made[] = {
			header_text(arena, "Subject", text_of(attacks[i])),
			header_mailbox(arena, "To", text_of(attacks[i]), text("a@b.example")),
			header_mailbox(arena, "To", text("x"), text_of(attacks[i])),
		};
		for (size_t k = 0; k < sizeof made / sizeof *made; k++)
			for (size_t at = 0; at < made[k].n; at++)
				if (made[k].at[at] == '\n' || made[k].at[at] == '\r')
					assert_true(text_starts(text_slice(made[k], at, made[k].n), "\r\n =?")
					            || text_starts(text_slice(made[k], at, made[k].n), "\n =?"));
		assert_false(address_valid(text_of(attacks[i])));
	}
}

static void addresses(void **state)
{
	static const char *const wrong[] = { "", "a", "@", "a@", "@b", "a@b@c", "a b@c", "a@b>", "<a@b", "a@b,c@d", "é@b" };
	(void)state;
	assert_true(address_valid(text("prenom.nom+x@mairie.example")));
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_false(address_valid(text_of(wrong[i])));
}

static void keys_are_cut_from_what_is_kept(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	static const char key[] = "0123456789abcdef0123456789abcdef";
	struct text mail = text_format(arena, "Ouvrir :\nhttps://x.example/a/%s%s\nou /b/%s, le 2021-07-08 (cafe, décade).", key, key, key);
	assert_text(mail_without_keys(arena, mail), "Ouvrir :\nhttps://x.example/a/…\nou /b/…, le 2021-07-08 (cafe, décade).");
	assert_text(mail_without_keys(arena, text("Sans clé : abcdef0123456789.")), "Sans clé : abcdef0123456789.");
	assert_text(mail_without_keys(arena, NO_TEXT), "");
}

static void kinds(void **state)
{
	(void)state;
	assert_non_null(mail_kind(text("sign-in")));
	assert_false(mail_kind(text("sign-in"))->digest);
	assert_true(mail_kind(text("digest"))->digest);
	assert_null(mail_kind(text("spam")));
	for (const struct mail_kind *kind = mail_kinds; kind->name; kind++)
		assert_ptr_equal(mail_kind(text_of(kind->name)), kind); /* no name twice */
}

static void unsubscribing_needs_the_proof(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct app app = { .secret = { 1, 2, 3 } }, other = { .secret = { 9 } };
	struct url url = mail_unsubscribe_url(arena, &app, 7);
	struct text token = url.values[1].t;
	assert_text(url_text(arena, url), text_z(arena, text_format(arena, "/desabonnement/7/%" TEXT, text_args(token))));
	assert_true(mail_unsubscribe_right(arena, &app, 7, token));
	assert_false(mail_unsubscribe_right(arena, &app, 8, token));
	assert_false(mail_unsubscribe_right(arena, &other, 7, token));
	assert_false(mail_unsubscribe_right(arena, &app, 7, NO_TEXT));
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(plain_text),
	cmocka_unit_test(facts_follow_the_first_words),
	cmocka_unit_test(html_escapes_and_has_one_button),
	cmocka_unit_test(english_and_digest),
	cmocka_unit_test(a_script_in_an_address_is_no_link),
	cmocka_unit_test(headers),
	cmocka_unit_test(headers_cannot_be_injected),
	cmocka_unit_test(addresses),
	cmocka_unit_test(keys_are_cut_from_what_is_kept),
	cmocka_unit_test(kinds),
	cmocka_unit_test(unsubscribing_needs_the_proof),
};
RUN(tests)
