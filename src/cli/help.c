/* What `cordee help` says, from the commands' tables. How it looks is sheet.c. */
#include "cli/help.h"

#include "cli/commands.h"
#include "cli/parse.h"
#include "cli/sheet.h"

static struct text said(struct sheet *s, const char *message)
{
	return translate(s->cli->arena, s->cli->lang, message, NULL);
}

static void paragraphs(struct sheet *s, const char *const *about)
{
	for (; about && *about; about++)
		sheet_paragraph(s, said(s, *about));
}

static void notes(struct sheet *s, const char *title, const struct cli_note *notes)
{
	if (!notes || !notes->name)
		return;
	sheet_section(s, said(s, title));
	for (; notes->name; notes++)
		sheet_item(s, said(s, notes->name), said(s, notes->says));
}

/* "--rule=merit|leximin", "--size=K", "--json" */
static struct text form_of(struct sheet *s, const struct cli_option *o)
{
	struct arena *arena = s->cli->arena;
	struct text form = text_join(arena, text("--"), text_of(o->name));
	if (o->kind == CLI_FLAG)
		return form;
	form = text_join(arena, form, text("="));
	if (o->kind != CLI_CHOICE)
		return text_join(arena, form, o->value ? said(s, o->value) : text("…"));
	for (size_t i = 0; o->choices[i]; i++)
		form = TEXT_CONCAT(arena, form, text_of(i > 0 ? "|" : ""), text_of(o->choices[i]));
	return form;
}

static struct text range_of(struct sheet *s, const struct cli_option *o)
{
	struct arena *arena = s->cli->arena;
	struct words words = { .number = text_format(arena, "%.16g", o->least), .other = text_format(arena, "%.16g", o->most) };
	if ((o->kind != CLI_INT && o->kind != CLI_NUMBER) || (o->least == 0 && o->most == 0) || o->most >= 0x1p53)
		return NO_TEXT;
	return translate(arena, s->cli->lang, N_("de {number} à {other}"), &words);
}

/* "la règle (par défaut : leximin)" */
static struct text summary_of(struct sheet *s, const struct cli_option *o)
{
	struct arena *arena = s->cli->arena;
	struct text parts[3] = { range_of(s, o) }, inside = NO_TEXT;
	size_t n = parts[0].n > 0;
	if (o->fallback && o->fallback[0])
		parts[n++] = translate(arena, s->cli->lang, N_("par défaut : {value}"), &(struct words){ .value = text_of(o->fallback) });
	if (o->required)
		parts[n++] = said(s, N_("obligatoire"));
	for (size_t i = 0; i < n; i++)
		inside = TEXT_CONCAT(arena, inside, text_of(i > 0 ? ", " : ""), parts[i]);
	struct text summary = said(s, o->summary);
	return n > 0 ? TEXT_CONCAT(arena, summary, text(" ("), inside, text(")")) : summary;
}

static void options(struct sheet *s, const struct cli_command *c)
{
	const struct cli_option *o;
	struct cli_option more;
	sheet_section(s, said(s, N_("Options")));
	for (size_t i = 0; !c->run_raw && (o = cli_option_at(c, i)) != NULL; i++)
		sheet_item(s, form_of(s, o), summary_of(s, o));
	for (size_t i = 0; c->more && c->more(i, &more); i++)
		sheet_item(s, form_of(s, &more), summary_of(s, &more));
	sheet_item(s, text("--help"), said(s, N_("écrire cette aide")));
}

static struct text synopsis(struct sheet *s, const struct cli_command *c)
{
	struct arena *arena = s->cli->arena;
	struct text line = text_join(arena, text("cordee "), text_of(c->name));
	for (size_t i = 0; i < c->options_n; i++)
		if (c->options[i].required)
			line = TEXT_CONCAT(arena, line, text(" "), form_of(s, &c->options[i]));
	line = TEXT_CONCAT(arena, line, text(" ["), said(s, N_("OPTION")), text("]…"));
	return c->arguments ? TEXT_CONCAT(arena, line, text(" "), said(s, c->arguments)) : line;
}

static void exits(struct sheet *s, const struct cli_command *c)
{
	sheet_section(s, said(s, N_("Code de retour")));
	sheet_item(s, text("0"), said(s, N_("tout s'est bien passé")));
	if (c->no_answer)
		sheet_item(s, text("1"), said(s, c->no_answer));
	sheet_item(s, text("2"), said(s, N_("ce qui a été demandé ou lu ne convient pas ; le message dit quoi, avec le fichier, "
	                                    "la ligne et la colonne")));
}

