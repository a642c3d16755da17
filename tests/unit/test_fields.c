/* Fields: each kind as it is shown the first time, filled, and after a refusal. */
#include "visit.h"

#include "html/fields.h"

static const struct app app;

struct input {
	struct text title, body, email, password, link, code_name, code_name_code;
	int64_t people, choice, few, starts;
	struct day day;
	struct instant at;
	bool agreed;
	struct many topics;
	struct upload file;
};

static const struct option few[] = { OPTION("1", "Un <peu>"), { T("2"), NULL, T("Écrit par <quelqu'un>"), "Aide de deux" }, { .label = NULL } };
static const struct option lots[] = {
	OPTION("1", "a"), OPTION("2", "b"), OPTION("3", "c"), OPTION("4", "d"), OPTION("5", "e"),
	OPTION("6", "f"), OPTION("7", "g"), OPTION("8", "h"), OPTION("9", "i"), { .label = NULL },
};
static const struct field fields[] = {
	FIELD(struct input, title, FIELD_TEXT, "Titre", .max = 120),
	FIELD(struct input, body, FIELD_LONG, "Ce qui bloque ?", .max = 4000, .help = "Trois lignes <suffisent>", .rows = 9),
	FIELD(struct input, email, FIELD_EMAIL, "Adresse", .optional = true),
	FIELD(struct input, password, FIELD_PASSWORD, "Mot de passe", .autocomplete = "new-password"),
	FIELD(struct input, link, FIELD_URL, "Page", .optional = true),
	FIELD(struct input, people, FIELD_NUMBER, "Personnes", .max = 500),
	FIELD(struct input, day, FIELD_DAY, "Jour"),
	FIELD(struct input, starts, FIELD_CLOCK, "Début"),
	FIELD(struct input, at, FIELD_INSTANT, "Clôture"),
	FIELD(struct input, few, FIELD_CHOICE, "Peu", .options = few, .optional = true),
	FIELD(struct input, choice, FIELD_CHOICE, "Beaucoup", .options = lots),
	FIELD(struct input, topics, FIELD_MANY, "Sujets", .options = few),
	FIELD(struct input, agreed, FIELD_CHECK, "J'accepte", .min = 1),
	FIELD(struct input, file, FIELD_FILE, "Pièce", .accept = ".pdf"),
	FIELD(struct input, code_name, FIELD_TEXT, "Territoire", .suggest = "/territoires?q="),
	FIELD(struct input, code_name_code, FIELD_HIDDEN, NULL),
};
static const struct form form = FORM(fields);

static struct text shown(struct request *r, const struct form_look *look)
{
	struct page *p = page_start(r);
	view_form_open_look(p, &form, URL("/x"), look);
	view_form_fields(p, &form);
	view_form_close(p, text("Publier"));
	return page_take(p);
}

static void first_time(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct text all = shown(visit(arena, &app, LANG_FR), &(struct form_look){ .class = "group" });
	static const char *const parts[] = {
		"<form method=\"post\" action=\"/x\" novalidate enctype=\"multipart/form-data\" class=\"group\">",
		"<input type=\"hidden\" name=\"_key\" value=\"",
		"<label for=\"title\">Titre</label>",
		"<input id=\"title\" name=\"title\" type=\"text\"",
		" maxlength=\"120\"",
		"<p class=\"help\" id=\"body-aide\">Trois lignes &lt;suffisent&gt;</p>",
		"<textarea id=\"body\" name=\"body\" rows=\"9\"",
		" maxlength=\"4000\" data-counter=\"{n} caractères sur {max}\"",
		"aria-describedby=\"body-aide\">\n</textarea>",
		"<label for=\"email\">Adresse <span class=\"optional\">(facultatif)</span></label>",
		"type=\"email\"", "autocomplete=\"email\"", "type=\"password\"", "autocomplete=\"new-password\"", "type=\"url\"",
		"inputmode=\"numeric\"", "type=\"date\"", "type=\"time\"", "type=\"datetime-local\"",
		"<fieldset class=\"choices\" id=\"few\" tabindex=\"-1\">",
		"<legend>Peu <span class=\"optional\">",
		"<input type=\"radio\" name=\"few\" value=\"1\"><span>Un &lt;peu&gt;</span>",
		"<span>Écrit par &lt;quelqu&#39;un&gt;<small>Aide de deux</small></span>",
		"<input type=\"radio\" name=\"few\" value=\"\" checked><span>Sans réponse</span>",
		"<select id=\"choice\" name=\"choice\" required>", "<option value=\"\">Choisissez</option>",
		"<option value=\"9\">i</option>",
		"<input type=\"checkbox\" name=\"topics\" value=\"2\">",
		"<input type=\"checkbox\" id=\"agreed\" name=\"agreed\" value=\"1\" required><span>J&#39;accepte</span>",
		"<input type=\"file\" id=\"file\" name=\"file\"", "accept=\".pdf\"",
		"data-suggest=\"/territoires?q=\"", "data-suggest-value=\"code_name_code\"",
		"<input type=\"hidden\" id=\"code_name_code\" name=\"code_name_code\" value=\"\">",
		"<button class=\"primary\" data-busy=\"Envoi en cours…\">Publier</button></div>\n</form>",
	};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		assert_holds(all, parts[i]);
	assert_without(all, "aria-invalid");
	assert_without(all, "error-summary");
	assert_without(all, "data-draft");
}

