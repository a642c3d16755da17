/* Pages: the frame by who looks and in which language, the rope, flash, dates, parts. */
#include "visit.h"

#include "html/parts.h"

static const struct app app = { .settings = { .centre = T("Centre & Cie") } };

static struct text page_of(struct request *r, const struct frame *frame)
{
	struct page *p = page_start(r);
	page_open(p, frame);
	page_close(p);
	page_send(p, 200);
	struct text all = text_copy(r->arena, buffer_view(&r->connection->reply.body));
	buffer_free(&r->connection->reply.body);
	return all;
}

static void frame(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct request *r = visit(arena, &app, LANG_FR);
	struct text all = page_of(r, &(struct frame){ .title = T("Cycles <1>"), .description = T("Dit \"tout\""),
	                                              .section = "cycles" });
	assert_int_equal(r->connection->reply.status, 200);
	assert_true(text_starts(all, "<!doctype html>\n<html lang=\"fr\">"));
	assert_holds(all, "<title>Cycles &lt;1&gt; — Centre &amp; Cie</title>");
	assert_holds(all, "<meta name=\"description\" content=\"Dit &quot;tout&quot;\">");
	assert_holds(all, "<link rel=\"stylesheet\" href=\"/assets/cordee.");
	assert_holds(all, "<a class=\"skip\" href=\"#main\">Aller au contenu</a>");
	assert_holds(all, "<li><a href=\"/cycles\" aria-current=\"page\">Cycles</a></li>");
	assert_holds(all, "<a href=\"/langue?to=en&amp;back=%2Fcycles%2Fx\" lang=\"en\" hreflang=\"en\">English</a>");
	assert_holds(all, ">Se connecter</a>");
	assert_holds(all, "<main id=\"main\" class=\"page\">");
	assert_without(all, "/moi");
	assert_without(all, "/administration");
	assert_without(all, "/demo");
	assert_without(all, "noindex");
	assert_true(text_ends(all, "</html>"));
}

static struct page_account signed_in(const struct request *r)
{
	(void)r;
	return (struct page_account){ .name = T("Nathalie <T>"), .signed_in = true };
}

static void account(void **state)
{
	(void)state;
	static const struct app demo = { .settings = { .centre = T("C"), .demo = true } };
	struct page_account (*before)(const struct request *) = page_account_of;
	ARENA_SCOPED arena = arena_new();
	page_account_of = signed_in;
	struct text all = page_of(visit(arena, &demo, LANG_EN), &(struct frame){ .title = T("X"), .private = true, .wide = true });
	page_account_of = before;
	assert_holds(all, "<html lang=\"en\">");
	assert_holds(all, "Nathalie &lt;T&gt;</a>");
	assert_holds(all, "<a href=\"/moi\">");
	assert_holds(all, "href=\"/demo\">Demonstration</a>");
	assert_holds(all, "<meta name=\"robots\" content=\"noindex\">");
	assert_holds(all, "class=\"page wide\"");
	assert_without(all, "/administration");
}

static void bare(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct text all = page_of(visit(arena, &app, LANG_FR),
	                          &(struct frame){ .title = T("X"), .bare = true, .body_class = "projector" });
	assert_holds(all, "<html lang=\"fr\" data-scheme=\"light\">");
	assert_holds(all, "<body class=\"projector\">");
	assert_without(all, "<header");
	assert_without(all, "<footer");
}

static void rope(void **state)
{
	(void)state;
	const struct rope_knot knots[] = {
		{ .label = "Appel", .url = URL("/a"), .state = ROPE_DONE },
		{ .label = "Séances", .url = URL("/b"), .state = ROPE_NOW },
		{ .label = "Échanges", .url = URL("/c"), .state = ROPE_NOW, .here = true },
		{ .label = "Restitution", .state = ROPE_TO_COME },
	};
	const struct rope path = { .cycle = T("Le cycle"), .home = URL("/cycles/x"), .knots = knots, .n = 4 };
	ARENA_SCOPED arena = arena_new();
	struct text all = page_of(visit(arena, &app, LANG_FR), &(struct frame){ .title = T("X"), .rope = &path });
	assert_holds(all, "<p class=\"rope-name\"><a href=\"/cycles/x\">Le cycle</a></p>");
	assert_holds(all, "<li data-state=\"done\">\n<a href=\"/a\">");
	assert_holds(all, "<li data-state=\"now\">\n<a href=\"/b\" aria-current=\"step\">");
	assert_holds(all, "<li data-state=\"now\">\n<a href=\"/c\" aria-current=\"page\">");
	assert_holds(all, "<li data-state=\"next\">\n<span>");
	assert_holds(all, "<span class=\"name\">Restitution</span> <span class=\"state\">à venir</span>\n</span>");
}

static void flashes(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct request *r = visit(arena, &app, LANG_FR);
	flash(r, "ok", "C'est <fait>.", NULL);
	struct text all = page_of(r, &(struct frame){ .title = T("X") });
	assert_holds(all, "<div class=\"flash\" data-kind=\"ok\" role=\"status\">");
	assert_holds(all, "<p>C&#39;est &lt;fait&gt;.</p>");
}

