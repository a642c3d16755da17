/* A small server for the tests of src/http: its own routes over a real store. Pages are plain
 * lines, "name: value", so that a test reads what a handler saw.
 *     testserver FOLDER [name=value…]   prints its port, serves until SIGTERM */
#include "base/check.h"
#include "base/log.h"
#include "http/hub.h"
#include "http/server.h"
#include "store/files.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum { MAY_SIGNED_IN = 1 };

STATEMENT(insert_setting, "INSERT INTO setting (name, value) VALUES ($1, $2)", .params = "tt")
STATEMENT(count_settings, "SELECT count(*) FROM setting")
STATEMENT(bump, "INSERT INTO setting (name, value) VALUES ($1, '1') ON CONFLICT (name) DO UPDATE SET "
                "value = CAST(CAST(setting.value AS bigint) + 1 AS text)", .params = "t")

struct setting_row { struct text value; };
STATEMENT(read_setting, "SELECT value FROM setting WHERE name = $1", .params = "t", ROW(struct setting_row, value))

/* What a test reads: the key, the fields as typed, what is wrong. */
static void show_form(struct request *r, const struct form *form, int status)
{
	struct buffer out;
	buffer_init(&out, 1 << 20);
	buffer_format(&out, "_key: %" TEXT "\n", text_args(form_key(r)));
	const struct form_state *s = form_state_of(r, form);
	for (size_t i = 0; s && i < form->n; i++) {
		const char *name = form->fields[i].name;
		buffer_format(&out, "%s: %" TEXT "\n", name, text_args(s->typed[i]));
		if (s->uploads[i].hash.n)
			buffer_format(&out, "%s__kept: %" TEXT "\n", name, text_args(form_kept(r, &s->uploads[i])));
		if (error_is(&s->errors[i]))
			buffer_format(&out, "%s!: %" TEXT "\n", name, text_args(error_text(r->arena, r->lang, &s->errors[i])));
	}
	if (s && error_is(&s->error))
		buffer_format(&out, "!: %" TEXT "\n", text_args(error_text(r->arena, r->lang, &s->error)));
	reply_body(r, status, "text/plain; charset=utf-8", &out);
}

struct note { struct text title, body; int64_t number; bool slow; };
static const struct field note_fields[] = {
	FIELD(struct note, title, FIELD_TEXT, "Titre", .max = 20),
	FIELD(struct note, body, FIELD_LONG, "Texte", .optional = true, .max = 1000),
	FIELD(struct note, number, FIELD_NUMBER, "Nombre", .optional = true, .max = 100),
};
static const struct form note_form = FORM(note_fields);

static bool save_note(struct db *tx, struct arena *arena, const void *in, struct made *made, struct error *err)
{
	const struct note *note = in;
	if (text_is(note->title, "plein"))
		return error_set(err, ERROR_FULL, N_("Le disque est plein."), "as the test wants it");
	if (text_is(note->title, "absent"))
		return error_missing(err);
	if (text_is(note->title, "interdit"))
		return error_input(err, "title", N_("Ce titre n'est pas permis."));
	if (text_is(note->title, "regle"))
		return error_rule(err, N_("La date limite est passée."));
	if (text_is(note->title, "conflit"))
		return error_conflict(err, N_("Quelqu'un a changé cette page."));
	db_run(tx, &insert_setting, BIND(note->title, note->body));
	made->id = 7;
	made->name = text_copy(arena, note->title);
	return true;
}

static void show_note(struct request *r)
{
	form_fill(r, &note_form, &(struct note){ 0 });
	show_form(r, &note_form, 200);
}

static void refused(struct request *r) { show_form(r, &note_form, r->error.code == ERROR_CONFLICT ? 409 : 422); }

static void saved(struct request *r)
{
	flash(r, "ok", N_("C'est noté."), &(struct words){ 0 });
	reply_redirect(r, URL("/notes/$1/$2", r->made.id, r->made.name));
}

static void post_note(struct request *r)
{
	struct note *note = arena_one(r->arena, struct note);
	if (form_read(r, &note_form, note))
		request_write(r, save_note, note, saved, refused);
	else
		refused(r);
}

struct joined { struct text title; struct upload piece; };
static const struct field file_fields[] = {
	FIELD(struct joined, title, FIELD_TEXT, "Titre"),
	FIELD(struct joined, piece, FIELD_FILE, "Pièce", .accept = ".txt,.png"),
};
static const struct form file_form = FORM(file_fields);

static void show_file_form(struct request *r) { show_form(r, &file_form, 200); }

static void post_file(struct request *r)
{
	struct joined in = { 0 };
	if (form_read(r, &file_form, &in))
		reply_redirect(r, URL("/fichiers/$1?nom=$2", in.piece.hash, in.piece.name));
	else
		show_form(r, &file_form, 422);
}

static void get_file(struct request *r)
{
	reply_file(r, path_text(r, "hash"), query_text(r, "nom"), query_text(r, "type"), true);
}

