/* Markdown: what is rendered, what is never let through, what is bounded. */
#include "unit.h"

#include "html/page.h"

static struct text rendered(struct arena *arena, struct text source)
{
	struct page *p = page_fragment(arena, LANG_FR);
	struct html html = markdown(source);
	write_html(p, html); /* the tracker sees that it balances */
	return page_take(p);
}

static void renders(void **state)
{
	(void)state;
	static const struct { const char *source, *html; } cases[] = {
		{ "", "" },
		{ "Un *mot*, **deux** et `trois <b>`.", "<p>Un <em>mot</em>, <strong>deux</strong> et <code>trois &lt;b&gt;</code>.</p>\n" },
		{ "a\nb  \nc", "<p>a\nb<br>\nc</p>\n" },
		/* the highest heading is an h2 */
		{ "# A\n### B", "<h2>A</h2>\n<h4>B</h4>\n" },
		{ "## A\n### B", "<h2>A</h2>\n<h3>B</h3>\n" },
		{ "> ### A *b*\n\nC\n=\n", "<blockquote>\n<h4>A <em>b</em></h4>\n</blockquote>\n<h2>C</h2>\n" },
		{ "#### A\n# B\n###### C", "<h5>A</h5>\n<h2>B</h2>\n<h6>C</h6>\n" },
		{ "- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n" },
		{ "3. a\n\n4. b", "<ol start=\"3\">\n<li><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n</ol>\n" },
		{ "> a\n\n---", "<blockquote>\n<p>a</p>\n</blockquote>\n<hr>\n" },
		{ "```c\na < b\n```", "<pre><code>a &lt; b\n</code></pre>\n" },
		{ "| a | b |\n|---|--:|\n| 1 | 2 |",
		  "<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Tableau\"><table>\n"
		  "<thead><tr><th scope=\"col\">a</th><th scope=\"col\" class=\"number\">b</th></tr>\n</thead>\n"
		  "<tbody><tr><td>1</td><td class=\"number\">2</td></tr>\n</tbody>\n</table></div>\n" },
		{ "~~a~~", "<p>~~a~~</p>\n" },
		/* links and images */
		{ "[a](/cycles/x \"t\")", "<p><a href=\"/cycles/x\">a</a></p>\n" },
		{ "[a](#b) [c](mailto:d@e.fr)", "<p><a href=\"#b\">a</a> <a href=\"mailto:d@e.fr\">c</a></p>\n" },
		{ "https://x.fr/?a=1&b=2 ok", "<p><a href=\"https://x.fr/?a=1&amp;b=2\">https://x.fr/?a=1&amp;b=2</a> ok</p>\n" },
		{ "[a](http://x.fr/?a=1&amp;b=2)", "<p><a href=\"http://x.fr/?a=1&amp;b=2\">a</a></p>\n" },
		{ "![un *dessin*](/f/1)", "<p><img src=\"/f/1\" loading=\"lazy\" alt=\"un dessin\"></p>\n" },
		{ "![a \"b\" ![c](/d)](/e)", "<p><img src=\"/e\" loading=\"lazy\" alt=\"a &quot;b&quot; c\"></p>\n" },
		{ "![a](https://x.fr/i.png)", "<p><a href=\"https://x.fr/i.png\">a</a></p>\n" },
		{ "[![a](https://x.fr/i.png)](/b)", "<p><a href=\"/b\">a</a></p>\n" },
		{ "![![b](https://y.fr/j.png) *c*](https://x.fr/i.png) d",
		  "<p><a href=\"https://x.fr/i.png\">b <em>c</em></a> d</p>\n" },
		{ "[![a](/i.png)](/b)", "<p><a href=\"/b\"><img src=\"/i.png\" loading=\"lazy\" alt=\"a\"></a></p>\n" },
		/* entities */
		{ "&eacute; &#233; &#xE9; &amp; &lt;b&gt; &inconnu; &#0; &#xD800; &#x110000; &#7;",
		  "<p>é é é &amp; &lt;b&gt; &amp;inconnu; \ufffd \ufffd \ufffd \ufffd</p>\n" },
	};
	ARENA_SCOPED arena = arena_new();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_text(rendered(arena, text_of(cases[i].source)), cases[i].html);
}

static bool has(struct text t, const char *what)
{
	return text_find(t, text_of(what)) < t.n;
}

/* None of these may make an element or an address of its own. */
static void hostile(void **state)
{
	(void)state;
	static const char *const sources[] = {
		"<script>alert(1)</script>",
		"<img src=x onerror=alert(1)>",
		"a <b onclick=alert(1)>b</b>",
		"<!-- --><svg/onload=alert(1)>",
		"<div>\n*a*\n</div>",
		"[a](javascript:alert(1))",
		"[a](JaVaScRiPt:alert(1))",
		"[a](java\\\nscript:alert(1))",
		"[a](&#106;avascript:alert(1))",
		"[a](javascript&colon;alert(1))",
		"[a](data:text/html,<script>alert(1)</script>)",
		"[a](vbscript:x) [b](file:///etc/passwd)",
		"[a](//evil.example) [b](/\\evil.example)",
		"<javascript:alert(1)>",
		"[a](<javascript:alert(1)>)",
		"[a]: javascript:alert(1)\n\n[a]",
		"![a](javascript:alert(1))",
		"![a](data:image/svg+xml,<svg onload=alert(1)>)",
		"![\"onerror=alert(1) x=\"](/i)",
		"[a](/x\"onclick=alert(1)x=\")",
		"[a](/x 'y\" onclick=\"alert(1)')",
		"```\"><script>alert(1)</script>\nx\n```",
		"| <script> | b |\n|---|---|\n| <img src=x> | `<b>` |",
		"&lt;script&gt;alert(1)&lt;/script&gt;",
		"https://x.fr/\"onmouseover=alert(1)",
		"ftp://x.fr/",
	};
	static const char *const never[] = { "<script", "<img src=x", "<b ", "<svg", "<div>", "javascript:alert(1)\"",
		                             "\"javascript", "\"data:", "\"vbscript", "\"file", "\"//", "\"/\\", "\"ftp",
		                             "\"onerror", "\"onclick", "\" onclick=\"", "\"onmouseover" };
	ARENA_SCOPED arena = arena_new();
	for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
		struct text html = rendered(arena, text_of(sources[i]));
		for (size_t j = 0; j < sizeof never / sizeof *never; j++)
			if (has(html, never[j]))
				fail_msg("%s\nbecame\n%" TEXT "\nwith %s", sources[i], text_args(html), never[j]);
	}
}

