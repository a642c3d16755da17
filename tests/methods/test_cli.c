/* The command line's seam, by a command made for it: what is read, what is refused, what is said. */
#include "../unit/unit.h"
#include "cli/cli.h"
#include "cli/commands.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct asked {
	bool all;
	int64_t size;
	double share;
	int rule;
	const char *scores;
	struct text name;
};

static const char *const rules[] = { "merit", "leximin", NULL };
static const struct cli_option options[] = {
	{ .name = "all", .kind = CLI_FLAG, .at = offsetof(struct asked, all), .summary = "essai : tout" },
	{ .name = "size", .kind = CLI_INT, .value = "K", .required = true, .least = 1, .most = 100,
	  .at = offsetof(struct asked, size), .summary = "essai : combien" },
	{ .name = "share", .kind = CLI_NUMBER, .value = "X", .fallback = "0.5", .least = 0, .most = 1,
	  .at = offsetof(struct asked, share), .summary = "essai : quelle part" },
	{ .name = "rule", .kind = CLI_CHOICE, .choices = rules, .fallback = "leximin", .at = offsetof(struct asked, rule),
	  .summary = "règle de l'essai" },
	{ .name = "scores", .kind = CLI_FILE, .value = "FICHIER", .at = offsetof(struct asked, scores), .summary = "essai : des notes" },
	{ .name = "name", .kind = CLI_TEXT, .value = "NOM", .at = offsetof(struct asked, name), .summary = "essai : un nom" },
};

static int run_sample(struct cli *cli, const void *of)
{
	const struct asked *a = of;
	fprintf(cli->out, "all %d size %d share %g rule %d scores %s name %" TEXT " json %d svg %s seed %d lang %d:", a->all,
	        (int)a->size, a->share, a->rule, a->scores ? a->scores : "-none-", text_args(a->name), cli->json,
	        cli->svg ? cli->svg : "-none-", (int)cli->seed, cli->lang);
	for (size_t i = 0; i < cli->n; i++)
		fprintf(cli->out, " %s", cli->arguments[i]);
	return CLI_DONE;
}

static int run_read(struct cli *cli, const void *of)
{
	struct text whole;
	(void)of;
	if (!cli_read(cli, cli->arena, cli->arguments[0], &whole))
		return CLI_BAD_INPUT;
	fprintf(cli->out, "%zu", whole.n);
	return whole.at[whole.n] == '\0' ? CLI_DONE : CLI_NO_ANSWER;
}

static int run_report(struct cli *cli, const void *of)
{
	static const struct cli_column columns[] = { { "Essai", false }, { "NB.", true }, { "Essai 2", false } };
	static const struct text cells[] = {
		T("Il faut planter des haies partout où le vent emporte la terre, et payer qui les taille"), T("12 345"), T("pour"),
		T("Non"), T("7"), T("contre"),
	};
	(void)of;
	cli_table(cli, columns, 3, cells, 2);
	cli_say(cli, "Un paragraphe avec une {value} assez longue pour passer à la ligne, et « des guillemets » qui tiennent.",
	        &(struct words){ .value = text("valeur") });
	return cli_failed(cli, &(struct error){ .code = ERROR_RULE, .message = "rien avec {name}", .name = text("{value}") });
}

static const struct cli_note files[] = { { "FICHIER", "une ligne par personne." }, { 0 } };
static const struct cli_command sample = {
	.name = "sample", .summary = "essai : montrer tout", .arguments = "FICHIER", .least = 1, .most = 2,
	.common = CLI_JSON | CLI_SVG | CLI_SEED, .options = options, .options_n = sizeof options / sizeof *options,
	.room = sizeof(struct asked), .about = (const char *const[]){ "Premier paragraphe.", ".Second, à l'abri.", NULL },
	.files = files, .no_answer = "essai : rien ne convient", .run = run_sample,
};
static const struct cli_command reading = { .name = "read", .summary = "lire", .arguments = "FICHIER", .least = 1, .most = 1,
	.run = run_read };
static const struct cli_command report = { .name = "report", .summary = "dire", .run = run_report };
static const struct cli_command *const commands[] = { &sample, &reading, &report, &cli_help_command, &cli_version_command, NULL };

