/* The view compiler: what small views become, and every error with its place. */
#include "unit.h"

#include "../../tools/view.h"

/* The statements that a view's source becomes, one a line, without the #line between them; or
 * "line:column: message". */
static struct text compiled(struct arena *arena, const char *source)
{
	struct view_source view = { .path = text("src/x/list.html"), .text = text_of(source) };
	struct view_error error = { 0 };
	struct buffer c, h;
	buffer_init(&c, 1 << 20);
	buffer_init(&h, 1 << 20);
	struct text out = NO_TEXT;
	if (view_compile(arena, &view, &c, &h, &error)) {
		struct text rest = text_copy(arena, buffer_view(&c));
		size_t start = text_find(rest, text("(void)p;\n"));
		rest = text_slice(rest, start + 9, rest.n);
		while (rest.n > 0) {
			struct text line = text_cut(&rest, '\n');
			if (!text_starts(line, "#line"))
				out = text_join(arena, out, text_join(arena, text_trim(line), text("\n")));
		}
	} else {
		struct view_position at = view_position(view.text, error.offset);
		out = text_format(arena, "%d:%d: %s", at.line, at.column, error.message);
	}
	buffer_free(&c);
	buffer_free(&h);
	return out;
}

static void becomes(void **state)
{
	(void)state;
	static const struct { const char *source, *statements; } cases[] = {
		/* text, attribute, address, title and textarea */
		{ "<%@ a (void) %><p class=\"<%= x %>\"><%= y %></p>",
		  "write_markup(p, \"<p class=\\\"\", 10);\nWRITE_ATTRIBUTE(p, (x));\nwrite_markup(p, \"\\\">\", 2);\n"
		  "WRITE(p, (y));\nwrite_markup(p, \"</p>\", 4);\n}\n" },
		{ "<%@ a () %><a href='<%= u %>'>l'eau</a>",
		  "write_markup(p, \"<a href='\", 9);\nWRITE_URL(p, (u));\nwrite_markup(p, \"'>l'eau</a>\", 11);\n}\n" },
		{ "<%@ a () %><title><%= x %></title>",
		  "write_markup(p, \"<title>\", 7);\nWRITE_ATTRIBUTE(p, (x));\nwrite_markup(p, \"</title>\", 8);\n}\n" },
		{ "<%@ a () %><a href=\"#f-<%= id %>\"></a>",
		  "write_markup(p, \"<a href=\\\"#f-\", 12);\nWRITE_ATTRIBUTE(p, (id));\nwrite_markup(p, \"\\\"></a>\", 6);\n}\n" },
		{ "<%@ a () %><a href=\"<%= u %>#c<%= id %>\"></a>",
		  "write_markup(p, \"<a href=\\\"\", 9);\nWRITE_URL(p, (u));\nwrite_markup(p, \"#c\", 2);\n"
		  "WRITE_ATTRIBUTE(p, (id));\nwrite_markup(p, \"\\\"></a>\", 6);\n}\n" },
		/* boolean attributes, and a class that depends */
		{ "<%@ a () %><option <% if (x) { %>selected<% } %>></option>",
		  "write_markup(p, \"<option \", 8);\nif (x) {\nwrite_markup(p, \"selected\", 8);\n}\n"
		  "write_markup(p, \"></option>\", 10);\n}\n" },
		{ "<%@ a () %><li<% if (x) { %> class=\"<% if (y) { %>a<% } else { %>b<% } %>\"<% } %>>e</li>",
		  "write_markup(p, \"<li\", 3);\nif (x) {\nwrite_markup(p, \" class=\\\"\", 8);\nif (y) {\n"
		  "write_markup(p, \"a\", 1);\n} else {\nwrite_markup(p, \"b\", 1);\n}\nwrite_markup(p, \"\\\"\", 1);\n}\n"
		  "write_markup(p, \">e</li>\", 7);\n}\n" },
		{ "<%@ a () %><a href=\"<% if (x) { %><%= u %><% } else { %><%= v %><% } %>\">e</a>",
		  "write_markup(p, \"<a href=\\\"\", 9);\nif (x) {\nWRITE_URL(p, (u));\n} else {\nWRITE_URL(p, (v));\n}\n"
		  "write_markup(p, \"\\\">e</a>\", 7);\n}\n" },
		/* white space: one line end between tags, lines of C leave nothing, <pre> is kept */
		{ "<%@ a () %>\n<ul>\n\t<% for (;;) { %>\n\t<li>x</li>\n\t<% } %>\n</ul>\n",
		  "write_markup(p, \"<ul>\\n\", 5);\nfor (;;) {\nwrite_markup(p, \" <li>x</li>\\n\", 12);\n}\n"
		  "write_markup(p, \"</ul>\", 5);\n}\n" },
		{ "<%@ a () %>\n<b>x</b>  \n\n   <i>y</i>\n",
		  "write_markup(p, \"<b>x</b>\\n\"\n\"<i>y</i>\", 17);\n}\n" },
		{ "<%@ a () %><pre>\n\n  x</pre>", "write_markup(p, \"<pre>\\n\"\n\"\\n\"\n\"  x</pre>\", 16);\n}\n" },
		{ "<%@ a () %><p\n\t\tid=\"x\"\n\t\tclass=\"y\"></p>",
		  "write_markup(p, \"<p id=\\\"x\\\" class=\\\"y\\\"></p>\", 24);\n}\n" },
		/* comments join what stands round them; calls; strings and comments of C hide "%>" */
		{ "<%@ a () %><p>x<%-- <%= y %> --%>z</p>", "write_markup(p, \"<p>xz</p>\", 9);\n}\n" },
		{ "<%@ a () %><%+ b() %><%+ c(f(\"%>\"), 1) %>", "view_b(p);\nview_c(p, f(\"%>\"), 1);\n}\n" },
		{ "<%@ a () %><% f('\"', /* %> { */ \"}\"); // { %>", "f('\"', /* %> { */ \"}\"); // {\n}\n" },
		/* a wrapper that depends is allowed; so are the elements of a frame and a form */
		{ "<%@ a () %><% if (u) { %><b><% } %>x<% if (u) { %></b><% } %>",
		  "if (u) {\nwrite_markup(p, \"<b>\", 3);\n}\nwrite_markup(p, \"x\", 1);\nif (u) {\n"
		  "write_markup(p, \"</b>\", 4);\n}\n}\n" },
		{ "<%@ a () %><form action=\"/\">", "write_markup(p, \"<form action=\\\"/\\\">\", 17);\n}\n" },
		{ "<%@ a () %></form>", "write_markup(p, \"</form>\", 7);\n}\n" },
		{ "<%@ a () %>é?\?=\\", "write_markup(p, \"é\\077\\077=\\\\\", 6);\n}\n" },
		{ "<%@ a () %><br><img src=\"/x\"><path d=\"\"/>", "write_markup(p, \"<br><img src=\\\"/x\\\"><path d=\\\"\\\"/>\", 30);\n}\n" },
		{ "<%@ a () %><textarea>\n<%= x %></textarea>",
		  "write_markup(p, \"<textarea>\\n\", 11);\nWRITE_ATTRIBUTE(p, (x));\nwrite_markup(p, \"</textarea>\", 11);\n}\n" },
	};
	ARENA_SCOPED arena = arena_new();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct text seen = compiled(arena, cases[i].source);
		if (!text_starts(seen, cases[i].statements))
			fail_msg("%s\nbecame\n%" TEXT, cases[i].source, text_args(seen));
	}
}

