/* Settings: the table, and what reads into it. */
#include "admin/settings.h"

#include <ini.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum setting_kind { SETTING_TEXT, SETTING_NUMBER, SETTING_YES_NO };

struct setting {
	const char *name, *fallback, *help;
	enum setting_kind kind;
	size_t offset;
};

#define SETTING(member, kind_, fallback_, help_)                                            \
	{ .name = #member, .kind = (kind_), .fallback = (fallback_), .help = (help_),       \
	  .offset = offsetof(struct settings, member) }

static const struct setting table[] = {
	SETTING(database, SETTING_TEXT, "sqlite:cordee.db", N_("la base de données : sqlite:CHEMIN ou postgresql://COMPTE@MACHINE/NOM")),
	SETTING(files, SETTING_TEXT, "cordee-files", N_("le dossier des fichiers déposés")),
	SETTING(address, SETTING_TEXT, "127.0.0.1", N_("l'adresse où écouter")),
	SETTING(port, SETTING_NUMBER, "8080", N_("le port où écouter ; 0 en prend un libre")),
	SETTING(base_url, SETTING_TEXT, "", N_("comment on atteint le site, par exemple https://cordee.example ; vide : http://localhost et "
	                                    "le port")),
	SETTING(centre, SETTING_TEXT, "Centre de ressources", N_("le nom du centre de ressources")),
	SETTING(mail_from, SETTING_TEXT, "cordee@localhost", N_("l'adresse d'où partent les courriels")),
	SETTING(smtp, SETTING_TEXT, "", N_("smtp://MACHINE:PORT ou smtps://MACHINE:PORT ; vide : les courriels sont gardés, pas envoyés")),
	SETTING(smtp_user, SETTING_TEXT, "", N_("le compte sur le serveur de courriel")),
	SETTING(smtp_password, SETTING_TEXT, "", N_("son mot de passe (mieux dans le fichier que sur la ligne de commande)")),
	SETTING(source, SETTING_TEXT, "", N_("l'adresse où avoir le code source de ce programme, donnée au bas de chaque page (AGPL, "
	                                  "article 13) ; vide : la page des mentions légales le dit")),
	SETTING(threads, SETTING_NUMBER, "0", N_("les fils qui servent ; 0 : un par cœur")),
	SETTING(upload_max, SETTING_NUMBER, "20971520", N_("le plus grand fichier accepté, en octets")),
	SETTING(behind_proxy, SETTING_YES_NO, "no", N_("croire X-Forwarded-Proto et -Host (un mandataire est devant) : yes ou no")),
};

static const struct setting *find(struct text name)
{
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (text_is(name, table[i].name))
			return &table[i];
	return NULL;
}

static bool put_number(int64_t *out, const struct setting *s, struct text value, struct error *err)
{
	if (text_to_int(value, out) && *out >= 0)
		return true;
	return error_set(err, ERROR_INPUT, NULL, "%s: \"%" TEXT "\" is not a number", s->name, text_args(value));
}

static bool put_yes_no(bool *out, const struct setting *s, struct text value, struct error *err)
{
	*out = text_is(value, "yes");
	if (*out || text_is(value, "no"))
		return true;
	return error_set(err, ERROR_INPUT, NULL, "%s: write yes or no", s->name);
}

bool settings_set(struct settings *settings, struct arena *arena, struct text name, struct text value, struct error *err)
{
	const struct setting *s = find(name);
	if (!s)
		return error_set(err, ERROR_INPUT, NULL, "no setting is called \"%" TEXT "\"", text_args(name));
	void *member = (char *)settings + s->offset;
	if (s->kind == SETTING_NUMBER)
		return put_number(member, s, value, err);
	if (s->kind == SETTING_YES_NO)
		return put_yes_no(member, s, value, err);
	/* Ended by a NUL, since libraries are given some of them as strings. */
	struct text copy = { text_z(arena, value), value.n };
	memcpy(member, &copy, sizeof copy);
	return true;
}

struct reading {
	struct settings *settings;
	struct arena *arena;
	struct error *err;
};

static int read_line(void *user, const char *section, const char *name, const char *value)
{
	struct reading *reading = user;
	(void)section;
	return settings_set(reading->settings, reading->arena, text_of(name), text_of(value), reading->err);
}

static bool read_file(struct settings *settings, struct arena *arena, const char *file, struct error *err)
{
	struct reading reading = { settings, arena, err };
	int line = ini_parse(file, read_line, &reading);
	if (line == 0)
		return true;
	if (error_is(err))
		return false;
	return error_set(err, ERROR_INPUT, NULL, line < 0 ? "%s cannot be read" : "%s: line %d is not NAME = VALUE", file, line);
}

/* "--base_url=x" and "--base-url=x" both name base_url. */
static bool read_argument(struct settings *settings, struct arena *arena, const char *argument, struct error *err)
{
	struct text rest = text_copy(arena, text_of(argument + 2));
	struct text name = text_cut(&rest, '=');
	if (rest.at == NULL)
		return error_set(err, ERROR_INPUT, NULL, "write --%" TEXT "=VALUE", text_args(name));
	char *at = arena_copy(arena, name.at, name.n);
	for (size_t i = 0; i < name.n; i++)
		at[i] = at[i] == '-' ? '_' : at[i];
	return settings_set(settings, arena, (struct text){ at, name.n }, rest, err);
}

bool settings_read(struct settings *settings, struct arena *arena, const char *file, int *argc, char **argv,
                   struct error *err)
{
	*settings = (struct settings){ 0 };
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (!settings_set(settings, arena, text_of(table[i].name), text_of(table[i].fallback), err))
			return false;
	if (file && !read_file(settings, arena, file, err))
		return false;
	int kept = 0;
	for (int i = 0; i < *argc; i++) {
		if (strncmp(argv[i], "--", 2) != 0)
			argv[kept++] = argv[i];
		else if (!read_argument(settings, arena, argv[i], err))
			return false;
	}
	*argc = kept;
	return true;
}

bool settings_help(size_t i, struct cli_option *out)
{
	if (i == 0) {
		*out = (struct cli_option){ .name = "config", .kind = CLI_FILE, .value = N_("FICHIER"),
			.summary = N_("lire les réglages dans ce fichier, un par ligne : NOM = VALEUR") };
		return true;
	}
	if (i > sizeof table / sizeof *table)
		return false;
	const struct setting *s = &table[i - 1];
	*out = (struct cli_option){ .name = s->name, .kind = CLI_TEXT, .value = "…", .summary = s->help,
		                    .fallback = s->fallback };
	return true;
}

bool settings_shown(const struct settings *settings, struct arena *arena, size_t i, struct text *name, struct text *value)
{
	if (i >= sizeof table / sizeof *table)
		return false;
	const void *member = (const char *)settings + table[i].offset;
	*name = text_of(table[i].name);
	if (table[i].offset == offsetof(struct settings, smtp_password))
		*value = text("•••");
	else if (table[i].kind == SETTING_NUMBER)
		*value = text_format(arena, "%lld", (long long)*(const int64_t *)member);
	else if (table[i].kind == SETTING_YES_NO)
		*value = *(const bool *)member ? text("yes") : text("no");
	else
		*value = *(const struct text *)member;
	return true;
}
