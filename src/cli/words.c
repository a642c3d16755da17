/* What people read on the terminal: paragraphs, tables, errors. */
#include "cli/words.h"

#include "cli/progress.h"

#include <string.h>

void cli_put(FILE *out, struct text t)
{
	fwrite(t.at ? t.at : "", 1, t.n, out); /* a failure stays on the stream: cli_main asks it */
}

void cli_spaces(FILE *out, size_t n)
{
	fprintf(out, "%*s", (int)n, "");
}

void cli_wrap(FILE *out, struct text t, size_t at, size_t indent)
{
	struct text rest = t;
	bool first = true;
	do {
		size_t from = first ? at : indent;
		struct text line = text_line(&rest, CLI_WIDTH - from);
		if (!first)
			cli_spaces(out, line.n > 0 ? indent : 0);
		cli_put(out, line);
		fputc('\n', out);
		first = false;
	} while (rest.at);
}

void cli_paragraph(struct cli *cli, struct text t)
{
	cli_progress_hide(cli);
	cli_wrap(cli->out, t, 0, 0);
	fputc('\n', cli->out);
}

void cli_say(struct cli *cli, const char *message, const struct words *words)
{
	cli_paragraph(cli, translate(cli->arena, cli->lang, message, words));
}

void cli_heading(struct cli *cli, const char *message)
{
	struct text t = translate(cli->arena, cli->lang, message, NULL);
	cli_progress_hide(cli);
	cli_put(cli->out, t);
	fputc('\n', cli->out);
	for (size_t i = text_length(t); i > 0; i--)
		fputc('-', cli->out);
	fputs("\n\n", cli->out);
}

/* ---- Tables ---- */

enum { GAP = 2, NARROWEST = 12 };

struct layout {
	const struct cli_column *columns;
	size_t n;
	size_t *widths;
	struct text *headings;
};

static size_t total(const struct layout *l)
{
	size_t all = 0;
	for (size_t i = 0; i < l->n; i++)
		all += l->widths[i] + (i > 0 ? GAP : 0);
	return all;
}

/* The widest column of words gives way, as long as it can. */
static void squeeze(struct layout *l)
{
	for (size_t over = total(l) > CLI_WIDTH ? total(l) - CLI_WIDTH : 0; over > 0; over--) {
		size_t widest = l->n;
		for (size_t i = 0; i < l->n; i++)
			if (!l->columns[i].right && (widest == l->n || l->widths[i] > l->widths[widest]))
				widest = i;
		if (widest == l->n || l->widths[widest] <= NARROWEST)
			return;
		l->widths[widest]--;
	}
}

/* One line of a row: what of each cell fits; false when nothing of the row is left. */
static bool print_line(FILE *out, const struct layout *l, struct text *rest)
{
	bool more = false;
	size_t pending = 0; /* spaces are held back, so that no line ends with some */
	for (size_t i = 0; i < l->n; i++) {
		struct text part = rest[i].at ? text_line(&rest[i], l->widths[i]) : NO_TEXT;
		size_t length = text_length(part), room = l->widths[i] > length ? l->widths[i] - length : 0;
		pending += (i > 0 ? GAP : 0) + (l->columns[i].right ? room : 0);
		if (part.n > 0) {
			cli_spaces(out, pending);
			cli_put(out, part);
			pending = 0;
		}
		pending += (part.n > 0 ? 0 : length) + (l->columns[i].right ? 0 : room);
		more |= rest[i].at != NULL;
	}
	fputc('\n', out);
	return more;
}

static void print_row(FILE *out, struct arena *arena, const struct layout *l, const struct text *cells)
{
	struct text *rest = arena_many(arena, struct text, l->n);
	for (size_t i = 0; i < l->n; i++)
		rest[i] = cells[i].at ? cells[i] : text("");
	while (print_line(out, l, rest))
		;
}

void cli_table(struct cli *cli, const struct cli_column *columns, size_t n, const struct text *cells, size_t rows)
{
	ARENA_SCOPED arena = arena_new();
	struct layout l = { columns, n, arena_many(arena, size_t, n), arena_many(arena, struct text, n) };
	for (size_t i = 0; i < n; i++) {
		l.headings[i] = translate(arena, cli->lang, columns[i].heading, NULL);
		l.widths[i] = text_length(l.headings[i]);
		for (size_t r = 0; r < rows; r++) {
			size_t length = text_length(cells[r * n + i]);
			l.widths[i] = length > l.widths[i] ? length : l.widths[i];
		}
	}
	squeeze(&l);
	cli_progress_hide(cli);
	print_row(cli->out, arena, &l, l.headings);
	for (size_t i = total(&l); i > 0; i--)
		fputc('-', cli->out);
	fputc('\n', cli->out);
	for (size_t r = 0; r < rows; r++)
		print_row(cli->out, arena, &l, cells + r * n);
	fputc('\n', cli->out);
}

/* ---- Errors ---- */

static int say_at(struct cli *cli, const char *path, struct place place, struct text message)
{
	cli_progress_hide(cli);
	fprintf(cli->err, "%s:", strcmp(path, "-") == 0 ? "stdin" : path);
	if (place.line > 0)
		fprintf(cli->err, "%zu:%zu:", place.line, place.column);
	fprintf(cli->err, " %" TEXT "\n", text_args(message));
	return CLI_BAD_INPUT;
}

int cli_fault(struct cli *cli, const char *path, struct place place, const struct error *err)
{
	return say_at(cli, path, place, error_text(cli->arena, cli->lang, err));
}

int cli_refuse_at(struct cli *cli, const char *path, struct place place, const char *message, const struct words *words)
{
	return say_at(cli, path, place, translate(cli->arena, cli->lang, message, words));
}

static void say(struct cli *cli, struct text message)
{
	cli_progress_hide(cli);
	fprintf(cli->err, "cordee%s%s: %" TEXT "\n", cli->command ? " " : "", cli->command ? cli->command->name : "",
	        text_args(message));
}

int cli_refuse(struct cli *cli, const char *message, const struct words *words)
{
	say(cli, translate(cli->arena, cli->lang, message, words));
	return CLI_BAD_INPUT;
}

int cli_failed(struct cli *cli, const struct error *err)
{
	say(cli, error_text(cli->arena, cli->lang, err));
	return err->code == ERROR_RULE ? CLI_NO_ANSWER : CLI_BAD_INPUT;
}