static void show_request(struct request *r)
{
	struct buffer out;
	struct text kind, message;
	buffer_init(&out, 1 << 16);
	buffer_format(&out, "route: %s\nlang: %s\nq: %" TEXT "\nid: %lld\ncycle: %" TEXT "\n", r->route->pattern,
	              lang_name(r->lang), text_args(query_text(r, "q")), (long long)path_id(r, "id"),
	              text_args(path_text(r, "cycle")));
	if (flash_take(r, &kind, &message))
		buffer_format(&out, "flash: %" TEXT " %" TEXT "\n", text_args(kind), text_args(message));
	reply_body(r, 200, "text/plain; charset=utf-8", &out);
}

static void show_big(struct request *r)
{
	struct buffer out;
	buffer_init(&out, 1 << 20);
	for (int64_t i = 0; i < query_number(r, "n", 200, 1, 20000); i++)
		buffer_format(&out, "<p>ligne %lld de la page</p>\n", (long long)i);
	reply_body(r, 200, "text/html; charset=utf-8", &out);
}

static void show_count(struct request *r)
{
	reply_text(r, 200, "text/plain", text_format(r->arena, "%lld", (long long)db_int(r->db, &count_settings, BIND_NONE)));
}

static void wait_a_little(struct request *r)
{
	usleep(700000);
	reply_text(r, 200, "text/plain", text("lent"));
}

static void download(struct request *r)
{
	reply_download(r, "text/csv; charset=utf-8", text("Évaluation \"été\".csv"), text("a;b\n"));
}

static void sign_in(struct request *r)
{
	reply_cookie(r, LOGIN_COOKIE, text("marie"), 3600);
	reply_redirect_to(r, query_back(r));
}

static void machine(struct request *r) { reply_text(r, 200, "text/plain", text("machine")); }
static void forgetful(struct request *r) { (void)r; }

static bool bump_counter(struct db *tx, struct arena *arena, const void *in, struct made *made, struct error *err)
{
	const struct text *topic = in;
	(void)arena, (void)made, (void)err;
	db_run(tx, &bump, BIND(*topic));
	db_publish(tx, *topic, NO_TEXT);
	return true;
}

static void bumped(struct request *r) { reply_text(r, 200, "text/plain", text("ok")); }

static struct text counter_topic(struct request *r)
{
	return text_format(r->arena, "counter:%lld", (long long)path_id(r, "id"));
}

static void bump_it(struct request *r)
{
	struct text *topic = arena_one(r->arena, struct text);
	*topic = counter_topic(r);
	request_write(r, bump_counter, topic, bumped, NULL);
}

static void stream(struct request *r) { reply_stream(r, counter_topic(r)); }

static void stream_heavy(struct request *r)
{
	reply_stream(r, text_format(r->arena, "heavy:%lld", (long long)path_id(r, "id")));
}

static void render_counter(const struct app *app, struct db *db, struct arena *arena, int64_t id, enum lang lang,
                           struct buffer *out)
{
	(void)app;
	struct text name = text_format(arena, "counter:%lld", (long long)id);
	const struct setting_row *row = db_one(db, arena, &read_setting, BIND(name));
	buffer_format(out, "<div id=\"c\">\n%s %" TEXT "</div>", lang_name(lang), text_args(row ? row->value : text("0")));
}

/* The same counter, heavily: for readers that do not read. */
static void render_heavy(const struct app *app, struct db *db, struct arena *arena, int64_t id, enum lang lang,
                         struct buffer *out)
{
	render_counter(app, db, arena, id, lang, out);
	for (int i = 0; i < 10000; i++)
		buffer_z(out, "<p>ligne</p>");
}

static const struct hub_kind counter_kind = { "counter", render_counter }, heavy_kind = { "heavy", render_heavy };
static const struct hub_kind *const kinds[] = { &counter_kind, &heavy_kind, NULL };