static void refused(void **state)
{
	(void)state;
	static const struct { const char *source, *error; } cases[] = {
		{ "", "1:1: no view in this file" },
		{ "<p></p>", "1:1: markup before the first view" },
		{ "<% int x; %>", "1:3: no view has begun" },
		{ "<%@ %>", "1:4: a view begins with" },
		{ "<%@ 1a () %>", "1:4: a view begins with" },
		{ "<%@ a %>", "1:4: a view begins with" },
		{ "<%@ a () %>\n <% f();", "2:2: \"<%\" without \"%>\"" },
		{ "<%@ a () %>\n <%= \"%>", "2:2: \"<%=\" without \"%>\"" },
		{ "<%@ a () %><%-- x %>", "1:12: \"<%--\" without \"--%>\"" },
		{ "<%@ a () %>x %>", "1:14: \"%>\" without \"<%\"" },
		{ "<%@ a () %><%! int x; %>", "1:15: <%! %> goes before the first view" },
		/* values where no escaping is safe */
		{ "<%@ a () %><p class=<%= x %>>", "1:24: a value in an attribute without quotes" },
		{ "<%@ a () %><p class=a<%= x %>>", "1:25: a value in an attribute without quotes" },
		{ "<%@ a () %><script>\nvar a = '<%= x %>';</script>", "2:13: a value in a script or a style" },
		{ "<%@ a () %><style>a{<%= x %>}</style>", "1:24: a value in a script or a style" },
		{ "<%@ a () %><!-- <%= x %> -->", "1:20: a value in a comment" },
		{ "<%@ a () %><h<%= n %>>", "1:17: a value in a tag's name" },
		{ "<%@ a () %><<%= n %>>", "1:16: a value in a tag's name" },
		{ "<%@ a () %><p <%= x %>>", "1:18: a value among attributes" },
		{ "<%@ a () %><p data-<%= x %>=\"\">", "1:23: a value among attributes" },
		{ "<%@ a () %><p style=\"<%= x %>\">", "1:25: no escaping is safe in this attribute" },
		{ "<%@ a () %><p onclick=\"<%= x %>\">", "1:27: no escaping is safe in this attribute" },
		{ "<%@ a () %><a href=\"/x/<%= x %>\">", "1:27: an address is one struct url" },
		{ "<%@ a () %><a HREF = \"javascript:<%= x %>\">", "1:37: an address is one struct url" },
		{ "<%@ a () %><a href=\"<%= x %><%= y %>\">", "1:32: an address is one struct url" },
		{ "<%@ a () %><a href=\"<% if (x) { %><%= x %><% } %><%= y %>\">", "1:53: an address is one struct url" },
		{ "<%@ a () %><%= x; %>", "1:15: <%= %> holds one expression" },
		{ "<%@ a () %><%= %>", "1:" },
		/* calls */
		{ "<%@ a () %><p class=\"<%+ b() %>\">", "1:25: a view may only be called between tags" },
		{ "<%@ a () %><%+ b %>", "1:15: a call is" },
		/* elements */
		{ "<%@ a () %><p><b></p></b>", "1:21: </p> does not close the innermost open element (b)" },
		{ "<%@ a () %>\n<ul><li></ul>", "2:13: </ul> does not close" },
		{ "<%@ a () %></p>", "1:15: </p> does not close the innermost open element (none)" },
		{ "<%@ a () %>\n  <div>x", "2:7: <div> is not closed" },
		{ "<%@ a () %><div><%@ b () %></div>", "1:16: <div> is not closed" },
		{ "<%@ a () %><p", "1:13: the view ends inside a tag" },
		{ "<%@ a () %><p class=\"", "1:21: the view ends inside a tag" },
		/* C */
		{ "<%@ a () %><% if (x) { %>y", "1:22: \"{\" without \"}\"" },
		{ "<%@ a () %><% } %>", "1:15: \"}\" without \"{\"" },
		{ "<%@ a () %><% if (x) %>y", "1:14: C here ends with" },
		{ "<%@ a () %><% if (x) { %><a href=\"<% } %>", "1:38: the block ends in another place" },
		{ "<%@ a () %><a href=\"<% if (x) { %>\"><a href='<% } %>'></a>", "1:49: the block ends in another place" },
		{ "<%@ a () %><a<% if (x) { %>b<% } %> href=\"\"></a>", "1:28: a space is needed here" },
		{ "<%@ a () %><a data-<% if (x) { %> b<% } %>href=\"\"></a>", "1:43: a space is needed here" },
		{ "\xff", "1:1: not UTF-8" },
	};
	ARENA_SCOPED arena = arena_new();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct text seen = compiled(arena, cases[i].source);
		if (!text_starts(seen, cases[i].error))
			fail_msg("%s\ngave\n%" TEXT "\nnot\n%s", cases[i].source, text_args(seen), cases[i].error);
	}
}

