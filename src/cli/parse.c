/* The one parser of every command: its table says what is lawful, nothing is guessed. */
#include "cli/parse.h"

#include "base/check.h"

#include <math.h>
#include <string.h>

static const char *const langs[] = { "fr", "en", NULL };

/* What `common` stands for; these land in struct cli. */
static const struct { unsigned bit; struct cli_option option; } common[] = {
	{ CLI_JSON, { .name = "json", .kind = CLI_FLAG, .at = offsetof(struct cli, json),
		      .summary = N_("écrire le résultat en JSON, pour un programme") } },
	{ CLI_SVG, { .name = "svg", .kind = CLI_FILE, .value = N_("FICHIER"), .at = offsetof(struct cli, svg),
		     .summary = N_("dessiner le résultat dans ce fichier SVG") } },
	{ CLI_SEED, { .name = "seed", .kind = CLI_INT, .value = N_("N"), .fallback = "1", .least = 0, .most = 0x1p53,
		      .at = offsetof(struct cli, seed),
		      .summary = N_("la graine de ce qui est tiré au sort : la même graine donne le même résultat") } },
	{ 0, { .name = "lang", .kind = CLI_CHOICE, .choices = langs, .at = offsetof(struct cli, lang),
	       .summary = N_("la langue des messages ; sinon celle du système, en français à défaut") } },
};
enum { COMMON = sizeof common / sizeof *common };

static bool is_common(const struct cli_command *c, size_t i)
{
	return common[i].bit == 0 || (c->common & common[i].bit);
}

const struct cli_option *cli_option_at(const struct cli_command *command, size_t i)
{
	if (i < command->options_n)
		return &command->options[i];
	i -= command->options_n;
	for (size_t j = 0; j < COMMON; j++)
		if (is_common(command, j) && i-- == 0)
			return &common[j].option;
	return NULL;
}

/* Levenshtein's distance of short names, two rows of its table. */
static size_t distance_of(struct text a, struct text b)
{
	enum { LONGEST = 32 };
	size_t row[LONGEST + 1];
	if (a.n > LONGEST || b.n > LONGEST)
		return LONGEST;
	for (size_t j = 0; j <= b.n; j++)
		row[j] = j;
	for (size_t i = 1; i <= a.n; i++) {
		size_t diagonal = row[0];
		row[0] = i;
		for (size_t j = 1; j <= b.n; j++) {
			size_t replaced = diagonal + (a.at[i - 1] != b.at[j - 1]);
			size_t moved = (row[j] < row[j - 1] ? row[j] : row[j - 1]) + 1;
			diagonal = row[j];
			row[j] = replaced < moved ? replaced : moved;
		}
	}
	return row[b.n];
}

void cli_nearer(struct text typed, const char *candidate, const char **near, size_t *distance)
{
	size_t here = distance_of(typed, text_of(candidate));
	if (here < *distance && here < strlen(candidate)) {
		*near = candidate;
		*distance = here;
	}
}

static bool no(struct cli *cli, const char *message, const struct words *words)
{
	cli_refuse(cli, message, words);
	return false;
}

static const char *nearest_option(const struct cli *cli, struct text name)
{
	const char *near = NULL;
	size_t distance = CLI_TOO_FAR;
	const struct cli_option *o;
	for (size_t i = 0; (o = cli_option_at(cli->command, i)) != NULL; i++)
		cli_nearer(name, o->name, &near, &distance);
	return near;
}

static bool unknown_option(struct cli *cli, struct text name)
{
	const char *near = nearest_option(cli, name);
	if (near)
		return no(cli, N_("l'option --{name} n'existe pas ; vouliez-vous --{other} ?"),
		          &(struct words){ .name = name, .other = text_of(near) });
	return no(cli, N_("l'option --{name} n'existe pas ; « cordee help {other} » donne celles qui existent"),
	          &(struct words){ .name = name, .other = text_of(cli->command->name) });
}

static bool is_limited(const struct cli_option *o)
{
	return o->least != 0 || o->most != 0;
}

