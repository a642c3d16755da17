/* The SQL of the choice and of the decision: standings, choices, letters, record. */
#include "selection/selection_store.h"

#include "base/sort.h"

STATEMENT(standings_of_call,
          "SELECT a.id AS application, a.territory, e.person AS elected, s.person AS staff, a.number, "
          "t.name, t.kind, t.departement, c.outcome, c.rank, "
          "(SELECT count(*) FROM recusal x WHERE x.application = a.id) AS recusals "
          "FROM application a JOIN territory t ON t.id = a.territory LEFT JOIN choice c ON c.application = a.id "
          "LEFT JOIN applicant e ON e.application = a.id AND e.side = 'elected' "
          "LEFT JOIN applicant s ON s.application = a.id AND s.side = 'staff' "
          "WHERE a.call = $1 AND a.submitted IS NOT NULL ORDER BY t.name, a.id",
          .params = "i",
          ROW(struct standing, application, territory, elected, staff, number, name, kind, departement, outcome, rank,
              recusals))
STATEMENT(readings_of_call,
          "SELECT m.application, m.juror, CAST(sum(m.mark) AS bigint) AS sum, count(*) AS n FROM mark m "
          "JOIN application a ON a.id = m.application WHERE a.call = $1 "
          "GROUP BY m.application, m.juror ORDER BY m.application, m.juror",
          .params = "i", ROW(struct reading, application, juror, sum, n))

STATEMENT(put_choice,
          "INSERT INTO choice (application, outcome, rank, at) VALUES ($1, $2, $3, $4) "
          "ON CONFLICT (application) DO UPDATE "
          "SET outcome = excluded.outcome, rank = excluded.rank, at = excluded.at",
          .params = "itii")
STATEMENT(drop_choice, "DELETE FROM choice WHERE application = $1", .params = "i")

STATEMENT(letters_of_call, "SELECT call, outcome, subject, body, sent FROM letter WHERE call = $1 ORDER BY outcome",
          .params = "i", ROW(struct letter, call, outcome, subject, body, sent))
STATEMENT(put_letter,
          "INSERT INTO letter (call, outcome, subject, body) VALUES ($1, $2, $3, $4) "
          "ON CONFLICT (call, outcome) DO UPDATE SET subject = excluded.subject, body = excluded.body",
          .params = "ittt")
STATEMENT(send_letters, "UPDATE letter SET sent = $2 WHERE call = $1", .params = "ii")

STATEMENT(decision_of_call,
          "SELECT d.call, d.person, d.at, p.name, d.record, d.hash FROM decision d JOIN person p ON p.id = d.person "
          "WHERE d.call = $1",
          .params = "i", ROW(struct decision, call, person, at, name, record, hash))
STATEMENT(insert_decision, "INSERT INTO decision (call, at, person, record, hash) VALUES ($1, $2, $3, $4, $5)",
          .params = "iiitt")

STATEMENT(selected_of_call,
          "SELECT a.id AS application, t.name, t.kind, t.departement, t.population, "
          "CASE WHEN m.replaces IS NOT NULL THEN m.joined END AS joined "
          "FROM application a JOIN territory t ON t.id = a.territory "
          "LEFT JOIN member m ON m.application = a.id "
          "WHERE a.call = $1 AND a.outcome = 'selected' ORDER BY t.kind, t.name, a.id",
          .params = "i", ROW(struct selected, application, name, kind, departement, population, joined))
STATEMENT(waiting_of_call,
          "SELECT a.id AS application, a.territory, a.rank, t.name, t.kind FROM application a "
          "JOIN territory t ON t.id = a.territory WHERE a.call = $1 AND a.outcome = 'waiting' ORDER BY a.rank, a.id",
          .params = "i", ROW(struct waiting, application, territory, rank, name, kind))

/* The address that they use now; an erased person has none. */
STATEMENT(addressees_of_call,
          "SELECT a.id AS application, p.id AS person, b.side, "
          "CASE WHEN p.erased IS NULL THEN COALESCE(p.email, b.email) ELSE '' END AS email, "
          "COALESCE(p.name, b.name) AS name, COALESCE(p.lang, 'fr') AS lang "
          "FROM application a JOIN applicant b ON b.application = a.id LEFT JOIN person p ON p.id = b.person "
          "WHERE a.call = $1 AND a.submitted IS NOT NULL ORDER BY a.id, b.side",
          .params = "i", ROW(struct addressee, application, person, side, email, name, lang))

STATEMENT(posted_of_cycle,
          "SELECT count(*) AS queued, count(sent) AS sent, count(failed) AS failed FROM outbox "
          "WHERE cycle = $1 AND kind = 'decision' AND key LIKE 'decision:%'",
          .params = "i", ROW(struct posted, queued, sent, failed))

struct rows readings_of(struct db *db, struct arena *arena, int64_t call)
{
	return db_all(db, arena, &readings_of_call, BIND(call));
}

struct rows standings_of(struct db *db, struct arena *arena, int64_t call)
{
	struct rows standings = db_all(db, arena, &standings_of_call, BIND(call));
	struct rows readings = readings_of(db, arena, call);
	standings_score(standings.at, standings.n, readings.at, readings.n);
	standings_order(standings.at, standings.n);
	return standings;
}

void choice_put(struct db *tx, const struct standing *s, struct instant at)
{
	if (s->outcome.n == 0)
		db_run(tx, &drop_choice, BIND(s->application));
	else
		db_run(tx, &put_choice, BIND(s->application, s->outcome, v_id(s->rank), at));
}

struct rows letters_of(struct db *db, struct arena *arena, int64_t call)
{
	return db_all(db, arena, &letters_of_call, BIND(call));
}

void letter_put(struct db *tx, const struct letter_input *in)
{
	db_run(tx, &put_letter, BIND(in->call, in->outcome, in->subject, in->body));
}

void letters_set_sent(struct db *tx, int64_t call, struct instant at)
{
	db_run(tx, &send_letters, BIND(call, at));
}

struct decision *decision_of(struct db *db, struct arena *arena, int64_t call)
{
	return db_one(db, arena, &decision_of_call, BIND(call));
}

void decision_insert(struct db *tx, const struct decision *d)
{
	db_run(tx, &insert_decision, BIND(d->call, d->at, d->person, d->record, d->hash));
}

struct rows selected_of(struct db *db, struct arena *arena, int64_t call)
{
	struct rows rows = db_all(db, arena, &selected_of_call, BIND(call));
	sort_by_text(arena, rows.at, rows.n, sizeof(struct selected), offsetof(struct selected, name));
	sort_by_text(arena, rows.at, rows.n, sizeof(struct selected), offsetof(struct selected, kind));
	return rows;
}

struct rows waiting_of(struct db *db, struct arena *arena, int64_t call)
{
	return db_all(db, arena, &waiting_of_call, BIND(call));
}

struct rows addressees_of(struct db *db, struct arena *arena, int64_t call)
{
	return db_all(db, arena, &addressees_of_call, BIND(call));
}

struct posted letters_posted(struct db *db, struct arena *arena, int64_t cycle)
{
	const struct posted *found = db_one(db, arena, &posted_of_cycle, BIND(cycle));
	return found ? *found : (struct posted){ 0 };
}
