/* Reading the outbox, and sending again. Writing it is mail/. */
#include "people/outbox.h"

#define OUTBOX_COLUMNS \
	"SELECT id, tries, kind, recipient, recipient_name, subject, problem, created, sent, failed, next_try FROM outbox"
#define OUTBOX_ROW \
	ROW(struct outbox_row, id, tries, kind, recipient, recipient_name, subject, problem, created, sent, failed, next_try)

STATEMENT(outbox_cycle, OUTBOX_COLUMNS " WHERE cycle = $1 ORDER BY created DESC, id DESC LIMIT $2 OFFSET $3",
          .params = "iii", OUTBOX_ROW)
STATEMENT(outbox_all, OUTBOX_COLUMNS " ORDER BY id DESC LIMIT $1", .params = "i", OUTBOX_ROW)
STATEMENT(outbox_counted, "SELECT CAST(count(*) AS bigint) AS n FROM outbox WHERE cycle = $1", .params = "i")
STATEMENT(outbox_one,
          "SELECT id, kind, recipient, recipient_name, subject, plain, html, calendar, created, sent"
          " FROM outbox WHERE id = $1",
          .params = "i",
          ROW(struct outbox_mail, id, kind, recipient, recipient_name, subject, plain, html, calendar, created, sent))
STATEMENT(outbox_again,
          "UPDATE outbox SET failed = NULL, tries = 0, next_try = $3, problem = ''"
          " WHERE id = $1 AND cycle = $2 AND failed IS NOT NULL AND recipient <> ''",
          .params = "iii")

struct rows outbox_of_cycle(struct db *db, struct arena *arena, int64_t cycle, int64_t page)
{
	return db_all(db, arena, &outbox_cycle, BIND(cycle, OUTBOX_PAGE, (page - 1) * OUTBOX_PAGE));
}

int64_t outbox_count(struct db *db, int64_t cycle)
{
	return db_int(db, &outbox_counted, BIND(cycle));
}

struct rows outbox_latest(struct db *db, struct arena *arena, size_t limit)
{
	return db_all(db, arena, &outbox_all, BIND(limit));
}

struct outbox_mail *outbox_mail(struct db *db, struct arena *arena, int64_t id)
{
	return db_one(db, arena, &outbox_one, BIND(id));
}

bool outbox_retry(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	(void)arena, (void)made;
	const struct outbox_retry *in = input;
	return db_run(tx, &outbox_again, BIND(in->id, in->cycle, clock_now())) == 1 || error_missing(err);
}

struct outbox_state outbox_state(const struct outbox_row *mail, bool sends)
{
	if (mail->sent.s)
		return (struct outbox_state){ "done", N_("envoyé") };
	if (mail->failed.s)
		return (struct outbox_state){ "bad", N_("échec") };
	if (!sends)
		return (struct outbox_state){ "kept", N_("gardé, non envoyé") };
	return mail->tries ? (struct outbox_state){ "late", N_("nouvel essai à venir") }
	                   : (struct outbox_state){ "waiting", N_("en attente") };
}