static void too_long(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct request *r = visit(arena, &app, LANG_FR);
	struct page *p = page_start(r);
	p->out.max = 100;
	page_open(p, &(struct frame){ .title = T("X") });
	page_close(p);
	page_send(p, 200);
	assert_int_equal(r->connection->reply.status, 500);
	buffer_free(&r->connection->reply.body);
}

static void dates(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct page *p = page_fragment(arena, LANG_FR);
	struct day d = day_make(2021, 7, 8);
	assert_text(when(day_at(d, 9, 30)).markup,
	            "<time datetime=\"2021-07-08T07:30:00Z\">jeudi 8 juillet 2021, 9\u00a0h\u00a030</time>");
	assert_text(when_short(day_at(d, 0, 30)).markup, "<time datetime=\"2021-07-08\">8 juillet 2021</time>");
	assert_text(day(d).markup, "<time datetime=\"2021-07-08\">jeudi 8 juillet 2021</time>");
	assert_text(day_brief(d).markup, "<time datetime=\"2021-07-08\">8 juillet 2021</time>");
	assert_text(hours(570), "9\u00a0h\u00a030");
	assert_int_equal(when((struct instant){ 0 }).markup.n + day((struct day){ 0 }).markup.n, 0);
	page_take(p);
}

static struct url numbered(int64_t number, const void *user)
{
	(void)user;
	return URL("/contenus?page=$1", number);
}

static void parts(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct page *p = page_fragment(arena, LANG_FR);
	view_button(p, text("Voir"), URL("/a"), "primary");
	view_empty(p, text("Rien."), text("Écrire"), URL("/b"));
	view_empty(p, text("Rien de rien."), NO_TEXT, (struct url){ 0 });
	view_badge(p, "lifted", text("levé"));
	view_pager(p, numbered, NULL, 2, 3);
	view_pager(p, numbered, NULL, 1, 1);
	view_progress(p, 7, 10, text("Actions"));
	view_progress(p, 0, 0, text("Rien"));
	struct text all = page_take(p);
	assert_holds(all, "<a class=\"button primary\" href=\"/a\">Voir</a>");
	assert_holds(all, "<p>Rien.</p><a class=\"button\" href=\"/b\">Écrire</a>");
	assert_holds(all, "<p>Rien de rien.</p></div>");
	assert_holds(all, "<span class=\"badge\" data-state=\"lifted\">levé</span>");
	assert_holds(all, "<a rel=\"prev\" href=\"/contenus?page=1\">");
	assert_holds(all, "<a rel=\"next\" href=\"/contenus?page=3\">");
	assert_holds(all, "page 2 sur 3");
	assert_holds(all, "<span id=\"progress-1\">Actions</span><strong>7 sur 10</strong></p>"
	                  "<progress aria-labelledby=\"progress-1\" value=\"7\" max=\"10\">");
	assert_holds(all, "value=\"0\" max=\"1\"");
}

static void charts(void **state)
{
	(void)state;
	static const struct bar bars[] = { { T("Pour"), 20000 }, { T("Contre"), 5000 }, { T("Nul"), 0 } };
	ARENA_SCOPED arena = arena_new();
	struct page *p = page_fragment(arena, LANG_FR);
	view_bars(p, text("Votes"), text("voix"), bars, 3);
	struct text all = page_take(p);
	assert_holds(all, "aria-label=\"Votes\u00a0: Pour 20\u00a0000, Contre 5000, Nul 0\"");
	assert_holds(all, "width=\"540\"");
	assert_holds(all, "width=\"135\"");
	assert_holds(all, "width=\"1\"");
	assert_holds(all, "<tr><th scope=\"row\">Pour</th><td class=\"number\">20\u00a0000</td></tr>");
}

static void qr_codes(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct page *p = page_fragment(arena, LANG_FR);
	view_qr(p, text("https://cordee.example/j"));
	struct text all = page_take(p);
	/* Version 2, 25 modules, and a quiet zone of four; the finder's top side is seven long. */
	assert_holds(all, "<svg viewBox=\"0 0 33 33\" role=\"img\"");
	assert_holds(all, "d=\"M4 4h7v1h-7z");
	char *at = arena_alloc(arena, 5000);
	memset(at, 'a', 5000);
	p = page_fragment(arena, LANG_FR);
	view_qr(p, (struct text){ at, 5000 });
	assert_int_equal(page_take(p).n, 0);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(frame), cmocka_unit_test(account), cmocka_unit_test(bare),  cmocka_unit_test(rope),
	cmocka_unit_test(flashes), cmocka_unit_test(too_long), cmocka_unit_test(dates), cmocka_unit_test(parts),
	cmocka_unit_test(charts), cmocka_unit_test(qr_codes),
};
RUN(tests)