static void headers(void **state)
{
	(void)state;
	static const char source[] = "<%! #include \"x/x.h\"\nstatic int helper(void) { return 1; } %>\n"
				     "<%@ row (const struct x *x,\n bool mine) %><b></b>\n<%@ all (void) %>";
	struct view_source view = { .path = text("../src/x/list.html"), .text = text_of(source) };
	struct view_error error = { 0 };
	ARENA_SCOPED arena = arena_new();
	struct buffer c, h;
	buffer_init(&c, 1 << 20);
	buffer_init(&h, 1 << 20);
	assert_true(view_compile(arena, &view, &c, &h, &error));
	assert_text(buffer_view(&h), "/* Made from list.html by the view compiler. */\n"
				     "#ifndef VIEW____src_x_list_html\n#define VIEW____src_x_list_html\n"
				     "#include \"html/page.h\"\n"
				     "#line 1 \"../src/x/list.html\"\n#include \"x/x.h\"\n"
				     "#line 3 \"../src/x/list.html\"\n"
				     "void view_row(struct page *p, const struct x *x,\n bool mine);\n"
				     "#line 5 \"../src/x/list.html\"\nvoid view_all(struct page *p);\n#endif\n");
	/* What is not an #include stays in the .c, on its own line. */
	struct text all = buffer_view(&c);
	assert_true(text_find(all, text("#line 1 \"../src/x/list.html\"\n\nstatic int helper")) < all.n);
	assert_true(text_find(all, text("#include \"x/x.h\"")) == all.n);
	buffer_free(&c);
	buffer_free(&h);
}

/* Nothing a source holds may cost more than its own size. */
static void bounds(void **state)
{
	(void)state;
	ARENA_SCOPED arena = arena_new();
	struct buffer source;
	buffer_init(&source, 1 << 20);
	buffer_z(&source, "<%@ a () %>");
	for (int i = 0; i < 101; i++)
		buffer_z(&source, "<div>");
	assert_true(text_find(compiled(arena, text_z(arena, buffer_view(&source))), text("more than 100 elements")) < 60);
	buffer_free(&source);
	buffer_z(&source, "<%@ a () %><% ");
	for (int i = 0; i < 41; i++)
		buffer_z(&source, "{");
	buffer_z(&source, " %>");
	assert_true(text_find(compiled(arena, text_z(arena, buffer_view(&source))), text("more than 40 blocks")) < 60);
	buffer_free(&source);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(becomes), cmocka_unit_test(refused), cmocka_unit_test(headers), cmocka_unit_test(bounds),
};
RUN(tests)
