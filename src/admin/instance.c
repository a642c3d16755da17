/* Opening, serving and closing an instance. */
#include "admin/instance.h"

#include "admin/admin.h"
#include "base/arena.h"
#include "base/check.h"
#include "base/log.h"
#include "call/call.h"
#include "cycle/cycle.h"
#include "html/page.h"
#include "http/hub.h"
#include "http/server.h"
#include "mail/mail.h"
#include "people/people.h"
#include "store/files.h"
#include "store/store.h"
#include "upkeep/upkeep.h"

#include <signal.h>
#include <sodium.h>
#include <string.h>

enum { STOP_SECONDS = 10 };

STATEMENT(secret_kept, "SELECT value AS name FROM setting WHERE name = 'secret'", ROW(struct made, name))
STATEMENT(secret_keep, "INSERT INTO setting (name, value) VALUES ('secret', $1) ON CONFLICT (name) DO NOTHING",
          .params = "t")

static bool make_secret(struct db *tx, struct arena *arena, const void *in, struct made *made, struct error *err)
{
	(void)in;
	(void)err;
	unsigned char bytes[SECRET_BYTES];
	randombytes_buf(bytes, sizeof bytes);
	db_run(tx, &secret_keep, BIND(text_hex(arena, bytes, sizeof bytes)));
	const struct made *kept = db_one(tx, arena, &secret_kept, BIND_NONE);
	if (kept)
		*made = *kept;
	return kept != NULL;
}

/* Made at the first start and kept, so that keys already written in open pages stay good. */
static bool load_secret(struct app *app, struct error *err)
{
	ARENA_SCOPED arena = arena_new();
	struct made made = { 0 };
	if (!store_do(app->store, arena, make_secret, NULL, &made, err))
		return false;
	if (text_unhex(made.name, app->secret, SECRET_BYTES))
		return true;
	return error_set(err, ERROR_INTERNAL, NULL, "the secret in the table setting is damaged");
}

bool instance_open(struct app *app, const struct settings *settings, struct error *err)
{
	check(sodium_init() >= 0);
	*app = (struct app){ .settings = *settings };
	app->store = store_open(settings->database.at, err);
	if (app->store)
		app->files = files_open(settings->files.at, err);
	if (app->files && load_secret(app, err))
		return true;
	instance_close(app);
	return false;
}

void instance_close(struct app *app)
{
	if (app->store)
		store_close(app->store);
	if (app->files)
		files_close(app->files);
	app->store = NULL;
	app->files = NULL;
}

static void event(void *hub, struct text topic, struct text payload)
{
	(void)payload;
	hub_touch(hub, topic);
}

/* Blocked in every thread, so that sigwait alone receives them. */
static sigset_t stop_signals(void)
{
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	check(pthread_sigmask(SIG_BLOCK, &set, NULL) == 0);
	signal(SIGPIPE, SIG_IGN);
	return set;
}

bool instance_serve(struct app *app, int listener, void (*ready)(const struct app *), struct error *err)
{
	if (!mailer_possible(app, err))
		return false;
	sigset_t signals = stop_signals();
	app->hub = hub_new(app, all_hub_kinds);
	store_on_event(app->store, event, app->hub);
	page_account_of = people_account;
	people_cycle_frame = cycle_frame_here;
	people_welcomes = call_welcomes;
	struct server_options options = { .listener = listener, .routes = all_routes, .guard = people_guard, .error_page = error_page };
	struct server *server = server_start(app, &options, err);
	if (server) {
		struct mailer *mailer = mailer_start(app);
		/* A demonstration stands still at its day: it forgets nothing and writes to nobody. */
		struct upkeep *upkeep = app->settings.demo ? NULL : upkeep_start(app);
		ready(app);
		int signal_seen;
		sigwait(&signals, &signal_seen);
		log_info("stopping");
		server_stop(server, STOP_SECONDS);
		if (upkeep)
			upkeep_stop(upkeep);
		mailer_stop(mailer);
	}
	store_on_event(app->store, NULL, NULL);
	hub_free(app->hub);
	return server != NULL;
}
