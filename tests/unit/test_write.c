/* The writer: every escape in its place, the bound; and the tracker of test builds, which must
 * stop a page whose value lands where no escape protects it (its canaries are below). */
#include "unit.h"

#include "html/page.h"
#include "html/track.h"

#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sample.html.h"

#define LITERAL(p, z) write_markup((p), (z), sizeof(z) - 1)

static void values(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct page *p = page_fragment(arena, LANG_FR);
	const char *z = "<b title='é'>\"&</b>";
	size_t count = 12345;
	LITERAL(p, "<p title=\"");
	WRITE_ATTRIBUTE(p, z);
	LITERAL(p, "\" data-n=\"");
	WRITE_ATTRIBUTE(p, count);
	LITERAL(p, "\">");
	WRITE(p, z);
	WRITE(p, text(" a > b "));
	WRITE(p, NO_TEXT);
	WRITE(p, count);
	LITERAL(p, " ");
	WRITE(p, -7);
	WRITE(p, ((struct html){ T("<i>x</i>") }));
	LITERAL(p, "</p>");
	assert_text(page_take(p), "<p title=\"&lt;b title=&#39;é&#39;&gt;&quot;&amp;&lt;/b&gt;\" data-n=\"12345\">"
				  "&lt;b title=&#39;é&#39;&gt;&quot;&amp;&lt;/b&gt; a &gt; b 12\u00a0345 -7<i>x</i></p>");
}

/* Each byte at each place of a text of each length: eight are read at once, wherever they lie. */
static void every_byte_everywhere(void **state)
{
	(void)state;
	enum { LONGEST = 20 };
	static const char *const entities[256] = { ['<'] = "&lt;", ['>'] = "&gt;", ['&'] = "&amp;", ['"'] = "&quot;", ['\''] = "&#39;" };
	for (int byte = 1; byte < 256; byte++)
		for (size_t n = 1; n <= LONGEST; n++)
			for (size_t at = 0; at < n; at++) {
				ARENA_SCOPED arena = arena_new();
				char typed[LONGEST + 1] = { 0 }, wanted[LONGEST + 8];
				memset(typed, 'a', n);
				typed[at] = (char)byte;
				const char *entity = entities[byte] ? entities[byte] : (char[]){ (char)byte, 0 };
				snprintf(wanted, sizeof wanted, "%.*s%s%s", (int)at, typed, entity, typed + at + 1);
				struct page *p = page_fragment(arena, LANG_FR);
				WRITE(p, text_copy(arena, ((struct text){ typed, n })));
				assert_text(page_take(p), wanted);
			}
}

static void addresses(void **state)
{
	(void)state;
	static const struct { struct url url; const char *written; } cases[] = {
		{ { "/cycles", { { 0 } } }, "/cycles" },
		{ { "/a/$1", { { VALUE_TEXT, { .t = T("l'été/\"<") } } } }, "/a/l%27%C3%A9t%C3%A9%2F%22%3C" },
		{ { "/a?x=$1&y=$2", { { VALUE_INT, { .i = 5 } }, { VALUE_TEXT, { .t = T("a&b") } } } }, "/a?x=5&amp;y=a%26b" },
		{ { NULL, { { VALUE_TEXT, { .t = T("https://x.fr/?a=1&b='\"><") } } } }, "https://x.fr/?a=1&amp;b=&#39;%22%3E%3C" },
	};
	ARENA_SCOPED arena = arena_new();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct page *p = page_fragment(arena, LANG_FR);
		LITERAL(p, "<a href=\"");
		WRITE_URL(p, cases[i].url);
		LITERAL(p, "\"></a>");
		struct text seen = page_take(p);
		assert_text(text_slice(seen, 9, seen.n - 6), cases[i].written);
	}
}

static void plain_numbers(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct page *p = page_fragment(arena, LANG_FR);
	write_plain(p, INT64_MIN);
	LITERAL(p, " ");
	write_plain(p, INT64_MAX);
	LITERAL(p, " ");
	write_plain(p, 0);
	assert_text(page_take(p), "-9223372036854775808 9223372036854775807 0");
}

static void bound(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct page *p = page_fragment(arena, LANG_FR);
	p->out.max = 10;
	LITERAL(p, "<p>");
	write_text(p, text("<<<"));
	LITERAL(p, "</p>");
	assert_true(buffer_failed(&p->out));
	assert_int_equal(page_take(p).n, 0);
}

