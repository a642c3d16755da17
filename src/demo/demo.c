/* The subcommand: fills a new database, or keeps the one it filled for the same day, and serves. */
#include "demo/demo.h"

#include "admin/command.h"
#include "admin/settings.h"
#include "demo/replay.h"
#include "people/person.h"
#include "store/store.h"

#include <stdio.h>
#include <unistd.h>

static const char *const folders[] = { "participation", "food" };

STATEMENT(demo_day, "SELECT value AS name FROM setting WHERE name = 'demo'", ROW(struct made, name))
STATEMENT(demo_day_put, "INSERT INTO setting (name, value) VALUES ('demo', $1)", .params = "t")
STATEMENT(people_count, "SELECT count(*) AS id FROM person", ROW(struct made, id))

static void tell_all(struct replay *r)
{
	tell_pages(r);
	for (size_t i = 0; i < sizeof folders / sizeof *folders && !replay_failed(r); i++) {
		struct told_cycle *c = arena_one(r->arena, struct told_cycle);
		c->folder = folders[i];
		c->told = told_file(r, c->folder, "cycle.json");
		tell_cycle(r, c);
		tell_applications(r, c);
		tell_selection(r, c);
		tell_cohort(r, c);
		tell_sessions(r, c);
		tell_exchange(r, c);
		tell_roadmap(r, c);
		tell_restitution(r, c);
	}
	tell_articles(r);
}

struct filling {
	const struct app *app;
	const char *folder;
	struct instant today;
};

/* One command, so that a demonstration is whole or is not. */
static bool fill(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	const struct filling *in = input;
	(void)made;
	struct replay r = { .app = in->app, .arena = arena, .tx = tx, .folder = in->folder, .until = in->today, .err = err };
	int64_t admin = person_ensure(tx, arena, text("camille.delattre@centre-ressources.example"), text("Camille Delattre"),
	                              text("administratrice du site"));
	person_set_admin(tx, admin, true);
	tell_all(&r);
	if (!replay_failed(&r))
		replay_play(&r);
	db_run(tx, &demo_day_put, BIND(day_iso(arena, day_of(in->today))));
	for (size_t i = 0; i < r.documents.n; i++)
		json_decref(r.documents.at[i]);
	return !replay_failed(&r);
}

/* What the database holds: nothing, this demonstration, another day's, or somebody's real work. */
enum holding { HOLDS_NOTHING, HOLDS_THIS, HOLDS_ANOTHER_DAY, HOLDS_WORK };

static enum holding holding_of(struct app *app, struct arena *arena, struct day today)
{
	struct db *db = store_reader(app->store);
	const struct made *day = db_one(db, arena, &demo_day, BIND_NONE);
	if (day)
		return text_equal(day->name, day_iso(arena, today)) ? HOLDS_THIS : HOLDS_ANOTHER_DAY;
	return db_int(db, &people_count, BIND_NONE) ? HOLDS_WORK : HOLDS_NOTHING;
}

/* Another day's demonstration is forgotten: its SQLite file is removed, and opened anew. */
static bool start_again(struct app *app, struct command_setup *setup, struct error *err)
{
	if (store_kind(app->store) != STORE_SQLITE)
		return error_set(err, ERROR_INPUT, NULL, "this database holds the demonstration of another day: empty it first");
	instance_close(app);
	return store_remove(setup->settings.database.at, err) && instance_open(app, &setup->settings, err);
}

static bool prepare(struct app *app, struct command_setup *setup, struct instant today, struct error *err)
{
	enum holding holding = holding_of(app, setup->arena, day_of(today));
	if (holding == HOLDS_WORK)
		return error_set(err, ERROR_INPUT, NULL, "this database is not a demonstration: nothing was touched");
	if (holding == HOLDS_ANOTHER_DAY && !start_again(app, setup, err))
		return false;
	if (holding != HOLDS_THIS) {
		struct made made;
		printf("filling the demonstration…\n");
		fflush(stdout);
		struct filling in = { app, setup->argv[0], today };
		if (!store_do(app->store, setup->arena, fill, &in, &made, err))
			return false;
	}
	clock_set(today);
	return true;
}

static void say_ready(const struct app *app)
{
	printf("Cordée, demonstration\n  open %" TEXT "/demo\n  and choose who you are: facilitator, juror, elected official, staff, "
	       "expert, administrator\n  (Ctrl-C to stop)\n", text_args(app->settings.base_url));
	fflush(stdout);
}

static bool today_of(const char *typed, struct instant *today)
{
	struct day day = day_make(2022, 4, 20);
	if (typed && instant_parse(text_of(typed), today))
		return true;
	if (typed && !day_parse(text_of(typed), &day))
		return false;
	*today = day_at(day, 10, 0);
	return true;
}

static bool serve(struct command_setup *setup, struct instant today, struct error *err)
{
	struct app app;
	int listener = command_listen(setup, err);
	if (listener < 0)
		return false;
	bool ready = instance_open(&app, &setup->settings, err) && prepare(&app, setup, today, err);
	if (!ready)
		close(listener);
	bool served = ready && instance_serve(&app, listener, say_ready, err);
	instance_close(&app);
	return served;
}

static int run_demo(int argc, char **argv)
{
	ARENA_SCOPED arena = arena_new();
	struct command_setup setup = { .arena = arena };
	struct instant today;
	if (!today_of(command_take(&argc, argv, "--today="), &today)) {
		fprintf(stderr, "cordee: --today wants a day, as 2021-07-08\n");
		return EXIT_BAD_INPUT;
	}
	if (!command_setup(&setup, argc, argv))
		return EXIT_BAD_INPUT;
	if (setup.argc != 1) {
		fprintf(stderr, "usage: cordee demo FOLDER [--today=2021-07-08]\n");
		return EXIT_BAD_INPUT;
	}
	setup.settings.demo = true;
	setup.settings.centre = text("Centre de ressources des transitions");
	struct error err = { 0 };
	return serve(&setup, today, &err) ? EXIT_DONE : command_failed(&err, EXIT_REFUSED);
}

static bool demo_help(size_t i, struct cli_option *out)
{
	*out = (struct cli_option){ .name = "today", .kind = CLI_TEXT, .value = N_("JOUR"),
		.summary = N_("le jour de la démonstration, par exemple 2021-07-08 ; ce qui vient après n'a pas encore eu lieu") };
	return i == 0 || settings_help(i - 1, out);
}

const struct cli_command demo_command = {
	.name = "demo", .section = CLI_SITE, .summary = N_("remplir une démonstration et la servir"), .arguments = N_("DOSSIER"),
	.about = (const char *const[]){
		N_("Rejoue les deux cycles racontés dans le dossier (demo/ des sources) jusqu'au jour choisi, par les mêmes commandes "
		   "que les pages, puis sert le site. La base doit être vide ou d'une démonstration."), NULL },
	.examples = (const struct cli_note[]){
		{ "cordee demo demo --today=2021-07-08 --database=sqlite:demo.db", N_("au jour d'une séance") }, { 0 } },
	.no_answer = N_("la base de données ou les fichiers ne l'ont pas permis ; le message dit pourquoi"),
	.more = demo_help, .run_raw = run_demo,
};
