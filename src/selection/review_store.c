/* The SQL of readings: marks, comments, recusals, and who is how far. */
#include "selection/selection_store.h"

#include "base/sort.h"

STATEMENT(judging_of_juror,
          "SELECT a.call, c.cycle, c.closes, c.decided, a.submitted, "
          "CASE WHEN EXISTS (SELECT 1 FROM role r WHERE r.cycle = c.cycle AND r.person = $2 AND r.role = 'juror') "
          "THEN 1 ELSE 0 END AS juror, "
          "CASE WHEN EXISTS (SELECT 1 FROM recusal x WHERE x.application = a.id AND x.juror = $2) "
          "THEN 1 ELSE 0 END AS recused "
          "FROM application a JOIN call c ON c.id = a.call WHERE a.id = $1",
          .params = "ii", ROW(struct judging, call, cycle, closes, decided, submitted, juror, recused))

STATEMENT(put_review,
          "INSERT INTO review (application, juror, comment, at) VALUES ($1, $2, $3, $4) "
          "ON CONFLICT (application, juror) DO UPDATE SET comment = excluded.comment, at = excluded.at",
          .params = "iiti")
STATEMENT(put_mark,
          "INSERT INTO mark (application, juror, criterion, mark) VALUES ($1, $2, $3, $4) "
          "ON CONFLICT (application, juror, criterion) DO UPDATE SET mark = excluded.mark",
          .params = "iiii")
STATEMENT(erase_marks, "DELETE FROM mark WHERE application = $1 AND juror = $2", .params = "ii")
STATEMENT(erase_review, "DELETE FROM review WHERE application = $1 AND juror = $2", .params = "ii")
STATEMENT(put_recusal,
          "INSERT INTO recusal (application, juror, reason, at) VALUES ($1, $2, $3, $4) "
          "ON CONFLICT (application, juror) DO NOTHING",
          .params = "iiti")
STATEMENT(delete_recusal, "DELETE FROM recusal WHERE application = $1 AND juror = $2", .params = "ii")

STATEMENT(items_of_juror,
          "SELECT a.id AS application, (SELECT count(*) FROM review r WHERE r.application = a.id) AS readings, "
          "t.name, t.kind, "
          "CASE WHEN EXISTS (SELECT 1 FROM review r WHERE r.application = a.id AND r.juror = $2) "
          "THEN 1 ELSE 0 END AS mine, "
          "CASE WHEN EXISTS (SELECT 1 FROM recusal x WHERE x.application = a.id AND x.juror = $2) "
          "THEN 1 ELSE 0 END AS recused "
          "FROM application a JOIN territory t ON t.id = a.territory "
          "WHERE a.call = $1 AND a.submitted IS NOT NULL ORDER BY t.name, a.id",
          .params = "ii", ROW(struct reading_item, application, readings, name, kind, mine, recused))

STATEMENT(next_of_juror,
          "SELECT a.id AS application FROM application a "
          "WHERE a.call = $1 AND a.submitted IS NOT NULL AND a.id <> $3 AND NOT EXISTS (SELECT 1 FROM review r WHERE r.application = a.id AND r.juror = $2) "
          "AND NOT EXISTS (SELECT 1 FROM recusal x WHERE x.application = a.id AND x.juror = $2) "
          "ORDER BY (SELECT count(*) FROM review r WHERE r.application = a.id), "
          "CASE WHEN a.id > $3 THEN 0 ELSE 1 END, a.id LIMIT 1",
          .params = "iii", ROW(struct reading_item, application))

STATEMENT(reviews_of_call,
          "SELECT r.application, r.juror, p.name, r.comment, r.at FROM review r "
          "JOIN application a ON a.id = r.application JOIN person p ON p.id = r.juror "
          "WHERE a.call = $1 AND ($2 = 0 OR a.id = $2) AND ($3 = 0 OR r.juror = $3) "
          "ORDER BY r.application, p.name, r.juror",
          .params = "iii", ROW(struct review, application, juror, name, comment, at))
