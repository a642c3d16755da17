/* The SQL of calls, quotas and questions. That of applications is in application_store.c. */
#include "call/call_store.h"

#define CALL_SELECT                                                                         \
	"SELECT id, cycle, title, summary, body, who, opens, closes, decided, contact_name, contact_email, " \
	"published FROM call "
#define CALL_ROW                                                                            \
	ROW(struct call, id, cycle, title, summary, body, who, opens, closes, decided, contact_name, contact_email, \
	    published)

STATEMENT(call_with_cycle, CALL_SELECT "WHERE cycle = $1", .params = "i", CALL_ROW)
STATEMENT(call_with_id, CALL_SELECT "WHERE id = $1", .params = "i", CALL_ROW)

STATEMENT(call_in_slug,
          CALL_SELECT "WHERE cycle = (SELECT c.id FROM cycle c WHERE c.slug = $1 AND c.published = 1)", .params = "t",
          CALL_ROW)

STATEMENT(put_call,
          "INSERT INTO call (cycle, title, summary, body, who, opens, closes, contact_name, contact_email, created) "
          "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (cycle) DO UPDATE SET "
          "title = excluded.title, summary = excluded.summary, body = excluded.body, who = excluded.who, "
          "opens = excluded.opens, closes = excluded.closes, contact_name = excluded.contact_name, "
          "contact_email = excluded.contact_email RETURNING id",
          .params = "ittttiitti", ROW(struct call, id))
STATEMENT(publish_call, "UPDATE call SET published = $2 WHERE id = $1", .params = "ii")
STATEMENT(decide_call, "UPDATE call SET decided = $2 WHERE id = $1", .params = "ii")

/* Towns first, as they are the most; then groups, parks and the rest. */
STATEMENT(quotas_of_call,
          "SELECT kind, seats FROM quota WHERE call = $1 ORDER BY CASE kind WHEN 'commune' THEN 1 "
          "WHEN 'epci' THEN 2 WHEN 'pnr' THEN 3 WHEN 'petr' THEN 4 ELSE 5 END, kind",
          .params = "i", ROW(struct quota, kind, seats))
STATEMENT(delete_quotas, "DELETE FROM quota WHERE call = $1", .params = "i")
STATEMENT(insert_quota, "INSERT INTO quota (call, kind, seats) VALUES ($1, $2, $3)", .params = "iti")
STATEMENT(kinds_of_applications,
          "SELECT t.kind, CAST(count(*) AS bigint) AS seats FROM application a "
          "JOIN territory t ON t.id = a.territory WHERE a.call = $1 GROUP BY t.kind",
          .params = "i", ROW(struct quota, kind, seats))

#define QUESTION_SELECT "SELECT id, call, place, key, label, help, kind, required, most, choices FROM question "
#define QUESTION_ROW ROW(struct question, id, call, place, key, label, help, kind, required, most, choices)

STATEMENT(questions_of_call, QUESTION_SELECT "WHERE call = $1 ORDER BY place, id", .params = "i", QUESTION_ROW)
STATEMENT(question_with_id, QUESTION_SELECT "WHERE id = $1", .params = "i", QUESTION_ROW)
STATEMENT(question_with_key, "SELECT id FROM question WHERE call = $1 AND key = $2 AND id <> $3", .params = "iti",
          ROW(struct question, id))
STATEMENT(insert_question,
          "INSERT INTO question (call, place, key, label, help, kind, required, most, choices) "
          "VALUES ($1, (SELECT COALESCE(max(place), 0) + 1 FROM question WHERE call = $1), "
          "$2, $3, $4, $5, $6, $7, $8) RETURNING id",
          .params = "ittttiit", ROW(struct question, id))
STATEMENT(update_question,
          "UPDATE question SET label = $2, help = $3, kind = $4, required = $5, most = $6, choices = $7 WHERE id = $1",
          .params = "itttiit")
STATEMENT(delete_question, "DELETE FROM question WHERE id = $1", .params = "i")
STATEMENT(place_question, "UPDATE question SET place = $2 WHERE id = $1", .params = "ii")

struct call *call_of_cycle(struct db *db, struct arena *arena, int64_t cycle)
{
	return db_one(db, arena, &call_with_cycle, BIND(cycle));
}

struct call *call_by_id(struct db *db, struct arena *arena, int64_t id)
{
	return db_one(db, arena, &call_with_id, BIND(id));
}

struct call *call_with_slug(struct db *db, struct arena *arena, struct text slug)
{
	return db_one(db, arena, &call_in_slug, BIND(slug));
}

int64_t call_put(struct db *tx, const struct call_input *in)
{
	return db_int(tx, &put_call, BIND(in->cycle, in->title, in->summary, in->body, in->who, in->opens, in->closes,
	                                  in->contact_name, in->contact_email, clock_now()));
}

void call_set_published(struct db *tx, const struct call_publication *in)
{
	db_run(tx, &publish_call, BIND(in->call, in->published));
}

void call_set_decided(struct db *tx, int64_t call, struct instant decided)
{
	db_run(tx, &decide_call, BIND(call, decided));
}

struct rows quotas_of(struct db *db, struct arena *arena, int64_t call)
{
	return db_all(db, arena, &quotas_of_call, BIND(call));
}

void quotas_put(struct db *tx, int64_t call, const struct quota *quotas, size_t n)
{
	db_run(tx, &delete_quotas, BIND(call));
	for (size_t i = 0; i < n; i++) /* one a kind: seven at most */
		db_run(tx, &insert_quota, BIND(call, quotas[i].kind, quotas[i].seats));
}

struct rows kinds_applied(struct db *db, struct arena *arena, int64_t call)
{
	return db_all(db, arena, &kinds_of_applications, BIND(call));
}

struct rows questions_of(struct db *db, struct arena *arena, int64_t call)
{
	return db_all(db, arena, &questions_of_call, BIND(call));
}

struct question *question_by_id(struct db *db, struct arena *arena, int64_t id)
{
	return db_one(db, arena, &question_with_id, BIND(id));
}

bool question_key_taken(struct db *db, const struct question_input *in)
{
	return db_int(db, &question_with_key, BIND(in->call, in->key, in->id)) != 0;
}

int64_t question_put(struct db *tx, const struct question_input *in)
{
	if (in->id == 0)
		return db_int(tx, &insert_question, BIND(in->call, in->key, in->label, in->help, in->kind, in->required,
		                                         v_id(in->most), in->choices));
	db_run(tx, &update_question,
	       BIND(in->id, in->label, in->help, in->kind, in->required, v_id(in->most), in->choices));
	return in->id;
}

void question_delete(struct db *tx, int64_t id)
{
	db_run(tx, &delete_question, BIND(id));
}

void questions_swap(struct db *tx, const struct question *a, const struct question *b)
{
	db_run(tx, &place_question, BIND(a->id, b->place));
	db_run(tx, &place_question, BIND(b->id, a->place));
}