/* What a view made of real files writes: row, attribute, address, plural, dates. */
static void sample(void **state)
{
	(void)state;
	const struct sample samples[] = {
		{ .id = 12, .population = 36035, .cycle = "participation", .territory = T("Villeneuve-d'Ascq"),
		  .title = T("\"Dire\" & faire"), .day = day_make(2021, 3, 1), .mine = true },
	};
	ARENA_SCOPED arena = arena_new();
	struct page *p = page_fragment(arena, LANG_FR);
	view_sample_list(p, samples, 1);
	assert_text(page_take(p),
	            "<h2>une candidature</h2>\n<div class=\"table-scroll stack\"><table>\n"
	            "<caption>Déposées jusqu&#39;au 1er mars 2021</caption>\n<tbody>\n"
	            " <tr class=\"mine\">\n<th scope=\"row\"><a href=\"/cycles/participation/candidatures/12\">"
	            "Villeneuve-d&#39;Ascq</a></th>\n"
	            "<td data-label=\"Projet\" title=\"&quot;Dire&quot; &amp; faire\">&quot;Dire&quot; &amp; faire</td>\n"
	            "<td class=\"number\">36\u00a0035</td>\n"
	            "<td><time datetime=\"2021-03-01\">1er mars 2021</time></td>\n</tr>\n"
	            " </tbody>\n</table></div>");
}

/* Each of these is a fault that a view could have if it were written by hand. */
static void in_script(struct page *p) { LITERAL(p, "<script>var a='"); WRITE(p, "x"); }
static void in_style(struct page *p) { LITERAL(p, "<style>"); WRITE(p, "x"); }
static void unquoted(struct page *p) { LITERAL(p, "<p class="); WRITE_ATTRIBUTE(p, "x"); }
static void as_attribute(struct page *p) { LITERAL(p, "<p "); WRITE(p, "onclick"); }
static void in_handler(struct page *p) { LITERAL(p, "<p onclick=\""); WRITE_ATTRIBUTE(p, "x"); }
static void in_href(struct page *p) { LITERAL(p, "<a href=\""); WRITE_ATTRIBUTE(p, "javascript:x"); }
static void after_href(struct page *p) { LITERAL(p, "<a href=\"/x/"); WRITE_URL(p, URL("/")); }
static void in_comment(struct page *p) { LITERAL(p, "<!-- "); WRITE(p, "x"); }
static void as_name(struct page *p) { LITERAL(p, "<h"); WRITE(p, 2); }
static void html_in_attribute(struct page *p) { LITERAL(p, "<p title=\""); WRITE(p, ((struct html){ T("") })); }
static void html_unbalanced(struct page *p) { WRITE(p, ((struct html){ T("<b>") })); }
static void crossed(struct page *p) { LITERAL(p, "<b><i></b></i>"); }
static void left_open(struct page *p) { LITERAL(p, "<p>"); }
static void left_in_tag(struct page *p) { LITERAL(p, "<p"); }
/* A value written as if it were markup: what skipping the escape would do. */
static void unescaped(struct page *p)
{
	struct text typed = text("</p><script>alert(1)</script>");
	LITERAL(p, "<p>");
	write_markup(p, typed.at, typed.n);
	LITERAL(p, "</p>");
}

static bool stops(void (*fault)(struct page *))
{
	int status = 0;
	pid_t child = fork();
	if (child == 0) {
		if (!freopen("/dev/null", "w", stderr))
			_exit(1);
		struct arena *arena = arena_new();
		struct page *p = page_fragment(arena, LANG_FR);
		p->track = track_always(arena);
		fault(p);
		page_take(p);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

static void harmless(struct page *p)
{
	LITERAL(p, "<!doctype html><!-- x > -- --><p id=x class='");
	WRITE_ATTRIBUTE(p, "x");
	LITERAL(p, "'><br/><img src=\"");
	WRITE_URL(p, URL("/"));
	LITERAL(p, "\"><a href=\"#");
	WRITE_ATTRIBUTE(p, "x");
	LITERAL(p, "\">1 < 2</a></p><script>'</p>'</script><textarea></p>");
	WRITE(p, "x");
	LITERAL(p, "</textarea>");
}

static void canaries(void **state)
{
	(void)state;
	static void (*const faults[])(struct page *) = {
		in_script, in_style, unquoted, as_attribute, in_handler, in_href, after_href, in_comment, as_name,
		html_in_attribute, html_unbalanced, crossed, left_open, left_in_tag, unescaped,
	};
	assert_false(stops(harmless));
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
		if (!stops(faults[i]))
			fail_msg("fault %zu was not seen", i);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(values), cmocka_unit_test(every_byte_everywhere), cmocka_unit_test(addresses), cmocka_unit_test(plain_numbers),
	cmocka_unit_test(bound),  cmocka_unit_test(sample),    cmocka_unit_test(canaries),
};
RUN(tests)