static void write_command(struct sheet *s, const struct cli_command *c)
{
	struct text name = text_join(s->cli->arena, text("cordee "), text_of(c->name));
	sheet_begin(s, name, said(s, c->summary));
	sheet_section(s, said(s, N_("Utilisation")));
	sheet_line(s, synopsis(s, c));
	sheet_section(s, said(s, N_("Description")));
	paragraphs(s, c->about);
	options(s, c);
	notes(s, N_("Fichiers"), c->files);
	notes(s, N_("Exemples"), c->examples);
	exits(s, c);
}

int help_command(struct cli *cli, const struct cli_command *c)
{
	struct sheet s = { .cli = cli };
	write_command(&s, c);
	return CLI_DONE;
}

/* ---- All the commands ---- */

static const char *const about_all[] = {
	N_("Cordée accompagne des collectifs : un appel, des candidatures, un jury, une cohorte, des journées, des échanges, "
	   "une feuille de route, une restitution. « cordee serve » sert le site, dans un seul processus et un seul fichier."),
	N_("Les méthodes sont les mathématiques du site, une commande chacune : elles lisent des fichiers ouverts et se "
	   "passent du serveur, afin que chacun puisse vérifier un résultat. Les mêmes entrées donnent toujours le même "
	   "résultat, quel que soit l'ordre des lignes."),
	N_("Partout où un fichier est attendu, « - » est l'entrée ou la sortie standard. Une valeur s'écrit --nom=valeur ou "
	   "--nom valeur. Les fichiers lus sont en UTF-8 ; un CSV a des virgules ou des points-virgules."),
	NULL,
};

static void list(struct sheet *s, enum cli_section section, const char *title)
{
	bool begun = false;
	for (const struct cli_command *const *c = s->cli->commands; *c; c++) {
		if ((*c)->section != section)
			continue;
		if (!begun)
			sheet_section(s, said(s, title));
		begun = true;
		struct text name = text_of((*c)->name);
		if ((*c)->arguments)
			name = TEXT_CONCAT(s->cli->arena, name, text(" "), said(s, (*c)->arguments));
		sheet_item(s, name, said(s, (*c)->summary));
	}
}

static int help_all(struct sheet *s)
{
	sheet_begin(s, text("cordee"), said(s, N_("accompagner ensemble, décider ensemble")));
	sheet_section(s, said(s, N_("Utilisation")));
	sheet_line(s, TEXT_CONCAT(s->cli->arena, text("cordee "), said(s, N_("COMMANDE")), text(" ["), said(s, N_("OPTION")),
	                          text("]… ["), said(s, N_("ARGUMENT")), text("]…")));
	sheet_line(s, TEXT_CONCAT(s->cli->arena, text("cordee help "), said(s, N_("COMMANDE"))));
	sheet_section(s, said(s, N_("Description")));
	paragraphs(s, about_all);
	list(s, CLI_METHODS, N_("Méthodes"));
	list(s, CLI_SITE, N_("Le site"));
	list(s, CLI_OTHER, N_("Et aussi"));
	exits(s, &(struct cli_command){ .no_answer = N_("la question a été comprise et n'a pas de réponse") });
	return CLI_DONE;
}

struct asked {
	bool man;
};

static int run_help(struct cli *cli, const void *options)
{
	const struct asked *asked = options;
	struct sheet s = { .cli = cli, .man = asked->man };
	if (cli->n == 0)
		return help_all(&s);
	const struct cli_command *c = cli_find(cli->commands, cli->arguments[0]);
	if (!c)
		return cli_unknown(cli, cli->arguments[0]);
	write_command(&s, c);
	return CLI_DONE;
}

static const struct cli_option help_options[] = {
	{ .name = "man", .kind = CLI_FLAG, .at = offsetof(struct asked, man),
	  .summary = N_("en page de manuel (groff) : cordee help --man select | man -l -") },
};

const struct cli_command cli_help_command = {
	.name = "help", .section = CLI_OTHER, .summary = N_("expliquer une commande, ou les donner toutes"),
	.arguments = N_("[COMMANDE]"), .most = 1, .options = help_options, .options_n = 1, .room = sizeof(struct asked),
	.about = (const char *const[]){ N_("Dit ce que fait une commande, ses options et leurs valeurs par défaut, ce "
	                                   "qu'elle lit, un exemple, et comment elle finit."), NULL },
	.run = run_help,
};

static int run_version(struct cli *cli, const void *options)
{
	(void)options;
	fprintf(cli->out, "cordee %s\n", CORDEE_VERSION);
	return CLI_DONE;
}

const struct cli_command cli_version_command = {
	.name = "version", .section = CLI_OTHER, .summary = N_("écrire la version"), .run = run_version,
	.about = (const char *const[]){ N_("Écrit le nom du programme et sa version."), NULL },
};