struct outcome {
	int code;
	char *out, *err;
};

/* Runs "cordee WORD WORD…" cut at spaces. */
static struct outcome run(const char *line, enum lang lang)
{
	enum { WORDS = 20 };
	ARENA_SCOPED arena = arena_new();
	char *argv[WORDS + 1] = { (char *)"cordee" };
	int argc = 1;
	for (struct text rest = text_of(line); rest.at && argc < WORDS;)
		argv[argc++] = (char *)text_z(arena, text_cut(&rest, ' '));
	struct outcome o = { 0 };
	size_t out_n, err_n;
	struct cli cli = { .arena = arena, .lang = lang, .commands = commands, .out = open_memstream(&o.out, &out_n),
		           .err = open_memstream(&o.err, &err_n) };
	assert_non_null(cli.out);
	assert_non_null(cli.err);
	o.code = cli_run(&cli, argc, argv);
	fclose(cli.out);
	fclose(cli.err);
	return o;
}

static void forget(struct outcome *o)
{
	free(o->out);
	free(o->err);
}

static void expect(const char *line, int code, const char *out, const char *err)
{
	struct outcome o = run(line, LANG_EN);
	if (o.code != code || strcmp(o.out, out) != 0 || strcmp(o.err, err) != 0)
		fail_msg("%s: %d\n%s\n%s", line, o.code, o.out, o.err);
	forget(&o);
}

static void reads_what_the_table_says(void **state)
{
	(void)state;
	expect("sample --size 3 a.csv", 0,
	       "all 0 size 3 share 0.5 rule 1 scores -none- name  json 0 svg -none- seed 1 lang 1: a.csv", "");
	expect("sample - --size=100 --share=0,25 --rule merit --scores=- --name=é=b --all --json --svg x.svg --seed 7 --lang fr", 0,
	       "all 1 size 100 share 0.25 rule 0 scores - name é=b json 1 svg x.svg seed 7 lang 0: -", "");
	expect("sample --size 3 -- --json b", 0,
	       "all 0 size 3 share 0.5 rule 1 scores -none- name  json 0 svg -none- seed 1 lang 1: --json b", "");
	expect("sample --size 3 --name= a", 0,
	       "all 0 size 3 share 0.5 rule 1 scores -none- name  json 0 svg -none- seed 1 lang 1: a", "");
}

