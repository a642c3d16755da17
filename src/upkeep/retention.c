/* Retention: what has been kept long enough goes. The page "Données personnelles" tells the
 * same times; whoever changes one changes both. Regulation (EU) 2016/679, article 5 (1)(e). */
#include "base/log.h"
#include "http/form.h"
#include "people/person.h"
#include "store/files.h"
#include "upkeep/upkeep.h"

enum {
	DAY = 24 * 3600, MONTH = 30 * DAY, YEAR = 365 * DAY,
	KEY_KEPT = FORM_KEY_SECONDS + DAY, /* a form open for longer is refused by its key anyway */
	JOB_KEPT = 60 * DAY,
	MAIL_KEPT = YEAR,
	REGISTRATION_KEPT = 3 * MONTH,  /* after the workshop */
	VOICE_KEPT = MONTH,             /* link between a device and its votes, after closing */
	ACCOUNT_KEPT = 2 * YEAR,        /* after the last cycle and the last visit */
	DECISION_KEPT = 2 * YEAR,       /* what was not selected, and the jury's comments */
};

STATEMENT(forget_links, "DELETE FROM magic_link WHERE expires < $1", .params = "i")
STATEMENT(forget_logins, "DELETE FROM login WHERE expires < $1", .params = "i")
STATEMENT(forget_keys, "DELETE FROM once WHERE at < $1", .params = "i")
STATEMENT(forget_attempts, "DELETE FROM attempt WHERE at < $1", .params = "i")
STATEMENT(forget_invitations, "DELETE FROM invitation WHERE accepted IS NULL AND expires < $1", .params = "i")
STATEMENT(forget_mails, "DELETE FROM outbox WHERE created < $1", .params = "i")
STATEMENT(forget_jobs, "DELETE FROM job WHERE done < $1", .params = "i")
/* The seats stay, for the figures. */
STATEMENT(forget_registrations,
          "UPDATE registration SET name = '', organisation = '', email = 'passee-' || CAST(id AS text),"
          " token = 'passee-' || CAST(id AS text) WHERE name <> '' AND restitution IN"
          " (SELECT id FROM restitution WHERE ends < $1)",
          .params = "i")
STATEMENT(forget_voices,
          "UPDATE voice SET token = 'passee-' || CAST(id AS text), person = NULL WHERE token NOT LIKE 'passee-%'"
          " AND activity IN (SELECT id FROM activity WHERE state = 'closed' AND closed < $1)",
          .params = "i")

/* Applications that were not selected lose their content; that they were made stays. */
#define NOT_SELECTED                                                                        \
	"(SELECT a.id FROM application a JOIN call c ON c.id = a.call WHERE c.decided < $1 AND a.outcome <> 'selected')"
STATEMENT(forget_answers, "DELETE FROM answer WHERE application IN " NOT_SELECTED, .params = "i")
STATEMENT(forget_answer_files, "DELETE FROM file WHERE kind = 'answer' AND item IN " NOT_SELECTED, .params = "i")
STATEMENT(forget_applicants,
          "UPDATE applicant SET name = '', office = '', email = 'passee-' || side, token = NULL, person = NULL"
          " WHERE name <> '' AND application IN " NOT_SELECTED, .params = "i")
STATEMENT(forget_comments,
          "UPDATE review SET comment = '' WHERE comment <> '' AND application IN"
          " (SELECT a.id FROM application a JOIN call c ON c.id = a.call WHERE c.decided < $1)", .params = "i")

struct sleeper {
	int64_t person;
};
STATEMENT(sleepers,
          "SELECT p.id AS person FROM person p WHERE p.erased IS NULL AND p.admin = 0 AND p.created < $1"
          " AND NOT EXISTS (SELECT 1 FROM login l WHERE l.person = p.id AND l.seen >= $1)"
          " AND NOT EXISTS (SELECT 1 FROM role r JOIN cycle c ON c.id = r.cycle WHERE r.person = p.id AND c.ends >= $2)"
          " ORDER BY p.id",
          .params = "ii", ROW(struct sleeper, person))

/* Whose last cycle ended two years ago, and who has not come back since. */
static void erase_sleepers(struct db *tx, struct arena *arena, struct instant limit)
{
	struct rows rows = db_all(tx, arena, &sleepers, BIND(limit, day_of(limit)));
	const struct sleeper *sleeper = rows.at;
	for (size_t i = 0; i < rows.n; i++) {
		struct error refused = { 0 };
		struct made made = { 0 };
		if (!person_erase(tx, arena, &sleeper[i].person, &made, &refused))
			log_warn("retention: person %lld stays", (long long)sleeper[i].person);
	}
}

bool retention_keep(struct db *tx, struct arena *arena, const void *input, struct made *made, struct error *err)
{
	(void)input, (void)made, (void)err;
	int64_t now = clock_now().s;
	db_run(tx, &forget_links, BIND(now - DAY));
	db_run(tx, &forget_logins, BIND(now));
	db_run(tx, &forget_keys, BIND(now - KEY_KEPT));
	db_run(tx, &forget_attempts, BIND(now - DAY));
	db_run(tx, &forget_invitations, BIND(now - MONTH));
	db_run(tx, &forget_mails, BIND(now - MAIL_KEPT));
	db_run(tx, &forget_jobs, BIND(now - JOB_KEPT));
	db_run(tx, &forget_registrations, BIND(now - REGISTRATION_KEPT));
	db_run(tx, &forget_voices, BIND(now - VOICE_KEPT));
	struct instant decided = { now - DECISION_KEPT };
	db_run(tx, &forget_answers, BIND(decided));
	db_run(tx, &forget_answer_files, BIND(decided));
	db_run(tx, &forget_applicants, BIND(decided));
	db_run(tx, &forget_comments, BIND(decided));
	erase_sleepers(tx, arena, (struct instant){ now - ACCOUNT_KEPT });
	return true;
}

STATEMENT(file_named, "SELECT count(*) FROM file WHERE hash = $1", .params = "t")

/* When the database does not answer, everything is kept. */
static bool is_named(void *user, struct text hash)
{
	struct db *db = user;
	return db_int(db, &file_named, BIND(hash)) != 0 || db_failed(db);
}

void retention_sweep(const struct app *app)
{
	struct db *db = store_reader(app->store);
	size_t gone = files_sweep(app->files, is_named, db);
	db_recover(db);
	if (gone)
		log_info("retention: %zu files that nothing named", gone);
}
