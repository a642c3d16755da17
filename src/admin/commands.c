/* serve, backup, restore, admin: what the person who installs Cordée types. */
#include "admin/admin.h"
#include "admin/command.h"
#include "admin/settings.h"
#include "people/person.h"
#include "store/files.h"
#include "store/store.h"

#include <stdio.h>
#include <unistd.h>

static void say_ready(const struct app *app)
{
	printf("Cordée %s\n  listening on %" TEXT ":%lld\n  open %" TEXT "\n", CORDEE_VERSION,
	       text_args(app->settings.address), (long long)app->settings.port, text_args(app->settings.base_url));
	fflush(stdout);
}

static int run_serve(int argc, char **argv)
{
	ARENA_SCOPED arena = arena_new();
	struct command_setup setup = { .arena = arena };
	if (!command_setup(&setup, argc, argv))
		return EXIT_BAD_INPUT;
	struct error err = { 0 };
	struct app app;
	int listener = command_listen(&setup, &err);
	if (listener < 0)
		return command_failed(&err, EXIT_REFUSED);
	if (!instance_open(&app, &setup.settings, &err)) {
		close(listener);
		return command_failed(&err, EXIT_REFUSED);
	}
	bool served = instance_serve(&app, listener, say_ready, &err);
	instance_close(&app);
	return served ? EXIT_DONE : command_failed(&err, EXIT_REFUSED);
}

static int on_file(int argc, char **argv, const char *usage,
                   bool (*act)(struct store *, const char *, const char *, struct error *))
{
	ARENA_SCOPED arena = arena_new();
	struct command_setup setup = { .arena = arena };
	if (!command_setup(&setup, argc, argv))
		return EXIT_BAD_INPUT;
	if (setup.argc != 1) {
		fprintf(stderr, "usage: cordee %s\n", usage);
		return EXIT_BAD_INPUT;
	}
	struct error err = { 0 };
	struct store *store = store_open(setup.settings.database.at, &err);
	bool done = store && act(store, setup.settings.files.at, setup.argv[0], &err);
	if (store)
		store_close(store);
	return done ? EXIT_DONE : command_failed(&err, EXIT_REFUSED);
}

static int run_backup(int argc, char **argv)
{
	return on_file(argc, argv, "backup FILE", store_backup);
}

static int run_restore(int argc, char **argv)
{
	return on_file(argc, argv, "restore FILE", store_restore);
}

struct administrator {
	const struct app *app;
	struct text email, name;
};

static bool name_administrator(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct administrator *in = input;
	(void)err;
	int64_t person = person_ensure(tx, arena, in->email, in->name, NO_TEXT);
	person_set_admin(tx, person, true);
	*made = (struct made){ person, magic_link_make(tx, arena, in->app, in->email, text("/administration")) };
	return true;
}

/* The first administrator cannot be invited by anyone: the link to sign in is printed. */
static int run_admin(int argc, char **argv)
{
	ARENA_SCOPED arena = arena_new();
	struct command_setup setup = { .arena = arena };
	if (!command_setup(&setup, argc, argv))
		return EXIT_BAD_INPUT;
	if (setup.argc != 2) {
		fprintf(stderr, "usage: cordee admin EMAIL NAME\n");
		return EXIT_BAD_INPUT;
	}
	if (setup.settings.base_url.n == 0) {
		fprintf(stderr, "cordee: the link needs the address of the site: write --base-url or the port that serves it\n");
		return EXIT_BAD_INPUT;
	}
	struct error err = { 0 };
	struct app app;
	if (!instance_open(&app, &setup.settings, &err))
		return command_failed(&err, EXIT_REFUSED);
	struct administrator in = { &app, text_lower(arena, text_of(setup.argv[0])), text_of(setup.argv[1]) };
	struct made made = { 0 };
	bool done = store_do(app.store, arena, name_administrator, &in, &made, &err);
	if (done)
		printf("%" TEXT " is an administrator. Sign in within thirty minutes:\n%" TEXT "\n", text_args(in.email),
		       text_args(made.name));
	instance_close(&app);
	return done ? EXIT_DONE : command_failed(&err, EXIT_REFUSED);
}

/* ---- What the help says of them ---- */

static const char refused[] = N_("la base de données ou les fichiers ne l'ont pas permis ; le message dit pourquoi");

const struct cli_command serve_command = {
	.name = "serve", .section = CLI_SITE, .summary = N_("servir le site jusqu'à être interrompu"),
	.about = (const char *const[]){
		N_("Ouvre la base de données, la met à jour s'il le faut (un fichier SQLite est d'abord copié), et sert le site. Un "
		   "fichier SQLite suffit ; avec PostgreSQL plusieurs processus peuvent servir ensemble."),
		N_("Chaque réglage est une ligne du fichier donné par --config, ou une option ; l'option l'emporte."), NULL },
	.examples = (const struct cli_note[]){
		{ "cordee serve", N_("sert http://localhost:8080 avec les fichiers du dossier courant") },
		{ "cordee serve --config=/etc/cordee.conf --port=8081", N_("les réglages du fichier, mais un autre port") }, { 0 } },
	.no_answer = refused, .more = settings_help, .run_raw = run_serve,
};

const struct cli_command admin_command = {
	.name = "admin", .section = CLI_SITE, .summary = N_("nommer une personne administratrice et écrire son lien de connexion"),
	.arguments = N_("COURRIEL NOM"),
	.about = (const char *const[]){
		N_("La première personne qui administre ne peut être invitée par personne : cette commande la crée s'il le faut, et "
		   "écrit un lien qui la connecte, une fois, dans les trente minutes."), NULL },
	.examples = (const struct cli_note[]){
		{ "cordee admin camille@exemple.fr \"Camille Delattre\"", N_("écrit le lien à ouvrir") }, { 0 } },
	.no_answer = refused, .more = settings_help, .run_raw = run_admin,
};

const struct cli_command backup_command = {
	.name = "backup", .section = CLI_SITE, .summary = N_("copier la base et les fichiers déposés en un seul fichier"),
	.arguments = N_("FICHIER"),
	.about = (const char *const[]){
		N_("La copie est d'un seul instant, même pendant que le site sert ; elle ne prend son nom qu'une fois entière."), NULL },
	.examples = (const struct cli_note[]){
		{ "cordee backup --config=/etc/cordee.conf nuit.cordee", N_("la sauvegarde de la nuit") }, { 0 } },
	.no_answer = refused, .more = settings_help, .run_raw = run_backup,
};

const struct cli_command restore_command = {
	.name = "restore", .section = CLI_SITE, .summary = N_("remplir une base vide avec une sauvegarde"),
	.arguments = N_("FICHIER"),
	.about = (const char *const[]){
		N_("La base doit être vide : rien de ce qui existe n'est jamais remplacé."), NULL },
	.examples = (const struct cli_note[]){
		{ "cordee restore --database=sqlite:autre.db --files=autres nuit.cordee", N_("vérifier une sauvegarde à côté du site") }, { 0 } },
	.no_answer = refused, .more = settings_help, .run_raw = run_restore,
};