static struct text repeated(struct arena *arena, const char *what, size_t times)
{
	struct buffer out;
	buffer_init(&out, 1 << 24);
	for (size_t i = 0; i < times; i++)
		buffer_z(&out, what);
	struct text copy = text_copy(arena, buffer_view(&out));
	buffer_free(&out);
	return copy;
}

/* Depth, size and time: what would take long or nest without end is shown all the same. */
static void bounded(void **state)
{
	(void)state;
	static const struct { const char *what; size_t times; } cases[] = {
		{ "> ", 20000 }, { "- ", 20000 }, { "[", 50000 }, { "![", 50000 }, { "*a ", 50000 }, { "`", 50000 },
		{ "**a **b", 20000 }, { "[a](", 40000 }, { "|a", 60000 }, { "<a ", 50000 }, { "&#1", 50000 },
		{ "a\n\n", 60000 }, { "\\", 100000 }, { "x", 300000 }, { "![a](/b)", 20000 },
	};
	ARENA_SCOPED arena = arena_new();
	int64_t start = clock_us();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		ARENA_SCOPED scratch = arena_new();
		assert_true(rendered(scratch, repeated(scratch, cases[i].what, cases[i].times)).n > 0);
	}
	/* A wide table with many short rows would grow to columns times rows. */
	struct text wide = text_join(arena, repeated(arena, "|a", 20000), text("\n"));
	wide = text_join(arena, wide, repeated(arena, "|-", 20000));
	wide = text_join(arena, wide, repeated(arena, "\n|b", 20000));
	assert_true(rendered(arena, wide).n < 4 * wide.n + 100);
	/* Seconds under sanitizers on a busy machine; a quadratic parser takes minutes. */
	assert_true(clock_us() - start < 60 * 1000000);
}

/* md4c 0.4.8 read on past the end of these; what follows them in memory must not show. */
static void cut_short(void **state)
{
	(void)state;
	static const char *const sources[] = { "[a](", "x *y* [a](/b", "[a](/b \"c\"", "![a](/b", "x [a](<b", "[a](/b 'c'" };
	ARENA_SCOPED arena = arena_new();
	for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
		struct text whole = text_format(arena, "%s) [d](/e) secret", sources[i]);
		struct text html = rendered(arena, text_slice(whole, 0, text_of(sources[i]).n));
		if (has(html, "secret") || has(html, "<a") || has(html, "<img") || html.n > 60)
			fail_msg("%s became %" TEXT, sources[i], text_args(html));
	}
}

static void under(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct page *p = page_fragment(arena, LANG_FR);
	assert_text(markdown_under(text("# A\n## B"), 3).markup, "<h3>A</h3>\n<h4>B</h4>\n");
	page_take(p);
}

static void without_marks(void **state)
{
	(void)state;
	static const struct { const char *source, *words; } cases[] = {
		{ "", "" },
		{ "## Le *samedi*\n\nAvec **un** stand,\nau [marché](/m).", "Le samedi\nAvec un stand, au marché." },
		{ "- a\n- b\n  - c", "a\nb\nc" },
		{ "| a | b |\n|---|---|\n| 1 | 2 |", "a\nb\n1\n2" },
		{ "`<b>` &amp; ![image](/i) é&eacute;", "<b> & image éé" },
		{ "<b>gras</b>", "<b>gras</b>" },
	};
	ARENA_SCOPED arena = arena_new();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_text(markdown_plain(arena, text_of(cases[i].source)), cases[i].words);
	struct text wide = text_join(arena, repeated(arena, "|a", 20000), text("\n"));
	wide = text_join(arena, wide, repeated(arena, "|-", 20000));
	wide = text_join(arena, wide, repeated(arena, "\n|b", 20000));
	assert_true(markdown_plain(arena, wide).n <= 1 << 20);
}

static void plain_paragraphs(void **state)
{
	(void)state;
	static const struct { const char *source, *html; } cases[] = {
		{ "", "" }, { "\n \n", "" },
		{ "a < b\nc\n\n\nd", "<p>a &lt; b<br>\nc</p>\n<p>d</p>\n" },
		{ "\na\n", "<p>a</p>\n" },
	};
	ARENA_SCOPED arena = arena_new();
	struct page *p = page_fragment(arena, LANG_FR);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_text(paragraphs(text_of(cases[i].source)).markup, cases[i].html);
	page_take(p);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(renders), cmocka_unit_test(hostile), cmocka_unit_test(bounded), cmocka_unit_test(cut_short),
	cmocka_unit_test(under), cmocka_unit_test(without_marks), cmocka_unit_test(plain_paragraphs),
};
RUN(tests)