static bool out_of_range(struct cli *cli, const struct cli_option *o, struct text value)
{
	struct words words = { .name = text_of(o->name), .value = value,
		               .number = text_format(cli->arena, "%.16g", o->least),
		               .other = text_format(cli->arena, "%.16g", o->most) };
	if (is_limited(o) && o->most >= 0x1p53)
		return no(cli, N_("--{name} : il faut un nombre à partir de {number}, pas « {value} »"), &words);
	if (is_limited(o))
		return no(cli, N_("--{name} : il faut un nombre de {number} à {other}, pas « {value} »"), &words);
	return no(cli, N_("--{name} : il faut un nombre, pas « {value} »"), &words);
}

static bool set_int(struct cli *cli, const struct cli_option *o, int64_t *out, struct text value)
{
	int64_t n;
	if (!text_to_int(value, &n) || (is_limited(o) && ((double)n < o->least || (double)n > o->most)))
		return out_of_range(cli, o, value);
	*out = n;
	return true;
}

static bool set_number(struct cli *cli, const struct cli_option *o, double *out, struct text value)
{
	double x;
	if (!text_to_real(value, &x) || !isfinite(x) || (is_limited(o) && (x < o->least || x > o->most)))
		return out_of_range(cli, o, value);
	*out = x;
	return true;
}

static bool set_choice(struct cli *cli, const struct cli_option *o, int *out, struct text value)
{
	struct text all = NO_TEXT;
	for (int i = 0; o->choices[i]; i++) {
		if (text_is(value, o->choices[i])) {
			*out = i;
			return true;
		}
		all = TEXT_CONCAT(cli->arena, all, text_of(i > 0 ? ", " : ""), text_of(o->choices[i]));
	}
	return no(cli, N_("--{name} : « {value} » n'est pas un des choix, qui sont {other}"),
	          &(struct words){ .name = text_of(o->name), .value = value, .other = all });
}

static bool set(struct cli *cli, const struct cli_option *o, void *at, const char *value)
{
	struct text words = text_of(value);
	if (o->kind != CLI_FILE && !text_valid(words))
		return no(cli, N_("--{name} : la valeur n'est pas écrite en UTF-8"), &(struct words){ .name = text_of(o->name) });
	switch (o->kind) {
	case CLI_FLAG: *(bool *)at = true; break;
	case CLI_INT: return set_int(cli, o, at, words);
	case CLI_NUMBER: return set_number(cli, o, at, words);
	case CLI_CHOICE: return set_choice(cli, o, at, words);
	case CLI_FILE: *(const char **)at = value; break;
	case CLI_TEXT: *(struct text *)at = words; break;
	}
	return true;
}

struct parsing {
	struct cli *cli;
	void *options;
	bool *given; /* by the number of cli_option_at */
	int argc;
	char **argv;
	int next;
};

/* Where an option's value goes: the command's struct, or the context. */
static void *place_for(const struct parsing *p, size_t i, const struct cli_option *o)
{
	void *base = i < p->cli->command->options_n ? p->options : p->cli;
	return (char *)base + o->at;
}

static struct text value_name(struct cli *cli, const struct cli_option *o)
{
	return o->value ? translate(cli->arena, cli->lang, o->value, NULL) : text("…");
}

static bool take_value(struct parsing *p, const struct cli_option *o, struct text *name, const char **value)
{
	struct words words = { .name = text_of(o->name), .value = value_name(p->cli, o) };
	bool joined = name->at[name->n] == '=';
	*value = joined ? name->at + name->n + 1 : NULL;
	if (o->kind == CLI_FLAG)
		return !joined || no(p->cli, N_("l'option --{name} ne prend pas de valeur"), &words);
	if (!joined && p->next < p->argc)
		*value = p->argv[p->next++];
	return *value || no(p->cli, N_("l'option --{name} attend une valeur : --{name}={value}"), &words);
}

