/* The thread that sends: claims a few due rows for some minutes, sends each, notes what came of
 * it. A crash between sending and noting sends again, under the same Message-ID. */
#include "base/check.h"
#include "base/log.h"
#include "base/thread.h"
#include "mail/compose.h"
#include "mail/libcurl.h"
#include "mail/mail.h"
#include "mail/smtp.h"

#include <inttypes.h>
#include <pthread.h>

enum { AT_ONCE = 10, LEASE = 600, PAUSE_MS = 250, TRIES = 8 };

/* Seconds before the next try: a minute, then up to a day. */
static const int64_t back_off[TRIES] = { 60, 300, 900, 3600, 4 * 3600, 12 * 3600, 24 * 3600, 24 * 3600 };

/* A claim is a try put off: another process, or this one after a crash, finds the row again
 * when the lease is over. */
STATEMENT(claim,
          "UPDATE outbox SET next_try = $2, tries = tries + 1"
          " WHERE id IN"
          " (SELECT id FROM outbox WHERE sent IS NULL AND failed IS NULL AND next_try <= $1"
          " ORDER BY next_try, id LIMIT $3 {skip_locked})"
          " RETURNING id, tries, key, kind, recipient, recipient_name, subject, plain, html, calendar, created,"
          " (SELECT p.id FROM person p WHERE p.email = outbox.recipient) AS person",
          .params = "iii",
          ROW(struct letter, id, tries, key, kind, recipient, recipient_name, subject, plain, html, calendar,
              created, person))

STATEMENT(count_due, "SELECT CAST(count(*) AS bigint) AS n FROM outbox"
          " WHERE sent IS NULL AND failed IS NULL AND next_try <= $1", .params = "i")

STATEMENT(note,
          "UPDATE outbox SET sent = $2, failed = $3, next_try = $4, problem = $5 WHERE id = $1", .params = "iiiit")

/* What was sent is kept for a year; the links that it carried open things, and are not. */
STATEMENT(cut_keys, "UPDATE outbox SET plain = $2, html = $3 WHERE id = $1", .params = "itt")

struct mailer {
	struct app *app;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t wake;
	bool stop;
};

struct claim_input {
	struct rows *claimed;
};

static bool claim_due(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	(void)made, (void)err;
	const struct claim_input *in = input;
	int64_t now = clock_now().s;
	*in->claimed = db_all(tx, arena, &claim, BIND(now, now + LEASE, AT_ONCE));
	return true;
}

struct note_input {
	const struct letter *letter;
	const struct delivery *delivery;
};

static bool note_delivery(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	(void)made, (void)err;
	const struct note_input *in = input;
	const struct letter *letter = in->letter;
	int64_t now = clock_now().s, tries = in->letter->tries;
	bool over = !in->delivery->sent && (in->delivery->final || tries >= TRIES);
	int64_t wait = back_off[tries >= 1 && tries <= TRIES ? tries - 1 : TRIES - 1];
	db_run(tx, &note, BIND(in->letter->id, v_id(in->delivery->sent ? now : 0), v_id(over ? now : 0), now + wait,
	                       in->delivery->sent ? text("") : in->delivery->problem));
	if (in->delivery->sent)
		db_run(tx, &cut_keys, BIND(letter->id, mail_without_keys(arena, letter->plain), mail_without_keys(arena, letter->html)));
	return true;
}

static bool stopping(struct mailer *m)
{
	pthread_mutex_lock(&m->lock);
	bool stop = m->stop;
	pthread_mutex_unlock(&m->lock);
	return stop;
}

static void deliver(struct mailer *m, struct smtp *smtp, struct arena *arena, const struct letter *letter)
{
	struct delivery delivery = smtp_send(smtp, arena, m->app, letter);
	struct error err = { 0 };
	struct made made = { 0 };
	if (!store_do(m->app->store, arena, note_delivery, &(struct note_input){ letter, &delivery }, &made, &err))
		log_error("mail %" PRId64 ": not noted: %s", letter->id, err.detail);
	if (delivery.sent)
		log_info("mail %" PRId64 " %" TEXT ": sent", letter->id, text_args(letter->kind));
	else
		log_warn("mail %" PRId64 " %" TEXT ": try %" PRId64 ": %" TEXT, letter->id, text_args(letter->kind),
		         letter->tries, text_args(delivery.problem));
}

/* Everything that is due; true when there may be more. */
static bool round_of(struct mailer *m, struct smtp *smtp, struct arena *arena)
{
	struct db *db = store_reader(m->app->store);
	int64_t due = db_int(db, &count_due, BIND(clock_now()));
	db_recover(db);
	if (due == 0)
		return false;
	struct rows claimed = { 0 };
	struct error err = { 0 };
	struct made made = { 0 };
	if (!store_do(m->app->store, arena, claim_due, &(struct claim_input){ &claimed }, &made, &err)) {
		log_warn("mail: none claimed: %s", err.detail);
		return false;
	}
	const struct letter *letters = claimed.at;
	for (size_t i = 0; i < claimed.n && !stopping(m); i++)
		deliver(m, smtp, arena, &letters[i]);
	return claimed.n == AT_ONCE;
}

static void pause_for(struct mailer *m, int64_t ms)
{
	struct timespec until;
	check(clock_gettime(CLOCK_MONOTONIC, &until) == 0);
	int64_t nanoseconds = until.tv_nsec + ms * 1000000;
	until.tv_sec += nanoseconds / 1000000000;
	until.tv_nsec = nanoseconds % 1000000000;
	pthread_mutex_lock(&m->lock);
	while (!m->stop && pthread_cond_timedwait(&m->wake, &m->lock, &until) == 0)
		continue;
	pthread_mutex_unlock(&m->lock);
}

static void *mailer_run(void *user)
{
	struct mailer *m = user;
	struct smtp *smtp = smtp_new();
	ARENA_SCOPED arena = arena_new();
	while (!stopping(m)) {
		if (!round_of(m, smtp, arena))
			pause_for(m, PAUSE_MS);
		arena_reset(arena);
	}
	smtp_free(smtp);
	return NULL;
}

bool mailer_possible(const struct app *app, struct error *err)
{
	return app->settings.smtp.n == 0 || libcurl_load(err);
}

struct mailer *mailer_start(struct app *app)
{
	struct mailer *m = calloc(1, sizeof *m);
	check(m);
	m->app = app;
	if (!app->settings.smtp.n)
		return m;
	check(libcurl_load(&(struct error){ 0 }));
	check(libcurl.curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK);
	pthread_condattr_t monotonic;
	check(pthread_condattr_init(&monotonic) == 0);
	check(pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC) == 0);
	check(pthread_mutex_init(&m->lock, NULL) == 0);
	check(pthread_cond_init(&m->wake, &monotonic) == 0);
	pthread_condattr_destroy(&monotonic);
	check(thread_start(&m->thread, mailer_run, m));
	return m;
}

void mailer_stop(struct mailer *m)
{
	if (m->app->settings.smtp.n) {
		pthread_mutex_lock(&m->lock);
		m->stop = true;
		pthread_cond_signal(&m->wake);
		pthread_mutex_unlock(&m->lock);
		pthread_join(m->thread, NULL);
		pthread_cond_destroy(&m->wake);
		pthread_mutex_destroy(&m->lock);
		libcurl.curl_global_cleanup();
	}
	free(m);
}