static const struct route table[] = {
	{ METHOD_GET, "/", 0, show_request, 0 },
	{ METHOD_GET, "/cycles/{cycle}", 0, show_request, 0 },
	{ METHOD_GET, "/cycles/nouveau", 0, show_request, 0 },
	{ METHOD_GET, "/cycles/{cycle}/blocages/{id}", 0, show_request, 0 },
	{ METHOD_GET, "/prive", MAY_SIGNED_IN, show_request, 0 },
	{ METHOD_POST, "/prive/fichiers", MAY_SIGNED_IN, post_file, ROUTE_UPLOAD },
	{ METHOD_GET, "/grand", 0, show_big, 0 },
	{ METHOD_GET, "/compte", 0, show_count, 0 },
	{ METHOD_GET, "/lent", 0, wait_a_little, ROUTE_SLOW },
	{ METHOD_GET, "/telecharger", 0, download, 0 },
	{ METHOD_GET, "/connexion", 0, sign_in, 0 },
	{ METHOD_GET, "/oubli", 0, forgetful, 0 },
	{ METHOD_GET, "/notes/nouvelle", 0, show_note, 0 },
	{ METHOD_POST, "/notes/nouvelle", 0, post_note, 0 },
	{ METHOD_GET, "/notes/{id}/{cycle}", 0, show_request, 0 },
	{ METHOD_GET, "/fichiers/nouveau", 0, show_file_form, 0 },
	{ METHOD_POST, "/fichiers/nouveau", 0, post_file, ROUTE_UPLOAD },
	{ METHOD_GET, "/fichiers/{hash}", 0, get_file, 0 },
	{ METHOD_POST, "/machine", 0, machine, ROUTE_MACHINE },
	{ METHOD_POST, "/compteurs/{id}", 0, bump_it, ROUTE_MACHINE },
	{ METHOD_GET, "/compteurs/{id}/flux", 0, stream, 0 },
	{ METHOD_GET, "/lourds/{id}/flux", 0, stream_heavy, 0 },
};
static const struct routes test_routes = ROUTES(table);
static const struct routes *const routes[] = { &test_routes, &lang_routes, NULL };

static bool guard(struct request *r)
{
	if (r->route->may == MAY_SIGNED_IN && !cookie(r, LOGIN_COOKIE).n) {
		reply_redirect(r, URL("/connexion?back=$1", r->path));
		return false;
	}
	return true;
}

static void error_page(struct request *r, int status, const struct error *err)
{
	reply_text(r, status, "text/plain; charset=utf-8",
	           text_format(r->arena, "page %d: %" TEXT, status, text_args(error_text(r->arena, r->lang, err))));
}

static void on_event(void *user, struct text topic, struct text payload)
{
	ARENA_SCOPED arena = arena_new();
	(void)payload;
	hub_touch(user, topic);
	text_cut(&topic, ':');
	hub_touch(user, text_join(arena, text("heavy:"), topic));
}

/* name=value of the command line. */
static struct text option(int argc, char **argv, const char *name, const char *fallback)
{
	for (int i = 2; i < argc; i++) {
		struct text value = text_of(argv[i]);
		if (text_is(text_cut(&value, '='), name))
			return value;
	}
	return text_of(fallback);
}

static int64_t number_option(int argc, char **argv, const char *name, const char *fallback)
{
	int64_t n = 0;
	check(text_to_int(option(argc, argv, name, fallback), &n));
	return n;
}

/* A disk that is full, as far as this process can tell. */
static void limit_files(int64_t bytes)
{
	if (bytes > 0)
		check(setrlimit(RLIMIT_FSIZE, &(struct rlimit){ (rlim_t)bytes, (rlim_t)bytes }) == 0);
}

static void serve(struct app *app, struct server_options *options)
{
	struct error err = { 0 };
	sigset_t stop;
	int signal;
	sigemptyset(&stop);
	sigaddset(&stop, SIGTERM);
	sigprocmask(SIG_BLOCK, &stop, NULL);
	options->listener = server_listen(&app->settings, &err);
	struct server *server = options->listener >= 0 ? server_start(app, options, &err) : NULL;
	if (!server) {
		fprintf(stderr, "%s: %s\n", err.message, err.detail);
		exit(1);
	}
	printf("%lld\n", (long long)app->settings.port);
	fflush(stdout);
	sigwait(&stop, &signal);
	server_stop(server, 3);
}

int main(int argc, char **argv)
{
	ARENA_SCOPED arena = arena_new();
	struct error err = { 0 };
	check(argc >= 2);
	const char *folder = argv[1];
	limit_files(number_option(argc, argv, "largest_file", "0"));
	struct app app = { .settings = { .address = text("127.0.0.1"), .base_url = option(argc, argv, "base_url", "http://localhost"),
		                         .threads = number_option(argc, argv, "threads", "2"),
		                         .port = number_option(argc, argv, "port", "0"),
		                         .upload_max = number_option(argc, argv, "upload_max", "100000"),
		                         .behind_proxy = number_option(argc, argv, "behind_proxy", "0") != 0 } };
	struct server_options options = { .routes = routes, .guard = guard, .error_page = error_page,
		                          .patience = (int)number_option(argc, argv, "patience", "0") };
	memset(app.secret, 42, sizeof app.secret);
	struct text database = option(argc, argv, "database", "");
	if (!database.n)
		database = text_format(arena, "sqlite:%s/test.db", folder);
	app.store = store_open(text_z(arena, database), &err);
	app.files = app.store ? files_open(text_z(arena, text_format(arena, "%s/files", folder)), &err) : NULL;
	if (!app.files) {
		fprintf(stderr, "%s: %s\n", err.message, err.detail);
		return 1;
	}
	app.hub = hub_new(&app, kinds);
	store_on_event(app.store, on_event, app.hub);
	serve(&app, &options);
	store_on_event(app.store, NULL, NULL);
	hub_free(app.hub);
	store_close(app.store);
	files_close(app.files);
	return 0;
}
