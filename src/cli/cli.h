/* The seam of the command line. A command is one constant table row: from it come the parser,
 * the help of the terminal and the manual pages, in French and in English. Its run function is
 * given a context and a struct of its own, filled from its options:
 *
 *     struct asked { int64_t size; int rule; const char *scores; bool compare; };
 *     static const char *const rules[] = { "merit", "leximin", NULL };
 *     static const struct cli_option options[] = {
 *             { .name = "size", .kind = CLI_INT, .value = "K", .required = true, .least = 1, .most = 10000,
 *               .at = offsetof(struct asked, size), .summary = N_("combien de personnes choisir") },
 *             { .name = "rule", .kind = CLI_CHOICE, .choices = rules, .fallback = "leximin",
 *               .at = offsetof(struct asked, rule), .summary = N_("la règle du tirage") },
 *             …
 *     };
 *     const struct cli_command select_command = { .name = "select", … };
 *
 * Everything for people is written in French and translated (base/translate.h). Errors go to
 * standard error, results to standard output; run returns one of enum cli_exit. */
#ifndef CORDEE_CLI_H
#define CORDEE_CLI_H
#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/translate.h"
#include "formats/json.h"
#include "formats/place.h"
#include "methods/progress.h"

#include <stdio.h>

enum cli_exit {
	CLI_DONE,      /* 0 */
	CLI_NO_ANSWER, /* 1: the question was understood and has no answer */
	CLI_BAD_INPUT, /* 2: something typed or read is not right */
};

enum cli_kind {
	CLI_FLAG,   /* --name                      → bool */
	CLI_INT,    /* from least to most          → int64_t */
	CLI_NUMBER, /* real, from least to most    → double */
	CLI_CHOICE, /* one of choices              → int, its index */
	CLI_FILE,   /* a path, or - for the standard input or output → const char *, NULL: not given */
	CLI_TEXT,   /* any words                   → struct text, at NULL: not given */
};

struct cli_option {
	const char *name;           /* without its dashes */
	enum cli_kind kind;
	const char *value;          /* what the help calls the value: N_("FICHIER"); NULL for flags and choices */
	const char *summary;        /* N_(), a phrase without capital nor full stop */
	const char *fallback;       /* as it would be typed; NULL: zero, or not given */
	bool required;
	double least, most;         /* both 0: no limit */
	const char *const *choices; /* ended by NULL; words that are typed, not translated */
	size_t at;                  /* offsetof() in the command's struct */
};

/* A name and what is said of it: an example's command line, an input file. */
struct cli_note {
	const char *name; /* as typed; N_() when it is words */
	const char *says; /* N_() */
};

/* What many commands take, declared once: the context holds them. */
enum cli_common { CLI_JSON = 1, CLI_SVG = 2, CLI_SEED = 4 };

enum cli_section { CLI_METHODS, CLI_SITE, CLI_OTHER };

struct cli;

struct cli_command {
	const char *name, *summary;  /* summary: N_(), a phrase without capital nor full stop */
	enum cli_section section;
	const char *arguments;       /* as in the synopsis: N_("FICHIER.pb"), or NULL */
	size_t least, most;          /* how many of them */
	unsigned common;             /* CLI_JSON | … ; --lang is always there */
	const struct cli_option *options;
	size_t options_n, room;      /* room: sizeof the struct that options fill */
	const char *const *about;    /* paragraphs, N_(), ended by NULL */
	const struct cli_note *files, *examples; /* ended by a row without a name; or NULL */
	const char *no_answer;       /* N_(): when it ends with 1; NULL: never */
	int (*run)(struct cli *, const void *options);
	/* Instead of run and options: reads its own arguments (the site's settings). */
	int (*run_raw)(int argc, char **argv);
	/* Rows of its help beside its options: the settings. Called from 0 until it says false. */
	bool (*more)(size_t i, struct cli_option *);
};

struct cli {
	struct arena *arena;
	const struct cli_command *command;
	enum lang lang;
	bool json;
	const char *svg;  /* where --svg wants the picture, or NULL */
	uint64_t seed;
	size_t n;         /* arguments that are not options */
	const char *const *arguments;
	FILE *out, *err;
	const struct cli_command *const *commands; /* all of them, ended by NULL: for help */
	/* inner: progress */
	struct progress progress;
	int64_t began, told, limit;
	bool shown, asked_to_stop;
};

/* main(): finds the command, reads its options, runs it. Returns the exit code. */
int cli_main(const struct cli_command *const *commands, int argc, char **argv);
/* The same in a context already made: arena, lang, out, err, commands. */
int cli_run(struct cli *, int argc, char **argv);

/* ---- Reading ---- */

/* A whole file ("-": the standard input), valid UTF-8, at most CLI_FILE_MAX bytes, ended by a
 * NUL that is not counted. False when it cannot be had: it has been said; return CLI_BAD_INPUT. */
#define CLI_FILE_MAX ((size_t)1 << 30)
bool cli_read(struct cli *, struct arena *, const char *path, struct text *whole);
/* The path of a file in a folder, in the arena. */
const char *cli_path(struct cli *, const char *folder, const char *name);

/* ---- Saying what is wrong; each returns the exit code ---- */

/* "FILE:LINE:COLUMN: message": what a reader of formats/ refused. Line 0: "FILE: message". */
int cli_fault(struct cli *, const char *path, struct place, const struct error *);
/* "cordee COMMAND: message": what a method or a rule refused. CLI_NO_ANSWER for ERROR_RULE. */
int cli_failed(struct cli *, const struct error *);
/* The same for a message with words. */
int cli_refuse(struct cli *, const char *message, const struct words *);
int cli_refuse_at(struct cli *, const char *path, struct place, const char *message, const struct words *);

/* ---- Reporting for people: on cli->out, at most 80 columns ---- */

/* A message translated, wrapped, and an empty line after it. */
void cli_say(struct cli *, const char *message, const struct words *);
void cli_paragraph(struct cli *, struct text);
void cli_heading(struct cli *, const char *message);

struct cli_column {
	const char *heading; /* N_() */
	bool right;          /* numbers */
};
/* Cells row by row; a column of words that does not fit is wrapped. An empty line after it. */
void cli_table(struct cli *, const struct cli_column *, size_t columns, const struct text *cells, size_t rows);

/* ---- Pictures, JSON, progress ---- */

/* To cli->out; json_end at the end, whose failure is cli_written's to say. */
void cli_json(struct cli *, struct json *);
/* Writes a file ("-": the standard output); false when it cannot be (said): return CLI_BAD_INPUT. */
bool cli_write(struct cli *, const char *path, const struct buffer *);
/* The same for a picture, where --svg wants it; nothing happens when it is not asked for. */
bool cli_picture(struct cli *, const struct buffer *);

/* For a method's options: shows the share done after one second on a terminal. It asks the method
 * to stop when `seconds` have passed (0: never) and at the first Ctrl-C, so that the best answer
 * so far can be given; a second Ctrl-C ends the program. */
const struct progress *cli_progress(struct cli *, double seconds);
/* Whether the last computation was asked to stop before its end. */
bool cli_stopped(const struct cli *);
#endif
