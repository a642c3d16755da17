/* The two looks of the help. */
#include "cli/sheet.h"

#include "cli/words.h"

enum { INDENT = 2, NAME_ROOM = 24 };

/* In groff a backslash, a typed hyphen, caret or tilde, and a dot or a quote that begins a line
 * speak to the formatter. */
static void put_roff(FILE *out, struct text t)
{
	bool begins = true;
	for (size_t i = 0; i < t.n; i++) {
		char c = t.at[i];
		if (begins && (c == '.' || c == '\''))
			fputs("\\&", out);
		begins = c == '\n';
		switch (c) {
		case '\\': fputs("\\e", out); break;
		case '-': fputs("\\-", out); break;
		case '^': fputs("\\(ha", out); break;
		case '~': fputs("\\(ti", out); break;
		default: fputc(c, out);
		}
	}
	fputc('\n', out);
}

/* A page's name has no space: cordee-select. */
static void put_page_name(FILE *out, struct text name)
{
	for (size_t i = 0; i < name.n; i++)
		fputs(name.at[i] == ' ' || name.at[i] == '-' ? "\\-" : (const char[]){ name.at[i], '\0' }, out);
}

void sheet_begin(struct sheet *s, struct text name, struct text summary)
{
	struct cli *cli = s->cli;
	if (!s->man) {
		cli_wrap(cli->out, TEXT_CONCAT(cli->arena, name, text(" — "), summary), 0, INDENT);
		return;
	}
	fputs(".TH ", cli->out);
	put_page_name(cli->out, name);
	fprintf(cli->out, " 1 \"\" \"Cordée %s\" \"%" TEXT "\"\n.SH %" TEXT "\n", CORDEE_VERSION,
	        text_args(translate(cli->arena, cli->lang, N_("Manuel de Cordée"), NULL)),
	        text_args(translate(cli->arena, cli->lang, N_("Nom"), NULL)));
	put_page_name(cli->out, name);
	fputs(" \\- ", cli->out);
	put_roff(cli->out, summary);
}

void sheet_section(struct sheet *s, struct text title)
{
	FILE *out = s->cli->out;
	s->begun = false;
	fputs(s->man ? ".SH " : "\n", out);
	if (s->man)
		put_roff(out, title);
	else
		cli_wrap(out, title, 0, 0);
}

void sheet_paragraph(struct sheet *s, struct text t)
{
	FILE *out = s->cli->out;
	if (s->begun)
		fputs(s->man ? ".PP\n" : "\n", out);
	s->begun = true;
	if (s->man) {
		put_roff(out, t);
		return;
	}
	cli_spaces(out, INDENT);
	cli_wrap(out, t, INDENT, INDENT);
}

void sheet_line(struct sheet *s, struct text t)
{
	FILE *out = s->cli->out;
	if (s->man) {
		fputs(s->begun ? ".br\n" : "", out);
		put_roff(out, t);
	} else {
		cli_spaces(out, INDENT);
		cli_wrap(out, t, INDENT, 4 * INDENT);
	}
	s->begun = true;
}

void sheet_item(struct sheet *s, struct text name, struct text says)
{
	FILE *out = s->cli->out;
	if (s->man) {
		fputs(".TP\n\\fB", out);
		put_roff(out, name);
		fputs("\\fR", out);
		put_roff(out, says);
		return;
	}
	size_t length = INDENT + text_length(name);
	cli_spaces(out, INDENT);
	cli_put(out, name);
	if (length + INDENT > NAME_ROOM)
		fputc('\n', out);
	cli_spaces(out, length + INDENT > NAME_ROOM ? NAME_ROOM : NAME_ROOM - length);
	cli_wrap(out, says, NAME_ROOM, NAME_ROOM);
}