static void filled(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct request *r = visit(arena, &app, LANG_EN);
	struct text chosen[] = { T("2") };
	form_fill(r, &form, &(struct input){ .title = T("\"A\" <b>"), .body = T("\n</textarea><b>"), .password = T("secret"),
	                                     .people = 12, .day = day_make(2021, 7, 8), .starts = 570,
	                                     .at = day_at(day_make(2021, 7, 8), 9, 30), .few = 2, .choice = 9,
	                                     .topics = { 1, chosen }, .agreed = true,
	                                     .file = { .hash = T("ab"), .name = T("a<b>.pdf"), .size = 3 } });
	struct text all = shown(r, &(struct form_look){ .draft = URL("/x/brouillon") });
	static const char *const parts[] = {
		" data-draft=\"/x/brouillon\" data-saving=\"Saving…\"",
		"value=\"&quot;A&quot; &lt;b&gt;\"",
		">\n\n&lt;/textarea&gt;&lt;b&gt;</textarea>",
		"value=\"12\"", "type=\"date\" class=\"medium\"", "value=\"2021-07-08\"", "value=\"09:30\"", "value=\"2021-07-08T09:30\"",
		"name=\"few\" value=\"2\" checked>", "<option value=\"9\" selected>", "name=\"topics\" value=\"2\" checked>",
		"name=\"agreed\" value=\"1\" checked required>",
		"File already attached: a&lt;b&gt;.pdf.", "name=\"file__kept\" value=\"",
		"<p class=\"draft-status\" role=\"status\"></p>", "(optional)",
	};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		assert_holds(all, parts[i]);
	assert_without(all, "secret");
}

static void refused(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct request *r = visit(arena, &app, LANG_FR);
	struct input input;
	type_in(r, "email", "\"><script>");
	type_in(r, "day", "8 juillet");
	assert_false(form_read(r, &form, &input));
	struct text all = shown(r, &(struct form_look){ 0 });
	static const char *const parts[] = {
		"<div class=\"error-summary\" role=\"alert\" aria-labelledby=\"error-summary-1\" tabindex=\"-1\" autofocus>",
		"<li><a href=\"#title\">Titre\u00a0: remplissez ce champ.</a></li>",
		"<li><a href=\"#body\">Ce qui bloque ? Écrivez quelques mots.</a></li>",
		"<p class=\"field-error\" id=\"title-erreur\">",
		"aria-describedby=\"title-erreur\"",
		"aria-describedby=\"body-aide body-erreur\"",
		"value=\"&quot;&gt;&lt;script&gt;\"",
		"aria-invalid=\"true\"",
		/* what is no date of a date field is shown as it was typed */
		"name=\"day\" type=\"text\" class=\"medium\"", "value=\"8 juillet\"",
	};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		assert_holds(all, parts[i]);
	assert_without(all, "<script>");
}

static void whole_form(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct request *r = visit(arena, &app, LANG_FR);
	form_fill(r, &form, &(struct input){ .title = T("x") });
	form_refuse(r, NULL, "L'appel est clos.");
	struct text all = shown(r, &(struct form_look){ 0 });
	assert_holds(all, "L&#39;appel est clos.</h2>");
	assert_without(all, "<ul>");
}

/* Fields bring their scripts, once; the frame's are not loaded again. */
static void scripts(void **state)
{
	(void)state;
	static const char *const loaded[] = { "suggest.js", NULL };
	ARENA_SCOPED arena = arena_new();
	struct page *p = page_start(visit(arena, &app, LANG_FR));
	page_open(p, &(struct frame){ .title = T("X"), .scripts = loaded });
	view_form_open(p, &form, URL("/x"));
	view_form_fields(p, &form);
	view_form_close(p, text("Publier"));
	page_close(p);
	struct text all = page_take(p);
	assert_holds(all, "<script src=\"/assets/counter.");
	assert_without(all, "/assets/draft.");
	size_t first = text_find(all, text("/assets/suggest."));
	assert_true(first < all.n);
	assert_without(text_slice(all, first + 1, all.n), "/assets/suggest.");
}

/* Two forms on a page share no id, and a search has no key. */
static void several(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct page *p = page_start(visit(arena, &app, LANG_FR));
	view_form_open_look(p, &form, URL("/x"), &(struct form_look){ .get = true });
	view_form_field(p, &form, "title");
	view_form_end(p);
	assert_without(buffer_view(&p->out), "_key");
	view_form_open(p, &form, URL("/x"));
	view_form_field(p, &form, "title");
	view_form_end(p);
	view_post_value(p, URL("/y"), "idea", text("1\""), text("Voter"), "quiet");
	view_keyed_form(p, "vote", URL("/z"));
	struct text all = page_take(p);
	assert_holds(all, "<form method=\"get\" action=\"/x\" novalidate enctype");
	assert_holds(all, "<input id=\"title\" ");
	assert_holds(all, "<label for=\"title-2\">");
	assert_holds(all, "<input id=\"title-2\" name=\"title\"");
	assert_holds(all, "<button class=\"quiet\" name=\"idea\" value=\"1&quot;\">Voter</button></form>");
	assert_holds(all, "<form method=\"post\" action=\"/z\" id=\"vote\"><input type=\"hidden\" name=\"_key\"");
}

/* What everyone receives holds no key. */
static void fragments(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct page *p = page_fragment(arena, LANG_FR);
	view_keyed_button(p, "vote", "idea", text("1"), text("Soutenir"), "");
	view_post_button(p, URL("/y"), text("Voter"), "");
	struct text all = page_take(p);
	assert_holds(all, "<button form=\"vote\" name=\"idea\" value=\"1\">Soutenir</button>");
	assert_without(all, "_key");
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(first_time), cmocka_unit_test(filled),  cmocka_unit_test(refused),
	cmocka_unit_test(whole_form), cmocka_unit_test(several), cmocka_unit_test(fragments),  cmocka_unit_test(scripts),
};
RUN(tests)