STATEMENT(marks_of_call,
          "SELECT m.application, m.juror, m.criterion, m.mark FROM mark m "
          "JOIN application a ON a.id = m.application JOIN person p ON p.id = m.juror "
          "JOIN criterion c ON c.id = m.criterion "
          "WHERE a.call = $1 AND ($2 = 0 OR a.id = $2) AND ($3 = 0 OR m.juror = $3) "
          "ORDER BY m.application, p.name, m.juror, c.place, c.id",
          .params = "iii", ROW(struct mark, application, juror, criterion, mark))
STATEMENT(recusals_of_call,
          "SELECT x.application, x.juror, p.name, x.reason, x.at FROM recusal x "
          "JOIN application a ON a.id = x.application JOIN person p ON p.id = x.juror "
          "WHERE a.call = $1 AND ($2 = 0 OR a.id = $2) AND ($3 = 0 OR x.juror = $3) "
          "ORDER BY x.application, p.name, x.juror",
          .params = "iii", ROW(struct recusal, application, juror, name, reason, at))

STATEMENT(jurors_of_call,
          "SELECT p.id AS person, "
          "(SELECT count(*) FROM review r JOIN application a ON a.id = r.application "
          "WHERE a.call = c.id AND r.juror = p.id) AS readings, "
          "(SELECT count(*) FROM recusal x JOIN application a ON a.id = x.application "
          "WHERE a.call = c.id AND x.juror = p.id) AS recusals, "
          "CAST((SELECT sum(m.mark) FROM mark m JOIN application a ON a.id = m.application "
          "WHERE a.call = c.id AND m.juror = p.id) AS bigint) AS sum, "
          "(SELECT count(*) FROM mark m JOIN application a ON a.id = m.application "
          "WHERE a.call = c.id AND m.juror = p.id) AS marks, p.name, p.office "
          "FROM call c JOIN role o ON o.cycle = c.cycle AND o.role = 'juror' JOIN person p ON p.id = o.person "
          "WHERE c.id = $1 ORDER BY p.name, p.id",
          .params = "i", ROW(struct juror, person, readings, recusals, sum, marks, name, office))

struct judging *judging_of(struct db *db, struct arena *arena, int64_t application, int64_t juror)
{
	return db_one(db, arena, &judging_of_juror, BIND(application, juror));
}

void review_put(struct db *tx, const struct review_input *in, struct instant at)
{
	db_run(tx, &put_review, BIND(in->application, in->juror, in->comment, at));
	for (size_t i = 0; i < in->n; i++)
		db_run(tx, &put_mark, BIND(in->application, in->juror, in->marks[i].criterion, in->marks[i].mark));
}

void review_erase(struct db *tx, int64_t application, int64_t juror)
{
	db_run(tx, &erase_marks, BIND(application, juror));
	db_run(tx, &erase_review, BIND(application, juror));
}

void recusal_put(struct db *tx, const struct recusal_input *in, struct instant at)
{
	db_run(tx, &put_recusal, BIND(in->application, in->juror, in->reason, at));
}

bool recusal_delete(struct db *tx, int64_t application, int64_t juror)
{
	return db_run(tx, &delete_recusal, BIND(application, juror)) > 0;
}

struct rows reading_items(struct db *db, struct arena *arena, int64_t call, int64_t juror)
{
	struct rows rows = db_all(db, arena, &items_of_juror, BIND(call, juror));
	sort_by_text(arena, rows.at, rows.n, sizeof(struct reading_item), offsetof(struct reading_item, name));
	return rows;
}

int64_t reading_next(struct db *db, int64_t call, int64_t juror, int64_t after)
{
	return db_int(db, &next_of_juror, BIND(call, juror, after));
}

struct rows reviews_of(struct db *db, struct arena *arena, struct whose of)
{
	return db_all(db, arena, &reviews_of_call, BIND(of.call, of.application, of.juror));
}

struct rows marks_of(struct db *db, struct arena *arena, struct whose of)
{
	return db_all(db, arena, &marks_of_call, BIND(of.call, of.application, of.juror));
}

struct rows recusals_of(struct db *db, struct arena *arena, struct whose of)
{
	return db_all(db, arena, &recusals_of_call, BIND(of.call, of.application, of.juror));
}

struct rows jurors_of(struct db *db, struct arena *arena, int64_t call)
{
	return db_all(db, arena, &jurors_of_call, BIND(call));
}