static void refuses_the_rest(void **state)
{
	(void)state;
	static const struct { const char *line, *err; } cases[] = {
		{ "smple", "cordee: there is no command \"smple\"; did you mean \"cordee sample\"?\n" },
		{ "zzzzzzz", "cordee: there is no command \"zzzzzzz\"; \"cordee help\" lists them all\n" },
		{ "\xff", "cordee: there is no command \"?\"; \"cordee help\" lists them all\n" },
		{ "sample --sise=3 a", "cordee sample: there is no option --sise; did you mean --size?\n" },
		{ "sample --unheard a", "cordee sample: there is no option --unheard; \"cordee help sample\" lists those that exist\n" },
		{ "sample -x", "cordee sample: there is no option --x; \"cordee help sample\" lists those that exist\n" },
		{ "sample --size=0 a", "cordee sample: --size: a number from 1 to 100 is needed, not \"0\"\n" },
		{ "sample --size=1e9 a", "cordee sample: --size: a number from 1 to 100 is needed, not \"1e9\"\n" },
		{ "sample --size=99999999999999999999 a",
		  "cordee sample: --size: a number from 1 to 100 is needed, not \"99999999999999999999\"\n" },
		{ "sample --share=nan a", "cordee sample: --share: a number from 0 to 1 is needed, not \"nan\"\n" },
		{ "sample --seed=-1 a", "cordee sample: --seed: a number from 0 up is needed, not \"-1\"\n" },
		{ "sample --rule=best a", "cordee sample: --rule: \"best\" is not one of the choices, which are merit, leximin\n" },
		{ "sample --all=yes a", "cordee sample: the option --all takes no value\n" },
		{ "sample a --size", "cordee sample: the option --size needs a value: --size=K\n" },
		{ "sample --size=1 --size=2 a", "cordee sample: the option --size is given twice\n" },
		{ "sample a", "cordee sample: the option --size=K is missing\n" },
		{ "sample --size=1", "cordee sample: an argument is missing: FILE; \"cordee help sample\" gives the form of the command\n" },
		{ "sample --size=1 a b c", "cordee sample: \"c\" is one too many; \"cordee help sample\" gives the form of the command\n" },
		{ "sample --name=\xff", "cordee sample: --name: the value is not written in UTF-8\n" },
		{ "sample --\xff=1", "cordee sample: there is no option --?; \"cordee help sample\" lists those that exist\n" },
		{ "version --json", "cordee version: there is no option --json; \"cordee help version\" lists those that exist\n" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		expect(cases[i].line, CLI_BAD_INPUT, "", cases[i].err);
}

static void speaks_the_language_asked_for(void **state)
{
	(void)state;
	struct outcome o = run("sample --sise=3 --lang=fr", LANG_EN);
	assert_string_equal(o.err, "cordee sample: l'option --sise n'existe pas\u00a0; vouliez-vous --size\u00a0?\n");
	forget(&o);
}

static void write_file(const char *path, const char *bytes, size_t n)
{
	FILE *f = fopen(path, "wb");
	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
}

static void expect_file(const char *bytes, size_t n, int code, const char *said)
{
	char path[] = "/tmp/cordee-cli-XXXXXX";
	int fd = mkstemp(path);
	assert_true(fd >= 0);
	close(fd);
	write_file(path, bytes, n);
	ARENA_SCOPED arena = arena_new();
	struct outcome o = run(text_z(arena, text_format(arena, "read %s", path)), LANG_EN);
	unlink(path);
	assert_int_equal(o.code, code);
	if (code == 0)
		assert_string_equal(o.out, said);
	else
		assert_string_equal(strncmp(o.err, path, strlen(path)) == 0 ? o.err + strlen(path) : o.err, said);
	forget(&o);
}

static void files_are_text(void **state)
{
	(void)state;
	expect_file("", 0, 0, "0");
	expect_file("été", 5, 0, "5");
	const char *not_utf8 = "this is not UTF-8; save the file as UTF-8 (\"CSV UTF-8\" in a spreadsheet)\n";
	ARENA_SCOPED arena = arena_new();
	expect_file("id\né;\xe9t\xe9\n", 9, 2, text_z(arena, text_format(arena, ":2:3: %s", not_utf8)));
	expect_file("\xff\xfe" "a\0", 4, 2, text_z(arena, text_format(arena, ":1:1: %s", not_utf8)));
	expect_file("ab\0c", 4, 2, ":1:3: a control character, which text cannot hold; is it a text file, saved as UTF-8?\n");
	expect_file("a\r\nb\xc3", 5, 2, text_z(arena, text_format(arena, ":2:2: %s", not_utf8)));
	expect("read /nowhere/at/all", 2, "", "/nowhere/at/all: this file cannot be opened: No such file or directory\n");
	expect("read /", 2, "", "/: this file cannot be read: Is a directory\n");
}

static void reports_fit_in_eighty_columns(void **state)
{
	(void)state;
	expect("report", CLI_NO_ANSWER,
	       "Essai                                                               NB.  Essai 2\n"
	       "--------------------------------------------------------------------------------\n"
	       "Il faut planter des haies partout où le vent emporte la terre,   12 345  pour\n"
	       "et payer qui les taille\n"
	       "Non                                                                   7  contre\n\n"
	       "Un paragraphe avec une valeur assez longue pour passer à la ligne, et « des\n"
	       "guillemets » qui tiennent.\n\n",
	       "cordee report: rien avec {value}\n");
}

static bool holds(const char *all, const char *part)
{
	if (!strstr(all, part))
		fail_msg("\"%s\" is not in:\n%s", part, all);
	return true;
}

static void help_comes_from_the_table(void **state)
{
	(void)state;
	struct outcome o = run("help sample", LANG_EN), same = run("sample --nonsense --help", LANG_EN);
	assert_string_equal(o.out, same.out);
	assert_true(holds(o.out, "  cordee sample --size=K [OPTION]… FILE\n"));
	assert_true(holds(o.out, "  --size=K              essai : combien (from 1 to 100, required)\n"));
	assert_true(holds(o.out, "  --rule=merit|leximin  règle de l'essai (default: leximin)\n"));
	assert_true(holds(o.out, "  --svg=FILE            draw the result into this SVG file\n"));
	assert_true(holds(o.out, "  1                     essai : rien ne convient\n"));
	forget(&o);
	forget(&same);
	o = run("help", LANG_EN);
	assert_true(holds(o.out, "  sample FILE           essai : montrer tout\n"));
	forget(&o);
	o = run("help --man sample", LANG_EN);
	assert_true(holds(o.out, ".TH cordee\\-sample 1 "));
	assert_true(holds(o.out, "\n\\&.Second, à l'abri.\n"));
	assert_true(holds(o.out, ".TP\n\\fB\\-\\-all\n\\fRessai : tout\n"));
	forget(&o);
}

static void the_time_of_a_computation_is_limited(void **state)
{
	(void)state;
	struct cli cli = { .err = stderr };
	const struct progress *p = cli_progress(&cli, 0.02);
	assert_true(progress_tell(p, 0));
	assert_false(cli_stopped(&cli));
	usleep(30000);
	assert_false(progress_tell(p, 0.1));
	assert_true(cli_stopped(&cli));
	p = cli_progress(&cli, 0);
	assert_true(progress_tell(p, 0.5));
	assert_int_equal(raise(SIGINT), 0);
	assert_false(progress_tell(p, 0.6));
	assert_true(cli_stopped(&cli));
	signal(SIGINT, SIG_DFL);
}

/* Nothing in the first second, nor where it is no terminal; then a line that is taken away. */
static void progress_is_shown_on_a_terminal(void **state)
{
	(void)state;
	char seen[200] = { 0 };
	int master = posix_openpt(O_RDWR | O_NOCTTY);
	if (master < 0 || grantpt(master) != 0 || unlockpt(master) != 0)
		skip();
	struct outcome o = { 0 };
	size_t n;
	ARENA_SCOPED arena = arena_new();
	struct cli cli = { .arena = arena, .lang = LANG_EN, .out = open_memstream(&o.out, &n), .err = fopen(ptsname(master), "w") };
	assert_non_null(cli.err);
	const struct progress *p = cli_progress(&cli, 0);
	progress_tell(p, 0.1);
	usleep(1050000);
	progress_tell(p, 0.25);
	progress_tell(p, 0.26);
	cli_say(&cli, "Fini.", NULL);
	assert_true(read(master, seen, sizeof seen - 1) > 0);
	assert_string_equal(seen, "\r\033[KComputing: 25%\r\033[K");
	fclose(cli.err);
	fclose(cli.out);
	close(master);
	assert_string_equal(o.out, "Fini.\n\n");
	forget(&o);
	signal(SIGINT, SIG_DFL);
}

static void files_are_written_or_it_is_said(void **state)
{
	(void)state;
	struct buffer some;
	struct outcome o = { 0 };
	size_t n, m;
	ARENA_SCOPED arena = arena_new();
	struct cli cli = { .arena = arena, .lang = LANG_EN, .out = open_memstream(&o.out, &n), .err = open_memstream(&o.err, &m) };
	buffer_init(&some, 100);
	buffer_z(&some, "<svg/>");
	assert_true(cli_picture(&cli, &some));
	cli.svg = "-";
	assert_true(cli_picture(&cli, &some));
	cli.svg = "/nowhere/x.svg";
	assert_false(cli_picture(&cli, &some));
	buffer_free(&some);
	fclose(cli.out);
	fclose(cli.err);
	assert_string_equal(o.out, "<svg/>");
	assert_string_equal(o.err, "/nowhere/x.svg: this file cannot be written: No such file or directory\n");
	forget(&o);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(reads_what_the_table_says), cmocka_unit_test(refuses_the_rest),
	cmocka_unit_test(speaks_the_language_asked_for), cmocka_unit_test(files_are_text),
	cmocka_unit_test(reports_fit_in_eighty_columns), cmocka_unit_test(help_comes_from_the_table),
	cmocka_unit_test(the_time_of_a_computation_is_limited), cmocka_unit_test(progress_is_shown_on_a_terminal),
	cmocka_unit_test(files_are_written_or_it_is_said),
};
RUN(tests)