static bool read_option(struct parsing *p, const char *argument)
{
	struct text name = { argument + 2, strcspn(argument + 2, "=") };
	const struct cli_option *o;
	size_t i = 0;
	while ((o = cli_option_at(p->cli->command, i)) != NULL && !text_is(name, o->name))
		i++;
	if (!o)
		return unknown_option(p->cli, text_valid(name) ? name : text("?"));
	if (p->given[i])
		return no(p->cli, N_("l'option --{name} est donnée deux fois"), &(struct words){ .name = name });
	p->given[i] = true;
	const char *value = NULL;
	return take_value(p, o, &name, &value) && set(p->cli, o, place_for(p, i, o), value ? value : "");
}

static bool add_argument(struct parsing *p, const char *argument, const char **arguments)
{
	if (p->cli->n == p->cli->command->most)
		return no(p->cli, N_("« {value} » est de trop ; « cordee help {other} » donne la forme de la commande"),
		          &(struct words){ .value = text_valid(text_of(argument)) ? text_of(argument) : text("?"),
			                   .other = text_of(p->cli->command->name) });
	arguments[p->cli->n++] = argument;
	return true;
}

static bool read_all(struct parsing *p, const char **arguments)
{
	bool ended = false; /* by "--" */
	while (p->next < p->argc) {
		const char *argument = p->argv[p->next++];
		bool option = !ended && argument[0] == '-' && argument[1] != '\0';
		if (option && strcmp(argument, "--") == 0)
			ended = true;
		else if (option && argument[1] != '-')
			return unknown_option(p->cli, text_valid(text_of(argument)) ? text_of(argument + 1) : text("?"));
		else if (!(option ? read_option(p, argument) : add_argument(p, argument, arguments)))
			return false;
	}
	return true;
}

static void set_fallbacks(const struct parsing *p)
{
	const struct cli_option *o;
	for (size_t i = 0; (o = cli_option_at(p->cli->command, i)) != NULL; i++)
		if (o->fallback)
			check(set(p->cli, o, place_for(p, i, o), o->fallback)); /* the table's own fault */
}

static bool is_whole(const struct parsing *p)
{
	struct cli *cli = p->cli;
	const struct cli_option *o;
	for (size_t i = 0; (o = cli_option_at(cli->command, i)) != NULL; i++)
		if (o->required && !p->given[i])
			return no(cli, N_("il manque l'option --{name}={value}"),
			          &(struct words){ .name = text_of(o->name),
				                   .value = value_name(cli, o) });
	if (cli->n < cli->command->least)
		return no(cli, N_("il manque un argument : {value} ; « cordee help {other} » donne la forme de la commande"),
		          &(struct words){ .value = translate(cli->arena, cli->lang, cli->command->arguments, NULL),
			                   .other = text_of(cli->command->name) });
	return true;
}

/* Wherever it stands: messages, even those about the other options, are in this language. */
static void read_lang_first(struct cli *cli, int argc, char **argv)
{
	for (int i = 0; i < argc; i++) {
		struct text argument = text_of(argv[i]);
		if (text_is(argument, "--lang") && i + 1 < argc)
			lang_parse(text_of(argv[i + 1]), &cli->lang);
		else if (text_starts(argument, "--lang="))
			lang_parse(text_of(argv[i] + strlen("--lang=")), &cli->lang);
	}
}

bool cli_is_help(const char *argument)
{
	return strcmp(argument, "--help") == 0 || strcmp(argument, "-h") == 0;
}

bool cli_asks_for_help(struct cli *cli, int argc, char **argv)
{
	read_lang_first(cli, argc, argv);
	for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (cli_is_help(argv[i]))
			return true;
	return false;
}

void *cli_parse(struct cli *cli, int argc, char **argv)
{
	const struct cli_command *c = cli->command;
	const char **arguments = arena_many(cli->arena, const char *, (size_t)argc + 1);
	struct parsing p = { .cli = cli, .options = arena_alloc(cli->arena, c->room + 1),
		             .given = arena_many(cli->arena, bool, c->options_n + COMMON), .argc = argc, .argv = argv };
	cli->arguments = arguments;
	set_fallbacks(&p);
	return read_all(&p, arguments) && is_whole(&p) ? p.options : NULL;
}
